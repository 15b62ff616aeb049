"""What a record is called when the clerk is told of it, and who wrote to it."""

from collections.abc import Iterable

from db.deeds import Deed
from desktop.usecases.desk import Desk
from domain.complaint_rights import oversees
from domain.sync.authors import HEAD_OFFICE
from domain.sync.entries import Add, Operation, Put
from domain.sync.partitions import office_of as owner_of
from domain.sync.schema import BY_NUMBER, Value
from domain.sync.winners import winner

_OF = {
    **dict.fromkeys(("signatures", "signature_proofs"), ("attestations", "attestation")),
    **dict.fromkeys(("contacts", "consents", "same_persons"), ("persons", "person")),
    **dict.fromkeys(
        ("document_checks", "case_steps", "referrals", "request_steps", "session_items"), ("interviews", "interview")
    ),
    **dict.fromkeys(("complaint_steps", "settlements", "compensations"), ("complaints", "complaint")),
}
"""What is called by the record it belongs to: that one's table, and the column that names it."""

HEAD_OFFICE_NAME = "المركز الرئيس"
_USERS = ("owner", "clerk", "user")
_ROWS = {
    **{"person": "persons", "same_as": "persons", "visit": "visits", "interview": "interviews"},
    **{"attestation": "attestations", "session": "sessions", "complaint": "complaints", "official": "officials"},
    **{"inspection": "inspections", "enquiry": "enquiries"},
}
"""Of which table the row is that a column names."""


def name_record(desk: Desk, table: str, row: str) -> str:
    """A person's name, a visit's day and hour, the number of an interview or attestation; its id when nothing is
    shown of it."""
    match table:
        case "persons":
            person = desk.store.persons.find_by_key(row)
            return person.name if person else row
        case "interviews":
            interview = desk.store.interviews.find(row)
            if interview is None:
                return row
            return f"{interview.number} · {name_record(desk, 'persons', interview.person)}"
        case "users":
            user = desk.store.users.find(row)
            return user.name if user else row
    return _name_from_state(desk, table, row)


def _name_from_state(desk: Desk, table: str, row: str) -> str:
    state = desk.store.seen(table, row).state
    cells = {number: versions[0].value for number, versions in state.cells.items() if versions} if state else {}
    return name_by_cells(desk, table, cells) or row


def name_by_cells(desk: Desk, table: str, cells: dict[int, Value]) -> str:
    """What the values themselves say of their record; nothing when they say nothing."""
    texts = dict(texts_of(table, cells))
    match table:
        case "persons":
            return texts.get("full_name", "")
        case "visits" if texts.get("person"):
            return f"{texts.get('day', '')} {texts.get('time', '')} · {name_record(desk, 'persons', texts['person'])}"
        case "visits":
            return f"{texts.get('day', '')} {texts.get('time', '')}".strip()
        case "users" | "officials":
            return texts.get("name", "")
        case "sessions":
            return f"{texts.get('number', '')} · {texts.get('day', '')}"
        case "session_members":
            return texts.get("name", "")
        case "complaints" if not oversees(desk.user):
            return texts.get("number", "")
    if table in _OF:
        of, column = _OF[table]
        return name_record(desk, of, texts.get(column, ""))
    return " · ".join(texts[name] for name in ("number", "subject") if name in texts)


def texts_of(table: str, cells: dict[int, Value]) -> Iterable[tuple[str, str]]:
    """(column, text) of what a person can read; keys and signatures are left out."""
    known = next(item for item in BY_NUMBER.values() if item.name == table)
    for number, value in cells.items():
        cell = known.find_cell(number)
        if cell is None:
            continue
        items = value if isinstance(value, list) else [value]
        for column, item in zip(cell.columns, items, strict=False):
            if item is not None and not isinstance(item, bytes):
                yield column.name, str(item)


def record_of(deed: Deed) -> tuple[str, str]:
    """(table, row) that a deed is about: the first that its operations name; nothing when they cannot be read."""
    for operation in deed.operations or ():
        table = BY_NUMBER.get(operation.table)
        if table is not None:
            return table.name, operation.row
    return "", ""


def name_deed_record(desk: Desk, deed: Deed) -> str:
    """The record's name as it is shown here, else as the deed itself wrote it."""
    table, row = record_of(deed)
    if not row:
        return ""
    shown = name_record(desk, table, row)
    return shown if shown != row else name_by_cells(desk, table, _cells(deed.operations or (), row)) or row


def _cells(operations: Iterable[Operation], row: str) -> dict[int, Value]:
    cells: dict[int, Value] = {}
    for operation in operations:
        if operation.row == row and isinstance(operation, Add | Put):
            cells.update(operation.cells)
    return cells


def name_author(desk: Desk, author: str) -> str:
    """Nothing when this laptop does not know the user, or nobody may be named. What head office wrote for the whole
    association is its own, by the name that papers give it."""
    if author == HEAD_OFFICE:
        return HEAD_OFFICE_NAME
    user = desk.store.users.find(author)
    return user.name if user else ""


def with_names(desk: Desk, values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(column, text) with the name of a user or a record in the place of its id, where it is known here."""
    return tuple((column, name_value(desk, column, text) or text) for column, text in values)


def name_value(desk: Desk, column: str, text: str) -> str:
    """What is called by the id that a column holds; nothing where it holds none, or none that is known here."""
    if column in _USERS or column.endswith("_by"):
        return name_author(desk, text)
    named = name_record(desk, _ROWS[column], text) if column in _ROWS and text else ""
    return named if named != text else ""


def name_last_author(desk: Desk, table: str, row: str, cell: str) -> str:
    """Who wrote the value that a cell shows now; nothing when that is not known here."""
    deed = find_last_deed(desk, table, row, cell)
    return name_author(desk, deed.header.author) if deed else ""


def find_last_deed(desk: Desk, table: str, row: str, cell: str) -> Deed | None:
    """That wrote the value that a cell shows now."""
    state = desk.store.seen(table, row).state
    known = next(item for item in BY_NUMBER.values() if item.name == table).cell(cell)
    shown = winner(known, state.cells.get(known.number, ())) if state else None
    deeds = desk.store.deeds.of(desk.store.place_of(table, row), [shown.meta.id]) if shown else ()
    return deeds[0] if deeds else None


def subject_of(desk: Desk, table: str, row: str) -> str | None:
    """The person a record concerns, if it is here."""
    state = desk.store.seen(table, row).state
    known = next(item for item in BY_NUMBER.values() if item.name == table)
    if table == "persons":
        return row
    if state is None or "person" not in {cell.name for cell in known.cells}:
        return None
    versions = state.cells.get(known.cell("person").number, ())
    value = versions[0].value if versions else None
    return value if isinstance(value, str) else None


def office_of(desk: Desk, partition: str) -> str:
    """The name of this laptop's own office, the code of another; nothing for what belongs to the association."""
    code = owner_of(partition)
    return desk.office_name if code == desk.office_code else code
