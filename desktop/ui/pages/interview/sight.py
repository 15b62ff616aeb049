"""Scrolls to a widget once the layout has settled: only then is it known where it stands."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


class IntoSight(QObject):
    """The timer belongs to the page and goes with it; what was deleted meanwhile is left alone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: dict[QScrollArea, tuple[QWidget, int]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._scroll)

    def show(self, area: QScrollArea, widget: QWidget, margin: int) -> None:
        self._wanted[area] = (widget, margin)
        self._timer.start(0)

    def _scroll(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for area, (widget, margin) in wanted.items():
            if shiboken6.isValid(area) and shiboken6.isValid(widget):
                area.ensureWidgetVisible(widget, 0, margin)
