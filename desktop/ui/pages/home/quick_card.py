"""What is begun most often, a press away."""

from functools import partial

from PySide6.QtCore import Signal

from desktop.ui.kit.basic import Button, Card
from desktop.ui.language import said


class QuickCard(Card):
    page_requested = Signal(str)  # reception, counter
    interview_requested = Signal()
    sheet_requested = Signal()
    report_requested = Signal()

    def __init__(self) -> None:
        super().__init__(said("إجراء سريع", "Do at once"), spacing=10)
        receive = self._add("user-check", said("استقبال مراجع", "Receive a visitor"), kind="primary")
        receive.clicked.connect(partial(self._ask_for, "reception"))
        self._add("plus", said("بدء مقابلة جديدة", "Start an interview")).clicked.connect(self.interview_requested)
        count = self._add("hand-click", said("عدّ الزوار", "Count visitors"))
        count.setAccessibleName(said("فتح عدّ الزوار", "Open the visitor count"))
        count.clicked.connect(partial(self._ask_for, "counter"))
        self._add("printer", said("طباعة ورقة اليوم", "Print the day sheet")).clicked.connect(self.sheet_requested)
        self._add("file-text", said("التقرير الدوري", "Periodic report")).clicked.connect(self.report_requested)
        self.body.addStretch(1)

    def _add(self, glyph: str, words: str, *, kind: str = "secondary") -> Button:
        button = Button(f" {words}", kind, glyph=glyph, name=words)
        self.body.addWidget(button)
        return button

    def _ask_for(self, page: str) -> None:
        self.page_requested.emit(page)
