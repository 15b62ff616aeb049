"""Painted charts: bars, from where a line of text begins. Numbers are drawn in the user's digits."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen

from desktop.ui.kit.painted import Painted, from_start
from desktop.ui.kit.theme import font, theme
from desktop.ui.language import said


class BarChart(Painted):
    """The first bar where a line begins; `series` are stacked. Labels stand below, totals above."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self._name = name
        self._labels: tuple[str, ...] = ()
        self._series: tuple[tuple[int, ...], ...] = ()
        self._marked = -1
        self.setMinimumHeight(150)
        self.setAccessibleName(name)

    def show_bars(self, labels: Sequence[str], *series: Sequence[int], marked: int = -1) -> None:
        """`marked` is the bar that stands out (now, today); -1 for none."""
        self._labels, self._series, self._marked = tuple(labels), tuple(tuple(item) for item in series), marked
        totals = [sum(values) for values in zip(*self._series, strict=True)]
        spoken = said("، ", ", ").join(f"{text}: {total}" for text, total in zip(labels, totals, strict=True) if total)
        self.setAccessibleDescription(spoken or said("لا شيء بعد", "nothing yet"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = self.painter()
        totals = [sum(values) for values in zip(*self._series, strict=True)]
        most = max([*totals, 1])
        area = QRectF(self.rect()).adjusted(4, 22, -4, -26)
        step = area.width() / max(1, len(totals))
        width = min(36.0, step * 0.62)
        painter.setPen(QPen(QColor(p.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for index, total in enumerate(totals):
            centre = from_start(area, step * (index + 0.5))
            bottom = area.bottom()
            for depth, values in enumerate(self._series):
                height = area.height() * values[index] / most
                if height <= 0:
                    continue
                colour = QColor(p.category(0 if depth == 0 else 4).ink)
                if self._marked >= 0 and index != self._marked:
                    colour.setAlphaF(0.42)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(centre - width / 2, bottom - height, width, height), 4, 4)
                bottom -= height
            is_marked = index == self._marked
            painter.setPen(QColor(p.ink if is_marked else p.ink3))
            painter.setFont(font("micro", weight=600 if is_marked else 400))
            below = QRectF(centre - step / 2, area.bottom() + 5, step, 20)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, theme().number(self._labels[index]))
            if total:
                above = QRectF(centre - step / 2, bottom - 20, step, 18)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, theme().number(total))
        painter.end()
