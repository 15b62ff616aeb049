"""One number of the first page, with a sentence about it and, where there is one, the week behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.kit.basic import Card, Glyph, label, restyle, set_text
from desktop.ui.kit.charts import Sparkline
from desktop.ui.kit.theme import theme
from desktop.ui.pages.home.state import Kpi


class KpiCard(Card):
    def __init__(self, kpi: Kpi) -> None:
        super().__init__(padding=16, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph(kpi.icon, category=kpi.category))
        self._title = label(kpi.title, "label", wrap=True)
        head.addWidget(self._title, 1)
        self.body.addLayout(head)
        row = QHBoxLayout()
        self._value = label("", "kpi")
        row.addWidget(self._value, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self._trail = Sparkline(kpi.category)
        self._trail.setFixedSize(110, 44)
        self._trail.setAccessibleName("آخر سبعة أيام")
        row.addWidget(self._trail)
        self.body.addLayout(row)
        self._detail = label("", "small", wrap=True)
        self.body.addWidget(self._detail)

    def show_narrow(self, is_narrow: bool) -> None:
        self._trail.setFixedWidth(64 if is_narrow else 110)

    def show_kpi(self, kpi: Kpi) -> None:
        set_text(self._value, theme().number(kpi.value))
        set_text(self._detail, theme().number(kpi.detail))
        restyle(self._detail, "tone", kpi.tone)
        self._trail.setVisible(bool(kpi.trail))
        self._trail.show_values(kpi.trail)
        self._trail.setAccessibleDescription("، ".join(map(str, kpi.trail)))
        self.setAccessibleName(f"{kpi.title}: {kpi.value}. {kpi.detail}")
