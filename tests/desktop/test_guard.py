"""The pair of Qt and Python that aborts is refused before it can; the installed pair does not abort."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.guard import refuse_broken_qt, require_sound_qt
from domain.errors import Unavailable

ROOT = Path(__file__).resolve().parents[2]

SOAK = """
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for round in range(20_000):
    thing.setObjectName("x")
    thing.setProperty("round", round)
    thing.installEventFilter(thing)
lost = before - sys.getrefcount(None)
raise SystemExit(lost > 100)
"""


@pytest.mark.parametrize("qt", ["6.12.0", "6.12.1", "6.13.0", "7.0.0"])
def test_a_qt_that_aborts_on_this_python_is_refused_in_both_languages(qt: str) -> None:
    with pytest.raises(Unavailable) as refusal:
        refuse_broken_qt((3, 11), qt)
    assert refusal.value.code == "start.qt.broken_pair"
    assert qt in refusal.value.ar
    assert qt in refusal.value.en
    assert "3.12" in refusal.value.ar


@pytest.mark.parametrize(("python", "qt"), [((3, 11), "6.11.3"), ((3, 11), "6.9.0"), ((3, 12), "6.12.0")])
def test_a_sound_pair_passes(python: tuple[int, int], qt: str) -> None:
    refuse_broken_qt(python, qt)


def test_the_installed_pair_passes() -> None:
    require_sound_qt()


def test_a_missing_qt_is_said_and_not_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    with pytest.raises(Unavailable) as refusal:
        require_sound_qt()
    assert refusal.value.code == "start.qt.missing"


def test_the_guard_itself_loads_no_qt() -> None:
    code = "import sys, desktop.guard; raise SystemExit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_thousands_of_calls_that_return_nothing_leave_none_alive() -> None:
    done = subprocess.run([sys.executable, "-c", SOAK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
