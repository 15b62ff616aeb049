"""The window and a real print service: what fails waits, outlives the program, and comes out once where it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
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
        monkeypatch.setenv("ISTIQBAL_KDF", "floor")
        monkeypatch.setenv("CUPS_SERVER", service.socket)
        for looking in (view, prints_over):
            monkeypatch.setattr(looking, "LOOK_MS", 100)
        for name in ("office", "upstairs"):
            service.add_queue(name)
        yield service


def open_day_sheet(window: Window) -> PaperPage:
    window.desk.ways.open_day_sheet("2026-11-21")
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
    office, upstairs = (service.folder / "out" / name for name in ("office", "upstairs"))
    with opened(qapp, tmp_path / "store", world) as window:
        window.set_up("herfa")
        page = open_day_sheet(window)
        page.bar.printers.setCurrentText("office")
        QTest.keyClick(page.sheets, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        window.wait_until(lambda: page.presenter.state.jobs == () and len(page.presenter.state.prints) == 1)
        assert printed(office) == 1
        assert banner(window) == ""
        (office / "broken").touch()
        window.press(page, "طباعة")
        window.wait_until(lambda: "نفد الورق من الطابعة" in banner(window) and page.waiting.isVisible())

    with opened(qapp, tmp_path / "store", world) as window:
        window.sign_in("amina", PASSWORD)
        window.wait_until(lambda: "كشف يومي" in banner(window))
        window.press(window.desk, "عرضها")
        prints = window.desk.current
        assert isinstance(prints, PrintsPage)
        window.wait_until(lambda: len(_menus(prints)) == 1)
        [elsewhere] = _menus(prints)[0].actions()
        assert elsewhere.text() == "upstairs"
        elsewhere.trigger()
        window.wait_until(lambda: not prints.waiting.isVisible())
        assert banner(window) == ""
        (office / "broken").unlink()
        service.order("cupsenable", "office")
        assert open_day_sheet(window).bar.printers.currentText() == "upstairs"
        assert (printed(office), printed(upstairs)) == (1, 1)


@contextmanager
def opened(app: QApplication, folder: Path, world: World) -> Iterator[Window]:
    window = Window(app, folder, world)
    try:
        yield window
    finally:
        window.close()


def printed(out: Path) -> int:
    """How many jobs that printer has put on paper."""
    return len(list(out.glob("[0-9]*")))


def _menus(page: PrintsPage) -> list[QMenu]:
    return [menu for menu in page.waiting.findChildren(QMenu) if menu.actions()]
