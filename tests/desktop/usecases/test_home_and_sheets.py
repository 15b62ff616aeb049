"""Home shows what waits; the sheets of the office say what its store says."""

from dataclasses import replace

import pytest

from desktop.usecases.attest import attest, sign_attestation
from desktop.usecases.check_store import verify
from desktop.usecases.correct_visit import undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import begin_interview, leave_interview, run_interview
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.print_sheets import day_sheet, recovery_sheet
from desktop.usecases.show_day import show_day
from desktop.usecases.show_home import show_home
from desktop.usecases.sync_now import sync_status
from domain.arabic import to_arabic_digits
from domain.errors import RuleBroken
from domain.interview import Interview
from domain.person import PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office
from tests.forms.paper.reading import texts
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import Laptop
from tests.support.paper_seen import seen_lines

FORM = form_of("herfa")


def person(desk: Desk, name: str = "نورة الواحي") -> str:
    return register_person(desk, PersonDraft(name=name)).person.id


def test_home_of_a_fresh_office_is_empty(desk: Desk) -> None:
    home = show_home(desk)
    assert (home.day.tally.total, home.open_interviews, home.unsigned, home.latest) == (0, (), (), ())
    assert (home.finished_today, home.persons, home.tasks) == (0, 0, 0)


def test_home_shows_what_is_open_and_what_is_not_signed(desk: Desk) -> None:
    begun = begin_interview(desk, FORM, person(desk))
    left = begin_interview(desk, FORM, person(desk))
    leave_interview(desk, left)
    bare = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    unsigned = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    attest(desk, unsigned.id)
    signed = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    sign_attestation(desk, attest(desk, signed.id).id)

    home = show_home(desk)
    assert {line.id for line in home.open_interviews} == {begun.id, left.id}
    assert {line.id for line in home.unsigned} == {bare.id, unsigned.id}
    assert (home.finished_today, home.persons) == (3, 5)
    assert len(home.latest) == 5


def test_home_counts_what_was_finished_today(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        run_interview(desk, FORM, person(desk), example_answers("herfa"))
        laptop.clock.pass_minutes(24 * 60)
        assert show_home(desk).finished_today == 0
        run_interview(desk, FORM, person(desk), example_answers("herfa"))
        assert show_home(desk).finished_today == 1


def test_an_interview_whose_form_is_not_here_is_listed_by_the_forms_id(desk: Desk) -> None:
    """A newer version on another laptop of the office used it."""
    newer = Interview(
        *(
            desk.new_id(),
            "RYD1-0000-000001-0",
            person(desk),
            "herfa/newer",
            "2",
            "0" * 64,
            desk.minute(),
            "{}",
            "0" * 64,
        ),
        state="finished",
    )
    with desk.store.work("interview.finish", desk.user.id) as work:
        work.interviews.add(newer)
    assert [line.form_title.ar for line in list_interviews(desk)] == ["herfa/newer"]
    assert show_home(desk).finished_today == 1


def test_what_waits_is_counted_until_head_office_has_it(office: Office) -> None:
    before = sync_status(office.here)
    assert (before.is_enrolled, before.reached_at, before.has_reached) == (False, None, False)
    assert before.waiting == 1  # the opening of the office
    count_visit(office.here, "other", 5)
    after = sync_status(office.here)
    assert (after.waiting, after.since) == (2, before.since)
    assert (before.since or "").startswith("2026-11-21T09:00:00+03:00")
    office.sync()
    assert (sync_status(office.here).waiting, sync_status(office.here).since) == (0, None)


# --- paper of the office ---------------------------------------------------------------------------------------------


def seen(pdf: bytes) -> str:
    return "\n".join(line for page in seen_lines(pdf) for line in page)


def test_the_day_sheet_has_the_numbers_of_the_day(desk: Desk) -> None:
    count_visit(desk, "request_men", 37)
    count_visit(desk, "request_women", 11)
    undo_visit(desk, count_visit(desk, "complaint").visits[0])
    text = seen(day_sheet(desk, desk.today()))
    for number in (48, 37, 11):
        assert to_arabic_digits(str(number)) in text or str(number) in text
    assert "مكتبالتجربة"[::-1] in text or "(RYD1)" in text


def test_the_day_sheet_says_men_and_women_and_the_clause_by_which_visitors_are_counted(desk: Desk) -> None:
    count_visit(desk, "request_men", 37)
    count_visit(desk, "enquiry_women", 11)
    said = " ".join("".join(texts(day_sheet(desk, desk.today()))).split())
    for told in ("رجال:", "نساء: ١١", "مهام المركز التنظيمية"):
        assert told in said, said


def test_a_day_without_visitors_has_its_sheet_too(desk: Desk) -> None:
    assert day_sheet(desk, "2026-11-20").startswith(b"%PDF")
    with pytest.raises(RuleBroken):
        day_sheet(desk, "yesterday")


def test_the_recovery_sheet_has_the_code_and_the_office(laptop: Laptop) -> None:
    first = laptop.set_up()
    try:
        text = seen(recovery_sheet(first.desk, first.recovery_code))
    finally:
        first.desk.store.close()
    assert all(group in text for group in first.recovery_code.split("-"))
    assert "RYD1" in text


# --- proof -----------------------------------------------------------------------------------------------------------


def test_a_whole_days_work_is_proven_clean(desk: Desk) -> None:
    someone = person(desk)
    held = run_interview(desk, FORM, someone, example_answers("herfa"))
    sign_attestation(desk, attest(desk, held.id).id)
    page = show_person(desk, someone)
    edit_person(desk, page, replace(draft_of(page.person), town="التويم"))
    undo_visit(desk, count_visit(desk, "other").visits[0])
    assert verify(desk).findings == ()


def test_a_row_that_the_log_does_not_say_is_found(desk: Desk) -> None:
    count_visit(desk, "other", 3)
    with desk.store._projection.writing():
        desk.store.database.execute("UPDATE visits SET category = 'complaint' WHERE n = 1")
    assert verify(desk).findings == ("visits: rows or digest differ from the log",)
    desk.store.exchange.rebuild()
    assert verify(desk).is_clean
    assert show_day(desk).tally.by_category == (("other", 3),)
