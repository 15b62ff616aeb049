"""What was done about a person, over all his records: each deed once, with its author, office and time."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.deeds import Deed
from desktop.usecases.desk import Desk
from desktop.usecases.join_persons import find_group
from desktop.usecases.name_record import name_author, name_deed_record, office_of
from desktop.usecases.see_complaint_rows import may_see_row
from domain.calendar import saudi_minute
from domain.sync.entries import EntryId, Put
from domain.sync.schema import BY_NUMBER
from domain.sync.tables import DOCUMENT_CHECKS
from domain.text import Text

MOST_TRACED = 100


@dataclass(frozen=True)
class TracedDeed:
    """`action` is the deed's; `table` and `row` the record it is about, named by `about`; `detail` says which of
    several alike, a document or a contact. `cells` are what an edit changed. `is_waiting` while head office does not
    hold it, `is_refused` when it was not applied there."""

    id: str
    action: str
    table: str
    row: str
    about: str
    cells: tuple[str, ...]
    author: str
    written_at: str
    office: str
    is_here: bool
    is_waiting: bool
    is_refused: bool
    detail: Text | None = None


@dataclass(frozen=True)
class PersonTrace:
    """The newest of `count` deeds first."""

    deeds: tuple[TracedDeed, ...]
    count: int


def trace_person(desk: Desk, person: str, *, most: int | None = MOST_TRACED) -> PersonTrace:
    """By id or file number; of all his files, the newest `most`. Raises RuleBroken."""
    found, _ = desk.store.persons.get(person)
    rows = dict(_rows(desk, [file.id for file in find_group(desk, found).files]))
    touching = _touching(desk, rows)
    deeds = {deed.name: deed for place, ids in touching.items() for deed in desk.store.deeds.of(place, ids)}
    for deed in desk.store.deeds.not_applied():
        if any(operation.row in rows for operation in deed.operations or ()):
            deeds[deed.name] = deed
    newest = sorted(deeds.values(), key=lambda deed: (deed.header.clock, deed.header.seq), reverse=True)
    return PersonTrace(tuple(_traced(desk, deed, rows) for deed in newest[:most]), len(newest))


def _rows(desk: Desk, files: Iterable[str]) -> Iterable[tuple[str, str]]:
    """(row, table)."""
    found = desk.store.about.persons(tuple(files))
    return ((row, table) for table, row in found if may_see_row(desk, table, row))


def _touching(desk: Desk, rows: dict[str, str]) -> dict[str, set[EntryId]]:
    """Every entry that wrote to one of them, by its partition."""
    found: dict[str, set[EntryId]] = {}
    for row, table in rows.items():
        state = desk.store.seen(table, row).state
        if state is not None:
            ids = found.setdefault(desk.store.place_of(table, row), set())
            ids.update(state.touched)
            if state.created is not None:
                ids.add(state.created.id)
    return found


def _traced(desk: Desk, deed: Deed, rows: dict[str, str]) -> TracedDeed:
    about = [operation for operation in deed.operations or () if operation.row in rows]
    row = about[0].row if about else ""
    cells = tuple(cell for operation in about if isinstance(operation, Put) for cell in _cells(operation))
    return TracedDeed(
        deed.name,
        deed.header.action,
        rows.get(row, ""),
        row,
        name_deed_record(desk, deed),
        cells,
        name_author(desk, deed.header.author),
        saudi_minute(deed.written_at),
        office_of(desk, deed.partition),
        deed.is_own,
        not deed.is_held,
        bool(deed.reason),
        _detail(desk, rows.get(row, ""), row),
    )


def _detail(desk: Desk, table: str, row: str) -> Text | None:
    match table:
        case "contacts":
            return desk.store.contacts.get(row)[0].reach.said
        case "document_checks":
            return _title_of_document(desk, row)
    return None


def _title_of_document(desk: Desk, row: str) -> Text | None:
    state = desk.store.seen("document_checks", row).state
    versions = state.cells.get(DOCUMENT_CHECKS.cell("document").number, ()) if state else ()
    document = str(versions[0].value) if versions else ""
    wanted = (one for kind in desk.profile.request_kinds for one in kind.documents if one.id == document)
    found = next(wanted, None)
    return found.text if found else None


def _cells(operation: Put) -> Iterable[str]:
    known = BY_NUMBER[operation.table]
    return (cell.name for number in operation.cells if (cell := known.find_cell(number)) is not None)
