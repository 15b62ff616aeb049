"""Pages as they are seen: shown offscreen, walked for names, measured for cut text."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from desktop.ui.kit.theme import prepare, theme
from tests.support.at_rest import activate, come_to_rest, wait_until
from tests.support.fake_front import HandLane


class HandLanes:
    """The lanes of a page, run by hand."""

    def __init__(self) -> None:
        self.store, self.network, self.paper = HandLane(), HandLane(), HandLane()

    def run(self) -> None:
        lanes = (self.store, self.network, self.paper)
        while any(lane.waiting for lane in lanes):
            for lane in lanes:
                lane.run()


class Stage:
    """Shows pages and takes them away again."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._shown: list[QWidget] = []
        prepare(app)
        theme().apply(choice="light")

    def show(self, page: QWidget, width: int = 1192, height: int = 900) -> None:
        host = QMainWindow()
        host.setMinimumSize(320, 240)
        host.resize(width, height)
        host.setCentralWidget(page)
        host.show()
        activate(host)
        self._shown.append(host)

    def settle(self, is_idle: Callable[[], bool] = lambda: True) -> None:
        """Everything shown has its place; what is not idle is waited for."""
        wait_until(is_idle)

    def clear(self) -> None:
        for host in self._shown:
            host.close()
            host.deleteLater()
        self._shown.clear()
        come_to_rest()
        theme().apply(choice="light")


def type_letter(widget: QWidget, letter: str, *, is_repeat: bool = False) -> None:
    """A key of any layout, pressed and let go: Arabic digits come as text."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter), Qt.KeyboardModifier.NoModifier, letter, is_repeat)
        QApplication.sendEvent(widget, event)


def button_named(page: QWidget, name: str) -> QAbstractButton:
    """The visible button whose accessible name begins so."""
    found = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and button.accessibleName().startswith(name)
    ]
    assert found, f"no visible button is called {name!r}"
    return found[0]


def texts_of(page: QWidget) -> str:
    """Everything the visible labels say, one a line, without the direction mark."""
    return "\n".join(text.text().lstrip("\u200f") for text in page.findChildren(QLabel) if text.isVisible())


def unnamed(page: QWidget) -> list[str]:
    """Visible widgets that can have the focus and have no accessible name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not widget.objectName().startswith("qt_")
    ]


def cut_texts(page: QWidget) -> list[str]:
    """Labels, buttons and lists that are narrower or lower than what they say."""
    return [f"{type(widget).__name__}: {text}" for widget, text in _texts(page) if _is_cut(widget, text)]


def _texts(page: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if (isinstance(widget, QLabel) and widget.wordWrap()) or isinstance(widget, QToolButton):
            continue  # wrapped labels grow; a tool button in a field shows its icon alone
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            yield widget, widget.text()
        elif isinstance(widget, QComboBox):
            yield widget, widget.currentText()
        elif isinstance(widget, QLineEdit) and widget.placeholderText():
            yield widget, widget.placeholderText()


def _is_cut(widget: QWidget, text: str) -> bool:
    metrics = QFontMetrics(widget.font())
    lines = text.split("\n")
    width = max(metrics.horizontalAdvance(line) for line in lines)
    if isinstance(widget, QPushButton) and not widget.icon().isNull():
        width += widget.iconSize().width()
    return width > widget.contentsRect().width() + 1 or metrics.ascent() * len(lines) > widget.height()


def squeezed_texts(page: QWidget) -> list[str]:
    """Wrapped labels that got less height than their lines need, so that they run into their neighbours."""
    return [
        text.text()
        for text in page.findChildren(QLabel)
        if text.isVisible() and text.wordWrap() and text.text() and text.height() < text.heightForWidth(text.width())
    ]


def is_wider_than_shown(page: QWidget) -> bool:
    """Whether the page would have to be scrolled sideways."""
    return any(
        area.isVisible() and area.horizontalScrollBar().maximum() > 0 and area.widget() is not None
        for area in page.findChildren(QScrollArea)
    )
