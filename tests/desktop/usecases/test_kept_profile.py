"""The profile a store goes on with: its own text, until a later version comes."""

import hashlib
import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from db.kept_profile import KEPT, KeptProfile
from desktop.usecases.attest import attest
from desktop.usecases.choose_profile import choose_profile
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import get_form, title_of
from desktop.usecases.hold_interview import begin_interview, list_forms, resume_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.load_profile import load_profile, shipped_text
from domain.errors import RuleBroken, Unavailable
from domain.person import PersonDraft
from forms.interview.shipped import shipped_form, shipped_xform
from tests.support.command_line import example_answers
from tests.support.laptop import Laptop
from tests.support.sixth_association import WATER, bring, change

SHIPPED = load_profile("herfa").version


def kept_in(desk: Desk) -> KeptProfile:
    kept = desk.store.profiles.find()
    assert kept is not None
    return kept


def put_back(laptop: Laptop, version: str, *, text: str | None = None) -> KeptProfile:
    """The store as another version of the program left it: its text of herfa has that version and one line more."""
    other = (
        text
        or shipped_text("herfa").replace(f'version = "{SHIPPED}"', f'version = "{version}"', 1) + "# another line\n"
    )
    with laptop.at_work() as desk:
        kept = replace(kept_in(desk), version=version, text=other)
        desk.store.profiles.keep(kept)
    return kept


def test_a_new_store_keeps_the_text_it_was_set_up_with(desk: Desk) -> None:
    kept = kept_in(desk)
    assert (kept.id, kept.version, kept.is_shipped, kept.text) == ("herfa", SHIPPED, True, shipped_text("herfa"))


@pytest.mark.parametrize("version", [SHIPPED, f"{SHIPPED}.0", "7", "draft"])
def test_a_store_goes_on_with_its_own_text_while_the_program_brings_no_later_version(
    version: str, laptop: Laptop
) -> None:
    kept = put_back(laptop, version)
    with laptop.at_work() as desk:
        assert desk.profile.version == version
        assert kept_in(desk) == kept


def test_a_later_version_that_came_with_the_program_is_adopted_and_logged(
    laptop: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    put_back(laptop, "0.9")
    with caplog.at_level(logging.INFO), laptop.at_work() as desk:
        assert desk.profile == load_profile("herfa")
        assert kept_in(desk).text == shipped_text("herfa")
    assert f"profile herfa: version {SHIPPED} adopted after 0.9" in caplog.text
    caplog.clear()
    with caplog.at_level(logging.INFO), laptop.at_work():
        assert "adopted" not in caplog.text


def test_a_kept_text_that_this_program_cannot_read_gives_way_to_the_shipped_one(laptop: Laptop) -> None:
    put_back(laptop, "1", text='id = "herfa"\nversion = "1"\n')
    with laptop.at_work() as desk:
        assert desk.profile == load_profile("herfa")


def test_a_store_of_a_program_that_kept_no_text_keeps_one_from_now_on(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        desk.store.settings.remove(KEPT)
    with laptop.at_work() as desk:
        assert kept_in(desk).text == shipped_text("herfa")


def test_a_kept_text_that_was_changed_in_the_store_is_told(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        found = desk.store.settings.get(KEPT)
        desk.store.settings.save(KEPT, found.replace("herfa.toml", "x.toml").replace("version = ", "version  = ", 1))
    with pytest.raises(Unavailable) as refused, laptop.at_work():
        pass
    assert refused.value.code == "profile.damaged"


def test_a_kept_text_whose_pages_are_damaged_is_told_as_a_damaged_store(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        kept = desk.store.settings.find(KEPT)
        assert kept is not None
        desk.store.settings.save(KEPT, kept[:20_000] + "\x00" * 200 + kept[20_200:])
        with pytest.raises(Unavailable) as told:
            desk.store.profiles.find()
    assert told.value.code == "store.damaged"


def test_a_shipped_profile_by_its_path_is_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(shipped_text("twaim"), encoding="utf-8")
    assert choose_profile(str(path)) == choose_profile("twaim")


def test_an_own_profile_may_name_a_shipped_interview(tmp_path: Path) -> None:
    path = bring(tmp_path / "stick")
    for old in (f'interviews = ["{WATER}"', f'form = "{WATER}"'):
        change(path, old, old.replace(WATER, "herfa/support-request"))
    with Laptop(tmp_path / "store", profile=str(path)).at_work() as desk:
        assert desk.profile.interviews[0] == "herfa/support-request"
        assert title_of(desk, "herfa/support-request") == get_form(desk, "herfa/support-request").called
        assert list(kept_in(desk).forms) == ["rawabi/well-request"]


def test_a_form_that_is_nowhere_is_named_by_its_id(desk: Desk) -> None:
    assert title_of(desk, WATER, "00" * 32).ar == WATER
    with pytest.raises(RuleBroken) as refused:
        get_form(desk, WATER)
    assert refused.value.code == "form.not_shipped"


def test_a_form_that_was_changed_in_the_store_is_told(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store", profile=str(bring(tmp_path / "stick"))).at_work() as desk:
        digest = kept_in(desk).forms[WATER]
        desk.store.settings.save(f"profile.form.{digest}", "<other/>")
        with pytest.raises(Unavailable) as refused:
            get_form(desk, WATER)
    assert refused.value.code == "profile.damaged"


def test_an_interview_goes_on_with_the_form_it_was_begun_with(desk: Desk) -> None:
    """A later program brings another form in the place of the one that was asked."""
    form = desk.profile.interviews[0]
    before = shipped_form(form)
    someone = register_person(desk, PersonDraft(name="نورة الواحي")).person.id
    held = run_interview(desk, form, someone, example_answers("herfa"))
    begun = begin_interview(desk, form, someone)
    later = shipped_xform(form).replace("<h:title>", "<h:title>إصدار أحدث: ")
    desk.store.profiles.keep(replace(kept_in(desk), forms={form: hashlib.sha256(later.encode()).hexdigest()}), [later])

    assert get_form(desk, form).title.startswith("إصدار أحدث")
    assert resume_interview(desk, begun.id).session.form.sha256 == before.sha256
    frozen = desk.store.attestations.get(attest(desk, held.id).id).frozen
    assert json.loads(frozen)["form"]["title"] == before.title
    assert list_interviews(desk)[-1].form_title == before.called
    assert list_forms(desk)[0].title.ar.startswith("إصدار أحدث")


def test_nothing_is_attested_with_other_questions_than_were_asked(desk: Desk) -> None:
    """As when a colleague's laptop held it with a version of the form that this one does not have."""
    form = desk.profile.interviews[0]
    someone = register_person(desk, PersonDraft(name="نورة الواحي")).person.id
    held = run_interview(desk, form, someone, example_answers("herfa"))
    digest = shipped_form(form).sha256
    later = shipped_xform(form).replace("<h:title>", "<h:title>إصدار أحدث: ")
    desk.store.profiles.keep(replace(kept_in(desk), forms={form: hashlib.sha256(later.encode()).hexdigest()}), [later])
    desk.store.settings.remove(f"profile.form.{digest}")
    with pytest.raises(RuleBroken) as refused:
        attest(desk, held.id)
    assert refused.value.code == "form.other_version"
