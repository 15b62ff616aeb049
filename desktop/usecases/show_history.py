"""What a record was, field by field: every value that was written, by whom, when, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from db.deeds import Deed
from desktop.usecases.compare_answers import compare_answers
from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author, name_record, office_of, with_names
from desktop.usecases.see_complaint_rows import may_see_row
from domain.calendar import saudi_minute
from domain.errors import RuleBroken
from domain.sync.entries import Add, EntryId, Operation, Put, Restore, Void
from domain.sync.row_state import RowState
from domain.sync.schema import BY_NUMBER, Cell, Policy, Value
from domain.sync.winners import heads, walk, winner

SHOWN, BESIDE, REPLACED, SKIPPED, REFUSED = "shown", "beside", "replaced", "skipped", "refused"
MOST_COMPARED = 10
RECORD = "record"  # the field under which voiding and restoring stand


@dataclass(frozen=True)
class HistoryLine:
    """One value as it was written. `fate` is shown, beside (two values wait for a person), replaced, skipped (a step
    that could not apply) or refused (by head office). `is_waiting` while head office does not hold it. `answers` are
    those of an interview that differ from what stood before."""

    values: tuple[tuple[str, str], ...]  # (column, text)
    author: str
    written_at: str
    office: str
    is_here: bool
    fate: str
    is_waiting: bool
    action: str
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FieldHistory:
    """The newest line first. `cell` is RECORD for voiding (with its reason) and restoring."""

    cell: str
    lines: tuple[HistoryLine, ...]

    @property
    def changes(self) -> int:
        return len(self.lines) - 1


@dataclass(frozen=True)
class RecordHistory:
    table: str
    row: str
    about: str
    fields: tuple[FieldHistory, ...]


def show_history(desk: Desk, table: str, record: str) -> RecordHistory:
    """Of a person (id or file number), an interview (id or number) or a visit. Raises RuleBroken."""
    row = _row(desk, table, record)
    if not may_see_row(desk, table, row):
        raise _unknown()
    known = next(item for item in BY_NUMBER.values() if item.name == table)
    state = desk.store.seen(table, row).state
    if state is None:
        raise _unknown()
    deeds = _deeds(desk, table, row, state)
    fields = [_field(desk, cell, row, state, deeds) for cell in known.cells]
    if table == "interviews":
        fields = [_with_answers(desk, row, field) if field.cell == "answers" else field for field in fields]
    record_lines = _record_lines(desk, row, deeds)
    if record_lines:
        fields.append(FieldHistory(RECORD, record_lines))
    return RecordHistory(table, row, name_record(desk, table, row), tuple(field for field in fields if field.lines))


def _row(desk: Desk, table: str, record: str) -> str:
    match table:
        case "persons":
            return desk.store.persons.get(record)[0].id
        case "complaints":
            return desk.store.complaints.get(record)[0].id
        case "interviews":
            return desk.store.interviews.get(record)[0].id
        case "visits":
            return desk.store.visits.get(record)[0].id
        case "enquiries":
            return desk.store.enquiries.get(record)[0].id
        case "suggestions":
            return desk.store.suggestions.get(record)[0].id
    return record


def _unknown() -> RuleBroken:
    return RuleBroken(
        "record.unknown", ar="لا يوجد سجل بهذا المعرّف.", en="There is no record with this id.", field="record"
    )


def _deeds(desk: Desk, table: str, row: str, state: RowState) -> tuple[Deed, ...]:
    """Everything that touched the row; what head office did not apply too. The newest first."""
    ids: list[EntryId] = list(state.touched)
    if state.created is not None and state.created.id not in ids:
        ids.append(state.created.id)
    found = list(desk.store.deeds.of(desk.store.place_of(table, row), ids))
    names = {deed.name for deed in found}
    for deed in desk.store.deeds.not_applied():
        if deed.name not in names and any(operation.row == row for operation in deed.operations or ()):
            found.append(deed)
    return tuple(sorted(found, key=lambda deed: (deed.header.clock, deed.header.seq), reverse=True))


def _field(desk: Desk, cell: Cell, row: str, state: RowState, deeds: Iterable[Deed]) -> FieldHistory:
    fates = _fates(cell, state)
    lines = []
    for deed in deeds:
        for operation in _on(deed, row):
            if isinstance(operation, Add | Put) and cell.number in operation.cells:
                fate = REFUSED if _is_refused(deed) else fates.get(deed.header.id, REPLACED)
                lines.append(_line(desk, deed, _texts(cell, operation.cells[cell.number]), fate))
    return FieldHistory(cell.name, tuple(lines))


def _with_answers(desk: Desk, row: str, field: FieldHistory) -> FieldHistory:
    """Question by question, the newest few."""
    lines = list(field.lines)
    for place, (newer, older) in enumerate(pairwise(lines[: MOST_COMPARED + 1])):
        saved = [dict(line.values).get("answers", "") for line in (older, newer)]
        lines[place] = replace(newer, answers=compare_answers(desk, row, saved)[1] if all(saved) else ())
    return replace(field, lines=tuple(lines))


def _fates(cell: Cell, state: RowState) -> dict[EntryId, str]:
    versions = state.cells.get(cell.number, ())
    fates: dict[EntryId, str] = {}
    if cell.policy is Policy.STATE:
        fates.update({version.meta.id: SKIPPED for version in walk(cell, versions).skipped})
    elif cell.policy in (Policy.LWW_FLAG, Policy.MANUAL):
        fates.update({version.meta.id: BESIDE for version in heads(versions)})
    best = winner(cell, versions)
    if best is not None:
        fates[best.meta.id] = SHOWN
    return fates


def _record_lines(desk: Desk, row: str, deeds: Iterable[Deed]) -> tuple[HistoryLine, ...]:
    lines: list[HistoryLine] = []
    for deed in deeds:
        for operation in _on(deed, row):
            if isinstance(operation, Void):
                texts: tuple[tuple[str, str], ...] = (("void_reason", operation.reason),)
            elif isinstance(operation, Restore):
                texts = (("restored", ""),)
            else:
                continue
            lines.append(_line(desk, deed, texts, REFUSED if _is_refused(deed) else REPLACED if lines else SHOWN))
    return tuple(lines)


def _on(deed: Deed, row: str) -> list[Operation]:
    return [operation for operation in deed.operations or () if operation.row == row]


def _is_refused(deed: Deed) -> bool:
    return bool(deed.reason)


def _texts(cell: Cell, value: Value) -> tuple[tuple[str, str], ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(
        (column.name, "" if item is None else str(item))
        for column, item in zip(cell.columns, items, strict=False)
        if not isinstance(item, bytes)
    )


def _line(desk: Desk, deed: Deed, values: tuple[tuple[str, str], ...], fate: str) -> HistoryLine:
    return HistoryLine(
        with_names(desk, values),
        name_author(desk, deed.header.author),
        saudi_minute(deed.written_at),
        office_of(desk, deed.partition),
        deed.is_own,
        fate,
        not deed.is_held,
        deed.header.action,
    )
