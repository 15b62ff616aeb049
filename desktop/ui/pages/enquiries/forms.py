"""The small forms that open under a row: an answer, how it was told, a frequent question, why something goes."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, TextField, button_row, label
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.enquiries.choices import choices
from desktop.ui.pages.enquiries.state import ANSWER, DECIDE, DROP, EDIT, KEEP, TELL, Prefill, Refused
from domain.enquiry import sources_of
from domain.policy import Profile
from domain.suggestion import OUTCOMES

NARROW = 760


class RowForm(QWidget):
    """Enter saves, Escape closes. `saved` carries the form itself, with what is typed in `editors`."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, deed: str, row: str, fields: Mapping[str, Field], *, save: str, note: str = "") -> None:
        super().__init__()
        self.deed, self.row, self.fields = deed, row, dict(fields)
        self._refused = Refused()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(8)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        for name, field in fields.items():
            self._line.addWidget(field, 3 if name in ("answer", "subject", "reason") else 2, Qt.AlignmentFlag.AlignTop)
            if isinstance(field.editor, TextField):
                field.editor.returnPressed.connect(self._save)
        column.addLayout(self._line)
        if note:
            column.addWidget(label(note, "small", wrap=True))
        self.save = Button(save, "primary", glyph="check")
        self.save.clicked.connect(self._save)
        close = Button(said("إلغاء", "Cancel"), "text")
        close.clicked.connect(self.closed)
        column.addLayout(button_row(self.save, close))

    def text(self, name: str) -> str:
        field = self.fields.get(name)
        if field is None:
            return ""
        editor = field.editor
        if isinstance(editor, QComboBox):
            return str(editor.currentData() or "")
        return editor.text() if isinstance(editor, TextField) else ""

    def take_focus(self) -> None:
        focus_in_sight(next(iter(self.fields.values())).editor)

    def show_refused(self, refused: Refused, *, is_busy: bool) -> None:
        """The keyboard goes to the field once, and not again with whatever else is shown."""
        self.save.setEnabled(not is_busy)
        own = refused if refused.row == self.row else Refused()
        if own != self._refused:
            self._refused = own
            show_refused(self.fields, own)

    def set_narrow(self, is_narrow: bool) -> None:
        kind = QBoxLayout.Direction
        self._line.setDirection(kind.TopToBottom if is_narrow else kind.LeftToRight)

    def _save(self) -> None:
        self.saved.emit(self)


def show_refused(fields: Mapping[str, Field], refused: Refused) -> None:
    """Beside the field it concerns, or beside the first where it concerns none; the others are clear again."""
    known = refused.field if refused.field in fields else next(iter(fields))
    for name, field in fields.items():
        if refused.sentence and name == known:
            field.show_error(theme().number(refused.sentence))
            field.editor.setFocus()
        elif field.has_error:
            field.clear()


def form_for(deed: str, row: str, profile: Profile, prefill: Prefill) -> RowForm:
    """What a deed asks before it is done."""
    match deed:
        case "answer":
            return _answer(row, profile, prefill)
        case "tell":
            means = _typed(said("كيف أُبلغ السائل؟", "How was he told?"), prefill.text)
            return RowForm(TELL, row, {"means": means}, save=said("أُبلغ بالجواب", "He was told"))
        case "decide":
            return _decision(row, prefill)
        case "edit" if prefill.department:
            return _correction(row, prefill)
        case "keep" | "edit":
            return _frequent(deed, row, profile, prefill)
    why = _typed(said("السبب", "Reason"), "", said("مثل: تغيّر الشرط", "Such as: the condition changed"))
    return RowForm(DROP, row, {"reason": why}, save=said("حذف من القائمة", "Take it off the list"))


def _answer(row: str, profile: Profile, prefill: Prefill) -> RowForm:
    fields = {
        "answer": _typed(said("الجواب", "Answer"), prefill.answer),
        "source": _source(profile, prefill.source),
        "clause": _typed(said("موضعه", "Clause"), prefill.clause, is_required=False),
        "answered_by": _typed(said("من أجاب؟", "Who answered?"), prefill.by, is_required=False),
    }
    return RowForm(ANSWER, row, fields, save=said("حفظ الجواب", "Keep the answer"))


def _frequent(deed: str, row: str, profile: Profile, prefill: Prefill) -> RowForm:
    fields = {
        "subject": _typed(said("السؤال", "Question"), prefill.text),
        "answer": _typed(said("الجواب", "Answer"), prefill.answer),
        "source": _source(profile, prefill.source),
        "clause": _typed(said("موضعه", "Clause"), prefill.clause, is_required=False),
    }
    note = said(
        "يراه كل موظف، ويبقى بعد محو بيانات السائل: لا تكتب فيه ما يخص شخصًا.",
        "Every clerk sees it, and it stays when whoever asked is erased: write nothing about a person.",
    )
    save = said("حفظ سؤالًا متكررًا", "Keep as a frequent question") if deed == KEEP else said("حفظ", "Save")
    return RowForm(KEEP if deed == KEEP else EDIT, row, fields, save=save, note=note)


def _correction(row: str, prefill: Prefill) -> RowForm:
    fields = {
        "subject": _typed(said("عمّ يسأل؟", "What about?"), prefill.text),
        "department": _typed(said("جهة الاختصاص", "Competent department"), prefill.department),
        "agreed_means": _typed(said("كيف يُبلَّغ؟", "How to tell him"), prefill.means, is_required=False),
        "agreed_day": _typed(said("في موعد أقصاه", "Not later than"), prefill.day, is_required=False),
    }
    return RowForm(EDIT, row, fields, save=said("حفظ التعديل", "Save the changes"))


def _decision(row: str, prefill: Prefill) -> RowForm:
    box = choices(OUTCOMES.items(), empty=said("اختر", "Choose"))
    box.setCurrentIndex(max(0, box.findData(prefill.source)))
    fields = {
        "verdict": Field(said("ما آل إليه", "What became of it"), box, required=True),
        "reason": _typed(said("السبب", "Why"), prefill.answer),
    }
    return RowForm(DECIDE, row, fields, save=said("حفظ البت", "Keep the decision"))


def _typed(title: str, text: str, hint: str = "", *, is_required: bool = True) -> Field:
    editor = TextField(hint)
    editor.setText(text)
    return Field(title, editor, required=is_required)


def _source(profile: Profile, chosen: str) -> Field:
    box = choices(sources_of(profile).items(), empty=said("اختر المصدر", "Choose"))
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return Field(said("مصدره", "It rests on"), box, required=True)
