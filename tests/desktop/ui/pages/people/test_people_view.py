"""The people's page is worked with keys alone, loses nothing that was typed, and cuts and hides no word."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.ui.actions import DeskInfo
from desktop.ui.kit.theme import theme
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.view import PeopleView
from desktop.usecases.attest import AttestationLine
from desktop.usecases.hold_interview import InterviewLine
from domain.carddate import parse_card_date
from domain.errors import Unavailable
from domain.person import Person
from domain.sync.changes import Changes
from forms.interview.shipped import shipped_form
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import SARA, actions_of, desk_info, profile
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    texts_of,
    unnamed,
)

SAAD = replace(NOURA, id="p-saad", number="17-A-000043-3", name="سعد بن فهد الرملي", id_number="1000000016")
LONG = replace(
    NOURA,
    id="p-long",
    number="DEM1-G9X3-000044-1",
    name="عبدالرحمن بن محمد بن عبدالعزيز آل مشاري الحارثي القحطاني",
    id_number="1000000024",
    born=parse_card_date("12/5/1410"),
    iban="SA0380000000608010167519",
    note="يفضّل التواصل بعد صلاة العصر، ويأتي برفقة أخيه الأكبر في كل مرة.",
)
DISK_FULL = Unavailable("store.full", ar="القرص ممتلئ. أفرغ مساحة.", en="The disk is full.")
CONTROL = Qt.KeyboardModifier.ControlModifier


class People:
    def __init__(self, stage: Stage, desk: FullDesk | None = None, info: DeskInfo | None = None) -> None:
        self.desk = desk or FullDesk(people=[NOURA, SAAD])
        self.lanes, self._stage = HandLanes(), stage
        self.asked: list[tuple[str, ...]] = []
        self.said: list[str] = []
        self.changes: list[Changes] = []
        self.undos: list[Callable[[], None]] = []
        self.view = PeopleView(actions_of(self.desk), self.lanes, info or desk_info())
        self.view.interview_requested.connect(self._hear_interview)
        for name in ("resume", "attestation", "paper"):
            getattr(self.view, f"{name}_requested").connect(self._hearing(name))
        self.view.said.connect(self.said.append)
        self.view.changed.connect(self.changes.append)
        self.view.dropped.connect(self._hear_drop)
        stage.show(self.view)
        self.view.focus_search()
        self.run()

    def _hear_interview(self, person: str, form: str) -> None:
        self.asked.append(("interview", person, form))

    def _hear_drop(self, text: str, undo: Callable[[], None]) -> None:
        self.said.append(text)
        self.undos.append(undo)

    def _hearing(self, name: str) -> Callable[[str], None]:
        def hear(target: str) -> None:
            self.asked.append((name, target))

        return hear

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the focus."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the focus"
        QTest.keyClick(target, key, modifier)
        self.run()

    def search(self, text: str) -> None:
        self.view.search.setText(text)
        self.run()

    @property
    def form(self) -> PersonForm:
        form = self.view.form
        assert form is not None, "no form is open"
        return form

    def type(self, field: str, text: str) -> None:
        """As from the clerk's keyboard, who then goes on."""
        editor = self.form.editor(field)
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        editor.setText(text)
        editor.textEdited.emit(text)
        self.key(Qt.Key.Key_Tab)

    def text(self, field: str) -> str:
        editor = self.form.editor(field)
        assert isinstance(editor, QLineEdit)
        return editor.text()

    @property
    def shown_texts(self) -> str:
        return texts_of(self.view)


# --- keys --------------------------------------------------------------------------------------------------------


def test_arrows_and_enter_open_a_file_while_the_words_are_typed(stage: Stage) -> None:
    people = People(stage)
    people.search("بن")
    people.key(Qt.Key.Key_Down)
    people.key(Qt.Key.Key_Return)
    assert people.view.shown_person == SAAD
    people.search("1000000008")
    people.key(Qt.Key.Key_Return)
    assert people.view.shown_person == NOURA
    people.search("0512345678")
    assert people.view.search_presenter.state.rows


def test_an_interview_begins_without_the_mouse(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_Return)
    people.key(Qt.Key.Key_Return, CONTROL)
    assert people.asked == [("interview", NOURA.id, "herfa/support-request")]


def test_of_several_forms_the_clerk_picks_one(stage: Stage) -> None:
    desk = FullDesk(people=[NOURA])
    desk.forms["twaim/service-request"] = shipped_form("twaim/service-request")
    people = People(stage, desk)
    people.key(Qt.Key.Key_Return)
    people.key(Qt.Key.Key_Return, CONTROL)
    assert people.asked == []
    people.key(Qt.Key.Key_Tab)
    people.key(Qt.Key.Key_Return)
    assert people.asked == [("interview", NOURA.id, "twaim/service-request")]
    assert faults(people) == ([], [], False)


def test_escape_goes_back_a_step_each_time(stage: Stage) -> None:
    people = People(stage)
    people.search("نورة")
    people.key(Qt.Key.Key_Return)
    people.key(Qt.Key.Key_E, CONTROL)
    assert people.view.form is not None
    people.key(Qt.Key.Key_Escape)
    assert people.view.form is None
    assert people.view.search.hasFocus()
    button_named(people.view, "تعديل بيانات").setFocus()
    people.key(Qt.Key.Key_Escape)
    assert people.view.search.hasFocus()
    people.key(Qt.Key.Key_Escape)
    assert people.view.search.text() == ""


def test_a_person_is_registered_by_keys_and_his_interview_is_one_enter_away(stage: Stage) -> None:
    people = People(stage)
    people.search("منيرة الواحي")
    people.key(Qt.Key.Key_Return)
    assert people.text("name") == "منيرة الواحي"
    assert people.form.editor("id_number").hasFocus()
    people.type("id_number", "١٠٠٠٠٠٠٠٢٤")
    people.key(Qt.Key.Key_S, CONTROL)
    registered = people.desk.people[-1]
    assert registered.id_number == "1000000024"
    assert people.view.form is None
    assert people.view.shown_person == registered
    assert people.changes[0].kinds == {"persons"}
    people.key(Qt.Key.Key_Return)
    assert people.asked == [("interview", registered.id, "herfa/support-request")]


def test_enter_goes_from_field_to_field(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    assert people.form.editor("name").hasFocus()
    people.key(Qt.Key.Key_Return)
    assert people.form.editor("id_type").hasFocus()
    people.key(Qt.Key.Key_Tab)
    people.key(Qt.Key.Key_Return)
    assert people.form.editor("born").hasFocus()


# --- what was typed is not lost ----------------------------------------------------------------------------------


def test_a_form_that_is_left_waits_and_is_gone_on_with(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", "منيرة الواحي")
    people.key(Qt.Key.Key_Escape)
    assert people.view.form is None
    assert "كُتب ولم يُحفظ: تسجيل منيرة الواحي" in people.shown_texts
    button_named(people.view, "متابعة تسجيل منيرة الواحي").click()
    people.run()
    assert people.text("name") == "منيرة الواحي"
    assert "كُتب ولم يُحفظ" not in people.shown_texts


def test_a_file_opened_from_elsewhere_takes_nothing_from_an_open_form(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", "منيرة الواحي")
    people.view.open_person(SAAD.id)
    people.run()
    assert people.view.shown_person == SAAD
    assert [item.title for item in people.view.unsaved.waiting] == ["تسجيل منيرة الواحي"]


def test_what_was_typed_survives_the_end_of_the_program(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", "منيرة الواحي")
    people.type("mobile", "0500000012")
    again = People(stage, people.desk)
    assert "كُتب ولم يُحفظ: تسجيل منيرة الواحي" in again.shown_texts
    button_named(again.view, "متابعة تسجيل").click()
    again.run()
    assert (again.text("name"), again.text("mobile")) == ("منيرة الواحي", "0500000012")


def test_one_clerk_does_not_see_what_another_typed(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", "منيرة الواحي")
    other = replace(desk_info(), user=replace(SARA, id="u-2", username="hind"))
    assert "كُتب ولم يُحفظ" not in People(stage, people.desk, other).shown_texts


def test_an_edit_gone_on_with_takes_back_nobody_elses_change(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_Return)
    people.key(Qt.Key.Key_E, CONTROL)
    people.type("town", "قرية الجدول")
    people.key(Qt.Key.Key_Escape)
    people.desk.people[0] = replace(NOURA, mobile="+966500000012")
    people.view.apply_changes(Changes(frozenset({"persons"}), (NOURA.id,)))
    people.run()
    people.key(Qt.Key.Key_E, CONTROL)
    assert people.text("town") == "قرية الجدول"
    people.key(Qt.Key.Key_S, CONTROL)
    assert people.desk.people[0] == replace(NOURA, mobile="+966500000012", town="قرية الجدول")
    assert people.view.unsaved.waiting == ()


def test_what_is_thrown_away_can_be_brought_back(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", "منيرة الواحي")
    people.key(Qt.Key.Key_Escape)
    button_named(people.view, "تجاهل").click()
    people.run()
    assert "كُتب ولم يُحفظ" not in people.shown_texts
    assert "منيرة الواحي" in people.said[-1]
    people.undos[-1]()
    people.run()
    assert "كُتب ولم يُحفظ: تسجيل منيرة الواحي" in people.shown_texts


def test_a_form_in_which_nothing_was_typed_leaves_nothing_behind(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_Return)
    people.key(Qt.Key.Key_E, CONTROL)
    people.key(Qt.Key.Key_Escape)
    assert people.view.unsaved.waiting == ()


# --- whoever is known --------------------------------------------------------------------------------------------


def test_whoever_may_be_registered_is_pointed_out_and_opened(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("name", NOURA.name)
    assert "قد يكون مسجّلًا من قبل" in people.shown_texts
    button_named(people.view, f"هو نفسه: افتح ملف {NOURA.name}").click()
    people.run()
    assert people.view.shown_person == NOURA
    assert people.view.unsaved.waiting[0].name == NOURA.name


def test_an_identity_number_in_use_leads_to_its_file(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_N, CONTROL)
    people.type("id_number", NOURA.id_number or "")
    assert f"مسجّل من قبل: {NOURA.name}" in people.shown_texts
    button_named(people.view, f"افتح ملف {NOURA.name}").click()
    people.run()
    assert people.view.shown_person == NOURA


# --- states ------------------------------------------------------------------------------------------------------


def test_an_office_without_files_is_told_what_to_do(stage: Stage) -> None:
    people = People(stage, FullDesk(people=[]))
    assert "لا ملفات بعد" in people.shown_texts
    people.search("سعاد")
    assert "لا أحد بهذا الاسم أو الرقم" in people.shown_texts


def test_a_list_that_cannot_be_read_says_so_and_is_read_again(stage: Stage) -> None:
    people = People(stage)
    people.desk.refuse_once(DISK_FULL)
    people.search("نورة")
    assert DISK_FULL.ar in people.shown_texts
    button_named(people.view, "أعد المحاولة").click()
    people.run()
    assert DISK_FULL.ar not in people.shown_texts


def test_rows_of_the_file_lead_where_their_work_is_done(stage: Stage) -> None:
    people = People(stage, full_desk(NOURA))
    people.key(Qt.Key.Key_Return)
    for name in ("إكمال: ", "الإقرار: ", "فتح: ", "عرض: "):
        button_named(people.view, name).click()
    assert people.asked == [("resume", "i-1"), ("attestation", "i-2"), ("resume", "i-2"), ("paper", "a-1")]


def test_a_write_elsewhere_shows_in_the_open_file(stage: Stage) -> None:
    people = People(stage)
    people.key(Qt.Key.Key_Return)
    people.desk.people[0] = replace(NOURA, town="قرية الجدول")
    people.view.apply_changes(Changes(frozenset({"persons"}), (NOURA.id,)))
    people.run()
    assert "قرية الجدول" in people.shown_texts


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    people = People(stage)
    people.view.open_person(NOURA.id)
    people.view.search_presenter.refresh()
    stage.clear()
    people.lanes.run()
    assert people.lanes.store.waiting == []


# --- seen --------------------------------------------------------------------------------------------------------


def full_desk(person: Person) -> FullDesk:
    """With interviews of every kind, an attestation and visits of `person`."""
    desk = FullDesk(people=[person, SAAD])
    form = ("herfa/support-request", desk.forms["herfa/support-request"].called)
    desk.interviews = [
        InterviewLine("i-1", "DEM1-G9X3-000101-4", person.id, person.name, *form, "left", "2026-11-20T10:05"),
        InterviewLine("i-2", "DEM1-G9X3-000102-9", person.id, person.name, *form, "finished", "2026-11-19", "void"),
        InterviewLine("i-3", "DEM1-40MW-000103-M", person.id, person.name, *form, "finished", "2026-11-18", "signed"),
    ]
    line = AttestationLine("a-1", "DEM1-G9X3-000201-2", person.name, "2026-11-19T13:40", "void")
    object.__setattr__(desk, "list_attestations", lambda: (line,))
    desk.come(profile().counter[0].id, 2, person=person.id, purpose="enquiry", channel="interview")
    return desk


def faults(people: People) -> tuple[list[str], list[str], bool]:
    return unnamed(people.view), cut_texts(people.view), is_wider_than_shown(people.view)


@pytest.mark.parametrize("width", [776, 1118, 1192])
@pytest.mark.parametrize("digits", ["arabic", "western"])
def test_no_state_of_the_page_cuts_or_leaves_unnamed(stage: Stage, width: int, digits: str) -> None:
    """1118 is the page on a screen of 1366 × 768, 776 on the least window."""
    people = People(stage, full_desk(LONG))
    people.view.window().resize(width, 700)
    theme().apply(choice="dark", digits=digits)
    people.run()
    assert faults(people) == ([], [], False), "nothing open"
    people.key(Qt.Key.Key_Return)
    assert faults(people) == ([], [], False), "a file"
    people.key(Qt.Key.Key_E, CONTROL)
    people.type("town", "قرية الجدول البعيدة")
    assert faults(people) == ([], [], False), "an edit"
    people.key(Qt.Key.Key_Escape)
    assert faults(people) == ([], [], False), "something unsaved"
    people.view.focus_search()  # in one column the form led back to its file
    people.search("لا أحد هنا")
    assert faults(people) == ([], [], False), "nobody found"
    people.key(Qt.Key.Key_Return)
    people.type("name", LONG.name)
    people.type("id_number", "1000000009")
    people.type("mobile", "0512")
    people.type("born", "30/2/1447")
    people.type("iban", "SA12")
    people.key(Qt.Key.Key_S, CONTROL)
    assert faults(people) == ([], [], False), "everything wrong"
    people.type("id_number", "1000000024")
    assert faults(people) == ([], [], False), "a number in use"


def narrow(people: People) -> None:
    """As on a branch's screen at 150 %."""
    people.view.window().resize(846, 470)
    people.run()


def test_in_one_column_a_person_takes_the_place_of_the_list_and_escape_leads_back(stage: Stage) -> None:
    people = People(stage)
    narrow(people)
    assert people.view.finder.isVisible()
    assert not people.view.file.isVisible()
    people.view.search.setText(NOURA.name)
    people.run()
    QTest.keyClick(people.view.search, Qt.Key.Key_Return)
    people.run()
    assert people.view.file.isVisible()
    assert not people.view.finder.isVisible()
    assert people.view.file.begin.hasFocus()
    QTest.keyClick(people.view.file.begin, Qt.Key.Key_Escape)
    people.run()
    assert people.view.search.hasFocus()
    assert not people.view.file.isVisible()
    assert people.view.search.text() == NOURA.name


def test_in_one_column_the_form_leads_back_to_the_file_and_the_file_to_the_list(stage: Stage) -> None:
    people = People(stage)
    narrow(people)
    people.view.open_person(NOURA.id)
    people.run()
    QTest.keyClick(people.view.file.begin, Qt.Key.Key_E, CONTROL)
    people.run()
    assert people.view.form is not None
    assert people.view.form.isVisible()
    QTest.keyClick(people.view.form.editor("name"), Qt.Key.Key_Escape)
    people.run()
    assert people.view.file.begin.hasFocus()
    button_named(people.view, "رجوع إلى القائمة").click()
    assert people.view.search.hasFocus()


def test_in_one_column_a_file_that_cannot_be_read_leaves_the_list_where_it_is(stage: Stage) -> None:
    people = People(stage)
    narrow(people)
    people.desk.refuse_once(DISK_FULL)
    people.view.open_person(NOURA.id)
    people.run()
    assert people.said == [DISK_FULL.ar]
    assert people.view.finder.isVisible()


def test_room_for_two_columns_shows_the_list_again_beside_the_file(stage: Stage) -> None:
    people = People(stage)
    narrow(people)
    people.view.open_person(NOURA.id)
    people.run()
    people.view.window().resize(1118, 700)
    people.run()
    assert people.view.finder.isVisible()
    assert people.view.file.isVisible()
    assert not any(
        button.isVisible() for button in people.view.findChildren(QPushButton) if "القائمة" in button.toolTip()
    )


@pytest.mark.parametrize("density", ["comfortable", "compact"])
def test_in_one_column_nothing_is_cut_or_unnamed(stage: Stage, density: str) -> None:
    theme().apply(choice="dark", density=density)
    people = People(stage, FullDesk(people=[NOURA, LONG]))
    narrow(people)
    for person in (NOURA.id, LONG.id):
        people.view.open_person(person)
        people.run()
        assert (unnamed(people.view), cut_texts(people.view), is_wider_than_shown(people.view)) == ([], [], False)
    QTest.keyClick(people.view.file.begin, Qt.Key.Key_E, CONTROL)
    people.run()
    assert (unnamed(people.view), cut_texts(people.view), is_wider_than_shown(people.view)) == ([], [], False)


def test_a_void_file_says_so_and_why(stage: Stage) -> None:
    void = replace(NOURA, void_reason="سُجّلت مرتين")
    people = People(stage, FullDesk(people=[void]))
    people.view.open_person(NOURA.id)
    people.run()
    assert "ملف ملغى: سُجّلت مرتين" in texts_of(people.view.file)
    assert not people.view.file.begin.isVisible()
