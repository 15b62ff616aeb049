"""The paper under hands: seen, turned, printed, signed, and nothing cut or unnamed."""

from dataclasses import dataclass, fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button
from desktop.ui.kit.theme import theme
from desktop.ui.language import Language, choose_language, said
from desktop.ui.pages.paper.printing_part import NO_PRINTER
from desktop.ui.pages.paper.signing_bar import SigningBar
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.prints.view import PrintsPage
from desktop.usecases.queue_print import PaperToPrint
from desktop.usecases.record_print import PrintLine
from domain.print_order import ATTESTATION, PrintOrder
from domain.printer import STOPPED
from domain.printer import Printer as PlainPrinter
from domain.sync.changes import Changes
from tests.desktop.ui.pages.paper.papers import Pictures, Printer, Signing, attestation, paper_of
from tests.support.at_rest import activate
from tests.support.fake_front import FrontDesk, HandLane, actions_of
from tests.support.fake_prints import FakePrints
from tests.support.seen_pages import Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed


@dataclass
class PaperLane:
    store: HandLane
    paper: HandLane

    @property
    def printing(self) -> HandLane:
        return self.paper


class Paper:
    def __init__(self, stage: Stage, *, printer: Printer | None = None, width: int = 1192, height: int = 900) -> None:
        self.lanes, self._stage = PaperLane(HandLane(), HandLane()), stage
        self.printer, self.signing = printer or Printer(), Signing()
        self.kept = 0
        self.said: list[str] = []
        self.changes: list[Changes] = []
        ours = {item.name: getattr(self.signing, item.name, None) for item in fields(Actions)}
        actions = replace(actions_of(FrontDesk()), **{name: deed for name, deed in ours.items() if deed is not None})
        self.view = PaperPage(
            actions, Pictures().pages(), self.lanes, self.printer, title="إقرار بصحة البيانات", person="المستفيد"
        )
        self.view.kept.connect(self._keep)
        self.view.said.connect(self.said.append)
        self.view.changed.connect(self.changes.append)
        stage.show(self.view, width, height)

    def _keep(self) -> None:
        self.kept += 1

    def run(self) -> "Paper":
        while self.lanes.store.waiting or self.lanes.paper.waiting:
            self.lanes.store.run()
            self.lanes.paper.run()
        self._stage.settle()
        return self

    def show(self, state: str = "unsigned", pages: int = 2) -> "Paper":
        self.view.show_attestation(attestation(state, pages))
        return self.run()


def test_an_attestation_is_seen_with_its_state_in_words_and_its_pages(stage: Stage) -> None:
    paper = Paper(stage).show()
    said = texts_of(paper.view)
    for part in ("نورة الواحي", "بانتظار توقيع المستفيد على الورق", "صفحة ١ من ٢", "١٠٠٪"):
        assert part in said
    assert paper.view.sheets.painted() == 2


def test_the_signature_is_one_press_and_is_told(stage: Stage) -> None:
    paper = Paper(stage).show()
    button_named(paper.view, "وقّع المستفيد على الورق").click()
    paper.run()
    assert paper.view.state == "signed"
    assert "موقّع على الورق" in texts_of(paper.view)
    assert not paper.view.sign.isVisible()
    stage.settle()
    word, line = paper.view._status, paper.view.bar.geometry()
    assert word.geometry().right() == line.right()  # where a line begins, not in the middle of it
    assert (len(paper.changes), paper.said) == (1, ["سُجّل التوقيع على الورق"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_a_narrow_page_words_give_way_before_one_is_cut(stage: Stage, language: Language) -> None:
    choose_language(language)
    try:
        paper = Paper(stage, width=790, height=485)
        paper.view.offer_procedure(said("ما تقوله للمستفيد", "What to tell the beneficiary"))
        bar = SigningBar(actions_of(FrontDesk()), paper.lanes.store, paper.view)
        paper.view.attestation_shown.connect(bar.show_attestation)
        paper.view.body.addWidget(bar)
        paper.show()
        assert cut_texts(paper.view) == []
        assert unnamed(paper.view) == []
        procedure = button_named(paper.view, said("ما تقوله للمستفيد", "What to tell the beneficiary"))
        assert procedure.toolTip() == procedure.accessibleName()
        paper.view.window().resize(1300, 900)
        stage.settle()
        assert procedure.text().strip() == procedure.accessibleName()
        assert procedure.toolTip() == ""
    finally:
        choose_language("ar")


def test_another_answer_makes_the_paper_on_the_screen_void(stage: Stage) -> None:
    paper = Paper(stage).show()
    paper.signing.become_void()
    paper.view.apply_changes(Changes(frozenset({"interviews"}), ("i-1",)))
    paper.run()
    assert "ملغى" in texts_of(paper.view)
    assert "اطبع إقرارًا جديدًا" in texts_of(paper.view)
    assert not paper.view.sign.isVisible()


def test_keys_print_and_enlarge(stage: Stage) -> None:
    paper = Paper(stage).show()
    paper.view.bar.copies.setValue(3)
    QTest.keyClick(paper.view.sheets, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    paper.run()
    assert paper.printer.came_out == [("مكتب الاستقبال", 2, 3)]
    assert paper.kept == 1
    QTest.keyClick(paper.view.sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert "٧٥٪" in texts_of(paper.view)
    QTest.keyClick(paper.view.sheets, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert "صفحة ٢ من ٢" in texts_of(paper.view)


def test_copies_are_shown_in_the_digits_chosen_and_typed_in_any(stage: Stage) -> None:
    copies = Paper(stage).show().view.bar.copies
    assert copies.text() == "١"
    for typed, value in (("12", 12), ("٧", 7)):
        copies.selectAll()
        copies.lineEdit().insert(typed)
        copies.interpretText()
        assert copies.value() == value
    copies.selectAll()
    copies.lineEdit().insert("999")
    copies.interpretText()
    assert copies.value() <= 20
    theme().apply(choice="light", digits="western")
    assert copies.text() == str(copies.value())


def test_a_narrow_window_shows_the_whole_width_of_the_sheet(stage: Stage) -> None:
    paper = Paper(stage, width=776, height=640)
    paper.view.show_pdf(paper_of(2))
    paper.lanes.paper.run_one()
    stage.settle()
    assert not is_wider_than_shown(paper.view)


def test_scrolling_turns_the_number_of_the_page(stage: Stage) -> None:
    paper = Paper(stage)
    paper.view.show_pdf(paper_of(3))
    paper.lanes.paper.run_one()  # counted: three white sheets of their size, nothing drawn yet
    stage.settle()
    bar = paper.view.sheets.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert "صفحة ٣ من ٣" in texts_of(paper.view)
    button_named(paper.view, "الصفحة السابقة").click()
    assert "صفحة ٢ من ٣" in texts_of(paper.view)


def test_a_desk_without_a_printer_is_told_what_to_do(stage: Stage) -> None:
    paper = Paper(stage, printer=Printer(known=())).show()
    button = button_named(paper.view, "طباعة")
    assert not button.isEnabled()
    assert button.accessibleDescription() == NO_PRINTER.ar
    assert "لا توجد طابعة معرّفة في هذا الجهاز" in texts_of(paper.view)
    assert "احفظ نسخة PDF" in texts_of(paper.view)
    assert button_named(paper.view, "حفظ PDF").isEnabled()
    button.click()
    paper.run()
    assert paper.kept == 0


def test_a_printer_that_was_set_up_meanwhile_is_seen_when_the_clerk_comes_back(stage: Stage) -> None:
    paper = Paper(stage, printer=Printer(known=())).show()
    paper.printer.known = ("الجديدة",)
    other = QMainWindow()
    other.show()
    activate(other)
    activate(paper.view.window())
    other.close()
    other.deleteLater()
    paper.run()
    assert "لا توجد طابعة" not in texts_of(paper.view)
    button_named(paper.view, "طباعة").click()
    paper.run()
    assert paper.printer.came_out == [("الجديدة", 2, 1)]


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    paper = Paper(stage)
    paper.view.show_attestation(attestation())
    paper.lanes.paper.run_one()
    paper.lanes.paper.waiting.clear()
    paper.view.presenter.sign()
    stage.clear()
    paper.lanes.store.run()
    assert paper.signing.asked == ["a-1"]


@pytest.mark.parametrize("width", [776, 1118, 1192])
@pytest.mark.parametrize("state", ["unsigned", "signed", "void"])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int, state: str, choice: str) -> None:
    theme().apply(choice=choice)
    paper = Paper(stage, width=width, height=700, printer=Printer(known=())).show(state)
    paper.view.presenter.send_to_printer("", 1)
    stage.settle()
    assert (unnamed(paper.view), cut_texts(paper.view), is_wider_than_shown(paper.view)) == ([], [], False)


def test_a_file_is_called_what_it_is_called_whatever_digits_are_shown(stage: Stage) -> None:
    paper = Paper(stage)
    line = PrintLine("file", "attestation-2.pdf", 1, 1, "unsigned", "00", "2026-11-21T17:02:51+03:00", "سلمان")
    paper.view.show_attestation(replace(attestation(), prints=(line,)))
    paper.run()
    told = texts_of(paper.view)
    assert "\u2068attestation-2.pdf\u2069" in told
    assert "النسخة ١، " in told


def in_trouble(paper: Paper) -> Paper:
    """Two papers that did not come out, at a system with two printers."""
    signing = paper.signing
    signing.service = (PlainPrinter("مكتب الاستقبال - HP LaserJet"), PlainPrinter("office-2"))
    for title in ("RYD1-A7-000009", "RYD1-A7-000010"):
        order = PrintOrder(ATTESTATION, title, "office-2", 2)
        signing.note_failed(signing.queue_print(PaperToPrint(order, paper_of(1))).id, STOPPED)
    return paper


def test_what_did_not_come_out_is_sent_again_elsewhere_or_dropped(stage: Stage) -> None:
    paper = in_trouble(Paper(stage)).show()
    assert STOPPED.ar in texts_of(paper.view)
    next(button for button in paper.view.waiting.findChildren(Button) if "إعادة" in button.text()).click()
    paper.run()
    assert [order.title for order, _ in paper.signing.came_out] == ["RYD1-A7-000009"]
    [menu] = [menu for menu in paper.view.waiting.findChildren(QMenu) if menu.actions()]
    [elsewhere] = menu.actions()
    assert elsewhere.text() == "مكتب الاستقبال - HP LaserJet"
    elsewhere.trigger()
    paper.run()
    assert paper.signing.came_out[1][0].printer == "مكتب الاستقبال - HP LaserJet"
    assert not paper.view.waiting.isVisible()
    assert paper.view.presenter.printing.room.is_watching


def test_dropping_one_leaves_the_other(stage: Stage) -> None:
    paper = in_trouble(Paper(stage)).show()
    next(button for button in paper.view.waiting.findChildren(Button) if button.text() == "حذف").click()
    paper.run()
    assert [line.title for line in paper.signing.list_prints()] == ["RYD1-A7-000010"]
    assert "RYD1-A7-000009" not in texts_of(paper.view.waiting)


def test_enter_in_the_pages_prints_them_and_a_wrong_page_is_said_there(stage: Stage) -> None:
    paper = Paper(stage).show()
    paper.view.bar.pages.setText("٧")
    QTest.keyClick(paper.view.bar.pages, Qt.Key.Key_Return)
    paper.run()
    assert "من ١ إلى ٢" in texts_of(paper.view.bar)
    assert paper.printer.came_out == []
    paper.view.bar.pages.setText("٢")
    QTest.keyClick(paper.view.bar.pages, Qt.Key.Key_Return)
    paper.run()
    assert paper.printer.came_out == [("مكتب الاستقبال", 1, 1)]


@pytest.mark.parametrize("width", [776, 1192])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_list_of_what_waits_leaves_nothing_cut_or_unnamed(stage: Stage, width: int, choice: str) -> None:
    theme().apply(choice=choice)
    paper = in_trouble(Paper(stage, width=width, height=700)).show()
    assert (unnamed(paper.view), cut_texts(paper.view), is_wider_than_shown(paper.view)) == ([], [], False)


def test_what_waits_for_a_printer_has_a_page_of_its_own(stage: Stage) -> None:
    page, prints = PrintsPage(), FakePrints()
    stage.show(page, 900, 600)
    page.show_jobs((), ())
    stage.settle()
    assert "لا شيء ينتظر الطباعة" in texts_of(page)
    job = prints.queue_print(PaperToPrint(PrintOrder(ATTESTATION, "RYD1-A7-000009", "office"), b""))
    prints.note_sent(job.id, 3)
    page.show_jobs(prints.list_prints(), ("office",))
    stage.settle()
    assert "RYD1-A7-000009" in texts_of(page)
    assert "عند الطابعة" in texts_of(page)
    assert (unnamed(page), cut_texts(page), is_wider_than_shown(page)) == ([], [], False)
