"""Writes again what head office did not apply, put right: over what is shown now, as a new entry."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from db.folding import Unfit
from db.store import Work
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import subject_of
from desktop.usecases.settle_quarantine import TYPED, get_refused, note_mended
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft, draft_of
from domain.sync.changes import Changes
from domain.sync.entries import Add, Operation, Put, Restore, Void
from domain.sync.named_author import in_the_name_of
from domain.sync.reasons import reason_of
from domain.sync.schema import BY_NUMBER, Table, Value
from domain.sync.winners import active_voids

_PERSON_FIELDS = {"full_name": "name"}
_BORN = ("born_hijri", "born_gregorian", "born_typed")


@dataclass(frozen=True)
class Mending:
    """`values` are (column, text) that the clerk put right; what is not named is written as it was. `reason` is why a
    record is voided."""

    values: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def mend_refused(desk: Desk, id: str, mending: Mending) -> Changes:
    """Raises RuleBroken, with its field, for a value that is not right, and when head office would refuse it again."""
    deed = get_refused(desk, id)
    reason = reason_of(deed.reason)
    if not reason.can_be_mended or deed.operations is None:
        raise RuleBroken(
            "quarantine.not_mendable",
            ar=f"لا يُصلح هذا بكتابته من جديد. {reason.ar}",
            en=f"Writing this again would not mend it. {reason.en}",
            field="deed",
        )
    try:
        with desk.store.work("quarantine.mend", desk.user.id) as work:
            for operation in deed.operations:
                _write(desk, work, operation, mending)
    except Unfit as unfit:
        still = reason_of(unfit.reason)
        raise RuleBroken("quarantine.still", ar=still.ar, en=still.en) from unfit
    note_mended(desk, id)
    return work.changes


def _write(desk: Desk, work: Work, operation: Operation, mending: Mending) -> None:
    table = BY_NUMBER[operation.table]
    if table.name == "persons" and isinstance(operation, Add | Put):
        _write_person(desk, work, operation, mending)
        return
    seen = desk.store.seen(table.name, operation.row)
    subject = subject_of(desk, table.name, operation.row)
    voids = active_voids(seen.state) if seen.state else ()
    match operation:
        case Add():
            cells = _cells(desk, table, operation, mending)
            person = cells.get("person")
            work.operations.add(
                table.name, operation.row, cells, subject=person if isinstance(person, str) else subject
            )
        case Put():
            work.operations.put(seen, _cells(desk, table, operation, mending), subject=subject)
        case Void() if not voids:
            text = mending.reason.strip() or operation.reason.strip()
            if not text:
                raise RuleBroken(
                    "quarantine.reason",
                    ar="اكتب سبب الإلغاء، فهو يُحفظ مع السجل.",
                    en="Write why the record is voided; the reason stays with it.",
                    field="void_reason",
                )
            work.operations.void(table.name, operation.row, text, subject=subject)
        case Restore() if voids:
            work.operations.restore(seen, subject=subject)


def _cells(desk: Desk, table: Table, operation: Add | Put, mending: Mending) -> dict[str, Value]:
    given = {name: text for name, text in mending.values if (table.name, name) in TYPED}
    _refuse_unknown_choice(desk, given)
    cells: dict[str, Value] = {}
    for number, value in operation.cells.items():
        cell = table.find_cell(number)
        if cell is None:
            continue
        if not cell.is_group and cell.name in given:
            value = given[cell.name].strip() or None
        cells[cell.name] = in_the_name_of(desk.user.id, table, cell, value)
    return cells


def _refuse_unknown_choice(desk: Desk, given: Mapping[str, str]) -> None:
    for column, known in (("purpose", desk.profile.purposes), ("channel", desk.profile.channels)):
        value = given.get(column, "").strip()
        if value and value not in [item.id for item in known]:
            names = "، ".join(item.text.ar for item in known)
            raise RuleBroken(
                f"visit.{column}",
                ar=f"القيمة غير معرّفة في سياسة الجمعية. المعرّف منها: {names}.",
                en=f"Not in the association's profile. Known: {', '.join(item.id for item in known)}.",
                field=column,
            )


def _write_person(desk: Desk, work: Work, operation: Add | Put, mending: Mending) -> None:
    """Through the same checks as the form. A person who is not shown is added under the same id, so that what was
    built on him finds him."""
    shown = desk.store.persons.find_by_key(operation.row)
    before = shown or Person(operation.row, "", "")
    written = _written(operation)
    draft = _overlaid(before, written, dict(mending.values))
    kinds = [kind.id for kind in desk.profile.party_kinds]
    checked = draft.check(today=desk.now().date(), party_kinds=kinds)
    _refuse_known_identity(desk, checked.id_number, operation.row)
    number = before.number or str(written.get("number") or "") or desk.next_human_number()
    after = replace(checked, id=operation.row, number=number)
    if shown is None:
        work.persons.add(after)
    else:
        work.persons.edit(desk.store.seen("persons", operation.row), shown, after)


def _written(operation: Add | Put) -> dict[str, Value]:
    table = BY_NUMBER[operation.table]
    found: dict[str, Value] = {}
    for number, value in operation.cells.items():
        cell = table.find_cell(number)
        if cell is not None:
            items = value if isinstance(value, list) else [value]
            found.update({column.name: item for column, item in zip(cell.columns, items, strict=False)})
    return found


def _overlaid(before: Person, written: Mapping[str, Value], given: Mapping[str, str]) -> PersonDraft:
    """The record of now, over it what was written, over that what was put right."""
    known = {item.name for item in fields(PersonDraft)}
    texts = {name: "" if value is None else str(value) for name, value in written.items()} | dict(given)
    changes = {
        _PERSON_FIELDS.get(name, name): text for name, text in texts.items() if _PERSON_FIELDS.get(name, name) in known
    }
    if any(name in texts for name in _BORN):
        hijri, gregorian = texts.get("born_hijri", ""), texts.get("born_gregorian", "")
        changes |= {"born": hijri or gregorian, "born_other": gregorian if hijri else ""}
    return replace(draft_of(before), **changes)


def _refuse_known_identity(desk: Desk, id_number: str | None, own: str) -> None:
    others = [person for person in desk.store.persons.with_identity(id_number or "") if person.id != own]
    if id_number and others:
        raise RuleBroken(
            "person.id.known",
            ar=f"رقم الهوية هذا مسجّل من قبل في الملف {others[0].number}. افتح ذلك الملف.",
            en=f"This identity number is registered already, in file {others[0].number}. Open that file.",
            field="id_number",
        )
