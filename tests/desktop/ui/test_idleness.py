"""The window locks when nobody has touched it for so long, and not while somebody works in it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.ui.idleness import MINUTE_MS
from desktop.ui.shell import Shell
from tests.support.at_rest import activate, wait_until

WAIT_MS = 30


class Watched:
    """A window that watches, and how long it has until it locks."""

    def __init__(self) -> None:
        self.shell = Shell(office_name="مكتب", user_name="أمينة", role="clerk")
        self.left: list[bool] = []
        self.shell.idle_too_long.connect(lambda: self.left.append(True))
        (self.timer,) = (timer for timer in self.shell.findChildren(QTimer) if _belongs_to_idleness(timer))
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.shell.watch_idle(1)
        _show(self.shell)

    def is_put_off_by(self, window: QWidget, deed: str) -> bool:
        QTest.qWait(WAIT_MS)
        before = self.timer.remainingTime()
        handle = window.windowHandle()
        assert handle is not None
        if deed == "key":
            QTest.keyClick(handle, Qt.Key.Key_A)
        elif deed == "wheel":
            QTest.wheelEvent(handle, QPointF(5, 5), QPoint(0, -120))
        else:
            QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        return self.timer.remainingTime() > before


def _belongs_to_idleness(timer: QTimer) -> bool:
    return type(timer.parent()).__name__ == "Idleness" and timer.isSingleShot()


def _show(window: QWidget) -> None:
    window.show()
    activate(window)


@pytest.fixture
def watched(qapp: QApplication) -> Iterator[Watched]:
    made = Watched()
    yield made
    made.shell.watch_idle(0)
    made.shell.close()
    made.shell.deleteLater()


@pytest.mark.parametrize("deed", ["key", "click"])
def test_a_key_and_a_click_put_the_lock_off(watched: Watched, deed: str) -> None:
    assert 0 < watched.timer.remainingTime() <= MINUTE_MS
    assert watched.is_put_off_by(watched.shell, deed)


def test_a_key_in_a_dialog_over_the_window_puts_it_off_and_one_in_the_window_again_after_it(watched: Watched) -> None:
    dialog = QWidget(watched.shell, Qt.WindowType.Dialog)
    _show(dialog)
    assert watched.is_put_off_by(dialog, "key")
    dialog.close()
    dialog.deleteLater()
    QApplication.sendPostedEvents()
    _show(watched.shell)
    assert watched.is_put_off_by(watched.shell, "key")


@pytest.mark.qt_log_ignore("This plugin does not support")  # a screen that is none: of raising and grabbing
@pytest.mark.parametrize("deed", ["key", "click", "wheel"])
def test_what_is_done_in_a_list_or_a_menu_over_the_window_puts_it_off(watched: Watched, deed: str) -> None:
    menu = QMenu(watched.shell)
    for number in range(3):
        menu.addAction(f"سطر {number}").setEnabled(False)
    menu.popup(watched.shell.mapToGlobal(QPoint(40, 40)))
    (looking,) = (one for one in watched.timer.parent().findChildren(QTimer) if not one.isSingleShot())
    looking.setInterval(1)
    wait_until(menu.isVisible)
    QTest.qWait(WAIT_MS)
    assert watched.is_put_off_by(menu, deed)
    watched.shell.watch_idle(0)
    assert not looking.isActive()
    QTest.mouseClick(menu.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not watched.timer.isActive()
    menu.close()
    menu.deleteLater()


def test_a_window_that_nobody_touches_locks(watched: Watched) -> None:
    watched.timer.start(1)
    wait_until(lambda: watched.left == [True])


def test_one_that_is_never_to_lock_does_not(watched: Watched) -> None:
    watched.shell.watch_idle(0)
    handle = watched.shell.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert not watched.timer.isActive()
