"""An imported form that is asked of nobody any more, and comes back; and a form's answers written to files."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_form import check_form
from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import list_exports
from desktop.usecases.hold_interview import (
    begin_interview,
    finish_interview,
    list_forms,
    resume_interview,
    run_interview,
    save_draft,
)
from desktop.usecases.import_form import import_form, list_form_versions
from desktop.usecases.withdraw_form import bring_back_form, withdraw_form
from desktop.usecases.write_answers import write_answers
from domain.errors import RuleBroken, Unavailable
from forms.interview.reader import read_form
from forms.interview.shipped import form_markdown
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_import_form import CLERK_PASSWORD, TOWN, brought, clerk_at, in_use, person
from tests.support.laptop import Laptop

VISIT, OWN = "field/visit", "herfa/support-request"


def asked(desk: Desk) -> list[str]:
    return [form.id for form in list_forms(desk)]


def withdrawn(desk: Desk) -> list[tuple[str, str]]:
    return [(form.id, form.version) for form in list_form_versions(desk) if form.is_withdrawn]


def refused(desk: Desk, form: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        withdraw_form(desk, form)
    return broken.value.code


def test_a_withdrawn_form_is_asked_of_nobody_but_those_who_began_with_it(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    opened = begin_interview(desk, VISIT, person(desk))
    opened.session.answer("rooms", 2)
    save_draft(desk, opened)
    withdraw_form(desk, VISIT)
    assert VISIT not in asked(desk)
    assert withdrawn(desk) == [(VISIT, "1")]
    with pytest.raises(RuleBroken):
        begin_interview(desk, VISIT, person(desk))
    again = resume_interview(desk, opened.id)
    assert finish_interview(desk, again).state == "finished"


def test_it_comes_back_in_the_version_it_was_withdrawn_in(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    brought(desk, tmp_path, "2", TOWN)
    brought(desk, tmp_path)
    withdraw_form(desk, VISIT)
    bring_back_form(desk, VISIT)
    assert (VISIT, "1") in in_use(desk)
    assert withdrawn(desk) == []


def test_importing_it_again_brings_it_back_too(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    withdraw_form(desk, VISIT)
    brought(desk, tmp_path, "2", TOWN)
    assert (VISIT, "2") in in_use(desk)
    assert withdrawn(desk) == []


def test_behind_a_withdrawn_version_stands_the_associations_own_form(desk: Desk, tmp_path: Path) -> None:
    own = next(form for form in list_form_versions(desk) if form.id == OWN)
    file = tmp_path / "support.md"
    file.write_text(form_markdown(OWN).replace(own.version, "2030-01-01"), encoding="utf-8")
    import_form(desk, check_form(file))
    assert (OWN, "2030-01-01") in in_use(desk)
    withdraw_form(desk, OWN)
    assert (OWN, own.version) in in_use(desk)
    assert withdrawn(desk) == [(OWN, "2030-01-01")]


def test_only_an_imported_form_in_use_is_withdrawn(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    assert refused(desk, OWN) == "form.not_imported"
    withdraw_form(desk, VISIT)
    assert refused(desk, VISIT) == "form.not_imported"
    bring_back_form(desk, VISIT)
    with pytest.raises(RuleBroken):
        bring_back_form(desk, VISIT)


def test_a_clerk_withdraws_no_form_and_takes_no_answers_out(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.at_work() as desk:
        add_user(desk, NewUser("omar", "عمر", ("clerk",), CLERK_PASSWORD))
        brought(desk, tmp_path)
    with clerk_at(laptop) as desk:
        assert refused(desk, VISIT) == "form.not_allowed"
        for kind in ("xlsx", "xform"):
            with pytest.raises(RuleBroken) as broken:
                write_answers(desk, VISIT, kind, str(tmp_path / "out"))
            assert broken.value.code == "answers.not_allowed"
    assert not (tmp_path / "out").exists()


def test_answers_instances_and_the_form_itself_are_written_and_recorded(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    held = run_interview(desk, VISIT, person(desk), {"rooms": 3})
    csv = write_answers(desk, VISIT, "csv", str(tmp_path / "all.csv"))
    assert "rooms" in (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert (csv.interviews, csv.left_out) == (1, 0)
    folder = tmp_path / "instances"
    folder.mkdir()
    (instance,) = write_answers(desk, VISIT, "xml", str(folder)).files
    assert held.number in instance
    assert ElementTree.parse(instance).getroot().find(".//{*}rooms") is not None
    (form,) = write_answers(desk, VISIT, "xform", str(tmp_path / "form.xml")).files
    assert read_form(Path(form).read_text(encoding="utf-8"), form_id=VISIT).version == "1"
    assert [(line.kind, line.interviews) for line in list_exports(desk)] == [("xform", 0), ("xml", 1), ("csv", 1)]


def test_a_place_that_cannot_be_written_to_is_said_and_nothing_is_recorded(desk: Desk, tmp_path: Path) -> None:
    brought(desk, tmp_path)
    run_interview(desk, VISIT, person(desk), {"rooms": 3})
    for kind, place in (("csv", tmp_path / "no" / "all.csv"), ("xml", tmp_path / "no"), ("xform", tmp_path)):
        with pytest.raises(Unavailable):
            write_answers(desk, VISIT, kind, str(place))
    assert list_exports(desk) == ()


def test_head_office_and_the_other_laptop_hear_what_was_taken_out_but_not_the_files_name(
    office: Office, tmp_path: Path
) -> None:
    brought(office.here, tmp_path)
    write_answers(office.here, VISIT, "csv", str(tmp_path / "نورة.csv"))
    office.sync()
    office.assert_agreed()
    (here,), (there,) = list_exports(office.here), list_exports(office.there)
    assert (here.form, here.kind, here.at, here.user) == (there.form, there.kind, there.at, there.user)
    assert (here.place, there.place) == ("نورة.csv", "")
