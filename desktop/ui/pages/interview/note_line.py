"""The clerk's own note below a question: in the office, on no paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.kit.basic import label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.editors import Line
from desktop.ui.pages.interview.state import Cell


class NoteLine(QWidget):
    """A field while it is open; closed, what was written, and nothing where there is none. `written` when the clerk
    pauses or leaves."""

    written = Signal(str)

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._words = label("", "small", wrap=True)
        self.line = Line(said("ملاحظة للمكتب؛ لا تُطبع في الإقرار", "A note for the office; not printed"))
        self.line.setAccessibleName(
            said(f"ملاحظة الموظف: {cell.question.label}", f"Clerk's note: {cell.question.label}")
        )
        self.line.rested.connect(self._rested)
        column.addWidget(self._words)
        column.addWidget(self.line)
        self.hide()

    def show_cell(self, cell: Cell) -> None:
        remark = cell.question.remark
        self.setVisible(cell.takes_note or bool(remark))
        self.line.setVisible(cell.takes_note)
        self._words.setVisible(not cell.takes_note)
        set_text(self._words, theme().number(said(f"ملاحظة: {remark}", f"Note: {remark}")))
        if not self.line.hasFocus():
            self.line.put(remark)

    def stops(self) -> list[QWidget]:
        return [] if self.line.isHidden() or self.isHidden() else [self.line]

    def _rested(self) -> None:
        self.written.emit(self.line.text())
