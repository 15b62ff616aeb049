"""A choice as it is drawn: its ring or box with the words beside it, a number of a scale, or the mark alone."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.kit.basic import as_read
from desktop.ui.kit.painted import at_start, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import reads_from_right
from domain.arabic import to_ascii_digits

SIDE = 20
PAD = 14
WORDS = SIDE + 10 + 2 * PAD
NARROWEST, WIDEST = 88, 300
LONGEST_STEP = 3


def _wrapped() -> int:
    return int(at_start() | Qt.TextFlag.TextWordWrap)


def _steps() -> dict[Qt.Key, int]:
    onward = Qt.Key.Key_Left if reads_from_right() else Qt.Key.Key_Right
    back = Qt.Key.Key_Right if reads_from_right() else Qt.Key.Key_Left
    return {onward: 1, Qt.Key.Key_Down: 1, back: -1, Qt.Key.Key_Up: -1}


class ChoiceTile(QAbstractButton):
    """A ring (one of) or a box (any of) with its words; taller when they need two lines."""

    moved = Signal(int)
    numbered = Signal(int)
    entered = Signal()
    cleared = Signal()

    def __init__(self, text: str, *, is_multiple: bool) -> None:
        super().__init__()
        self._is_multiple = is_multiple
        self._is_bad = False
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self._repaint)

    @property
    def _is_step(self) -> bool:
        """A number of a scale stands alone, without a ring before it."""
        return self.text().isdecimal() and len(self.text()) <= LONGEST_STEP

    def natural_width(self) -> int:
        """With all words on one line."""
        around = 2 * PAD if self._is_step else WORDS + 4
        return QFontMetrics(self._font(is_on=True)).horizontalAdvance(self._words()) + around

    def narrowest_width(self) -> int:
        """With its longest word on one line; without words, the mark."""
        if not self.text():
            return 2 * SIDE
        measure = QFontMetrics(self._font(is_on=True))
        words = [measure.horizontalAdvance(word) for word in self._words().split()]
        return self.natural_width() if self._is_step else max(words) + WORDS + 4

    def height_at(self, width: int) -> int:
        box = QRect(0, 0, max(20, width - WORDS), 1000)
        return max(
            theme().control,
            QFontMetrics(self._font(is_on=True)).boundingRect(box, _wrapped(), self._words()).height() + PAD,
        )

    def show_bad(self, is_bad: bool) -> None:
        self._is_bad = is_bad
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(min(WIDEST, self.natural_width()), theme().control)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROWEST, self.narrowest_width()), theme().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _steps().get(Qt.Key(event.key()))
        digit = to_ascii_digits(event.text())
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif len(digit) == 1 and digit in "123456789":
            self.numbered.emit(int(digit) - 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _words(self) -> str:
        return as_read(theme().number(self.text()))

    def _font(self, *, is_on: bool) -> QFont:
        return font("body", weight=500 if is_on else 400)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        is_on = self.isChecked()
        edge, width = (p.primary, 2.0) if is_on else (p.bad, 2.0) if self._is_bad else (p.field, 1.0)
        inset = width / 2
        face = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if not self.isEnabled():
            edge = p.line_strong
        elif self.underMouse() and not is_on and not self._is_bad:
            edge = p.ink2
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(
            QColor(p.primary_tint if is_on else p.sunken if self.isDown() or not self.isEnabled() else p.surface)
        )
        painter.drawRoundedRect(face, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            radius = RADIUS - 3 if is_on else RADIUS
            painter.drawRoundedRect(ring.adjusted(3.5, 3.5, -3.5, -3.5) if is_on else ring, radius, radius)
        if self._is_step:
            painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
            painter.setFont(self._font(is_on=is_on))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())
            painter.end()
            return
        room = QRectF(self.rect())
        aside = PAD if self.text() else (self.width() - SIDE) / 2
        mark = mirrored(QRectF(self.width() - aside - SIDE, (self.height() - SIDE) / 2, SIDE, SIDE), room)
        self._draw_mark(painter, mark)
        painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
        painter.setFont(self._font(is_on=is_on))
        words = mirrored(QRectF(PAD, 0, self.width() - WORDS, self.height()), room)
        painter.drawText(words, _wrapped(), self._words())
        painter.end()

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        p = theme().palette
        is_on = self.isChecked()
        ink = QColor(p.primary if self.isEnabled() else p.disabled)
        painter.setPen(QPen(ink if is_on else QColor(p.field), 1.5))
        if self._is_multiple:
            painter.setBrush(ink if is_on else QColor(p.surface))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
            if is_on:
                painter.drawPixmap(QPointF(box.left() + 2, box.top() + 2), picture("check", p.on_primary, 16, self))
            return
        painter.setBrush(ink if is_on else QColor(p.surface))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.on_primary))
            painter.drawEllipse(box.center(), 3.6, 3.6)
