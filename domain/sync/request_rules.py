"""What head office demands of a step of a request: whose step it is, that nothing goes to the committee without a
signed attestation, that duties are separated, and that a decision bears the word of who wrote it down."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from domain.request import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    DECIDED,
    FIRST,
    NEXT,
    OVERRIDE_ROLES,
    SERVED,
    SUBMITTED,
    UNDER_STUDY,
    roles_for,
)
from domain.sync.case_rules import asked_of as asked_of_case
from domain.sync.committee_tables import REQUEST_STEPS, SESSIONS
from domain.sync.decision_text import decision_text
from domain.sync.entries import Add, Header, Operation, Put, row_bytes
from domain.sync.readable import UNREADABLE, is_day
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import Scalar, Value, state_word
from domain.sync.session_rules import OVER, is_over
from domain.sync.signatures import is_signed
from domain.sync.tables import ATTESTATIONS, INTERVIEWS, SIGNATURE_PROOFS, SIGNATURES
from domain.sync.winners import shown

NOT_ALLOWED = "role.not_allowed"
NOT_SIGNED = "signature.invalid"
NO_STEP = "transition.illegal"
NOT_ATTESTED = "request.not_attested"
NOT_SEPARATED = "duties.not_separated"
UNKNOWN = "row.unknown"
_LONGEST_PATH = 200
AFTER_DECISION = (ANSWERED, SERVED, CLOSED)

FindRow = Callable[[str], RowState | None]


def judge_standing(header: Header, operation: Put, find_row: FindRow) -> str:
    """Of an interview whose request is moved: by a step of this very request, that says the same."""
    value = operation.cells[REQUEST.number]
    stage = state_word(value)
    step = _part(value, 1)
    if not step or not _are_ids([step]) or (not operation.bases.get(REQUEST.number) and stage not in FIRST):
        return NO_STEP
    cells = _cells(find_row(step), REQUEST_STEPS.number)
    if cells is None:
        return UNKNOWN
    if cells.get(_INTERVIEW) != operation.row or _part(cells.get(_STAGE), 0) != stage:
        return NO_STEP
    at = _stood_at(operation, find_row)
    if at == step:
        return ""  # it stays where it was: who only says that a skipped step was seen takes none
    # One that follows another decision than the one that counts would put that one in its place, and whoever answers
    # or serves decides nothing.
    if stage in AFTER_DECISION and at not in ("", _part(cells.get(_STAGE), 1)):
        return NO_STEP
    return _judge_role(header, stage, find_row)


def _stood_at(operation: Put, find_row: FindRow) -> str:
    """The step at which the request is said to have stood; empty when that is not known here."""
    named = operation.bases.get(REQUEST.number, ())[:1]
    state = find_row(operation.row)
    versions = state.cells.get(REQUEST.number, ()) if state is not None else ()
    return next((_part(version.value, 1) for version in versions if version.meta.id in named), "")


def judge_step(header: Header, operation: Operation, find_row: FindRow) -> str:
    if not isinstance(operation, Add):
        return NO_STEP
    cells = operation.cells
    stage, follows, _ = _parts(cells.get(_STAGE), 3)
    if stage not in NEXT or cells.get(_DONE_BY) != header.author or not _are_ids(asked_of(operation)):
        return NO_STEP
    before = list(_path(follows, find_row))
    if follows and not before:
        return UNKNOWN
    if any(step.get(_INTERVIEW) != cells.get(_INTERVIEW) for step in before) or len(before) >= _LONGEST_PATH:
        return NO_STEP
    if not is_day(_part(cells.get(_STAGE), 2)):
        return UNREADABLE
    return (
        _judge_role(header, stage, find_row)
        or _judge_order(stage, before)
        or _judge_session(stage, cells, find_row)
        or _judge_attested(stage, cells, find_row)
        or _judge_duties(header, stage, cells, before, find_row)
        or _judge_word(stage, cells)
    )


def asked_of(operation: Operation) -> tuple[str, ...]:
    """The rows that an operation rests on and does not write: without them it waits."""
    if isinstance(operation, Add) and operation.table == REQUEST_STEPS.number:
        cells = operation.cells
        named = (_part(cells.get(_STAGE), 1), *_parts(cells.get(_RESTS_ON), 2), _part(cells.get(_SESSION), 0))
        rows = (*asked_of_case(operation), *named)
    elif isinstance(operation, Put) and operation.table == INTERVIEWS.number:
        rows = (_part(operation.cells.get(REQUEST.number), 1),)
    else:
        return ()
    return tuple(filter(None, rows))


def _are_ids(rows: Iterable[str]) -> bool:
    """Whether rows can be called so: no text that is no UUID is looked for."""
    try:
        return all(row_bytes(row) for row in rows)
    except ValueError:
        return False


def _judge_role(header: Header, stage: str, find_row: FindRow) -> str:
    author = find_row(header.author)
    if author is None or author.created is None:
        return UNKNOWN
    allowed = roles_for(stage)
    return "" if not allowed or roles_of(author).intersection(allowed) else NOT_ALLOWED


def _judge_order(stage: str, before: list[dict[int, Value]]) -> str:
    """`before` is the path that led here, the newest step first."""
    if not before:
        return "" if stage in FIRST else NO_STEP
    if stage not in NEXT.get(_part(before[0].get(_STAGE), 0), ()):
        return NO_STEP
    stages = [_part(step.get(_STAGE), 0) for step in before]
    if stage == SERVED and _decided(stages) != ACCEPTED:
        return NO_STEP
    if stage == CLOSED and stages[0] == ANSWERED and _decided(stages) == ACCEPTED:
        return NO_STEP
    return ""


def _judge_session(stage: str, cells: Mapping[int, Value], find_row: FindRow) -> str:
    """A decision is one of a session whose minutes are not signed yet."""
    if stage not in DECIDED:
        return ""
    session = _part(cells.get(_SESSION), 0)
    if not session:
        return NO_STEP
    sat = _cells(find_row(session), SESSIONS.number)
    if sat is None:
        return UNKNOWN
    return OVER if is_over(find_row(session)) else ""


def _decided(stages: list[str]) -> str:
    return next((stage for stage in stages if stage in (*DECIDED, UNDER_STUDY)), "")


def _judge_attested(stage: str, cells: Mapping[int, Value], find_row: FindRow) -> str:
    if stage not in (SUBMITTED, *DECIDED):
        return ""
    attestation, signing = _parts(cells.get(_RESTS_ON), 2)
    paper = _standing(find_row(attestation), ATTESTATIONS.number) if attestation else {}
    found = find_row(signing) if signing else None
    if paper is None or (signing and found is None):
        return UNKNOWN
    if not paper or found is None or found.table not in _SIGNINGS:
        return NOT_ATTESTED
    view = shown(found)
    is_his = view is not None and view.void_reason is None and view.values.get(1) == attestation
    return "" if is_his and paper.get(_PAPER_OF) == cells.get(_INTERVIEW) else NOT_ATTESTED


def _judge_duties(
    header: Header, stage: str, cells: Mapping[int, Value], before: list[dict[int, Value]], find_row: FindRow
) -> str:
    if stage in DECIDED:
        others = {step.get(_DONE_BY) for step in before if _part(step.get(_STAGE), 0) == SUBMITTED}
        paper = _cells(find_row(_part(cells.get(_RESTS_ON), 0)), ATTESTATIONS.number) or {}
        others.add(_part(paper.get(_CLERK), 0))
    elif stage == CLOSED:
        decided = next((step for step in before if _part(step.get(_STAGE), 0) in DECIDED), {})
        others = {decided.get(_DONE_BY)}
    else:
        return ""
    if header.author not in others:
        return ""
    may = bool(roles_of(find_row(header.author)).intersection(OVERRIDE_ROLES))
    return "" if may and cells.get(_OVERRIDE) else NOT_SEPARATED


def _judge_word(stage: str, cells: Mapping[int, Value]) -> str:
    """A decision bears the signature of who wrote it down, over what was decided of which request. Whose key it is,
    whoever reads it asks of the users' keys."""
    if stage not in DECIDED:
        return ""
    match cells.get(_WORD):
        case [bytes(key), bytes(signature)]:
            return "" if is_signed(key, signature, _signed_text(cells)) else NOT_SIGNED
    return NOT_SIGNED


def _signed_text(cells: Mapping[int, Value]) -> bytes:
    stage, follows, on_day = _parts(cells.get(_STAGE), 3)
    session, votes = _parts(cells.get(_SESSION), 2)
    return decision_text(
        interview=_text(cells.get(_INTERVIEW)),
        stage=stage,
        follows=follows,
        on_day=on_day,
        said=_text(cells.get(_SAID)),
        session=session,
        votes=votes,
        attestation=_part(cells.get(_RESTS_ON), 0),
        done_at=_text(cells.get(_DONE_AT)),
        done_by=_text(cells.get(_DONE_BY)),
    )


def _path(step: str, find_row: FindRow) -> Iterator[dict[int, Value]]:
    """What is known of a step and of those before it."""
    at, passed = step, set[str]()
    while at and at not in passed and len(passed) < _LONGEST_PATH:
        passed.add(at)
        cells = _cells(find_row(at), REQUEST_STEPS.number)
        if cells is None:
            return
        yield cells
        at = _part(cells.get(_STAGE), 1)


def _cells(state: RowState | None, table: int) -> dict[int, Value] | None:
    view = shown(state) if state is not None and state.table == table else None
    return dict(view.values) if view is not None else None


def _standing(state: RowState | None, table: int) -> dict[int, Value] | None:
    """The same; of a row that is void nothing."""
    view = shown(state) if state is not None and state.table == table else None
    return {} if view is not None and view.void_reason is not None else _cells(state, table)


def _part(value: Value, place: int) -> str:
    return _text(value[place]) if isinstance(value, list) and len(value) > place else ""


def _parts(value: Value, count: int) -> tuple[str, ...]:
    return tuple(_part(value, place) for place in range(count))


def _text(value: Value | Scalar) -> str:
    return value if isinstance(value, str) else ""


REQUEST = INTERVIEWS.cell("request")
_SIGNINGS = (SIGNATURES.number, SIGNATURE_PROOFS.number)
_PAPER_OF = ATTESTATIONS.cell("interview").number
_CLERK = ATTESTATIONS.cell("clerk_signature").number
_INTERVIEW = REQUEST_STEPS.cell("interview").number
_STAGE = REQUEST_STEPS.cell("stage").number
_SAID = REQUEST_STEPS.cell("said").number
_SESSION = REQUEST_STEPS.cell("session").number
_RESTS_ON = REQUEST_STEPS.cell("rests_on").number
_OVERRIDE = REQUEST_STEPS.cell("override").number
_DONE_AT = REQUEST_STEPS.cell("done_at").number
_DONE_BY = REQUEST_STEPS.cell("done_by").number
_WORD = REQUEST_STEPS.cell("word").number
