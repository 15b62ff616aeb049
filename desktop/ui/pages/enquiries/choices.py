"""A list to choose one of, as wide as its column and not as its longest choice."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from desktop.ui.language import InBoth, said_of


def choices(items: Iterable[tuple[str, InBoth]], *, empty: str = "") -> QComboBox:
    """`empty` is what stands there while nothing is chosen."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    if empty:
        box.addItem(empty, "")
    for id, text in items:
        box.addItem(said_of(text), id)
    return box
