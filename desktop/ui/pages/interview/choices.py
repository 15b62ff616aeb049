"""Tiles to choose from: one of a few, or several. Arrows move, Space or a digit of any layout chooses, Enter goes on,
Delete clears."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.kit.theme import theme
from desktop.ui.pages.interview.tile import NARROWEST, WIDEST, ChoiceTile
from desktop.usecases.interview_views import Option

BETWEEN = 10
MOST_COLUMNS = 4


class ChoiceTiles(QWidget):
    """`chosen` carries a value or None, of several a tuple. One stop of the Tab key; as many columns as the words
    allow. Those of a scale stand on one line as long as they can; bare ones have no words: they stand below those of a
    table's head."""

    chosen = Signal(object)

    def __init__(
        self, *, is_multiple: bool, most_columns: int = MOST_COLUMNS, is_scale: bool = False, is_bare: bool = False
    ) -> None:
        super().__init__()
        self._is_multiple = is_multiple
        self._most_columns, self._is_scale, self._is_bare = most_columns, is_scale or is_bare, is_bare
        self._options: tuple[Option, ...] = ()
        self._tiles: list[ChoiceTile] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(BETWEEN)
        theme().changed.connect(self._fit)

    @property
    def tiles(self) -> Sequence[ChoiceTile]:
        return tuple(self._tiles)

    def tile_of(self, value: str) -> ChoiceTile:
        """Raises LookupError for a value that is not among the choices."""
        for option, tile in zip(self._options, self._tiles, strict=True):
            if option.value == value:
                return tile
        raise LookupError(value)

    def show_options(self, options: tuple[Option, ...], title: str) -> None:
        if options != self._options:
            self._options = options
            self._make(title)
            self._arrange(force=True)

    def show_value(self, value: object, *, is_readonly: bool) -> None:
        on = set(value) if isinstance(value, tuple) else {value}
        for option, tile in zip(self._options, self._tiles, strict=True):
            tile.setChecked(option.value in on)
            tile.setEnabled(not is_readonly)
        if not any(tile.hasFocus() for tile in self._tiles):
            first = next((tile for tile in self._tiles if tile.isChecked()), self._tiles[0] if self._tiles else None)
            self._stop_at(first)

    def show_bad(self, is_bad: bool) -> None:
        for tile in self._tiles:
            tile.show_bad(is_bad)

    def first_stop(self) -> QWidget | None:
        return next((tile for tile in self._tiles if tile.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def _make(self, title: str) -> None:
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = []
        for option in self._options:
            tile = ChoiceTile("" if self._is_bare else option.label, is_multiple=self._is_multiple)
            tile.setAccessibleName(f"{title}: {option.label}")
            tile.clicked.connect(self._clicked)
            tile.moved.connect(self._move)
            tile.numbered.connect(self._choose_number)
            tile.entered.connect(self._enter)
            tile.cleared.connect(self._clear)
            self._tiles.append(tile)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _fit(self) -> None:
        """The size of letters and fields is the user's."""
        self._arrange(force=True)

    def _arrange(self, *, force: bool = False) -> None:
        """Balanced rows: five choices stand as three and two, not as four and one."""
        if not self._tiles:
            return
        room = max(self.width(), NARROWEST)
        wanted = min(max(tile.natural_width() for tile in self._tiles), WIDEST)
        if self._is_scale:
            # Steps stand side by side as long as no word has to be broken.
            wanted = min(wanted, max(self._narrowest(), (room + BETWEEN) // len(self._tiles) - BETWEEN))
        fitting = max(1, min(self._most_columns, len(self._tiles), (room + BETWEEN) // (wanted + BETWEEN)))
        columns = -(-len(self._tiles) // -(-len(self._tiles) // fitting))
        width = (room - BETWEEN * (columns - 1)) // columns
        heights = [tile.height_at(width) for tile in self._tiles]
        for tile, height in zip(self._tiles, heights, strict=True):
            tile.setFixedHeight(max(heights) if self._is_scale else height)
        if columns == self._columns and not force:
            return
        for column in range(max(self._columns, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // columns, number % columns)

    def _narrowest(self) -> int:
        return max(tile.narrowest_width() for tile in self._tiles)

    def _stop_at(self, stop: QWidget | None) -> None:
        for tile in self._tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is stop else Qt.FocusPolicy.ClickFocus)

    def _move(self, step: int) -> None:
        sender = self.sender()
        here = next((index for index, tile in enumerate(self._tiles) if tile is sender), 0)
        there = self._tiles[(here + step) % len(self._tiles)]
        self._stop_at(there)
        there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_number(self, index: int) -> None:
        if index < len(self._tiles) and self._tiles[index].isEnabled():
            self._stop_at(self._tiles[index])
            self._tiles[index].setFocus(Qt.FocusReason.OtherFocusReason)
            self._tiles[index].click()

    def _enter(self) -> None:
        """Enter takes the one that has the focus, unless several may be chosen, and goes on to the next question."""
        sender = self.sender()
        tile = next((tile for tile in self._tiles if tile is sender), None)
        if tile is not None:
            if not self._is_multiple and not tile.isChecked():
                tile.click()
            tile.focusNextChild()

    def _clear(self) -> None:
        self.chosen.emit(None)

    def _clicked(self) -> None:
        sender = self.sender()
        index = next((number for number, tile in enumerate(self._tiles) if tile is sender), -1)
        if index < 0:
            return
        self._stop_at(self._tiles[index])
        if self._is_multiple:
            picked = (option for option, tile in zip(self._options, self._tiles, strict=True) if tile.isChecked())
            self.chosen.emit(tuple(option.value for option in picked))
            return
        for tile in self._tiles:
            # A second click on the chosen one is a slip of the hand, not another answer.
            tile.setChecked(tile is self._tiles[index])
        self.chosen.emit(self._options[index].value)
