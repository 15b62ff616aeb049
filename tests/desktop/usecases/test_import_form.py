"""A form of the association's own, taken in by itself: asked like a shipped one, its versions beside each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.attest import attest
from desktop.usecases.check_form import CheckedFile, check_form
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    begin_interview,
    finish_interview,
    leave_interview,
    list_forms,
    resume_interview,
    run_interview,
    save_draft,
)
from desktop.usecases.import_form import Imported, import_form, list_form_versions
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.open_desk import sign_in
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.support.laptop import Laptop

VISIT = """| settings |
| | form_title | form_id | version |
| | زيارة ميدانية | field/visit | VERSION |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | required |
| | integer | rooms | عدد الغرف | Rooms | yes |
MORE
"""
TOWN = "| | text | town | البلدة | Town | |"
CLERK_PASSWORD = "عبارة موظف الاستقبال"


def written(folder: Path, version: str = "1", more: str = "") -> CheckedFile:
    file = folder / "visit.md"
    file.write_text(VISIT.replace("VERSION", version).replace("MORE", more), encoding="utf-8")
    return check_form(file)


def brought(desk: Desk, folder: Path, version: str = "1", more: str = "") -> Imported:
    return import_form(desk, written(folder, version, more))


def person(desk: Desk) -> str:
    return register_person(desk, PersonDraft(name="نورة الواحي")).person.id


def in_use(desk: Desk) -> list[tuple[str, str]]:
    return [(form.id, form.version) for form in list_form_versions(desk) if form.is_in_use]


@contextmanager
def clerk_at(laptop: Laptop) -> Iterator[Desk]:
    desk = sign_in(laptop.folder, "omar", CLERK_PASSWORD, world=laptop.world)
    try:
        yield desk
    finally:
        desk.store.close()


def test_an_imported_form_is_listed_run_and_attested_like_a_shipped_one(desk: Desk, tmp_path: Path) -> None:
    imported = brought(desk, tmp_path)
    assert (imported.id, imported.version, imported.is_new) == ("field/visit", "1", True)
    assert ("field/visit", "زيارة ميدانية") in [(form.id, form.title.ar) for form in list_forms(desk)]
    held = run_interview(desk, "field/visit", person(desk), {"rooms": "٣"})
    assert held.state == "finished"
    assert attest(desk, held.id).state == "unsigned"
    assert desk.store.interviews.get(held.id)[0].form_sha256 == imported.sha256


def test_a_second_version_stands_beside_the_first_and_drafts_open_with_their_own(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    opened = begin_interview(desk, "field/visit", person(desk))
    opened.session.answer("rooms", 2)
    save_draft(desk, opened)
    second = brought(desk, tmp_path, "2", TOWN)
    assert second.former == "1"
    again = resume_interview(desk, opened.id)
    assert again.session.form.version == "1"
    assert finish_interview(desk, again).state == "finished"
    fresh = begin_interview(desk, "field/visit", person(desk))
    assert fresh.session.form.version == "2"
    assert fresh.session.question("town").label == "البلدة"
    versions = [(form.version, form.is_in_use) for form in list_form_versions(desk) if form.id == "field/visit"]
    assert versions == [("2", True), ("1", False)]
    assert [form.id for form in list_forms(desk)].count("field/visit") == 1


def test_what_was_left_with_one_version_goes_on_with_it_after_another_came(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    opened = begin_interview(desk, "field/visit", person(desk))
    leave_interview(desk, opened)
    brought(desk, tmp_path, "2", TOWN)
    assert resume_interview(desk, opened.id).session.form.version == "1"
    assert {line.form_title.ar for line in list_interviews(desk)} == {"زيارة ميدانية"}


def test_the_same_form_again_changes_nothing_but_which_is_in_use(desk: Desk, tmp_path: Path) -> None:
    first = brought(desk, tmp_path)
    brought(desk, tmp_path, "2", TOWN)
    assert ("field/visit", "2") in in_use(desk)
    again = brought(desk, tmp_path)
    assert (again.sha256, again.is_new) == (first.sha256, False)
    assert ("field/visit", "1") in in_use(desk)
    assert len([form for form in list_form_versions(desk) if form.id == "field/visit"]) == 2


def test_other_questions_under_a_version_that_is_known_are_refused(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    with pytest.raises(RuleBroken) as refusal:
        brought(desk, tmp_path, "1", TOWN)
    assert refusal.value.code == "form.same_version"
    assert ("field/visit", "1") in in_use(desk)


def test_a_later_version_of_a_form_of_the_program_takes_its_place_and_interviews_keep_theirs(
    desk: Desk, tmp_path: Path
) -> None:
    shipped = desk.profile.interviews[0]
    opened = begin_interview(desk, shipped, person(desk))
    imported = import_form(desk, written(tmp_path, "2099-01-01"), shipped)
    assert imported.former == opened.session.form.version
    assert resume_interview(desk, opened.id).session.form.sha256 == opened.session.form.sha256
    assert begin_interview(desk, shipped, person(desk)).session.form.version == "2099-01-01"


def test_a_form_with_errors_and_an_id_that_will_not_do_are_refused_and_nothing_is_kept(
    desk: Desk, tmp_path: Path
) -> None:
    before = in_use(desk)
    with pytest.raises(RuleBroken) as refusal:
        brought(desk, tmp_path, more="| | text | town | ${nobody} | Town | |")
    assert refusal.value.code == "form.has_errors"
    with pytest.raises(RuleBroken) as refusal:
        import_form(desk, written(tmp_path), "زيارة")
    assert refusal.value.code == "form.id"
    assert in_use(desk) == before


def test_a_clerk_may_not_import_and_uses_what_was_imported(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        add_user(desk, NewUser("omar", "عمر", ("clerk",), CLERK_PASSWORD))
        brought(desk, tmp_path)
    with clerk_at(laptop) as desk:
        with pytest.raises(RuleBroken) as refusal:
            brought(desk, tmp_path, "2", TOWN)
        assert refusal.value.code == "form.not_allowed"
        assert run_interview(desk, "field/visit", person(desk), {"rooms": 1}).state == "finished"


def test_a_form_takes_its_choices_from_the_tables_beside_it(desk: Desk, tmp_path: Path) -> None:
    media = tmp_path / "visit-media"
    media.mkdir()
    (media / "towns.csv").write_text("name,label\nsakaka,سكاكا\n", encoding="utf-8")
    row = "| | select_one_from_file towns.csv | town | البلدة | Town | |"
    brought(desk, tmp_path, more=row)
    opened = begin_interview(desk, "field/visit", person(desk))
    assert [option.value for option in opened.session.options("town")] == ["sakaka"]
