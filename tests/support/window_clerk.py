"""A clerk who answers an interview in the real window of a process of its own: `python -m … HOME FORM ANSWERS`.

Keys alone. After each key, before the store may have heard of it, a line of JSON says what stands in the interview;
the next key waits until what was typed is saved, as a hand does. Whoever kills the process may hold the store to every
line but the last.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.interview.view import InterviewView
from desktop.usecases.open_desk import system_world
from tests.support.at_rest import activate
from tests.support.command_line import ADMIN, PASSWORD
from tests.support.keyboard import Keyboard
from tests.support.window import Window


class TellingKeyboard(Keyboard):
    page: InterviewView | None = None

    def press(self, code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused, code, modifier)
        self._tell()

    def write_digits(self, text: str) -> None:
        for digit in text:
            QTest.keyClick(self.focused, digit)
            self._tell()

    def _tell(self) -> None:
        if self.page is not None:
            opened = self.page.opened
            print(json.dumps({"interview": opened.id, "answers": opened.session.to_answers()}), flush=True)
        self._window.settle()


def main() -> None:
    home, form, person, answers = sys.argv[1:]
    app = QApplication([])
    window = Window(app, Path(home), system_world())
    window.sign_in(ADMIN, PASSWORD)
    activate(window.desk)
    window.desk.ways.begin_interview(person, form)
    window.wait_until(lambda: isinstance(window.desk.current, InterviewView))
    window.settle()
    keyboard = TellingKeyboard(window)
    page = window.desk.current
    assert isinstance(page, InterviewView)
    keyboard.page = page
    keyboard.answer_all(page, json.loads(Path(answers).read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
