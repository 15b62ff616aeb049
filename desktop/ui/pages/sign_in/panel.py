"""How a panel of the door is laid out: a title, a sentence, and a column for its fields."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.fields import label


def panel(widget: QWidget, title: str, detail: str) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(label(title, "h1"))
    if detail:
        column.addWidget(label(detail, "small", wrap=True))
    column.addSpacing(8)
    return column


def in_the_middle(widget: QWidget) -> QHBoxLayout:
    """Between two stretches, and not by an alignment: only so it grows with what it says."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row
