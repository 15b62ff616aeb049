"""One widget for each kind of question. They show what the engine says and pass on what is typed; they decide
nothing."""

from collections.abc import Iterable
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit.basic import Button, TextField, label, restyle, set_text
from desktop.ui.kit.check import Check
from desktop.ui.kit.theme import picture, theme
from desktop.usecases.interview_views import Option, Question
from domain.arabic import Digits
from domain.calendar import format_gregorian, format_hijri, hijri_of
from domain.carddate import nearest_day, parse_card_date
from domain.errors import Expected, RuleBroken

MOST_TILES = 6
SHORT = ("integer", "decimal", "date", "time", "dateTime", "barcode", "geopoint")


class AnswerWidget(QWidget):
    """Label, editor, and below it the hint or what is wrong. `answered` carries what was typed."""

    answered = Signal(str, object)  # ref, value
    why_asked = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.ref = question.ref
        self._question = question
        # What is being typed is not overwritten by what it reads as: «12.» is on its way to «12.5».
        self._is_typing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        self._label = label(question.label, "label", wrap=True)
        self._star = label("*", "label", tone="bad")
        self._star.setAccessibleName("إلزامي")
        why = Button(kind="text", glyph="info-circle", name="لماذا هذا السؤال؟")
        why.setMaximumSize(30, 26)
        why.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        why.clicked.connect(self._ask_why)
        head.addWidget(self._label, 1)
        head.addWidget(self._star)
        head.addWidget(why)
        column.addLayout(head)
        self._editor_place = QVBoxLayout()
        column.addLayout(self._editor_place)
        below = QHBoxLayout()
        below.setSpacing(6)
        self._sign = QLabel()
        self._message = label("", "small", wrap=True)
        below.addWidget(self._sign)
        below.addWidget(self._message, 1)
        column.addLayout(below)

    def is_wide(self) -> bool:
        """Whether it takes the whole width."""
        return True

    def show_question(self, question: Question, options: tuple[Option, ...]) -> None:
        """Paints what changed; what is being typed is left alone."""
        self._question = question
        set_text(self._label, theme().number(question.label))
        self._star.setVisible(question.required and not question.readonly)
        self._show_below(question.problem, question.hint)
        self.show_value(question, options)

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        raise NotImplementedError

    def refuse(self, problem: Expected) -> None:
        """What was typed is not of the question's kind."""
        self._show_below(problem.ar, "")

    def release(self) -> None:
        """What was typed is finished: the next value is shown as it stands."""
        self._is_typing = False

    def focus_editor(self) -> None:
        editor = next(
            (child for child in self.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus), None
        )
        (editor or self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place(self, editor: QWidget) -> None:
        editor.setAccessibleName(self._question.label)
        self._label.setBuddy(editor)
        self._editor_place.addWidget(editor)

    def _show_below(self, problem: str | None, hint: str) -> None:
        set_text(self._message, theme().number(problem or hint))
        restyle(self._message, "tone", "bad" if problem else "")
        self._message.setVisible(bool(problem or hint))
        self._sign.setVisible(bool(problem))
        if problem:
            self._sign.setPixmap(picture("alert-triangle", theme().palette.bad, 16, self))
        for editor in self.findChildren(QLineEdit):
            restyle(editor, "state", "bad" if problem else "")

    def _ask_why(self) -> None:
        self.why_asked.emit(self.ref)

    def _say(self, value: object) -> None:
        self.answered.emit(self.ref, value)

    def _type(self, value: object) -> None:
        self._is_typing = True
        self._say(value)


class LineAnswer(AnswerWidget):
    """Text on one line, numbers (with steps), barcodes."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._is_number = question.type in ("integer", "decimal")
        self.edit = TextField(left_to_right=question.type in SHORT)
        self.edit.textEdited.connect(self._type)
        self.edit.editingFinished.connect(self.release)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        if question.type == "integer":
            more = Button("+", name=f"زيادة: {question.label}")
            less = Button("−", name=f"إنقاص: {question.label}")
            for button, handler in ((more, self._more), (less, self._less)):
                button.setProperty("kind", "icon")
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(handler)
            line.addWidget(more)
            line.addWidget(self.edit, 1)
            line.addWidget(less)
        else:
            line.addWidget(self.edit, 1)
        self._place(row)
        self.edit.setAccessibleName(question.label)

    def is_wide(self) -> bool:
        return False

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        self.edit.setReadOnly(question.readonly)
        shown = "" if question.value is None else str(question.value)
        if not self._is_typing:
            self.edit.setText(theme().number(shown))

    def _more(self) -> None:
        self._step(1)

    def _less(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        value = self._question.value
        number = (value if isinstance(value, int) else 0) + by
        self.edit.setText(theme().number(str(max(0, number))))
        self._say(str(max(0, number)))


class TextAnswer(AnswerWidget):
    """Text on several lines."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(96)
        self.edit.textChanged.connect(self._changed)
        self._place(self.edit)

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        shown = "" if question.value is None else str(question.value)
        if self.edit.toPlainText() != shown and not self._is_typing:
            self.edit.blockSignals(True)
            self.edit.setPlainText(shown)
            self.edit.blockSignals(False)
        self.edit.setReadOnly(question.readonly)

    def _changed(self) -> None:
        self._type(self.edit.toPlainText())


class DateAnswer(AnswerWidget):
    """A day in either calendar: the year decides, the other calendar is shown below. What is stored is Gregorian."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.edit = TextField("١٤٤٨/٦/١١ أو ٢٠٢٦/١١/٢١", left_to_right=True)
        self.edit.textEdited.connect(self._typed)
        self.edit.editingFinished.connect(self.release)
        self._place(self.edit)

    def is_wide(self) -> bool:
        return False

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        value = question.value
        if isinstance(value, date) and not question.problem:
            hijri = hijri_of(value)
            digits: Digits = "arabic" if theme().digits == "arabic" else "western"
            both = f"{format_gregorian(value, digits=digits)} — {format_hijri(hijri, digits=digits)}"
            self._show_below(None, both)
        if not self._is_typing:
            self.edit.setText(value.isoformat() if isinstance(value, date) else "")

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._type(None)
            return
        try:
            day = nearest_day(parse_card_date(text))
        except RuleBroken as problem:
            self._type(None)
            self.refuse(problem)
            return
        self._type(day)


class ClockAnswer(LineAnswer):
    """A time of day, or a day and a time, in ISO."""

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        value = question.value
        if not self._is_typing:
            shown = value.isoformat(timespec="minutes") if isinstance(value, time | datetime) else ""
            self.edit.setText(theme().number(shown))


class ListAnswer(AnswerWidget):
    """One of many, in a list that is typed into."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.box = QComboBox()
        self.box.activated.connect(self._chosen)
        self._options: tuple[Option, ...] = ()
        self._place(self.box)

    def is_wide(self) -> bool:
        return False

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        if options != self._options:
            self._options = options
            self.box.clear()
            self.box.addItem("—", None)
            for option in options:
                self.box.addItem(theme().number(option.label), option.value)
        self.box.setEnabled(not question.readonly)
        self.box.setCurrentIndex(max(0, self.box.findData(question.value)))

    def _chosen(self, index: int) -> None:
        self._say(self.box.itemData(index))


class TileAnswer(AnswerWidget):
    """One or several of a few, side by side; Space chooses, arrows move."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._is_multiple = question.type == "select_multiple"
        self._tiles: dict[str, QPushButton] = {}
        self._options: tuple[Option, ...] = ()
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._place(self._holder)

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        if options != self._options:
            self._rebuild(options, question.label)
        value = question.value
        chosen = set(value) if isinstance(value, tuple) else {value}
        for key, tile in self._tiles.items():
            tile.setChecked(key in chosen)
            tile.setEnabled(not question.readonly)

    def _rebuild(self, options: tuple[Option, ...], title: str) -> None:
        for tile in self._tiles.values():
            tile.deleteLater()
        self._tiles.clear()
        self._options = options
        longest = max((len(option.label) for option in options), default=0)
        columns = 3 if longest <= 13 else 2 if longest <= 22 else 1
        for number, option in enumerate(options):
            tile = QPushButton(theme().number(option.label))
            tile.setProperty("kind", "choice")
            tile.setProperty("value", option.value)
            tile.setCheckable(True)
            tile.setAccessibleName(f"{title}: {option.label}")
            tile.clicked.connect(self._clicked)
            self._grid.addWidget(tile, number // columns, number % columns)
            self._tiles[option.value] = tile

    def _clicked(self) -> None:
        sender = self.sender()
        key = str(sender.property("value")) if sender is not None else ""
        if self._is_multiple:
            self._say([name for name, tile in self._tiles.items() if tile.isChecked()])
        else:
            self._say(key if self._tiles[key].isChecked() else None)


class NoteAnswer(AnswerWidget):
    """A sentence of the form, or a value that is calculated."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._value = label("", "h3", wrap=True)
        self._place(self._value)

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        set_text(self._value, theme().number(question.text))
        self._value.setVisible(bool(question.text))

    def is_wide(self) -> bool:
        return self._question.type == "note"


class AcknowledgeAnswer(AnswerWidget):
    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.box = Check("نعم")
        self.box.clicked.connect(self._clicked)
        self._place(self.box)

    def show_value(self, question: Question, options: tuple[Option, ...]) -> None:
        self.box.setChecked(bool(question.value))

    def _clicked(self, is_on: bool) -> None:
        self._say("OK" if is_on else None)


def make_answer(question: Question, options: Iterable[Option]) -> AnswerWidget:
    """The widget for a question of this kind."""
    count = len(tuple(options))
    match question.type:
        case "note":
            return NoteAnswer(question)
        case _ if question.readonly:
            return NoteAnswer(question)
        case "acknowledge":
            return AcknowledgeAnswer(question)
        case "select_one" if "minimal" in question.appearance or count > MOST_TILES:
            return ListAnswer(question)
        case "select_one" | "select_multiple":
            return TileAnswer(question)
        case "date":
            return DateAnswer(question)
        case "time" | "dateTime":
            return ClockAnswer(question)
        case "text" if "multiline" in question.appearance:
            return TextAnswer(question)
    return LineAnswer(question)
