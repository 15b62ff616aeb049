"""Page parts that are scrolled, and a window that scrolls them to what the Tab key came to."""

from PySide6.QtWidgets import QFrame, QLineEdit, QMainWindow, QScrollArea, QWidget

from desktop.ui.kit.numbered import take_no_focus

ABOVE_AND_BELOW = 12


def scroll(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    take_no_focus(area)
    return area


class FollowingWindow(QMainWindow):
    """What the Tab key comes to is in sight, wherever it came from: Qt scrolls an area only to what follows within."""

    def focusNextPrevChild(self, next: bool) -> bool:
        has_moved = bool(super().focusNextPrevChild(next))
        focused = self.focusWidget()
        if has_moved and focused is not None:
            bring_into_sight(focused)
        return has_moved


def _beside_the_cursor(widget: QWidget) -> int:
    """Qt brings the cursor of a line in sight, not the line around it."""
    return widget.height() // 2 if isinstance(widget, QLineEdit) else 0


def bring_into_sight(widget: QWidget) -> None:
    """In every area that it can be scrolled out of, the innermost first."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, ABOVE_AND_BELOW + _beside_the_cursor(widget))
        above = above.parentWidget()
