"""A table of questions with the same choices: the head has the words once, each row only the marks below them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.ui.kit.basic import clear_layout, label
from desktop.ui.kit.theme import theme
from desktop.ui.pages.interview.choice_editors import TilesEditor
from desktop.ui.pages.interview.choices import BETWEEN, ChoiceTiles
from desktop.ui.pages.interview.editors import Editor
from desktop.ui.pages.interview.state import Cell

HEAD_OF_GRID, ROW_OF_GRID = "label", ("list-nolabel", "list")
WORDS_SHARE, MARKS_SHARE = 2, 3
MOST_IN_A_ROW = 12


def is_grid(cell: Cell) -> bool:
    appearance = cell.question.appearance
    is_choice = cell.question.type in ("select_one", "select_multiple")
    return is_choice and (HEAD_OF_GRID in appearance or any(name in appearance for name in ROW_OF_GRID))


def is_grid_head(cell: Cell) -> bool:
    return is_grid(cell) and HEAD_OF_GRID in cell.question.appearance


class GridHead(Editor):
    """The words of the choices, one over each column; nothing is answered here."""

    def __init__(self, _: Cell) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(BETWEEN)

    def show_cell(self, cell: Cell) -> None:
        labels = tuple(theme().number(option.label) for option in cell.options)
        if labels == self._labels:
            return
        self._labels = labels
        clear_layout(self._row)
        for text in labels:
            self._row.addWidget(_centred(text), 1)

    def stops(self) -> list[QWidget]:
        return []


def _centred(text: str) -> QLabel:
    words = label(text, "small", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return words


class GridRow(TilesEditor):
    """The marks of one question, each below its words."""

    def make_tiles(self, cell: Cell) -> ChoiceTiles:
        several = cell.question.type == "select_multiple"
        is_bare = "list-nolabel" in cell.question.appearance
        return ChoiceTiles(is_multiple=several, most_columns=MOST_IN_A_ROW, is_bare=is_bare)
