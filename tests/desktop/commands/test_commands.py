"""The command line itself: its grammar, the files it writes, what it loads, how it speaks of a bug."""

import argparse
import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import MODULES, main
from desktop.commands.context import told_at
from desktop.commands.files import refuse_unwritable, write_whole
from desktop.commands.office import _write_sheet
from desktop.commands.parser import build_parser
from desktop.commands.unexpected import BUG, tell_bug
from desktop.version import VERSION
from domain.errors import Unavailable
from tests.support.command_line import variables
from tests.support.laptop import Laptop
from tests.support.sources import ROOT


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


def commands() -> set[str]:
    (action,) = (item for item in build_parser()._actions if isinstance(item, argparse._SubParsersAction))
    return set(action.choices)


def test_every_command_has_its_module() -> None:
    assert commands() == set(MODULES)


def test_every_command_and_verb_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for parser in parsers(build_parser()):
        with pytest.raises(SystemExit) as end:
            main([*parser.prog.split(" ")[1:], "--help"])
        assert end.value.code == 0
        assert capsys.readouterr().out.startswith("usage: istiqbal")


def test_the_version_is_told_without_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"istiqbal {VERSION}\n"
    assert main(["--json", "--version"]) == 0
    assert json.loads(capsys.readouterr().out) == {"version": VERSION}


def loaded_by(*words: str) -> set[str]:
    """The modules that a run of the command line imports."""
    program = f"import sys; from desktop.cli import main; main({list(words)!r}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=variables({"ISTIQBAL_PASSWORD": "كلمة سر طويلة"}),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_counting_a_visitor_loads_neither_window_nor_paper_nor_network(tmp_path: Path) -> None:
    modules = loaded_by("--home", str(tmp_path), "visit", "add")
    assert "desktop.usecases.count_visit" in modules
    assert not modules & {"PySide6", "reportlab", "httpx", "pyxform", "uvicorn", "forms.paper.attestation"}


# --- files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_over_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(b"older and longer")
    write_whole(tmp_path / "paper.pdf", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("paper.pdf", b"new")]


def test_a_refused_file_leaves_the_older_one_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").mkdir()
    with pytest.raises(Unavailable) as refused:
        write_whole(tmp_path / "paper.pdf", b"new")
    assert refused.value.code == "file.write"
    assert [file.name for file in tmp_path.iterdir()] == ["paper.pdf"]


def test_a_stick_that_is_pulled_out_while_a_file_is_written_is_told_and_is_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled_out(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync", pulled_out)
    monkeypatch.setattr(Path, "unlink", pulled_out)
    with pytest.raises(Unavailable) as refused:
        write_whole(tmp_path / "paper.pdf", b"new")
    assert "سُحب" in refused.value.ar
    assert "pulled out" in refused.value.en


def test_asking_whether_a_file_can_be_written_leaves_no_trace(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "paper.pdf")
    assert list(tmp_path.iterdir()) == []
    for path in (tmp_path / "no" / "paper.pdf", tmp_path, Path(), Path("/")):
        with pytest.raises(Unavailable):
            refuse_unwritable(path)


def test_a_recovery_sheet_that_fails_at_the_last_moment_does_not_hide_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    first = Laptop(tmp_path / "store").set_up()
    try:
        assert "تعذّرت كتابة الملف" in _write_sheet(first, tmp_path / "gone" / "sheet.pdf")
        assert _write_sheet(first, tmp_path / "sheet.pdf") == ""
    finally:
        first.desk.store.close()


def test_moments_are_told_by_the_offices_clock_to_the_minute() -> None:
    assert told_at("2026-11-21T22:30:52.855000+00:00") == told_at("2026-11-22T01:30+03:00") == "2026-11-22 01:30"


# --- bugs ------------------------------------------------------------------------------------------------------------


def test_a_bug_names_its_places_in_both_languages_and_its_own_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        {}["نورة"]
    except KeyError as error:
        with pytest.raises(SystemExit) as end:
            tell_bug(KeyError, error, error.__traceback__)
    assert end.value.code == BUG
    told = capsys.readouterr().err
    assert "test_commands.py" in told
    assert "KeyError" in told
    assert "ما حُفظ قبله سليم" in told
    assert "نورة" not in told


def test_stopping_with_the_keyboard_is_no_bug(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        tell_bug(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert end.value.code == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_seen_enough_is_no_bug() -> None:
    """As in `istiqbal dump | head`."""
    nobody, out = os.pipe()
    os.close(nobody)
    try:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "desktop.cli", "profiles"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=240,
            check=False,
        )
    finally:
        os.close(out)
    assert (done.returncode, done.stderr) == (0, b"")
