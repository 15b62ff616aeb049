"""The right side of the page: words typed, people found. Arrows move in the list while the words are typed."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit.basic import Button, Card, EmptyState, TextField, label, set_text
from desktop.ui.kit.theme import icon, theme
from desktop.ui.language import said
from desktop.ui.pages.people.rows import PeopleList
from desktop.ui.pages.people.state import SearchState
from domain.policy_parts import Wording

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Finder(Card):
    """`opened` by Enter or a click on the marked row, `register_requested` where nobody was found."""

    searched = Signal(str)
    moved = Signal(int)  # rows down, negative up
    marked = Signal(int)  # row
    opened = Signal()
    retried = Signal()
    register_requested = Signal()

    def __init__(self, word: Wording) -> None:
        super().__init__(padding=14)
        self._make_search()
        self._count = label("", "small")
        self.list = PeopleList()
        self.list.clicked.connect(self._click)
        self.list.activated.connect(self._click)
        self._make_empty(word)
        self._problem = label("", "small", tone="bad", wrap=True)
        self._retry = Button(said("أعد المحاولة", "Try again"), glyph="refresh")
        self._retry.clicked.connect(self.retried)
        above: tuple[QWidget, ...] = (self.search, self._count, self._problem, self._retry)
        below: tuple[QWidget, ...] = (self.list, self._none, self._nobody_yet)
        for widget in above:
            self.body.addWidget(widget)
        for widget in below:
            self.body.addWidget(widget, 1)
        for widget in (*above[2:], *below[1:]):
            widget.hide()
        theme().changed.connect(self._paint)
        self._paint()

    def _make_search(self) -> None:
        self.search = TextField(said("اسم أو هوية أو جوال أو ملف", "Name, identity, mobile or file"))
        self.search.setAccessibleName(said("بحث في الملفات (Ctrl+F)", "Search the files (Ctrl+F)"))
        self._sign = QAction(self.search)
        self.search.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._wipe = QAction(said("مسح البحث", "Clear the search"), self.search)
        self._wipe.triggered.connect(self.search.clear)
        self.search.addAction(self._wipe, QLineEdit.ActionPosition.TrailingPosition)
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)

    def _make_empty(self, word: Wording) -> None:
        self._none = EmptyState(
            "user-plus",
            said("لا أحد بهذا الاسم أو الرقم", "Nobody by this name or number"),
            said("سجّله ملفًا جديدًا بما كتبت", "Register a new file with what you typed"),
        )
        self._nobody_yet = EmptyState(
            "users",
            said("لا ملفات بعد", "No files yet"),
            said("سجّل أول ملف، أو ابدأ به مقابلة", "Register the first file, or begin an interview with it"),
        )
        for empty in (self._none, self._nobody_yet):
            register = Button(
                said(f"تسجيل {word.singular.ar}", f"Register a {word.singular.en}"), "primary", glyph="user-plus"
            )
            register.clicked.connect(self.register_requested)
            empty.add_action(register)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_state(self, state: SearchState) -> None:
        is_empty = state.is_loaded and not state.rows and not state.problem
        is_searched = bool(state.text.strip())
        self.list.show_rows(state.rows, state.marked)
        self.list.setVisible(not is_empty)
        self._none.setVisible(is_empty and is_searched)
        self._nobody_yet.setVisible(is_empty and not is_searched)
        words = (
            (said("نتائج البحث", "Results") if is_searched else said("آخر من سُجّل", "Latest registered"))
            if state.is_loaded
            else said("تُقرأ الملفات…", "Reading the files…")
        )
        set_text(self._count, words)
        self._count.setVisible(not is_empty)
        set_text(self._problem, theme().number(state.problem))
        self._problem.setVisible(bool(state.problem))
        self._retry.setVisible(bool(state.problem))

    # --- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.moved.emit(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self.opened.emit()
                return True
        return bool(super().eventFilter(watched, event))

    def _typed(self, text: str) -> None:
        self._wipe.setVisible(bool(text))
        self.searched.emit(text)

    def _click(self, index: QModelIndex) -> None:
        self.marked.emit(index.row())
        self.opened.emit()

    def _paint(self) -> None:
        ink = theme().palette.ink2
        self._sign.setIcon(icon("search", ink))
        self._wipe.setIcon(icon("x", ink))
        self._wipe.setVisible(bool(self.search.text()))
        self.list.viewport().update()
