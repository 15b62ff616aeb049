"""Two values side by side, who wrote them and when: choose one by key or click. The other stays in history."""

from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Glyph, Page, chip, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.tasks.presenter import Option, TaskCard, TasksPresenter, TasksState
from domain.arabic import isolate, to_ascii_digits
from domain.sync.changes import Changes


class TasksView(Page):
    changed = Signal(object)  # Changes
    count_changed = Signal(int)

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__("مهام تحتاج قرارًا", "ما اختلف فيه جهازان ولا يُحسم إلا بقرار شخص")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = TasksPresenter(
            actions, lanes.store, show=self.show_state, tell=self._tell, count=self._tell_count
        )
        self._state: TasksState | None = None
        self._keys = label("", "small")
        self.header.buttons.addWidget(self._keys)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self.presenter.dismiss_notice)
        self.body.addWidget(self._notice)
        self._empty = EmptyState(
            "circle-check", "لا شيء ينتظر قرارًا", "إذا كتب جهازان قيمتين مختلفتين لحقل واحد ظهرتا هنا جنبًا إلى جنب."
        )
        self.body.addWidget(self._empty, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        self.cards: list[DecisionCard] = []
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def apply_changes(self, changes: Changes) -> None:
        """Anything that was written or arrived may make or settle a task."""
        if changes and self.isVisible():
            self.presenter.refresh()

    def _tell(self, changes: Changes) -> None:
        # The desk may have been locked while the write was on its way.
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def _tell_count(self, count: int) -> None:
        if shiboken6.isValid(self):
            self.count_changed.emit(count)

    def show_state(self, state: TasksState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._state = self._state, state
        self._notice.show_notice(state.notice, state.tone)
        self._empty.setVisible(state.is_loaded and not state.cards)
        set_text(self._keys, theme().number("1 أو 2 للوقوف على القيمة، وEnter لاعتمادها") if state.cards else "")
        if before is None or before.cards != state.cards:
            self._build(state.cards)
        for card in self.cards:
            card.setEnabled(not state.settling)

    def _build(self, cards: tuple[TaskCard, ...]) -> None:
        had_focus = self._focused_card() is not None
        clear_layout(self._column)
        self.cards = [DecisionCard(card) for card in cards]
        for widget in self.cards:
            widget.chosen.connect(self.presenter.settle)
            self._column.addWidget(widget)
        if had_focus:
            self.setFocus()

    def _focused_card(self) -> "DecisionCard | None":
        focused = QApplication.focusWidget()
        return next((card for card in self.cards if focused is not None and card.isAncestorOf(focused)), None)

    def _repaint(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = to_ascii_digits(event.text())
        if len(text) == 1 and text in "123456789" and self.cards:
            (self._focused_card() or self.cards[0]).stand_on(int(text))
        else:
            super().keyPressEvent(event)


class DecisionCard(Card):
    """`chosen` carries the task's id and the option's number."""

    chosen = Signal(str, int)

    def __init__(self, card: TaskCard) -> None:
        super().__init__(spacing=14)
        self.setAccessibleName(f"{card.title}، {card.about}")
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Glyph("git-merge", tone="warn"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(card.title, "h2"))
        words.addWidget(label(card.about, "label"))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addWidget(label(card.detail, "small", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.buttons: dict[int, Button] = {}
        for option in card.options:
            row.addWidget(self._panel(card.id, option), 1)
        if len(card.options) == 1:
            row.addStretch(1)
        self.body.addLayout(row)

    def stand_on(self, number: int) -> None:
        """Gives the focus to an option's button; Enter then decides."""
        if number in self.buttons:
            self.buttons[number].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _panel(self, task: str, option: Option) -> QFrame:
        panel = QFrame()
        panel.setProperty("kind", "sunken")
        column = QVBoxLayout(panel)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(chip(theme().number(option.number), "primary" if option.is_shown_now else "info"))
        head.addWidget(label(option.title, "h3"))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(_lines(option))
        column.addStretch(1)
        if option.author or option.written_at:
            said = "، ".join(item for item in (option.author, option.written_at) if item)
            column.addWidget(label(theme().number(said), "small", wrap=True))
        button = Button(f" {option.action}", glyph="check", name=f"{option.action}: {_spoken(option)}")
        button.clicked.connect(partial(self.chosen.emit, task, option.number))
        self.buttons[option.number] = button
        column.addWidget(button)
        return panel


def _lines(option: Option) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, line in enumerate(option.lines):
        grid.addWidget(label(line.title, "small"), row, 0)
        text = isolate(line.value) if line.is_code else theme().number(line.value)
        grid.addWidget(label(text, "h3" if line.differs else "body", wrap=True), row, 1)
    return made


def _spoken(option: Option) -> str:
    return "، ".join(f"{line.title} {line.value}" for line in option.lines) or option.title
