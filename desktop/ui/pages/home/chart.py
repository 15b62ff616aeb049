"""Visitors by hour or by day: men and women one over the other, from a line's start, before what is usual."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.ui.kit.basic import clear_layout, label, set_text
from desktop.ui.kit.painted import Painted, at_start, from_start, mirrored
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import listed, said
from desktop.ui.pages.home.state import Bars, LegendItem
from desktop.usecases.look_back import SexCount

SCALE_WIDTH, FOOT, HEAD = 44, 30, 24
STEPS = 4
LABEL_WIDTH = 44
# Men, women and who does not say, as the categories of the palette; dark and light know them.
CATEGORIES = {"men": 0, "women": 4, "unsaid": 5}
_NICE = (1, 2, 3, 5, 10, 15, 20, 25, 50, 75, 100, 150, 200, 250, 500, 1_000, 2_500, 5_000)


def scale_step(most: int) -> int:
    """A round number, four of which reach `most`."""
    return next((step for step in _NICE if step * STEPS >= most), -(-most // STEPS))


def colour_of(key: str) -> QColor:
    p = theme().palette
    if key == "usual":
        return QColor(p.line_strong if p.is_dark else p.line)
    return QColor(p.category(CATEGORIES[key]).ink)


class VisitChart(Painted):
    def __init__(self) -> None:
        super().__init__()
        self._bars = Bars((), (), -1)
        self.setMinimumHeight(160)
        self.setAccessibleName(said("عدد الزوار", "Visitors"))

    def show_bars(self, bars: Bars) -> None:
        self._bars = bars
        self.setAccessibleDescription(_spoken(bars) or said("لا زوار بعد", "no visitors yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        area = mirrored(QRectF(self.rect()).adjusted(4, HEAD, -SCALE_WIDTH, -FOOT), QRectF(self.rect()))
        step = scale_step(max([*(one.total for one in self._bars.counts), *self._bars.usual, 1]))
        self._draw_scale(painter, area, step)
        for index in range(len(self._bars.counts)):
            self._draw_bar(painter, area, index, step * STEPS)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF, step: int) -> None:
        p = theme().palette
        painter.setFont(font("micro"))
        for number in range(STEPS + 1):
            y = area.bottom() - area.height() * number / STEPS
            pen = QPen(QColor(p.line_strong if number == 0 else p.line), 1)
            if number:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(p.ink3))
            words = mirrored(QRectF(area.right() + 8, y - 10, SCALE_WIDTH - 8, 20), area)
            painter.drawText(words, at_start(), theme().number(step * number))

    def _draw_bar(self, painter: QPainter, area: QRectF, index: int, most: int) -> None:
        counts, usual = self._bars.counts[index], self._bars.usual[index] if self._bars.usual else 0
        cell = area.width() / len(self._bars.counts)
        centre = from_start(area, cell * (index + 0.5))
        width = min(34.0, cell * 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if usual:
            height = area.height() * usual / most
            painter.setBrush(colour_of("usual"))
            wide = width + 10
            painter.drawPath(_bar(QRectF(centre - wide / 2, area.bottom() - height, wide, height)))
        foot = QRectF(centre - width / 2, area.bottom(), width, area.height() / most)
        top = _draw_stack(painter, foot, counts)
        self._draw_words(painter, index, QRectF(centre - cell / 2, area.bottom(), cell, 0), top)

    def _draw_words(self, painter: QPainter, index: int, foot: QRectF, top: float) -> None:
        p, marked = theme().palette, self._bars.marked
        is_marked = index == marked
        painter.setFont(font("micro", weight=600 if is_marked else 400))
        painter.setPen(QColor(p.ink if is_marked else p.ink3))
        # Where the labels would touch, every second one is left out, never the one of now.
        if foot.width() >= LABEL_WIDTH or (index - marked) % 2 == 0:
            below = QRectF(foot.center().x() - foot.width(), foot.top() + 6, 2 * foot.width(), 20)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, theme().number(self._bars.labels[index]))
        total = self._bars.counts[index].total
        if total:
            painter.setPen(QColor(p.ink))
            above = QRectF(foot.left(), top - 21, foot.width(), 18)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, theme().number(total))


def _draw_stack(painter: QPainter, foot: QRectF, counts: SexCount) -> float:
    """One over the other, a hair apart; `foot` is as high as one visitor. Returns where the bar ends."""
    parts = [(key, getattr(counts, key)) for key in CATEGORIES if getattr(counts, key)]
    bottom = foot.top()
    for number, (key, count) in enumerate(parts, start=1):
        height = foot.height() * count
        box = QRectF(foot.left(), bottom - height, foot.width(), height)
        painter.setBrush(colour_of(key))
        if number == len(parts):
            painter.drawPath(_bar(box))
        else:
            painter.drawRect(box.adjusted(0, 1 if height > 4 else 0, 0, 0))
        bottom -= height
    return bottom


def _bar(box: QRectF) -> QPainterPath:
    """Round at the top, square where it stands."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if box.height() > 0:
        radius = min(6.0, box.height() / 2)
        path.addRoundedRect(box, radius, radius)
        path.addRect(box.adjusted(0, radius, 0, 0))
    return path.simplified()


def _spoken(bars: Bars) -> str:
    return listed(
        f"{name}: {one.total} ({_parts(one)})" for name, one in zip(bars.labels, bars.counts, strict=True) if one.total
    )


def _parts(counts: SexCount) -> str:
    named = (
        (said("رجال", "men"), counts.men),
        (said("نساء", "women"), counts.women),
        (said("غير محدد", "not stated"), counts.unsaid),
    )
    return listed(f"{name} {count}" for name, count in named if count)


class Legend(QWidget):
    """A square of its colour before each name; wraps nothing: the names are short, and there are four at most."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._items: tuple[LegendItem, ...] = ()
        self._squares: list[tuple[QLabel, str]] = []
        self._words: list[tuple[QLabel, LegendItem]] = []
        theme().changed.connect(self._paint)

    def show_items(self, items: Sequence[LegendItem]) -> None:
        if tuple(items) != self._items:
            self._items = tuple(items)
            self._build()

    def _build(self) -> None:
        clear_layout(self._row)
        self._squares, self._words = [], []
        for item in self._items:
            one = QHBoxLayout()
            one.setSpacing(6)
            square = QLabel()
            square.setFixedSize(12, 12)
            words = label("", "small")
            one.addWidget(square)
            one.addWidget(words)
            self._row.addLayout(one)
            self._squares.append((square, item.key))
            self._words.append((words, item))
        self._row.addStretch(1)
        self._paint()

    def _paint(self) -> None:
        for square, key in self._squares:
            square.setStyleSheet(f"background: {colour_of(key).name()}; border-radius: 3px;")
        for words, item in self._words:
            set_text(words, theme().number(item.title if item.count is None else f"{item.title} {item.count}"))
