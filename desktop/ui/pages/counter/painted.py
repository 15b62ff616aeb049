"""What the counter draws itself: the day's ring by category, a row of the latest presses, the undo key."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.kit.painted import Painted, at_end, at_start, direction, mirrored
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS, RADIUS_LARGE, TALLY
from desktop.ui.language import listed, reads_from_right, said
from desktop.ui.pages.counter.state import Line

# By whether lines begin at the right; which end of a name is drawn last.
ELIDED = {True: Qt.TextElideMode.ElideLeft, False: Qt.TextElideMode.ElideRight}
LEAST_LETTERS = 12
TIME_WIDTH = 62  # of «12:55 ص» in the small letters
FULL_TURN = 360 * 16
RING_WIDTH = 13


class CategoryRing(Painted):
    """The day's total in the middle of its parts: each category as long as its share."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[int, ...] = ()
        self._total, self._detail = 0, ""
        self.setMinimumSize(150, 150)
        self.setAccessibleName(said("مجموع اليوم", "The day's total"))

    def sizeHint(self) -> QSize:
        return QSize(168, 168)

    def show_counts(self, counts: Sequence[int], total: int, detail: str) -> None:
        self._counts, self._total, self._detail = tuple(counts), total, detail
        self.setAccessibleDescription(f"{total} {detail}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = self.painter()
        side = min(self.width(), self.height()) - RING_WIDTH - 3
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(p.sunken), RING_WIDTH))
        painter.drawEllipse(box)
        self._draw_parts(painter, box)
        painter.setPen(QColor(p.ink))
        text = theme().number(self._total)
        painter.setFont(_fitting(text, side - 2 * RING_WIDTH - 12))
        painter.drawText(box.translated(0, -9), Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(QColor(p.ink3))
        painter.setFont(font("small"))
        painter.drawText(box.translated(0, 24), Qt.AlignmentFlag.AlignCenter, theme().number(self._detail))
        painter.end()

    def _draw_parts(self, painter: QPainter, box: QRectF) -> None:
        whole = sum(self._counts)
        if whole <= 0:
            return
        parts = [(index, count) for index, count in enumerate(self._counts) if count > 0]
        # A hair of the ground between two parts, so neighbours of one colour stay two.
        gap = 26 if len(parts) > 1 else 0
        start = float(90 * 16)
        for index, count in parts:
            span = FULL_TURN * count / whole
            pen = QPen(QColor(theme().palette.category(index).ink), RING_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, int(start - span + gap / 2), max(12, int(span - gap)))
            start -= span


def _fitting(text: str, width: float) -> QFont:
    made = font("kpi")
    while QFontMetricsF(made).horizontalAdvance(text) > width and made.pixelSize() > 16:
        made.setPixelSize(made.pixelSize() - 1)
    return made


class PressRow(QAbstractButton):
    """One of the latest presses; a click or Enter opens it up."""

    opened = Signal(str)
    HEIGHT = 36

    def __init__(self) -> None:
        super().__init__()
        self._line: Line | None = None
        self.setFixedHeight(self.HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._open)
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(200, self.HEIGHT)

    def show_line(self, line: Line) -> None:
        if line == self._line:
            return
        self._line = line
        self.setEnabled(line.state != "writing")
        self.setCursor(Qt.CursorShape.PointingHandCursor if line.visit else Qt.CursorShape.ArrowCursor)
        state = {
            "writing": said("تُحفظ الآن", "being saved"),
            "void": said(f"ملغاة: {line.note}", f"Void: {line.note}"),
        }.get(line.state, line.note)
        self.setAccessibleName(listed((line.title, line.time, state)))
        self.setAccessibleDescription(
            said(
                "افتحها لإضافة الشخص والغرض، أو لتصحيحها", "Open it to add the person and the purpose, or to correct it"
            )
        )
        self.setToolTip(state)
        self.update()

    def _open(self) -> None:
        if self._line is not None and self._line.visit:
            self.opened.emit(self._line.visit)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction())
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        self._draw_ground(painter, box)
        is_void = line.state == "void"
        ink = QColor(p.ink3 if is_void or line.state == "writing" else p.ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.line_strong if is_void else p.category(line.category_index).ink))
        painter.drawRoundedRect(mirrored(QRectF(box.right() - 18, box.center().y() - 5, 10, 10), box), 3, 3)
        sign, tone = ("−1", p.bad) if is_void else ("+1", p.ok)
        painter.setFont(font("label"))
        painter.setPen(QColor(tone))
        last = mirrored(QRectF(box.left() + 8, box.top(), 30, box.height()), box)
        painter.drawText(last, at_end(), theme().number(sign))
        painter.setFont(font("small"))
        painter.setPen(QColor(p.ink3))
        time = mirrored(QRectF(box.left() + 42, box.top(), TIME_WIDTH, box.height()), box)
        painter.drawText(time, at_end(), theme().number(line.time))
        words = mirrored(
            QRectF(box.left() + 48 + TIME_WIDTH, box.top(), box.width() - 76 - TIME_WIDTH, box.height()), box
        )
        self._draw_words(painter, words, ink, is_void)
        painter.end()

    def _draw_ground(self, painter: QPainter, box: QRectF) -> None:
        p = theme().palette
        painter.setPen(QPen(QColor(p.primary), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(p.sunken) if self.underMouse() and self.isEnabled() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)

    def _draw_words(self, painter: QPainter, words: QRectF, ink: QColor, is_void: bool) -> None:
        line = self._line
        if line is None:
            return
        made = font("label", weight=500)
        made.setStrikeOut(is_void)
        painter.setFont(made)
        painter.setPen(ink)
        metrics = QFontMetricsF(made)
        while metrics.horizontalAdvance(line.title) > words.width() and made.pixelSize() > LEAST_LETTERS:
            made.setPixelSize(made.pixelSize() - 1)
            painter.setFont(made)
            metrics = QFontMetricsF(made)
        title = metrics.elidedText(line.title, ELIDED[reads_from_right()], words.width())
        painter.drawText(words, at_start(), title)
        left = words.width() - metrics.horizontalAdvance(title) - 10
        if line.note and not is_void and left > 24:
            sign = mirrored(QRectF(words.left() + left - 18, words.center().y() - 8, 16, 16), words)
            painter.drawPixmap(sign.topLeft(), picture("user-check", ink.name(), 16, self))


class UndoKey(QAbstractButton):
    """Takes the last press back: as big as a category's key, and quieter."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(120, TALLY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(said("تراجع عن آخر ضغطة (Ctrl+Z)", "Undo the last press (Ctrl+Z)"))
        theme().changed.connect(self._repaint)

    def sizeHint(self) -> QSize:
        return QSize(240, 220)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        is_marked = self.isEnabled() and (self.hasFocus() or self.underMouse())
        pen = QPen(QColor(p.primary if is_marked else p.line_strong), 2 if is_marked else 1.5)
        if not is_marked:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(p.sunken if self.isDown() else p.surface2))
        painter.drawRoundedRect(box, RADIUS_LARGE, RADIUS_LARGE)
        ink = p.primary if self.isEnabled() else p.disabled
        centre = box.center()
        painter.drawPixmap(QPointF(centre.x() - 18, centre.y() - 52), picture("arrow-back-up", ink, 36, self))
        painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
        painter.setFont(font("h3"))
        centred = Qt.AlignmentFlag.AlignCenter
        painter.drawText(
            QRectF(box.left(), centre.y() - 8, box.width(), 26),
            centred,
            said("تراجع عن آخر ضغطة", "Undo the last press"),
        )
        painter.setPen(QColor(p.ink3 if self.isEnabled() else p.disabled))
        painter.setFont(font("small"))
        painter.drawText(QRectF(box.left(), centre.y() + 20, box.width(), 24), centred, "Ctrl+Z")
        painter.end()
