"""The window and a real print service: what fails waits, outlives the program, and comes out once where it is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui import prints_over
from desktop.ui.pages.paper import view
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.prints.view import PrintsPage
from desktop.ui.prints_over import PRINTS
from desktop.usecases.open_desk import World
from tests.support.clock import HandClock
from tests.support.print_service import PrintService, found_print_service
from tests.support.window import PASSWORD, Window


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintService]:
    with found_print_service() as service:
        monkeypatch.setenv("CUPS_SERVER", service.socket)
        for looking in (view, prints_over):
            monkeypatch.setattr(looking, "LOOK_MS", 100)
        for name in ("office", "upstairs"):
            service.add_queue(name)
        yield service


def open_day_sheet(window: Window) -> PaperPage:
    window.desk.open_day_sheet("2026-11-21")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    page = window.desk.current
    assert isinstance(page, PaperPage)
    window.wait_until(lambda: page.sheets.painted() == 1 and page.bar.print.isEnabled())
    return page


def banner(window: Window) -> str:
    return window.desk.banner_text(PRINTS)


def test_what_a_printer_did_not_print_waits_until_it_comes_out_once(
    qapp: QApplication, service: PrintService, tmp_path: Path
) -> None:
    world = World(HandClock())
    window = Window(qapp, tmp_path / "store", world)
    window.set_up("herfa")
    page = open_day_sheet(window)
    page.bar.printers.setCurrentText("office")
    QTest.keyClick(page.sheets, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    office, upstairs = (service.folder / "out" / name for name in ("office", "upstairs"))
    window.wait_until(lambda: any(office.glob("[0-9]*")))
    window.wait_until(lambda: page.presenter.state.jobs == () and len(page.presenter.state.prints) == 1)
    assert page.presenter.state.known.name == ""
    assert banner(window) == ""

    (office / "broken").touch()
    window.press(page, "طباعة")
    window.wait_until(lambda: "نفد الورق من الطابعة" in banner(window))
    assert page.waiting.isVisible()
    window.close()

    window = Window(qapp, tmp_path / "store", world)
    try:
        window.sign_in("amina", PASSWORD)
        window.wait_until(lambda: "كشف يومي" in banner(window))
        window.press(window.desk, "عرضها")
        prints = window.desk.current
        assert isinstance(prints, PrintsPage)
        window.wait_until(lambda: len(_menus(prints)) == 1)
        [elsewhere] = _menus(prints)[0].actions()
        assert elsewhere.text() == "upstairs"
        elsewhere.trigger()
        window.wait_until(lambda: any(upstairs.glob("[0-9]*")))
        window.wait_until(lambda: window.desk.current is prints and not prints.waiting.isVisible())
        assert banner(window) == ""
        (office / "broken").unlink()
        service.order("cupsenable", "office")
        again = open_day_sheet(window)
        assert again.bar.printers.currentText() == "upstairs"
        assert len(list(office.glob("[0-9]*"))) == len(list(upstairs.glob("[0-9]*"))) == 1
    finally:
        window.close()


def _menus(page: PrintsPage) -> list[QMenu]:
    return [menu for menu in page.waiting.findChildren(QMenu) if menu.actions()]
