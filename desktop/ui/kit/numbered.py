"""What the door sets by number. To name the namespace `Qt` makes its 130 enumerations, all at once, and they cost a
tenth of the time from start to first key; Qt's property system takes their numbers as well.

For what is built before anybody has signed in, and nowhere else. A test holds the numbers against Qt's own, and that
the door opens without the namespace.
"""

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.ui.language import reads_from_right

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1
LEFT, RIGHT, ABSOLUTE, MIDDLE = 0x1, 0x2, 0x10, 0x80
PLAIN_TEXT = 0
NO_FOCUS = 0


def lay_out(target: QObject, direction: int) -> None:
    """A widget, or the application for all of them."""
    target.setProperty("layoutDirection", direction)


def face(target: QObject) -> None:
    """As the window's language is read."""
    lay_out(target, RIGHT_TO_LEFT if reads_from_right() else LEFT_TO_RIGHT)


def start() -> int:
    """The side a line begins at, whatever the direction of its text is, in the middle of its height."""
    return (RIGHT if reads_from_right() else LEFT) | MIDDLE | ABSOLUTE


def align_start(target: QLabel | QLineEdit) -> None:
    """To the side a line begins at."""
    target.setProperty("alignment", start())


def take_plainly(target: QLabel) -> None:
    """The text as it stands: no markup in it is obeyed."""
    target.setProperty("textFormat", PLAIN_TEXT)


def take_no_focus(target: QWidget) -> None:
    """Neither by a key nor by a click."""
    target.setProperty("focusPolicy", NO_FOCUS)


def point_at(widget: QWidget) -> None:
    """The hand of what can be pressed. Asked for when the mouse comes, so the namespace may be named."""
    widget.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
