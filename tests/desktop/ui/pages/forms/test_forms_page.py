"""The page of forms: what is asked here, a file's check beside its questions, and its import."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.actions import Actions
from desktop.ui.pages.forms.presenter import FormsPresenter
from desktop.ui.pages.forms.state import FormsState
from desktop.ui.pages.forms.view import FormsPage
from desktop.usecases.check_form import CheckedFile
from desktop.usecases.import_form import FormPlace, Imported
from desktop.usecases.try_form import try_form
from domain.errors import RuleBroken
from domain.user import User
from forms.interview.shipped import form_markdown
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed

WRONG = """| settings |
| | form_title | form_id | version |
| | زيارة | field/visit | 1 |
| survey |
| | type | name | label::Arabic (ar) | label::English (en) | relevent |
| | integer | age | العمر | Age | |
| | text | why | السبب | | ${age} > ١٨ |
"""


class FormShelf:
    """The forms of an office, kept in memory; a version that is known with other questions is refused."""

    def __init__(self) -> None:
        self.forms = [
            FormPlace(
                "herfa/support-request", "طلب دعم حرفي", "2026-11-21", ("ar", "en"), "program", "a", is_in_use=True
            )
        ]

    def list(self) -> tuple[FormPlace, ...]:
        return tuple(self.forms)

    def bring_in(self, checked: CheckedFile) -> Imported:
        assert checked.form is not None
        form = checked.form
        if any((each.id, each.version) == (checked.form_id, form.version) for each in self.forms[1:]):
            raise RuleBroken("form.same_version", ar="ارفع version.", en="Raise the version.")
        self.forms.append(
            FormPlace(
                *(checked.form_id, form.title, form.version, form.languages, "imported", form.sha256),
                is_in_use=True,
                file=checked.file,
            )
        )
        return Imported(checked.form_id, form.title, form.version, form.sha256, is_new=True, former="")


class OneFile:
    def __init__(self, file: Path | str) -> None:
        self.file = str(file)

    def choose_form(self) -> str:
        return self.file


def actions(shelf: FormShelf) -> Actions:
    known: Any = {"list_form_versions": shelf.list, "try_form": try_form, "import_form": shelf.bring_in}
    return replace(actions_of(FrontDesk()), **known)


def presenter(
    shelf: FormShelf, file: Path, *, may_import: bool = True
) -> tuple[FormsPresenter, HandLanes, list[FormsState]]:
    lanes, states = HandLanes(), list[FormsState]()
    made = FormsPresenter(actions(shelf), lanes, OneFile(file), may_import=may_import, show=states.append)
    return made, lanes, states


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    file = tmp_path / "support.md"
    file.write_text(form_markdown("herfa/support-request").replace("2026-11-21", "2027-01-01"), encoding="utf-8")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "visit.md"
    file.write_text(WRONG, encoding="utf-8")
    return file


def test_a_sound_file_is_shown_with_its_questions_and_imported(sound: Path) -> None:
    shelf = FormShelf()
    made, lanes, states = presenter(shelf, sound)
    made.refresh()
    made.choose()
    assert states[-1].is_busy
    lanes.run()
    check = states[-1].check
    assert check is not None
    assert (check.tone, check.findings, check.why_not) == ("ok", (), "")
    assert any("ما الحرفة؟ *" in line.text for line in check.preview)
    made.bring_in()
    lanes.run()
    assert (states[-1].check, states[-1].tone) == (None, "ok")
    assert [form.origin for form in states[-1].forms][-1].startswith("مستوردة")


def test_errors_are_told_with_their_place_and_keep_the_file_out(wrong: Path) -> None:
    shelf = FormShelf()
    made, lanes, states = presenter(shelf, wrong)
    made.check(str(wrong))
    lanes.run()
    check = states[-1].check
    assert check is not None
    assert (check.tone, check.preview) == ("bad", ())
    assert any("relevent" in row.place and row.kind == "خطأ" for row in check.findings)
    made.bring_in()
    lanes.run()
    assert len(shelf.forms) == 1


def test_who_may_not_import_sees_the_check_and_why(sound: Path) -> None:
    shelf = FormShelf()
    made, lanes, states = presenter(shelf, sound, may_import=False)
    made.choose()
    lanes.run()
    check = states[-1].check
    assert check is not None
    assert "مدير النظام" in check.why_not
    made.bring_in()
    lanes.run()
    assert len(shelf.forms) == 1


def test_what_cannot_be_read_or_kept_is_said_and_the_page_goes_on(sound: Path, tmp_path: Path) -> None:
    made, lanes, states = presenter(FormShelf(), sound)
    made.check(str(tmp_path / "missing.xlsx"))
    lanes.run()
    assert (states[-1].is_busy, states[-1].check, states[-1].tone) == (False, None, "bad")
    for _ in range(2):
        made.check(str(sound))
        lanes.run()
        made.bring_in()
        lanes.run()
    assert states[-1].notice == "ارفع version."
    assert states[-1].check is not None


def shown(stage: Stage, shelf: FormShelf, file: Path | str, width: int = 1192) -> tuple[FormsPage, HandLanes]:
    lanes = HandLanes()
    page = FormsPage(actions(shelf), lanes, desk_info(), OneFile(file))
    stage.show(page, width)
    lanes.run()
    stage.settle()
    return page, lanes


@pytest.mark.parametrize("width", [776, 1118, 1400])
def test_nothing_is_cut_or_unnamed(stage: Stage, wrong: Path, width: int) -> None:
    page, lanes = shown(stage, FormShelf(), wrong, width)
    assert "أفلت هنا ملف استمارة" in texts_of(page)
    assert (unnamed(page), cut_texts(page), is_wider_than_shown(page)) == ([], [], False)
    button_named(page, "فحص ملف").click()
    lanes.run()
    stage.settle()
    assert "تظهر الأسئلة حين لا يبقى خطأ" in texts_of(page)
    assert (unnamed(page), cut_texts(page), is_wider_than_shown(page)) == ([], [], False)


def test_the_keyboard_alone_chooses_imports_and_goes_back(stage: Stage, sound: Path) -> None:
    shelf, closed = FormShelf(), list[bool]()
    page, lanes = shown(stage, shelf, sound)
    page.closed.connect(lambda: closed.append(True))
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    lanes.run()
    stage.settle()
    assert not button_named(page, "استيراد").isHidden()
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    lanes.run()
    stage.settle()
    assert len(shelf.forms) == 2
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert closed == [True]


def test_a_clerk_has_no_key_that_imports(stage: Stage, sound: Path) -> None:
    lanes = HandLanes()
    info = replace(desk_info(), user=User("u-2", "omar", "عمر", ("clerk",)))
    page = FormsPage(actions(FormShelf()), lanes, info, OneFile(sound))
    stage.show(page)
    page.presenter.choose()
    lanes.run()
    stage.settle()
    assert not button_named(page, "استيراد").isEnabled()
