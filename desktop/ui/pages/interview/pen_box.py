"""A sheet to draw on with what one draws with: colours, undo, an empty sheet, and that it is done."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.ink_pad import InkPad
from desktop.ui.ink_sheet import INK_BLUE, PEN_WIDTH
from desktop.ui.kit.basic import Button
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from domain.text import Text

COLOURS = (
    ("#d11f2f", Text("أحمر", "Red")),
    (INK_BLUE, Text("أزرق", "Blue")),
    ("#14161a", Text("أسود", "Black")),
    ("#f2b705", Text("أصفر", "Yellow")),
)
SWATCH = 32
WIDEST = 760
HIGHEST, HIGHEST_IF_LOW = 520, 250
THINNEST = 0.5
DRAWN_ON = 900  # of a picture's longest side: then a line is as thick as on a sheet of its own


class Swatch(QPushButton):
    """A colour to draw with; the chosen one has a ring around it."""

    def __init__(self, colour: str, name: str) -> None:
        super().__init__()
        self.colour = colour
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedSize(SWATCH, SWATCH)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.rect().toRectF().center()
        ring = theme().palette.primary if self.hasFocus() else theme().palette.ink2
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(ring), 2))
            painter.drawEllipse(middle, 14, 14)
        painter.setPen(QPen(QColor(theme().palette.line_strong), 1))
        painter.setBrush(QColor(self.colour))
        painter.drawEllipse(middle, 9.5, 9.5)
        painter.end()


class PenBox(QWidget):
    """`drawn` after every stroke, undo and clear; `done` when the clerk says so."""

    drawn = Signal()
    done = Signal()

    def __init__(self, *, sheet: QSize | None = None, has_colours: bool = True, is_done_shown: bool = False) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._scale = 1.0
        self.pad = InkPad(sheet=sheet, guide=not has_colours) if sheet is not None else InkPad()
        self.swatches = [Swatch(colour, said_of(name)) for colour, name in COLOURS] if has_colours else []
        self.undoing = Button(said("تراجع", "Undo"), "text", glyph="arrow-back-up")
        self.clearing = Button(said("مسح", "Clear"), "text", glyph="trash")
        self.finishing = Button(said("تم", "Done"), glyph="check")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(6)
        self.deeds = QHBoxLayout() if is_done_shown else self.tools
        self._column.addWidget(self.pad)
        self._column.addLayout(self.tools)
        for swatch in self.swatches:
            self.tools.addWidget(swatch, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.undoing, self.clearing, self.finishing):
            self.deeds.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.tools.addStretch(1)
        if is_done_shown:
            # In one row their words would have no room on a narrow page.
            self.deeds.addStretch(1)
            self._column.addLayout(self.deeds)
        # Not before it has a parent: it would be a window for a moment.
        self.finishing.setVisible(is_done_shown)
        self._connect()
        self._place()
        if self.swatches:
            self.swatches[0].setChecked(True)
            self._take(self.swatches[0].colour)

    def _connect(self) -> None:
        self.pad.changed.connect(self._changed)
        self.undoing.clicked.connect(self.pad.undo)
        self.clearing.clicked.connect(self.clear)
        self.finishing.clicked.connect(self.done)
        for swatch in self.swatches:
            swatch.clicked.connect(partial(self._take, swatch.colour))

    def begin(self, picture: QImage) -> None:
        """On a picture, in its own size."""
        colour = next((swatch.colour for swatch in self.swatches if swatch.isChecked()), INK_BLUE)
        old = self.pad
        self.pad = InkPad(sheet=picture.size(), background=picture)
        self.pad.setAccessibleName(old.accessibleName())
        self._column.replaceWidget(old, self.pad)
        old.hide()
        old.deleteLater()
        self.pad.changed.connect(self._changed)
        self.undoing.clicked.disconnect()
        self.undoing.clicked.connect(self.pad.undo)
        self._scale = max(THINNEST, max(picture.width(), picture.height()) / DRAWN_ON)
        self._place()
        self._take(colour)
        self._show_tools()

    def clear(self) -> None:
        self.pad.clear()

    def stops(self) -> list[QWidget]:
        buttons = [self.undoing, self.clearing, self.finishing]
        return [self.pad, *self.swatches, *(button for button in buttons if button.isVisibleTo(self))]

    def _take(self, colour: str, _checked: bool = False) -> None:
        self.pad.set_pen(colour, PEN_WIDTH * self._scale)

    def _place(self) -> None:
        """Whole on the page, at the start of the line, however tall the sheet is."""
        sheet = self.pad.sheet()
        size = sheet.scaled(
            QSize(WIDEST, HIGHEST_IF_LOW if theme().is_compact else HIGHEST), Qt.AspectRatioMode.KeepAspectRatio
        )
        self.pad.setMaximumSize(size)
        self.pad.setMinimumHeight(min(size.height(), 120))
        self.pad.setSizePolicy(_growing())

    def _changed(self) -> None:
        self._show_tools()
        self.drawn.emit()

    def _show_tools(self) -> None:
        self.undoing.setEnabled(self.pad.can_undo())


def _growing() -> QSizePolicy:
    rule = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    rule.setHeightForWidth(True)
    return rule
