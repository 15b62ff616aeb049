"""Strokes as a picture: painted, over another picture or over nothing, and as the bytes of a PNG."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from domain.ink import Stroke, segments_of

PAPER = "#ffffff"
SMALLEST, QUICK = -1, 90


def paint_ink(painter: QPainter, strokes: Iterable[Stroke]) -> None:
    """In the painter's own lengths."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen()
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for stroke in strokes:
        pen.setColor(QColor(stroke.colour))
        for piece in segments_of(stroke):
            pen.setWidthF(piece.width)
            painter.setPen(pen)
            if (piece.x1, piece.y1) == (piece.x2, piece.y2):
                painter.drawPoint(QPointF(piece.x1, piece.y1))
            else:
                painter.drawLine(QPointF(piece.x1, piece.y1), QPointF(piece.x2, piece.y2))


def ink_image(strokes: Sequence[Stroke], sheet: QSize, background: QImage | None = None) -> QImage:
    """The sheet as a picture of its own size: on white, or over `background` drawn to fill it."""
    image = QImage(sheet, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    if background is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), background)
    paint_ink(painter, strokes)
    painter.end()
    return image


def png_of(image: QImage, *, quality: int = SMALLEST) -> bytes:
    """No day, no place, no program's name in it. `quality` weighs haste against size; nothing is lost."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", quality):  # type: ignore[call-overload]  # the stubs know of file names alone
        raise OSError("the picture could not be written as PNG")
    return bytes(kept.data())


def ink_overlay(strokes: Sequence[Stroke], sheet: QSize) -> QImage:
    """The strokes alone, on nothing."""
    image = QImage(sheet, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_ink(painter, strokes)
    painter.end()
    return image


def fitted(picture: QImage | None, sheet: QSize) -> QImage | None:
    """The whole picture in the middle of a white sheet, as it is where it has the sheet's own size."""
    if picture is None or picture.size() == sheet:
        return picture
    made = ink_image((), sheet)
    size = QSizeF(picture.size()).scaled(QSizeF(sheet), Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
    painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)
    painter.end()
    return made


def sheet_png(strokes: Sequence[Stroke], sheet: QSize, background: QImage | None) -> bytes:
    """The whole sheet, for whoever packs it anew; may run on any thread."""
    return png_of(ink_image(strokes, sheet, background), quality=QUICK)


def overlay_png(strokes: Sequence[Stroke], sheet: QSize) -> bytes:
    """The strokes alone, on nothing, likewise."""
    return png_of(ink_overlay(strokes, sheet), quality=QUICK)
