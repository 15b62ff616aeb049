"""Head office judges who registers a complaint, who works on it, and that nothing is closed without what it needs."""

import pytest

from domain.sync.complaint_tables import COMPENSATIONS, COMPLAINT_REVIEWS, COMPLAINT_ROWS, COMPLAINT_STEPS, SETTLEMENTS
from domain.sync.entries import Add, Header, Operation, Put, Void
from domain.sync.judge import judge
from domain.sync.partitions import partition_of
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.tables import COMPLAINTS
from tests.domain.sync.test_deed_rules import FIRST, ME, OTHER, made, user
from tests.support.made_entries import row

ONE, CHILD = row(3), row(4)
CELL = {cell.name: cell.number for cell in COMPLAINT_ROWS.cells}
STEP = {cell.name: cell.number for cell in COMPLAINT_STEPS.cells}
DOSSIER = {cell.name: cell.number for cell in COMPENSATIONS.cells}
AT = "2026-11-21T10:00+03:00"
OVERSEERS = ("supervisor", "manager", "administrator")
DECIDE = Put(
    COMPLAINT_ROWS.number,
    ONE,
    {CELL["progress"]: "answered", CELL["outcome"]: ["solved", "صُرفت", AT, ME]},
    {CELL["progress"]: (FIRST,), CELL["outcome"]: ()},
)
ASSIGN = Put(COMPLAINT_ROWS.number, ONE, {CELL["owner"]: [OTHER, None]}, {CELL["owner"]: ()})
MEND = Put(COMPLAINT_ROWS.number, ONE, {CELL["grievance"]: ["م", "ن", None]}, {CELL["grievance"]: ()})
CLOSE = Put(COMPLAINT_ROWS.number, ONE, {CELL["progress"]: "closed"}, {CELL["progress"]: (FIRST,)})


def complaint(*, taken_by: str = OTHER, owner: str | None = None) -> Add:
    return Add(
        COMPLAINT_ROWS.number,
        ONE,
        {
            CELL["receipt"]: ["2026-11-21", "email", AT, taken_by],
            CELL["owner"]: [owner, None],
            CELL["progress"]: "open",
        },
    )


def step(kind: str, by: str = ME) -> Add:
    return Add(COMPLAINT_STEPS.number, CHILD, {STEP["complaint"]: ONE, STEP["step"]: kind, STEP["done_by"]: by})


def settlement() -> Add:
    return Add(SETTLEMENTS.number, CHILD, {1: ONE, 4: [AT, ME]})


def verdict(*operations: Operation, roles: str = "clerk", before: Add | None, child: Add | None = None) -> str:
    header = Header(partition_of("RYD1", COMPLAINTS), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    known = {ME: made(user(ME, roles))}
    if before is not None:
        known[ONE] = made(before)
    if child is not None:
        known[CHILD] = made(child)
    return judge(header, operations, known.get).reason


def test_everybody_registers_a_complaint_and_it_lies_open() -> None:
    assert verdict(complaint(taken_by=ME), before=None) == ""
    assert verdict(complaint(), before=None) == "role.not_allowed"
    decided = Add(COMPLAINT_ROWS.number, ONE, {CELL["progress"]: "closed"})
    assert verdict(decided, before=None) == "transition.illegal"
    told = Add(COMPLAINT_ROWS.number, ONE, {CELL["progress"]: "open", CELL["telling_outcome"]: ["call", None, AT, ME]})
    assert verdict(told, before=None) == "transition.illegal"


@pytest.mark.parametrize("operation", [DECIDE, ASSIGN, MEND, step("assigned"), settlement()])
def test_its_owner_and_who_oversees_work_on_it_and_nobody_else(operation: Operation) -> None:
    for role in OVERSEERS:
        assert verdict(operation, roles=role, before=complaint()) == ""
    assert verdict(operation, before=complaint(owner=ME)) == ""
    assert verdict(operation, before=complaint()) == "role.not_allowed"


def test_who_took_it_down_mends_notes_tells_and_takes_it_back() -> None:
    mine = complaint(taken_by=ME)
    telling = CELL["telling_outcome"]
    told = Put(COMPLAINT_ROWS.number, ONE, {telling: ["call", None, AT, ME]}, {telling: ()})
    for operation in (MEND, told, step("noted"), step("told"), Void(COMPLAINT_ROWS.number, ONE, "خطأ")):
        assert verdict(operation, before=mine) == ""
    for operation in (DECIDE, ASSIGN, step("decided"), settlement()):
        assert verdict(operation, before=mine) == "role.not_allowed"


def test_nobody_writes_a_step_in_another_s_name_or_of_a_complaint_that_is_not_there() -> None:
    assert verdict(step("noted", by=OTHER), roles="manager", before=complaint()) == "role.not_allowed"
    assert verdict(step("noted"), roles="manager", before=None) == "row.unknown"


def test_an_open_complaint_is_not_closed_at_once() -> None:
    assert verdict(CLOSE, roles="manager", before=complaint()) == "transition.illegal"


def test_a_dossier_is_closed_only_with_a_proof() -> None:
    opened = Add(COMPENSATIONS.number, CHILD, {DOSSIER["complaint"]: ONE, DOSSIER["progress"]: "open"})
    ended = {DOSSIER["progress"]: "closed"}
    bases = {DOSSIER["progress"]: (FIRST,)}
    without = Put(COMPENSATIONS.number, CHILD, ended, bases)
    assert verdict(without, roles="manager", before=complaint(), child=opened) == "transition.illegal"
    proof = ["admission", "2026-11-20", "خطاب 3", None]
    proven = Put(
        COMPENSATIONS.number, CHILD, ended | {DOSSIER["proof_kind"]: proof}, bases | {DOSSIER["proof_kind"]: ()}
    )
    assert verdict(proven, roles="manager", before=complaint(), child=opened) == ""
    assert verdict(proven, before=complaint(), child=opened) == "role.not_allowed"


def test_the_review_is_the_general_manager_s_own() -> None:
    stamp = Add(COMPLAINT_REVIEWS.number, CHILD, {1: [AT, ME], 2: "مفتوحة 2"})
    assert verdict(stamp, roles="manager", before=None) == ""
    assert verdict(stamp, roles="supervisor", before=None) == "role.not_allowed"
    another = Add(COMPLAINT_REVIEWS.number, CHILD, {1: [AT, OTHER], 2: "مفتوحة 2"})
    assert verdict(another, roles="manager", before=None) == "role.not_allowed"
