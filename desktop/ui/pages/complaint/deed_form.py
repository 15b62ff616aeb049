"""One form of what may be done: its fields, and the refusal beside the one that it names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.kit.basic import Button, Field, TextField, button_row, label
from desktop.ui.kit.theme import theme
from desktop.ui.language import said
from desktop.ui.pages.complaint.deeds import Asked, Deed

TEXT_HEIGHT = 84
COLUMNS = 2
CHOICE_LETTERS = 12


class Lines(QPlainTextEdit):
    """The Tab key leads on; Ctrl+Enter is Enter's."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(TEXT_HEIGHT)


class DeedForm(QFrame):
    """`done` carries the deed's key and what was typed, by the fields' names."""

    done = Signal(str, object)
    dropped = Signal()

    def __init__(self, deed: Deed, *, save: str = "") -> None:
        super().__init__()
        self.deed = deed
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        row: list[Field] = []
        for asked in deed.asked:
            field = self.fields[asked.name] = _field(asked)
            if asked.kind == "text":
                _lay(column, row)
                column.addWidget(field)
            else:
                row.append(field)
                if len(row) == COLUMNS:
                    _lay(column, row)
        _lay(column, row)
        self._problem = label("", "body", tone="bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        self.save = Button(
            save or said("حفظ", "Save"),
            "primary",
            glyph="check",
            name=f"{save or said('حفظ', 'Save')} — {deed.title} (Ctrl+Enter)",
        )
        self.save.clicked.connect(self._save)
        self.drop = Button(said("إلغاء", "Cancel"), "text", name=said("إلغاء (Esc)", "Cancel (Esc)"))
        self.drop.clicked.connect(self.dropped)
        column.addLayout(button_row(self.save, self.drop))

    @property
    def typed(self) -> dict[str, str]:
        return {name: _text(field.editor) for name, field in self.fields.items()}

    def take(self, typed: dict[str, str]) -> None:
        """What had been typed into the same form before."""
        for name, text in typed.items():
            if name in self.fields:
                _put(self.fields[name].editor, text)

    def focus(self, name: str = "") -> None:
        field = self.fields.get(name) or next(iter(self.fields.values()), None)
        (field.editor if field is not None else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_said(self, name: str, sentence: str) -> None:
        """Beside the field that it names, else above the buttons."""
        for key, field in self.fields.items():
            if sentence and key == name:
                field.show_error(theme().number(sentence))
            else:
                field.clear()
        is_homeless = bool(sentence) and name not in self.fields
        self._problem.setText(theme().number(sentence) if is_homeless else "")
        self._problem.setVisible(is_homeless)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._save()
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        self.done.emit(self.deed.key, self.typed)


def _field(asked: Asked) -> Field:
    editor: QWidget
    match asked.kind:
        case "text":
            editor = Lines()
        case "choice":
            editor = QComboBox()
            # A clause of the policy is longer than a window is wide.
            editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            editor.setMinimumContentsLength(CHOICE_LETTERS)
            for id, title in asked.choices:
                editor.addItem(title, id)
        case "day":
            editor = TextField(left_to_right=True)
        case _:
            editor = TextField()
    _put(editor, asked.value)
    return Field(asked.title, editor, required=asked.required, hint=theme().number(asked.hint))


def _lay(column: QVBoxLayout, fields: list[Field]) -> None:
    if fields:
        row = QHBoxLayout()
        row.setSpacing(16)
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        fields.clear()


def _text(editor: QWidget) -> str:
    match editor:
        case QPlainTextEdit():
            return editor.toPlainText()
        case QComboBox():
            return str(editor.currentData() or "")
        case TextField():
            return editor.text()
    raise TypeError(f"no text is typed into {type(editor).__name__}")


def _put(editor: QWidget, text: str) -> None:
    match editor:
        case QPlainTextEdit():
            editor.setPlainText(text)
        case QComboBox():
            place = editor.findData(text)
            editor.setCurrentIndex(max(place, 0))
        case TextField():
            editor.setText(text)
