"""The page of the people: found at the right as one types, their files at the left; registered and edited here."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, TextField, label, set_text, shortcut
from desktop.ui.kit.theme import theme
from desktop.ui.pages.asking import Lanes
from desktop.ui.pages.living import while_alive
from desktop.ui.pages.people import file_presenter, form_presenter
from desktop.ui.pages.people.file import PersonFile
from desktop.ui.pages.people.file_presenter import FilePresenter
from desktop.ui.pages.people.form import PersonForm
from desktop.ui.pages.people.form_presenter import FormPresenter
from desktop.ui.pages.people.presenter import SearchPresenter
from desktop.ui.pages.people.rows import PeopleList
from desktop.ui.pages.people.state import FileState, FormState, SearchState
from domain.errors import Expected
from domain.person import Person
from domain.sync.changes import Changes

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
LIST_WIDTH, NARROW_LIST, NARROW = 400, 300, 1000


class PeopleView(Page):
    interview_requested = Signal(str, str)  # person, form
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    paper_requested = Signal(str)  # attestation
    changed = Signal(object)  # Changes
    said = Signal(str)

    def __init__(self, actions: Actions, lanes: Lanes, info: DeskInfo) -> None:
        words = info.profile.person
        super().__init__(words.plural.ar, "اسم أو رقم هوية أو جوال أو ملف؛ النتائج تظهر مع كل حرف", scrolls=False)
        self._info = info
        self._word = words
        self.search_presenter = SearchPresenter(actions, lanes.store, show=while_alive(self._show_found))
        file_told = file_presenter.Told(while_alive(self._show_file), while_alive(self._refuse))
        self.file_presenter = FilePresenter(actions, lanes.store, info, file_told)
        form_told = form_presenter.Told(
            while_alive(self._show_form_state), while_alive(self._tell), while_alive(self._saved)
        )
        self.form_presenter = FormPresenter(actions, lanes.store, info.profile, form_told)
        self._form: PersonForm | None = None
        add = Button(f"تسجيل {words.singular.ar}", "primary", glyph="user-plus", name="تسجيل جديد (Ctrl+N)")
        add.clicked.connect(self.register)
        self.header.buttons.addWidget(add)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._left = self._list_card()
        row.addWidget(self._left)
        row.addWidget(self._side(), 1)
        self.body.addLayout(row, 1)
        shortcut(self, "Ctrl+N", self.register)
        shortcut(self, "Ctrl+S", self._save)
        shortcut(self, "Ctrl+F", self.focus_search)
        shortcut(self, "Escape", self._cancel)
        theme().changed.connect(self._repaint)

    # --- making --------------------------------------------------------------------------------------------------

    def _list_card(self) -> QWidget:
        card = Card(padding=14)
        self.search = TextField("اسم أو هوية أو جوال أو ملف")
        self.search.setAccessibleName("بحث في الملفات (Ctrl+K)")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_presenter.search)
        self.search.installEventFilter(self)
        self._count = label("", "small")
        self.list = PeopleList()
        self.list.clicked.connect(self._open_row)
        self.list.activated.connect(self._open_row)
        self._none = EmptyState("user-plus", "لا أحد بهذا الاسم أو الرقم", "سجّله ملفًا جديدًا بما كتبت")
        register = Button(f"تسجيل {self._word.singular.ar}", "primary", glyph="user-plus")
        register.clicked.connect(self.register)
        self._none.add_action(register)
        self._problem = label("", "small", tone="bad", wrap=True)
        for widget in (self._none, self._problem):
            widget.hide()
        card.body.addWidget(self.search)
        card.body.addWidget(self._count)
        card.body.addWidget(self._problem)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._none, 1)
        return card

    def _side(self) -> QWidget:
        self._stack = QStackedWidget()
        card = Card()
        card.body.addWidget(
            EmptyState("users", "اختر ملفًا من القائمة", "الأسهم تنقل، وEnter يفتح، وCtrl+N يسجّل ملفًا جديدًا")
        )
        self._empty = card
        self.file = PersonFile()
        self.file.edit_requested.connect(self._edit)
        self.file.begin_requested.connect(self._begin)
        self.file.resume_requested.connect(self.resume_requested)
        self.file.attestation_requested.connect(self.attestation_requested)
        self.file.paper_requested.connect(self.paper_requested)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.file)
        return self._stack

    # --- search --------------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search_presenter.refresh()

    def apply_changes(self, changes: Changes) -> None:
        self.search_presenter.apply_changes(changes)
        self.file_presenter.apply_changes(changes)

    def _show_found(self, state: SearchState) -> None:
        is_none = state.is_loaded and not state.rows
        self.list.show_rows(state.rows, state.marked)
        self.list.setVisible(not is_none)
        self._none.setVisible(is_none)
        set_text(self._count, "نتائج البحث" if state.text.strip() else "آخر من سُجّل")
        self._count.setVisible(not is_none)
        set_text(self._problem, state.problem)
        self._problem.setVisible(bool(state.problem))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.search_presenter.move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_marked()
                return True
        return bool(super().eventFilter(watched, event))

    def _open_row(self, index: QModelIndex) -> None:
        self.search_presenter.mark(index.row())
        self._open_marked()

    def _open_marked(self) -> None:
        person = self.search_presenter.marked_person
        if person is not None:
            self.open_person(person)
        elif self.search_presenter.state.is_loaded:
            self.register()

    # --- the file ------------------------------------------------------------------------------------------------

    def open_person(self, person: str) -> None:
        """By id or file number. A form that is open is closed."""
        self._close_form()
        self.file_presenter.open(person)

    @property
    def shown_person(self) -> Person | None:
        """Whose file is open."""
        return self.file_presenter.page.person if self.file_presenter.page else None

    def _show_file(self, state: FileState) -> None:
        self.file.show_state(state)
        if self._form is None:
            self._stack.setCurrentWidget(self.file)

    def _begin(self, form: str) -> None:
        if self.file_presenter.page is not None:
            self.interview_requested.emit(self.file_presenter.page.person.id, form)

    def _refuse(self, problem: Expected) -> None:
        self.said.emit(problem.ar)

    # --- the form ------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Words searched for in vain begin the new file."""
        state = self.search_presenter.state
        text = "" if state.rows else state.text
        self.file_presenter.close()
        self._open_form()
        self.form_presenter.begin(text)

    def _edit(self) -> None:
        page = self.file_presenter.page
        if page is not None:
            self._open_form()
            self.form_presenter.edit(page)

    def _open_form(self) -> None:
        self._close_form()
        form = PersonForm(self._info.profile)
        form.put.connect(self.form_presenter.put)
        form.rested.connect(self.form_presenter.rest)
        form.saved.connect(self.form_presenter.save)
        form.cancelled.connect(self._cancel)
        form.known_opened.connect(self.open_person)
        self._form = form
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)

    def _close_form(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            self._stack.setCurrentWidget(self._empty if self.file_presenter.page is None else self.file)
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

    def _cancel(self) -> None:
        if self._form is not None:
            self._close_form()
            self.focus_search()
        elif self.search.text():
            self.search.clear()
            self.focus_search()

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _saved(self, person: str) -> None:
        self.open_person(person)
        self.search_presenter.refresh()
        self.said.emit("حُفظ الملف.")
        self.file.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _repaint(self) -> None:
        self.list.viewport().update()
        self.file_presenter.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(NARROW_LIST if self.width() < NARROW else LIST_WIDTH)
