import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.cli import default_home
from desktop.ui.kit import numbered
from tests.support.laptop import Laptop

ROOT = Path(__file__).resolve().parents[3]

DOOR = """
import json, os, sys
from desktop.cli import main
from desktop.ui import application
class Looked(application.Application):
    def start(self):
        super().start()
        application.QApplication.processEvents()
        page = self.door_window.centralWidget()
        page.password.insert("x")
        application.QApplication.processEvents()
        print(json.dumps([page.password.text(), "Qt" in vars(sys.modules["PySide6.QtCore"])]))
        sys.stdout.flush()
        os._exit(0)
application.Application = Looked
main([])
"""


def test_the_numbers_are_those_of_qt(qtbot: QtBot) -> None:
    assert Qt.LayoutDirection(numbered.LEFT_TO_RIGHT) is Qt.LayoutDirection.LeftToRight
    assert Qt.LayoutDirection(numbered.RIGHT_TO_LEFT) is Qt.LayoutDirection.RightToLeft
    flag = Qt.AlignmentFlag
    assert flag.AlignLeft.value == numbered.LEFT
    assert flag.AlignRight.value == numbered.RIGHT
    assert flag.AlignAbsolute.value == numbered.ABSOLUTE
    assert flag.AlignVCenter.value == numbered.MIDDLE
    assert Qt.TextFormat(numbered.PLAIN_TEXT) is Qt.TextFormat.PlainText
    assert Qt.FocusPolicy(numbered.NO_FOCUS) is Qt.FocusPolicy.NoFocus


def test_what_is_set_by_number_is_what_qt_then_says(qtbot: QtBot) -> None:
    words, field, box = QLabel("<b>"), QLineEdit(), QWidget()
    for widget in (words, field, box):
        qtbot.addWidget(widget)
    numbered.take_plainly(words)
    numbered.align_start(words)
    numbered.align_start(field)
    numbered.lay_out(box, numbered.RIGHT_TO_LEFT)
    numbered.take_no_focus(field)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    assert words.textFormat() is Qt.TextFormat.PlainText
    assert (words.alignment(), field.alignment()) == (right, right)
    assert box.isRightToLeft()
    assert field.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_the_door_takes_a_key_before_the_namespace_of_all_enumerations_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    Laptop(default_home()).set_up().desk.store.close()
    done = subprocess.run(
        [sys.executable, "-c", DOOR],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert json.loads(done.stdout) == ["x", False]
