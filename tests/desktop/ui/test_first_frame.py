"""What may have been done before the door is painted and takes a key: by name, so a slow machine changes nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.cli import default_home
from tests.support.laptop import Laptop

ROOT = Path(__file__).resolve().parents[3]

LOOK = """
import linecache, os, sys
from desktop import cli

opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)

def look(environment):
    may_draw(environment)
    seen_before = set(linecache.cache)
    from desktop.ui import application

    class Looked(application.Application):
        def start(self):
            super().start()
            application.QApplication.processEvents()
            self.door_window.centralWidget().password.insert("x")
            application.QApplication.processEvents()
            self.tell()

        def tell(self):
            made = [f"{module}.{name}" for module in ("QtCore", "QtGui", "QtWidgets")
                    for name in vars(sys.modules["PySide6." + module])]
            read = sorted(set(linecache.cache) - seen_before)
            modules = sorted(sys.modules)
            import json, threading
            application.QApplication.instance().setStyleSheet("")  # it stands before the style
            print(json.dumps({"modules": modules, "made": made, "opened": opened, "read": read,
                              "threads": [thread.name for thread in threading.enumerate()],
                              "style": application.QApplication.style().name()}))
            sys.stdout.flush()
            os._exit(0)

    application.AFTER_FIRST_FRAME_MS = 3_600_000
    application.Application = Looked

may_draw, cli.require_somewhere_to_draw = cli.require_somewhere_to_draw, look
cli.main([])
"""

OURS = ("db", "desktop", "domain", "forms", "headoffice", "resources")
LOADED = {
    "db",
    "db.store_files",
    "desktop",
    "desktop.bootstrap",
    "desktop.bootstrap_language",
    "desktop.cli",
    "desktop.guard",
    "desktop.ui",
    "desktop.ui.application",
    "desktop.ui.door",
    "desktop.ui.door_window",
    "desktop.ui.early_loading",
    "desktop.ui.kit",
    "desktop.ui.kit.check",
    "desktop.ui.kit.cover",
    "desktop.ui.kit.fields",
    "desktop.ui.kit.numbered",
    "desktop.ui.kit.scrolling",
    "desktop.ui.kit.star",
    "desktop.ui.kit.style",
    "desktop.ui.kit.theme",
    "desktop.ui.kit.tokens",
    "desktop.ui.lane",
    "desktop.ui.language",
    "desktop.ui.last_resort",
    "desktop.ui.pages",
    "desktop.ui.pages.sign_in",
    "desktop.ui.pages.sign_in.panel",
    "desktop.ui.pages.sign_in.presenter",
    "desktop.ui.pages.sign_in.recover_panel",
    "desktop.ui.pages.sign_in.state",
    "desktop.ui.pages.sign_in.view",
    "desktop.version",
    "domain",
    "domain.arabic",
    "domain.errors",
    "resources",
    "resources.shelf",
}


class Seen(NamedTuple):
    modules: set[str]
    made: set[str]
    opened: list[str]
    read: list[str]
    style: str
    threads: list[str]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    folder = tmp_path_factory.mktemp("door")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder), "LOCALAPPDATA": str(folder)}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(folder))
        patch.setenv("ISTIQBAL_KDF", "floor")
        Laptop(default_home()).set_up().desk.store.close()
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, env=environment)
    told = json.loads(done.stdout)
    return Seen(set(told["modules"]), set(told["made"]), told["opened"], told["read"], told["style"], told["threads"])


def test_nothing_of_the_product_but_the_door_is_loaded_before_it_stands(seen: Seen) -> None:
    """Whoever adds one has measured what it costs: `dev.py bench tests/benchmarks/test_window_ratios.py`."""
    assert {name for name in seen.modules if name.partition(".")[0] in OURS} <= LOADED


# What Qt for Python and its loader bring by themselves is not ours to choose.
NOT_FOR_A_DOOR = {
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSql",
    "asyncio",
    "cbor2",
    "concurrent.futures",
    "cryptography",
    "csv",
    "ctypes",
    "dataclasses",
    "datetime",
    "decimal",
    "email",
    "hashlib",
    "http",
    "httpx",
    "json",
    "multiprocessing",
    "nacl",
    "openpyxl",
    "phonenumbers",
    "pypdfium2",
    "reportlab",
    "secrets",
    "socket",
    "sqlcipher3",
    "sqlite3",
    "ssl",
    "subprocess",
    "tomllib",
    "uuid",
    "xml",
}


def test_no_library_is_loaded_that_only_the_desk_needs(seen: Seen) -> None:
    assert seen.modules & NOT_FOR_A_DOOR == set()


# Each makes its enumerations when it is first named: milliseconds.
NOT_YET_MADE = {
    "QtCore.QStandardPaths",
    "QtCore.Qt",
    "QtGui.QAction",
    "QtGui.QIcon",
    "QtGui.QImage",
    "QtGui.QKeySequence",
    "QtGui.QPen",
    "QtGui.QShortcut",
    "QtWidgets.QDialog",
    "QtWidgets.QGraphicsEffect",
    "QtWidgets.QMessageBox",
    "QtWidgets.QSizePolicy",
    "QtWidgets.QStyle",
}


def test_no_class_of_qt_is_made_that_the_door_does_not_show(seen: Seen) -> None:
    assert seen.made & NOT_YET_MADE == set()


def test_the_window_is_in_fusion_without_the_style_being_asked_for(seen: Seen) -> None:
    assert seen.style == "fusion"


def test_no_thread_is_waited_for(seen: Seen) -> None:
    assert seen.threads == ["MainThread"]


def test_no_source_is_read_to_see_whether_it_speaks_of_qt(seen: Seen) -> None:
    """Qt for Python would, of every module imported after it."""
    assert seen.read == []


def test_of_the_packaged_files_only_those_the_door_shows_are_opened(seen: Seen) -> None:
    packaged = ROOT / "resources"
    opened = {Path(name).relative_to(packaged).as_posix() for name in seen.opened if name.startswith(str(packaged))}
    assert {name for name in opened if not name.endswith((".py", ".pyc"))} - {"__pycache__"} == {
        "fonts/ibm-plex-sans-arabic/IBMPlexSansArabic-Bold.ttf",
        "fonts/ibm-plex-sans-arabic/IBMPlexSansArabic-Medium.ttf",
        "fonts/ibm-plex-sans-arabic/IBMPlexSansArabic-Regular.ttf",
        "fonts/ibm-plex-sans-arabic/IBMPlexSansArabic-SemiBold.ttf",
        "marks/check-off.svg",
        "marks/dot.svg",
        "marks/star-tile.svg",
        "marks/star.svg",
    }
