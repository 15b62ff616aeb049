"""Nobody writes in another's name, of another person than the record it belongs to, or to a session that is over."""

from collections.abc import Iterator

import pytest

from domain.sync.committee_tables import REQUEST_STEPS, SESSION_ITEMS, SESSION_MEMBERS, SESSIONS
from domain.sync.enquiry_tables import ENQUIRIES
from domain.sync.entries import Add, EntryId, Header, Operation, Put, Restore, Void
from domain.sync.fold import apply
from domain.sync.judge import judge
from domain.sync.named_author import PLACES, in_the_name_of
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION, TABLES, Cell, Policy, Table, Value, general_partition
from domain.sync.survey_tables import FINDINGS
from domain.sync.tables import CASE_STEPS, DOCUMENT_CHECKS, INTERVIEWS, REFERRALS, USERS
from tests.support.made_entries import row

ME, OTHER, ROW, NEW, CASE, SESSION = row(1), row(2), row(3), row(4), row(5), row(6)
PERSON, STRANGER = row(7), row(8)
FIRST, SECOND, THIRD = (EntryId(bytes(16), seq) for seq in (1, 2, 3))
AT, MOMENT, DAY = "2026-11-21T10:00", "2026-11-21T10:00:00+03:00", "2026-11-21"
EVERY_ROLE = "clerk supervisor secretary manager administrator"


def cells(table: Table, **values: Value) -> dict[int, Value]:
    return {table.cell(name).number: value for name, value in values.items()}


def added(table: Table, id: str, **values: Value) -> Add:
    return Add(table.number, id, cells(table, **values))


def changed(table: Table, id: str, *bases: EntryId, **values: Value) -> Put:
    numbers = cells(table, **values)
    return Put(table.number, id, numbers, dict.fromkeys(numbers, bases))


def made(*operations: Operation) -> RowState:
    state: RowState | None = None
    for seq, operation in enumerate(operations, 1):
        state = apply(state, operation, Meta(EntryId(bytes(16), seq), seq, seq - 1, seq))
    assert state is not None
    return state


def verdict(
    *operations: Operation, action: str = "test", roles: str = EVERY_ROLE, rows: dict[str, RowState] | None = None
) -> str:
    header = Header(general_partition("RYD1"), bytes(15) + b"\1", 9, SCHEMA_VERSION, 1, ME, action, 0, ())
    known = {ME: made(Add(USERS.number, ME, {1: "u", 2: "اسم", 3: roles})), **(rows or {})}
    return judge(header, operations, known.get).reason


# --- in whose name ---------------------------------------------------------------------------------------------------


def named_cells() -> Iterator[tuple[Table, Cell, int]]:
    for table, places in PLACES.items():
        for number, place in places:
            cell = BY_NUMBER[table].find_cell(number)
            assert cell is not None
            yield BY_NUMBER[table], cell, place


def value_of(cell: Cell, place: int, by: str) -> Value:
    if not cell.is_group:
        return by
    return [by if at == place else None for at in range(len(cell.columns))]


@pytest.mark.parametrize(
    ("table", "cell", "place"),
    [pytest.param(*one, id=f"{one[0].name}.{one[1].name}") for one in named_cells()],
)
def test_no_row_is_added_and_none_is_changed_in_the_name_of_somebody_else(table: Table, cell: Cell, place: int) -> None:
    """Whatever else of it is wrong here: of him who wrote it nothing is said about his name."""
    mine, anothers = (Add(table.number, NEW, {cell.number: value_of(cell, place, by)}) for by in (ME, OTHER))
    assert verdict(anothers) != ""
    assert verdict(mine) != "author.another"
    if cell.policy is Policy.IMMUTABLE:
        return
    rows = {ROW: made(Add(table.number, ROW, {}))}
    mine_put, others_put = (Put(table.number, ROW, {cell.number: value_of(cell, place, by)}, {}) for by in (ME, OTHER))
    assert verdict(others_put, rows=rows) != ""
    assert verdict(mine_put, rows=rows) != "author.another"


def test_every_column_that_names_who_did_something_is_looked_at() -> None:
    known = {(table, number) for table, places in PLACES.items() for number, _ in places}
    wanted = {
        (table.number, cell.number)
        for table in TABLES
        for cell in table.cells
        for column in cell.columns
        if column.name.endswith("_by") or column.name == "clerk"
    }
    assert known == wanted
    assert len(wanted) > 35


def test_an_answer_a_closing_and_a_check_are_written_by_whoever_they_name() -> None:
    enquiry = {ROW: made(added(ENQUIRIES, ROW, taken_by=OTHER, asked_at=MOMENT, enquiry_state="open"))}
    finding = {ROW: made(added(FINDINGS, ROW, noted=[AT, OTHER], follow_up="open"))}
    check = {ROW: made(added(DOCUMENT_CHECKS, ROW, document="id_card"))}
    referral = {ROW: made(added(REFERRALS, ROW, asked_by=OTHER, progress="asked"))}
    for by, wanted in ((ME, ""), (OTHER, "author.another")):
        answer = changed(
            ENQUIRIES, ROW, FIRST, answer=["نعم", "policy", None, None, by, MOMENT], enquiry_state="answered"
        )
        assert verdict(answer, rows=enquiry) == wanted
        told = changed(ENQUIRIES, ROW, FIRST, telling=["call", AT, by])
        assert verdict(told, rows=enquiry) == wanted
        closed = changed(FINDINGS, ROW, FIRST, outcome=["أُصلح", AT, by], follow_up="closed")
        assert verdict(closed, rows=finding) == wanted
        seen = changed(DOCUMENT_CHECKS, ROW, verdict=["yes", *[None] * 9, by, AT])
        assert verdict(seen, rows=check) == wanted
        said = changed(REFERRALS, ROW, FIRST, answer=["نعم", "خالد", by, AT], progress="answered")
        assert verdict(said, rows=referral) == wanted
        step = added(CASE_STEPS, NEW, interview=CASE, person=PERSON, step="ready", done_at=AT, done_by=by)
        assert verdict(step, rows={CASE: interview()}) == wanted


def test_whoever_chooses_between_two_answers_writes_the_chosen_one_again_in_its_author_s_name() -> None:
    one, two = ([text, "policy", None, None, by, MOMENT] for text, by in (("نعم", OTHER), ("لا", row(9))))
    both = made(
        added(ENQUIRIES, ROW, taken_by=OTHER, asked_at=MOMENT, enquiry_state="open"),
        changed(ENQUIRIES, ROW, answer=one),
        changed(ENQUIRIES, ROW, answer=two),
    )
    chosen = changed(ENQUIRIES, ROW, SECOND, THIRD, answer=one)
    assert verdict(chosen, action="task.settle", rows={ROW: both}) == ""
    # A colleague settled it otherwise at the same time, or this is taken back: what had been chosen from has gone.
    settled = made(
        added(ENQUIRIES, ROW, taken_by=OTHER, asked_at=MOMENT, enquiry_state="open"),
        changed(ENQUIRIES, ROW, answer=two),
        changed(ENQUIRIES, ROW, SECOND, answer=two),
    )
    gone = changed(ENQUIRIES, ROW, EntryId(bytes(15) + b"\2", 4), SECOND, answer=one)
    assert verdict(gone, action="task.settle", rows={ROW: settled}) == ""
    alone = changed(ENQUIRIES, ROW, SECOND, answer=one)
    assert verdict(alone, action="task.reopen", rows={ROW: settled}) == ""
    assert verdict(alone, action="enquiry.answer", rows={ROW: settled}) == "author.another"
    forged = changed(ENQUIRIES, ROW, THIRD, answer=["ربما", "policy", None, None, OTHER, MOMENT])
    assert verdict(forged, action="task.settle", rows={ROW: settled}) == "author.another"


def test_what_is_written_again_by_somebody_else_is_written_in_his_name() -> None:
    outcome = FINDINGS.cell("outcome")
    assert in_the_name_of(ME, FINDINGS, outcome, ["أُصلح", AT, OTHER]) == ["أُصلح", AT, ME]
    assert in_the_name_of(ME, FINDINGS, outcome, [None, None, None]) == [None, None, None]
    assert in_the_name_of(ME, CASE_STEPS, CASE_STEPS.cell("done_by"), OTHER) == ME
    assert in_the_name_of(ME, CASE_STEPS, CASE_STEPS.cell("said"), "نص") == "نص"


# --- of whom ---------------------------------------------------------------------------------------------------------


def interview(person: str | None = PERSON) -> RowState:
    return made(added(INTERVIEWS, CASE, number="1", person=person, state="finished"))


@pytest.mark.parametrize("table", [CASE_STEPS, REQUEST_STEPS, SESSION_ITEMS, REFERRALS, DOCUMENT_CHECKS])
def test_what_belongs_to_a_case_is_of_its_person_and_waits_for_it(table: Table) -> None:
    def of(person: str | None) -> Add:
        more: dict[str, Value] = {
            CASE_STEPS.name: {"done_by": ME},
            REQUEST_STEPS.name: {"stage": ["withdrawn", None, DAY], "done_by": ME, "done_at": AT},
            SESSION_ITEMS.name: {"session": SESSION},
            REFERRALS.name: {"progress": "asked"},
        }.get(table.name, {})
        return added(table, NEW, interview=CASE, person=person, **more)

    sat = {SESSION: made(added(SESSIONS, SESSION, state="opened"))}
    assert verdict(of(PERSON), rows={CASE: interview(), **sat}) == ""
    assert verdict(of(STRANGER), rows={CASE: interview(), **sat}) == "person.of_another"
    assert verdict(of(None), rows={CASE: interview(), **sat}) == "person.of_another"
    assert verdict(of(None), rows={CASE: interview(None), **sat}) == ""
    assert verdict(of(PERSON), rows=sat) == "row.unknown"
    no_case = Add(table.number, NEW, of(PERSON).cells | cells(table, interview=None))
    assert verdict(no_case, rows=sat) == "transition.illegal"
    assert verdict(of(PERSON), rows={CASE: made(added(FINDINGS, CASE, follow_up="open")), **sat}) == "person.of_another"


# --- sessions that are over ------------------------------------------------------------------------------------------


def session(*after: Operation) -> RowState:
    opening = added(SESSIONS, SESSION, opening=["1", DAY, None, None, None], opened_by=OTHER, state="opened")
    return made(opening, changed(SESSIONS, SESSION, FIRST, state="held"), *after)


SIGNED = changed(SESSIONS, SESSION, SECOND, state="signed", signing=[DAY, "خالد", OTHER])
SIGNING = changed(SESSIONS, SESSION, SECOND, state="signed", signing=[DAY, "سعد", ME])


@pytest.mark.parametrize(
    "late",
    [
        changed(SESSIONS, SESSION, FIRST, opening=["1", "2026-11-22", None, None, None]),
        changed(SESSIONS, SESSION, recommendations="توصية أخرى"),
        changed(SESSIONS, SESSION, direction="توجيه آخر"),
        changed(SESSIONS, SESSION, THIRD, signing=[DAY, "سعد", ME]),
        changed(SESSIONS, SESSION, THIRD, state="signed", recommendations="توصية أخرى"),
        Void(SESSIONS.number, SESSION, "لم تُعقد"),
        added(SESSION_MEMBERS, NEW, session=SESSION, member=["سعد", None, "yes", None]),
        added(SESSION_ITEMS, NEW, session=SESSION, interview=CASE, person=PERSON),
        changed(SESSION_MEMBERS, ROW, FIRST, member=["سعد", None, "no", None]),
        Void(SESSION_MEMBERS.number, ROW, "سقط اسمه"),
        Void(SESSION_ITEMS.number, row(20), "رُفع"),
    ],
)
def test_what_was_signed_is_not_changed_afterwards(late: Operation) -> None:
    seats = {
        CASE: interview(),
        ROW: made(added(SESSION_MEMBERS, ROW, session=SESSION, member=["سعد", None, "yes", None])),
        row(20): made(added(SESSION_ITEMS, row(20), session=SESSION, interview=CASE, person=PERSON)),
    }
    assert verdict(late, rows={SESSION: session(SIGNED), **seats}) == "session.over"
    assert verdict(late, rows={SESSION: session(), **seats}) == ""


def test_a_session_that_was_cancelled_is_not_changed_either() -> None:
    cancelled = made(
        added(SESSIONS, SESSION, opening=["1", DAY, None, None, None], opened_by=OTHER, state="opened"),
        changed(SESSIONS, SESSION, FIRST, state="cancelled"),
    )
    late = changed(SESSIONS, SESSION, direction="توجيه آخر")
    assert verdict(late, rows={SESSION: cancelled}) == "session.over"


def test_a_question_about_a_seat_is_settled_after_the_minutes_were_signed_too() -> None:
    name: Value = ["سعد", None, "yes", None]
    gone = made(added(SESSION_MEMBERS, ROW, session=SESSION, member=name), Void(SESSION_MEMBERS.number, ROW, "سهو"))
    rows = {SESSION: session(SIGNED), ROW: gone}
    assert verdict(Void(SESSION_MEMBERS.number, ROW, "أُبقي"), rows=rows) == ""
    assert verdict(Restore(SESSION_MEMBERS.number, ROW, (SECOND,)), rows=rows) == "session.over"
    assert verdict(changed(SESSION_MEMBERS, ROW, FIRST, member=name), rows=rows) == ""


def test_of_two_who_sign_at_once_both_are_kept_and_a_person_is_asked() -> None:
    assert verdict(SIGNING, rows={SESSION: session(SIGNED)}) == ""
    both = session(SIGNED, SIGNING)
    fourth = EntryId(bytes(16), 4)
    signing = SESSIONS.cell("signing").number
    assert len(both.cells[signing]) == 2
    chosen = changed(SESSIONS, SESSION, THIRD, fourth, signing=[DAY, "خالد", OTHER])
    assert verdict(chosen, action="task.settle", rows={SESSION: both}) == ""
    looked = changed(SESSIONS, SESSION, THIRD, fourth, state="signed")
    assert verdict(looked, action="task.settle", rows={SESSION: both}) == ""


def test_a_place_in_a_session_that_has_not_come_waits_for_it() -> None:
    member = added(SESSION_MEMBERS, NEW, session=SESSION, member=["سعد", None, "yes", None])
    assert verdict(member) == "row.unknown"
    assert verdict(added(SESSION_MEMBERS, NEW, session=None)) == "transition.illegal"
