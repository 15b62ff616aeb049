"""The pair of Qt and Python that aborts is refused before it can; the installed pair does not abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.guard import has_screen, refuse_broken_qt, require_somewhere_to_draw, require_sound_qt
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


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_it_knows_whether_there_is_a_screen(environment: dict[str, str], platform: str, expected: bool) -> None:
    assert has_screen(environment, platform) is expected


@pytest.mark.parametrize(
    "environment", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}]
)
def test_what_can_be_drawn_on_is_taken_also_off_the_screen(environment: dict[str, str]) -> None:
    require_somewhere_to_draw(environment, "linux")


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS always have a screen")
@pytest.mark.parametrize("display", ["", ":4711"])
def test_the_window_without_a_screen_ends_with_a_sentence_and_no_abort(display: str, tmp_path: Path) -> None:
    dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    if display:
        environment["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--home", str(tmp_path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 3, done.stderr
    assert "no screen to open the window on" in done.stderr


def test_the_guard_itself_loads_no_qt() -> None:
    code = "import sys, desktop.guard; raise SystemExit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_thousands_of_calls_that_return_nothing_leave_none_alive() -> None:
    done = subprocess.run([sys.executable, "-c", SOAK], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
