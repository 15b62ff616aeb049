"""The one registry of what syncs: every table and cell, its number on the wire, its policy and its columns.

Numbers are never reused and never change meaning. A test holds this registry against the migrations of the laptop.
A *cell* is what is changed and judged as a whole: columns that must agree (type and number of an identity document)
are one cell with several columns, whose value is the list of the columns' values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

SCHEMA_VERSION = 3
ERASURE_SCHEMA = 2  # since then a person can be erased
# Since then documents are checked one by one, questions referred, steps of a case, papers, contacts and exports kept.
DESK_SCHEMA = 3

Scalar = None | str | int | bytes
Value = Scalar | list[Scalar]


class Policy(Enum):
    """What happens when two laptops change one cell without having seen each other."""

    IMMUTABLE = "immutable"  # set when the row is added, never put again
    APPEND = "append"  # rows of another table, each of which stays as it came: none is put, voided or replaced
    LWW = "lww"  # the latest logical clock is shown, the other stays in history
    LWW_FLAG = "lww_flag"  # the same, and a task asks a person to choose
    MANUAL = "manual"  # all stay and none is shown until a person has chosen: what may not be wrong for a day
    STATE = "state"  # transitions in stream order; one whose base is not current is skipped and becomes a task
    SET = "set"  # rows of another table, added and voided: what one adds stands against whoever had not seen it
    DERIVED = "derived"  # counted from rows of another table, never written


class Kind(Enum):
    TEXT = "TEXT"
    INTEGER = "INTEGER"
    BLOB = "BLOB"


PYTHON_TYPES: Mapping[Kind, type] = {Kind.TEXT: str, Kind.INTEGER: int, Kind.BLOB: bytes}


@dataclass(frozen=True)
class Column:
    """`names_file`: what stands in it is the name of a file beside the entries (`domain.sync.blobs`), which is kept as
    long as an entry names it."""

    name: str
    kind: Kind = Kind.TEXT
    names_file: bool = False


@dataclass(frozen=True)
class Children:
    """The rows that a cell consists of: those of `table` whose cell `parent` names the row. `member` is the cell that
    says what a row adds to a set."""

    table: int
    parent: int
    member: int = 0


@dataclass(frozen=True)
class Cell:
    number: int
    name: str
    policy: Policy
    columns: tuple[Column, ...]
    transitions: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    of: Children | None = None  # of a cell without columns

    @property
    def is_group(self) -> bool:
        return len(self.columns) > 1


@dataclass(frozen=True)
class Table:
    """`since` is the schema version that brought it: an older program cannot read what is written to it.

    `plain_cells` are those of one column, with what they take; `stateless` those of which a version that stands alone
    is what they show."""

    number: int
    name: str
    partition_class: str
    cells: tuple[Cell, ...]
    since: int = 1
    plain_cells: Mapping[int, type] = field(init=False, repr=False, compare=False)
    stateless: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        plain = {cell.number: PYTHON_TYPES[cell.columns[0].kind] for cell in self.cells if len(cell.columns) == 1}
        object.__setattr__(self, "plain_cells", plain)
        stateless = frozenset(cell.number for cell in self.cells if cell.policy is not Policy.STATE)
        object.__setattr__(self, "stateless", stateless)
        object.__setattr__(self, "_by_number", {cell.number: cell for cell in self.cells})
        object.__setattr__(self, "_by_name", {cell.name: cell for cell in self.cells})

    def find_cell(self, number: int) -> Cell | None:
        found: Cell | None = self._by_number.get(number)  # type: ignore[attr-defined]
        return found

    def cell(self, name: str) -> Cell:
        """The cell of that name. Raises KeyError when there is none."""
        found: Cell = self._by_name[name]  # type: ignore[attr-defined]
        return found


def _immutable(number: int, name: str, kind: Kind = Kind.TEXT) -> Cell:
    return Cell(number, name, Policy.IMMUTABLE, (Column(name, kind),))


def _lww(number: int, name: str) -> Cell:
    return Cell(number, name, Policy.LWW, (Column(name),))


def _flagged(number: int, name: str, *columns: str) -> Cell:
    return Cell(number, name, Policy.LWW_FLAG, tuple(Column(column) for column in columns or (name,)))


GENERAL = "general"
COMPLAINTS = "complaints"
REFERENCE = "reference"

USERS = Table(
    1,
    "users",
    GENERAL,
    (_immutable(1, "username"), _flagged(2, "name"), _flagged(3, "roles")),
)
USER_KEYS = Table(
    2,
    "user_keys",
    GENERAL,
    (_immutable(1, "user"), _immutable(2, "public_key", Kind.BLOB), _immutable(3, "made_at")),
)
VISITS = Table(
    3,
    "visits",
    GENERAL,
    (
        _immutable(1, "day"),
        _immutable(2, "time"),
        _immutable(3, "category"),
        _lww(4, "purpose"),
        _lww(5, "channel"),
        _flagged(6, "person"),
        _lww(7, "note"),
    ),
)
PERSONS = Table(
    4,
    "persons",
    GENERAL,
    (
        _immutable(1, "number"),
        _flagged(2, "name", "full_name", "given", "father", "grandfather", "family"),
        _flagged(3, "identity", "id_type", "id_number", "id_override"),
        _flagged(4, "mobile"),
        _flagged(5, "born", "born_hijri", "born_gregorian", "born_typed"),
        _flagged(6, "sex"),
        _flagged(7, "iban"),
        _lww(8, "town"),
        _flagged(9, "member_number"),
        _lww(10, "party_kind"),
        _lww(11, "note"),
        Cell(12, "visits", Policy.DERIVED, (), of=Children(VISITS.number, VISITS.cell("person").number)),
    ),
)
INTERVIEWS = Table(
    5,
    "interviews",
    GENERAL,
    (
        _immutable(1, "number"),
        _immutable(2, "person"),
        Cell(3, "form", Policy.IMMUTABLE, (Column("form_id"), Column("form_version"), Column("form_sha256"))),
        _immutable(4, "started_at"),
        _flagged(5, "answers", "answers", "answers_sha256"),
        Cell(
            6,
            "state",
            Policy.STATE,
            (Column("state"),),
            MappingProxyType({"left": frozenset({"left", "finished"}), "finished": frozenset({"left", "finished"})}),
        ),
    ),
)
ATTESTATIONS = Table(
    6,
    "attestations",
    GENERAL,
    (
        _immutable(1, "number"),
        _immutable(2, "interview"),
        _immutable(3, "person"),
        _immutable(4, "made_at"),
        Cell(
            5,
            "frozen",
            Policy.IMMUTABLE,
            (Column("frozen", Kind.BLOB), Column("sha256"), Column("answers_sha256")),
        ),
        Cell(
            6,
            "clerk_signature",
            Policy.IMMUTABLE,
            (Column("clerk"), Column("clerk_key", Kind.BLOB), Column("clerk_signature", Kind.BLOB)),
        ),
        Cell(7, "signatures", Policy.APPEND, (), of=Children(table=7, parent=1)),
    ),
)
SIGNATURES = Table(
    7,
    "signatures",
    GENERAL,
    (
        _immutable(1, "attestation"),
        _immutable(2, "kind"),
        _immutable(3, "signed_at"),
        _immutable(4, "seen_by"),
    ),
)

DOCUMENT_CHECKS = Table(
    8,
    "document_checks",
    GENERAL,
    (
        _immutable(1, "interview"),
        _immutable(2, "person"),
        _immutable(3, "document"),
        _flagged(
            4,
            "verdict",
            "original_seen",
            "document_number",
            "issued_hijri",
            "issued_gregorian",
            "issued_typed",
            "expires_hijri",
            "expires_gregorian",
            "expires_typed",
            "matches",
            "difference",
            "checked_by",
            "checked_at",
        ),
        _flagged(5, "copy", "copy_basis", "copy_by", "copy_at"),
    ),
    since=DESK_SCHEMA,
)
CASE_STEPS = Table(
    9,
    "case_steps",
    GENERAL,
    (
        _immutable(1, "interview"),
        _immutable(2, "person"),
        _immutable(3, "step"),
        _immutable(4, "said"),
        _immutable(5, "done_at"),
        _immutable(6, "done_by"),
    ),
    since=DESK_SCHEMA,
)
REFERRALS = Table(
    10,
    "referrals",
    GENERAL,
    (
        _immutable(1, "interview"),
        _immutable(2, "person"),
        _immutable(3, "question"),
        _immutable(4, "means"),
        _immutable(5, "asked_by"),
        _immutable(6, "asked_at"),
        _flagged(7, "answer", "answer", "officer", "answered_by", "answered_at"),
        Cell(
            8,
            "progress",
            Policy.STATE,
            (Column("progress"),),
            # Each may stay: so a step that was skipped is settled, also when the matter has come to its end.
            MappingProxyType(
                {
                    "asked": frozenset({"asked", "answered", "withdrawn"}),
                    "answered": frozenset({"answered", "told"}),
                    "told": frozenset({"told"}),
                    "withdrawn": frozenset({"withdrawn"}),
                }
            ),
        ),
    ),
    since=DESK_SCHEMA,
)
# Two files of one person. `counts` are the cells of which the value in the file of `person` is the right one; of the
# others that in the file of `same_as`. Void: they are two again.
SAME_PERSONS = Table(
    11,
    "same_persons",
    GENERAL,
    (
        _immutable(1, "person"),
        _immutable(2, "same_as"),
        _immutable(3, "linked_at"),
        _immutable(4, "linked_by"),
        _flagged(5, "counts"),
    ),
    since=DESK_SCHEMA,
)
# The privacy notice as it was read out at the desk, and that the person agreed. Void: withdrawn, with the reason.
CONSENTS = Table(
    12,
    "consents",
    GENERAL,
    (
        _immutable(1, "person"),
        Cell(2, "notice", Policy.IMMUTABLE, (Column("notice_version"), Column("notice_sha256"))),
        _immutable(3, "agreed_at"),
        _immutable(4, "told_by"),
    ),
    since=DESK_SCHEMA,
)

# A paper as it was issued: `code` is the text of its square, `data` the canonical JSON it was made from where no other
# record holds it; `file` the name of the blob that is its sealed PDF. What changes later is another paper.
PAPERS = Table(
    13,
    "papers",
    GENERAL,
    (
        _immutable(1, "kind"),
        _immutable(2, "record"),
        _immutable(3, "person"),
        Cell(4, "issue", Policy.IMMUTABLE, tuple(map(Column, ("number", "form", "revision", "made_at", "made_by")))),
        Cell(5, "code", Policy.IMMUTABLE, (Column("sha256"), Column("code"))),
        _immutable(6, "data", Kind.BLOB),
        Cell(7, "file", Policy.LWW, (Column("file", Kind.BLOB, names_file=True),)),
    ),
    since=DESK_SCHEMA,
)

# One way to reach a person. Of those not void the one preferred last is the preferred one, so that two laptops that
# each prefer another do not leave him with two.
CONTACTS = Table(
    14,
    "contacts",
    GENERAL,
    (
        _immutable(1, "person"),
        _flagged(2, "reach", "kind", "address", "whose"),
        _flagged(3, "notices"),
        _lww(4, "preferred_at"),
        _immutable(5, "noted_at"),
        _immutable(6, "noted_by"),
    ),
    since=DESK_SCHEMA,
)

# Answers that were taken out of the office as files. Who may see what people said is accounted for on every laptop and
# at head office; the file's own name stays on the laptop, for it may say a person's.
EXPORTS = Table(
    15,
    "exports",
    GENERAL,
    (
        _immutable(1, "form_id"),
        _immutable(2, "kind"),
        _immutable(3, "interviews", Kind.INTEGER),
        _immutable(4, "made_at"),
        _immutable(5, "made_by"),
    ),
    since=DESK_SCHEMA,
)

TABLES: tuple[Table, ...] = (
    USERS,
    USER_KEYS,
    VISITS,
    PERSONS,
    INTERVIEWS,
    ATTESTATIONS,
    SIGNATURES,
    DOCUMENT_CHECKS,
    CASE_STEPS,
    REFERRALS,
    SAME_PERSONS,
    CONSENTS,
    PAPERS,
    CONTACTS,
    EXPORTS,
)
BY_NUMBER: Mapping[int, Table] = MappingProxyType({table.number: table for table in TABLES})


def _appended(tables: tuple[Table, ...]) -> frozenset[int]:
    cells = (cell for table in tables for cell in table.cells if cell.policy is Policy.APPEND)
    return frozenset(cell.of.table for cell in cells if cell.of is not None)


APPENDED: frozenset[int] = _appended(TABLES)
"""Tables whose rows are only ever added."""


def partition_class(partition: str) -> str:
    """``office:17/general`` is of the class ``general``."""
    return partition.rsplit("/", 1)[-1]


def general_partition(office_code: str) -> str:
    return f"office:{office_code}/{GENERAL}"
