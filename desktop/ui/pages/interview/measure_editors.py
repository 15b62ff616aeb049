"""Editors for what lies on a scale: ranges, ranks, hours, years and months."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSlider, QVBoxLayout, QWidget

from desktop.ui.kit.basic import label, restyle, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import listed, said
from desktop.ui.pages.interview.choices import ChoiceTiles
from desktop.ui.pages.interview.editors import ENTER, Editor, LineEditor, NumberEditor
from desktop.ui.pages.interview.state import Cell
from desktop.usecases.interview_views import Option
from domain.arabic import to_ascii_digits

MOST_STEPS_SHOWN = 11
MOST_STEPS = 10_000


def steps_of(limits: tuple[str, str, str]) -> tuple[Decimal, ...]:
    """Every value of a range, from its start to its end; none for one that is too fine to go through."""
    start, end, step = (Decimal(part or default) for part, default in zip(limits, ("1", "10", "1"), strict=True))
    step = abs(step) if start <= end else -abs(step)
    if step == 0 or abs((end - start) / step) > MOST_STEPS:
        return ()
    return tuple(start + step * number for number in range(int((end - start) / step) + 1))


def text_of(value: Decimal) -> str:
    return format(value.normalize(), "f")


class FewStepsEditor(Editor):
    """A range of few steps: each is a tile."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.tiles = ChoiceTiles(is_multiple=False, most_columns=MOST_STEPS_SHOWN, is_scale=True)
        self.tiles.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tiles)

    def show_cell(self, cell: Cell) -> None:
        steps = [text_of(step) for step in steps_of(cell.question.limits or ("", "", ""))]
        self.tiles.show_options(tuple(Option(step, step) for step in steps), cell.question.label)
        value = cell.question.value
        chosen = None if value is None else text_of(Decimal(str(value)))
        self.tiles.show_value(chosen, is_readonly=cell.question.readonly)
        self.tiles.show_bad(bool(cell.error))

    def stops(self) -> list[QWidget]:
        return list(self.tiles.tiles)

    def focus(self) -> None:
        stop = self.tiles.first_stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)


class RangeEditor(NumberEditor):
    """A range of many steps: typed, or moved along."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self._steps = steps_of(cell.question.limits or ("", "", ""))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, max(0, len(self._steps) - 1))
        self.slider.setPageStep(max(1, len(self._steps) // 10))
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setAccessibleName(cell.question.label)
        self.slider.sliderMoved.connect(self._moved)
        self.slider.actionTriggered.connect(self._acted)
        column = self.layout()
        if isinstance(column, QVBoxLayout) and self._steps:
            column.addWidget(self.slider)

    def show_cell(self, cell: Cell) -> None:
        super().show_cell(cell)
        self._at = self._place_of(cell)
        self.slider.setValue(max(0, self._at))

    def increase(self) -> None:
        self._go(self._at + 1)

    def decrease(self) -> None:
        self._go(self._at - 1)

    def _place_of(self, cell: Cell) -> int:
        """Where the answer stands among the steps; before the first while there is none."""
        value = cell.question.value
        if not self._steps or not isinstance(value, int | float):
            return -1
        wanted = Decimal(str(value))
        return min(range(len(self._steps)), key=lambda index: abs(self._steps[index] - wanted))

    def _go(self, index: int) -> None:
        if self._steps:
            self.chosen.emit(text_of(self._steps[max(0, min(index, len(self._steps) - 1))]))

    def _moved(self, index: int) -> None:
        self._go(index)

    def _acted(self, _action: int) -> None:
        if self.slider.sliderPosition() != self._at:
            self._go(self.slider.sliderPosition())


class RankRow(QPushButton):
    """`placed` carries where it is to stand, `moved` by how much the cursor goes."""

    placed = Signal(int)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.place = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = to_ascii_digits(event.text())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        holds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if step is not None and holds:
            self.placed.emit(self.place + step)
        elif step is not None:
            self.moved.emit(step)
        elif len(digit) == 1 and digit in "123456789":
            self.placed.emit(int(digit) - 1)
        elif event.key() in ENTER:
            self.placed.emit(self.place)
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class RankEditor(Editor):
    """The choices from first to last. A digit brings the one with the focus to that place, Ctrl with an arrow moves it
    by one, Enter takes the order as it stands."""

    def __init__(self, _: Cell) -> None:
        super().__init__()
        self.rows: list[RankRow] = []
        self._order: tuple[str, ...] = ()
        self._words = label("", "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._words)

    def show_cell(self, cell: Cell) -> None:
        labels = {option.value: option.label for option in cell.options}
        given = cell.question.value if isinstance(cell.question.value, tuple) else ()
        self._order = tuple(value for value in given if value in labels) or tuple(labels)
        self._make_rows(len(self._order))
        for place, (row, value) in enumerate(zip(self.rows, self._order, strict=True)):
            row.place = place
            row.setText(theme().number(f"{place + 1}.  {labels[value]}"))
            row.setAccessibleName(f"{cell.question.label}: {listed((str(place + 1), labels[value]))}")
            row.setEnabled(not cell.question.readonly)
            restyle(row, "state", "bad" if cell.error else "")
        how = said(
            "رقم يضعه في تلك المرتبة، وEnter يعتمد الترتيب كما هو.",
            "A digit puts it in that place; Enter takes the order.",
        )
        begun = said("لم يُرتَّب بعد.", "Not put in order yet.")
        set_text(self._words, theme().number(how if given else f"{begun} {how}"))

    def stops(self) -> list[QWidget]:
        return list(self.rows)

    def _make_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for _ in range(len(self.rows), count):
            row = RankRow()
            row.placed.connect(self._place)
            row.moved.connect(self._move)
            row.clicked.connect(self._clicked)
            self.rows.append(row)
            self._column.addWidget(row)

    def _sender_place(self) -> int:
        sender = self.sender()
        return next((place for place, row in enumerate(self.rows) if row is sender), 0)

    def _clicked(self) -> None:
        """A click brings it one place forward."""
        here = self._sender_place()
        self._put(here, max(0, here - 1))

    def _place(self, place: int) -> None:
        self._put(self._sender_place(), max(0, min(place, len(self.rows) - 1)))

    def _put(self, here: int, there: int) -> None:
        self.chosen.emit(reordered(self._order, here, there))
        self.rows[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: int) -> None:
        there = self._sender_place() + step
        if 0 <= there < len(self.rows):
            self.rows[there].setFocus(Qt.FocusReason.OtherFocusReason)


def reordered(order: Sequence[str], here: int, there: int) -> tuple[str, ...]:
    rest = [value for place, value in enumerate(order) if place != here]
    return (*rest[:there], order[here], *rest[there:])


class TimeEditor(LineEditor):
    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        self.line.setPlaceholderText(theme().number(said("مثل 14:30", "such as 14:30")))


class PlaceEditor(LineEditor):
    """Typed, or pasted out of a map: this laptop does not know where it stands."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        example = said("خط العرض ثم الطول: 24.71 46.67", "latitude, then longitude: 24.71 46.67")
        self.line.setPlaceholderText(theme().number(example))


class PeriodEditor(LineEditor):
    """A month or a year of either calendar, typed."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(cell)
        example = said("مثل 11/2026 أو 6/1448", "such as 11/2026 or 6/1448")
        if "year" in cell.question.appearance:
            example = said("مثل 2026 أو 1448", "such as 2026 or 1448")
        self.line.setPlaceholderText(theme().number(example))
