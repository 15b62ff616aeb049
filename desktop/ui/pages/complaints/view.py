"""The list of complaints: searched, narrowed, gone through with the arrows; Enter opens one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import (
    Button,
    Card,
    EmptyState,
    Page,
    Segments,
    TextField,
    clear_layout,
    label,
    set_text,
    shortcut,
)
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.complaints.presenter import PARTS, TITLES, ComplaintsPresenter
from desktop.ui.pages.complaints.review_card import ReviewCard
from desktop.ui.pages.complaints.rows import ComplaintRow
from desktop.ui.pages.complaints.state import ComplaintsState
from desktop.ui.pages.living import while_alive
from domain.arabic import isolate
from domain.sync.changes import Changes

NARROW = 940
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComplaintsView(Page):
    register_requested = Signal()
    complaint_requested = Signal(str)
    changed = Signal(object)  # Changes

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__(
            said("الشكاوى", "Complaints"),
            said(
                "لكل شكوى من يتابعها وخطوة تالية، ولا تُغلق قبل إبلاغ صاحبها",
                "Each has an owner and a next step, and is closed only once the complainant was told",
            ),
        )
        self.presenter = ComplaintsPresenter(
            actions, lanes.store, show=while_alive(self._show), tell=while_alive(self._tell)
        )
        self._state: ComplaintsState | None = None
        self.rows: list[ComplaintRow] = []
        self.header.buttons.addWidget(
            self._register_button(said("تسجيل شكوى (Ctrl+N)", "Register a complaint (Ctrl+N)"))
        )
        self._make_problem()
        self._card = self._make_card()
        self.body.addWidget(self._card)
        self._make_empty()
        self._loading = label(said("تُقرأ الشكاوى…", "Reading the complaints…"), "small")
        self.body.addWidget(self._loading)
        self.review = ReviewCard()
        self.review.stamped.connect(self.presenter.review)
        self.body.addWidget(self.review)
        self.body.addStretch(1)
        shortcut(self, "Ctrl+N", self.register_requested.emit)
        shortcut(self, "Ctrl+F", self.focus_search)
        theme().changed.connect(self._repaint)
        self.presenter.show()

    # --- making --------------------------------------------------------------------------------------------------

    def _register_button(self, name: str) -> Button:
        made = Button(said("تسجيل شكوى", "Register a complaint"), "primary", glyph="plus", name=name)
        made.clicked.connect(self.register_requested)
        return made

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
        self.search = TextField(said("رقم أو اسم أو موضوع", "Number, name or subject"))
        self.search.setAccessibleName(said("بحث في الشكاوى (Ctrl+F)", "Search the complaints (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.presenter.search)
        self.search.installEventFilter(self)
        names = [(key, said_of(TITLES[key])) for key in PARTS]
        self.parts = Segments(names, self.presenter.choose_part, name=said("عرض الشكاوى", "Which complaints"))
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(10)
        self._bar.addWidget(self.search, 1)
        self._bar.addWidget(self.parts)
        card.body.addLayout(self._bar)
        self._note = label("", "small", wrap=True)
        card.body.addWidget(self._note)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        card.body.addLayout(self._list)
        self._none = EmptyState(
            "file-search",
            said("لا شكوى هنا بهذا الوصف", "No such complaint here"),
            said("جرّب كلمة أقصر أو رقم الشكوى", "Try a shorter word, or the complaint's number"),
        )
        everything = Button(said("عرض كل الشكاوى", "Show all complaints"))
        everything.clicked.connect(self._show_everything)
        self._none.add_action(everything)
        card.body.addWidget(self._none)
        self._more = Button("", "text", glyph="chevron-down")
        self._more.clicked.connect(self.presenter.show_more)
        card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        find, enter, new = map(isolate, ("Ctrl+F", "Enter", "Ctrl+N"))
        keys = said(
            f"البحث {find}، والأسهم بين الصفوف، و{enter} يفتح، و{new} يسجّل شكوى",
            f"{find} searches, the arrows go between the rows, {enter} opens, {new} registers one",
        )
        card.body.addWidget(label(keys, "micro", wrap=True))
        return card

    def _make_empty(self) -> None:
        self._empty = Card()
        inside = EmptyState(
            "message-report",
            said("لا شكاوى في سجلك", "No complaints in your register"),
            said(
                "من جاء يشكو تُسجَّل شكواه هنا وحدها؛ وما ورد بخطاب أو بريد أو اتصال سجّله بيدك",
                "What is heard at the desk comes here by itself; what came by letter, e-mail or telephone you register",
            ),
        )
        self._first = self._register_button(said("سجّل أول شكوى", "Register the first complaint"))
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

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.rows:
                self.rows[0].take_focus()
                return True
            if event.key() in ENTER and self.rows:
                self.rows[0].button.click()
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

    def _show(self, state: ComplaintsState) -> None:
        before, self._state = self._state, state
        self._problem.setVisible(bool(state.problem))
        set_text(self._problem_text, theme().number(state.problem))
        self._loading.setVisible(not state.is_loaded and not state.problem)
        self._empty.setVisible(state.is_empty)
        self._card.setVisible(state.is_loaded and not state.is_empty)
        set_text(self._note, state.note)
        self._note.setVisible(bool(state.note))
        self.parts.setVisible(not state.is_only_sent)
        self.parts.choose(state.part)
        self.parts.show_counts({part.key: part.count for part in state.parts})
        if self.search.text() != state.text:
            self.search.setText(state.text)
        self._none.setVisible(state.is_loaded and not state.rows)
        self._more.setVisible(state.more > 0)
        self._more.setText(theme().number(said(f"عرض المزيد ({state.more})", f"Show more ({state.more})")))
        self.review.show_state(state)
        if before is None or before.rows != state.rows:
            self._build(state)
        if state.is_loaded and not (before and before.is_loaded) and self.isVisible():
            self._take_focus()

    def _build(self, state: ComplaintsState) -> None:
        focused = QApplication.focusWidget()
        known = next((row.row.id for row in self.rows if focused is not None and row.isAncestorOf(focused)), "")
        clear_layout(self._list)
        self.rows = []
        for row in state.rows:
            made = ComplaintRow(row)
            made.opened.connect(self.complaint_requested)
            made.moved.connect(self._move)
            made.set_narrow(self.width() < NARROW)
            self._list.addWidget(made)
            self.rows.append(made)
        for made in self.rows:
            if made.row.id == known:
                made.take_focus()

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
