"""Two hands and no mouse: every key goes to whatever has the focus, and to nothing else."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

from desktop.ui.pages.interview.blocks import RepeatBox
from desktop.ui.pages.interview.outline import repeats_in
from desktop.ui.pages.interview.question_field import QuestionField
from desktop.ui.pages.interview.tile import ChoiceTile
from desktop.ui.pages.interview.view import InterviewView
from tests.support.window import Window

MOST_STEPS = 400
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DIGITS = "123456789"


class Keyboard:
    def __init__(self, window: Window) -> None:
        self._window = window

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing hears the keys"
        return widget

    def press(self, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused, code, modifier)
        self._window.settle()

    def write(self, text: str) -> None:
        """Words as an Arabic layout or a scanner gives them: QTest itself knows no Arabic key."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self.focused, event)
        self._window.settle()

    def write_digits(self, text: str) -> None:
        QTest.keyClicks(self.focused, text)
        self._window.settle()

    def tab_to(self, is_there: Callable[[QWidget], bool]) -> None:
        """Raises LookupError when the Tab key never leads there."""
        for _ in range(MOST_STEPS):
            if is_there(self.focused):
                return
            self.press(Qt.Key.Key_Tab)
        raise LookupError("the Tab key does not lead there")

    def tab_to_name(self, name: str) -> None:
        self.tab_to(lambda widget: widget.accessibleName().startswith(name))

    # --- an interview --------------------------------------------------------------------------------------------

    def answer_all(self, page: InterviewView, answers: Mapping[str, object]) -> None:
        """From the first question to the end, section by section, until the page asks to be finished."""
        done: set[str] = set()
        while not page.footer.next.accessibleName().startswith("إنهاء المقابلة"):
            self._answer_section(page, answers, done)
            self.press(Qt.Key.Key_Return, CTRL)
        self._answer_section(page, answers, done)

    def _answer_section(self, page: InterviewView, answers: Mapping[str, object], done: set[str]) -> None:
        while self.focused is not page.footer.next:
            field, rows = _around(self.focused, QuestionField), _around(self.focused, RepeatBox)
            if isinstance(field, QuestionField) and field.ref not in done:
                done.add(field.ref)
                self._answer(page, field, answer_to(page, field.ref, answers))
            elif isinstance(rows, RepeatBox) and self.focused is rows.add and _wants_row(page, rows, answers):
                self.press(Qt.Key.Key_Space)
            else:
                self.press(Qt.Key.Key_Tab)

    def _answer(self, page: InterviewView, field: QuestionField, value: object) -> None:
        """Gives it and goes on; None only goes on."""
        if value is None:
            self.press(Qt.Key.Key_Tab)
            return
        stop = self.focused
        if value is True:
            self.press(Qt.Key.Key_Space)
        elif isinstance(stop, ChoiceTile):
            options = [option.value for option in page.opened.session.options(field.ref)]
            for wanted in value if isinstance(value, list) else [value]:
                self._choose(options.index(str(wanted)))
        elif isinstance(stop, QComboBox):
            options = [option.value for option in page.opened.session.options(field.ref)]
            self.write(stop.itemText(options.index(str(value)) + 1))
        elif str(value).isascii():
            self.write_digits(str(value))
        else:
            self.write(str(value))
        self.press(Qt.Key.Key_Tab if isinstance(stop, QPlainTextEdit) else Qt.Key.Key_Return)

    def _choose(self, index: int) -> None:
        """By its number where it has one, else with the arrows."""
        if index < len(DIGITS):
            self.press(Qt.Key(Qt.Key.Key_0 + index + 1))
            return
        self.press(Qt.Key.Key_9)
        self.press(Qt.Key.Key_9)
        for _ in range(index - len(DIGITS) + 1):
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Space)


def _around(widget: QWidget, kind: type[QWidget]) -> QWidget | None:
    here: QWidget | None = widget
    while here is not None and not isinstance(here, kind):
        here = here.parentWidget()
    return here


def _wants_row(page: InterviewView, box: RepeatBox, answers: Mapping[str, object]) -> bool:
    """Whether the file of answers has more rows than the list whose key to add one this is."""
    for repeat in (each for section in page.opened.session.pages() for each in repeats_in(section.items)):
        wanted = answers.get(repeat.name)
        if box.add.accessibleName().endswith(repeat.label) and isinstance(wanted, list):
            return len(repeat.rows) < len(wanted)
    return False


def answer_to(page: InterviewView, ref: str, answers: Mapping[str, object]) -> object:
    """What the file of answers has for a question, in a row or outside; None for what it leaves out."""
    question = page.opened.session.question(ref)
    if question.name in answers:
        return answers[question.name]
    for name, rows in answers.items():
        if isinstance(rows, list) and f"/{name}[" in ref and rows and isinstance(rows[0], dict):
            number = int(ref.split(f"/{name}[")[1].split("]")[0])
            found: object = rows[number - 1].get(question.name)
            return found
    return None
