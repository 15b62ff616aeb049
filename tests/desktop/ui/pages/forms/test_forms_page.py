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
from desktop.usecases.write_answers import WrittenAnswers
from domain.errors import RuleBroken
from domain.text import Text
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
        self.written: list[tuple[str, str, str]] = []
        self.forms = [
            FormPlace(
                "herfa/support-request",
                Text("طلب دعم حرفي", "Request of support for a craft"),
                "2026-11-21",
                ("ar", "en"),
                "program",
                "a",
                is_in_use=True,
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
                *(checked.form_id, form.called, form.version, form.languages, "imported", form.sha256),
                is_in_use=True,
                file=checked.file,
            )
        )
        return Imported(checked.form_id, form.called, form.version, form.sha256, is_new=True, former="")

    def withdraw(self, form: str) -> None:
        self.forms = [
            replace(each, is_in_use=False, is_withdrawn=True) if each.id == form else each for each in self.forms
        ]

    def take_back(self, form: str) -> None:
        self.forms = [
            replace(each, is_in_use=True, is_withdrawn=False) if each.id == form else each for each in self.forms
        ]

    def write(self, form: str, kind: str, place: str) -> WrittenAnswers:
        self.written.append((form, kind, place))
        return WrittenAnswers(form, (place,), 2, 1)


class OneFile:
    def __init__(self, file: Path | str) -> None:
        self.file = str(file)

    def choose_form(self) -> str:
        return self.file

    def choose_place(self, kind: str, name: str) -> str:
        return f"/shelf/{name}.{kind}"


def actions(shelf: FormShelf) -> Actions:
    known: Any = {
        "list_form_versions": shelf.list,
        "try_form": try_form,
        "import_form": shelf.bring_in,
        "withdraw_form": shelf.withdraw,
        "bring_back_form": shelf.take_back,
        "write_answers": shelf.write,
    }
    return replace(actions_of(FrontDesk()), **known)


def presenter(
    shelf: FormShelf, file: Path, *, may_import: bool = True
) -> tuple[FormsPresenter, HandLanes, list[FormsState]]:
    lanes, states = HandLanes(), list[FormsState]()
    made = FormsPresenter(
        actions(shelf), lanes, OneFile(file), may_import=may_import, may_export=may_import, show=states.append
    )
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
    assert check.tone == "bad"
    drawn = {line.text: (line.fault, line.tone) for line in check.preview}
    assert drawn == {"العمر": ("", ""), "السبب": ("الصف 3", "bad")}
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
    assert "الصف ٣" in texts_of(page)
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


def test_an_imported_form_is_withdrawn_and_brought_back(sound: Path) -> None:
    shelf = FormShelf()
    made, lanes, states = presenter(shelf, sound)
    made.choose()
    lanes.run()
    made.bring_in()
    lanes.run()
    own, imported = states[-1].forms
    assert (own.can_withdraw, imported.can_withdraw) == (False, True)
    shelf.forms = shelf.forms[1:]
    made.withdraw(imported)
    lanes.run()
    (withdrawn,) = states[-1].forms
    assert (withdrawn.state, withdrawn.can_withdraw, withdrawn.can_bring_back) == ("مسحوبة", False, True)
    made.bring_back(withdrawn)
    lanes.run()
    assert states[-1].forms[0].can_withdraw


def test_answers_go_out_in_the_kind_and_to_the_place_that_were_chosen(sound: Path) -> None:
    shelf = FormShelf()
    made, lanes, states = presenter(shelf, sound)
    made.refresh()
    lanes.run()
    made.begin_export(states[-1].forms[0])
    assert states[-1].export == "طلب دعم حرفي"
    made.export("csv")
    lanes.run()
    assert shelf.written == [("herfa/support-request", "csv", "/shelf/herfa-support-request.csv")]
    assert (states[-1].export, states[-1].tone) == ("", "ok")
    assert "ليس في هذا الجهاز" in states[-1].notice


def test_who_may_not_take_answers_out_is_not_offered_it(sound: Path) -> None:
    made, lanes, states = presenter(FormShelf(), sound, may_import=False)
    made.refresh()
    lanes.run()
    assert not any(form.can_export or form.can_withdraw for form in states[-1].forms)


def test_a_check_says_its_step_and_may_be_stopped(sound: Path) -> None:
    made, lanes, states = presenter(FormShelf(), sound)
    made.check(str(sound))
    assert (states[-1].checking, states[-1].is_busy) == ("support.md", True)
    made.stop()
    lanes.run()
    assert (states[-1].checking, states[-1].is_busy, states[-1].check) == ("", False, None)
    assert "أُوقف الفحص" in states[-1].notice
    made.check(str(sound))
    lanes.run()
    assert states[-1].check is not None


def test_a_form_of_head_offices_that_this_laptop_left_is_named_with_its_reason_and_nothing_to_do(sound: Path) -> None:
    shelf = FormShelf()
    why = Text("ارفع version في ورقة settings.", "Raise version in the sheet settings.")
    place = FormPlace("", Text("visit.md", "visit.md"), "", (), "published", "", is_in_use=False, file="visit.md")
    shelf.forms.insert(0, replace(place, refused=why))
    made, lanes, states = presenter(shelf, sound)
    made.refresh()
    lanes.run()
    row = states[-1].forms[0]
    assert (row.tone, row.detail) == ("bad", why.ar)
    assert "visit.md" in row.title
    assert (row.can_print, row.can_export, row.can_withdraw, row.can_bring_back) == (False, False, False, False)
