"""The form of a person: fields in two columns, errors beside them, one that saves at the bottom."""

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit.basic import Button, Card, Field, label, scroll, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.people.form_fields import TITLES, field_of, show_in
from desktop.ui.pages.people.notices import LikelyNotice
from desktop.ui.pages.people.state import LIKELY, FormState, Known
from desktop.ui.pages.people.typed_fields import Line, NoteArea
from domain.arabic import isolate
from domain.policy import Profile

PARTS = ("given", "father", "grandfather", "family")
ONE_COLUMN = 520
WIDE = ("name", "id_override", "iban", "note")


class PersonForm(QWidget):
    """`put` with every key and choice, `rested` when the clerk leaves a field, `saved` and `cancelled`."""

    put = Signal(str, str)
    rested = Signal(str)
    saved = Signal()
    cancelled = Signal()
    known_opened = Signal(str)

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._known: Known | None = None
        self._columns = 2
        self._shows_parts = self._shows_other = self._shows_override = False
        self._arranged: list[tuple[str, ...]] = []
        self._fields = {name: self._field(name, profile) for name in self._wanted(profile)}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(padding=0, spacing=0)
        column.addWidget(card)
        self._scroll = self._sheet()
        card.body.addWidget(self._scroll, 1)
        card.body.addWidget(self._bottom())

    def _wanted(self, profile: Profile) -> tuple[str, ...]:
        names = [*TITLES]
        if profile.person.kind != "member":
            names.remove("member_number")
        return tuple(names)

    # --- making --------------------------------------------------------------------------------------------------

    def _sheet(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        head = QHBoxLayout()
        self._title = label("", "h2", wrap=True)
        head.addWidget(self._title, 1)
        head.addWidget(label(said("الحقول ذات العلامة * إلزامية", "Fields marked * are required"), "small"))
        column.addLayout(head)
        self._problem = label("", "label", tone="bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self._likely = LikelyNotice()
        self._likely.open_requested.connect(self.known_opened)
        self._likely.another_requested.connect(self.saved)
        column.addWidget(self._likely)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._parts = Button(said("أجزاء الاسم", "Parts of the name"), "text", glyph="chevron-down")
        self._parts.clicked.connect(self._show_parts)
        self._both = Button(
            said("البطاقة تحمل التاريخين الهجري والميلادي", "The card has both the Hijri and the Gregorian date"),
            "text",
            glyph="plus",
        )
        self._both.clicked.connect(self._show_both)
        self._open_known = Button(said("افتح ملفه", "Open his file"), "text", glyph="file-search")
        self._open_known.clicked.connect(self._open)
        for button in (self._parts, self._both, self._open_known):
            button.setProperty("compact", True)
        for widget in (*self._fields.values(), self._parts, self._both, self._open_known):
            widget.setParent(inside)
        return scroll(inside)

    def _bottom(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "formbar")
        row = QHBoxLayout(frame)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(12)
        self.save = Button(
            said("حفظ", "Save"), "primary", glyph="device-floppy", name=said("حفظ (Ctrl+S)", "Save (Ctrl+S)")
        )
        self.save.clicked.connect(self.saved)
        cancel = Button(said("إلغاء", "Cancel"), name=said("إلغاء (Esc)", "Cancel (Esc)"))
        cancel.clicked.connect(self.cancelled)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.save)
        return frame

    def _field(self, name: str, profile: Profile) -> Field:
        made = field_of(name, profile, choose_sex=self._sex_chosen)
        editor = made.editor
        if isinstance(editor, Line | NoteArea):
            editor.put.connect(self.put)
            editor.rested.connect(self.rested)
        if isinstance(editor, Line):
            editor.entered.connect(self._go_on)
        if isinstance(editor, QComboBox):
            editor.activated.connect(self._listed)
        return made

    # --- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: FormState) -> None:
        set_text(self._title, state.title)
        for name, field in self._fields.items():
            show_in(field, state.fields[name])
        self._show_known(state.known)
        self._likely.show_likely(state.likely)
        set_text(self._problem, theme().number(state.problem))
        self._problem.setVisible(bool(state.problem))
        self.save.setEnabled(not state.is_busy)
        self._shows_parts = self._shows_parts or any(state.fields[name].text for name in PARTS)
        self._shows_other = self._shows_other or bool(state.fields["born_other"].text)
        self._shows_override = state.shows_override
        self._arrange()
        if state.focus == LIKELY:
            self._scroll.ensureWidgetVisible(self._likely, 0, 20)
            self._likely.focus_first()
        elif state.focus:
            self.focus_field(state.focus)

    def focus_field(self, name: str) -> None:
        field = self._fields.get(name)
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field, 0, 60)

    def editor(self, name: str) -> QWidget:
        return self._fields[name].editor

    def _show_known(self, known: Known | None) -> None:
        self._known = known
        self._open_known.setVisible(known is not None)
        if known is not None:
            self._fields["id_number"].show_error(
                said(
                    f"مسجّل من قبل: {known.name}، ملف {isolate(known.number)}",
                    f"Registered before: {known.name}, file {isolate(known.number)}",
                )
            )
            self._open_known.setAccessibleName(
                said(f"افتح ملف {known.name} {known.number}", f"Open the file of {known.name} {known.number}")
            )

    def _lines(self) -> list[tuple[str, ...]]:
        """The names that stand side by side."""
        lines: list[tuple[str, ...]] = [("name",), ("+parts",)]
        if self._shows_parts:
            lines[1:] = [("given", "father"), ("grandfather", "family")]
        lines.append(("id_type", "id_number"))
        if self._known is not None:
            lines.append(("+known",))
        if self._shows_override:
            lines.append(("id_override",))
        lines.append(("born", "sex"))
        lines.append(("born_other",) if self._shows_other else ("+both",))
        lines += [("mobile", "town"), ("party_kind", "member_number"), ("iban",), ("note",)]
        return lines

    def _arrange(self) -> None:
        lines = self._lines()
        if self._columns == 1:
            lines = [(name,) for line in lines for name in line]
        if lines == self._arranged:
            return
        self._arranged = lines
        while self._grid.takeAt(0) is not None:
            pass
        extra: dict[str, QWidget] = {"+parts": self._parts, "+both": self._both, "+known": self._open_known}
        everything = {**self._fields, **extra}
        placed: list[QWidget] = []
        for row, line in enumerate(lines):
            here = [name for name in line if name in everything]
            for column, name in enumerate(here):
                is_alone = self._columns == 1 or (len(here) == 1 and name in (*WIDE, *extra))
                # The layout mirrors: left is the right side, where Arabic begins.
                where = Qt.AlignmentFlag.AlignLeft if name in extra else Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(everything[name], row, column, 1, 2 if is_alone else 1, where)
                placed.append(everything[name])
        for widget in everything.values():
            widget.setVisible(widget in placed)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._order(placed)

    def _order(self, placed: list[QWidget]) -> None:
        stops = [widget.editor if isinstance(widget, Field) else widget for widget in placed]
        for one, other in itertools.pairwise(stops):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 1 if self.width() < ONE_COLUMN else 2
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    # --- what is done --------------------------------------------------------------------------------------------

    def _show_parts(self) -> None:
        self._shows_parts = True
        self._arrange()
        self.focus_field("given")

    def _show_both(self) -> None:
        self._shows_other = True
        self._arrange()
        self.focus_field("born_other")

    def _sex_chosen(self, value: str) -> None:
        self.put.emit("sex", value)

    def _go_on(self, name: str) -> None:
        """Enter leads to the next field; buttons between fields are for Tab."""
        names = [item for line in self._arranged for item in line if item in self._fields]
        after = names[names.index(name) + 1 :]
        if after:
            self.focus_field(after[0])
        else:
            self.save.setFocus(Qt.FocusReason.TabFocusReason)

    def _listed(self, index: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.put.emit(str(box.property("field")), str(box.itemData(index)))

    def _open(self) -> None:
        if self._known is not None:
            self.known_opened.emit(self._known.id)
