"""Head office as a writer: what it says to the whole association, and that every laptop hears exactly that."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from domain.holidays import OFF
from domain.sync.chain import Written
from domain.sync.entries import Add, Operation, Put, Void
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.reference_tables import HOLIDAYS
from domain.sync.schema import Value
from domain.sync.winners import heads
from headoffice.reference_log import Rows, new_row, write_reference
from headoffice.reference_rows import standing_rows
from tests.simulator.actions import Action
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import ACKNOWLEDGED, UNKNOWN, Deed, gist

if TYPE_CHECKING:
    from tests.simulator.world import World

HUB = "head office"
_DAYS = HOLIDAYS.cell("days").number
Choosing = Callable[[Rows], Operation | None]


class _Nothing(Exception):
    """There is nothing to say it about."""


def declare(world: "World", laptop: LaptopSide, action: Action) -> str:
    """A day is off."""
    hub = world.hub.hub
    cells: dict[str, Value] = {
        "kind": OFF,
        "days": _days(action.b),
        "title": [f"day {action.number}", None],
        "declared": ["nobody", "2026-11-22T08:00:00+00:00"],
    }
    row = new_row(hub)
    said = Add(HOLIDAYS.number, row, {HOLIDAYS.cell(name).number: value for name, value in cells.items()})
    return _say(world, action, lambda _: said)


def redate(world: "World", laptop: LaptopSide, action: Action) -> str:
    """What was declared is on another day."""

    def choosing(rows: Rows) -> Operation | None:
        found = list(standing_rows(rows, HOLIDAYS))
        if not found:
            return None
        row, state = found[action.a % len(found)]
        shown = heads(state.cells[_DAYS])[:1]
        return Put(HOLIDAYS.number, row, {_DAYS: _days(action.b)}, {_DAYS: tuple(one.meta.id for one in shown)})

    return _say(world, action, choosing)


def withdraw_day(world: "World", laptop: LaptopSide, action: Action) -> str:
    def choosing(rows: Rows) -> Operation | None:
        found = [row for row, _ in standing_rows(rows, HOLIDAYS)]
        return Void(HOLIDAYS.number, found[action.a % len(found)], f"reason {action.number}") if found else None

    return _say(world, action, choosing)


def _days(number: int) -> Value:
    day = f"2026-12-{1 + number % 28:02}"
    return [day, day]


def _say(world: "World", action: Action, choosing: Choosing) -> str:
    hub, tag = world.hub.hub, f"{HUB} {action.number}"
    deed = Deed(tag, HUB, REFERENCE_PARTITION, UNKNOWN)

    def writing(rows: Rows) -> Sequence[Written]:
        operation = choosing(rows)
        if operation is None:
            raise _Nothing
        deed.gists = (gist(operation),)
        return [Written(operation, None)]

    try:
        write_reference(hub, tag, writing)
    except _Nothing:
        return "nothing to do"
    deed.standing, deed.latest_ms = ACKNOWLEDGED, hub.clock()
    world.ledger.begin(deed)
    return f"head office has {len(hub_reference(world))} rows"


def hub_reference(world: "World") -> Rows:
    hub = world.hub.hub
    with hub.db.reading():
        return hub.streams.rows.of(REFERENCE_PARTITION)


SPEAKING: Mapping[str, Callable[["World", LaptopSide, Action], str]] = {
    event.__name__: event for event in (declare, redate, withdraw_day)
}
