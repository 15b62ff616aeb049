"""What the clerk should know before going on: somebody may be registered already, something was not saved."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, clear_layout, label, set_text
from desktop.ui.kit.theme import picture, theme
from desktop.ui.kit.tokens import RADIUS
from desktop.ui.language import listed, said
from desktop.ui.pages.people.state import LikelyRow
from desktop.ui.pages.people.unsaved import Unsaved


class Notice(QFrame):
    """A tinted sheet with a sign at its right; `column` is where the words go."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._glyph = glyph
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self._sign = QLabel()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        row.addLayout(self.column, 1)
        self.hide()
        theme().changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        ink, tint = theme().palette.tone("warn")
        self._sign.setPixmap(picture(self._glyph, ink, 22, self))
        self.setStyleSheet(f"QFrame#notice {{ background: {tint}; border: none; border-radius: {RADIUS}px; }}")


class LikelyNotice(Notice):
    """`open_requested` carries a person: it is he. `another_requested`: none of them is."""

    open_requested = Signal(str)
    another_requested = Signal()

    def __init__(self) -> None:
        super().__init__("users")
        self._rows: tuple[LikelyRow, ...] = ()
        self.column.addWidget(label(said("قد يكون مسجّلًا من قبل", "May be registered already"), "label"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.column.addLayout(self._lines)
        row = QHBoxLayout()
        another = Button(said("شخص آخر: احفظه", "Another person: save"), "text", glyph="user-plus")
        another.clicked.connect(self.another_requested)
        row.addStretch(1)
        row.addWidget(another)
        self.column.addLayout(row)

    def show_likely(self, rows: tuple[LikelyRow, ...]) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        clear_layout(self._lines)
        for row in rows:
            self._lines.addWidget(self._line(row))
        names = listed(row.name for row in rows)
        self.setAccessibleName(said(f"قد يكون مسجّلًا من قبل: {names}", f"May be registered already: {names}"))
        self.setVisible(bool(rows))

    def focus_first(self) -> None:
        first = self.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, row: LikelyRow) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(row.name, "body", wrap=True))
        words.addWidget(label(theme().number(row.words), "small", wrap=True))
        line.addLayout(words, 1)
        button = Button(
            said("هو نفسه", "The same person"),
            glyph="user-check",
            name=said(
                f"هو نفسه: افتح ملف {row.name} {row.number}",
                f"The same person: open the file of {row.name} {row.number}",
            ),
        )
        button.clicked.connect(partial(self.open_requested.emit, row.id))
        line.addWidget(button)
        return box


class UnsavedNotice(Notice):
    """The newest of what was typed and not saved."""

    resume_requested = Signal(object)  # Unsaved
    drop_requested = Signal(object)  # Unsaved

    def __init__(self) -> None:
        super().__init__("pencil")
        self._newest: Unsaved | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        self._text = label("", "label", wrap=True)
        row.addWidget(self._text, 1)
        self.resume = Button(said("متابعة", "Go on"), glyph="arrow-left")
        self.resume.clicked.connect(self._resume)
        self.drop = Button(said("تجاهل", "Discard"), "text", glyph="x")
        self.drop.clicked.connect(self._drop)
        row.addWidget(self.drop)
        row.addWidget(self.resume)
        self.column.addLayout(row)

    def show_waiting(self, waiting: tuple[Unsaved, ...]) -> None:
        self._newest = waiting[-1] if waiting else None
        if self._newest is not None:
            more = said(f"، ومعه {len(waiting) - 1} غيره", f", and {len(waiting) - 1} more") if len(waiting) > 1 else ""
            set_text(
                self._text,
                theme().number(
                    said(
                        f"كُتب ولم يُحفظ: {self._newest.title}{more}", f"Typed and not saved: {self._newest.title}{more}"
                    )
                ),
            )
            self.resume.setAccessibleName(said(f"متابعة {self._newest.title}", f"Go on with {self._newest.title}"))
            self.drop.setAccessibleName(said(f"تجاهل {self._newest.title}", f"Discard {self._newest.title}"))
        self.setVisible(self._newest is not None)

    def _resume(self) -> None:
        if self._newest is not None:
            self.resume_requested.emit(self._newest)

    def _drop(self) -> None:
        if self._newest is not None:
            self.drop_requested.emit(self._newest)
