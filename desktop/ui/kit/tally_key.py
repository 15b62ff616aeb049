"""The counter's key: one press, one visitor. The number is drawn in the user's digits."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.kit.painted import Painted, draw_line, fitting_font, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS_LARGE, TALLY
from desktop.ui.language import language, reads_from_right, said

DEPTH = 5
TRAVEL = 4
# Below this the hint has no room beside the key cap; English words are longer.
NARROW = {"ar": 236, "en": 300}


class TallyKey(Painted):
    """A big key of the counter: one press, one visitor. `pressed` on a click, Space, Enter; `minus` takes one back."""

    pressed = Signal()
    minus = Signal()

    def __init__(self, title: str, hint: str, glyph: str, *, key: int, category: int) -> None:
        super().__init__()
        self._title, self._hint, self._glyph, self._key, self._category = title, hint, glyph, key, category
        self._titles: tuple[str, ...] = (title,)
        self._title_font: tuple[float, QFont] | None = None  # for a width
        self._count = 0
        self._share = 0.0
        self._is_down = self._is_over = False
        self.setMinimumSize(TALLY + 24, TALLY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(240, 240)

    @property
    def count(self) -> int:
        return self._count

    def show_count(self, count: int, share: float) -> None:
        """`share` of the day's total, 0 to 1. A new count is painted at once, a new share with the next frame."""
        is_new = count != self._count
        self._count, self._share = count, share
        if is_new:
            self._name()
            self.repaint()
        else:
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self._title}: {self._count}")
        key = self._key
        self.setAccessibleDescription(
            said(f"المفتاح {key} يضيف زائرًا، وناقص يتراجع", f"Key {key} adds a visitor, minus takes one back")
        )

    def write_like(self, titles: tuple[str, ...]) -> None:
        """The titles of the keys around it: all are written as large as the longest of them."""
        self._titles, self._title_font = titles, None
        self.update()

    def title_font(self, width: float) -> QFont:
        """Reckoned once: a press is painted at once."""
        if self._title_font is None or self._title_font[0] != width:
            self._title_font = width, fitting_font("h2", self._titles, width)
        return self._title_font[1]

    def show_press(self, is_down: bool) -> None:
        if is_down != self._is_down:
            self._is_down = is_down
            self.repaint()

    # --- events --------------------------------------------------------------------------------------------------

    def _minus_rect(self) -> QRectF:
        side = 46.0
        made = QRectF(16, self.height() - side - 20 + (TRAVEL if self._is_down else 0), side + 8, side)
        return mirrored(made, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.isEnabled():
            return
        if self._minus_rect().contains(event.position()):
            self.minus.emit()
            return
        self.show_press(True)
        self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.show_press(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The second of two quick presses: a visitor like the first.
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.show_press(True)
            self.pressed.emit()
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Backspace) and not event.isAutoRepeat():
            self.minus.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.show_press(False)
        super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_over = False
        self.update()

    # --- picture -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        colour = p.category(self._category)
        painter = self.painter()
        down = TRAVEL if self._is_down else 0
        whole = QRectF(1, 1, self.width() - 2, self.height() - 2)
        ink = QColor(colour.ink if self.isEnabled() else p.disabled)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(whole, RADIUS_LARGE, RADIUS_LARGE)
        face = QRectF(1, 1 + down, self.width() - 2, self.height() - 2 - DEPTH)
        shade = QLinearGradient(face.topLeft(), face.bottomLeft())
        shade.setColorAt(0, QColor(p.surface))
        shade.setColorAt(1, QColor(colour.tint if self.isEnabled() else p.sunken))
        painter.setBrush(QColor(colour.tint) if self._is_down else shade)
        is_marked = self.hasFocus() or self._is_over
        painter.setPen(QPen(ink if is_marked else QColor(p.line_strong), 2 if is_marked else 1))
        painter.drawRoundedRect(face, RADIUS_LARGE, RADIUS_LARGE)
        self._draw_head(painter, face, ink)
        self._draw_number(painter, face, ink)
        self._draw_foot(painter, face, ink)
        painter.end()

    def _draw_head(self, painter: QPainter, face: QRectF, ink: QColor) -> None:
        p = theme().palette
        is_narrow = face.width() < NARROW[language()]
        side, cap_side = (40.0, 28.0) if is_narrow else (48.0, 34.0)
        square = QRectF(face.right() - 16 - side, face.top() + 16, side, side)
        cap = QRectF(face.left() + 14, face.top() + 16, cap_side, cap_side)
        words = QRectF(cap.right() + 8, face.top() + 12, square.left() - cap.right() - 18, 28)
        # On a narrow key the hint goes under the key cap, where it has the whole width.
        below = QRectF(cap.left(), cap.bottom() + 1, square.left() - cap.left() - 10, 22)
        square, cap, words, below = (mirrored(part, face) for part in (square, cap, words, below))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.category(self._category).tint))
        painter.drawRoundedRect(square, 12, 12)
        glyph = side / 2 + 2
        corner = square.center() - QPointF(glyph / 2, glyph / 2)
        painter.drawPixmap(corner, picture(self._glyph, ink.name(), int(glyph), self))
        painter.setBrush(QColor(p.surface))
        painter.setPen(QPen(QColor(p.line_strong), 1))
        painter.drawRoundedRect(cap, 7, 7)
        painter.setPen(QColor(p.ink2))
        painter.setFont(font("label"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, theme().number(self._key))
        draw_line(painter, words, self._title, "h2", p.ink, written=self.title_font(words.width()))
        draw_line(painter, below if is_narrow else words.translated(0, 28), self._hint, "small", p.ink3)

    def _draw_number(self, painter: QPainter, face: QRectF, ink: QColor) -> None:
        text = theme().number(self._count)
        # Digits have no descenders: their line may reach under the hint and down to the track.
        room = QRectF(face.left() + 20, face.top() + 58, face.width() - 40, face.height() - 58 - 32)
        size = int(max(40, min(92, room.height() * 0.84)))
        painter.setFont(font("counter", size=size))
        metrics = QFontMetricsF(painter.font())
        # Digits are proportional: each gets the widest one's cell, so the number does not dance.
        cell = 0.94 * max(metrics.horizontalAdvance(digit) for digit in theme().number("0123456789"))
        if cell * len(text) > room.width():
            painter.setFont(font("counter", size=int(size * room.width() / (cell * len(text)))))
            cell = room.width() / len(text)
        x = room.right() - (cell * len(text)) if reads_from_right() else room.left()
        painter.setPen(ink)
        for character in text:
            painter.drawText(QRectF(x, room.top(), cell, room.height()), Qt.AlignmentFlag.AlignCenter, character)
            x += cell

    def _draw_foot(self, painter: QPainter, face: QRectF, ink: QColor) -> None:
        p = theme().palette
        minus = self._minus_rect()
        painter.setPen(QPen(QColor(p.line_strong), 1))
        painter.setBrush(QColor(p.surface))
        painter.drawRoundedRect(minus, 10, 10)
        painter.setPen(QPen(QColor(p.ink2), 2))
        centre = minus.center()
        painter.drawLine(QPointF(centre.x() - 7, centre.y()), QPointF(centre.x() + 7, centre.y()))
        taken = mirrored(minus, face).right()
        track = QRectF(taken + 18, face.bottom() - 24, face.right() - taken - 40, 6)
        faded = QColor(ink)
        faded.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded)
        painter.drawRoundedRect(mirrored(track, face), 3, 3)
        if self._share > 0:
            width = max(6.0, track.width() * min(1.0, self._share))
            painter.setBrush(ink)
            filled = QRectF(track.right() - width, track.top(), width, 6)
            painter.drawRoundedRect(mirrored(filled, face), 3, 3)
