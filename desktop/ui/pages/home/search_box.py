"""Search from the first page: people as one types, below the field; arrows and Enter, Esc clears."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, clear_layout, label
from desktop.ui.kit.theme import picture, theme
from domain.arabic import isolate
from domain.person import Person

MOST_FOUND = 7


class SearchBox(QFrame):
    """`searched` carries the text, `person_chosen` an id."""

    searched = Signal(str)
    person_chosen = Signal(str)

    def __init__(self, people: str) -> None:
        """`people` is what the association calls them: the name of their page."""
        super().__init__()
        self._where = people
        self.setObjectName("search")
        self.setFixedHeight(46)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        self._sign = QLabel()
        self._sign.setAccessibleName("بحث")
        self.field = QLineEdit()
        self.field.setAccessibleName("البحث عن شخص (Ctrl+K)")
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self.field.setFrame(False)
        self.field.textChanged.connect(self.searched)
        self.field.returnPressed.connect(self._choose_first)
        self.field.installEventFilter(self)
        self._hint = label("Ctrl+K", "micro")
        self._hint.setFixedHeight(28)
        row.addWidget(self._sign)
        row.addWidget(self.field, 1)
        row.addWidget(self._hint)
        self._people: tuple[Person, ...] = ()
        # A child from the start: one that nobody owns goes whenever garbage is collected, in the middle of anything.
        self.results = QFrame(self)
        self.results.setProperty("kind", "card")
        self._column = QVBoxLayout(self.results)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(4)
        self.results.hide()
        theme().changed.connect(self._paint)
        self._paint()
        self.show_narrow(False)

    def show_narrow(self, is_narrow: bool) -> None:
        self.setFixedWidth(240 if is_narrow else 340)
        self.field.setPlaceholderText("ابحث عن شخص" if is_narrow else "ابحث بالاسم أو رقم الهوية أو الجوال")

    def focus(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def clear(self) -> None:
        self.field.clear()

    def show_found(self, found: tuple[Person, ...] | None) -> None:
        """None hides the list."""
        self._people = found or ()
        clear_layout(self._column)
        if found is None or not self.field.text():
            self.results.hide()
            return
        for person in found[:MOST_FOUND]:
            self._column.addWidget(self._button(person))
        if not found:
            self._column.addWidget(
                label(f"لا أحد بهذا الاسم أو الرقم. سجّله من صفحة «{self._where}».", "small", wrap=True)
            )
        self._place()

    def _button(self, person: Person) -> Button:
        tail = person.id_number or person.mobile or person.number
        made = Button(f"{person.name}   {isolate(tail)}", "choice", name=f"{person.name} {tail}")
        made.clicked.connect(partial(self._choose, person.id))
        made.installEventFilter(self)
        return made

    def _place(self) -> None:
        host = self.window()
        self.results.setParent(host)
        self.results.setFixedWidth(max(self.width(), 440))
        self.results.adjustSize()
        corner = self.mapTo(host, QPoint(0, self.height() + 6))
        self.results.move(corner)
        self.results.show()
        self.results.raise_()

    def _choose_first(self) -> None:
        if self._people:
            self._choose(self._people[0].id)

    def _choose(self, person: str) -> None:
        self.clear()
        self.person_chosen.emit(person)

    # --- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and watched is self.field:
            self._paint()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        buttons = [item for item in self.results.findChildren(Button) if item.isVisible()]
        places: list[QWidget] = [self.field, *buttons]
        if event.key() == Qt.Key.Key_Escape:
            self.field.setFocus()
            self.clear()
            return True
        if event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up) or not buttons:
            return False
        at = next((index for index, item in enumerate(places) if item.hasFocus()), 0)
        places[(at + (1 if event.key() == Qt.Key.Key_Down else -1)) % len(places)].setFocus()
        return True

    def _paint(self) -> None:
        p = theme().palette
        is_focused = self.field.hasFocus()
        self._sign.setPixmap(picture("search", p.ink2, 20, self))
        border = f"2px solid {p.primary}" if is_focused else f"1px solid {p.field}"
        self.setStyleSheet(
            f"QFrame#search {{ background: {p.surface}; border: {border}; border-radius: 10px; }}"
            "QFrame#search QLineEdit { border: none; background: transparent; padding: 0; min-height: 30px; }"
        )
        self._hint.setStyleSheet(
            f"background: {p.sunken}; border: 1px solid {p.line_strong}; border-radius: 6px; padding: 2px 8px;"
        )
