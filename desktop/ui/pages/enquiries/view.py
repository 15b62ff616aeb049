"""Enquiries: taken down above, what waits for an answer below; frequent questions; who answers for what."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, TextField, clear_layout, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.enquiries.entry_card import EntryCard
from desktop.ui.pages.enquiries.filing import file_form
from desktop.ui.pages.enquiries.forms import RowForm, form_for
from desktop.ui.pages.enquiries.nothing import keys_said, nothing_of
from desktop.ui.pages.enquiries.official_form import OfficialForm
from desktop.ui.pages.enquiries.presenter import EnquiriesPresenter
from desktop.ui.pages.enquiries.rows import EnquiryRow, PartBar, focused_row
from desktop.ui.pages.enquiries.state import (
    EDIT,
    OFFICIALS,
    RECENT,
    REOPEN,
    SUGGESTIONS,
    WAITING,
    WITHDRAW,
    Asked,
    EnquiriesState,
    Row,
    Told,
)
from desktop.ui.pages.living import while_alive
from domain.official import OfficialDraft
from domain.sync.changes import Changes

NARROW = 940
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnquiriesView(Page):
    changed = Signal(object)  # Changes
    undo_offered = Signal(str, object)  # what was done, and a callable that takes it back
    history_requested = Signal(str, str)  # table, row

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(
            said("الاستفسارات", "Enquiries"),
            said("كل سؤال يُجاب، وما ينتظر يبقى ظاهرًا حتى يُبلَّغ صاحبه", "Every question is answered"),
        )
        self._profile = info.profile
        told = Told(while_alive(self._show), self._saved, self._close_form, self.changed.emit, self.undo_offered.emit)
        self.presenter = EnquiriesPresenter(actions, lanes.store, info, told)
        self._state: EnquiriesState | None = None
        self.rows: list[EnquiryRow] = []
        self.form: RowForm | None = None
        self.entry = EntryCard(info.profile)
        self.body.addWidget(self.entry)
        self._problem = label("", "body", tone="bad", wrap=True)
        self.body.addWidget(self._problem)
        self.body.addWidget(self._make_card())
        self.body.addStretch(1)
        self._connect()
        self.presenter.show()

    # --- making --------------------------------------------------------------------------------------------------

    def _make_card(self) -> Card:
        card = Card(padding=16, spacing=8)
        self.search = TextField(said("كلمة أو اسم أو رقم", "A word, a name or a number"))
        self.search.setAccessibleName(said("بحث في الاستفسارات (Ctrl+F)", "Search the enquiries (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.parts = PartBar()
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setSpacing(10)
        self._bar.addWidget(self.search, 1)
        self._bar.addWidget(self.parts)
        card.body.addLayout(self._bar)
        self.add_official = Button(said("إضافة مسؤول", "Add an official"), glyph="user-plus")
        card.body.addWidget(self.add_official, 0, Qt.AlignmentFlag.AlignLeft)
        self._new = QVBoxLayout()
        card.body.addLayout(self._new)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        card.body.addLayout(self._list)
        self._nothing = QVBoxLayout()
        card.body.addLayout(self._nothing)
        self._more = Button("", "text", glyph="chevron-down")
        card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        card.body.addWidget(label(keys_said(), "micro", wrap=True))
        return card

    def _connect(self) -> None:
        presenter, entry = self.presenter, self.entry
        entry.subject_typed.connect(presenter.type_subject)
        entry.asker_typed.connect(presenter.type_asker)
        entry.field_chosen.connect(presenter.choose_field)
        entry.saved.connect(presenter.save)
        entry.suggested.connect(presenter.save_suggestion)
        self.search.textChanged.connect(presenter.search)
        self.parts.chosen.connect(self.show_part)
        self.add_official.clicked.connect(self._begin_official)
        self._more.clicked.connect(presenter.show_more)
        shortcut(self, "Ctrl+N", self.focus_entry)
        shortcut(self, "Ctrl+F", self.focus_search)
        shortcut(self, "Ctrl+E", entry.toggle_mode)
        shortcut(self, "Esc", self._close_form)
        theme().changed.connect(self._repaint)

    # --- asked ---------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        if self.isVisible():
            self.presenter.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.presenter.refresh()
        self.focus_entry()

    def take_down(self, asked: Asked) -> None:
        """Whoever was received came with a question."""
        self.focus_entry()
        self.entry.take_down(asked)
        self.presenter.type_subject(asked.subject)

    def focus_entry(self) -> None:
        if self.entry.isHidden():
            self.show_part(WAITING)
        self.entry.subject.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_part(self, part: str) -> None:
        self._drop_form()
        self.presenter.choose_part(part)

    def _saved(self) -> None:
        self.entry.clear_typed()

    # --- what is done with a row ---------------------------------------------------------------------------------

    def _do(self, deed: str, id: str) -> None:
        if deed == WITHDRAW:
            self.presenter.withdraw(id)
        elif deed == REOPEN:
            self.presenter.reopen(id)
        else:
            self._open_form(deed, id)

    def _open_form(self, deed: str, id: str) -> None:
        row = next((made for made in self.rows if made.row.id == id), None)
        if row is None:
            return
        self._drop_form()
        is_official = deed == EDIT and row.row.record[0] == "officials"
        form = (
            OfficialForm(id, self._profile, self.presenter.official(id))
            if is_official
            else form_for(deed, id, self._profile, row.row.prefill)
        )
        self._take_form(form)
        row.hold_form(form)
        form.take_focus()

    def _begin_official(self) -> None:
        self._drop_form()
        form = OfficialForm("", self._profile, OfficialDraft())
        self._take_form(form)
        self._new.addWidget(form)
        form.take_focus()

    def _take_form(self, form: RowForm) -> None:
        self.form = form
        form.set_narrow(self.width() < NARROW)
        form.saved.connect(self._save_form)
        form.closed.connect(self._close_form)

    def _save_form(self, form: RowForm) -> None:
        file_form(form, self.presenter)

    def _close_form(self) -> None:
        """The keyboard goes back to the row."""
        if self.form is not None:
            id = self.form.row
            self._focus_row(id)
            self._drop_form()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.presenter.forget_refusal()
            self.form.hide()
            self.form.setParent(None)
            self.form.deleteLater()
            self.form = None

    # --- keys ----------------------------------------------------------------------------------------------------

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

    def _show(self, state: EnquiriesState) -> None:
        before, self._state = self._state, state
        set_text(self._problem, theme().number(state.problem))
        self._problem.setVisible(bool(state.problem))
        self.entry.show_state(state)
        # What is kept for everybody is looked through without it.
        self.entry.setVisible(state.part in (WAITING, RECENT, SUGGESTIONS))
        self.parts.show_parts(state.parts, state.part)
        self.add_official.setVisible(state.part == OFFICIALS and state.may_enter_officials)
        if before is None or (before.rows, before.part) != (state.rows, state.part):
            self._build(state)
        self._show_nothing(state)
        self._more.setVisible(state.more > 0)
        self._more.setText(theme().number(said(f"عرض المزيد ({state.more})", f"Show more ({state.more})")))
        if self.form is not None:
            self.form.show_refused(state.refused, is_busy=state.is_busy)

    def _show_nothing(self, state: EnquiriesState) -> None:
        clear_layout(self._nothing)
        if state.is_loaded and not state.rows:
            self._nothing.addWidget(EmptyState("message-question", *nothing_of(state.part, state.text)))

    def _build(self, state: EnquiriesState) -> None:
        focused = focused_row(self.rows, QApplication.focusWidget())
        form = self.form
        if form is not None:
            # What is being typed stays, whatever came meanwhile.
            form.setParent(self)
        clear_layout(self._list)
        self.rows = [self._made(row) for row in state.rows]
        holder = next((made for made in self.rows if form is not None and made.row.id == form.row), None)
        if form is not None and holder is not None:
            holder.hold_form(form)
            form.show()
            form.take_focus()
        elif form is not None and form.row == OFFICIALS:
            self._new.addWidget(form)
            form.show()
        elif form is not None:
            self._drop_form()
        if focused and holder is None:
            self._focus_row(focused)

    def _focus_row(self, id: str) -> None:
        """The keyboard stays in the list: with the row, else the first; where there is none, it goes to the search."""
        place = next((made for made in self.rows if made.row.id == id), self.rows[0] if self.rows else None)
        if place is not None:
            place.take_focus()
        else:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, row: Row) -> EnquiryRow:
        made = EnquiryRow(row)
        made.asked.connect(self._do)
        made.history_asked.connect(self.history_requested)
        made.moved.connect(self._move)
        made.set_narrow(self.width() < NARROW)
        self._list.addWidget(made)
        return made

    def _repaint(self) -> None:
        if self._state is not None:
            self._build(self._state)
            self._show(self._state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        kind = QBoxLayout.Direction
        self._bar.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)
        for row in self.rows:
            row.set_narrow(is_narrow)
        if self.form is not None:
            self.form.set_narrow(is_narrow)
