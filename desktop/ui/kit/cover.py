"""The dark half of the door: name, promise, and the star pattern."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.fields import label
from desktop.ui.kit.star import Star
from desktop.ui.kit.theme import mark
from desktop.ui.language import said

STEP = 112
LINES = "#49CDB6"


class Cover(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "cover")
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 56, 64, 56)
        row = QHBoxLayout()
        row.addWidget(Star(60))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        name = label(said("استقبال", "Istiqbal"), "cover-name")
        promise = label(said("مكتب الاستقبال في الفروع", "The front desk of a branch"), "cover-promise", wrap=True)
        detail = label(
            said(
                "يعدّ الزوار، ويجري المقابلات، ويطبع الإقرار، ويعمل دون اتصال؛ "
                "ثم يرسل ما حُفظ إلى المركز الرئيس متى توفّرت الشبكة.",
                "Counts visitors, holds interviews, prints attestations and works without a line; "
                "it sends what was saved to head office whenever there is one.",
            ),
            "cover-detail",
            wrap=True,
        )
        for widget in (name, promise, detail):
            column.addWidget(widget)
        chips = QHBoxLayout()
        for text in (
            said("يعمل دون إنترنت", "Works offline"),
            said("بيانات مشفّرة على الجهاز", "Encrypted"),
        ):
            chip = label(text, "")
            chip.setProperty("chip", "cover")
            chips.addWidget(chip)
        chips.addStretch(1)
        column.addSpacing(18)
        column.addLayout(chips)
        column.addStretch(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)  # the ground, by the style sheet
        painter = QPainter(self)
        tile = mark("star-tile", LINES, STEP, self)
        for row, y in enumerate(range(-STEP // 2, self.height() + STEP, STEP)):
            painter.setOpacity(0.05 + 0.13 * (y + STEP // 2) / max(1, self.height()))
            start = 0 if row % 2 else -STEP // 2
            painter.drawTiledPixmap(QRectF(start, y, self.width() - start, STEP), tile)
        painter.end()
