"""Persons: found by three letters, a number or a phone; registered; everything about one; where an interview begins."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.kit.basic import Button, Card, EmptyState, Page, TextField, chip, label, rule
from desktop.ui.kit.theme import theme
from desktop.ui.lane import SEARCH, Lane
from desktop.ui.pages.person_form import PersonForm
from desktop.usecases.hold_interview import FormLine
from desktop.usecases.keep_person import PersonPage, Registered
from domain.errors import Expected
from domain.person import ID_TYPE_NAMES, SEX_NAMES, Person, PersonDraft, draft_of
from domain.sync.changes import Changes

ATTESTATION_STATES = {"unsigned": ("غير موقّع", "warn"), "signed": ("موقّع", "ok"), "void": ("ملغى", "bad")}
INTERVIEW_STATES = {"draft": ("مسودة", "warn"), "left": ("متروكة للإكمال", "info"), "finished": ("مكتملة", "ok")}


class HasStore(Protocol):
    store: Lane


class PeoplePage(Page):
    interview_requested = Signal(str, str)  # person, form
    resume_requested = Signal(str)  # interview
    attestation_requested = Signal(str)  # interview
    paper_requested = Signal(str)  # attestation
    changed = Signal(object)  # Changes
    said = Signal(str)

    def __init__(self, actions: Actions, lanes: HasStore, info: DeskInfo) -> None:
        word = info.profile.person.plural.ar
        super().__init__(word, "ابحث بثلاثة أحرف من الاسم، أو برقم الهوية أو الجوال أو الملف", scrolls=False)
        self._actions, self._lanes, self._info = actions, lanes, info
        self._shown: PersonPage | None = None
        self._forms: tuple[FormLine, ...] = ()
        add = Button("تسجيل جديد", "primary", glyph="user-plus")
        add.clicked.connect(self.register)
        self.header.buttons.addWidget(add)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._list_card(), 5)
        self._side = QStackedWidget()
        self._empty = EmptyState("users", "اختر ملفًا من القائمة", "أو سجّل شخصًا جديدًا")
        self._side.addWidget(self._empty)
        row.addWidget(self._side, 7)
        self.body.addLayout(row, 1)
        lanes.store.ask(actions.list_forms, then=self._take_forms)
        self.refresh()

    def _list_card(self) -> Card:
        card = Card(padding=14)
        self.search = TextField("الاسم أو رقم الهوية أو الجوال")
        self.search.setAccessibleName("بحث في الملفات")
        self.search.setClearButtonEnabled(True)
        self.search.textEdited.connect(self.refresh)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("نتائج البحث")
        self.list.setUniformItemSizes(True)
        self.list.setAlternatingRowColors(True)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        self._none = EmptyState("search", "لا أحد بهذا الاسم أو الرقم", "سجّله ملفًا جديدًا")
        register = Button("تسجيل جديد", glyph="user-plus")
        register.clicked.connect(self.register)
        self._none.add_action(register)
        self._none.hide()
        card.body.addWidget(self.search)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._none, 1)
        return card

    # --- search --------------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """One ask a keystroke; only the newest is answered."""
        text = self.search.text()
        self._lanes.store.ask(
            partial(self._actions.find_people, text), then=self._show_found, priority=SEARCH, supersedes="people"
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & {"persons", "interviews", "attestations", "signatures", "visits"}:
            self.refresh()
            if self._shown is not None and not isinstance(self._side.currentWidget(), PersonForm):
                self.open_person(self._shown.person.id)

    def _show_found(self, people: tuple[Person, ...]) -> None:
        self.list.clear()
        for person in people:
            item = QListWidgetItem(_line(person))
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            self.list.addItem(item)
        self.list.setVisible(bool(people))
        self._none.setVisible(not people)
        if people:
            self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._open_item(self.list.currentItem())
                return True
        return bool(super().eventFilter(watched, event))

    def _open_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.open_person(str(item.data(Qt.ItemDataRole.UserRole)))

    # --- one person ----------------------------------------------------------------------------------------------

    def shown_person(self) -> Person | None:
        return self._shown.person if self._shown else None

    def open_person(self, person: str) -> None:
        self._lanes.store.ask(partial(self._actions.show_person, person), then=self._show_person, failed=self._say)

    def _show_person(self, page: PersonPage) -> None:
        self._shown = page
        self._put(self._person_card(page))

    def _put(self, widget: QWidget) -> None:
        old = self._side.currentWidget()
        self._side.addWidget(widget)
        self._side.setCurrentWidget(widget)
        if old is not None and old is not self._empty:
            self._side.removeWidget(old)
            old.deleteLater()

    def _person_card(self, page: PersonPage) -> Card:
        card = Card(page.person.name)
        edit = Button("تعديل", glyph="pencil")
        edit.clicked.connect(self._edit)
        card.heading.addWidget(edit)
        for name, value in _facts(page.person):
            row = QHBoxLayout()
            row.addWidget(label(name, "small"))
            row.addStretch(1)
            row.addWidget(label(theme().number(value), "label"))
            card.body.addLayout(row)
        card.body.addWidget(rule())
        buttons = QVBoxLayout()
        for form in self._forms:
            begin = Button(f"بدء مقابلة: {form.title}", "primary", glyph="message-question")
            begin.clicked.connect(partial(self.interview_requested.emit, page.person.id, form.id))
            buttons.addWidget(begin)
        card.body.addLayout(buttons)
        self._list_interviews(card, page)
        card.body.addWidget(label(theme().number(f"الزيارات: {len(page.visits)}"), "small"))
        card.body.addStretch(1)
        return card

    def _list_interviews(self, card: Card, page: PersonPage) -> None:
        if not page.interviews:
            return
        card.body.addWidget(label("المقابلات", "h3"))
        for line in page.interviews[:6]:
            row = QHBoxLayout()
            row.addWidget(label(theme().number(f"{line.form_title}  \u2066{line.started_at[:10]}\u2069"), "body"))
            row.addWidget(chip(*INTERVIEW_STATES[line.state]))
            if line.attestation:
                row.addWidget(chip(*ATTESTATION_STATES[line.attestation]))
            row.addStretch(1)
            if line.state == "finished":
                paper = Button("الإقرار", "text", glyph="file-text", name=f"إقرار {line.number}")
                paper.clicked.connect(partial(self.attestation_requested.emit, line.id))
                row.addWidget(paper)
            resume = Button("فتح", "text", glyph="pencil", name=f"فتح المقابلة {line.number}")
            resume.clicked.connect(partial(self.resume_requested.emit, line.id))
            row.addWidget(resume)
            card.body.addLayout(row)

    # --- registering and editing ---------------------------------------------------------------------------------

    def register(self) -> None:
        typed = self.search.text().strip()
        draft = PersonDraft(name="" if any(letter.isdigit() for letter in typed) else typed)
        self._show_form(PersonForm(self._info.profile, draft, title=f"تسجيل {self._info.profile.person.singular.ar}"))
        self._shown = None

    def _edit(self) -> None:
        if self._shown is not None:
            self._show_form(
                PersonForm(self._info.profile, draft_of(self._shown.person), title=f"تعديل {self._shown.person.name}")
            )

    def _show_form(self, form: PersonForm) -> None:
        form.saved.connect(self._save)
        form.cancelled.connect(self._cancel)
        self._put(form)
        form.focus_first()

    def _cancel(self) -> None:
        if self._shown is not None:
            self._show_person(self._shown)
        else:
            self._side.setCurrentWidget(self._empty)
            self.focus_search()

    def _save(self, draft: PersonDraft) -> None:
        if self._shown is None:
            self._lanes.store.ask(
                partial(self._actions.register_person, draft), then=self._registered, failed=self._not_saved
            )
        else:
            self._lanes.store.ask(
                partial(self._actions.edit_person, self._shown, draft), then=self._edited, failed=self._not_saved
            )

    def _registered(self, registered: Registered) -> None:
        self.said.emit(f"سُجّل {registered.person.name} برقم \u2066{registered.person.number}\u2069")
        self.changed.emit(registered.changes)
        self.open_person(registered.person.id)
        self.refresh()

    def _edited(self, changes: Changes) -> None:
        self.changed.emit(changes)
        if self._shown is not None:
            self.open_person(self._shown.person.id)
        self.refresh()

    def _not_saved(self, problem: Expected) -> None:
        form = self._side.currentWidget()
        if isinstance(form, PersonForm):
            form.show_problem(problem)

    def _take_forms(self, forms: tuple[FormLine, ...]) -> None:
        self._forms = forms

    def _say(self, problem: Expected) -> None:
        self.said.emit(problem.ar)


def _line(person: Person) -> str:
    """Namesakes are told apart by number, year of birth and town."""
    born = person.born
    year = (born.hijri or born.gregorian or "")[:4] if born else ""
    rest = " · ".join(filter(None, (f"\u2066{person.number}\u2069", year, person.town)))
    return theme().number(f"{person.name}\n{rest}")


def _facts(person: Person) -> list[tuple[str, str]]:
    born = person.born
    facts = [
        ("رقم الملف", f"\u2066{person.number}\u2069"),
        ("نوع الهوية", ID_TYPE_NAMES[person.id_type].ar if person.id_type in ID_TYPE_NAMES else ""),
        ("رقم الهوية", f"\u2066{person.id_number}\u2069" if person.id_number else ""),
        ("الجوال", f"\u2066{person.mobile}\u2069" if person.mobile else ""),
        (
            "تاريخ الميلاد",
            " — ".join(f"\u2066{day}\u2069" for day in (born.hijri, born.gregorian) if day) if born else "",
        ),
        ("الجنس", SEX_NAMES[person.sex].ar if person.sex in SEX_NAMES else ""),
        ("مكان الإقامة", person.town or ""),
        ("رقم العضوية", person.member_number or ""),
    ]
    return [(name, value) for name, value in facts if value]
