"""The list of requests after the desk: what is due first; Enter opens one, the committee sits from here."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.actions import Actions
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, TextField, clear_layout, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.interviews.rows import PartBar
from desktop.ui.pages.interviews.state import Part as BarPart
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.requests.presenter import RequestsPresenter
from desktop.ui.pages.requests.rows import RequestRow
from desktop.ui.pages.requests.state import RequestsState
from domain.arabic import isolate
from domain.sync.changes import Changes

NARROW = 940
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RequestsView(Page):
    request_opened = Signal(str)  # its interview
    committee_requested = Signal()
    interviews_requested = Signal()

    def __init__(self, actions: Actions, lanes: Lanes) -> None:
        super().__init__(
            said("الطلبات", "Requests"),
            said(
                "من مكتب الاستقبال إلى اللجنة، ثم الجواب والخدمة؛ والمتأخر أولًا",
                "From the desk to the committee, then the answer and the service; the overdue first",
            ),
        )
        self.presenter = RequestsPresenter(actions.requests, lanes.store, show=while_alive(self._show))
        self._state: RequestsState | None = None
        self.rows: list[RequestRow] = []
        self.committee = Button(
            said("جلسات اللجنة", "Committee"),
            "primary",
            glyph="scale",
            name=said("جلسات اللجنة (Ctrl+N)", "The committee's sessions (Ctrl+N)"),
        )
        self.committee.clicked.connect(self.committee_requested)
        self.header.buttons.addWidget(self.committee)
        self._make_problem()
        self._card = self._make_card()
        self.body.addWidget(self._card)
        self._make_empty()
        self._loading = label(said("تُقرأ الطلبات…", "Reading the requests…"), "small")
        self.body.addWidget(self._loading)
        self.body.addStretch(1)
        shortcut(self, "Ctrl+N", self.committee_requested.emit)
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
        self.search = TextField(said("اسم أو رقم أو نوع طلب", "Name, number or kind of request"))
        self.search.setAccessibleName(said("بحث في الطلبات (Ctrl+F)", "Search the requests (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.presenter.search)
        self.search.installEventFilter(self)
        self.parts = PartBar()
        self.parts.setAccessibleName(said("عرض الطلبات", "Which requests"))
        self.parts.chosen.connect(self.presenter.choose_part)
        self._bar = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._bar.setSpacing(10)
        self._bar.addWidget(self.parts)
        self._bar.addWidget(self.search, 1)
        card.body.addLayout(self._bar)
        self._late = label("", "label", tone="bad", wrap=True)
        card.body.addWidget(self._late)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        card.body.addLayout(self._list)
        self._none = EmptyState(
            "file-search",
            said("لا طلب هنا", "No request here"),
            said("جرّب جزءًا آخر من القائمة، أو اسمًا أقصر", "Try another part of the list, or a shorter name"),
        )
        everything = Button(said("عرض كل المفتوح", "Show all open requests"))
        everything.clicked.connect(self._show_everything)
        self._none.add_action(everything)
        card.body.addWidget(self._none)
        self._more = Button("", "text", glyph="chevron-down")
        self._more.clicked.connect(self.presenter.show_more)
        card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        find, enter = map(isolate, ("Ctrl+F", "Enter"))
        keys = said(
            f"البحث {find}، والأسهم بين الصفوف، و{enter} يفتح الطلب",
            f"{find} searches, the arrows go between the rows, {enter} opens the request",
        )
        card.body.addWidget(label(keys, "micro", wrap=True))
        return card

    def _make_empty(self) -> None:
        self._empty = Card()
        inside = EmptyState(
            "inbox",
            said("لا توجد طلبات بعد", "No requests yet"),
            said(
                "يصل الطلب إلى هنا حين تُغلق حالته مكتملة قبل مغادرة صاحبه",
                "A request comes here when its case is closed as complete before the person leaves",
            ),
        )
        self._first = Button(said("إلى المقابلات", "To the interviews"), "primary", glyph="message-question")
        self._first.clicked.connect(self.interviews_requested)
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

    def _show(self, state: RequestsState) -> None:
        before, self._state = self._state, state
        self._problem.setVisible(bool(state.problem))
        set_text(self._problem_text, theme().number(state.problem))
        self._loading.setVisible(not state.is_loaded and not state.problem)
        self._empty.setVisible(state.is_empty)
        self._card.setVisible(not state.is_empty and (state.is_loaded or (before is not None and before.is_loaded)))
        self.parts.show_parts(tuple(BarPart(one.key, one.title, one.count or 0) for one in state.parts), state.part)
        if self.search.text() != state.text:
            self.search.setText(state.text)
        late = said(f"تأخر الجواب عن طلبات عددها {state.late}", f"Answers overdue: {state.late}") if state.late else ""
        set_text(self._late, theme().number(late))
        self._late.setVisible(bool(late))
        self._none.setVisible(state.is_loaded and not state.rows)
        self._more.setVisible(state.more > 0)
        self._more.setText(theme().number(said(f"عرض المزيد ({state.more})", f"Show more ({state.more})")))
        self._more.setAccessibleName(said(f"عرض المزيد، بقي {state.more}", f"Show more, {state.more} left"))
        if before is None or before.rows != state.rows:
            self._build(state)
        if state.is_loaded and not (before and before.is_loaded) and self.isVisible():
            self._take_focus()

    def _build(self, state: RequestsState) -> None:
        focused = self._focused_row()
        clear_layout(self._list)
        self.rows = []
        for row in state.rows:
            made = RequestRow(row)
            made.opened.connect(self.request_opened)
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
        for row in self.rows:
            row.set_narrow(self.width() < NARROW)
