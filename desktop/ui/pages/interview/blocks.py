"""The questions of a section in two columns, with groups and rows inside. What stays keeps its focus and cursor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.choosing_editor import is_wide, kind_of
from desktop.ui.pages.interview.outline import title_of
from desktop.ui.pages.interview.question_field import QuestionField
from desktop.ui.pages.interview.state import Cell, Item
from desktop.usecases.interview_views import Group, Question, Repeat, Row

BETWEEN = 20


@dataclass(frozen=True)
class Place:
    ref: str
    line: int
    column: int
    is_wide: bool


class Wishes(QWidget):
    """What any question or row below may ask for; one for a whole page."""

    typed = Signal(str, str)
    chosen = Signal(str, object)
    rested = Signal(str)
    why_asked = Signal(str)
    note_asked = Signal(str)
    noted = Signal(str, str)
    file_wished = Signal(str, object)
    row_added = Signal(str)
    row_removed = Signal(str)


class Block(QWidget):
    """A grid of questions, groups and repeats. A widget is made when its reference appears and let go when it is gone;
    none is ever moved to another parent, which would cost it the focus."""

    def __init__(self, wishes: Wishes, *, columns: int = 2) -> None:
        super().__init__()
        self._wishes, self._columns = wishes, columns
        self._children: dict[str, QWidget] = {}
        self._places: tuple[Place, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(16)

    def show_items(self, items: tuple[Item, ...], cells: Mapping[str, Cell]) -> None:
        self._let_go(items, cells)
        for item in items:
            self._child(item, cells)
        places = self._placed(items, cells)
        if places != self._places:
            self._places = places
            self._arrange()
        self._level()

    def set_columns(self, columns: int) -> None:
        """1 or 2."""
        if columns != self._columns:
            self._columns = columns
            for child in self._children.values():
                if isinstance(child, GroupBox | RepeatBox):
                    child.set_columns(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        """Words above an editor may take two lines; beside them it takes as much room, so that editors stand level."""
        width = (self.width() - BETWEEN * (self._columns - 1)) // self._columns
        fields: dict[int, list[QuestionField]] = {}
        for place in self._places:
            child = self._children[place.ref]
            if isinstance(child, QuestionField) and not place.is_wide:
                fields.setdefault(place.line, []).append(child)
        for pair in fields.values():
            height = max(field.head_height(width) for field in pair)
            for field in pair:
                field.set_head_height(height)

    def stops(self) -> list[QWidget]:
        """Every stop of the Tab key, in the order of reading."""
        return [stop for place in self._places for stop in stops_of(self._children[place.ref])]

    def fields(self) -> Iterator[QuestionField]:
        """Every question that is shown, in the order of reading."""
        for place in self._places:
            child = self._children[place.ref]
            if isinstance(child, QuestionField):
                yield child
            elif isinstance(child, GroupBox | RepeatBox):
                yield from child.fields()

    def find_field(self, ref: str) -> QuestionField | None:
        return next((field for field in self.fields() if field.ref == ref), None)

    def _let_go(self, items: tuple[Item, ...], cells: Mapping[str, Cell]) -> None:
        wanted = {item.ref: item for item in items}
        for ref, child in list(self._children.items()):
            item = wanted.get(ref)
            is_stale = isinstance(child, QuestionField) and (ref not in cells or child.kind != kind_of(cells[ref]))
            if item is None or is_stale:
                del self._children[ref]
                self._grid.removeWidget(child)
                child.hide()
                child.deleteLater()
                self._places = ()

    def _child(self, item: Item, cells: Mapping[str, Cell]) -> None:
        child = self._children.get(item.ref)
        if child is None:
            child = self._make(item, cells)
            self._children[item.ref] = child
        if isinstance(item, Question) and isinstance(child, QuestionField):
            child.show_cell(cells[item.ref])
        elif isinstance(item, Group) and isinstance(child, GroupBox):
            child.show_group(item, cells)
        elif isinstance(item, Repeat) and isinstance(child, RepeatBox):
            child.show_repeat(item, cells)

    def _make(self, item: Item, cells: Mapping[str, Cell]) -> QWidget:
        if isinstance(item, Group):
            return GroupBox(self._wishes, self._columns)
        if isinstance(item, Repeat):
            return RepeatBox(self._wishes, self._columns)
        field = QuestionField(cells[item.ref])
        field.typed.connect(self._wishes.typed)
        field.chosen.connect(self._wishes.chosen)
        field.rested.connect(self._wishes.rested)
        field.why_asked.connect(self._wishes.why_asked)
        field.note_asked.connect(self._wishes.note_asked)
        field.noted.connect(self._wishes.noted)
        field.wished.connect(self._wishes.file_wished)
        return field

    def _placed(self, items: tuple[Item, ...], cells: Mapping[str, Cell]) -> tuple[Place, ...]:
        places: list[Place] = []
        line = column = 0
        for item in items:
            wide = self._columns == 1 or not isinstance(item, Question) or is_wide(cells[item.ref])
            if wide and column:
                line, column = line + 1, 0
            places.append(Place(item.ref, line, column, wide))
            line, column = (line + 1, 0) if wide or column else (line, 1)
        return tuple(places)

    def _arrange(self) -> None:
        for child in self._children.values():
            # Not takeAt: an item that Python still holds keeps the widget's next one from being measured anew.
            self._grid.removeWidget(child)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for place in self._places:
            child = self._children[place.ref]
            span = self._columns if place.is_wide else 1
            self._grid.addWidget(child, place.line, place.column, 1, span, Qt.AlignmentFlag.AlignTop)
            child.show()


class GroupBox(QWidget):
    """A group inside a section, under its own heading."""

    def __init__(self, wishes: Wishes, columns: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        self._title = label("", "h3", wrap=True)
        self._block = Block(wishes, columns=columns)
        column.addWidget(self._title)
        column.addWidget(self._block)

    def show_group(self, group: Group, cells: Mapping[str, Cell]) -> None:
        set_text(self._title, theme().number(group.label))
        self._title.setVisible(bool(group.label))
        self._block.show_items(group.items, cells)

    def set_columns(self, columns: int) -> None:
        self._block.set_columns(columns)

    def stops(self) -> list[QWidget]:
        return self._block.stops()

    def fields(self) -> Iterator[QuestionField]:
        return self._block.fields()


class RowCard(QFrame):
    """One row of a repeat: its number, its questions, and a way to take it out."""

    def __init__(self, wishes: Wishes, columns: int) -> None:
        super().__init__()
        self._wishes = wishes
        self._ref = ""
        self.setProperty("kind", "row")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        self._title = label("", "h3", wrap=True)
        self.remove = Button(said("حذف", "Remove"), "text", glyph="trash")
        self.remove.clicked.connect(self._removed)
        head.addWidget(self._title, 1)
        head.addWidget(self.remove)
        column.addLayout(head)
        self.block = Block(wishes, columns=columns)
        column.addWidget(self.block)

    def show_row(self, repeat: Repeat, row: Row, cells: Mapping[str, Cell]) -> None:
        self._ref = row.ref
        title = theme().number(title_of(repeat, row))
        set_text(self._title, title)
        self.remove.setVisible(repeat.can_remove)
        self.remove.setAccessibleName(said(f"حذف {title}", f"Remove {title}"))
        self.block.show_items(row.items, cells)

    def _removed(self) -> None:
        self._wishes.row_removed.emit(self._ref)


class RepeatBox(QWidget):
    """The rows of a repeat, and a key to add one."""

    def __init__(self, wishes: Wishes, columns: int) -> None:
        super().__init__()
        self._wishes, self._columns = wishes, columns
        self._ref = ""
        self._cards: list[RowCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        column.addLayout(self._rows)
        self.add = Button("", glyph="plus")
        self.add.clicked.connect(self._added)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        column.addLayout(line)

    def show_repeat(self, repeat: Repeat, cells: Mapping[str, Cell]) -> None:
        """Row widgets are reused from the first on: taking a row out moves the words up, not the widgets."""
        self._ref = repeat.ref
        while len(self._cards) > len(repeat.rows):
            card = self._cards.pop()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        for number, row in enumerate(repeat.rows):
            if number == len(self._cards):
                card = RowCard(self._wishes, self._columns)
                self._cards.append(card)
                self._rows.addWidget(card)
            self._cards[number].show_row(repeat, row, cells)
        one = said(f"إضافة: {repeat.label}", f"Add: {repeat.label}")
        self.add.setText(one if repeat.label else said("إضافة صف", "Add a row"))
        self.add.setAccessibleName(self.add.text().strip())
        self.add.setVisible(repeat.can_add)

    def set_columns(self, columns: int) -> None:
        self._columns = columns
        for card in self._cards:
            card.block.set_columns(columns)

    def _added(self) -> None:
        self._wishes.row_added.emit(self._ref)

    def stops(self) -> list[QWidget]:
        stops: list[QWidget] = []
        for card in self._cards:
            stops += [*card.block.stops(), card.remove]
        return [*stops, self.add]

    def fields(self) -> Iterator[QuestionField]:
        for card in self._cards:
            yield from card.block.fields()


def stops_of(child: QWidget) -> list[QWidget]:
    if isinstance(child, QuestionField):
        return child.stops()
    if isinstance(child, GroupBox | RepeatBox):
        return child.stops()
    return []
