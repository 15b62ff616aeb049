"""Beside the keys: the day's total with two facts, and the latest presses."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, label, scroll, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.counter.painted import CategoryRing, PressRow
from desktop.ui.pages.counter.state import CounterState, Fact, Line
from desktop.ui.pages.wording import VISITORS


class TotalCard(Card):
    def __init__(self) -> None:
        super().__init__(said("المجموع", "Total"), spacing=8)
        self._ring = CategoryRing()
        self.body.addWidget(self._ring, 1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(12)
        self.body.addLayout(self._facts)
        self._labels = []
        for _ in range(2):
            column = QVBoxLayout()
            column.setSpacing(0)
            title, value = label("", "small"), label("", "h2")
            column.addWidget(title)
            column.addWidget(value)
            self._facts.addLayout(column, 1)
            self._labels.append((title, value))

    def show_total(self, counts: tuple[int, ...], total: int, facts: tuple[Fact, ...]) -> None:
        noun = VISITORS.of(total).removeprefix(str(total)).strip() if total > 2 else VISITORS.of(total)
        self._ring.show_counts(counts, total, noun)
        for (title, value), fact in zip(self._labels, facts, strict=True):
            set_text(title, theme().number(fact.title))
            set_text(value, theme().number(fact.value))


class LatestCard(Card):
    """`opened` carries a visit's id."""

    opened = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__(said("آخر الضغطات", "Latest presses"), spacing=6)
        self._undo = Button(
            said(" تراجع", " Undo"),
            "text",
            glyph="arrow-back-up",
            name=said("تراجع عن آخر ضغطة (Ctrl+Z)", "Undo the last press (Ctrl+Z)"),
        )
        self._undo.clicked.connect(self.undo)
        self.heading.addWidget(self._undo)
        self._empty = label(
            said(
                "أول ضغطة تظهر هنا. افتح أي ضغطة لتضيف صاحبها أو تصحّحها.",
                "The first press shows here. Open any to add the person or to correct it.",
            ),
            "small",
            wrap=True,
        )
        self.body.addWidget(self._empty)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = scroll(inside)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(PressRow.HEIGHT * 4)
        self.body.addWidget(self._area, 1)
        self._rows: list[PressRow] = []

    def show_lines(self, lines: tuple[Line, ...], *, can_undo: bool) -> None:
        self._undo.setEnabled(can_undo)
        self._empty.setVisible(not lines)
        while len(self._rows) < len(lines):
            row = PressRow()
            row.opened.connect(self.opened)
            self._column.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(lines))
            if index < len(lines):
                row.show_line(lines[index])


class SideColumn(QWidget):
    """The total above the latest presses."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.total, self.latest = TotalCard(), LatestCard()
        column.addWidget(self.total)
        column.addWidget(self.latest, 1)

    def show_state(self, state: CounterState) -> None:
        self.total.show_total(tuple(tile.count for tile in state.tiles), state.total, state.facts)
        self.latest.show_lines(state.lines, can_undo=state.can_undo)


class SideStack(QStackedWidget):
    """One of several columns; what is in them scrolls, so none of them makes the page longer."""

    LEAST_HEIGHT = 540

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(self.LEAST_HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(280, self.LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
