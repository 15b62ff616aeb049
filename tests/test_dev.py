"""`dev.py` on machines unlike this one: nothing installed, no rights, no network, an old environment."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent

DPKG_QUERY = """#!/bin/sh
for name in "$@"; do grep -qx "$name" "$DISK/installed" && echo "$name installed"; done
exit 1
"""
APT_GET = """#!/bin/sh
echo "$@" >> "$DISK/said"
case "$*" in *install*) [ -e "$DISK/offline" ] && exit 100;; esac
for name in "$@"; do echo "$name" >> "$DISK/installed"; done
"""
SUDO_THAT_ASKS = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def dev() -> ModuleType:
    spec = util.spec_from_file_location("dev", ROOT / "dev.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A Debian of three commands, before the real ones on the path."""
    for name, script in (("dpkg-query", DPKG_QUERY), ("apt-get", APT_GET), ("sudo", SUDO_THAT_ASKS)):
        (tmp_path / name).write_text(script, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "installed").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISK", str(tmp_path))
    return tmp_path


def test_the_administrator_gets_the_missing_libraries_installed(
    dev: ModuleType, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (disk / "installed").write_text("libegl1\n", encoding="utf-8")
    dev.need_packages(("libegl1", "libgl1"))
    update, install = (disk / "said").read_text(encoding="utf-8").splitlines()
    assert update.endswith("update")
    assert install.endswith("--no-install-recommends libgl1")


def test_nothing_is_installed_when_nothing_is_missing(dev: ModuleType, disk: Path) -> None:
    (disk / "installed").write_text("libegl1\nlibcups2t64\n", encoding="utf-8")
    dev.need_packages(("libegl1", "libcups2"))
    assert not (disk / "said").exists()


def test_without_rights_one_sentence_gives_the_command(
    dev: ModuleType, disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev, "IN_CI", False)
    dev.need_packages(("libegl1", "libgl1"))
    assert "sudo apt-get install libegl1 libgl1" in capsys.readouterr().out
    assert not (disk / "said").exists()


def test_under_ci_a_missing_part_stops_the_work(dev: ModuleType, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev, "IN_CI", True)
    (disk / "offline").touch()
    with pytest.raises(dev.Stop, match="apt-get install libegl1"):
        dev.need_packages(("libegl1",))


def test_a_system_without_dpkg_is_left_alone(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    dev.need_packages(("libegl1",))


@pytest.fixture
def checkout(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in a folder with a space, whose lock asks for nothing."""
    root = tmp_path / "my checkout"
    root.mkdir()
    for name in ("pyproject.toml", "dev.py"):
        (root / name).write_bytes((ROOT / name).read_bytes())
    (root / "requirements.lock").touch()
    (root / "requirements-dev.lock").touch()
    (root / "desktop").mkdir()
    (root / "desktop" / "cli.py").write_text(
        "import sys\ndef main():\n    print(sys.argv[1:])\n    return 5\n", encoding="utf-8"
    )
    venv = root / ".venv"
    monkeypatch.setattr(dev, "ROOT", root)
    monkeypatch.setattr(dev, "VENV", venv)
    monkeypatch.setattr(dev, "BIN", venv / dev.BIN.name)
    monkeypatch.setattr(dev, "PYTHON", venv / dev.BIN.name / dev.PYTHON.name)
    monkeypatch.setattr(dev, "STAMP", venv / dev.STAMP.name)
    monkeypatch.setattr(dev, "LOCKS", {purpose: root / path.name for purpose, path in dev.LOCKS.items()})
    return root


def test_a_fresh_checkout_gets_an_environment_that_knows_the_project(dev: ModuleType, checkout: Path) -> None:
    assert not dev.is_ready("run")
    dev.need_environment("run")
    assert dev.is_ready("run")
    assert not dev.is_ready("test")
    version = "from importlib.metadata import version; print(version('istiqbal'))"
    assert dev.quiet([dev.PYTHON, "-c", version]) == (0, "0.1.0\n")
    said = subprocess.run([dev.BIN / "istiqbal", "visit", "a b"], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (5, "['visit', 'a b']\n")

    dev.need_environment("test")
    assert dev.is_ready("run")
    assert dev.is_ready("test")

    (checkout / "requirements-dev.lock").write_text("# newer\n", encoding="utf-8")
    assert not dev.is_ready("test")


def test_an_environment_of_a_vanished_python_is_not_ready(dev: ModuleType, checkout: Path) -> None:
    dev.STAMP.parent.mkdir(parents=True)
    dev.STAMP.write_text(dev.fingerprint("run"), encoding="utf-8")
    assert not dev.is_ready("run")


def test_a_package_that_is_not_ready_made_here_is_said_with_a_way_out(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (checkout / "requirements.lock").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(dev.Stop, match=r"64-bit Python 3\.11"):
        dev.need_environment("run")
    assert not dev.is_ready("run")


def test_words_after_the_command_reach_pytest_and_the_demonstration(dev: ModuleType) -> None:
    assert dev.read_arguments(["test", "--fast", "tests/domain", "-k", "visit"]).rest == ["tests/domain", "-k", "visit"]
    assert dev.read_arguments(["run", "--headless", "--folder", "x"]).rest == ["--headless", "--folder", "x"]


def test_the_tests_have_a_worker_more_than_there_are_cores_unless_they_were_told(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[list[str]] = []
    monkeypatch.setattr(dev, "need_packages", lambda wanted: None)
    monkeypatch.setattr(dev, "need_environment", lambda purpose: None)
    monkeypatch.setattr(dev, "tests_compiled", nullcontext)
    monkeypatch.setattr(dev, "quick_place", lambda: nullcontext({}))
    monkeypatch.setattr(dev, "execute", lambda command: said.append([str(word) for word in command]) or 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1}, raising=False)
    assert dev.main(["test"]) == dev.main(["test", "-n", "1"]) == 0
    first, second = (" ".join(words) for words in said if "pytest" in words)
    assert "-n 3 --dist loadfile" in first
    assert second.endswith("pytest -n 1")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--seed", "17", "--story"], "tests.simulator --seed 17 --story"),
        (["museum"], "tests.simulator.museum"),
        (["exhaustive", "--longest", "3"], "tests.simulator.exhaustive --longest 3"),
    ],
)
def test_the_simulator_runs_from_a_checkout_as_the_document_and_its_stories_say(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    done: list[str] = []
    monkeypatch.setattr(dev, "need_environment", lambda purpose: None)
    monkeypatch.setattr(dev, "execute", lambda command: done.append(" ".join(map(str, command))) or 0)
    assert dev.main(["simulate", *words]) == 0
    assert done == [f"{dev.PYTHON} -m {said}"]


def test_the_tests_are_compiled_by_one_process_before_the_workers_ask_for_them(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "test_one.py").write_text("def test_one():\n    assert True\n", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    with dev.tests_compiled():
        pass
    assert [file.name.split(".")[0] for file in tmp_path.glob("__pycache__/*.pyc")] == ["test_one"]


def test_tests_write_into_memory_where_it_has_room_and_leave_nothing_there(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "MEMORY", tmp_path)
    monkeypatch.setattr(dev, "ROOM_BYTES", 1)
    with dev.quick_place() as place:
        folder = Path(place["TMPDIR"])
        assert folder.parent == tmp_path
        (folder / "left").mkdir()
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(dev, "ROOM_BYTES", 1 << 60)
    with dev.quick_place() as place:
        assert (place, list(tmp_path.iterdir())) == ({}, [])
    assert not dev.has_room(tmp_path / "nothing")


def test_every_check_runs_and_the_tests_speak_last(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def execute(command: list[str]) -> int:
        print(f"{command[2]} ran", flush=True)
        return 1 if command[2:4] == ["ruff", "check"] else 0

    monkeypatch.setattr(dev, "need_packages", lambda wanted: None)
    monkeypatch.setattr(dev, "need_environment", lambda purpose: None)
    monkeypatch.setattr(dev, "tests_compiled", nullcontext)
    monkeypatch.setattr(dev, "quick_place", lambda: nullcontext({}))
    monkeypatch.setattr(dev, "execute", execute)
    assert dev.main(["test"]) == 1
    told = capfd.readouterr()
    assert [line for line in told.out.splitlines() if line.endswith(" ran")] == [
        "ruff ran",
        "ruff ran",
        "mypy ran",
        "pytest ran",
    ]
    assert told.out.splitlines()[-1] == "pytest ran"
    assert told.err == "failed: ruff check\n"


def test_an_old_python_is_told_which_one_is_needed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert dev.main(["run"]) == 3
    assert "3.11" in capsys.readouterr().out
