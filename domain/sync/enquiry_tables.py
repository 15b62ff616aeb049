"""The tables of what people ask and suggest (`domain.sync.tables` has the others).

`enquiry_state` and its like are named after their record: what a state is called differs between them."""

from types import MappingProxyType

from domain.sync.cells import Cell, Column, Policy, Table, flagged, immutable, lww
from domain.sync.tables import DESK_SCHEMA, GENERAL, REFERENCE


def _caller(number: int) -> Cell:
    """Of somebody who is not in the register: what he left is of the subject `caller_id`, and can be erased as a
    person's is."""
    return Cell(number, "caller", Policy.IMMUTABLE, tuple(map(Column, ("caller_id", "caller_name", "caller_address"))))


def _state(number: int, name: str, begins: tuple[str, ...], **steps: str) -> Cell:
    """Each may stay: so a step that was skipped is settled, also when the matter has come to its end."""
    transitions = {before: frozenset((before, *after.split())) for before, after in steps.items()}
    return Cell(number, name, Policy.STATE, (Column(name),), MappingProxyType(transitions), begins=frozenset(begins))


# A question, and its answer, which is one cell: of two laptops that answer at once each answer stays until a person has
# chosen. An answer may be put right after it was told, and is told again.
ENQUIRIES = Table(
    31,
    "enquiries",
    GENERAL,
    (
        immutable(1, "number"),
        immutable(2, "asked_at"),
        immutable(3, "taken_by"),
        immutable(4, "person"),
        _caller(5),
        immutable(6, "visit"),
        lww(7, "channel"),
        lww(8, "enquiry_kind"),
        flagged(9, "matter", "subject", "question"),
        flagged(10, "route", "field_of_work", "asker_category", "official", "department"),
        flagged(11, "agreed", "agreed_means", "agreed_day"),
        flagged(12, "answer", "answer", "answer_source", "clause", "officer", "answered_by", "answered_at"),
        flagged(13, "telling", "told_means", "told_at", "told_by"),
        # Answered while whoever asked stands there, it has been told already.
        _state(
            14,
            "enquiry_state",
            ("open", "told"),
            open="answered told withdrawn",
            answered="told",
            told="answered",
            withdrawn="open",
        ),
    ),
    since=DESK_SCHEMA,
)
# A question that is asked again and again, with its answer: about nobody. Void: it is no longer offered.
FREQUENT_QUESTIONS = Table(
    32,
    "frequent_questions",
    GENERAL,
    (
        immutable(1, "enquiry"),
        flagged(2, "frequent", "subject", "question", "answer", "answer_source", "clause"),
        lww(3, "field_of_work"),
        immutable(4, "noted_at"),
        immutable(5, "noted_by"),
    ),
    since=DESK_SCHEMA,
)
# Who answers for a field of work (herfa), or for a category of people and a field (twaim): entered by an
# administrator. `answers_for` is read by `domain.official`.
OFFICIALS = Table(
    34,
    "officials",
    GENERAL,
    (
        flagged(1, "name"),
        lww(2, "post"),
        flagged(3, "official_reach", "telephone", "email"),
        flagged(4, "answers_for"),
        immutable(5, "noted_at"),
        immutable(6, "noted_by"),
    ),
    since=DESK_SCHEMA,
    also=frozenset({REFERENCE}),
)
# A suggestion or a view, nobody's where it is given without a name. What became of it is one cell: of two who decide at
# once each decision stays until a person has chosen.
SUGGESTIONS = Table(
    33,
    "suggestions",
    GENERAL,
    (
        immutable(1, "number"),
        immutable(2, "given_at"),
        immutable(3, "taken_by"),
        immutable(4, "person"),
        _caller(5),
        immutable(6, "visit"),
        lww(7, "channel"),
        flagged(8, "suggestion", "subject", "said"),
        flagged(9, "suggestion_outcome", "suggestion_outcome", "outcome_reason", "decided_by", "decided_at"),
        flagged(10, "telling", "told_means", "told_at", "told_by"),
        _state(11, "suggestion_state", ("received",), received="decided", decided="told", told="decided"),
    ),
    since=DESK_SCHEMA,
)
