"""The dark half of the door: name, promise, and the star pattern."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.fields import chip, label
from desktop.ui.kit.star import Star, star_path

STEP = 112


class Cover(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 56, 64, 56)
        row = QHBoxLayout()
        row.addWidget(Star(60))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        name = label("استقبال", "cover-name")
        promise = label("مكتب الاستقبال في الفروع", "cover-promise")
        detail = label(
            "يعدّ الزوار، ويجري المقابلات، ويطبع الإقرار، ويعمل دون اتصال؛ "
            "ثم يرسل ما حُفظ إلى المركز الرئيس متى توفّرت الشبكة.",
            "cover-detail",
            wrap=True,
        )
        for widget in (name, promise, detail):
            column.addWidget(widget)
        chips = QHBoxLayout()
        for text in ("يعمل دون إنترنت", "بيانات مشفّرة على الجهاز"):
            chips.addWidget(chip(text, "cover"))
        chips.addStretch(1)
        column.addSpacing(18)
        column.addLayout(chips)
        column.addStretch(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QLinearGradient(0, 0, 0, self.height())
        ground.setColorAt(0, QColor("#0C2A30"))
        ground.setColorAt(1, QColor("#0E4A4A"))
        painter.fillRect(self.rect(), ground)
        tile = _tile(self.devicePixelRatioF())
        for row, y in enumerate(range(-STEP // 2, self.height() + STEP, STEP)):
            painter.setOpacity(0.05 + 0.13 * (y + STEP // 2) / max(1, self.height()))
            start = 0 if row % 2 else -STEP // 2
            painter.drawTiledPixmap(QRectF(start, y, self.width() - start, STEP), tile)
        painter.end()


def _tile(ratio: float) -> QPixmap:
    """One star, drawn once and laid like a tile."""
    side = round(STEP * ratio)
    tile = QPixmap(side, side)
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#49CDB6"), 1.2))
    for radius in (40, 22):
        painter.drawPath(star_path(QPointF(STEP / 2, STEP / 2), radius))
    painter.end()
    return tile
