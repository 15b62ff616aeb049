"""`istiqbal recovery renew`: the old sheet ends only when the new one lies on the disk, whole."""

import re
import shutil
from pathlib import Path

import pytest

from desktop.commands import recovery
from domain.errors import Unavailable
from tests.support.command_line import ADMIN, CommandLine
from tests.support.paper_seen import seen_lines

CLERK_PASSWORD = "عبارة موظف الاستقبال"
NEW_PASSWORD = "كلمة سر أخرى أطول"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("founded") / "store"
    return folder, CommandLine(folder).init("herfa")["recovery_code"]


@pytest.fixture
def office(founded: tuple[Path, str], tmp_path: Path) -> CommandLine:
    shutil.copytree(founded[0], tmp_path / "store")
    return CommandLine(tmp_path / "store")


def code_on(sheet: Path) -> str:
    """The code as somebody reads it off the paper: three groups of four a line."""
    (lines,) = seen_lines(sheet.read_bytes())
    return "".join(line for line in lines if re.fullmatch(r"[0-9A-Z]{12}", line))


def recovers(office: CommandLine, code: str) -> bool:
    done = office.run("recover", "--code", code, user=ADMIN, ISTIQBAL_NEW_PASSWORD=NEW_PASSWORD)
    return done.exit_code == 0


def test_a_new_sheet_recovers_and_the_old_one_does_not(
    office: CommandLine, founded: tuple[Path, str], tmp_path: Path
) -> None:
    done = office.do("recovery", "renew", "--pdf", tmp_path / "sheet.pdf")
    assert done == {"renewed": True, "pdf": str(tmp_path / "sheet.pdf")}
    assert not recovers(office, founded[1])
    assert recovers(office, code_on(tmp_path / "sheet.pdf"))


@pytest.mark.parametrize("place", ["nowhere/sheet.pdf", "."])
def test_a_place_that_cannot_be_written_leaves_the_old_sheet(
    office: CommandLine, founded: tuple[Path, str], tmp_path: Path, place: str
) -> None:
    done = office.run("recovery", "renew", "--pdf", tmp_path / place)
    assert (done.exit_code, done.error["code"]) == (3, "file.write")
    assert recovers(office, founded[1])


def test_a_disk_that_fills_up_leaves_the_old_sheet_and_no_file(
    office: CommandLine, founded: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise Unavailable("file.write", ar="القرص ممتلئ.", en="The disk is full.")

    monkeypatch.setattr(recovery, "write_whole", full)
    done = office.run("recovery", "renew", "--pdf", tmp_path / "sheet.pdf")
    assert (done.exit_code, done.error["code"]) == (3, "file.write")
    assert not (tmp_path / "sheet.pdf").exists()
    assert recovers(office, founded[1])


def test_only_the_administrator_renews_it(office: CommandLine, tmp_path: Path) -> None:
    office.do("user", "add", "saad", ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
    done = office.run(
        "recovery", "renew", "--pdf", tmp_path / "sheet.pdf", user="saad", ISTIQBAL_PASSWORD=CLERK_PASSWORD
    )
    assert (done.exit_code, done.error["code"]) == (1, "recovery.not_allowed")
    assert not (tmp_path / "sheet.pdf").exists()


def test_the_place_of_the_sheet_must_be_said(office: CommandLine) -> None:
    done = office.run("recovery", "renew")
    assert (done.exit_code, done.error["code"]) == (2, "usage.arguments")
