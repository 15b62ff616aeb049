"""What was done about a person, under the history of his file."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, chip, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.history.trace import TraceLine


class TraceCard(Card):
    history_requested = Signal(str, str)  # table, row

    def __init__(self, lines: tuple[TraceLine, ...], count: int) -> None:
        super().__init__(said("كل ما جرى معه", "Everything done about him"), spacing=10)
        shown = len(lines)
        told = said(f"آخر {shown} من {count}", f"The last {shown} of {count}") if shown < count else f"×{count}"
        self.heading.addWidget(label(theme().number(told), "small"))
        for number, line in enumerate(lines):
            if number:
                self.body.addWidget(rule())
            self.body.addWidget(self._line(line))

    def _line(self, line: TraceLine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(line.title, "label", wrap=True))
        for text in filter(None, (line.about, f"{line.written} · {line.place}")):
            words.addWidget(label(theme().number(text), "small", wrap=True))
        row.addLayout(words, 1)
        if line.chip:
            row.addWidget(chip(line.chip, line.tone), 0, Qt.AlignmentFlag.AlignTop)
        if line.row:
            name = said(f"سجله: {line.title} {line.about}", f"Its history: {line.title} {line.about}")
            button = Button(kind="icon", glyph="history", name=name)
            button.clicked.connect(partial(self.history_requested.emit, line.table, line.row))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        made.setAccessibleName(f"{line.title} {line.about} {line.written}")
        return made
