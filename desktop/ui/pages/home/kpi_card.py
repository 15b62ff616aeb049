"""One number of the first page, with a sentence about it, the days behind it and how it stands to former ones."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desktop.ui.kit.basic import Card, Glyph, label, restyle, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said
from desktop.ui.pages.home.state import Change, Kpi
from desktop.ui.pages.home.trail_line import TrailLine

WIDTH, NARROW_WIDTH = 96, 60


class KpiCard(Card):
    def __init__(self, kpi: Kpi) -> None:
        super().__init__(padding=16, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._glyph = Glyph(kpi.icon, category=kpi.category, size=40)
        head.addWidget(self._glyph)
        self._title = label(kpi.title, "label", wrap=True)
        head.addWidget(self._title, 1)
        self._change = ChangeChip()
        head.addWidget(self._change)
        self.body.addLayout(head)
        row = QHBoxLayout()
        self._value = label("", "kpi")
        row.addWidget(self._value, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._trail = TrailLine(kpi.category)
        self._trail.setFixedWidth(WIDTH)
        row.addWidget(self._trail)
        self.body.addLayout(row)
        self._detail = label("", "small", wrap=True)
        self.body.addWidget(self._detail)
        self.body.addStretch(1)

    def show_narrow(self, is_narrow: bool) -> None:
        self._trail.setFixedWidth(NARROW_WIDTH if is_narrow else WIDTH)
        self._glyph.setVisible(not is_narrow)

    def show_kpi(self, kpi: Kpi) -> None:
        set_text(self._value, theme().number(kpi.value))
        set_text(self._detail, theme().number(kpi.detail))
        restyle(self._detail, "tone", kpi.tone)
        self._trail.setVisible(bool(kpi.trail))
        self._trail.show_trail(kpi.trail, kpi.trail_title, kpi.spoken)
        self._change.show_change(kpi.change)
        self.setAccessibleName(f"{kpi.title}: {kpi.value}. {kpi.detail}")


class ChangeChip(QFrame):
    """An arrow and how much; the sentence of the card says of what."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        self._sign, self._text = QLabel(), label("", "micro")
        row.addWidget(self._sign)
        row.addWidget(self._text)
        self._shown: Change | None = None
        self.hide()
        theme().changed.connect(self._paint)

    def show_change(self, change: Change | None) -> None:
        self._shown = change
        self.setVisible(change is not None)
        self._paint()

    def _paint(self) -> None:
        change = self._shown
        if change is None:
            self._sign.setPixmap(QPixmap())
            return
        ink, tint = theme().palette.tone(change.tone)
        self._sign.setPixmap(picture(change.icon, ink, 16, self))
        self._sign.setAccessibleName(said("أكثر", "more") if change.icon == "trending-up" else said("أقل", "fewer"))
        set_text(self._text, theme().number(change.text))
        self._text.setStyleSheet(f"color: {ink}; background: transparent; font-weight: 600;")
        self.setStyleSheet(f"ChangeChip {{ background: {tint}; border-radius: 13px; }}")
