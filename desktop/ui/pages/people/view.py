"""The page of the people: found at the right as one types, their files at the left; registered and edited here."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Page, TextField, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people.file import PersonFile
from desktop.ui.pages.people.file_cards import FileCards
from desktop.ui.pages.people.file_presenter import FilePresenter, Told
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.form_presenter import FormPresenter
from desktop.ui.pages.people.keys import KeysCard
from desktop.ui.pages.people.notices import UnsavedNotice
from desktop.ui.pages.people.open_form import OpenForm
from desktop.ui.pages.people.panes import Panes
from desktop.ui.pages.people.search_pane import SearchPane
from desktop.ui.pages.people.state import FileState
from desktop.ui.pages.people.unsaved import Unsaved, UnsavedForms
from domain.errors import Expected
from domain.person import Person
from domain.sync.changes import Changes


class PeopleView(Page):
    interview_requested = Signal(str, str)  # person, form
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    paper_requested = Signal(str)  # attestation
    history_requested = Signal(str, str)  # table, row
    statement_requested = Signal(str)  # person
    changed = Signal(object)  # Changes
    said = Signal(str)
    dropped = Signal(str, object)  # what was thrown away, and a callable that brings it back

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        words = info.profile.person
        super().__init__(
            headed(said_of(words.plural)),
            said(
                "ثلاثة أحرف من الاسم، أو رقم الهوية أو الجوال أو الملف",
                "Three letters of the name, or the identity, mobile or file number",
            ),
            scrolls=False,
        )
        self._person_word = said_of(words.singular)
        self._to_resume: Unsaved | None = None
        self._takes_focus = False
        self._found = SearchPane(actions, lanes.store, words)
        self.finder, self.search_presenter = self._found.finder, self._found.presenter
        self.file_presenter = FilePresenter(
            actions, lanes.store, info, Told(while_alive(self._show_file), while_alive(self._refuse))
        )
        self._notice = UnsavedNotice()
        self._keys = KeysCard()
        self.file = PersonFile()
        self.cards = FileCards(self.file, actions, lanes.store, info)
        self._panes = Panes(self.finder, self._keys, list_name=headed(said_of(words.plural)))
        self._panes.put(self.file)
        self._panes.put(self._keys)
        self._open_form = OpenForm(actions, lanes, info, self._panes, self._notice)
        self._build()
        self._connect()
        self._open_form.unsaved.load()

    # --- making --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        add = Button(
            said(f"تسجيل {self._person_word}", f"Register a {self._person_word}"), "primary", glyph="user-plus"
        )
        add.setAccessibleName(said("تسجيل جديد (Ctrl+N)", "Register (Ctrl+N)"))
        add.setToolTip("Ctrl+N")
        add.clicked.connect(self.register)
        self.header.buttons.addWidget(add)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._panes, 1)

    def _connect(self) -> None:
        file = self.file
        self._found.opened.connect(self.open_person)
        self._found.found_nobody.connect(self.register)
        self._found.register_requested.connect(self.register)
        file.edit_requested.connect(self._edit)
        file.begin_requested.connect(self._begin)
        file.resume_requested.connect(self.resume_requested)
        file.attestation_requested.connect(self.attestation_requested)
        file.paper_requested.connect(self.paper_requested)
        file.history_requested.connect(self.history_requested)
        file.statement_requested.connect(self.statement_requested)
        cards = self.cards
        cards.changed.connect(self.changed)
        cards.said.connect(self.said)
        cards.dropped.connect(self.dropped)
        cards.opened.connect(self.open_person)
        cards.history_requested.connect(self.history_requested)
        self._notice.resume_requested.connect(self._resume)
        self._panes.back_requested.connect(self._go_back)
        opened = self._open_form
        opened.changed.connect(self.changed)
        opened.saved.connect(self._saved)
        opened.closed.connect(self._show_behind)
        opened.left_by_key.connect(self._go_back)
        opened.known_opened.connect(self.open_person)
        opened.dropped.connect(self.dropped)
        opened.refused.connect(self._refuse)
        shortcut(self, "Ctrl+N", self.register)
        shortcut(self, "Ctrl+S", self._open_form.save)
        shortcut(self, "Ctrl+F", self.focus_search)
        shortcut(self, "Ctrl+E", self._edit)
        shortcut(self, "Ctrl+H", self._show_history)
        shortcut(self, "Ctrl+Return", self._begin_from_keys)
        shortcut(self, "Escape", self._go_back)
        theme().changed.connect(self._repaint)

    def _show_history(self) -> None:
        if self.file.isVisible():
            self.file.ask_history()

    # --- search --------------------------------------------------------------------------------------------------

    @property
    def search(self) -> TextField:
        """Where the words are typed."""
        return self.finder.search

    def focus_search(self) -> None:
        """Where a list and a file do not stand side by side, the list comes back."""
        self._panes.go_back()
        self.finder.focus_search()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search_presenter.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_unsaved()

    def keep_unsaved(self) -> None:
        """Before the page may be gone: what is typed in an open form is kept on this laptop."""
        self._open_form.keep()

    def apply_changes(self, changes: Changes) -> None:
        self.search_presenter.apply_changes(changes)
        self.file_presenter.apply_changes(changes)

    # --- the file ------------------------------------------------------------------------------------------------

    def open_person(self, person: str) -> None:
        """By id or file number. What was typed in a form waits to be gone on with."""
        if self._open_form.leave():
            self.search_presenter.point_at(person)
            self.file_presenter.open(person)
            self._panes.go_in()
            # The words that were typed are out of sight: the keys go on in the file.
            self._takes_focus = self._panes.is_one_column

    @property
    def shown_person(self) -> Person | None:
        """Whose file is open."""
        return self.file_presenter.page.person if self.file_presenter.page else None

    def _show_file(self, state: FileState) -> None:
        self.file.show_state(state)
        self.cards.point_at(state, self.file_presenter.page)
        if self._open_form.form is None:
            self._panes.put(self.file)
        if self._takes_focus:
            self._takes_focus = False
            self.file.take_focus()
        waited, self._to_resume = self._to_resume, None
        if waited is not None and waited.person == state.person:
            self._edit()

    def _begin(self, form: str) -> None:
        if self.file_presenter.page is not None:
            self.interview_requested.emit(self.file_presenter.page.person.id, form)

    def _begin_from_keys(self) -> None:
        if self._panes.current is self.file:
            self.file.begin_interview()

    def _refuse(self, problem: Expected) -> None:
        self._to_resume = None
        self._takes_focus = False
        if problem.code == "person.unknown" and self.file_presenter.page is not None:
            # He was erased while his file was open: nothing of it stays on the screen.
            self.file_presenter.close()
            if self._open_form.form is None:
                self._panes.put(self._keys)
        elif self._panes.current is self._keys:
            self._panes.go_back()
        self.said.emit(said_of(problem))

    # --- the form ------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Words searched for in vain begin the new file."""
        if self._open_form.leave():
            self._open_form.register(self._found.words_for_new)

    def _edit(self) -> None:
        page = self.file_presenter.page
        if page is not None and self._open_form.form is None:
            self._open_form.edit(page)

    @property
    def form(self) -> PersonForm | None:
        """The form that is open."""
        return self._open_form.form

    @property
    def form_presenter(self) -> FormPresenter:
        return self._open_form.presenter

    @property
    def unsaved(self) -> UnsavedForms:
        """What was typed and not saved."""
        return self._open_form.unsaved

    def _show_behind(self) -> None:
        """The form is closed: the file it was opened from, or what to do."""
        self._panes.put(self._keys if self.file_presenter.page is None else self.file)

    def _go_back(self) -> None:
        """From what is typed in a card, then from the form to the file, to the search, to the beginning."""
        if self.cards.leave_focused():
            return
        if self._open_form.form is not None:
            if self._open_form.leave():
                self._leave_for_file()
        elif not self.finder.search.hasFocus():
            self.focus_search()
        else:
            self.finder.search.clear()

    def _leave_for_file(self) -> None:
        """Beside the list it is seen anyway."""
        if self._panes.is_one_column and self._panes.current is self.file:
            self.file.take_focus()
        else:
            self.focus_search()

    def _saved(self, person: str) -> None:
        self.file_presenter.open(person)
        self.search_presenter.refresh()
        self.said.emit(said("حُفظ الملف.", "The file is saved."))
        self.file.take_focus()

    def _resume(self, unsaved: Unsaved) -> None:
        """What was typed and not saved is gone on with."""
        if not self._open_form.leave():
            return
        if unsaved.person:
            self._to_resume = unsaved
            self.file_presenter.open(unsaved.person)
        else:
            self._open_form.resume_registering(unsaved)

    def _repaint(self) -> None:
        self.file_presenter.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panes.fit(self.width())
