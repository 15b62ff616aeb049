"""Below the preview of the periodic report: the days it is about."""

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import label
from desktop.ui.kit.fields import Button, Field, TextField
from desktop.ui.kit.segments import Segments
from desktop.ui.language import said, said_of
from desktop.ui.pages.paper.period_presenter import OFFERED, OWN, PeriodPresenter, PeriodState
from domain.errors import Expected, RuleBroken
from domain.period import NAMES


class PeriodBar(QFrame):
    period_asked = Signal(str)  # as `make_report` takes it

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 12, 28, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(said("الفترة", "Period"), "label"))
        choices = [(name, said_of(NAMES[name])) for name in OFFERED]
        self.presenter = PeriodPresenter(show=self.show_state, ask=self._ask)
        self.choice = Segments(
            [*choices, (OWN, said("أيام أخرى", "Other days"))], self.presenter.choose, name=said("الفترة", "Period")
        )
        row.addWidget(self.choice)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._build_days())
        self.presenter.start()

    def _build_days(self) -> QWidget:
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        example = said("مثل ١/١١/٢٠٢٦ أو ٢١/٥/١٤٤٨", "like 1/11/2026 or 21/5/1448")
        self.first, self.last = (TextField(example) for _ in range(2))
        self._fields = (Field(said("من يوم", "From"), self.first), Field(said("إلى يوم", "To"), self.last))
        for field in self._fields:
            row.addWidget(field, 1)
        for editor in (self.first, self.last):
            editor.returnPressed.connect(self._take_days)
        self.make = Button(said("إعداد التقرير", "Make the report"), "primary", glyph="file-text")
        self.make.clicked.connect(self._take_days)
        row.addWidget(self.make)
        return self.days

    def show_state(self, state: PeriodState) -> None:
        if not shiboken6.isValid(self):
            return
        self.choice.choose(state.chosen)
        self.days.setVisible(state.chosen == OWN)
        for field, problem in zip(self._fields, (state.first_problem, state.last_problem), strict=True):
            if problem is None:
                field.clear()
            else:
                field.show_error(said_of(problem))

    def show_problem(self, problem: Expected) -> bool:
        """Whether it was shown here: what is wrong with the days, and nothing else."""
        if not isinstance(problem, RuleBroken) or not problem.code.startswith(("period.", "day.")):
            return False
        self.presenter.note_problem(problem)
        return True

    def _take_days(self) -> None:
        self.presenter.take_days(self.first.text(), self.last.text())

    def _ask(self, period: str) -> None:
        self.period_asked.emit(period)
