"""The counter's keys: one for each category, and the undo key where the grid leaves room."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.kit.tokens import GAP
from desktop.ui.pages.counter.painted import UndoKey
from desktop.ui.pages.counter.state import Tile


class TileGrid(QWidget):
    """`pressed` and `minus` carry the category; `undo` is the undo key."""

    pressed = Signal(str)
    minus = Signal(str)
    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._keys: dict[str, TallyKey] = {}
        self._numbers: dict[int, TallyKey] = {}
        self._undo: UndoKey | None = None
        self._is_on = True

    def sizeHint(self) -> QSize:
        # The keys take what is left; on a small screen they stay at their least height and the page need not scroll.
        return self.minimumSizeHint()

    def show_tiles(self, tiles: tuple[Tile, ...], *, is_on: bool, can_undo: bool) -> None:
        if not self._keys:
            self._build(tiles)
        for tile in tiles:
            key = self._keys[tile.category]
            key.setEnabled(is_on)
            key.show_count(tile.count, tile.share)
        if self._undo is not None:
            self._undo.setEnabled(can_undo)

    def show_press(self, number: int, is_down: bool) -> None:
        """The key moves as if it were clicked."""
        if number in self._numbers:
            self._numbers[number].show_press(is_down)

    def release(self) -> None:
        for key in self._keys.values():
            key.show_press(False)

    def _build(self, tiles: tuple[Tile, ...]) -> None:
        columns = 2 if len(tiles) <= 4 else 3
        for index, tile in enumerate(tiles):
            key = TallyKey(tile.title, tile.hint, tile.icon, key=tile.key, category=index)
            key.pressed.connect(partial(self.pressed.emit, tile.category))
            key.write_like(tuple(each.title for each in tiles))
            key.minus.connect(partial(self.minus.emit, tile.category))
            self._grid.addWidget(key, index // columns, index % columns)
            self._keys[tile.category] = key
            self._numbers[tile.key] = key
        free = -len(tiles) % columns
        if free:
            self._undo = UndoKey()
            self._undo.clicked.connect(self.undo)
            self._grid.addWidget(self._undo, len(tiles) // columns, columns - free, 1, free)
