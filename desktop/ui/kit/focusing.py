"""The keyboard is where a form that opens begins."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.scrolling import bring_into_sight


def focus_in_sight(widget: QWidget) -> None:
    """The keyboard goes to what a form that has just opened asks first, and it is seen once that is laid out."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    QTimer.singleShot(0, widget, partial(bring_into_sight, widget))
