"""Satisfaction and supervision: what is due today, the scores, what is followed, what was made last."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, chip, clear_layout, label, set_chip, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.quality.charts import MonthChart
from desktop.ui.pages.quality.emergency import EmergencyCard
from desktop.ui.pages.quality.presenter import QualityPresenter
from desktop.ui.pages.quality.rows import Choices, FollowedLine, MadeLine, MarkLine, ToolLine
from desktop.ui.pages.quality.state import QualityState, Result, Tool
from domain.sync.changes import Changes

NARROW, SIDE, WIDEST = 940, 372, 16_777_215
MOST_WORDS = 12


class QualityView(Page):
    begun = Signal(str, str)  # instrument; screen, paper or form
    changed = Signal(object)  # Changes
    said = Signal(str)
    undo_offered = Signal(str, object)
    history_requested = Signal(str, str)
    report_requested = Signal()
    emergency_paper_requested = Signal(str)  # finding

    def __init__(self, actions: Actions, lanes: Lanes, *, office: str) -> None:
        super().__init__(
            said("الرضا والإشراف", "Quality"),
            said(
                "رأي الناس في الخدمة بلا أسماء، وما يراه من يتفقّدها",
                "What people say without names, and what supervisors see",
            ),
        )
        self.presenter = QualityPresenter(
            actions,
            lanes.store,
            show=while_alive(self._show),
            changed=self.changed.emit,
            told=self._tell,
            noted=self._close_emergency,
            reported=self.emergency_paper_requested.emit,
        )
        self._state = QualityState()
        self._open = ""
        self._make_header()
        self._problem = label("", "body", tone="bad", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.emergency = EmergencyCard(office)
        self.emergency.noted.connect(self.presenter.note_emergency)
        self.emergency.dropped.connect(self._close_emergency)
        self.emergency.hide()
        self.body.addWidget(self.emergency)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self._side = QWidget()
        side, main = QVBoxLayout(self._side), QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        for column in (side, main):
            column.setSpacing(GAP)
        self._tools = self._list(side, said("أدوات القياس", "Instruments"))
        self._followed = self._list(side, said("يُتابَع حتى يُغلق", "Followed until closed"))
        main.addWidget(self._results_card())
        self._made = self._list(main, said("آخر الجولات", "Latest inspections"))
        side.addStretch(1)
        main.addStretch(1)
        self._columns.addWidget(self._side)
        self._columns.addLayout(main, 1)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- making --------------------------------------------------------------------------------------------------

    def _make_header(self) -> None:
        report = Button(said("التقرير الدوري", "Periodic report"), "text", glyph="file-text")
        report.clicked.connect(self.report_requested)
        self.start_emergency = Button(said("حالة طارئة", "Emergency"), glyph="alert-triangle")
        self.start_emergency.clicked.connect(self._open_emergency)
        self.header.buttons.addWidget(report)
        self.header.buttons.addWidget(self.start_emergency)
        self.header.let_give_way(report, self.start_emergency)

    def _list(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = Card(title, spacing=8)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        card.body.addLayout(lines)
        column.addWidget(card)
        return lines

    def _results_card(self) -> Card:
        card = Card(said("النتائج", "Scores"))
        self._choice = QVBoxLayout()
        card.body.addLayout(self._choice)
        self._choices: tuple[tuple[str, str], ...] = ()
        self.segments: Choices | None = None
        head = QHBoxLayout()
        head.setSpacing(14)
        self._value = label("", "kpi")
        self._trend = chip("", "neutral")
        self._detail = label("", "small", wrap=True)
        head.addWidget(self._value)
        head.addWidget(self._detail, 1)
        head.addWidget(self._trend)
        card.body.addLayout(head)
        self.chart = MonthChart()
        card.body.addWidget(self.chart)
        self._note = label("", "small", wrap=True)
        card.body.addWidget(self._note)
        self._marks = QVBoxLayout()
        self._marks.setSpacing(8)
        card.body.addLayout(self._marks)
        self._words = QVBoxLayout()
        self._words.setSpacing(6)
        card.body.addLayout(self._words)
        return card

    # --- showing -------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        if self.isVisible():
            self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        kind, is_narrow = QBoxLayout.Direction, self.width() < NARROW
        self._columns.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)
        self._side.setMinimumWidth(0 if is_narrow else SIDE)
        self._side.setMaximumWidth(WIDEST if is_narrow else SIDE)

    def _show(self, state: QualityState) -> None:
        before, self._state = self._state, state
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))
        errors = dict(state.errors)
        self.emergency.show_errors(errors)
        if before.tools != state.tools or not self._tools.count():
            self._show_tools(state)
        self._show_followed(state, errors)
        self._show_made(state, errors)
        self._show_choices(state)
        self._show_result(state.result)

    def _show_tools(self, state: QualityState) -> None:
        clear_layout(self._tools)
        for tool in state.tools:
            line = ToolLine(tool)
            line.begun.connect(self.begun)
            self._tools.addWidget(line)
        if state.is_loaded and not state.tools:
            self._tools.addWidget(
                EmptyState(
                    "clipboard-check",
                    said("لا أدوات في سياسة الجمعية", "The policy has no instruments"),
                    said("تُذكر في ملف السياسة، ولكل منها استمارة.", "They stand in the profile, each with a form."),
                )
            )

    def _show_followed(self, state: QualityState, errors: dict[str, str]) -> None:
        clear_layout(self._followed)
        for one in state.followed:
            line = FollowedLine(one, is_open=one.id == self._open, error=errors.get(one.id, ""))
            line.closed.connect(self.presenter.close)
            line.reported.connect(self.presenter.report)
            line.opened.connect(self._open_line)
            self._followed.addWidget(line)
            if one.id == self._open and not one.wants_report:
                line.asking.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.is_loaded and not state.followed:
            nothing = said("لا ملاحظة مفتوحة", "Nothing is open")
            self._followed.addWidget(label(nothing, "small"))

    def _show_made(self, state: QualityState, errors: dict[str, str]) -> None:
        clear_layout(self._made)
        for one in state.made:
            line = MadeLine(one, is_open=one.id == self._open, error=errors.get(one.id, ""))
            line.struck.connect(self.presenter.strike)
            line.opened.connect(self._open_line)
            line.history_asked.connect(self._ask_history)
            self._made.addWidget(line)
            if one.id == self._open:
                line.asking.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.is_loaded and not state.made:
            self._made.addWidget(label(said("لم تُسجَّل جولة بعد", "No inspection has been recorded yet"), "small"))

    def _show_choices(self, state: QualityState) -> None:
        if state.choices != self._choices:
            self._choices = state.choices
            clear_layout(self._choice)
            self.segments = None
            if len(state.choices) > 1:
                self.segments = Choices(state.choices, name=said("نتائج أي أداة", "Whose scores"))
                self.segments.chosen.connect(self.presenter.choose)
                self._choice.addWidget(self.segments)
        if self.segments is not None:
            self.segments.choose(state.chosen)

    def _show_result(self, result: Result) -> None:
        number = theme().number
        set_text(self._value, number(result.value))
        self._value.setVisible(bool(result.value))
        set_text(self._detail, number(result.detail))
        set_chip(self._trend, number(result.trend), result.trend_tone or "neutral")
        self._trend.setVisible(bool(result.trend))
        set_text(self._note, number(result.note))
        self._note.setVisible(bool(result.note))
        self.chart.show_bars(result.bars)
        self.chart.setVisible(bool(result.bars))
        clear_layout(self._marks)
        for mark in result.marks:
            self._marks.addWidget(MarkLine(mark))
        clear_layout(self._words)
        for words in result.words:
            self._words.addWidget(label(words.question, "label", wrap=True))
            for one in words.said[:MOST_WORDS]:
                self._words.addWidget(label(f"«{one}»", "small", wrap=True))

    @property
    def shown_tools(self) -> tuple[Tool, ...]:
        return self._state.tools

    # --- asked ---------------------------------------------------------------------------------------------------

    def _tell(self, text: str, undo: Callable[[], None] | None) -> None:
        self._open = ""
        if undo is None:
            self.said.emit(text)
        else:
            self.undo_offered.emit(text, undo)

    def _open_line(self, id: str) -> None:
        self._open = id
        self.presenter.forget_errors()

    def _open_emergency(self) -> None:
        self.emergency.open()

    def _close_emergency(self) -> None:
        self.emergency.close_card()
        self.start_emergency.setFocus()

    def _ask_history(self, inspection: str) -> None:
        self.history_requested.emit("inspections", inspection)

    def _repaint(self) -> None:
        self._tools_anew()
        self._show(self._state)

    def _tools_anew(self) -> None:
        clear_layout(self._tools)
