"""One write that head office did not apply: why, what was written, and the two ways out."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Card, Field, Glyph, TextField, chip, label
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.tasks.decision_card import line_grid
from desktop.ui.pages.tasks.state import HandledLine, MendField, RefusedCard


class RefusedView(Card):
    """Signals carry the deed's id; `mended` the values as typed, by column."""

    withdrawn = Signal(str)
    mending_begun = Signal(str)
    mending_cancelled = Signal()
    mended = Signal(object)

    def __init__(self, card: RefusedCard) -> None:
        super().__init__(spacing=12)
        self.card = card
        self.setAccessibleName(
            said(f"لم يطبّقه المركز الرئيس: {card.title}", f"Not applied by head office: {card.title}")
        )
        self._head()
        self.body.addWidget(self._reason())
        if card.mending is None and card.lines:
            self.body.addWidget(line_grid(card.lines))
        self.form: MendForm | None = None
        if card.mending is not None:
            self.form = MendForm(card.mending)
            self.form.cancelled.connect(self.mending_cancelled)
            self.form.sent.connect(self.mended)
            self.body.addWidget(self.form)
        elif not card.waits:
            self._buttons()

    def _head(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(
            Glyph("clock" if self.card.waits else "alert-triangle", tone="info" if self.card.waits else "bad")
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(self.card.title), "h2", wrap=True))
        words.addWidget(label(theme().number(self.card.written), "small", wrap=True))
        head.addLayout(words, 1)
        if self.card.waits:
            head.addWidget(chip(said("ينتظر وحده", "Waits by itself"), "info"), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)

    def _reason(self) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "sunken")
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        told = (
            said("عند المركز الرئيس ولم يُطبَّق بعد:", "At head office and not applied yet:")
            if self.card.waits
            else said("لم يستطع المركز الرئيس تطبيقه:", "Head office could not apply it:")
        )
        column.addWidget(label(told, "label"))
        column.addWidget(label(self.card.reason, "body", wrap=True))
        if self.card.reason_en:
            column.addWidget(_english(self.card.reason_en))
        return box

    def _buttons(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        if self.card.can_be_mended:
            mend = Button(
                said("إصلاحه", "Mend"),
                "primary",
                glyph="pencil",
                name=said(f"إصلاح: {self.card.title}", f"Mend: {self.card.title}"),
            )
            mend.clicked.connect(partial(self.mending_begun.emit, self.card.id))
            row.addWidget(mend)
        withdraw = Button(
            said("سحبه", "Withdraw"),
            glyph="arrow-back-up",
            name=said(f"سحب: {self.card.title}", f"Withdraw: {self.card.title}"),
        )
        withdraw.clicked.connect(partial(self.withdrawn.emit, self.card.id))
        row.addWidget(withdraw)
        row.addStretch(1)
        self.body.addLayout(row)


class MendForm(QWidget):
    """`sent` carries the values by column."""

    cancelled = Signal()
    sent = Signal(object)

    def __init__(self, fields: tuple[MendField, ...]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        text = (
            said(
                "صحّح ما يلزم؛ يُكتب على ما تراه الآن في السجل.",
                "Correct what is needed; it is written over what you see in the record now.",
            )
            if fields
            else said(
                "يُكتب كما هو على ما تراه الآن في السجل.", "It is written as it is over what you see in the record now."
            )
        )
        column.addWidget(label(text, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        self.editors: dict[str, TextField | QComboBox] = {}
        for number, field in enumerate(fields):
            grid.addWidget(self._field(field), number // 2, number % 2)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.send = Button(said("كتابته من جديد", "Write it again"), "primary", glyph="check")
        self.send.clicked.connect(self._send)
        row.addWidget(self.send)
        cancel = Button(said("تركه الآن", "Leave it for now"), "text")
        cancel.clicked.connect(self.cancelled)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)

    def _field(self, field: MendField) -> Field:
        editor: TextField | QComboBox
        if field.choices:
            editor = QComboBox()
            editor.addItem("—", "")
            for id, word in field.choices:
                editor.addItem(word, id)
            editor.setCurrentIndex(max(0, editor.findData(field.text)))
        else:
            editor = TextField("", left_to_right=field.is_code)
            editor.setText(field.text)
            editor.returnPressed.connect(self._send)
        editor.setAccessibleName(field.title)
        self.editors[field.column] = editor
        made = Field(field.title, editor)
        if field.problem:
            made.show_error(theme().number(field.problem))
        return made

    def focus_first(self) -> None:
        first = next(iter(self.editors.values()), None)
        focus_in_sight(first or self.send)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _send(self) -> None:
        values = {
            column: str(editor.currentData() or "") if isinstance(editor, QComboBox) else editor.text()
            for column, editor in self.editors.items()
        }
        self.sent.emit(values)


class HandledRow(QWidget):
    """What was withdrawn or mended stays to be read. `taken_back` carries the deed's id."""

    taken_back = Signal(str)

    def __init__(self, line: HandledLine) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(theme().number(line.title), "body", wrap=True))
        words.addWidget(label(theme().number(line.written), "small", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(chip(line.chip, "ok" if line.chip == said("أُصلح", "Mended") else "neutral"))
        if line.can_be_taken_back:
            back = Button(
                said("أعده", "Bring back"),
                "text",
                glyph="arrow-back-up",
                name=said(f"التراجع عن سحب: {line.title}", f"Undo withdrawing: {line.title}"),
            )
            back.clicked.connect(partial(self.taken_back.emit, line.id))
            row.addWidget(back)


def _english(sentence: str) -> QLabel:
    """For whoever helps from afar and reads no Arabic."""
    made = label(sentence, "small", wrap=True)
    made.setText(sentence)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made
