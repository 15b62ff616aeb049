import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.store_lock import LOCK_NAME, hold_store
from domain.errors import Unavailable

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from db.store_lock import hold_store
with hold_store(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that has the store open, until its input ends or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(Unavailable) as failure, hold_store(tmp_path):
            pass
        process.communicate("")
    assert failure.value.code == "store.in_use"
    assert failure.value.ar
    assert failure.value.en
    with hold_store(tmp_path):
        pass


def test_the_lock_dies_with_a_killed_process(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.communicate()
    with hold_store(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_a_second_holder_in_the_same_process_is_refused_too(tmp_path: Path) -> None:
    with hold_store(tmp_path), pytest.raises(Unavailable), hold_store(tmp_path):
        pass


def test_two_folders_are_two_stores(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with hold_store(tmp_path / "a"), hold_store(tmp_path / "b"):
        pass


def test_the_store_is_let_go_when_the_block_raises(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold_store(tmp_path):
        raise KeyError
    with hold_store(tmp_path):
        pass


def test_a_hold_may_be_left_on_another_thread(tmp_path: Path) -> None:
    hold = hold_store(tmp_path)
    hold.__enter__()
    thread = threading.Thread(target=hold.__exit__, args=(None, None, None))
    thread.start()
    thread.join()
    with hold_store(tmp_path):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as failure, hold_store(tmp_path / "none" / "deeper"):
        pass
    assert failure.value.code == "store.lock_refused"
