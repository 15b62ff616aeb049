"""Tiles to choose from: one of a few, or several. Arrows move, Space or a digit of any layout chooses, Enter goes on,
Delete clears."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from desktop.ui.kit.basic import rtl
from desktop.ui.kit.theme import font, picture, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.usecases.interview_views import Option
from domain.arabic import to_ascii_digits

SIDE = 20
PAD = 14
BETWEEN = 10
WORDS = SIDE + 10 + 2 * PAD
MOST_COLUMNS = 4
NARROWEST, WIDEST = 88, 300
LONGEST_STEP = 3
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_WRAPPED = int(_RIGHT | Qt.TextFlag.TextWordWrap)
_STEPS = {Qt.Key.Key_Left: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: -1, Qt.Key.Key_Up: -1}


class ChoiceTile(QAbstractButton):
    """A ring (one of) or a box (any of) with its words; taller when they need two lines."""

    moved = Signal(int)
    numbered = Signal(int)
    entered = Signal()
    cleared = Signal()

    def __init__(self, text: str, *, is_multiple: bool) -> None:
        super().__init__()
        self._is_multiple = is_multiple
        self._is_bad = False
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self._repaint)

    @property
    def _is_step(self) -> bool:
        """A number of a scale stands alone, without a ring before it."""
        return self.text().isdecimal() and len(self.text()) <= LONGEST_STEP

    def natural_width(self) -> int:
        """With all words on one line."""
        around = 2 * PAD if self._is_step else WORDS + 4
        return QFontMetrics(self._font(is_on=True)).horizontalAdvance(self._words()) + around

    def narrowest_width(self) -> int:
        """With its longest word on one line; without words, the mark."""
        measure = QFontMetrics(self._font(is_on=True))
        words = [measure.horizontalAdvance(word) for word in self._words().split()]
        return self.natural_width() if self._is_step else max(words) + WORDS + 4 if words else 2 * SIDE

    def height_at(self, width: int) -> int:
        box = QRect(0, 0, max(20, width - WORDS), 1000)
        return max(
            theme().control,
            QFontMetrics(self._font(is_on=True)).boundingRect(box, _WRAPPED, self._words()).height() + PAD,
        )

    def show_bad(self, is_bad: bool) -> None:
        self._is_bad = is_bad
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(min(WIDEST, self.natural_width()), theme().control)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(NARROWEST, self.narrowest_width()), theme().control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        digit = to_ascii_digits(event.text())
        if step is not None:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif len(digit) == 1 and digit in "123456789":
            self.numbered.emit(int(digit) - 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _words(self) -> str:
        return rtl(theme().number(self.text()))

    def _font(self, *, is_on: bool) -> QFont:
        return font("body", weight=500 if is_on else 400)

    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = theme().palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        is_on = self.isChecked()
        edge, width = (p.primary, 2.0) if is_on else (p.bad, 2.0) if self._is_bad else (p.field, 1.0)
        inset = width / 2
        face = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if not self.isEnabled():
            edge = p.line_strong
        elif self.underMouse() and not is_on and not self._is_bad:
            edge = p.ink2
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(
            QColor(p.primary_tint if is_on else p.sunken if self.isDown() or not self.isEnabled() else p.surface)
        )
        painter.drawRoundedRect(face, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(p.primary), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            radius = RADIUS - 3 if is_on else RADIUS
            painter.drawRoundedRect(ring.adjusted(3.5, 3.5, -3.5, -3.5) if is_on else ring, radius, radius)
        if self._is_step:
            painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
            painter.setFont(self._font(is_on=is_on))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())
            painter.end()
            return
        aside = PAD if self.text() else (self.width() - SIDE) / 2
        mark = QRectF(self.width() - aside - SIDE, (self.height() - SIDE) / 2, SIDE, SIDE)
        self._draw_mark(painter, mark)
        painter.setPen(QColor(p.ink if self.isEnabled() else p.disabled))
        painter.setFont(self._font(is_on=is_on))
        words = QRectF(PAD, 0, self.width() - WORDS, self.height())
        painter.drawText(words, _WRAPPED, self._words())
        painter.end()

    def _draw_mark(self, painter: QPainter, box: QRectF) -> None:
        p = theme().palette
        is_on = self.isChecked()
        ink = QColor(p.primary if self.isEnabled() else p.disabled)
        painter.setPen(QPen(ink if is_on else QColor(p.field), 1.5))
        if self._is_multiple:
            painter.setBrush(ink if is_on else QColor(p.surface))
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)
            if is_on:
                painter.drawPixmap(QPointF(box.left() + 2, box.top() + 2), picture("check", p.on_primary, 16, self))
            return
        painter.setBrush(ink if is_on else QColor(p.surface))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
        if is_on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(p.on_primary))
            painter.drawEllipse(box.center(), 3.6, 3.6)


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
