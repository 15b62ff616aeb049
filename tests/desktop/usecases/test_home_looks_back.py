"""The first page looks back: the hours by sex, fourteen days in a row, the usual day, the replies that are due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.usecases.correct_visit import undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import begin_interview, leave_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_due import DAYS_AHEAD, days_that_end
from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.look_back import SexCount
from desktop.usecases.show_home import count_open_interviews, show_home
from domain.deadline import due
from domain.person import PersonDraft
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import Laptop

FORM = form_of("herfa")
DAY_MINUTES = 24 * 60


def someone(desk: Desk, name: str = "نورة الواحي") -> str:
    return register_person(desk, PersonDraft(name=name)).person.id


def test_the_hours_of_today_are_counted_by_sex_and_a_press_taken_back_is_not(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        count_visit(desk, "request_men", 3)
        count_visit(desk, "request_women", 2)
        laptop.clock.pass_minutes(60)
        count_visit(desk, "complaint")
        undo_visit(desk, count_visit(desk, "request_men").visits[0])
        hour = desk.now().hour
        hours = show_home(desk).past.hours
        assert (hours[hour - 1], hours[hour]) == (SexCount(3, 2, 0), SexCount(0, 0, 1))
        assert sum(one.total for one in hours) == show_home(desk).day.tally.total


def test_a_week_ago_is_compared_up_to_this_minute(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        count_visit(desk, "request_men", 4)
        laptop.clock.pass_minutes(90)
        count_visit(desk, "request_men", 5)
        laptop.clock.pass_minutes(7 * DAY_MINUTES - 60)
        past = show_home(desk).past
        assert past.week_ago == 4
        assert past.usual is None
        assert past.trail[-8][1] == 9
        laptop.clock.pass_minutes(60)
        assert show_home(desk).past.week_ago == 9


def test_what_is_usual_is_the_mean_of_the_same_weekday(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        for count in (10, 20, 30):
            count_visit(desk, "request_men", count)
            laptop.clock.pass_minutes(7 * DAY_MINUTES)
        past = show_home(desk).past
        assert (past.is_weekday, past.week_ago, past.usual) == (True, 30, 20)
        assert past.usual_by_hour[desk.now().hour] == 20
        assert len(past.trail) == len(past.days) == 14


def test_every_open_interview_is_shown_however_many_came_after_it(desk: Desk) -> None:
    """The list of interviews ends after a hundred; what waits does not."""
    left = begin_interview(desk, FORM, someone(desk))
    leave_interview(desk, left)
    draft = begin_interview(desk, FORM, someone(desk))
    finished = run_interview(desk, FORM, someone(desk), example_answers("herfa"))
    row = desk.store.interviews.get(finished.id)[0]
    with desk.store.work("interview.finish", desk.user.id) as work:
        for number in range(105):
            work.interviews.add(
                type(row)(
                    desk.new_id(),
                    f"RYD1-0000-{number:06}-0",
                    row.person,
                    row.form_id,
                    row.form_version,
                    row.form_sha256,
                    f"{desk.today()}T23:{number % 60:02}+03:00",
                    row.answers,
                    row.answers_sha256,
                    "finished",
                )
            )
    home = show_home(desk)
    assert {line.id for line in home.open_interviews} == {left.id, draft.id}
    assert home.finished_today == 106
    assert count_open_interviews(desk) == 2


def test_a_draft_of_an_interview_that_was_left_is_open_once(desk: Desk) -> None:
    opened = begin_interview(desk, FORM, someone(desk))
    leave_interview(desk, opened)
    desk.store.drafts.save(opened.draft(desk.now()))
    assert count_open_interviews(desk) == 1
    assert [line.state for line in show_home(desk).open_interviews] == ["draft"]


def test_what_was_written_here_is_counted_by_the_offices_day(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        count_visit(desk, "other", 2)
        laptop.clock.pass_minutes(DAY_MINUTES)
        count_visit(desk, "other")
        written = show_home(desk).written
        assert [count for _, count in written[-2:]] == [2, 1]  # the opening of the office is one of the first day


@pytest.mark.parametrize("profile", profile_ids())
def test_the_days_whose_term_ends_are_those_the_policy_counts(profile: str) -> None:
    known, holidays, today = load_profile(profile), load_holidays(), date(2026, 11, 21)
    found = dict(days_that_end(known, today, holidays))
    for back in range(90):
        start = today - timedelta(days=back)
        end = due(known.reply_term, start, holidays).day
        assert (start in found) == (today <= end <= today + timedelta(days=DAYS_AHEAD))


def test_a_term_from_the_committees_receipt_is_not_guessed() -> None:
    """Nobody has recorded that day."""
    known = load_profile("twaim")
    term = replace(known.reply_term, counted_from="committee_received")
    assert list(days_that_end(known, date(2026, 11, 21), load_holidays()))
    assert list(days_that_end(replace(known, reply_term=term), date(2026, 11, 21), load_holidays())) == []


def test_a_request_is_due_when_its_month_ends_and_not_before(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = run_interview(desk, FORM, someone(desk), example_answers("herfa"))
        assert show_home(desk).due == ()
        laptop.clock.pass_minutes(30 * DAY_MINUTES)
        (reply,) = show_home(desk).due
        assert (reply.interview, reply.person_name, reply.day) == (held.id, "نورة الواحي", "2026-12-21")
        assert reply.kind == "not_before"
        laptop.clock.pass_minutes(DAY_MINUTES)
        assert show_home(desk).due == ()
