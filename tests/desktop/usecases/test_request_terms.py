"""When a request is to be answered, by the five policies' own terms; what the first page and the report say of it."""

from datetime import date
from pathlib import Path

import pytest

from desktop.usecases.answer_request import answer_request
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import open_committee
from desktop.usecases.list_due import list_due
from desktop.usecases.list_requests import list_requests, review_request
from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.report_decisions import KEPT, TITLE, decision_groups
from domain.committee import SessionDraft
from domain.deadline import Term
from domain.period import Period
from domain.request import ACCEPTED, ANSWERED, SUBMITTED, UNDER_STUDY, RequestStep
from domain.request import Path as RequestPath
from domain.request_term import due_of_request
from tests.support.decided import CALLED, MEMBERS, decided, handed_in, seated
from tests.support.laptop import Laptop

DAY_MINUTES = 24 * 60


def step(stage: str, day: str) -> RequestStep:
    return RequestStep(
        id=stage, interview="i", person="p", stage=stage, follows="", on_day=day, done_at=day, done_by="u"
    )


@pytest.mark.parametrize(
    ("limit", "count", "unit", "start", "day"),
    [
        ("not_before", 2, "weeks", "2025-11-23", "2025-12-07"),
        ("not_before", 1, "gregorian_month", "2025-11-23", "2025-12-23"),
        ("not_before", 1, "hijri_month", "2025-11-23", "2025-12-22"),
        ("not_after", 15, "working_days", "2026-02-15", "2026-03-09"),
        ("not_after", 15, "working_days", "2026-03-08", "2026-04-02"),
        ("not_after", 15, "working_days", "2026-05-17", "2026-06-11"),
    ],
)
@pytest.mark.parametrize("counted_from", ["submitted", "completed", "committee_received"])
def test_the_term_counts_from_the_day_that_the_policy_names(
    limit: str, count: int, unit: str, start: str, day: str, counted_from: str
) -> None:
    """The vectors of the domain's description, from each of the three beginnings."""
    term = Term(limit, count, unit, counted_from, "", "")  # type: ignore[arg-type]
    other = "2025-01-05"
    path = RequestPath(
        (
            step(SUBMITTED, start if counted_from == "submitted" else other),
            step(UNDER_STUDY, start if counted_from == "committee_received" else other),
        )
    )
    completed = start if counted_from == "completed" else other
    found = due_of_request(term, path, completed, today=date.fromisoformat(start), holidays=load_holidays())
    assert (found.earliest or found.last) == date.fromisoformat(day)
    assert (found.last is None) == (limit == "not_before")


def test_a_minimum_is_never_late_and_names_no_last_day() -> None:
    term = Term("not_before", 2, "weeks", "submitted", "", "")
    path = RequestPath((step(SUBMITTED, "2025-11-23"),))
    for today, standing in (("2025-12-01", "early"), ("2025-12-07", "open"), ("2027-01-01", "open")):
        found = due_of_request(term, path, "", today=date.fromisoformat(today), holidays=load_holidays())
        assert (found.standing, found.last) == (standing, None)


@pytest.mark.parametrize(
    ("today", "standing", "left"),
    [("2026-03-01", "open", 8), ("2026-03-06", "soon", 3), ("2026-03-09", "today", 0), ("2026-03-12", "late", -3)],
)
def test_a_maximum_counts_its_days_down_and_then_says_how_late(today: str, standing: str, left: int) -> None:
    term = Term("not_after", 15, "working_days", "completed", "", "")
    path = RequestPath((step(SUBMITTED, "2026-02-15"),))
    found = due_of_request(term, path, "2026-02-15", today=date.fromisoformat(today), holidays=load_holidays())
    assert (found.standing, found.days) == (standing, left)
    told = RequestPath((*path.steps, step(ACCEPTED, today), step(ANSWERED, today)))
    kept = due_of_request(term, told, "2026-02-15", today=date(2026, 5, 1), holidays=load_holidays())
    assert kept.standing == ("kept_late" if left < 0 else "kept")


def test_before_the_committee_has_it_a_term_that_counts_from_there_has_not_begun() -> None:
    term = Term("not_after", 15, "working_days", "committee_received", "", "")
    path = RequestPath((step(SUBMITTED, "2026-02-15"),))
    found = due_of_request(term, path, "2026-02-15", today=date(2026, 5, 1), holidays=load_holidays())
    assert (found.standing, found.last, found.earliest) == ("none", None, None)


def groups(desk: Desk) -> dict[str, dict[str, int | str]]:
    period = Period(date(2026, 11, 1), date(2027, 3, 1))
    return {one.title: {**dict(one.rows), **dict(one.facts)} for one in decision_groups(desk, period)}


def test_twaims_request_comes_up_on_the_first_page_and_stays_there_late_until_it_was_answered(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "store", "twaim")
    with laptop.at_work() as desk:
        secretary = seated(desk, "secretary", "secretary")
        held = handed_in(desk)
        assert list_due(desk) == ()
        last = review_request(desk, held).line.due.last
        assert last is not None
        laptop.clock.pass_minutes(DAY_MINUTES * ((last - date.fromisoformat(desk.today())).days + 2))
        (line,) = list_due(desk)
        assert (line.is_late, line.day) == (True, last.isoformat())
        assert [one.due.standing for one in list_requests(desk)] == ["late"]
        session = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS, [held]).session.id
        taken = decide_request(secretary, session, held, "accepted")
        assert [one.code for one in taken.advice] == ["deadline.late"]
        told = answer_request(desk, held, CALLED)
        assert [one.code for one in told.advice] == ["deadline.late_reply"]
        assert list_due(desk) == ()
        assert groups(desk) == {
            TITLE: {"قُبل": 1, "لم يُقبل": 0, "قُدّمت خدمته": "0", "أُغلق": "0"},
            KEPT: {"أُبلغ بالجواب": 1, "في موعده": 0, "بعد موعده": 1, "قُرِّر فيه ولم يُسجَّل إبلاغ صاحبه": "0 من 1"},
        }


def test_a_minimum_is_reported_as_decided_early_and_nothing_as_late(desk: Desk) -> None:
    held = handed_in(desk)
    decided(desk, seated(desk, "secretary", "secretary"), held)
    assert groups(desk)[KEPT] == {
        "أُبلغ بالجواب": 0,
        "قُرِّر فيه ولم يُسجَّل إبلاغ صاحبه": "1 من 1",
        "قُرِّر قبل انقضاء المدة الدنيا": "1 من 1",
    }
