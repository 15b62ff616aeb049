"""The tables of complaints that sync; `domain.sync.schema` is the registry."""

from types import MappingProxyType

from domain.sync.cells import Cell, Children, Column, Policy, Table, flagged, immutable, lww
from domain.sync.tables import COMPLAINTS, DESK_SCHEMA


def _frozen(number: int, name: str, *columns: str) -> Cell:
    return Cell(number, name, Policy.IMMUTABLE, tuple(map(Column, columns)))


def _progress(number: int, steps: dict[str, frozenset[str]]) -> Cell:
    return Cell(
        number, "progress", Policy.STATE, (Column("progress"),), MappingProxyType(steps), begins=frozenset({"open"})
    )


# A complaint lies open until it has an outcome, that was told to whoever complained; each state may stay, so that a
# step that was skipped can be settled. Void: it was registered by mistake.
COMPLAINT_ROWS = Table(
    23,
    "complaints",
    COMPLAINTS,
    (
        immutable(1, "number"),
        immutable(2, "person"),
        immutable(3, "interview"),
        _frozen(4, "receipt", "received_on", "channel", "registered_at", "registered_by"),
        # Of one who is not in the register: `party_id` is the subject of all that is written about it.
        _frozen(5, "party", "party_kind", "party_name", "party_reach", "party_id"),
        flagged(6, "grievance", "subject", "told", "wanted"),
        lww(7, "emergency"),
        flagged(8, "owner", "owner", "owner_unit"),
        flagged(9, "next", "next_step", "next_day"),
        flagged(10, "outcome", "outcome", "outcome_note", "outcome_at", "outcome_by"),
        flagged(11, "telling_outcome", "told_means", "told_note", "told_at", "told_by"),
        _progress(
            12,
            {
                "open": frozenset({"open", "answered"}),
                "answered": frozenset({"open", "answered", "told"}),
                "told": frozenset({"open", "told", "closed"}),
                "closed": frozenset({"open", "closed"}),
            },
        ),
        Cell(13, "steps", Policy.APPEND, (), of=Children(table=24, parent=1)),
    ),
    since=DESK_SCHEMA,
)
COMPLAINT_STEPS = Table(
    24,
    "complaint_steps",
    COMPLAINTS,
    (
        immutable(1, "complaint"),
        immutable(2, "person"),
        immutable(3, "step"),
        immutable(4, "said"),
        immutable(5, "done_at"),
        immutable(6, "done_by"),
    ),
    since=DESK_SCHEMA,
)
# `terms` and `parties` are JSON lists. Void: it came to nothing, with the reason.
SETTLEMENTS = Table(
    25,
    "settlements",
    COMPLAINTS,
    (
        immutable(1, "complaint"),
        immutable(2, "person"),
        immutable(3, "number"),
        _frozen(4, "made", "made_at", "made_by"),
        flagged(5, "agreement", "terms", "parties", "agreed_on"),
        flagged(6, "signing", "signed_on", "signed_noted_by"),
    ),
    since=DESK_SCHEMA,
)
# `holds` is a JSON object: a condition or duty of the policy, and by what it holds; `members` a JSON list. Void:
# withdrawn.
COMPENSATIONS = Table(
    26,
    "compensations",
    COMPLAINTS,
    (
        immutable(1, "complaint"),
        immutable(2, "person"),
        immutable(3, "number"),
        _frozen(4, "made", "made_at", "made_by"),
        flagged(5, "harm", "damage", "size", "causes"),
        flagged(6, "holds"),
        flagged(7, "proof_kind", "proof_kind", "proof_day", "proof_paper", "members"),
        flagged(8, "negotiated", "negotiated", "amount", "closed_on"),
        _progress(9, {"open": frozenset({"open", "closed"}), "closed": frozenset({"closed"})}),
    ),
    since=DESK_SCHEMA,
)
# Top management has looked at the register: how it stood then is counted, and what it asks for is noted.
COMPLAINT_REVIEWS = Table(
    27,
    "complaint_reviews",
    COMPLAINTS,
    (
        _frozen(1, "review", "reviewed_at", "reviewed_by"),
        immutable(2, "standing"),
        immutable(3, "note"),
    ),
    since=DESK_SCHEMA,
)
COMPLAINT_TABLES = (COMPLAINT_ROWS, COMPLAINT_STEPS, SETTLEMENTS, COMPENSATIONS, COMPLAINT_REVIEWS)
