"""Who writes a session of the committee, and that what was signed, or cancelled, stays as it was."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.committee import CANCELLED, SIGNED
from domain.request import COMMITTEE_ROLES
from domain.sync.case_rules import asked_of as asked_of_case
from domain.sync.case_rules import is_id
from domain.sync.committee_tables import SESSION_ITEMS, SESSION_MEMBERS, SESSIONS
from domain.sync.entries import Add, Header, Operation, Put, Restore, Void
from domain.sync.named_author import is_repeated
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import active_voids, shown, winner

NOT_ALLOWED = "role.not_allowed"
NO_SESSION = "transition.illegal"
UNKNOWN = "row.unknown"
OVER = "session.over"

FindRow = Callable[[str], RowState | None]


def judge_session(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Opened by whoever writes it; nothing of it is changed once its minutes are signed, but for a choice between two
    that stand in it."""
    if isinstance(operation, Add) and operation.cells.get(_OPENED_BY) != header.author:
        return NOT_ALLOWED
    refused = _judge_author(header, find_row)
    state = find_row(operation.row)
    if refused or isinstance(operation, Add) or state is None or not is_over(state):
        return refused
    return "" if isinstance(operation, Put) and _changes_nothing(header, operation, state) else OVER


def judge_place(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Of a seat in a session, or of what stands on its agenda."""
    refused = _judge_author(header, find_row)
    if refused:
        return refused
    state = find_row(operation.row)
    session = _session_of(operation, state)
    if not session:
        return NO_SESSION
    sat = find_row(session)
    if sat is None or sat.created is None:
        return UNKNOWN if isinstance(operation, Add) else ""
    if sat.table != SESSIONS.number:
        return NO_SESSION
    return OVER if is_over(sat) and not _stays(header, operation, state) else ""


def asked_of(operation: Operation) -> tuple[str, ...]:
    """The session, and the case, that what is added belongs to: without them it waits."""
    if operation.table not in _SESSION_OF or not isinstance(operation, Add):
        return ()
    session = _session_of(operation, None)
    return (*((session,) if session else ()), *asked_of_case(operation))


def is_over(session: RowState | None) -> bool:
    """Whether its minutes are signed, or it was cancelled."""
    view = shown(session) if session is not None else None
    return view is not None and view.values.get(_STATE.number) in (SIGNED, CANCELLED)


def _judge_author(header: Header, find_row: FindRow) -> str:
    author = find_row(header.author)
    if author is None or author.created is None:
        return UNKNOWN
    return "" if roles_of(author).intersection(COMMITTEE_ROLES) else NOT_ALLOWED


def _changes_nothing(header: Header, operation: Put, state: RowState) -> bool:
    """Who signed or ended it elsewhere at the same time stood before that: what he did is skipped, and a person is
    asked about it with all that he wrote."""
    current = winner(_STATE, state.cells.get(_STATE.number, ()))
    stood = operation.bases.get(_STATE.number, ())[:1]
    if _STATE.number in operation.cells and stood and current is not None and stood[0] != current.meta.id:
        return True
    others = (number for number in operation.cells if number != _STATE.number)
    return all(is_repeated(header, operation, number, state) for number in others)


def _stays(header: Header, operation: Operation, state: RowState | None) -> bool:
    """Whether what is shown of a row stays as it is: a choice between two, or leaving void what is void."""
    match operation:
        case Put():
            return all(is_repeated(header, operation, number, state) for number in operation.cells)
        case Void():
            return state is not None and bool(active_voids(state))
        case Restore():
            return state is not None and not active_voids(state)
    return False


def _session_of(operation: Operation, state: RowState | None) -> str:
    number = _SESSION_OF[operation.table]
    said: Value
    if isinstance(operation, Add):
        said = operation.cells.get(number)
    else:
        view = shown(state) if state is not None else None
        said = view.values.get(number) if view is not None else None
    return said if isinstance(said, str) and is_id(said) else ""


_STATE = SESSIONS.cell("state")
_OPENED_BY = SESSIONS.cell("opened_by").number
_SESSION_OF: Mapping[int, int] = MappingProxyType(
    {table.number: table.cell("session").number for table in (SESSION_MEMBERS, SESSION_ITEMS)}
)
