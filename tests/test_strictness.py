"""The strictness of the test suite itself: a test that is loud, leaky or curious must fail."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.dearest_first import DEAREST, TESTS, dearest_first

ROOT = Path(__file__).resolve().parent.parent

LOUD = """
    import gc, logging, os, socket, sqlite3, threading, time, warnings
    from pathlib import Path
    import pytest
    from sqlcipher3 import dbapi2 as sqlcipher

    def test_bad_unexpected_log():
        logging.getLogger("desktop.x").warning("boo")

    def test_good_expected_log(expected_logs):
        expected_logs.expect("desktop", "bo+")
        logging.getLogger("desktop.x").warning("boo")

    def test_bad_expected_log_that_never_came(expected_logs):
        expected_logs.expect("desktop", "boo")

    def test_bad_expected_log_of_another_logger(expected_logs):
        expected_logs.expect("desk", "boo")
        logging.getLogger("desktop").error("boo")

    def test_good_information():
        logging.getLogger("desktop").info("fine")

    def test_bad_warning():
        warnings.warn("old", DeprecationWarning)

    def test_bad_unclosed_file(tmp_path):
        (tmp_path / "f").open("w")
        gc.collect()

    def test_bad_exception_in_a_thread():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

    def test_bad_exception_in_a_destructor():
        class Bomb:
            def __del__(self):
                raise ValueError("boom")
        Bomb()
        gc.collect()

    def test_bad_sqlite_left_open():
        test_bad_sqlite_left_open.kept = sqlite3.connect(":memory:")

    def test_bad_sqlcipher_left_open():
        sqlcipher.connect(":memory:")

    def test_good_connections_closed_in_another_thread(tmp_path):
        plain = sqlite3.connect(":memory:", check_same_thread=False)
        thread = threading.Thread(target=plain.close)
        thread.start()
        thread.join()
        cipher = []
        def live():
            cipher.append(sqlcipher.connect(tmp_path / "db"))
            cipher[0].close()
        thread = threading.Thread(target=live)
        thread.start()
        thread.join()

    def test_bad_sqlcipher_left_open_by_another_thread(tmp_path):
        kept = []
        thread = threading.Thread(target=lambda: kept.append(sqlcipher.connect(tmp_path / "db")))
        thread.start()
        thread.join()

    def test_good_loopback():
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(("localhost", server.getsockname()[1])).close()

    def test_bad_network_even_when_swallowed():
        with socket.socket() as line:
            try:
                line.connect(("192.0.2.1", 80))
            except Exception:
                pass

    def test_bad_name_lookup():
        socket.getaddrinfo("hub.example", 443)

    def test_good_name_that_never_exists():
        with pytest.raises(OSError):
            socket.getaddrinfo("hub.invalid", 443)

    def test_good_what_a_developer_asks_of_a_long_test_reaches_it():
        assert os.environ["ISTIQBAL_SEED"] == "7" and "ISTIQBAL_HOME" not in os.environ

    def test_good_home_is_empty_and_ours(home):
        assert Path.home() == home and os.listdir(home) == []
        (home / "left").touch()

    def test_good_home_is_empty_again(home):
        assert os.listdir(home) == []

    def test_good_clock_zone():
        assert not hasattr(time, "tzset") or time.localtime(0).tm_hour == 3

    def test_bad_qt_warning():
        from PySide6.QtCore import qWarning
        qWarning("loud")

    def test_bad_qt_timer_misuse():
        from PySide6.QtCore import QTimer
        timer = QTimer()
        thread = threading.Thread(target=timer.start, args=(1,))
        thread.start()
        thread.join()

    def test_bad_exception_in_a_slot(qtbot):
        from PySide6.QtCore import QTimer
        QTimer.singleShot(0, lambda: 1 / 0)
        qtbot.wait(20)

    def test_good_window_in_arabic(qtbot):
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QFont, QFontDatabase
        from PySide6.QtWidgets import QLabel, QWidget, QVBoxLayout, QLineEdit
        QFontDatabase.families()
        window = QWidget()
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        window.setMinimumSize(300, 200)
        layout = QVBoxLayout(window)
        label = QLabel("استقبال ١٢٣", font=QFont("No Such Family", 12))
        layout.addWidget(label)
        layout.addWidget(QLineEdit("مرحبا"))
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.grab()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Of each test in LOUD, whether it passed."""
    folder = tmp_path_factory.mktemp("loud")
    sample, report = folder / "test_loud.py", folder / "report.xml"
    sample.write_text(textwrap.dedent(LOUD), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", folder, "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", "-p", "tests.conftest", f"--junitxml={report}", sample]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"ISTIQBAL_HOME": "x", "ISTIQBAL_SEED": "7"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    passed: dict[str, bool] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        good = case.find("failure") is None and case.find("error") is None
        name = case.attrib["name"]
        passed[name] = passed.get(name, True) and good
    return passed


def test_a_loud_leaky_or_curious_test_fails(outcomes: dict[str, bool]) -> None:
    bad = {name for name in outcomes if name.startswith("test_bad_")}
    assert len(bad) == LOUD.count("def test_bad_")
    assert {name for name in bad if outcomes[name]} == set()


def test_a_well_behaved_test_passes(outcomes: dict[str, bool]) -> None:
    good = {name for name in outcomes if name.startswith("test_good_")}
    assert len(good) == LOUD.count("def test_good_")
    assert {name for name in good if not outcomes[name]} == set()


def test_the_dearest_files_come_first_and_each_is_there() -> None:
    paths = [TESTS / name for name in ("test_ground.py", DEAREST[1], "db/test_log.py", DEAREST[0], DEAREST[1])]
    dearest_first(paths, lambda path: path, lambda path: False)
    assert paths == [TESTS / name for name in (DEAREST[0], DEAREST[1], DEAREST[1], "test_ground.py", "db/test_log.py")]
    assert [name for name in DEAREST if not (TESTS / name).is_file()] == []


def test_what_is_slow_comes_first_in_a_file_that_is_named_and_nowhere_else() -> None:
    dear, plain = TESTS / DEAREST[0], TESTS / "test_ground.py"
    tests = [(plain, "quick"), (plain, "slow"), (dear, "quick"), (dear, "slow"), (dear, "other")]
    dearest_first(tests, lambda test: test[0], lambda test: test[1] == "slow")
    assert tests == [(dear, "slow"), (dear, "quick"), (dear, "other"), (plain, "quick"), (plain, "slow")]
