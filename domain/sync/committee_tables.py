"""The tables of the committee and of what a request goes through after the desk; `domain.sync.schema` has them all."""

from domain import committee
from domain.sync.cells import Cell, Column, Kind, Policy, Table, flagged, immutable
from domain.sync.tables import DESK_SCHEMA, GENERAL

# Where the request stands is the cell `request` of its interview, which names the step that brought it there.
REQUEST_STEPS = Table(
    18,
    "request_steps",
    GENERAL,
    (
        immutable(1, "interview"),
        immutable(2, "person"),
        Cell(3, "stage", Policy.IMMUTABLE, tuple(map(Column, ("stage", "follows", "on_day")))),
        immutable(4, "said"),
        Cell(5, "session", Policy.IMMUTABLE, tuple(map(Column, ("session", "votes")))),
        Cell(6, "rests_on", Policy.IMMUTABLE, tuple(map(Column, ("attestation", "signing_row")))),
        Cell(7, "reply", Policy.IMMUTABLE, tuple(map(Column, ("means", "proof", "reached", "proof_at")))),
        immutable(8, "override"),
        immutable(9, "done_at"),
        immutable(10, "done_by"),
        Cell(
            11,
            "word",
            Policy.IMMUTABLE,
            (Column("public_key", Kind.BLOB), Column("signature", Kind.BLOB)),
        ),
    ),
    since=DESK_SCHEMA,
)
SESSIONS = Table(
    19,
    "sessions",
    GENERAL,
    (
        flagged(1, "opening", "number", "day", "starts_at", "ends_at", "place"),
        immutable(2, "committee"),
        immutable(3, "opened_by"),
        immutable(4, "opened_at"),
        Cell(5, "state", Policy.STATE, (Column("state"),), committee.NEXT, begins=frozenset({"opened"})),
        flagged(6, "recommendations"),
        flagged(7, "direction"),
        flagged(8, "signing", "signed_on", "signers", "signing_noted_by"),
    ),
    since=DESK_SCHEMA,
)
SESSION_MEMBERS = Table(
    20,
    "session_members",
    GENERAL,
    (
        immutable(1, "session"),
        flagged(2, "member", "name", "office", "is_present", "excuse"),
        immutable(3, "place_in_list", Kind.INTEGER),
    ),
    since=DESK_SCHEMA,
)
# What a session looks at; void: taken off.
SESSION_ITEMS = Table(
    21,
    "session_items",
    GENERAL,
    (
        immutable(1, "session"),
        immutable(2, "interview"),
        immutable(3, "person"),
        immutable(4, "place_in_list", Kind.INTEGER),
    ),
    since=DESK_SCHEMA,
)
