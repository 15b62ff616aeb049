"""The list of interviews: searched, narrowed, gone through with the arrows; Enter goes on with one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import (
    Button,
    Card,
    EmptyState,
    Page,
    TextField,
    clear_layout,
    label,
    set_text,
    shortcut,
)
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.interviews.presenter import InterviewsPresenter
from desktop.ui.pages.interviews.rows import InterviewRow, PartBar
from desktop.ui.pages.interviews.state import InterviewsState
from desktop.ui.pages.living import while_alive
from domain.arabic import isolate
from domain.sync.changes import Changes

NARROW = 940
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InterviewsView(Page):
    begin_requested = Signal()
    check_requested = Signal()  # a paper that comes back
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    history_requested = Signal(str)  # interview

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__(
            said("المقابلات", "Interviews"),
            said(
                "تُحفظ كل إجابة فورًا؛ وما تُرك للإكمال يفتحه أي موظف في المكتب",
                "Each answer is saved at once; any clerk may complete what was left",
            ),
        )
        self.presenter = InterviewsPresenter(actions, lanes.store, show=while_alive(self._show))
        self._state: InterviewsState | None = None
        self.rows: list[InterviewRow] = []
        begin = Button(
            said("مقابلة جديدة", "New interview"),
            "primary",
            glyph="plus",
            name=said("مقابلة جديدة (Ctrl+N)", "New interview (Ctrl+N)"),
        )
        begin.clicked.connect(self.begin_requested)
        check = Button(said("فحص ورقة", "Check a paper"), "text", glyph="shield-check")
        check.clicked.connect(self.check_requested)
        self.header.buttons.addWidget(check)
        self.header.buttons.addWidget(begin)
        self._make_problem()
        self._card = self._make_card()
        self.body.addWidget(self._card)
        self._make_empty()
        self._loading = label(said("تُقرأ المقابلات…", "Reading the interviews…"), "small")
        self.body.addWidget(self._loading)
        self.body.addStretch(1)
        shortcut(self, "Ctrl+N", self.begin_requested.emit)
        shortcut(self, "Ctrl+F", self.focus_search)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- making --------------------------------------------------------------------------------------------------

    def _make_problem(self) -> None:
        self._problem = Card()
        self._problem_text = label("", "body", tone="bad", wrap=True)
        again = Button(said("إعادة المحاولة", "Try again"), glyph="refresh")
        again.clicked.connect(self.presenter.refresh)
        self._problem.heading.addWidget(self._problem_text, 1)
        self._problem.heading.addWidget(again)
        self._problem.body.addLayout(self._problem.heading)
        self.body.addWidget(self._problem)

    def _make_card(self) -> Card:
        card = Card(padding=16, spacing=8)
        self.search = TextField(said("اسم أو رقم أو استمارة", "Name, number or form"))
        self.search.setAccessibleName(said("بحث في المقابلات (Ctrl+F)", "Search the interviews (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.presenter.search)
        self.search.installEventFilter(self)
        self.parts = PartBar()
        self.parts.chosen.connect(self.presenter.choose_part)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(10)
        self._bar.addWidget(self.search, 1)
        self._bar.addWidget(self.parts)
        card.body.addLayout(self._bar)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        card.body.addLayout(self._list)
        self._none = EmptyState(
            "file-search",
            said("لا مقابلة بهذا الوصف", "No such interview"),
            said("جرّب اسمًا أقصر أو رقم المقابلة", "Try a shorter name, or the interview's number"),
        )
        everything = Button(said("عرض كل المقابلات", "Show all interviews"))
        everything.clicked.connect(self._show_everything)
        self._none.add_action(everything)
        card.body.addWidget(self._none)
        self._more = Button("", "text", glyph="chevron-down")
        self._more.clicked.connect(self.presenter.show_more)
        card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        find, enter, tab = map(isolate, ("Ctrl+F", "Enter", "Tab"))
        keys = said(
            f"البحث {find}، والأسهم بين الصفوف، و{enter} يفتح، و{tab} إلى غيره",
            f"{find} searches, the arrows go between the rows, {enter} opens, {tab} goes to the rest",
        )
        card.body.addWidget(label(keys, "micro", wrap=True))
        return card

    def _make_empty(self) -> None:
        self._empty = Card()
        inside = EmptyState(
            "message-question",
            said("لا توجد مقابلات بعد", "No interviews yet"),
            said(
                "تبدأ المقابلة بصاحبها: ابحث عنه أو سجّله، ثم اختر الاستمارة",
                "An interview begins with its person: find or register them, then choose the form",
            ),
        )
        self._first = Button(
            said("مقابلة جديدة", "New interview"),
            "primary",
            glyph="plus",
            name=said("ابدأ أول مقابلة", "Begin the first interview"),
        )
        self._first.clicked.connect(self.begin_requested)
        inside.add_action(self._first)
        self._empty.body.addWidget(inside)
        self.body.addWidget(self._empty)

    # --- asked ---------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        if self.isVisible():
            self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()
        self._take_focus()

    def _take_focus(self) -> None:
        (self._first if self._empty.isVisibleTo(self) else self.search).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show_everything(self) -> None:
        self.presenter.show_everything()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.rows:
                self.rows[0].take_focus()
                return True
            if event.key() in ENTER and self.rows:
                self.rows[0].buttons[0].click()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return bool(super().eventFilter(watched, event))

    def _move(self, step: int) -> None:
        """Down from the last row stays; up from the first goes to the search."""
        sender = self.sender()
        here = next((index for index, row in enumerate(self.rows) if row is sender), 0)
        if here + step < 0:
            self.focus_search()
        elif here + step < len(self.rows):
            self.rows[here + step].take_focus()

    # --- painting ------------------------------------------------------------------------------------------------

    def _show(self, state: InterviewsState) -> None:
        before, self._state = self._state, state
        self._problem.setVisible(bool(state.problem))
        set_text(self._problem_text, theme().number(state.problem))
        self._loading.setVisible(not state.is_loaded and not state.problem)
        self._empty.setVisible(state.is_empty)
        self._card.setVisible(state.is_loaded and not state.is_empty)
        self.parts.show_parts(state.parts, state.part)
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self._none.setVisible(state.is_loaded and not state.rows)
        self._more.setVisible(state.more > 0)
        self._more.setText(theme().number(said(f"عرض المزيد ({state.more})", f"Show more ({state.more})")))
        self._more.setAccessibleName(said(f"عرض المزيد، بقي {state.more}", f"Show more, {state.more} left"))
        if before is None or before.rows != state.rows:
            self._build(state)
        if state.is_loaded and not (before and before.is_loaded) and self.isVisible():
            self._take_focus()

    def _build(self, state: InterviewsState) -> None:
        focused = self._focused_row()
        clear_layout(self._list)
        self.rows = []
        group = ""
        for row in state.rows:
            if row.group != group:
                group = row.group
                heading = label(group, "label")
                heading.setContentsMargins(0, 8, 4, 0)
                self._list.addWidget(heading)
            made = InterviewRow(row)
            made.resumed.connect(self.resume_requested)
            made.attested.connect(self.attestation_requested)
            made.history_asked.connect(self.history_requested)
            made.moved.connect(self._move)
            made.set_narrow(self.width() < NARROW)
            self._list.addWidget(made)
            self.rows.append(made)
        for made in self.rows:
            if made.row.id == focused:
                made.take_focus()

    def _focused_row(self) -> str:
        widget: QWidget | None = QApplication.focusWidget()
        return next((row.row.id for row in self.rows if widget is not None and row.isAncestorOf(widget)), "")

    def _repaint(self) -> None:
        if self._state is not None:
            self._show(self._state)
            self._build(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        kind = QBoxLayout.Direction
        self._bar.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)
        for row in self.rows:
            row.set_narrow(is_narrow)
