"""What the door sets by number. To name the namespace `Qt` makes its 130 enumerations, all at once, and they cost a
tenth of the time from start to first key; Qt's property system takes their numbers as well.

For what is built before anybody has signed in, and nowhere else. A test holds the numbers against Qt's own, and that
the door opens without the namespace.
"""

from PySide6 import QtCore
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1
RIGHT, ABSOLUTE, MIDDLE = 0x2, 0x10, 0x80
PLAIN_TEXT = 0
NO_FOCUS = 0


def lay_out(target: QObject, direction: int) -> None:
    """A widget, or the application for all of them."""
    target.setProperty("layoutDirection", direction)


def align_right(target: QLabel | QLineEdit) -> None:
    """To the right whatever its direction is, in the middle of its height."""
    target.setProperty("alignment", RIGHT | MIDDLE | ABSOLUTE)


def take_plainly(target: QLabel) -> None:
    """The text as it stands: no markup in it is obeyed."""
    target.setProperty("textFormat", PLAIN_TEXT)


def take_no_focus(target: QWidget) -> None:
    """Neither by a key nor by a click."""
    target.setProperty("focusPolicy", NO_FOCUS)


def point_at(widget: QWidget) -> None:
    """The hand of what can be pressed. Asked for when the mouse comes, so the namespace may be named."""
    widget.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
