"""What an entry must be besides well formed: written by somebody who may, signed where it says so, and of a state a
step that may follow the one it names.

A step that is legal by itself and came too late is no broken rule: the fold skips it and asks a person.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from types import MappingProxyType

from domain.suggestion import MAY_DECIDE
from domain.sync.case_rules import asked_of as asked_of_case
from domain.sync.case_rules import judge_of_case
from domain.sync.committee_tables import REQUEST_STEPS, SESSION_ITEMS, SESSION_MEMBERS, SESSIONS
from domain.sync.complaint_rules import asked_of as asked_of_complaints
from domain.sync.complaint_rules import (
    judge_compensation,
    judge_complaint,
    judge_complaint_step,
    judge_review,
    judge_settlement,
)
from domain.sync.complaint_tables import (
    COMPENSATIONS,
    COMPLAINT_REVIEWS,
    COMPLAINT_ROWS,
    COMPLAINT_STEPS,
    SETTLEMENTS,
)
from domain.sync.enquiry_tables import ENQUIRIES, OFFICIALS, SUGGESTIONS
from domain.sync.entries import Add, EntryId, Header, Operation, Put
from domain.sync.named_author import PLACES, judge_named
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.readable import UNREADABLE, is_moment
from domain.sync.reference_rules import judge_holiday, judge_published_form, judge_published_profile
from domain.sync.reference_tables import HOLIDAYS, PUBLISHED_FORMS, PUBLISHED_PROFILES
from domain.sync.request_rules import REQUEST, judge_standing, judge_step
from domain.sync.request_rules import asked_of as asked_of_requests
from domain.sync.roles import roles_of
from domain.sync.row_state import RowState
from domain.sync.schema import BY_NUMBER, Cell, Policy, Table, Value, state_word
from domain.sync.session_rules import asked_of as asked_of_sessions
from domain.sync.session_rules import judge_place, judge_session
from domain.sync.signatures import attestation_text, is_signed
from domain.sync.survey_rules import judge_finding, judge_inspection, judge_sheet
from domain.sync.survey_tables import FINDINGS, INSPECTIONS, SURVEY_SHEETS
from domain.sync.tables import (
    ATTESTATIONS,
    CASE_STEPS,
    DOCUMENT_CHECKS,
    EXPORTS,
    INTERVIEWS,
    REFERRALS,
    SIGNATURE_PROOFS,
    SIGNATURES,
    USER_KEYS,
    USERS,
)
from domain.sync.winners import shown
from domain.user import COPY_ROLES, MAY_EXPORT

NOT_ALLOWED = "role.not_allowed"
NOT_SIGNED = "signature.invalid"
SETTLED = "choice.settled"
NO_STEP = "transition.illegal"
ADMINISTRATORS = ("administrator",)

FindRow = Callable[[str], RowState | None]
Rule = Callable[[Header, Operation, FindRow], str]


def judge_deed(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Why a well-formed operation may not be applied; empty when it may. An author who is not known yet is waited
    for (`row.unknown`)."""
    rule = RULES.get(operation.table)
    return rule(header, operation, find_row) if rule is not None else ""


def asked_of(operation: Operation) -> tuple[str, ...]:
    """The rows that an operation rests on and does not write: without them it waits."""
    return (
        asked_of_requests(operation)
        or asked_of_complaints(operation)
        or asked_of_sessions(operation)
        or asked_of_case(operation)
    )


def _judge_author(header: Header, find_row: FindRow, allowed: tuple[str, ...]) -> str:
    author = find_row(header.author)
    if author is None or author.created is None:
        return "row.unknown"
    return "" if roles_of(author).intersection(allowed) else NOT_ALLOWED


# --- who may ---------------------------------------------------------------------------------------------------------


def _judge_user(header: Header, operation: Operation, find_row: FindRow) -> str:
    # With whom a laptop begins: which laptops join, head office decides by its code.
    if isinstance(operation, Add) and operation.row == header.author:
        return ""
    if isinstance(operation, Put) and _ROLES not in operation.cells:
        return ""
    return _judge_author(header, find_row, ADMINISTRATORS)


def _judge_key(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Everybody gives himself a key; an administrator anybody."""
    if isinstance(operation, Add):
        user: Value = operation.cells.get(_KEY_OF)
    else:
        state = find_row(operation.row)
        view = shown(state) if state is not None else None
        user = view.values.get(_KEY_OF) if view is not None else None
    return "" if user == header.author else _judge_author(header, find_row, ADMINISTRATORS)


def _judge_copy(header: Header, operation: Operation, find_row: FindRow) -> str:
    if not isinstance(operation, Add | Put) or _COPY not in operation.cells:
        return ""
    copy = operation.cells[_COPY]
    if isinstance(operation, Put):
        state = find_row(operation.row)
        # Whoever chooses between two that were recorded records nothing.
        if state is not None and any(version.value == copy for version in state.cells.get(_COPY, ())):
            return ""
    elif not isinstance(copy, list) or not any(copy):
        return ""
    refused = _judge_author(header, find_row, COPY_ROLES)
    return SETTLED if refused == NOT_ALLOWED and _chose_too_late(operation, find_row) else refused


def _chose_too_late(operation: Add | Put, find_row: FindRow) -> bool:
    """Whether it chose between several that were recorded, of which another choice has already taken one away."""
    bases = operation.bases.get(_COPY, ()) if isinstance(operation, Put) else ()
    state = find_row(operation.row)
    standing = {version.meta.id for version in state.cells.get(_COPY, ())} if state is not None else set()
    return len(bases) > 1 and bool(standing) and not standing.issuperset(bases)


def _judge_export(header: Header, operation: Operation, find_row: FindRow) -> str:
    return _judge_author(header, find_row, MAY_EXPORT)


def _judge_official(header: Header, operation: Operation, find_row: FindRow) -> str:
    """In the association's list head office alone writes, by its right to it."""
    if header.partition == REFERENCE_PARTITION:
        return ""
    return _judge_author(header, find_row, ADMINISTRATORS)


def _judge_suggestion(header: Header, operation: Operation, find_row: FindRow) -> str:
    """Taken down by whoever writes it; what becomes of it, whoever may say, and none is decided without that. Choosing
    between two that were said decides nothing anew."""
    if isinstance(operation, Add) and operation.cells.get(_GIVEN_TO) != header.author:
        return NOT_ALLOWED
    if not isinstance(operation, Add | Put):
        return ""
    state = find_row(operation.row)
    stood = state.cells.get(_OUTCOME, ()) if state is not None else ()
    if _OUTCOME not in operation.cells:
        is_moved = isinstance(operation, Put) and _GIVEN_STATE in operation.cells
        return NO_STEP if is_moved and not stood else ""
    if any(version.value == operation.cells[_OUTCOME] for version in stood):
        return ""
    return _judge_author(header, find_row, MAY_DECIDE)


def _judge_enquiry(header: Header, operation: Operation, _: FindRow) -> str:
    """Taken down by whoever writes it, at a moment that can be read."""
    if not isinstance(operation, Add):
        return ""
    if operation.cells.get(_TAKEN_BY) != header.author:
        return NOT_ALLOWED
    return "" if is_moment(operation.cells.get(_ASKED_AT)) else UNREADABLE


# --- signatures ------------------------------------------------------------------------------------------------------


def _judge_attestation(_: Header, operation: Operation, __: FindRow) -> str:
    """The clerk's word over what was frozen. Whose key it is, whoever reads the attestation asks of the users' keys."""
    if not isinstance(operation, Add):
        return ""
    match operation.cells.get(_FROZEN), operation.cells.get(_CLERK):
        case [bytes(frozen), str(digest), _], [_, bytes(key), bytes(signature)]:
            hashed = sha256(frozen).digest()
            is_proved = hashed.hex() == digest and is_signed(key, signature, attestation_text(hashed))
            return "" if is_proved else NOT_SIGNED
    return NOT_SIGNED


# --- states ----------------------------------------------------------------------------------------------------------


def _judge_steps(_: Header, operation: Operation, find_row: FindRow) -> str:
    if not isinstance(operation, Add | Put):
        return ""
    for cell in _STATES[operation.table]:
        if cell.number not in operation.cells:
            if cell.begins and isinstance(operation, Add):
                return NO_STEP
        elif not _may_stand(cell, operation, find_row):
            return NO_STEP
    return ""


def _may_stand(cell: Cell, operation: Add | Put, find_row: FindRow) -> bool:
    value = state_word(operation.cells[cell.number])
    if value not in cell.transitions:
        return False
    if isinstance(operation, Add):
        return not cell.begins or value in cell.begins
    before, state = operation.bases.get(cell.number, ()), find_row(operation.row)
    if not before and cell.begins and state is not None and state.cells.get(cell.number):
        return False  # it stands somewhere since it was added, and is moved from there
    known = state_word(_value_of(state, cell, before[0])) if before else ""
    # What it was taken from may have been set aside, or erased.
    return not known or value in cell.transitions.get(known, frozenset())


def _judge_interview(header: Header, operation: Operation, find_row: FindRow) -> str:
    reason = _judge_steps(header, operation, find_row)
    if reason or not isinstance(operation, Add | Put) or REQUEST.number not in operation.cells:
        return reason
    return judge_standing(header, operation, find_row) if isinstance(operation, Put) else NO_STEP


def _value_of(state: RowState | None, cell: Cell, id: EntryId) -> Value:
    versions = state.cells.get(cell.number, ()) if state is not None else ()
    return next((version.value for version in versions if version.meta.id == id), None)


def _states_of(table: Table) -> tuple[Cell, ...]:
    return tuple(cell for cell in table.cells if cell.policy is Policy.STATE)


ASKED_BESIDE = tuple(
    table.number
    for table in (
        *(INTERVIEWS, REQUEST_STEPS, ATTESTATIONS, SIGNATURES, SIGNATURE_PROOFS),
        *(SESSIONS, USERS, COMPLAINT_ROWS),
    )
)
"""Of which tables a rule asks for rows that an entry names and does not write."""


def _then(first: Rule, second: Rule) -> Rule:
    return lambda header, operation, find_row: first(header, operation, find_row) or second(header, operation, find_row)


_ROLES = USERS.cell("roles").number
_KEY_OF = USER_KEYS.cell("user").number
_OUTCOME = SUGGESTIONS.cell("suggestion_outcome").number
_COPY = DOCUMENT_CHECKS.cell("copy").number
_TAKEN_BY, _ASKED_AT = (ENQUIRIES.cell(name).number for name in ("taken_by", "asked_at"))
_GIVEN_TO, _GIVEN_STATE = (SUGGESTIONS.cell(name).number for name in ("taken_by", "suggestion_state"))
_FROZEN = ATTESTATIONS.cell("frozen").number
_CLERK = ATTESTATIONS.cell("clerk_signature").number
_STATES: Mapping[int, tuple[Cell, ...]] = {n: cells for n, table in BY_NUMBER.items() if (cells := _states_of(table))}
_OF_TABLE: Mapping[int, Rule] = {
    **dict.fromkeys(_STATES, _judge_steps),
    USERS.number: _judge_user,
    USER_KEYS.number: _judge_key,
    DOCUMENT_CHECKS.number: _then(judge_of_case, _judge_copy),
    CASE_STEPS.number: judge_of_case,
    REFERRALS.number: _then(judge_of_case, _judge_steps),
    EXPORTS.number: _judge_export,
    OFFICIALS.number: _judge_official,
    SUGGESTIONS.number: _then(_judge_steps, _judge_suggestion),
    ATTESTATIONS.number: _judge_attestation,
    SURVEY_SHEETS.number: judge_sheet,
    INSPECTIONS.number: judge_inspection,
    FINDINGS.number: _then(_judge_steps, judge_finding),
    ENQUIRIES.number: _then(_judge_steps, _judge_enquiry),
    INTERVIEWS.number: _judge_interview,
    REQUEST_STEPS.number: _then(judge_step, judge_of_case),
    SESSIONS.number: _then(_judge_steps, judge_session),
    SESSION_MEMBERS.number: judge_place,
    SESSION_ITEMS.number: _then(judge_place, judge_of_case),
    COMPLAINT_ROWS.number: _then(_judge_steps, judge_complaint),
    COMPLAINT_STEPS.number: judge_complaint_step,
    SETTLEMENTS.number: judge_settlement,
    COMPENSATIONS.number: _then(_judge_steps, judge_compensation),
    COMPLAINT_REVIEWS.number: judge_review,
    HOLIDAYS.number: judge_holiday,
    PUBLISHED_FORMS.number: judge_published_form,
    PUBLISHED_PROFILES.number: judge_published_profile,
}


_NAMING: Mapping[int, Rule] = {
    table: _then(_OF_TABLE[table], judge_named) if table in _OF_TABLE else judge_named for table in PLACES
}
RULES: Mapping[int, Rule] = MappingProxyType({**_OF_TABLE, **_NAMING})
"""By table; of a table without one everybody may write everything."""
