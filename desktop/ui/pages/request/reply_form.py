"""The forms of the steps that need words: the answer with its proof, what was delivered, a reason."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, Segments, TextField, set_text
from desktop.ui.kit.theme import theme
from desktop.ui.language import said, said_of
from desktop.ui.pages.departure.reading import Said
from domain.reply import CALL, IN_PERSON, LETTER, MESSAGE, POST, REACHED, ReplyDraft, likely_proof
from domain.text import Text

WAYS: Mapping[str, Text] = MappingProxyType(
    {
        CALL: Text("اتصال", "Call"),
        MESSAGE: Text("رسالة", "Text"),
        LETTER: Text("خطاب", "Letter"),
        POST: Text("بريد", "Post"),
        IN_PERSON: Text("شفاهة", "Oral"),
    }
)


class StepForm(QWidget):
    """Fields below each other, each with what was refused of it."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.fields: dict[str, Field] = {}

    def add_field(self, name: str, title: str, *, hint: str = "", required: bool = False) -> TextField:
        editor = TextField(hint)
        self.fields[name] = Field(title, editor, required=required)
        self.column.addWidget(self.fields[name])
        return editor

    def show_said(self, refused: Said) -> bool:
        """Whether it belongs to one of the fields."""
        for name, field in self.fields.items():
            if name == refused.field and refused.sentence:
                field.show_error(theme().number(refused.sentence))
                field.editor.setFocus()
            else:
                field.clear()
        return refused.field in self.fields


class ReplyForm(StepForm):
    """`given` carries the draft of the reply."""

    given = Signal(object)  # ReplyDraft

    def __init__(self, agreed: str) -> None:
        super().__init__()
        self._agreed = agreed
        self.proof = Segments(
            [(key, said_of(text)) for key, text in WAYS.items()],
            self._use,
            name=said("كيف أُبلغ", "How the person was told"),
        )
        self.column.addWidget(self.proof, 0, Qt.AlignmentFlag.AlignLeft)
        self.reached = self.add_field("reached", said("ما يثبت الإبلاغ", "What proves it"), required=True)
        self.means = self.add_field("means", said("الوسيلة", "By which means"))
        self.means.setText(agreed)
        self.means.textChanged.connect(self._means_changed)
        self.reason = self.add_field(
            "reason", said("لماذا بغير المتفق عليها؟", "Why not the agreed one?"), required=True
        )
        self.at = self.add_field("at", said("الساعة", "At"), hint=theme().number("10:30"))
        self.save = Button(said("حفظ الإبلاغ", "Save the answer"), "primary", glyph="check")
        self.save.clicked.connect(self._give)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        for editor in (self.reached, self.means, self.reason, self.at):
            editor.returnPressed.connect(self._give)
        likely = likely_proof(agreed)
        self.proof.choose(likely)
        self._use(likely)
        self._means_changed(agreed)

    def _use(self, kind: str) -> None:
        asked = said_of(REACHED[kind])
        set_text(self.fields["reached"].title, asked)
        self.reached.setAccessibleName(asked)

    def _means_changed(self, text: str) -> None:
        """Asked only where it is another than agreed."""
        is_other = bool(self._agreed) and bool(text.strip()) and text.strip() != self._agreed
        self.fields["reason"].setVisible(is_other)

    def _give(self) -> None:
        reason = self.reason.text() if self.fields["reason"].isVisibleTo(self) else ""
        self.given.emit(ReplyDraft(self.proof.current, self.reached.text(), self.means.text(), self.at.text(), reason))


class ServiceForm(StepForm):
    """`served` carries what was delivered and who took it."""

    served = Signal(str, str)

    def __init__(self, person: str) -> None:
        super().__init__()
        self.note = self.add_field("note", said("ما سُلّم", "What was delivered"), required=True)
        self.receiver = self.add_field("receiver", said("من استلمها", "Who took it"), hint=person)
        self.save = Button(said("حفظ التسليم", "Save the delivery"), "primary", glyph="check")
        self.save.clicked.connect(self._serve)
        self.note.returnPressed.connect(self._serve)
        self.receiver.returnPressed.connect(self._serve)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def _serve(self) -> None:
        self.served.emit(self.note.text(), self.receiver.text())


class CloseForm(StepForm):
    """`closed` carries a note, and why who decided closes it."""

    closed = Signal(str, str)

    def __init__(self, *, needs_override: bool) -> None:
        super().__init__()
        self.note = self.add_field("note", said("ملاحظة", "Note"))
        self.override = self.add_field(
            "override",
            said("أنت من قرر فيه: لماذا تغلقه أنت؟ (للمدير العام)", "You decided it: why close it? (general manager)"),
        )
        self.fields["override"].setVisible(needs_override)
        self.save = Button(said("إغلاق الطلب", "Close the request"), "primary", glyph="lock")
        self.save.clicked.connect(self._close)
        self.note.returnPressed.connect(self._close)
        self.override.returnPressed.connect(self._close)
        self.column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def _close(self) -> None:
        self.closed.emit(self.note.text(), self.override.text())


class EndForm(StepForm):
    """How a request ends before it is decided: `withdrawn` and `voided` carry the reason."""

    withdrawn = Signal(str)
    voided = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.reason = self.add_field("reason", said("السبب", "Why"))
        row = QHBoxLayout()
        self.withdraw = Button(said("سحبه صاحبه", "Withdrawn"), glyph="arrow-back-up")
        self.void = Button(said("إلغاء الطلب", "Void it"), "danger", glyph="trash")
        self.withdraw.clicked.connect(self._withdraw)
        self.void.clicked.connect(self._void)
        row.addWidget(self.withdraw)
        row.addWidget(self.void)
        row.addStretch(1)
        self.column.addLayout(row)

    def _withdraw(self) -> None:
        self.withdrawn.emit(self.reason.text())

    def _void(self) -> None:
        self.voided.emit(self.reason.text())
