"""A question on the page: number, words, editor, and below it what is wrong, the other calendar or a hint."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, as_read, chip, label, set_text
from desktop.ui.kit.painted import at_start
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.interview.choosing_editor import is_wide, kind_of, make_editor
from desktop.ui.pages.interview.editors import spoken
from desktop.ui.pages.interview.file_editor import FileAnswerEditor
from desktop.ui.pages.interview.grid_editors import MARKS_SHARE, WORDS_SHARE, is_grid
from desktop.ui.pages.interview.note_line import NoteLine
from desktop.ui.pages.interview.state import Cell
from domain.text import Text

HEAD = 28
NARROWEST_WORDS = 60
HOW = {
    "select_multiple": Text("اختر كل ما ينطبق", "Choose all that apply"),
    "select_one": Text("اختر إجابة واحدة", "Choose one"),
}


class QuestionField(QWidget):
    """`typed` and `chosen` carry the reference with what was typed or chosen."""

    typed = Signal(str, str)
    chosen = Signal(str, object)
    rested = Signal(str)
    why_asked = Signal(str)
    note_asked = Signal(str)
    noted = Signal(str, str)
    wished = Signal(str, object)  # FileWish

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self._cell: Cell | None = None
        self.ref = cell.question.ref
        self.kind = kind_of(cell)
        self.editor = make_editor(cell)
        self.editor.typed.connect(self._typed)
        self.editor.chosen.connect(self._chosen)
        self.editor.rested.connect(self._rested)
        if isinstance(self.editor, FileAnswerEditor):
            self.editor.wished.connect(self._wished)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._is_question = cell.question.type != "note"
        self._head = self._make_head(is_big=is_wide(cell) and not is_grid(cell))
        if is_grid(cell):
            beside = QHBoxLayout()
            beside.setSpacing(16)
            self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._head.setMinimumWidth(NARROWEST_WORDS)
            beside.addWidget(self._head, WORDS_SHARE)
            beside.addWidget(self.editor, MARKS_SHARE)
            column.addLayout(beside)
        else:
            column.addWidget(self._head)
            column.addWidget(self.editor)
        column.addLayout(self._below())
        self._why = label("", "small", tone="info", wrap=True)
        column.addWidget(self._why)
        self.note = NoteLine(cell)
        self.note.written.connect(self._noted)
        column.addWidget(self.note)
        theme().changed.connect(self._repaint)

    def head_height(self, width: int) -> int:
        """What its words need above the editor at this width."""
        return max(HEAD, self._head.heightForWidth(width))

    def set_head_height(self, height: int) -> None:
        """Two questions side by side have their editors on one line."""
        self._head.setMinimumHeight(height)

    def _make_head(self, *, is_big: bool) -> QWidget:
        head = QWidget()
        head.setMinimumHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._number = chip("", "primary")
        self._is_big = is_big
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setProperty("kind", "h3" if is_big and self._is_question else "body" if is_big else "label")
        level = Qt.AlignmentFlag.AlignVCenter if is_big else Qt.AlignmentFlag.AlignBottom
        side = at_start() & ~Qt.AlignmentFlag.AlignVCenter
        self._words.setAlignment(side | level)
        self._how = label("", "small")
        self._why_button = Button(
            kind="text", glyph="help-circle", name=said("لماذا هذا السؤال؟", "Why this question?")
        )
        self._why_button.setProperty("compact", True)
        self._why_button.setFixedSize(30, HEAD)
        self._why_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._why_button.clicked.connect(self._ask_why)
        self._note_button = Button(kind="text", glyph="pencil", name=said("ملاحظة الموظف (F2)", "Clerk's note (F2)"))
        self._note_button.setProperty("compact", True)
        self._note_button.setFixedSize(30, HEAD)
        self._note_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._note_button.clicked.connect(self._ask_note)
        self._show_note_button(is_near=False)
        row.addWidget(self._number, 0, level)
        row.addWidget(self._words, 1)
        row.addWidget(self._note_button, 0, level)
        row.addWidget(self._how, 0, level)
        row.addWidget(self._why_button, 0, level)
        return head

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._sign = QLabel()
        self._sign.setFixedWidth(18)
        self._message = label("", "small", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._message, 1)
        return row

    def show_cell(self, cell: Cell) -> None:
        """Paints it; an equal cell is painted already."""
        if cell == self._cell:
            return
        self._cell = cell
        self.ref = cell.question.ref
        self._show_head(cell)
        self.editor.show_cell(cell)
        self._show_below(cell)
        self.note.show_cell(cell)

    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [*self.editor.stops(), *self.note.stops()]

    def focus_note(self) -> None:
        """The cursor goes into the note, or back to the answer when the note was closed."""
        if self.note.stops():
            self.note.line.setFocus()
        else:
            self.editor.focus()

    def _show_note_button(self, *, is_near: bool) -> None:
        """Not beside every question: only where the mouse is. The key is there always."""
        keeps = self._note_button.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._note_button.setSizePolicy(keeps)
        may_note = self._cell is None or self._cell.may_note
        self._note_button.setVisible(is_near and self._is_question and may_note)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_note_button(is_near=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_note_button(is_near=False)

    def _show_head(self, cell: Cell) -> None:
        question = cell.question
        self._number.setVisible(self._is_big and cell.number > 0)
        self._number.setText(theme().number(said(f"س {cell.number}", f"Q {cell.number}")))
        words = escape(theme().number(question.label)).replace("\n", "<br>")
        if question.required and not question.readonly:
            words += f'&nbsp;<span style="color:{theme().palette.bad}">*</span>'
        self._words.setText(as_read(words))
        self._words.setAccessibleName(spoken(cell))
        how = said_of(HOW[question.type]) if question.type in HOW else ""
        set_text(self._how, how)
        self._how.setVisible(bool(how) and self._is_big and not question.readonly)
        self._why_button.setVisible(cell.has_own_reason)
        self._why_button.setToolTip(theme().number(cell.why))
        self.editor.setVisible(self._is_question)

    def _show_below(self, cell: Cell) -> None:
        sentence = cell.error or cell.warning or cell.note or cell.question.hint
        set_text(self._message, theme().number(sentence))
        self._message.setVisible(bool(sentence))
        tone = "bad" if cell.error else "warn" if cell.warning else ""
        if self._message.property("tone") != tone:
            self._message.setProperty("tone", tone)
            self._message.style().unpolish(self._message)
            self._message.style().polish(self._message)
        set_text(self._why, theme().number(cell.why))
        self._why.setVisible(cell.tells_why and bool(cell.why))
        self._sign.setVisible(bool(cell.error or cell.warning))
        if cell.error or cell.warning:
            colour = theme().palette.bad if cell.error else theme().palette.warn
            self._sign.setPixmap(picture("alert-triangle", colour, 16, self))

    def _repaint(self) -> None:
        cell, self._cell = self._cell, None
        if cell is not None:
            self.show_cell(cell)

    def _typed(self, text: str) -> None:
        self.typed.emit(self.ref, text)

    def _chosen(self, value: object) -> None:
        self.chosen.emit(self.ref, value)

    def _wished(self, wish: object) -> None:
        self.wished.emit(self.ref, wish)

    def _rested(self) -> None:
        self.rested.emit(self.ref)

    def _ask_note(self) -> None:
        self.note_asked.emit(self.ref)
        self.focus_note()

    def _noted(self, text: str) -> None:
        self.noted.emit(self.ref, text)

    def _ask_why(self) -> None:
        self.why_asked.emit(self.ref)
