"""Cyclic garbage is collected on the window's thread and on no other.

Python collects on whatever thread happens to allocate. A page that was left is garbage in a circle with its children;
collected on a lane, its widgets are destroyed there while Qt paints them here, and the program crashes, rarely.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 300


class Collector(QObject):
    """Between `start` and `stop` nothing else collects."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = False
        self._has_frozen = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_on(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """What there is by now stays to the end: it is not looked through again. What somebody froze before is his."""
        if self.is_on:
            return
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._has_frozen = gc.get_freeze_count() == 0
        if self._has_frozen:
            gc.freeze()
        self._timer.start()

    def stop(self) -> None:
        if not self.is_on:
            return
        self._timer.stop()
        if self._has_frozen:
            gc.unfreeze()
        gc.collect()
        if self._was_enabled:
            gc.enable()

    def look(self) -> None:
        """As Python would: the youngest often, the oldest seldom."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return
