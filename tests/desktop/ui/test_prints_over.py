"""The receipt at one press, and what waits for a printer said over every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.ui.kit.basic import Button
from desktop.ui.pages.prints.view import PrintsPage
from desktop.ui.prints_over import PRINTS, PrintsOver
from desktop.usecases.queue_print import KnownPrinter, PaperToPrint
from desktop.usecases.record_print import MadeSheet
from domain.errors import Unavailable
from domain.print_order import DAY_SHEET, RECEIPT, PrintOrder
from domain.printer import STOPPED, JobSeen, Printer
from tests.desktop.ui.pages.paper.papers import Pictures
from tests.desktop.ui.pages.paper.papers import Printer as Drawn
from tests.support.fake_desk import HandLanes
from tests.support.fake_front import FrontDesk, actions_of

REFUSED = Unavailable("print.refused", ar="لم تقبل الطابعة المهمة.", en="The printer did not take the job.")


class Desk(FrontDesk):
    """It makes a receipt in the layout that is asked for."""

    def make_sheet(self, paper: str, subject: str) -> MadeSheet:
        return MadeSheet(RECEIPT, f"{paper}:1".encode(), subject, "p-1", "17-A-000043-1", "1")


class Window(QMainWindow):
    """As much of the shell as is asked here."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.home = QWidget()
        self._stack.addWidget(self.home)
        self.banners: dict[str, str] = {}
        self.see: Callable[[], None] | None = None

    @property
    def current(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_widget(self, widget: QWidget) -> None:
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def show_banner(self, key: str, text: str, tone: str, *, action: str, act: Callable[[], None]) -> None:
        self.banners[key], self.see = text, act


class Over:
    def __init__(self) -> None:
        self.desk, self.lanes, self.window = Desk(), HandLanes(), Window()
        self.desk.service = (Printer("office"), Printer("roll"))
        self.said: list[str] = []
        self.pages: list[str] = []
        actions = replace(actions_of(self.desk), make_sheet=self.desk.make_sheet)
        self.prints = PrintsOver(actions, Pictures().pages(), self.lanes, Drawn(), shell=self.window)  # type: ignore[arg-type]
        self.prints.said.connect(self.said.append)
        self.prints.receipt_page_requested.connect(self.pages.append)

    def run(self) -> Over:
        self.lanes.run()
        return self

    @property
    def banner(self) -> str:
        return self.window.banners.get(PRINTS, "")


@pytest.fixture
def over(qapp: object) -> Iterator[Over]:
    made = Over()
    yield made
    made.prints.stop()
    made.window.deleteLater()


def test_the_first_receipt_asks_for_its_printer(over: Over) -> None:
    over.prints.print_receipt("i-1")
    over.run()
    assert (over.pages, over.desk.came_out) == (["i-1"], [])


@pytest.mark.parametrize(("known", "layout"), [(("office", False), "receipt"), (("roll", True), "receipt_roll")])
def test_the_next_one_is_printed_without_a_question(over: Over, known: tuple[str, bool], layout: str) -> None:
    over.desk.known[RECEIPT] = KnownPrinter(*known)
    over.prints.print_receipt("i-1")
    over.run()
    [(order, pdf)] = over.desk.came_out
    assert (order.printer, order.is_thermal, order.title) == (*known, "17-A-000043-1")
    assert pdf == f"{layout}:1".encode()
    assert (over.pages, over.banner) == ([], "")
    assert known[0] in over.said[0]


def test_one_that_fails_is_said_over_every_page_and_sent_again_from_there(over: Over) -> None:
    over.desk.known[RECEIPT] = KnownPrinter("office")
    over.desk.service_refuses = REFUSED
    over.prints.print_receipt("i-1")
    over.run()
    assert over.said == [REFUSED.ar]
    assert "إشعار استلام" in over.banner
    assert over.window.see is not None
    over.window.see()
    over.run()
    page = over.window.current
    assert isinstance(page, PrintsPage)
    assert over.banner == ""
    next(button for button in page.waiting.findChildren(Button) if "إعادة" in button.text()).click()
    over.run()
    assert [order.printer for order, _ in over.desk.came_out] == ["office"]
    over.desk.fates[1] = JobSeen("done")
    over.prints._room.look()
    over.run()
    assert over.desk.jobs == {}
    page.closed.emit()
    assert over.window.current is over.window.home


def test_what_was_in_hand_when_the_program_ended_is_said_and_not_sent(over: Over) -> None:
    over.desk.queue_print(PaperToPrint(PrintOrder(DAY_SHEET, "2026-11-21", "office"), b"A:1"))
    over.prints.start()
    over.run()
    assert "كشف يومي" in over.banner
    assert over.desk.came_out == []


def test_a_printer_that_stops_later_is_said_and_forgotten_when_it_prints(over: Over) -> None:
    over.desk.known[RECEIPT] = KnownPrinter("office")
    over.prints.print_receipt("i-1")
    over.run()
    for fate, is_said in ((JobSeen("stuck", STOPPED), True), (JobSeen("done"), False)):
        over.desk.fates[1] = fate
        over.prints._room.look()
        over.run()
        assert bool(over.banner) is is_said
