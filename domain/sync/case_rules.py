"""What is kept of a case is of the case's own person: else his statement and his erasure would miss it, and another's
have it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.sync.committee_tables import REQUEST_STEPS, SESSION_ITEMS
from domain.sync.entries import Add, Header, Operation, row_bytes
from domain.sync.row_state import RowState
from domain.sync.tables import CASE_STEPS, DOCUMENT_CHECKS, INTERVIEWS, REFERRALS
from domain.sync.winners import shown

ANOTHERS = "person.of_another"
NO_CASE = "transition.illegal"
UNKNOWN = "row.unknown"

FindRow = Callable[[str], RowState | None]


def judge_of_case(_: Header, operation: Operation, find_row: FindRow) -> str:
    """Whether what is added to an interview names its person; what names no interview names nobody."""
    if not isinstance(operation, Add):
        return ""
    interview, person = (operation.cells.get(number) or None for number in _CASES[operation.table])
    asked = asked_of(operation)
    if not asked:
        return NO_CASE if interview or person else ""
    state = find_row(asked[0])
    view = shown(state) if state is not None else None
    if state is None or view is None:
        return UNKNOWN
    is_his = state.table == INTERVIEWS.number and (view.values.get(_PERSON) or None) == person
    return "" if is_his else ANOTHERS


def asked_of(operation: Operation) -> tuple[str, ...]:
    """The interview that what is added belongs to: without it, it waits."""
    if operation.table not in _CASES or not isinstance(operation, Add):
        return ()
    interview = operation.cells.get(_CASES[operation.table][0])
    return (interview,) if isinstance(interview, str) and is_id(interview) else ()


def is_id(row: str) -> bool:
    """No text that is no UUID is looked for."""
    try:
        return bool(row_bytes(row))
    except ValueError:
        return False


_PERSON = INTERVIEWS.cell("person").number
_CASES: Mapping[int, tuple[int, int]] = MappingProxyType(
    {
        table.number: (table.cell("interview").number, table.cell("person").number)
        for table in (CASE_STEPS, DOCUMENT_CHECKS, REFERRALS, REQUEST_STEPS, SESSION_ITEMS)
    }
)
"""By table the cells that name the interview and the person."""
