"""The recovery sheet and a power switch: at any step a sheet on paper opens the store, and no old password does."""

import multiprocessing
import re
import shutil
import sys
from pathlib import Path

import pytest

from db.key_file import key_files
from db.keyslots import open_with_recovery
from db.store import database_path
from domain.errors import RuleBroken
from tests.support.command_line import ADMIN, CommandLine
from tests.support.cut_off import run_cut_off
from tests.support.paper_seen import seen_lines

MOST_STEPS = 200
FOUND, AGAIN = "كلمة وُجدت بالورقة", "كلمة ثالثة طويلة"


@pytest.fixture(scope="module", autouse=True)
def _ready_processes() -> None:
    if sys.platform != "win32":
        modules = ["tests.support.cut_off", "desktop.commands.office", "desktop.commands.recovery"]
        multiprocessing.get_context("forkserver").set_forkserver_preload(modules)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("founded") / "store"
    return folder, CommandLine(folder).init("herfa")["recovery_code"]


def opens(home: Path, code: str) -> bool:
    try:
        return len(open_with_recovery(database_path(home), code)) == 32
    except RuleBroken:
        return False


def code_on(sheet: Path) -> str:
    (lines,) = seen_lines(sheet.read_bytes())
    return "".join(line for line in lines if re.fullmatch(r"[0-9A-Z]{12}", line))


def works(home: Path, password: str) -> bool:
    return CommandLine(home, environment={"ISTIQBAL_PASSWORD": password}).run("visit", "day").exit_code == 0


def test_a_sheet_that_was_written_opens_and_until_then_the_old_one_does(
    founded: tuple[Path, str], tmp_path: Path
) -> None:
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(founded[0], tmp_path / str(step))
        sheet = home / "sheet.pdf"
        environment = CommandLine(home).environment
        done = run_cut_off(step, home, ("recovery", "renew", "--pdf", str(sheet)), environment)
        is_written = sheet.exists()
        assert opens(home, code_on(sheet)) if is_written else opens(home, founded[1]), step
        if done is not None:
            assert CommandLine(home).do("verify")["clean"] is True
            assert (done.exit_code, is_written, opens(home, founded[1])) == (0, True, False)
            assert step > 8
            return
        if step % 4:
            continue
        CommandLine(home).do("recovery", "renew", "--pdf", home / "next.pdf")
        assert opens(home, code_on(home / "next.pdf"))
        assert not opens(home, founded[1])
        assert not is_written or not opens(home, code_on(sheet))
    raise AssertionError("the renewal never came to its end")


def test_older_keys_taken_over_with_the_sheet_never_let_an_old_password_in(
    founded: tuple[Path, str], tmp_path: Path
) -> None:
    changed = shutil.copytree(founded[0], tmp_path / "changed")
    CommandLine(changed).do("recover", "--code", founded[1], user=ADMIN, ISTIQBAL_NEW_PASSWORD=FOUND)
    for copy in key_files(database_path(founded[0])):
        shutil.copy(copy, changed / copy.name)
    old = CommandLine(changed).environment["ISTIQBAL_PASSWORD"]
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(changed, tmp_path / str(step))
        words = ("--user", ADMIN, "recover", "--code", founded[1])
        done = run_cut_off(step, home, words, {"ISTIQBAL_NEW_PASSWORD": AGAIN})
        assert not works(home, old), step
        assert not works(home, FOUND), step
        if done is not None:
            assert (done.exit_code, works(home, AGAIN)) == (0, True)
            assert step > 4
            return
        if step % 4 == 0:
            CommandLine(home).do("recover", "--code", founded[1], user=ADMIN, ISTIQBAL_NEW_PASSWORD=AGAIN)
            assert works(home, AGAIN)
            assert not works(home, old)
    raise AssertionError("the recovery never came to its end")
