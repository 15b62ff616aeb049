"""The list and what is open: beside one another where there is room, else one after the other with a way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said

LIST_WIDTH, NARROW_LIST, NARROW = 432, 300, 1000
ONE_COLUMN = 860


class Panes(QWidget):
    """In one column, with a way back, the list or what is open is shown; in two, both."""

    back_requested = Signal()

    def __init__(self, finder: QWidget, nothing_open: QWidget, *, list_name: str) -> None:
        """`nothing_open` stands beside the list while nothing is open."""
        super().__init__()
        self._finder = finder
        self._is_one_column = self._is_inside = False
        self._back = Button(
            list_name,
            "text",
            glyph="chevron-right",
            name=said(f"رجوع إلى القائمة: {list_name} (Esc)", f"Back to the list: {list_name} (Esc)"),
        )
        self._back.setToolTip(said("رجوع إلى القائمة (\u2066Esc\u2069)", "Back to the list (Esc)"))
        self._back.clicked.connect(self.back_requested)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing_open)
        opened = self._opened = QWidget()
        column = QVBoxLayout(opened)
        column.setContentsMargins(0, 0, 0, 0)
        way_back = QHBoxLayout()
        way_back.addWidget(self._back)
        way_back.addStretch(1)
        column.addLayout(way_back)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(finder)
        row.addWidget(opened, 1)
        self._arrange()

    @property
    def is_one_column(self) -> bool:
        return self._is_one_column

    @property
    def current(self) -> QWidget | None:
        return self._stack.currentWidget()

    def put(self, widget: QWidget) -> None:
        """What is open, in front of what was."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def take_away(self, widget: QWidget) -> None:
        self._stack.removeWidget(widget)

    def go_in(self) -> None:
        """In one column what is open is shown now, in the place of the list."""
        self._is_inside = True
        self._arrange()

    def go_back(self) -> None:
        """In one column the list is shown again; what was open stays so."""
        self._is_inside = False
        self._arrange()

    def fit(self, width: int) -> None:
        """To the width of the page."""
        self._is_one_column = width < ONE_COLUMN
        self._finder.setMinimumWidth(0)
        self._finder.setMaximumWidth(16777215)
        if not self._is_one_column:
            self._finder.setFixedWidth(NARROW_LIST if width < NARROW else LIST_WIDTH)
        self._arrange()

    def _arrange(self) -> None:
        one, inside = self._is_one_column, self._is_inside
        self._finder.setVisible(not one or not inside)
        self._opened.setVisible(not one or inside)
        self._back.setVisible(one)
