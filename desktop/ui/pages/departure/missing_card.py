"""The list itself: what is missing, each line a jump to where it is settled; and how the person goes."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.kit.basic import Button, Card, Field, TextField, clear_layout, label, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import headed, said, said_of
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import kept_words
from domain.leave_gate import DOCUMENTS, KINDS, Missing

WITH_KEYS = 9


class MissingList(Card):
    chosen = Signal(object)  # Missing

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.setAccessibleName(said("ما بقي قبل المغادرة", "What is missing before leaving"))
        self._title = label("", "h2", wrap=True)
        self.body.addWidget(self._title)
        self._kept = label("", "small", tone="warn", wrap=True)
        self.body.addWidget(self._kept)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        self.body.addLayout(self._inside)
        self.rows: list[Button] = []
        self._items: tuple[Missing, ...] | None = None

    def show_state(self, state: DepartureState) -> None:
        page = state.page
        count = len(page.missing)
        title = (
            said(f"بقي قبل المغادرة: {count}", f"Missing before leaving: {count}")
            if count
            else said("اكتمل كل شيء", "Everything is complete")
        )
        set_text(self._title, theme().number(title))
        why = kept_words(page.kept) if page.kept else ""
        set_text(self._kept, theme().number(why))
        self._kept.setVisible(bool(why))
        if page.missing != self._items:
            self._items = page.missing
            self._draw(page.missing)

    def _draw(self, missing: tuple[Missing, ...]) -> None:
        stood = next((place for place, row in enumerate(self.rows) if row.hasFocus()), None)
        clear_layout(self._inside)
        self.rows = []
        for number, one in enumerate(missing, 1):
            has_key = number <= WITH_KEYS
            key = f" (Alt+{number})" if has_key else ""
            title = theme().number(f"{number}.\u00a0{_title(one)}") if has_key else _title(one)
            button = Button(title, "text", glyph="chevron-left", name=f"{said_of(one.text)}{key}")
            button.clicked.connect(partial(self.chosen.emit, one))
            self.rows.append(button)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label(theme().number(said_of(one.text)), "small", wrap=True))
            self._inside.addLayout(column)
            button.show()  # only what is shown can take the focus
        if stood is not None and self.rows:
            self.rows[min(stood, len(self.rows) - 1)].setFocus()
        if missing:
            keys = said("Alt مع رقم السطر ينقلك إليه.", "Alt and a line's number takes you there.")
            self._inside.addWidget(label(keys, "micro", wrap=True))
        else:
            self._inside.addWidget(label(said("لا ينقص الحالة شيء.", "Nothing is missing."), "body", wrap=True))


def _title(one: Missing) -> str:
    return said("مستند", "Document") if one.kind == DOCUMENTS else headed(said_of(KINDS[one.kind]))


class KeepCard(Card):
    """Why the person goes before his case is complete."""

    kept = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self.note = TextField(said("مثل: يعود غدًا بسجل الأسرة", "Such as: back tomorrow"))
        self.field = Field(said("إن غادر والحالة ناقصة: السبب", "Leaves incomplete: why"), self.note)
        self.save = Button(said("حفظ الحالة ناقصة", "Keep as incomplete"), glyph="device-floppy")
        self.save.clicked.connect(self._keep)
        self.note.returnPressed.connect(self._keep)
        self.body.addWidget(self.field)
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: DepartureState) -> None:
        self.setVisible(bool(state.page.missing))
        if state.said.field == "note":
            self.field.show_error(theme().number(state.said.sentence))
        else:
            self.field.clear()

    def _keep(self) -> None:
        self.kept.emit(self.note.text())
