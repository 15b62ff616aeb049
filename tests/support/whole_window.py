"""A whole window measured: what hangs over an edge, and what the Tab key alone does not reach or does not bring into
sight."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QPlainTextEdit, QWidget

from tests.support.at_rest import come_to_rest

A_HAIR = 2
MOST_STEPS = 400


def hanging_over(window: QMainWindow) -> list[str]:
    """Visible widgets that their parent cuts off, except what is scrolled to."""
    return [
        f"{said(widget)} {widget.geometry().getRect()} in {parent.rect().getRect()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and (parent := widget.parentWidget()) is not None
        and not _is_scrolled(parent)
        and not parent.rect().adjusted(-A_HAIR, -A_HAIR, A_HAIR, A_HAIR).contains(widget.geometry())
    ]


def _is_scrolled(parent: QWidget) -> bool:
    """Whether it is what a scroll area looks through, or a part of Qt's own widgets."""
    above = parent.parentWidget()
    return parent.objectName().startswith("qt_") or (
        isinstance(above, QAbstractScrollArea) and above.viewport() is parent
    )


def unreached(window: QMainWindow) -> list[str]:
    """What takes the Tab key and is not come to by pressing it, and what has the focus out of sight."""
    wanted = set(_stops(window))
    reached: set[QWidget] = set()
    hidden = []
    for _ in range(MOST_STEPS):
        focused = QApplication.focusWidget()
        if focused is None or focused in reached:
            break
        reached.add(focused)
        if not _is_seen(focused, window):
            hidden.append(f"out of sight: {said(focused)}")
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        come_to_rest()
    # A choice of several tiles or segments is one stop; which one it is may change while it is walked through.
    still = set(_stops(window)) if wanted - reached else set()
    return [*hidden, *(f"not reached: {said(widget)}" for widget in (wanted - reached) & still)]


def _stops(window: QMainWindow) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        # Whether it is seen first: of most it is the answer, and the quickest.
        takes_keys = widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        if takes_keys and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget


def _is_seen(widget: QWidget, window: QMainWindow) -> bool:
    """Whole, or filling all that there is to look through; of a long text the place where one writes."""
    seen = widget.cursorRect() if isinstance(widget, QPlainTextEdit) else widget.rect()
    wanted = seen.size()
    here = widget
    while here is not window and (parent := here.parentWidget()) is not None:
        seen = seen.translated(here.pos()).intersected(parent.rect())
        if _is_scrolled(parent):
            wanted = wanted.boundedTo(parent.size())
        here = parent
    return _holds(seen, wanted.width(), wanted.height())


def _holds(seen: QRect, width: int, height: int) -> bool:
    return seen.width() >= width - A_HAIR and seen.height() >= height - A_HAIR


def said(widget: QWidget) -> str:
    words = widget.accessibleName() or getattr(widget, "text", str)() or widget.objectName()
    return f"{type(widget).__name__} «{words}»"
