"""The decisions about one record, each with its values side by side."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Glyph, chip, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import listed, said
from desktop.ui.pages.tasks.state import Line, Option, RecordGroup, TaskCard
from desktop.ui.pages.wording import DECISIONS
from domain.arabic import isolate

NARROW = 720


class RecordCard(Card):
    """`history_requested` carries the record's table and row."""

    history_requested = Signal(str, str)

    def __init__(self, group: RecordGroup) -> None:
        super().__init__(spacing=14)
        self._group = group
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Glyph("git-merge", tone="warn"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(group.title), "h2", wrap=True))
        words.addWidget(label(theme().number(DECISIONS.of(len(group.cards))), "small"))
        head.addLayout(words, 1)
        if group.has_history:
            history = Button(
                said("سجل التغييرات", "History"),
                "text",
                glyph="history",
                name=said(f"سجل التغييرات: {group.title}", f"History of changes: {group.title}"),
            )
            history.clicked.connect(self._ask_history)
            head.addWidget(history, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.decisions: list[DecisionCard] = []
        for number, card in enumerate(group.cards):
            if number:
                self.body.addWidget(rule())
            self.decisions.append(DecisionCard(card))
            self.body.addWidget(self.decisions[-1])

    def _ask_history(self) -> None:
        self.history_requested.emit(self._group.table, self._group.row)


class DecisionCard(QWidget):
    """`chosen` carries the task's id and the option's number."""

    chosen = Signal(str, int)
    put_off = Signal(str)

    def __init__(self, card: TaskCard) -> None:
        super().__init__()
        self.card = card
        self.setAccessibleName(listed((card.title, card.about)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(card.title, "h3", wrap=True), 1)
        self.later = Button(
            said("اختر لاحقًا", "Later"),
            "text",
            glyph="clock",
            name=said(f"اختر لاحقًا: {card.title}، {card.about}", f"Choose later: {card.title}, {card.about}"),
        )
        self.later.setToolTip("0")
        self.later.clicked.connect(partial(self.put_off.emit, card.id))
        head.addWidget(self.later)
        column.addLayout(head)
        column.addWidget(label(card.detail, "small", wrap=True))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(GAP)
        self.buttons: dict[int, Button] = {}
        for option in card.options:
            self._row.addWidget(self._panel(option), 1)
        column.addLayout(self._row)

    def stand_on(self, number: int) -> None:
        """Gives the focus to an option's button; Enter then decides."""
        if number in self.buttons:
            self.buttons[number].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_narrow(self, is_narrow: bool) -> None:
        kind = QBoxLayout.Direction
        self._row.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)

    def _panel(self, option: Option) -> QFrame:
        panel = QFrame()
        panel.setProperty("kind", "sunken")
        column = QVBoxLayout(panel)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        if option.action:
            head.addWidget(chip(theme().number(option.number), "primary" if option.is_shown_now else "info"))
        head.addWidget(label(option.title, "label"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(line_grid(option.lines))
        column.addStretch(1)
        who = " · ".join(item for item in (option.author, option.written_at) if item)
        for words in filter(None, (who, option.place)):
            column.addWidget(label(theme().number(words), "small", wrap=True))
        if option.action:
            button = Button(option.action, glyph="check", name=f"{option.action}: {_spoken(option)}")
            button.clicked.connect(partial(self.chosen.emit, self.card.id, option.number))
            self.buttons[option.number] = button
            column.addWidget(button)
        return panel


def line_grid(lines: tuple[Line, ...]) -> QWidget:
    """What was written: names at the right, values beside them; what differs stands out."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, line in enumerate(lines):
        grid.addWidget(label(line.title, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
        text = isolate(line.value) if line.is_code else theme().number(line.value)
        grid.addWidget(label(text, "h3" if line.differs else "body", wrap=True), row, 1)
    return made


def _spoken(option: Option) -> str:
    return listed(f"{line.title} {line.value}" for line in option.lines) or option.title
