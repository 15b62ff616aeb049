"""What head office did not apply: read why, then withdraw it, or put it right and write it again.

Derived from the verdicts in the log. That a clerk withdrew or mended one is known to this laptop alone; the entry
itself stays in the log as it was written.
"""

from dataclasses import dataclass

from db.deeds import Deed
from db.quarantine import MENDED, WITHDRAWN, Handled
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author, name_deed_record, name_value, record_of, texts_of
from desktop.usecases.see_complaint_rows import may_see_deed
from domain.calendar import saudi_minute
from domain.deed import deed_of
from domain.errors import RuleBroken
from domain.sync.case_rules import is_id
from domain.sync.deed_rules import asked_of
from domain.sync.entries import Add, Operation, Put, Void
from domain.sync.reasons import Reason, reason_of
from domain.sync.schema import BY_NUMBER


@dataclass(frozen=True)
class WrittenField:
    """One value that was written: its text. `is_typed` when a clerk may put it right by typing."""

    table: str
    column: str
    text: str
    is_typed: bool


@dataclass(frozen=True)
class RefusedDeed:
    """`handled` is empty, withdrawn or mended. `asks_reason` when writing it again needs the reason of a voiding."""

    id: str
    action: str
    title_ar: str
    title_en: str
    reason: Reason
    table: str
    row: str
    about: str
    author: str
    written_at: str
    fields: tuple[WrittenField, ...]
    handled: str
    handled_at: str
    asks_reason: bool

    @property
    def can_be_mended(self) -> bool:
        return self.reason.can_be_mended and bool(self.table) and not self.handled

    @property
    def counts(self) -> bool:
        """Whether a clerk is still asked for something."""
        return not self.reason.waits and not self.handled


def list_refused(desk: Desk) -> tuple[RefusedDeed, ...]:
    """This laptop's own that the user may see, the newest first; also what was withdrawn or mended, and what waits at
    head office."""
    handled = desk.store.quarantine.handled()
    return tuple(_page(desk, deed, handled.get(deed.name)) for deed in _not_applied(desk))


def count_refused(desk: Desk) -> int:
    handled = desk.store.quarantine.handled()
    deeds = _not_applied(desk)
    return sum(not reason_of(deed.reason).waits and deed.name not in handled for deed in deeds)


def withdraw_refused(desk: Desk, id: str) -> None:
    """Acknowledges that it was not applied, and with it what was built on a record it would have made."""
    deed = get_refused(desk, id)
    note = Handled(WITHDRAWN, desk.user.id, desk.minute())
    for item in (deed, *_built_on(desk, deed)):
        desk.store.quarantine.note(item.name, note)


def take_back_withdrawal(desk: Desk, id: str) -> None:
    """It asks for a decision again."""
    found = next((deed for deed in _not_applied(desk) if deed.name == id), None)
    handled = desk.store.quarantine.handled()
    if found is None or id not in handled or handled[id].how != WITHDRAWN:
        raise _unknown()
    for item in (found, *_built_on(desk, found)):
        desk.store.quarantine.forget(item.name)


def get_refused(desk: Desk, id: str) -> Deed:
    """One that nobody has withdrawn or mended. Raises RuleBroken."""
    found = next((deed for deed in _not_applied(desk) if deed.name == id), None)
    if found is None or id in desk.store.quarantine.handled():
        raise _unknown()
    return found


def note_mended(desk: Desk, id: str) -> None:
    desk.store.quarantine.note(id, Handled(MENDED, desk.user.id, desk.minute()))


def _not_applied(desk: Desk) -> list[Deed]:
    """Those that the user may see."""
    return [deed for deed in desk.store.deeds.not_applied() if may_see_deed(desk, deed)]


def _built_on(desk: Desk, deed: Deed) -> list[Deed]:
    """What waits at head office for a record that this deed would have made, and what waits for that in turn."""
    waiting = [other for other in desk.store.deeds.not_applied() if reason_of(other.reason).waits]
    made, found = _made(deed), list[Deed]()
    while more := [other for other in waiting if other not in found and made & _rests_on(other)]:
        found.extend(more)
        made = made.union(*map(_made, more))
    return found


def _made(deed: Deed) -> frozenset[str]:
    return frozenset(operation.row for operation in deed.operations or () if isinstance(operation, Add))


def _rests_on(deed: Deed) -> frozenset[str]:
    operations = deed.operations or ()
    return frozenset(row for operation in operations for row in (operation.row, *asked_of(operation)))


def _page(desk: Desk, deed: Deed, handled: Handled | None) -> RefusedDeed:
    title = deed_of(deed.header.action)
    table, row = record_of(deed)
    operations = deed.operations or ()
    return RefusedDeed(
        deed.name,
        deed.header.action,
        title.ar,
        title.en,
        reason_of(deed.reason),
        table,
        row,
        name_deed_record(desk, deed),
        name_author(desk, deed.header.author),
        saudi_minute(deed.written_at),
        _fields_of(desk, operations),
        handled.how if handled else "",
        handled.at if handled else "",
        any(isinstance(operation, Void) for operation in operations),
    )


def _fields_of(desk: Desk, operations: tuple[Operation, ...]) -> tuple[WrittenField, ...]:
    """What was written, column by column; keys, signatures and ids that name nothing here are not for reading."""
    found = []
    for operation in operations:
        table = BY_NUMBER.get(operation.table)
        if table is None:
            continue
        if isinstance(operation, Void):
            found.append(WrittenField(table.name, "void_reason", operation.reason, is_typed=False))
        if isinstance(operation, Add | Put):
            for column, text in texts_of(table.name, dict(operation.cells)):
                said = name_value(desk, column, text) or ("" if is_id(text) else text)
                if said:
                    found.append(WrittenField(table.name, column, said, (table.name, column) in TYPED))
    return tuple(found)


# What a clerk may put right while writing again: the rest follows from other fields, or was fixed by the record.
TYPED = frozenset(
    [
        *(("persons", name) for name in ("full_name", "given", "father", "grandfather", "family")),
        *(("persons", name) for name in ("id_type", "id_number", "id_override", "mobile", "sex", "iban", "town")),
        *(("persons", name) for name in ("born_hijri", "born_gregorian", "member_number", "party_kind", "note")),
        *(("visits", name) for name in ("purpose", "channel", "note")),
    ]
)


def _unknown() -> RuleBroken:
    return RuleBroken(
        "quarantine.unknown",
        ar="لا يوجد عمل غير مطبَّق بهذا المعرّف، وربما سُحب أو أُصلح من قبل.",
        en="There is no refused write with this id; it may have been withdrawn or mended already.",
        field="deed",
    )
