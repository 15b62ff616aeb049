"""Before the end: what the answers put into the person's file, one line each, and a tick that may be taken away."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.kit.basic import clear_layout, label, rule
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.interview.state import RecordLine
from domain.arabic import isolate


class RecordLines(QWidget):
    """`put` carries a field and whether it is to be put."""

    put = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[RecordLine, ...] = ()
        self.checks: dict[str, Check] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        theme().changed.connect(self._draw)
        self.hide()

    def show_lines(self, lines: tuple[RecordLine, ...]) -> None:
        self.setVisible(bool(lines))
        if [line.field for line in lines] != list(self.checks) or not lines:
            self._lines = lines
            self._draw()
        self._lines = lines
        for line in lines:
            self.checks[line.field].setChecked(line.is_put)

    def stops(self) -> list[QWidget]:
        return [check for check in self.checks.values() if check.isEnabled()]

    def focus(self) -> None:
        for stop in self.stops()[:1]:
            stop.setFocus()

    def _ticked(self, field: str) -> None:
        self.put.emit(field, self.checks[field].isChecked())

    def _draw(self) -> None:
        clear_layout(self._column)
        self.checks = {}
        if not self._lines:
            return
        self._column.addWidget(
            label(
                said(
                    "أجاب عن هذه في المقابلة، وملفه يقول غيرها. ارفع العلامة عمّا لا تريده أن يُكتب في الملف؛ "
                    "وتبقى الإجابة في المقابلة كما هي.",
                    "These were answered in the interview and the file says otherwise. Untick what is not to be "
                    "written into the file; the answer stays in the interview as it is.",
                ),
                "body",
                wrap=True,
            )
        )
        for line in self._lines:
            self._column.addWidget(rule())
            self._column.addWidget(self._line(line))
        self._column.addStretch(1)

    def _line(self, line: RecordLine) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        check = Check(line.label)
        check.setAccessibleName(f"{line.label}: {line.new}")
        check.setAccessibleDescription(line.refusal)
        check.setEnabled(not line.refusal)
        check.setChecked(line.is_put)
        check.clicked.connect(partial(self._ticked, line.field))
        column.addWidget(check)
        column.addWidget(label(theme().number(_change(line)), "small", wrap=True))
        if line.refusal:
            column.addWidget(label(theme().number(line.refusal), "small", tone="warn", wrap=True))
        self.checks[line.field] = check
        return box


def _change(line: RecordLine) -> str:
    """«في الملف: الرياض ← في المقابلة: جدة»."""
    old = isolate(line.old) if line.old else said("لا شيء", "nothing")
    return said(
        f"في الملف: {old} · في المقابلة: {isolate(line.new)}",
        f"In the file: {old} · in the interview: {isolate(line.new)}",
    )
