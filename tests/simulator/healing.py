"""Everything works again: how long until all is everywhere, with nobody writing anything new."""

from typing import TYPE_CHECKING

from domain.errors import Unavailable
from headoffice import devices
from headoffice.office_grants import SENDING, WHOLE, complaints_of
from headoffice.store import standings
from tests.simulator.actions import Action
from tests.simulator.broken import Broken, expect

if TYPE_CHECKING:
    from tests.simulator.world import World

MINUTE_MS = 60_000
MOST_MINUTES = 120
QUIET = "reached, 0 sent, 0 received, 0 waiting"


def heal(world: "World") -> None:
    """Late requests arrive, everybody gets the newest program and his rights again; then only time passes, and each
    laptop's own loop says when it syncs."""
    world.note("everything works again")
    world.hub.fuse.disarm()
    for laptop in world.laptops:
        laptop.fuse.disarm()
    while world.wires.late:
        try:
            world.wires.deliver(world.wires.late.pop(0))
        except Unavailable as error:
            raise Broken("head office answers", error.code) from error
    _update_all(world)
    _give_back_all(world)
    _pass_time(world)


def _update_all(world: "World") -> None:
    newest = max(laptop.schema for laptop in world.laptops)
    if newest != world.hub.schema:
        world.note(f"everybody has the program of schema {newest}")
        world.hub.schema = newest
        world.hub.lose_power()
        for laptop in world.laptops:
            laptop.schema = newest
            laptop.lose_power()


def _give_back_all(world: "World") -> None:
    """Head office's administrator looks at the list of laptops. Each may read what it could at first: head office may
    have forgotten that, and he has not."""
    reading = {laptop.device: laptop.reads_complaints for laptop in world.laptops}
    for one in devices.list_devices(world.hub.hub):
        complaints = WHOLE if reading.get(one.device.id, False) else SENDING
        if one.device.standing.name != standings.ACTIVE or complaints_word(one) != complaints:
            devices.grant(world.hub.hub, one.device.id.hex(), complaints=complaints)


def complaints_word(one: devices.DeviceStanding) -> str:
    there = complaints_of(one.device.office)
    return WHOLE if any(grant.partition == there and grant.may_read for grant in one.grants) else SENDING


def _expect_no_loads(world: "World") -> None:
    for laptop in world.laptops:
        expect(laptop.store.loads.all() == (), "everything arrives without a new write", f"{laptop.name} loads on")


def _pass_time(world: "World") -> None:
    quiet: dict[str, str] = {}
    last: dict[str, str] = {}
    action = Action(1 << 20, "sync", 0)
    for _ in range(MOST_MINUTES):
        world.clock.now_ms += MINUTE_MS
        _give_back_all(world)
        for laptop in world.laptops:
            _ = laptop.store
            if laptop.is_due():
                said = last[laptop.name] = world.sync(laptop, action)
                world.note(f"{laptop.name} {said}")
                # Something moved: everybody has to look again.
                quiet = {**quiet, laptop.name: said} if said == QUIET else {}
        if len(quiet) == len(world.laptops):
            _expect_no_loads(world)
            return
    late = [f"{name}: {text}" for name, text in sorted(last.items()) if text != QUIET]
    raise Broken("everything arrives without a new write", "; ".join(late) or "nobody syncs")
