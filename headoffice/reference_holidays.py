"""The days that head office declares off for every office, or working in spite of the table that comes with the
product."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from domain.errors import RuleBroken
from domain.holidays import DeclaredDays, check_declared
from domain.sync.chain import Written
from domain.sync.entries import Add, Void
from domain.sync.reference_tables import HOLIDAYS
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import shown
from domain.text import Text
from headoffice.hub import Hub
from headoffice.reference_log import Rows, new_row, read_reference, write_reference
from headoffice.reference_rows import check_reason, get_row, standing_rows


def list_holidays(hub: Hub) -> tuple[DeclaredDays, ...]:
    """Those that stand, by their first day."""
    return _standing(read_reference(hub))


def declare_holiday(
    hub: Hub, kind: str, first: date, last: date, *, title: Text, declared_by: str, note: str = ""
) -> DeclaredDays:
    """Raises RuleBroken, also when something was said of one of these days already."""
    at = datetime.fromtimestamp(hub.clock() / 1000, UTC).isoformat(timespec="milliseconds")
    made = check_declared(DeclaredDays(new_row(hub), kind, first, last, title, declared_by, at, note))

    def writing(rows: Rows) -> Sequence[Written]:
        for known in _standing(rows):
            if known.first <= made.last and made.first <= known.last:
                raise _declared_already(known)
        return [Written(Add(HOLIDAYS.number, made.id, _cells(made)), None)]

    write_reference(hub, "holiday.declare", writing)
    return made


def withdraw_holiday(hub: Hub, typed: str, reason: str) -> DeclaredDays:
    """`typed` is the end of its id, as the list shows it. Raises RuleBroken."""
    said = check_reason(reason)
    found: list[DeclaredDays] = []

    def writing(rows: Rows) -> Sequence[Written]:
        row, state = get_row(rows, HOLIDAYS, typed, kind=Text("إجازة", "holiday"))
        found[:] = [_declared(row, state)]
        return [Written(Void(HOLIDAYS.number, row, said), None)]

    write_reference(hub, "holiday.withdraw", writing)
    return found[0]


def _standing(rows: Rows) -> tuple[DeclaredDays, ...]:
    found = (_declared(row, state) for row, state in standing_rows(rows, HOLIDAYS))
    return tuple(sorted(found, key=lambda one: (one.first, one.id)))


def _cells(one: DeclaredDays) -> Mapping[int, Value]:
    values: dict[str, Value] = {
        "kind": one.kind,
        "days": [one.first.isoformat(), one.last.isoformat()],
        "title": [one.title.ar, one.title.en],
        "declared": [one.declared_by, one.declared_at],
    }
    if one.note:
        values["note"] = one.note
    return {HOLIDAYS.cell(name).number: value for name, value in values.items()}


def _declared(row: str, state: RowState) -> DeclaredDays:
    view = shown(state)
    values = view.values if view is not None else {}
    match [values.get(HOLIDAYS.cell(name).number) for name in ("kind", "days", "title", "declared", "note")]:
        case [str(kind), [str(first), str(last)], [str(ar), str(en)], [str(by), str(at)], note]:
            days = date.fromisoformat(first), date.fromisoformat(last)
            return DeclaredDays(row, kind, *days, Text(ar, en), by, at, note if isinstance(note, str) else "")
    raise LookupError(f"a holiday that cannot be read: {row}")


def _declared_already(known: DeclaredDays) -> RuleBroken:
    return RuleBroken(
        "holiday.declared_already",
        ar=f"سبق إعلان يوم من هذه الأيام: {known.title.ar}، من {known.first} إلى {known.last}. "
        f"إن تغيّر الإعلان فاسحب الأول بالأمر: reference holiday remove {known.id[-8:]}",
        en=f"One of these days was declared already: {known.title.en}, from {known.first} to {known.last}. If the "
        f"announcement has changed, withdraw the first with: reference holiday remove {known.id[-8:]}",
        field="from",
    )
