"""A sheet to sign or draw on, with mouse, finger or pen.

The strokes are plain data in lengths of the sheet, whatever the size of the window; it knows of no page.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.ink_picture import PAPER, fitted, paint_ink
from desktop.ui.ink_picture import ink_image as ink_image
from desktop.ui.ink_picture import png_of as png_of
from desktop.ui.ink_sheet import PEN_WIDTH, InkSheet
from desktop.ui.kit.theme import theme
from domain.ink import Stroke

SHEET = QSize(1200, 420)  # of a signature; three times what it is on the screen
GUIDE = "#c3c9d4"
GUIDE_AT, GUIDE_FROM = 0.76, 0.08
RADIUS = 8


class InkPad(QWidget):
    """`changed` after each stroke, undo and clear. Ctrl+Z takes a stroke back while there is one, and what was
    cleared; Ctrl+Y or Ctrl+Shift+Z gives it again. With the keyboard alone nothing can be drawn: the page that shows
    it offers another way."""

    changed = Signal()

    def __init__(self, *, sheet: QSize = SHEET, background: QImage | None = None, guide: bool = False) -> None:
        super().__init__()
        self._sheet, self._background, self._guide = sheet, fitted(background, sheet), guide
        self._ink = InkSheet(sheet.width(), sheet.height())
        self._drawn: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        rule = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rule.setHeightForWidth(True)
        self.setSizePolicy(rule)
        theme().changed.connect(self._repaint)

    # --- what it holds ----------------------------------------------------------------------------------------------

    def strokes(self) -> tuple[Stroke, ...]:
        return self._ink.strokes

    def sheet(self) -> QSize:
        return self._sheet

    def is_blank(self) -> bool:
        return not self._ink.strokes and self._background is None

    def image(self) -> QImage:
        return ink_image(*self.drawn())

    def drawn(self) -> tuple[tuple[Stroke, ...], QSize, QImage | None]:
        """What its picture is made of, by whichever thread (`ink_picture.sheet_png`)."""
        return self._ink.strokes, self._sheet, self._background

    def put(self, strokes: Sequence[Stroke]) -> None:
        """In place of what was drawn; not to be undone, and nobody is told."""
        self._ink.put(strokes)
        self._repaint()

    def start_over(self, background: QImage | None = None) -> None:
        """An empty sheet, or a picture to draw on, whole in the middle of it; not to be undone."""
        self._background = fitted(background, self._sheet)
        self.put(())

    def set_pen(self, colour: str, width: float = PEN_WIDTH) -> None:
        """From the next stroke on."""
        self._ink.colour, self._ink.pen_width = colour, width

    def can_undo(self) -> bool:
        return self._ink.can_undo

    def undo(self) -> None:
        self._ink.undo()
        self._tell()

    def redo(self) -> None:
        self._ink.redo()
        self._tell()

    def clear(self) -> None:
        """Undo brings it back."""
        self._ink.clear()
        self._tell()

    def _tell(self) -> None:
        self._repaint()
        self.changed.emit()

    def _repaint(self) -> None:
        self._drawn = None
        self.update()

    # --- a hand -----------------------------------------------------------------------------------------------------

    def _begin(self, at: QPointF, pressure: float | None, ms: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._ink.begin(*self._on_sheet(at), pressure=pressure, ms=ms)
        self.update()

    def _go_on(self, at: QPointF, pressure: float | None, ms: int) -> None:
        if self._ink.is_drawing:
            self._ink.add(*self._on_sheet(at), pressure=pressure, ms=ms)
            self.update()

    def _end(self) -> None:
        if self._ink.is_drawing:
            self._ink.end()
            self._tell()

    def _on_sheet(self, at: QPointF) -> tuple[float, float]:
        begun = self._area().topLeft()
        return (at.x() - begun.x()) / self._scale(), (at.y() - begun.y()) / self._scale()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), None, event.timestamp())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position(), None, event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The other end of the pen, which rubs out, takes the last stroke back."""
        is_rubber = event.pointerType() is QPointingDevice.PointerType.Eraser
        pen = event.position(), event.pressure(), event.timestamp()
        if event.type() is QEvent.Type.TabletPress and is_rubber:
            self.undo()
        elif event.type() is QEvent.Type.TabletPress:
            self._begin(*pen)
        elif event.type() is QEvent.Type.TabletMove:
            self._go_on(*pen)
        elif event.type() is QEvent.Type.TabletRelease:
            self._end()
        # Else the same hand comes again as a mouse.
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(event)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        return bool(super().event(event))

    def _touched(self, event: QTouchEvent) -> None:
        """The first finger draws; a palm beside it does not."""
        finger = event.points()[0].position(), None, event.timestamp()
        if event.type() is QEvent.Type.TouchBegin:
            self._begin(*finger)
        elif event.type() is QEvent.Type.TouchUpdate:
            self._go_on(*finger)
        else:
            self._end()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    # --- keys -------------------------------------------------------------------------------------------------------

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Undo is the sheet's while it has something to take back, else that of the page around it."""
        is_undo, is_redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        return (is_undo and self._ink.can_undo) or (is_redo and self._ink.can_redo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self._ink.can_undo:
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) and self._ink.can_redo:
            self.redo()
        else:
            super().keyPressEvent(event)

    # --- how it looks -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def heightForWidth(self, width: int) -> int:
        return round(width * self._sheet.height() / self._sheet.width())

    def _scale(self) -> float:
        return min(self.width() / self._sheet.width(), self.height() / self._sheet.height()) or 1.0

    def _area(self) -> QRectF:
        """The sheet as it stands in the widget: whole, in the middle."""
        size = QSizeF(self._sheet) * self._scale()
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._drawn is None or self._drawn.devicePixelRatio() != self.devicePixelRatio():
            self._drawn = self._sheet_as_drawn()
        painter.drawPixmap(0, 0, self._drawn)
        if self._ink.is_drawing:
            self._onto_sheet(painter)
            paint_ink(painter, [self._ink.unfinished])
        painter.end()

    def _sheet_as_drawn(self) -> QPixmap:
        """All but the stroke being drawn: it is painted at every move."""
        ratio = self.devicePixelRatio()
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        colours = theme().palette
        painter.setPen(QPen(QColor(colours.primary if self.hasFocus() else colours.line), 1.5))
        painter.setBrush(QColor(PAPER))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self._background is not None:
            painter.drawImage(area, self._background)
        if self._guide:
            y = area.y() + area.height() * GUIDE_AT
            painter.setPen(QPen(QColor(GUIDE), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(
                QPointF(area.x() + area.width() * GUIDE_FROM, y), QPointF(area.right() - area.width() * GUIDE_FROM, y)
            )
        self._onto_sheet(painter)
        paint_ink(painter, self._ink.strokes)
        painter.end()
        return drawn

    def _onto_sheet(self, painter: QPainter) -> None:
        painter.setClipRect(self._area())
        painter.translate(self._area().topLeft())
        painter.scale(self._scale(), self._scale())
