"""The page of the people: found at the right as one types, their files at the left; registered and edited here."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Page, TextField, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people import file_presenter, form_presenter
from desktop.ui.pages.people.file import PersonFile
from desktop.ui.pages.people.file_presenter import FilePresenter
from desktop.ui.pages.people.finder import Finder
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.form_presenter import FormPresenter
from desktop.ui.pages.people.keys import KeysCard
from desktop.ui.pages.people.notices import UnsavedNotice
from desktop.ui.pages.people.presenter import SearchPresenter
from desktop.ui.pages.people.state import FileState, FormState
from desktop.ui.pages.people.unsaved import Unsaved, UnsavedForms
from domain.errors import Expected
from domain.person import Person
from domain.sync.changes import Changes

LIST_WIDTH, NARROW_LIST, NARROW = 432, 300, 1000


class PeopleView(Page):
    interview_requested = Signal(str, str)  # person, form
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    paper_requested = Signal(str)  # attestation
    history_requested = Signal(str, str)  # table, row
    changed = Signal(object)  # Changes
    said = Signal(str)
    dropped = Signal(str, object)  # what was thrown away, and a callable that brings it back

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        words = info.profile.person
        super().__init__(words.plural.ar, "ثلاثة أحرف من الاسم، أو رقم الهوية أو الجوال أو الملف", scrolls=False)
        self._info = info
        self._form: PersonForm | None = None
        self._to_resume: Unsaved | None = None
        self.finder = Finder(words)
        self.search_presenter = SearchPresenter(actions, lanes.store, show=while_alive(self.finder.show_state))
        self.file_presenter = FilePresenter(
            actions,
            lanes.store,
            info,
            file_presenter.Told(while_alive(self._show_file), while_alive(self._refuse)),
        )
        self._notice = UnsavedNotice()
        self.unsaved = UnsavedForms(
            actions,
            lanes.store,
            info.user.id,
            show=while_alive(self._notice.show_waiting),
            failed=while_alive(self._refuse),
        )
        told = form_presenter.Told(
            while_alive(self._show_form_state),
            while_alive(self._tell),
            while_alive(self._saved),
            while_alive(self._keep),
        )
        self.form_presenter = FormPresenter(actions, lanes.store, info.profile, told)
        self._build()
        self._connect()
        self.unsaved.load()

    # --- making --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        add = Button(f"تسجيل {self._info.profile.person.singular.ar}", "primary", glyph="user-plus")
        add.setAccessibleName("تسجيل جديد (Ctrl+N)")
        add.setToolTip("Ctrl+N")
        add.clicked.connect(self.register)
        self.header.buttons.addWidget(add)
        self.body.addWidget(self._notice)
        self._keys = KeysCard()
        self.file = PersonFile()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._keys)
        self._stack.addWidget(self.file)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.finder)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        finder, file, presenter = self.finder, self.file, self.search_presenter
        finder.searched.connect(presenter.search)
        finder.moved.connect(presenter.move)
        finder.marked.connect(presenter.mark)
        finder.retried.connect(presenter.refresh)
        finder.opened.connect(self._open_marked)
        finder.register_requested.connect(self.register)
        file.edit_requested.connect(self._edit)
        file.begin_requested.connect(self._begin)
        file.resume_requested.connect(self.resume_requested)
        file.attestation_requested.connect(self.attestation_requested)
        file.paper_requested.connect(self.paper_requested)
        file.history_requested.connect(self.history_requested)
        self._notice.resume_requested.connect(self._resume)
        self._notice.drop_requested.connect(self._drop)
        shortcut(self, "Ctrl+N", self.register)
        shortcut(self, "Ctrl+S", self._save)
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
        self.finder.focus_search()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search_presenter.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_unsaved()

    def keep_unsaved(self) -> None:
        """Before the page may be gone: what is typed in an open form is kept on this laptop."""
        if self._form is not None:
            self.unsaved.keep(self.form_presenter.unsaved)

    def apply_changes(self, changes: Changes) -> None:
        self.search_presenter.apply_changes(changes)
        self.file_presenter.apply_changes(changes)

    def _open_marked(self) -> None:
        person = self.search_presenter.marked_person
        if person is not None:
            self.open_person(person)
        elif self.search_presenter.state.is_loaded:
            self.register()

    # --- the file ------------------------------------------------------------------------------------------------

    def open_person(self, person: str) -> None:
        """By id or file number. What was typed in a form waits to be gone on with."""
        if self._leave_form():
            self.search_presenter.point_at(person)
            self.file_presenter.open(person)

    @property
    def shown_person(self) -> Person | None:
        """Whose file is open."""
        return self.file_presenter.page.person if self.file_presenter.page else None

    def _show_file(self, state: FileState) -> None:
        self.file.show_state(state)
        if self._form is None:
            self._stack.setCurrentWidget(self.file)
        waited, self._to_resume = self._to_resume, None
        if waited is not None and waited.person == state.person:
            self._edit()

    def _begin(self, form: str) -> None:
        if self.file_presenter.page is not None:
            self.interview_requested.emit(self.file_presenter.page.person.id, form)

    def _begin_from_keys(self) -> None:
        if self._stack.currentWidget() is self.file:
            self.file.begin_interview()

    def _refuse(self, problem: Expected) -> None:
        self._to_resume = None
        self.said.emit(problem.ar)

    # --- the form ------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Words searched for in vain begin the new file."""
        state = self.search_presenter.state
        if self._leave_form():
            self._open_form()
            self.form_presenter.begin("" if state.rows else state.text)

    def _edit(self) -> None:
        """What was typed about this person before and not saved is gone on with."""
        page = self.file_presenter.page
        if page is None or self._form is not None:
            return
        self._open_form()
        waited = self.unsaved.find(page.person.id)
        if waited is None:
            self.form_presenter.edit(page)
        else:
            self.unsaved.take(waited)
            self.form_presenter.resume(waited, page)
            self.keep_unsaved()

    def _open_form(self) -> None:
        form = PersonForm(self._info.profile)
        form.put.connect(self.form_presenter.put)
        form.rested.connect(self.form_presenter.rest)
        form.saved.connect(self._save)
        form.cancelled.connect(self._go_back)
        form.known_opened.connect(self.open_person)
        self._form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)

    def _leave_form(self) -> bool:
        """False while it is being saved: in a moment it opens the file, or says what was wrong."""
        if self._form is None:
            return True
        if self.form_presenter.is_busy:
            return False
        self.keep_unsaved()
        self._close_form()
        return True

    def _close_form(self) -> None:
        form, self._form = self._form, None
        self.unsaved.close()
        if form is not None:
            self._stack.setCurrentWidget(self._keys if self.file_presenter.page is None else self.file)
            self._stack.removeWidget(form)
            form.deleteLater()

    @property
    def form(self) -> PersonForm | None:
        """The form that is open."""
        return self._form

    def _show_form_state(self, state: FormState) -> None:
        if self._form is not None:
            self._form.show_state(state)

    def _save(self) -> None:
        if self._form is not None:
            self.form_presenter.save()

    def _go_back(self) -> None:
        """From the form to the file, from there to the search, from there to the beginning."""
        if self._form is not None:
            if self._leave_form():
                self.focus_search()
        elif not self.finder.search.hasFocus():
            self.focus_search()
        else:
            self.finder.search.clear()

    def _keep(self, unsaved: Unsaved | None) -> None:
        if self._form is not None:
            self.unsaved.keep(unsaved)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _saved(self, person: str) -> None:
        self._close_form()
        self.file_presenter.open(person)
        self.search_presenter.refresh()
        self.said.emit("حُفظ الملف.")
        self.file.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what was not saved --------------------------------------------------------------------------------------

    def _resume(self, unsaved: Unsaved) -> None:
        if not self._leave_form():
            return
        if unsaved.person:
            self._to_resume = unsaved
            self.file_presenter.open(unsaved.person)
            return
        self._open_form()
        self.unsaved.take(unsaved)
        self.form_presenter.resume(unsaved, None)
        self.keep_unsaved()

    def _drop(self, unsaved: Unsaved) -> None:
        self.unsaved.take(unsaved)
        self.dropped.emit(f"حُذف ما كُتب في «{unsaved.title}»", partial(self.unsaved.put_back, unsaved))

    def _repaint(self) -> None:
        self.file_presenter.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.finder.setFixedWidth(NARROW_LIST if self.width() < NARROW else LIST_WIDTH)
