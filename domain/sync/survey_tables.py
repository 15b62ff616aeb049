"""The tables of how the service is looked at: sheets without a name, inspections and what they found."""

from types import MappingProxyType

from domain.sync.cells import Cell, Column, Policy, Table, flagged, immutable
from domain.sync.tables import DESK_SCHEMA, GENERAL

# A sheet of satisfaction. It names nobody: no person, no user, no hour; its entry's author is nobody too
# (`domain.survey`). `day` is when it left the laptop's box, with others.
SURVEY_SHEETS = Table(
    28,
    "survey_sheets",
    GENERAL,
    (
        immutable(1, "instrument"),
        Cell(2, "form", Policy.IMMUTABLE, (Column("form_id"), Column("form_version"), Column("form_sha256"))),
        immutable(3, "day"),
        immutable(4, "answers"),
    ),
    since=DESK_SCHEMA,
)

# A field survey, a supervisory visit, a checklist: somebody of the office looked, and stands to what was seen.
INSPECTIONS = Table(
    29,
    "inspections",
    GENERAL,
    (
        immutable(1, "number"),
        Cell(2, "instrument", Policy.IMMUTABLE, (Column("kind"), Column("instrument"))),
        Cell(3, "form", Policy.IMMUTABLE, (Column("form_id"), Column("form_version"), Column("form_sha256"))),
        Cell(4, "visited", Policy.IMMUTABLE, (Column("day"), Column("place"))),
        immutable(5, "answers"),
        Cell(6, "made", Policy.IMMUTABLE, (Column("made_at"), Column("made_by"))),
    ),
    since=DESK_SCHEMA,
)

# What an inspection found and is followed until it is closed; of an emergency `action` is what was done at once.
FINDINGS = Table(
    30,
    "findings",
    GENERAL,
    (
        immutable(1, "inspection"),
        immutable(2, "kind"),
        Cell(3, "found", Policy.IMMUTABLE, tuple(map(Column, ("what", "action", "owner", "until", "place")))),
        Cell(4, "noted", Policy.IMMUTABLE, (Column("noted_at"), Column("noted_by"))),
        flagged(5, "reported", "reported_at", "reported_by"),
        flagged(6, "outcome", "outcome", "closed_at", "closed_by"),
        Cell(
            7,
            "follow_up",
            Policy.STATE,
            (Column("follow_up"),),
            MappingProxyType(
                {
                    "open": frozenset({"open", "reported", "closed"}),
                    "reported": frozenset({"reported", "closed"}),
                    "closed": frozenset({"closed", "open", "reported"}),
                }
            ),
            begins=frozenset({"open", "reported"}),
        ),
    ),
    since=DESK_SCHEMA,
)
