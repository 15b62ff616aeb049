"""Receiving whoever comes, in one flow: who it is, registered when new, his channel, what for; counted once."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Page, shortcut
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.enquiries.state import Asked
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.notices import UnsavedNotice
from desktop.ui.pages.people.open_form import OpenForm
from desktop.ui.pages.people.panes import Panes
from desktop.ui.pages.people.search_pane import SearchPane
from desktop.ui.pages.people.unsaved import Unsaved, UnsavedForms
from desktop.ui.pages.reception.caller_panel import CallerPanel
from desktop.ui.pages.reception.card_reader import ENTER, CardReader
from desktop.ui.pages.reception.presenter import ReceptionPresenter, Told
from desktop.ui.pages.reception.reading import After, outcome_words
from desktop.ui.pages.reception.start_card import StartCard
from desktop.ui.pages.reception.state import CallerState, Choices
from desktop.usecases.receive_visitor import Received
from domain.errors import Expected
from domain.sync.changes import Changes


class ReceptionView(Page):
    """`received` may be undone; `left` when there is nothing to go back to on this page."""

    changed = Signal(object)  # Changes
    said = Signal(str)
    received = Signal(str, object)  # what was done, and a callable that takes it back
    dropped = Signal(str, object)
    interview_requested = Signal(str, str)  # person, form
    person_requested = Signal(str)
    case_requested = Signal(str)  # interview: what it lacks is settled
    enquiry_requested = Signal(object)  # Asked
    left = Signal()

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        super().__init__(said("استقبال مراجع", "Receive a visitor"), scrolls=False)
        self._profile = info.profile
        self._reader = CardReader(self)
        self._before_scan: Choices | None = None
        self._purpose = ""
        self._is_open = False
        self._found = SearchPane(actions, lanes.store, info.profile.person)
        self.finder, self.people = self._found.finder, self._found.presenter
        hint = said("اسم أو هوية أو جوال، أو امسح البطاقة", "Name, identity or mobile, or scan the card")
        self.finder.search.setPlaceholderText(hint)
        self.presenter = ReceptionPresenter(actions, lanes.store, info, self._told())
        self._notice = UnsavedNotice()
        self._start = StartCard()
        self.panel = CallerPanel(info.profile)
        self._panes = Panes(self.finder, self._start, list_name=said("من هو؟", "Who is it?"))
        self._panes.put(self.panel)
        self._panes.put(self._start)
        self._form = OpenForm(actions, lanes, info, self._panes, self._notice, kept_as="reception.form")
        person = info.profile.person.singular
        add = Button(said(f"تسجيل {person.ar}", f"Register a {person.en}"), glyph="user-plus")
        add.setAccessibleName(said("تسجيل جديد (Ctrl+N)", "Register somebody new (Ctrl+N)"))
        add.setToolTip("Ctrl+N")
        add.clicked.connect(self.register)
        self.header.buttons.addWidget(add)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._panes, 1)
        self._connect()
        self._form.unsaved.load()
        self.presenter.load()

    def _told(self) -> Told:
        return Told(
            while_alive(self._show_caller),
            self._was_received,
            while_alive(self._was_undone),
            while_alive(self._refuse),
            while_alive(self._several),
            while_alive(self._nobody),
        )

    def _connect(self) -> None:
        panel, presenter = self.panel, self.presenter
        self.finder.search.installEventFilter(self)
        self._reader.began.connect(self._note_before_scan)
        self._reader.scanned.connect(self._take_card)
        self._found.opened.connect(self.receive)
        self._found.found_nobody.connect(self._register_found)
        self._found.register_requested.connect(self.register)
        panel.chosen.connect(self._choose)
        panel.numbered.connect(self._choose_by_key)
        panel.kept.connect(presenter.receive)
        panel.closed.connect(self._go_back)
        panel.file_requested.connect(self._ask_file)
        self._panes.back_requested.connect(self._go_back)
        self._notice.resume_requested.connect(self._resume)
        form = self._form
        form.changed.connect(self.changed)
        form.saved.connect(presenter.open)
        form.closed.connect(self._show_behind)
        form.left_by_key.connect(self._go_back)
        form.known_opened.connect(self.receive)
        form.dropped.connect(self.dropped)
        form.refused.connect(self._refuse)
        shortcut(self, "Ctrl+N", self.register)
        shortcut(self, "Ctrl+S", self._save)
        shortcut(self, "Ctrl+F", self.focus_search)
        shortcut(self, "Escape", self._go_back)

    # --- who -----------------------------------------------------------------------------------------------------

    def receive(self, person: str) -> None:
        """By id or file number: he stands at the desk."""
        if self._form.leave():
            self.people.point_at(person)
            self.presenter.open(person)

    def _note_before_scan(self) -> None:
        state = self.presenter.state
        self._before_scan = state.chosen if state is not None else None

    def _take_card(self, digits: str) -> None:
        """Whoever was at the desk keeps what was chosen for him: the digits chose nothing."""
        before, self._before_scan = self._before_scan, None
        if not self._form.leave():
            return
        if self.presenter.state is not None and before is not None:
            self.presenter.choose(purpose=before.purpose)
        self.presenter.close()
        self.presenter.take(digits)

    def ask_form(self, form: str, title: str) -> None:
        """That form was chosen; with whom is asked now."""
        self.presenter.choose_form(form, title)
        self._start.show_ahead(title)

    def _register_found(self) -> None:
        """Enter in an empty line asks for nobody."""
        if self.people.state.text.strip():
            self.register()

    def _several(self, text: str) -> None:
        """The list shows them: the clerk picks."""
        if self.finder.search.text() != text:
            self.finder.search.setText(text)
        self.focus_list()

    def _nobody(self, text: str) -> None:
        if self._form.leave():
            self._form.register(text)

    def focus_list(self) -> None:
        self._panes.go_back()
        self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def register(self) -> None:
        """Words searched for in vain begin the new file."""
        if self._form.leave():
            self.presenter.close()
            self._form.register(self._found.words_for_new)

    def _resume(self, unsaved: Unsaved) -> None:
        if self._form.leave():
            self.presenter.close()
            self._form.resume_registering(unsaved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.finder.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_enter = event.key() in ENTER and not event.modifiers()
            text = self.finder.search.text().strip() if is_enter and not self.people.is_answered else ""
            if text:
                # A quick hand: the list does not show yet whom these words mean.
                self.presenter.take(text)
                return True
        return bool(super().eventFilter(watched, event))

    @property
    def form(self) -> PersonForm | None:
        """The form that is open."""
        return self._form.form

    @property
    def unsaved(self) -> UnsavedForms:
        """What was typed and not saved."""
        return self._form.unsaved

    # --- what for ------------------------------------------------------------------------------------------------

    def _show_caller(self, state: CallerState | None) -> None:
        was_open, self._is_open = self._is_open, state is not None
        if state is not None:
            self._purpose = state.chosen.purpose
            if not was_open:
                self._panes.put(self.panel)
                self._panes.go_in()
            self.panel.show_state(state)
            if not was_open:
                self.panel.take_focus()
        elif was_open:
            self._show_behind()

    def _choose(self, field: str, value: object) -> None:
        self.presenter.choose(**{field: value})

    def _choose_by_key(self, number: int) -> None:
        if self.presenter.choose_purpose_by_key(number):
            self.panel.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        if self._form.form is not None:
            self._form.save()
        else:
            self.presenter.receive()

    def _ask_file(self) -> None:
        if self.presenter.state is not None:
            self.person_requested.emit(self.presenter.state.caller.person.id)

    def _was_received(self, received: Received, after: After) -> None:
        words = next((said_of(item.text) for item in self._profile.purposes if item.id == self._purpose), "")
        self.finder.search.clear()
        self.changed.emit(received.changes)
        self.received.emit(outcome_words(received, words), partial(self.presenter.undo, received))
        self._start.show_ahead("")
        if after.form:
            self.interview_requested.emit(received.person.id, after.form)
        elif after.case:
            self.case_requested.emit(after.case)
        elif after.file:
            self.person_requested.emit(after.file)
        elif after.is_enquiry or after.is_suggestion:
            asked = Asked(received.person, received.visit, after.channel, after.enquiry, after.is_suggestion)
            self.enquiry_requested.emit(asked)
        else:
            self.focus_search()

    def _was_undone(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.said.emit(said("أُلغي تسجيل الزيارة.", "The visit was taken back."))

    def _refuse(self, problem: Expected) -> None:
        self.said.emit(said_of(problem))

    # --- going back ----------------------------------------------------------------------------------------------

    def _show_behind(self) -> None:
        if self._form.form is None:
            self._panes.put(self.panel if self._is_open else self._start)

    def _go_back(self) -> None:
        """From the form or the person to the search, from there out."""
        if self._form.form is not None:
            if self._form.leave():
                self.focus_search()
        elif self._is_open:
            self.presenter.close()
            self.focus_search()
        elif self.finder.search.text():
            self.finder.search.clear()
            self.focus_search()
        elif self.presenter.form_ahead:
            self.presenter.forget_form()
            self._start.show_ahead("")
        else:
            self.left.emit()

    def focus_search(self) -> None:
        self._panes.go_back()
        self.finder.focus_search()

    def keep_unsaved(self) -> None:
        """Before the page may be gone."""
        self._form.keep()
        self.presenter.keep()

    # --- the page ------------------------------------------------------------------------------------------------

    def apply_changes(self, changes: Changes) -> None:
        self.people.apply_changes(changes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reader.start()
        self.people.refresh()
        if self._form.form is None and not self._is_open:
            self.focus_search()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reader.stop()
        self.keep_unsaved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.fit(self.width())
