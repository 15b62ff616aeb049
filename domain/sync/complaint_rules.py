"""Who may write what of complaints, as head office judges it: `domain.complaint_rights`, of the rows it has."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.complaint import CLOSED, MENDED, NOTED, OPEN, WAS_TOLD
from domain.complaint import TOLD as IS_TOLD
from domain.sync.complaint_tables import (
    COMPENSATIONS,
    COMPLAINT_REVIEWS,
    COMPLAINT_ROWS,
    COMPLAINT_STEPS,
    SETTLEMENTS,
)
from domain.sync.entries import Add, Header, Operation, Put
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import Value
from domain.sync.winners import shown
from domain.user import OVERSEERS, REVIEWERS

NOT_ALLOWED = "role.not_allowed"
NO_STEP = "transition.illegal"
UNKNOWN = "row.unknown"

FindRow = Callable[[str], RowState | None]

_CELL = {cell.name: cell.number for cell in COMPLAINT_ROWS.cells}
_RECEIPT, _OWNER, _PROGRESS = _CELL["receipt"], _CELL["owner"], _CELL["progress"]
_DECIDED = frozenset((_CELL["outcome"], _CELL["telling_outcome"]))
_BY_TAKER = frozenset((_CELL["grievance"], _CELL["emergency"], _CELL["telling_outcome"], _PROGRESS))
_STEPS_BY_TAKER = frozenset((NOTED, WAS_TOLD, MENDED))
_PARENT, _STEP, _DONE_BY = (COMPLAINT_STEPS.cell(name).number for name in ("complaint", "step", "done_by"))
_PROOF, _ENDED = COMPENSATIONS.cell("proof_kind").number, COMPENSATIONS.cell("progress").number
_REVIEW = COMPLAINT_REVIEWS.cell("review").number


@dataclass(frozen=True, slots=True)
class _Standing:
    """Of an author to a complaint. `works`: he owns it or oversees the office; `took`: he wrote it down."""

    works: bool
    took: bool


def judge_complaint(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Everybody registers a complaint, which lies open then; who took it may mend its words and tell the outcome."""
    if isinstance(operation, Add):
        begins = operation.cells.get(_PROGRESS, OPEN) == OPEN and not _DECIDED & operation.cells.keys()
        return "" if begins else NO_STEP
    standing = _standing(header, operation.row, find_row)
    if standing is None:
        return UNKNOWN
    if standing.works or (standing.took and not isinstance(operation, Put)):
        return ""
    if standing.took and isinstance(operation, Put) and operation.cells.keys() <= _BY_TAKER:
        return "" if operation.cells.get(_PROGRESS, IS_TOLD) == IS_TOLD else NOT_ALLOWED
    return NOT_ALLOWED


def judge_complaint_step(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Written by whoever did it."""
    if not isinstance(operation, Add):
        return NOT_ALLOWED
    standing = _standing(header, str(operation.cells.get(_PARENT, "")), find_row)
    if standing is None:
        return UNKNOWN
    may = standing.works or (standing.took and operation.cells.get(_STEP) in _STEPS_BY_TAKER)
    return "" if may and operation.cells.get(_DONE_BY) == header.author else NOT_ALLOWED


def judge_settlement(header: Header, operation: Operation, find_row: FindRow) -> str:
    return _judge_worker(header, operation, find_row, SETTLEMENTS.cell("complaint").number)


def judge_compensation(header: Header, operation: Operation, find_row: FindRow) -> str:
    """A dossier is closed only with a proof."""
    if isinstance(operation, Add | Put) and operation.cells.get(_ENDED) == CLOSED:
        proof = operation.cells.get(_PROOF) or _value(find_row(operation.row), _PROOF)
        if not isinstance(proof, list) or not proof[0]:
            return NO_STEP
    return _judge_worker(header, operation, find_row, COMPENSATIONS.cell("complaint").number)


def judge_review(header: Header, operation: Operation, find_row: FindRow) -> str:
    author = find_row(header.author)
    if author is None or author.created is None:
        return UNKNOWN
    review = operation.cells.get(_REVIEW) if isinstance(operation, Add) else None
    is_own = isinstance(review, list) and review[1] == header.author
    return "" if is_own and roles_of(author).intersection(REVIEWERS) else NOT_ALLOWED


def _judge_worker(header: Header, operation: Operation, find_row: FindRow, parent: int) -> str:
    of = operation.cells.get(parent) if isinstance(operation, Add) else _value(find_row(operation.row), parent)
    standing = _standing(header, str(of or ""), find_row)
    if standing is None:
        return UNKNOWN
    return "" if standing.works else NOT_ALLOWED


def _standing(header: Header, complaint: str, find_row: FindRow) -> _Standing | None:
    """None while either of them is not known."""
    author, row = find_row(header.author), find_row(complaint)
    if author is None or author.created is None or row is None or row.created is None:
        return None
    receipt, owner = _value(row, _RECEIPT), _value(row, _OWNER)
    owns = isinstance(owner, list) and owner[0] == header.author
    took = isinstance(receipt, list) and receipt[3] == header.author
    return _Standing(owns or bool(roles_of(author).intersection(OVERSEERS)), took)


def _value(state: RowState | None, cell: int) -> Value:
    view = shown(state) if state is not None else None
    return view.values.get(cell) if view is not None else None
