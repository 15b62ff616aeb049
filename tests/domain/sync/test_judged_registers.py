"""What a changed program with a device's good key may not get past head office in the registers of complaints, of
enquiries, of inspections and of what the committee does."""

import pytest

from domain.sync.committee_tables import REQUEST_STEPS, SESSIONS
from domain.sync.complaint_tables import COMPENSATIONS, COMPLAINT_REVIEWS, COMPLAINT_ROWS, COMPLAINT_STEPS, SETTLEMENTS
from domain.sync.enquiry_tables import ENQUIRIES, SUGGESTIONS
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Void
from domain.sync.fold import apply
from domain.sync.judge import judge, lacks_something
from domain.sync.partitions import partition_of
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION, Table, Value
from domain.sync.survey_tables import FINDINGS, INSPECTIONS
from domain.sync.tables import COMPLAINTS, INTERVIEWS, USERS
from tests.support.made_entries import row

ME, OTHER, ROW, NEW = row(1), row(2), row(3), row(4)
FIRST = EntryId(bytes(16), 1)
AT, MOMENT = "2026-11-21T10:00", "2026-11-21T10:00:00+03:00"


def cells(table: Table, **values: Value) -> dict[int, Value]:
    return {table.cell(name).number: value for name, value in values.items()}


def added(table: Table, id: str, **values: Value) -> Add:
    return Add(table.number, id, cells(table, **values))


def changed(table: Table, id: str, base: EntryId | None = FIRST, **values: Value) -> Put:
    numbers = cells(table, **values)
    return Put(table.number, id, numbers, {number: (base,) if base else () for number in numbers})


def made(*operations: Operation) -> RowState:
    state: RowState | None = None
    for seq, operation in enumerate(operations, 1):
        state = apply(state, operation, Meta(EntryId(bytes(16), seq), seq, seq - 1, seq))
    assert state is not None
    return state


OF_COMPLAINTS = partition_of("RYD1", COMPLAINTS)


def partition_for(*operations: Operation) -> str:
    return partition_of("RYD1", BY_NUMBER[operations[0].table].partition_class)


def verdict(*operations: Operation, roles: str = "clerk", before: RowState | None = None) -> str:
    header = Header(partition_for(*operations), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    rows = {ME: made(Add(USERS.number, ME, {1: "u", 2: "اسم", 3: roles}))}
    if before is not None:
        rows[ROW] = before
    assert USERS.cell("roles").number == 3
    return judge(header, operations, rows.get).reason


def complaint(id: str = ROW, *, by: str = OTHER, owner: str | None = None, **more: Value) -> Add:
    said: dict[str, Value] = {
        "number": "1",
        "receipt": ["2026-11-20", "letter", AT, by],
        "grievance": ["تأخر", "تأخر الرد", None],
        "emergency": "no",
        "owner": [owner, None],
        "progress": "open",
    }
    return added(COMPLAINT_ROWS, id, **(said | more))


OUTCOME: Value = ["explained", "أُوضح", AT, ME]
TELLING: Value = ["call", None, AT, ME]


# --- complaints ------------------------------------------------------------------------------------------------------


def test_a_complaint_is_taken_down_by_whoever_writes_it_and_lies_open_with_nobody() -> None:
    assert verdict(complaint(NEW, by=ME)) == ""
    assert verdict(complaint(NEW, by=OTHER)) == "role.not_allowed"
    assert verdict(complaint(NEW, by=ME, owner=ME)) == "role.not_allowed"
    assert verdict(complaint(NEW, by=ME, owner=OTHER), roles="supervisor") == ""
    stateless = added(COMPLAINT_ROWS, NEW, receipt=["2026-11-20", "letter", AT, ME])
    assert verdict(stateless) == "transition.illegal"


def test_a_complaint_is_not_closed_in_the_entry_that_adds_it_nor_from_nowhere() -> None:
    closed = changed(COMPLAINT_ROWS, NEW, None, progress="closed")
    assert verdict(complaint(NEW, by=ME), closed, roles="manager") == "transition.illegal"
    nowhere = changed(COMPLAINT_ROWS, ROW, None, progress="closed")
    assert verdict(nowhere, roles="manager", before=made(complaint())) == "transition.illegal"


def test_a_complaint_has_an_outcome_before_it_is_answered_and_was_told_it_before_it_is_told() -> None:
    step = changed(COMPLAINT_ROWS, ROW, progress="answered")
    assert verdict(step, roles="manager", before=made(complaint())) == "transition.illegal"
    decided = changed(COMPLAINT_ROWS, ROW, progress="answered", outcome=OUTCOME)
    assert verdict(decided, roles="manager", before=made(complaint())) == ""
    answered = made(complaint(), decided)
    untold = changed(COMPLAINT_ROWS, ROW, EntryId(bytes(16), 2), progress="told")
    assert verdict(untold, roles="manager", before=answered) == "transition.illegal"
    told = changed(COMPLAINT_ROWS, ROW, EntryId(bytes(16), 2), progress="told", telling_outcome=TELLING)
    assert verdict(told, roles="manager", before=answered) == ""
    assert verdict(told, before=made(complaint(by=ME), decided)) == ""


def test_whoever_took_a_complaint_undoes_it_only_while_nobody_works_on_it() -> None:
    undone = Void(COMPLAINT_ROWS.number, ROW, "تراجع")
    assert verdict(undone, before=made(complaint(by=ME))) == ""
    assert verdict(undone, before=made(complaint(by=ME, owner=OTHER))) == "role.not_allowed"
    decided = changed(COMPLAINT_ROWS, ROW, progress="answered", outcome=OUTCOME)
    assert verdict(undone, before=made(complaint(by=ME), decided)) == "role.not_allowed"
    assert verdict(undone, before=made(complaint())) == "role.not_allowed"


@pytest.mark.parametrize(
    "parent",
    [
        added(SETTLEMENTS, ROW, made=[AT, ME]),
        added(COMPENSATIONS, ROW, made=[AT, ME], negotiated=[ME, None, None], progress="open"),
        Add(USERS.number, ROW, {1: "u", 2: "اسم", 3: "clerk"}),
    ],
)
def test_what_belongs_to_a_complaint_names_a_complaint(parent: Add) -> None:
    state = made(parent)
    step = added(COMPLAINT_STEPS, NEW, complaint=ROW, step="noted", done_at=AT, done_by=ME)
    assert verdict(step, roles="manager", before=state) == "row.of_another_table"
    settlement = added(SETTLEMENTS, NEW, complaint=ROW, made=[AT, ME])
    assert verdict(settlement, roles="manager", before=state) == "row.of_another_table"


@pytest.mark.parametrize("parent", ["", "x", "شكوى", None])
def test_what_belongs_to_no_row_at_all_is_set_aside_and_not_looked_for(parent: str | None) -> None:
    step = added(COMPLAINT_STEPS, NEW, complaint=parent, step="noted", done_at=AT, done_by=ME)
    assert verdict(step, roles="manager") == "transition.illegal"
    dossier = added(COMPENSATIONS, NEW, complaint=parent, made=[AT, ME], progress="open")
    assert verdict(dossier, roles="manager") == "transition.illegal"


def test_a_closed_dossier_keeps_its_proof_and_none_is_added_closed() -> None:
    proof: Value = ["report", "2026-11-20", "تقرير", None]
    opened = added(COMPENSATIONS, NEW, complaint=ROW, made=[AT, ME], progress="open")
    assert verdict(opened, roles="manager", before=made(complaint())) == ""
    closed = added(COMPENSATIONS, NEW, complaint=ROW, made=[AT, ME], progress="closed", proof_kind=proof)
    assert verdict(closed, roles="manager", before=made(complaint())) == "transition.illegal"
    rows = {
        ROW: made(complaint()),
        NEW: made(opened, changed(COMPENSATIONS, NEW, proof_kind=proof, progress="closed")),
        ME: made(Add(USERS.number, ME, {3: "manager"})),
    }
    header = Header(OF_COMPLAINTS, bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    bare = changed(COMPENSATIONS, NEW, EntryId(bytes(16), 2), proof_kind=[None, None, None, None])
    assert judge(header, [bare], rows.get).reason == "transition.illegal"


def test_what_is_written_in_somebodys_name_is_written_by_him() -> None:
    for by, wanted in ((ME, ""), (OTHER, "role.not_allowed")):
        known = made(complaint())
        settlement = added(SETTLEMENTS, NEW, complaint=ROW, made=[AT, by])
        assert verdict(settlement, roles="manager", before=known) == wanted
        dossier = added(COMPENSATIONS, NEW, complaint=ROW, made=[AT, by], progress="open")
        assert verdict(dossier, roles="manager", before=known) == wanted
        review = added(COMPLAINT_REVIEWS, NEW, review=[AT, by], standing="2")
        assert verdict(review, roles="manager") == wanted
        enquiry = added(ENQUIRIES, NEW, taken_by=by, asked_at=MOMENT, enquiry_state="open")
        assert verdict(enquiry) == wanted
        finding = added(FINDINGS, NEW, noted=[AT, by], follow_up="open")
        assert verdict(finding) == wanted
        suggestion = added(SUGGESTIONS, NEW, taken_by=by, suggestion_state="received")
        assert verdict(suggestion) == wanted
        session = added(SESSIONS, NEW, opened_by=by, state="opened")
        assert verdict(session, roles="secretary") == wanted


# --- the others ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "cell", "begins", "ended"),
    [
        (SESSIONS, "state", ("opened",), ("held", "signed", "cancelled")),
        (ENQUIRIES, "enquiry_state", ("open", "told"), ("answered", "withdrawn")),
        (SUGGESTIONS, "suggestion_state", ("received",), ("decided", "told")),
        (FINDINGS, "follow_up", ("open", "reported"), ("closed",)),
    ],
)
def test_nothing_is_added_at_its_end(table: Table, cell: str, begins: tuple[str, ...], ended: tuple[str, ...]) -> None:
    written: dict[str, dict[str, Value]] = {
        "sessions": {"opened_by": ME},
        "enquiries": {"taken_by": ME, "asked_at": MOMENT},
        "suggestions": {"taken_by": ME},
        "findings": {"noted": [AT, ME]},
    }
    by = written[table.name]
    for state in begins:
        assert verdict(added(table, NEW, **(by | {cell: state})), roles="secretary manager") == "", state
    for state in ended:
        refused = verdict(added(table, NEW, **(by | {cell: state})), roles="secretary manager")
        assert refused == "transition.illegal", state
    assert verdict(added(table, NEW, **by), roles="secretary manager") == "transition.illegal"


def test_a_suggestion_is_decided_only_with_what_became_of_it() -> None:
    given = made(added(SUGGESTIONS, ROW, taken_by=OTHER, suggestion_state="received"))
    bare = changed(SUGGESTIONS, ROW, suggestion_state="decided")
    assert verdict(bare, before=given) == "transition.illegal"
    whole = changed(SUGGESTIONS, ROW, suggestion_state="decided", suggestion_outcome=["taken_up", None, ME, AT])
    assert verdict(whole, before=given) == "role.not_allowed"
    assert verdict(whole, roles="supervisor", before=given) == ""


def test_a_visit_and_its_findings_are_struck_out_by_who_made_them_or_who_supervises() -> None:
    visit = made(
        added(
            INSPECTIONS,
            ROW,
            instrument=["visit", "supervisory"],
            visited=["2026-11-20", "المكتب"],
            made=[AT, OTHER],
        )
    )
    finding = made(added(FINDINGS, ROW, noted=[AT, OTHER], follow_up="open"))
    for table, state in ((INSPECTIONS, visit), (FINDINGS, finding)):
        gone = Void(table.number, ROW, "لا يعجبني")
        assert verdict(gone, before=state) == "role.not_allowed"
        assert verdict(gone, roles="supervisor", before=state) == ""


# --- requests --------------------------------------------------------------------------------------------------------


def stood(stage: str, step: str, base: EntryId | None = None) -> Put:
    return changed(INTERVIEWS, ROW, base, request=[stage, step])


def step(id: str, stage: str, follows: str | None, **more: Value) -> Add:
    said: dict[str, Value] = {
        "interview": ROW,
        "stage": [stage, follows, "2026-11-21"],
        "done_at": AT,
        "done_by": ME,
    }
    return added(REQUEST_STEPS, id, **(said | more))


def judged(rows: dict[str, RowState], *operations: Operation, roles: str) -> str:
    header = Header(partition_for(*operations), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    known = {ME: made(Add(USERS.number, ME, {3: roles}))} | rows
    return judge(header, operations, known.get).reason


def test_an_answer_to_another_decision_does_not_put_that_one_in_the_place_of_the_one_that_counts() -> None:
    """The committee accepted, went back to it and refused, while a laptop that was away recorded the answer: a clerk
    who applies that step afterwards would have undone the refusal."""
    accepted, refused, answered = row(11), row(12), row(13)
    interview = made(
        added(INTERVIEWS, ROW, number="1", state="finished"),
        stood("submitted", row(10)),
        stood("accepted", accepted, EntryId(bytes(16), 2)),
        stood("rejected", refused, EntryId(bytes(16), 3)),
    )
    rows = {
        ROW: interview,
        accepted: made(step(accepted, "accepted", row(10))),
        refused: made(step(refused, "rejected", accepted)),
        answered: made(step(answered, "answered", accepted)),
    }
    last = EntryId(bytes(16), 4)
    assert judged(rows, stood("answered", answered, last), roles="clerk") == "transition.illegal"
    told = step(row(14), "answered", refused)
    assert judged(rows, told, stood("answered", row(14), last), roles="clerk") == ""


def test_duties_stay_separate_however_often_a_request_was_received_again() -> None:
    """Beyond so many steps nobody looks back: such a path leads to no decision."""
    steps = [step(row(100), "submitted", None)]
    steps += [step(row(100 + n), "under_study", row(99 + n)) for n in range(1, 201)]
    rows = {one.row: made(one) for one in steps} | {ROW: made(added(INTERVIEWS, ROW, number="1", state="finished"))}
    refused = judged(rows, step(row(400), "under_study", steps[-1].row), roles="secretary manager")
    assert refused == "transition.illegal"
    assert judged(rows, step(row(400), "under_study", steps[-2].row), roles="secretary") == "transition.illegal"
    assert judged(rows, step(row(400), "under_study", steps[50].row), roles="secretary") == ""


# --- what no page could show -----------------------------------------------------------------------------------------


def test_a_day_or_a_list_that_cannot_be_read_is_set_aside() -> None:
    unreadable = "cell.wrong_kind"
    for day in ("", "أمس", "2026-13-40", "20261121"):
        assert verdict(complaint(NEW, by=ME, receipt=[day, "letter", AT, ME])) == unreadable, day
        withdrawn = added(REQUEST_STEPS, NEW, interview=ROW, stage=["withdrawn", None, day], done_by=ME)
        assert verdict(withdrawn) == unreadable, day
        assert verdict(added(ENQUIRIES, NEW, taken_by=ME, asked_at=day, enquiry_state="open")) == unreadable, day
        if day:
            planned = changed(COMPLAINT_ROWS, ROW, None, next=["اتصال", day])
            assert verdict(planned, roles="manager", before=made(complaint())) == unreadable, day
    known = made(complaint())
    for text in ("", "{}", "x", '"x"', "[1]", '[["a"]]', "[" * 100_000):
        settlement = added(SETTLEMENTS, NEW, complaint=ROW, made=[AT, ME], agreement=[text, "[]", "2026-11-20"])
        assert verdict(settlement, roles="manager", before=known) == unreadable, text[:9]
    for text in ("", "[]", "x", "{"):
        dossier = added(COMPENSATIONS, NEW, complaint=ROW, made=[AT, ME], holds=text, progress="open")
        assert verdict(dossier, roles="manager", before=known) == unreadable, text


def test_what_is_refused_for_what_it_does_first_is_not_shown_when_what_follows_has_no_columns_to_stand_in() -> None:
    header = Header(OF_COMPLAINTS, bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, "test", 0, ())
    rows = {ME: made(Add(USERS.number, ME, {3: "clerk"}))}
    refused = complaint(NEW, by=OTHER)
    for behind in (
        Add(COMPLAINT_ROWS.number, ROW, {4: ["2026-11-20", "letter"]}),
        Add(COMPLAINT_ROWS.number, ROW, {1: 7}),
        Add(99, ROW, {1: "x"}),
    ):
        assert judge(header, [refused, behind], rows.get).reason == "role.not_allowed"
        assert lacks_something(header, [refused, behind], rows.get)
    assert not lacks_something(header, [refused], rows.get)
