"""The window against a bare PySide6 window, each in a process of its own (`dev.py bench`)."""

import os
import subprocess
import sys
from statistics import median

from tests.benchmarks.ratios import report

BARE = """
import time; started = time.perf_counter()
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
app = QApplication([]); window = QMainWindow(); edit = QLineEdit(); window.setCentralWidget(edit)
window.resize(1440, 900); window.show(); app.processEvents(); edit.setFocus(); edit.insert("x"); app.processEvents()
print((time.perf_counter() - started) * 1000)
"""
SIGN_IN = """
import time; started = time.perf_counter()
from desktop.ui.kit.theme import prepare, theme
from PySide6.QtWidgets import QApplication
from desktop.ui.pages.sign_in.view import SignInPage
app = QApplication([]); prepare(app); theme().apply(choice="light")
page = SignInPage(office_name="", usernames=("amina",)); page.resize(1440, 900); page.show(); app.processEvents()
page.focus_first(); page.password.insert("x"); app.processEvents()
print((time.perf_counter() - started) * 1000)
"""


def start(program: str) -> float:
    # As installed: with the modules' bytecode beside them.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return float(done.stdout)


def test_the_sign_in_page_is_painted_and_takes_keys_within_half_more_than_a_bare_window() -> None:
    start(SIGN_IN)
    pairs = [(start(SIGN_IN), start(BARE)) for _ in range(9)]
    ours, bare = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    assert report("sign-in window taking keys / bare PySide6 window", ours, bare, 1.5) <= 1.5
