"""What needs a person: two values side by side, and what head office did not apply. By key or click; all of it stays
in history."""

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, clear_layout, label, rule, set_text
from desktop.ui.kit.basic import shortcut as make_shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import GAP
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.notice import NoticeBar
from desktop.ui.pages.tasks.decision_card import NARROW, DecisionCard, RecordCard
from desktop.ui.pages.tasks.presenter import TasksPresenter
from desktop.ui.pages.tasks.refused_presenter import RefusedPresenter
from desktop.ui.pages.tasks.refused_section import RefusedSection
from desktop.ui.pages.tasks.state import RecordGroup, RefusedState, TaskCard, TasksState
from desktop.ui.pages.wording import RECORDS
from domain.arabic import to_ascii_digits
from domain.sync.changes import Changes
from domain.text import Text

KEYS = Text(
    "1 أو 2 للوقوف على القيمة وEnter لاعتمادها · صفر لتأجيلها · Ctrl+Z للتراجع",
    "1 or 2 to stand on a value, Enter to choose it · 0 to put it off · Ctrl+Z to undo",
)


class TasksView(Page):
    changed = Signal(object)  # Changes
    count_changed = Signal(int)
    refused_counted = Signal(int)  # of them, what head office did not apply
    history_requested = Signal(str, str)  # table, row
    undo_offered = Signal(str, object)  # what was done, how it is taken back

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(
            said("مهام تحتاج قرارًا", "Tasks to decide"),
            said(
                "ما اختلف فيه جهازان، وما لم يستطع المركز الرئيس تطبيقه",
                "Where two laptops differ, and what head office could not apply",
            ),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._counts = {"tasks": 0, "refused": 0}
        self.presenter = TasksPresenter(
            actions,
            lanes.store,
            show=self.show_state,
            tell=self._tell,
            count=self._count_tasks,
            offer_undo=self._offer_undo,
            profile=info.profile,
        )
        self.refused_presenter = RefusedPresenter(
            actions,
            lanes.store,
            show=self.show_refused,
            tell=self._tell,
            count=self._count_refused,
            offer_undo=self._offer_refused_undo,
            profile=info.profile,
        )
        self._state: TasksState | None = None
        self._undo = self.presenter.undo
        self._build_page()
        make_shortcut(self, "Ctrl+Z", self.undo)
        theme().changed.connect(self._repaint)
        self.presenter.show()
        self.refused_presenter.show()

    def _build_page(self) -> None:
        self._keys = label("", "small", wrap=True)
        self._notice = NoticeBar()
        self._notice.dismissed.connect(self.presenter.dismiss_notice)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._keys)
        self._empty = EmptyState(
            "circle-check",
            said("لا شيء ينتظر قرارًا", "Nothing waits for a decision"),
            said(
                "إذا كتب جهازان قيمتين مختلفتين لحقل واحد ظهرتا هنا جنبًا إلى جنب، وإذا لم يستطع المركز الرئيس تطبيق "
                "عمل كُتب هنا ظهر مع سببه.",
                "When two laptops write different values for one field, both stand here side by side; when head "
                "office could not apply something written here, it stands here with the reason.",
            ),
        )
        self.body.addWidget(self._empty, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self.body.addLayout(self._column)
        self._more = Button("", glyph="chevron-down")
        self._more.clicked.connect(self.presenter.show_more)
        self.body.addWidget(self._more)
        self._later = QVBoxLayout()
        self.body.addLayout(self._later)
        self.refused = RefusedSection(self.refused_presenter)
        self.body.addWidget(self.refused)
        self.body.addStretch(1)
        self.cards: list[DecisionCard] = []

    def apply_changes(self, changes: Changes) -> None:
        """Anything that was written or arrived may make or settle a task."""
        if changes and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self.presenter.refresh()
        self.refused_presenter.refresh()

    # --- what the presenters say ---------------------------------------------------------------------------------

    def _tell(self, changes: Changes) -> None:
        # The desk may have been locked while the write was on its way.
        if shiboken6.isValid(self):
            self.changed.emit(changes)

    def _count_tasks(self, count: int) -> None:
        self._note_count("tasks", count)

    def _count_refused(self, count: int) -> None:
        self._note_count("refused", count)

    def _note_count(self, what: str, count: int) -> None:
        self._counts[what] = count
        if shiboken6.isValid(self):
            self.refused_counted.emit(self._counts["refused"])
            self.count_changed.emit(sum(self._counts.values()))

    def _offer_undo(self, text: str) -> None:
        self._undo = self.presenter.undo
        if shiboken6.isValid(self):
            self.undo_offered.emit(text, self.undo)

    def _offer_refused_undo(self, text: str) -> None:
        self._undo = self.refused_presenter.undo
        if shiboken6.isValid(self):
            self.undo_offered.emit(text, self.undo)

    def undo(self) -> None:
        """The last decision taken here."""
        self._undo()

    # --- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: TasksState) -> None:
        if not shiboken6.isValid(self):
            return
        before, self._state = self._state, state
        self._notice.show_notice(state.notice, state.tone)
        set_text(self._keys, theme().number(said_of(KEYS)) if state.cards else "")
        self._keys.setVisible(bool(state.cards))
        if before is None or before.groups != state.groups:
            self._build(state.groups)
        if before is None or before.later != state.later:
            self._build_later(state.later)
        for card in self.cards:
            card.setEnabled(not state.settling)
        words = said(f"عرض المزيد: بقي {RECORDS.of(state.more)}", f"Show more: {RECORDS.of(state.more)} left")
        self._more.setText(theme().number(words))
        self._more.setAccessibleName(words)
        self._more.setVisible(state.more > 0)
        self._show_empty()

    def show_refused(self, state: RefusedState) -> None:
        if not shiboken6.isValid(self):
            return
        had_focus = self._has_focus_in_refused()
        self.refused.show_state(state)
        self._show_empty()
        if had_focus and not self._has_focus_in_refused():
            # It stood on what is gone now, or is being written: else the next key would go nowhere.
            self.setFocus()

    def _has_focus_in_refused(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.refused.isAncestorOf(focused)

    def _show_empty(self) -> None:
        state = self._state
        is_bare = state is not None and state.is_loaded and not state.cards and not state.later
        self._empty.setVisible(is_bare and self.refused.is_bare)

    def _build(self, groups: tuple[RecordGroup, ...]) -> None:
        had_focus = self._focused_card() is not None
        clear_layout(self._column)
        self.cards = []
        for group in groups:
            record = RecordCard(group)
            record.history_requested.connect(self.history_requested)
            self._column.addWidget(record)
            for card in record.decisions:
                card.chosen.connect(self.presenter.settle)
                card.put_off.connect(self.presenter.put_off)
                card.set_narrow(self.width() < NARROW)
                self.cards.append(card)
        if had_focus:
            self.setFocus()

    def _build_later(self, later: tuple[TaskCard, ...]) -> None:
        clear_layout(self._later)
        if not later:
            return
        card = Card(said("مؤجلة", "Put off"), spacing=8)
        for number, item in enumerate(later):
            if number:
                card.body.addWidget(rule())
            card.body.addWidget(LaterRow(item, self.presenter))
        self._later.addWidget(card)

    def _focused_card(self) -> DecisionCard | None:
        focused = QApplication.focusWidget()
        return next((card for card in self.cards if focused is not None and card.isAncestorOf(focused)), None)

    def _repaint(self) -> None:
        state, self._state = self._state, None
        if state is not None:
            self.show_state(state)
        self.refused.repaint_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for card in self.cards:
            card.set_narrow(self.width() < NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = to_ascii_digits(event.text())
        if len(text) != 1 or text not in "0123456789" or not self.cards:
            super().keyPressEvent(event)
            return
        card = self._focused_card() or self.cards[0]
        if text == "0":
            self.presenter.put_off(card.card.id)
        else:
            card.stand_on(int(text))


class LaterRow(QWidget):
    """A decision that was put off; it is taken up again from here."""

    def __init__(self, card: TaskCard, presenter: TasksPresenter) -> None:
        super().__init__()
        self._card, self._presenter = card, presenter
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(label(card.title, "body", wrap=True))
        row.addWidget(label(theme().number(card.about), "small", wrap=True))
        button = Button(
            said("اختر الآن", "Choose now"),
            glyph="git-merge",
            name=said(f"اختر الآن: {card.title}، {card.about}", f"Choose now: {card.title}, {card.about}"),
        )
        button.clicked.connect(self._take_up)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _take_up(self) -> None:
        self._presenter.take_up(self._card.id)
