"""The history of one record, field by field; opened from its page and from a decision about it."""

from dataclasses import replace

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Card, Page, chip, clear_layout, label, rule, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import listed, said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.history.presenter import Entry, FieldCard, HistoryPresenter, HistoryState
from desktop.ui.pages.history.trace_card import TraceCard
from desktop.ui.pages.tasks.decision_card import line_grid
from desktop.ui.pages.way_back import add_way_back
from domain.arabic import isolate
from domain.sync.changes import Changes


class HistoryPage(Page):
    closed = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo, *, table: str, row: str) -> None:
        super().__init__(
            said("سجل التغييرات", "History of changes"),
            said(
                "كل قيمة كُتبت، ومن كتبها ومتى؛ لا يُمحى منها شيء",
                "Every value that was written, by whom and when; none of it is ever erased",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presenter = HistoryPresenter(
            actions, lanes.store, show=self.show_state, profile=info.profile, place=(table, row)
        )
        self._state: HistoryState | None = None
        self._before: list[tuple[str, str]] = []
        add_way_back(self, self._go_back, whole_window=True)
        self._record = label("", "h2", wrap=True)
        self.body.addWidget(self._record)
        self._problem = label("", "body", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self._none = label(
            said("لم يتغيّر في هذا السجل شيء منذ كُتب.", "Nothing in this record has changed since it was written."),
            "body",
        )
        self.body.addWidget(self._none)
        self._changed = QVBoxLayout()
        self._changed.setSpacing(GAP)
        self.body.addLayout(self._changed)
        self._steady = QVBoxLayout()
        self.body.addLayout(self._steady)
        self._trace = QVBoxLayout()
        self.body.addLayout(self._trace)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    def apply_changes(self, changes: Changes) -> None:
        self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self.presenter.refresh()

    def show_state(self, state: HistoryState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._state = self._state, state
        set_text(self._record, theme().number(state.title))
        self._record.setVisible(bool(state.title))
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        self._none.setVisible(bool(state.title) and not state.changed)
        if before is not None and replace(before, problem="") == replace(state, problem=""):
            return
        clear_layout(self._changed)
        for field in state.changed:
            self._changed.addWidget(_field_card(field))
        clear_layout(self._steady)
        if state.steady:
            self._steady.addWidget(_steady_card(state.steady))
        clear_layout(self._trace)
        if state.trace:
            trace = TraceCard(state.trace, state.count)
            trace.history_requested.connect(self._go_into)
            self._trace.addWidget(trace)

    def _go_into(self, table: str, row: str) -> None:
        """Another record of his; Back leads here again."""
        self._before.append(self.presenter.place)
        self.presenter.open(table, row)
        self.setFocus()

    def _go_back(self) -> None:
        if self._before:
            self.presenter.open(*self._before.pop())
        else:
            self.closed.emit()

    def _repaint(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)


def _field_card(field: FieldCard) -> Card:
    card = Card(field.title, spacing=12)
    card.heading.addWidget(label(theme().number(f"×{len(field.entries)}"), "small"))
    for number, entry in enumerate(field.entries):
        if number:
            card.body.addWidget(rule())
        card.body.addWidget(_entry(entry))
    return card


def _steady_card(fields: tuple[FieldCard, ...]) -> Card:
    card = Card(said("لم يتغيّر", "Unchanged"), spacing=10)
    for number, field in enumerate(fields):
        if number:
            card.body.addWidget(rule())
        row = QVBoxLayout()
        row.setSpacing(2)
        entry = field.entries[0]
        row.addWidget(line_grid(entry.lines))
        row.addWidget(label(theme().number(f"{entry.written} · {entry.place}"), "small", wrap=True))
        card.body.addLayout(row)
    return card


def _values(entry: Entry) -> QWidget:
    """One value alone needs no name: its card has it."""
    if len(entry.lines) != 1:
        return line_grid(entry.lines)
    line = entry.lines[0]
    return label(isolate(line.value) if line.is_code else theme().number(line.value), "h3", wrap=True)


def _entry(entry: Entry) -> QFrame:
    made = QFrame()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(_values(entry))
    words.addWidget(label(theme().number(f"{entry.deed} · {entry.written}"), "small", wrap=True))
    words.addWidget(label(theme().number(entry.place), "small", wrap=True))
    row.addLayout(words, 1)
    chips = QVBoxLayout()
    chips.setSpacing(6)
    chips.addWidget(chip(entry.chip, entry.tone), 0, Qt.AlignmentFlag.AlignRight)
    if entry.is_waiting:
        waiting = chip(said("لم يصل المركز بعد", "Not yet at head office"), "info")
        chips.addWidget(waiting, 0, Qt.AlignmentFlag.AlignRight)
    chips.addStretch(1)
    row.addLayout(chips)
    made.setAccessibleName(listed((*(f"{line.title} {line.value}" for line in entry.lines), entry.written)))
    return made
