"""A page part that is scrolled, and follows the keyboard."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

ABOVE_AND_BELOW = 12


class FollowingScroll(QScrollArea):
    """What has the focus is in sight, wherever the Tab key came from: Qt scrolls only when it came from inside."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if not shiboken6.isValid(self) or new is None:
            return
        inside = self.widget()
        # Under a pressed mouse button nothing may move: the click would go astray.
        if inside is not None and inside.isAncestorOf(new) and not QApplication.mouseButtons():
            self.ensureWidgetVisible(new, 0, ABOVE_AND_BELOW)


def scroll(inside: QWidget) -> QScrollArea:
    return FollowingScroll(inside)
