"""Whoever stands at the desk: his channel, what he came for, which visit it is; one button that keeps it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Glyph, TextField, clear_layout, label, rule, scroll, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.segments import Marked
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.reception.state import CallerState
from domain.arabic import isolate, to_ascii_digits
from domain.policy import Profile
from domain.policy_parts import Channel, Choice, RequestKind

MOST_COLUMNS = 4
SIDES = 2 * 20 + 14  # of the panel and its scroll bar
TILE_GAP = 8


class CallerPanel(QWidget):
    chosen = Signal(str, object)  # a field of `state.Choices`, its value
    numbered = Signal(int)
    kept = Signal()
    closed = Signal()
    file_requested = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._person = ""
        self._visits: tuple[tuple[str, str], ...] = ()
        self._columns = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(padding=0, spacing=0)
        column.addWidget(card)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(20, 18, 20, 18)
        self._column.setSpacing(14)
        self._scroll = scroll(inside)
        card.body.addWidget(self._scroll, 1)
        card.body.addWidget(self._bottom())
        self._build_head()
        self._build_choices()
        self._build_notice()
        self._column.addStretch(1)
        theme().changed.connect(self._name_purposes)

    # --- making --------------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Glyph("user-check", size=48))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name, self._marks = label("", "h2", wrap=True), label("", "small", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._marks)
        row.addLayout(words, 1)
        self.file = Button(said("ملفه", "File"), "text", glyph="file-search", name=said("فتح ملفه", "Open the file"))
        self.file.clicked.connect(self.file_requested)
        row.addWidget(self.file, 0, Qt.AlignmentFlag.AlignTop)
        close = Button(kind="icon", glyph="x", name=said("شخص آخر (Esc)", "Somebody else (Esc)"))
        close.clicked.connect(self.closed)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(rule())

    def _build_choices(self) -> None:
        self.channel = self._list("channel", self._profile.channels)
        self._column.addWidget(Field(said("قناة التواصل", "Channel"), self.channel))
        self.purposes: dict[str, Marked] = {}
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(TILE_GAP)
        for purpose in self._profile.purposes:
            tile = Marked("", "choice")
            tile.setAutoExclusive(True)
            tile.setMinimumHeight(44)
            tile.clicked.connect(partial(self.chosen.emit, "purpose", purpose.id))
            self.purposes[purpose.id] = tile
        self._name_purposes()
        hint = said("الأرقام تختار، وEnter يسجّل.", "Digits choose, Enter records.")
        self._purpose = Field(said("لماذا جاء؟", "What for?"), box, required=True, hint=hint)
        self._column.addWidget(self._purpose)
        self.kind = self._list("kind", self._profile.request_kinds)
        self._kind = Field(said("نوع الطلب", "Kind of request"), self.kind)
        self._column.addWidget(self._kind)
        self._ahead = label("", "label", tone="ok", wrap=True)
        self._column.addWidget(self._ahead)
        self._visit_box = QWidget()
        self._visit_column = QVBoxLayout(self._visit_box)
        self._visit_column.setContentsMargins(0, 0, 0, 0)
        self._visit_column.setSpacing(6)
        self._visit = Field(said("أيّ زيارة هذه؟", "Which visit is this?"), self._visit_box)
        self._column.addWidget(self._visit)
        self.note = TextField()
        self.note.textEdited.connect(self._noted)
        self.note.returnPressed.connect(self.kept)
        self._note = Field("", self.note)
        self._column.addWidget(self._note)

    def _build_notice(self) -> None:
        self._column.addWidget(rule())
        self._has_agreed = label(
            said("وافق على إشعار الخصوصية بنصه الحالي.", "Has agreed to the privacy notice as it stands."),
            "small",
            tone="ok",
        )
        self._column.addWidget(self._has_agreed)
        self._notice = QWidget()
        column = QVBoxLayout(self._notice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._notice_text = label("", "small", wrap=True)
        self.agrees = Check(said("قرأتُ عليه إشعار الخصوصية ووافق", "I read the privacy notice to him, and he agreed"))
        self.agrees.clicked.connect(self._agreed)
        column.addWidget(label(said("إشعار الخصوصية", "Privacy notice"), "label"))
        column.addWidget(self._notice_text)
        column.addWidget(self.agrees)
        self._column.addWidget(self._notice)

    def _bottom(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "formbar")
        row = QHBoxLayout(frame)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(12)
        self._problem = label("", "small", tone="bad", wrap=True)
        row.addWidget(self._problem, 1)
        self.keep = Button(glyph="check", kind="primary")
        self.keep.clicked.connect(self.kept)
        row.addWidget(self.keep)
        return frame

    def _list(self, name: str, choices: Sequence[Choice | Channel | RequestKind]) -> QComboBox:
        box = QComboBox()
        for item in choices:
            box.addItem(said_of(item.text), item.id)
        box.activated.connect(partial(self._listed, name, box))
        return box

    def _listed(self, name: str, box: QComboBox, index: int) -> None:
        self.chosen.emit(name, box.itemData(index))

    def _noted(self, text: str) -> None:
        self.chosen.emit("note", text)

    def _agreed(self) -> None:
        self.chosen.emit("agrees", self.agrees.isChecked())

    def _name_purposes(self) -> None:
        for number, purpose in enumerate(self._profile.purposes, start=1):
            key = f"{number}\u00a0\u00a0" if number <= 9 else ""
            tile = self.purposes[purpose.id]
            words = said_of(purpose.text)
            tile.setText(theme().number(f"{key}{words}"))
            tile.setAccessibleName(said(f"الغرض: {words}", f"Purpose: {words}"))

    # --- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: CallerState) -> None:
        is_new = state.caller.person.id != self._person
        self._person = state.caller.person.id
        set_text(self._name, state.name)
        marks = " · ".join(
            filter(None, (said(f"ملف {isolate(state.number)}", f"File {isolate(state.number)}"), state.marks))
        )
        set_text(self._marks, theme().number(marks))
        chosen = state.chosen
        self.channel.setCurrentIndex(max(0, self.channel.findData(chosen.channel)))
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen.kind)))
        self._check_purpose(chosen.purpose)
        self._kind.setVisible(state.begins_interview and self.kind.count() > 1 and not state.ahead)
        set_text(self._ahead, said(f"الاستمارة: «{state.ahead}»", f"Form: “{state.ahead}”") if state.ahead else "")
        self._ahead.setVisible(bool(state.ahead))
        set_text(self._note.title, state.note_title)
        self.note.setAccessibleName(state.note_title)
        self.note.setPlaceholderText(state.note_hint)
        if self.note.text() != chosen.note:
            self.note.setText(chosen.note)
        self._show_visits(state)
        self._show_notice(state)
        self.keep.setText(state.keep)
        self.keep.setAccessibleName(f"{state.keep} (Ctrl+S)")
        self.keep.setEnabled(not state.is_busy)
        self._show_problem(state)
        if is_new:
            self.take_focus()

    def _check_purpose(self, wanted: str) -> None:
        for tile in self.purposes.values():
            tile.setAutoExclusive(False)
        for id, tile in self.purposes.items():
            tile.setChecked(id == wanted)
        for tile in self.purposes.values():
            tile.setAutoExclusive(True)

    def _show_visits(self, state: CallerState) -> None:
        self._visit.setVisible(len(state.visits) > 1)
        if state.visits != self._visits:
            self._visits = state.visits
            clear_layout(self._visit_column)
            for id, words in state.visits:
                tile = Marked(theme().number(words), "choice")
                tile.setAutoExclusive(True)
                tile.setAccessibleName(said(f"الزيارة: {words}", f"Visit: {words}"))
                tile.setProperty("visit", id)
                tile.clicked.connect(partial(self.chosen.emit, "visit", id))
                self._visit_column.addWidget(tile)
        for place in range(self._visit_column.count()):
            item = self._visit_column.itemAt(place)
            tile_here = item.widget() if item is not None else None
            if isinstance(tile_here, Marked):
                tile_here.setChecked(tile_here.property("visit") == state.chosen.visit)

    def _show_notice(self, state: CallerState) -> None:
        self._has_agreed.setVisible(state.caller.has_agreed)
        self._notice.setVisible(not state.caller.has_agreed)
        set_text(self._notice_text, said_of(state.caller.notice.text))
        self.agrees.setChecked(state.chosen.agrees)

    def _show_problem(self, state: CallerState) -> None:
        problem = state.problem
        self._purpose.clear()
        self._visit.clear()
        self._note.clear()
        field = (
            {"purpose": self._purpose, "visit": self._visit, "note": self._note}.get(problem.field or "")
            if problem
            else None
        )
        if field is not None and problem is not None:
            field.show_error(said_of(problem))
        general = said_of(problem) if problem is not None and field is None else ""
        set_text(self._problem, theme().number(general))

    # --- keys ----------------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """On what is asked next."""
        checked = next((tile for tile in self.purposes.values() if tile.isChecked()), None)
        first = checked or next(iter(self.purposes.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = to_ascii_digits(event.text())
        if len(digit) == 1 and digit in "123456789" and not event.isAutoRepeat():
            self.numbered.emit(int(digit))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_purposes()

    def _lay_out_purposes(self) -> None:
        """In as many columns as their words have room for."""
        room = self.width() - SIDES
        columns = next((count for count in range(MOST_COLUMNS, 1, -1) if self._width_in(count) <= room), 1)
        if columns != self._columns:
            self._columns = columns
            for place, tile in enumerate(self.purposes.values()):
                self._grid.addWidget(tile, place // columns, place % columns)
            for number in range(MOST_COLUMNS):
                self._grid.setColumnStretch(number, int(number < columns))

    def _width_in(self, columns: int) -> int:
        widths = [tile.sizeHint().width() for tile in self.purposes.values()]
        return sum(max(widths[column::columns], default=0) + TILE_GAP for column in range(columns))
