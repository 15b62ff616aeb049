"""Painted scores: months from where a line begins, and how the answers to a question fall, from best to worst."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from desktop.ui.kit.painted import Painted, at_start, from_start, mirrored
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import listed, said
from desktop.ui.pages.quality.state import Bar, Mark

MOST = 100
STEPS = (0, 50, 100)
SCALE_WIDTH, FOOT, HEAD = 44, 28, 24
WIDEST = 46.0
HIDDEN = 26.0


class MonthChart(Painted):
    """0 to 100. A month that may not be shown is a dashed outline with the reason above it."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self.setMinimumHeight(190)
        self.setAccessibleName(said("النتيجة شهرًا بشهر", "The score month by month"))

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription(listed(bar.spoken for bar in bars) or said("لا شيء بعد", "nothing yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        whole = QRectF(self.rect())
        area = mirrored(whole.adjusted(4, HEAD, -SCALE_WIDTH, -FOOT), whole)
        self._draw_scale(painter, area)
        for index in range(len(self._bars)):
            self._draw_bar(painter, area, index)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        p = theme().palette
        painter.setFont(font("micro"))
        for number in STEPS:
            y = area.bottom() - area.height() * number / MOST
            pen = QPen(QColor(p.line_strong if number == 0 else p.line), 1)
            if number:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(p.ink3))
            words = mirrored(QRectF(area.right() + 8, y - 10, SCALE_WIDTH - 8, 20), area)
            painter.drawText(words, at_start(), theme().number(number))

    def _draw_bar(self, painter: QPainter, area: QRectF, index: int) -> None:
        p, bar = theme().palette, self._bars[index]
        cell = area.width() / len(self._bars)
        centre, width = from_start(area, cell * (index + 0.5)), min(WIDEST, cell * 0.5)
        is_last = index == len(self._bars) - 1
        height = HIDDEN if bar.value is None else max(3.0, area.height() * bar.value / MOST)
        box = QRectF(centre - width / 2, area.bottom() - height, width, height)
        if bar.value is not None:
            colour = QColor(p.primary)
            colour.setAlphaF(1.0 if is_last else 0.55)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 5, 5)
        elif bar.above != "—":
            painter.setPen(QPen(QColor(p.field), 1.2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, 0), 5, 5)
        painter.setPen(QColor(p.ink if bar.value is not None else p.ink3))
        painter.setFont(font("label" if bar.value is not None else "micro"))
        top = box.top() if bar.above != "—" else area.bottom()
        above = QRectF(centre - cell / 2, top - 24, cell, 20)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, theme().number(bar.above))
        painter.setPen(QColor(p.ink if is_last else p.ink3))
        painter.setFont(font("micro", weight=600 if is_last else 400))
        below = QRectF(centre - cell / 2, area.bottom() + 5, cell, 20)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, theme().number(bar.label))


class MarkBar(Painted):
    """The shares of a question side by side, each with its count where there is room; the best where a line begins."""

    def __init__(self) -> None:
        super().__init__()
        self._mark: Mark | None = None
        self.setFixedHeight(26)

    def sizeHint(self) -> QSize:
        return QSize(220, 26)

    def show_mark(self, mark: Mark) -> None:
        self._mark = mark
        self.setAccessibleName(f"{mark.label}: {mark.value:.0f}")
        spoken = listed(f"{part.label} {part.count}" for part in mark.parts)
        self.setAccessibleDescription(spoken)
        self.setToolTip(theme().number(spoken))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is None:
            return
        painter = self.painter()
        whole = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        every = sum(part.count for part in self._mark.parts)
        done = 0.0
        painter.setFont(font("micro", weight=600))
        for part in self._mark.parts:
            if not part.count:
                continue
            width = whole.width() * part.count / every
            box = mirrored(QRectF(whole.right() - done - width, whole.top(), width, whole.height()), whole)
            painter.setPen(Qt.PenStyle.NoPen)
            colour, ink = shade(part.shade)
            painter.setBrush(colour)
            painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), 4, 4)
            if width > 26:
                painter.setPen(ink)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, theme().number(part.count))
            done += width
        painter.end()


def shade(place: float) -> tuple[QColor, QColor]:
    """The colour of a grade and of what is written on it: 0 the best, 1 the worst."""
    p = theme().palette
    pairs = ((p.ok, p.surface), (p.ok_tint, p.ok), (p.sunken, p.ink2), (p.warn_tint, p.warn), (p.bad_tint, p.bad))
    colour, ink = pairs[round(place * (len(pairs) - 1))]
    return QColor(colour), QColor(ink)
