"""What was done, with a way back: it goes by itself, and lies over nothing that can be pressed while there is another
place."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QScrollBar, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said

TOAST_MS = 6_000
# Pages are scrolled and filled while it stands.
LOOK_AGAIN_MS = 120
EDGE, STEP = 12, 8


class Toast(QFrame):
    """Stands on `ground`, the pages' part of the window."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self.setProperty("kind", "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        self._text = label("", "body")
        self._undo = Button(said("تراجع", "Undo"), "toast", glyph="arrow-back-up")
        self._undo.clicked.connect(self._undone)
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        self._handler: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_AGAIN_MS)
        self._looking.timeout.connect(self._keep_clear)
        self.hide()

    def show_text(self, text: str, undo: Callable[[], None] | None) -> None:
        self._handler = undo
        set_text(self._text, theme().number(text))
        self._undo.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(TOAST_MS)
        self._looking.start()

    def place(self) -> None:
        """As low and as central as the page's controls let it; in the lower half rather over no words."""
        self._fit()
        controls, words = list(controls_on(self._ground)), list(words_on(self._ground))
        middle = self._ground.height() // 2

        def burden(spot: QPoint) -> tuple[int, bool, bool]:
            place = QRect(spot, self.size())
            return _covered(place, controls), place.top() < middle, _covered(place, words) > 0

        self.move(min(_spots(self._ground.size(), self.size()), key=burden))

    def _fit(self) -> None:
        """A long sentence takes more lines on a small window."""
        most = max(240, self._ground.width() - 2 * EDGE)
        self._text.setWordWrap(False)
        if self.sizeHint().width() > most:
            self._text.setWordWrap(True)
            self.resize(most, self.heightForWidth(most))
        else:
            self.resize(self.sizeHint())

    def _keep_clear(self) -> None:
        if _covered(self.geometry(), list(controls_on(self._ground))):
            self.place()

    def _go(self) -> None:
        self._looking.stop()
        self.hide()

    def _undone(self) -> None:
        self._go()
        if self._handler is not None:
            self._handler()


def controls_on(ground: QWidget) -> Iterator[QRect]:
    """Where something can be pressed, typed or scrolled, as far as it is seen."""
    for widget in ground.findChildren(QWidget):
        if widget.isVisible() and _is_control(widget) and not _is_of_toast(widget):
            yield _seen_part(widget, ground)


def words_on(ground: QWidget) -> Iterator[QRect]:
    for text in ground.findChildren(QLabel):
        if text.isVisible() and text.text() and not _is_of_toast(text):
            yield _seen_part(text, ground)


def _is_control(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton | QScrollBar):
        return True
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    # A page that takes keys is no control: those that stand on it are.
    return not any(child.focusPolicy() is not Qt.FocusPolicy.NoFocus for child in widget.findChildren(QWidget))


def _is_of_toast(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Toast):
        above = above.parentWidget()
    return above is not None


def _seen_part(widget: QWidget, ground: QWidget) -> QRect:
    """In the ground's coordinates; what is scrolled out of sight does not count."""
    part = widget.rect()
    while widget is not ground:
        parent = widget.parentWidget()
        if parent is None:
            return QRect()
        part = part.translated(widget.pos()).intersected(parent.rect())
        widget = parent
    return part


def _covered(place: QRect, taken: list[QRect]) -> int:
    """How much of what is there would lie under it."""
    parts = (place.intersected(rect) for rect in taken)
    return sum(part.width() * part.height() for part in parts if not part.isEmpty())


def _spots(ground: QSize, size: QSize) -> Iterator[QPoint]:
    """From the foot upwards, in the middle before the sides."""
    room = max(0, ground.width() - size.width())
    lefts = sorted({room // 2, room // 4, room * 3 // 4, min(EDGE, room), max(0, room - EDGE)})
    lefts.sort(key=lambda left: abs(left - room // 2))
    top = ground.height() - size.height() - EDGE
    while top >= EDGE:
        for left in lefts:
            yield QPoint(left, top)
        top -= STEP
    yield QPoint(room // 2, max(0, ground.height() - size.height()))
