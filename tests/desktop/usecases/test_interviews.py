"""An interview from its first question to its end, on one laptop or two, whatever interrupts it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    begin_interview,
    change_interview,
    discard_draft,
    finish_interview,
    keep_draft,
    leave_interview,
    list_forms,
    resume_interview,
    run_interview,
    save_draft,
)
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.list_interviews import lines_of, list_interviews
from desktop.usecases.open_desk import sign_in
from desktop.usecases.show_home import show_home
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import Laptop

FORM = form_of("herfa")
CLERK_PASSWORD = "عبارة موظف الاستقبال"


def person(desk: Desk, name: str = "نورة الواحي") -> str:
    return register_person(desk, PersonDraft(name=name)).person.id


def entries(desk: Desk) -> int:
    return desk.store.exchange.waiting().count


def states(desk: Desk) -> list[str]:
    return [line.state for line in list_interviews(desk)]


@contextmanager
def clerk_at(laptop: Laptop, username: str) -> Iterator[Desk]:
    desk = sign_in(laptop.folder, username, CLERK_PASSWORD, world=laptop.world)
    try:
        yield desk
    finally:
        desk.store.close()


def test_the_associations_forms_are_offered_by_title(desk: Desk) -> None:
    assert [form.id for form in list_forms(desk)] == [*desk.profile.interviews, "shared/complaint"]
    assert all(form.title for form in list_forms(desk))


def test_a_begun_interview_is_a_draft_of_this_laptop_and_no_entry(desk: Desk) -> None:
    someone = person(desk)
    before = entries(desk)
    opened = begin_interview(desk, FORM, someone)
    opened.session.answer("craft_years", 12)
    save_draft(desk, opened)
    assert entries(desk) == before
    assert states(desk) == ["draft"]
    assert [line.id for line in lines_of(desk, someone)] == [opened.id]
    assert [line.id for line in show_home(desk).open_interviews] == [opened.id]


def test_the_persons_name_is_in_the_interview_from_the_start(desk: Desk) -> None:
    opened = begin_interview(desk, FORM, person(desk, "هند القحطاني"))
    assert "هند القحطاني" in opened.session.save()


def test_answers_outlive_the_program(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        opened = begin_interview(desk, FORM, person(desk))
        opened.session.answer("craft_years", 12)
        keep_draft(desk, opened.draft(desk.now()))
        opened.session.answer("craft_years", 13)
    with laptop.at_work() as desk:
        resumed = resume_interview(desk, opened.id)
        assert resumed.session.question("craft_years").value == 12
        assert (resumed.id, resumed.person, resumed.started_at) == (opened.id, opened.person, opened.started_at)


def test_a_left_interview_is_one_entry_and_no_draft(desk: Desk) -> None:
    opened = begin_interview(desk, FORM, person(desk))
    opened.session.answer("craft_years", 12)
    save_draft(desk, opened)
    before = entries(desk)
    held = leave_interview(desk, opened)
    assert (held.state, states(desk), entries(desk)) == ("left", ["left"], before + 1)
    assert desk.store.drafts.all() == ()
    resumed = resume_interview(desk, held.number)
    assert resumed.session.question("craft_years").value == 12


def test_leaving_twice_with_nothing_new_writes_once(desk: Desk) -> None:
    opened = begin_interview(desk, FORM, person(desk))
    leave_interview(desk, opened)
    before = entries(desk)
    resumed = resume_interview(desk, opened.id)
    save_draft(desk, resumed)
    assert leave_interview(desk, resumed).state == "left"
    assert entries(desk) == before
    assert states(desk) == ["left"]


def test_another_clerk_of_the_laptop_goes_on_where_the_first_left(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        add_user(desk, NewUser("saad", "سعد المطيري", ("clerk",), CLERK_PASSWORD))
        opened = begin_interview(desk, FORM, person(desk))
        opened.session.answer("craft_years", 12)
        leave_interview(desk, opened)
    with clerk_at(laptop, "saad") as desk:
        resumed = resume_interview(desk, opened.id)
        resumed.session.fill(example_answers("herfa"))
        held = finish_interview(desk, resumed)
        assert (held.number, held.state) == (opened.number, "finished")
        interview, _ = desk.store.interviews.get(held.id)
        assert desk.store.seen("interviews", held.id).state is not None
        assert interview.number == opened.number


def test_another_laptop_goes_on_where_the_first_left(office: Office) -> None:
    opened = begin_interview(office.here, FORM, person(office.here))
    opened.session.answer("craft_years", 12)
    leave_interview(office.here, opened)
    office.sync()
    resumed = resume_interview(office.there, opened.number)
    assert resumed.session.question("craft_years").value == 12
    resumed.session.fill(example_answers("herfa"))
    finish_interview(office.there, resumed)
    office.sync()
    office.assert_agreed()
    assert states(office.here) == states(office.there) == ["finished"]
    assert office.here.store.tasks() == ()


def test_what_is_still_open_is_named_and_the_draft_stays(desk: Desk) -> None:
    opened = begin_interview(desk, FORM, person(desk))
    answers = {name: value for name, value in example_answers("herfa").items() if name != "need_reason"}
    opened.session.fill(answers)
    save_draft(desk, opened)
    before = entries(desk)
    with pytest.raises(RuleBroken) as refused:
        finish_interview(desk, opened)
    assert refused.value.code == "interview.unfinished"
    assert refused.value.field is not None
    assert refused.value.field.endswith("need_reason")
    assert (entries(desk), states(desk)) == (before, ["draft"])


def test_a_finished_interview_that_is_opened_again_is_a_draft_until_it_is_finished_again(desk: Desk) -> None:
    held = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    finished = desk.store.interviews.get(held.id)[0]
    resumed = resume_interview(desk, held.id)
    resumed.session.answer("craft_years", 40)
    save_draft(desk, resumed)
    assert states(desk) == ["draft"]
    assert desk.store.interviews.get(held.id)[0] == finished

    finish_interview(desk, resumed)
    assert states(desk) == ["finished"]
    assert resume_interview(desk, held.id).session.question("craft_years").value == 40


def test_a_draft_that_is_given_up_leaves_what_was_finished(desk: Desk) -> None:
    held = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    resumed = resume_interview(desk, held.id)
    resumed.session.answer("craft_years", 40)
    save_draft(desk, resumed)
    discard_draft(desk, held.id)
    assert states(desk) == ["finished"]
    assert resume_interview(desk, held.id).session.question("craft_years").value == 12


def test_the_draft_goes_with_the_entry_or_stays_with_it(desk: Desk) -> None:
    """In one transaction: an entry that would be quarantined is not written and keeps the draft."""
    opened = begin_interview(desk, FORM, person(desk))
    opened.session.fill(example_answers("herfa"))
    save_draft(desk, opened)

    def write_what_cannot_stand() -> None:
        with desk.store.work("interview.finish", desk.user.id) as work:
            work.end_draft(opened.id)
            work.operations.void("visits", opened.id, "no such visit", subject=None)

    with pytest.raises(ValueError, match="quarantined"):
        write_what_cannot_stand()
    assert states(desk) == ["draft"]


def test_an_interview_from_a_file_is_one_entry_and_a_refused_one_is_nothing(desk: Desk) -> None:
    someone = person(desk)
    before = entries(desk)
    with pytest.raises(RuleBroken):
        run_interview(desk, FORM, someone, {"craft": "piracy"})
    assert (entries(desk), states(desk), desk.store.drafts.all()) == (before, [], ())
    run_interview(desk, FORM, someone, example_answers("herfa"))
    assert entries(desk) == before + 1


def test_a_change_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    held = run_interview(desk, FORM, person(desk), example_answers("herfa"))
    before = entries(desk)
    assert change_interview(desk, held.id, {"craft_years": 12}).state == "finished"
    assert entries(desk) == before
    change_interview(desk, held.id, {"craft_years": 13})
    assert entries(desk) == before + 1


def test_the_list_shows_drafts_first_then_the_newest(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        first = run_interview(desk, FORM, person(desk, "هند القحطاني"), example_answers("herfa"))
        laptop.clock.pass_minutes(5)
        second = run_interview(desk, FORM, person(desk, "ريم النخيلي"), example_answers("herfa"))
        draft = begin_interview(desk, FORM, person(desk, "سارة السدري"))
        lines = list_interviews(desk)
        assert [line.id for line in lines] == [draft.id, second.id, first.id]
        assert [line.person_name for line in lines] == ["سارة السدري", "ريم النخيلي", "هند القحطاني"]
        assert {line.form_title for line in lines} == {list_forms(desk)[0].title}


def test_the_list_follows_a_change_of_name(desk: Desk) -> None:
    someone = person(desk)
    run_interview(desk, FORM, someone, example_answers("herfa"))
    edit_person(desk, show_person(desk, someone), PersonDraft(name="نورة الواحي المطيري"))
    assert list_interviews(desk)[0].person_name == "نورة الواحي المطيري"


def test_a_form_of_another_association_or_nobody_is_refused_before_anything_is_kept(desk: Desk) -> None:
    for form, key, code in (
        (form_of("twaim"), person(desk), "interview.form"),
        (FORM, "nobody", "person.unknown"),
    ):
        with pytest.raises(RuleBroken) as refused:
            begin_interview(desk, form, key)
        assert refused.value.code == code
    assert desk.store.drafts.all() == ()


def test_an_interview_nobody_began_cannot_be_resumed(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        resume_interview(desk, "RYD1-0000-000009-9")
    assert refused.value.code == "interview.unknown"
