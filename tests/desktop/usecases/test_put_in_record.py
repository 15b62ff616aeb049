"""Answers that become fields of the person's record: what the record holds is not asked again, and what is answered is
put into it with the interview's own entry, unless the clerk declines."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.usecases.check_form import check_form
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    OpenInterview,
    begin_interview,
    finish_interview,
    leave_interview,
    resume_interview,
    run_interview,
)
from desktop.usecases.import_form import import_form
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.put_in_record import review_record
from desktop.usecases.settle_task import list_tasks
from domain.carddate import nearest_day, parse_card_date
from domain.person import Person, PersonDraft, draft_of
from tests.desktop.usecases.conftest import Office

FORM = """| settings |
| | form_title | form_id | version | default_language |
| | تحديث البيانات | field/record | 1 | Arabic (ar) |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | save_to | required | relevant | calculation | default |
| | hidden | person_id | | | | | | | |
| | csv-external | persons | | | | | | | |
| | calculate | town_before | | | | | | instance('persons')/root/item[name = ${person_id}]/town | |
| | text | living_in | أين يسكن؟ | Where does the person live? | town | | | | |
| | text | phone | رقم الجوال | Mobile | mobile | | | | |
| | date | birth | تاريخ الميلاد | Birth date | born | | | | |
| | select_one sex | sex | الجنس | Sex | sex | | | | |
| | note | moved | انتقل | Moved | | | ${town_before} != ${living_in} | | |
| | text | rooms | عدد الغرف | Rooms | | | | | ${last-saved#rooms} |
| choices |
| | list_name | name | label::Arabic (ar) | label::English (en) |
| | sex | male | ذكر | Male |
| | sex | female | أنثى | Female |
| entities |
| | list_name | entity_id |
| | persons | ${person_id} |
"""
ID = "field/record"
DAY = nearest_day(parse_card_date("14/8/1407")).isoformat()


def bring(desk: Desk, folder: Path) -> None:
    file = folder / "record.md"
    file.write_text(FORM, encoding="utf-8")
    checked = check_form(file)
    assert [each.ar for each in checked.findings] == []
    import_form(desk, checked)


@pytest.fixture
def here(desk: Desk, tmp_path: Path) -> Desk:
    bring(desk, tmp_path)
    return desk


def person(desk: Desk, **more: str) -> str:
    return register_person(desk, PersonDraft(name="نورة الواحي", **more)).person.id


def kept(desk: Desk, id: str) -> Person:
    return show_person(desk, id).person


def entries(desk: Desk) -> int:
    return desk.store.exchange.waiting().count


def proposed(desk: Desk, opened: OpenInterview) -> dict[str, tuple[str, str]]:
    return {each.field: (each.old, each.new) for each in review_record(desk, opened).proposals}


def test_what_the_record_holds_is_not_asked_again(here: Desk) -> None:
    opened = begin_interview(here, ID, person(here, town="الرياض", mobile="0500000012", born="14/8/1407", sex="female"))
    answers = opened.session.to_answers()
    assert (answers["living_in"], answers["phone"], answers["sex"]) == ("الرياض", "0500000012", "female")
    assert answers["birth"] == DAY
    assert opened.session.question("living_in").readonly is False
    assert proposed(here, opened) == {}


def test_answers_are_put_into_the_record_with_the_entry_that_finishes_the_interview(here: Desk) -> None:
    id = person(here, town="الرياض")
    before = entries(here)
    held = run_interview(here, ID, id, {"living_in": "جدة", "phone": "٠٥٥٠٠٠٠٠١٢", "sex": "female"})
    assert entries(here) == before + 1
    assert held.changes.kinds == {"interviews", "persons"}
    assert (kept(here, id).town, kept(here, id).mobile, kept(here, id).sex) == ("جدة", "+966550000012", "female")


def test_the_clerk_sees_each_value_and_may_decline_it(here: Desk) -> None:
    id = person(here, town="الرياض")
    opened = begin_interview(here, ID, id)
    opened.session.fill({"living_in": "جدة", "phone": "0550000012"})
    assert proposed(here, opened) == {"town": ("الرياض", "جدة"), "mobile": ("", "055 000 0012")}
    finish_interview(here, opened, review_record(here, opened), declined=("town",))
    assert (kept(here, id).town, kept(here, id).mobile) == ("الرياض", "+966550000012")


def test_what_cannot_stand_in_the_record_is_named_and_left_out(here: Desk) -> None:
    id = person(here)
    opened = begin_interview(here, ID, id)
    opened.session.fill({"living_in": "جدة", "phone": "12", "birth": "2099-01-01"})
    refusals = {each.field: each.refusal for each in review_record(here, opened).proposals}
    assert refusals["town"] is None
    assert all(refusals[name] is not None and refusals[name].ar for name in ("mobile", "born"))
    finish_interview(here, opened)
    assert (kept(here, id).town, kept(here, id).mobile, kept(here, id).born) == ("جدة", None, None)


def test_a_blank_answer_and_the_same_day_in_the_other_calendar_change_nothing(here: Desk) -> None:
    id = person(here, town="الرياض", born="14/8/1407")
    before = kept(here, id)
    opened = begin_interview(here, ID, id)
    opened.session.answer("living_in", None)
    opened.session.answer("birth", DAY)
    assert finish_interview(here, opened).changes.kinds == {"interviews"}
    assert kept(here, id) == before


def test_what_decided_the_questions_stays_what_it_was_when_the_record_changes(here: Desk) -> None:
    id = person(here, town="الرياض")
    opened = begin_interview(here, ID, id)
    opened.session.answer("living_in", "جدة")
    leave_interview(here, opened)
    page = show_person(here, id)
    edit_person(here, page, replace(draft_of(page.person), town="جدة"))
    resumed = resume_interview(here, opened.id)
    assert "moved" in [question.name for question in resumed.session.visible()]


def test_an_interview_with_nothing_but_the_records_values_is_untouched(here: Desk) -> None:
    opened = begin_interview(here, ID, person(here, town="الرياض"))
    assert opened.session.progress.answered == 1
    assert opened.is_untouched
    opened.session.answer("rooms", "3")
    assert not opened.is_untouched


def test_the_interview_that_was_finished_before_is_there_for_a_form_that_asks(here: Desk) -> None:
    run_interview(here, ID, person(here), {"rooms": "4"})
    later = begin_interview(here, ID, person(here))
    assert later.session.question("rooms").value == "4"
    later.session.answer("rooms", "5")
    leave_interview(here, later)
    assert resume_interview(here, later.id).session.question("rooms").value == "5"
    assert begin_interview(here, ID, person(here)).session.question("rooms").value == "4"


def test_two_laptops_that_put_different_values_ask_a_person(office: Office, tmp_path: Path) -> None:
    for desk in (office.here, office.there):
        bring(desk, tmp_path)
    id = person(office.here, mobile="0500000012")
    office.sync()
    for desk, phone in ((office.here, "0550000001"), (office.there, "0550000002")):
        run_interview(desk, ID, id, {"phone": phone})
    office.sync()
    (task,) = list_tasks(office.here)
    assert (task.kind, task.table, task.cell) == ("two_values", "persons", "mobile")
    office.assert_agreed()


def test_what_another_wrote_after_the_review_is_not_overwritten_unseen(here: Desk) -> None:
    id = person(here, town="الرياض")
    opened = begin_interview(here, ID, id)
    opened.session.answer("living_in", "جدة")
    review = review_record(here, opened)
    page = show_person(here, id)
    edit_person(here, page, replace(draft_of(page.person), mobile="0550000012"))
    finish_interview(here, opened, review)
    assert (kept(here, id).town, kept(here, id).mobile) == ("جدة", "+966550000012")
