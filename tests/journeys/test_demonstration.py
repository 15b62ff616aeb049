"""`istiqbal demo` and `dev.py run`: an invented office to look at, and a whole day that has to hold."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap_sync import sync_now
from desktop.demonstration.__main__ import read_arguments
from desktop.demonstration.going_on import go_on
from desktop.demonstration.place import DEFAULT_FOLDER, MARKER, Memory, Place, held_place
from desktop.demonstration.programs import HeadOffice, LaptopCommand, WentWrong, serving
from desktop.usecases.fill_demonstration import DEMO_OFFICE, DEMO_PASSWORD, DEMO_USER
from desktop.usecases.open_desk import sign_in, system_world
from desktop.usecases.sync_now import sync_status
from domain.errors import RuleBroken, Unavailable
from forms.paper.preview import page_count, render_page
from tests.support.command_line import PASSWORD, CommandLine, in_a_process
from tests.support.sources import ROOT

STEPS = 19


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    """Without any password given, as a newcomer types it."""
    return CommandLine(tmp_path / "store", environment={})


# --- istiqbal demo ---------------------------------------------------------------------------------------------------


def test_an_empty_home_gets_an_office_full_of_invented_data_and_says_how_to_enter(line: CommandLine) -> None:
    made = line.do("demo", "--days", "2", "--persons", "8")
    assert (made["new"], made["user"], made["office"], made["profile"]) == (True, DEMO_USER, DEMO_OFFICE, "herfa")
    assert (made["persons"], made["void"]) == (8, 1)
    entered = line.do("visit", "day", ISTIQBAL_PASSWORD=made["demonstration_password"])
    assert 0 < entered["total"] <= made["visits"]


def test_the_text_names_the_password_as_one_of_a_demonstration(tmp_path: Path) -> None:
    words = ("--home", str(tmp_path / "store"), "demo", "--days", "1", "--persons", "0")
    done = in_a_process(words, {}, "")
    assert done.exit_code == 0
    assert f"Demonstration only: {DEMO_USER} / {DEMO_PASSWORD}" in done.out


def test_a_password_of_ones_own_is_taken_and_never_printed(line: CommandLine) -> None:
    done = line.run("demo", "--days", "1", "--persons", "1", "--profile", "twaim", ISTIQBAL_PASSWORD=PASSWORD)
    assert "demonstration_password" not in done.data
    assert done.data["profile"] == "twaim"
    assert PASSWORD not in done.out + done.err
    assert line.do("verify", ISTIQBAL_PASSWORD=PASSWORD)["clean"] is True


def test_the_demonstration_can_be_filled_further_without_a_password(line: CommandLine) -> None:
    line.do("demo", "--days", "1", "--persons", "2")
    again = line.do("demo", "--days", "1", "--persons", "3")
    assert (again["new"], again["persons"]) == (False, 3)


def test_an_office_that_was_set_up_is_filled_for_its_administrator(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    office.init("alqarinah")
    assert office.run("demo", ISTIQBAL_PASSWORD="").exit_code == 1
    filled = office.do("demo", "--days", "1", "--persons", "2")
    assert (filled["new"], filled["profile"], filled["persons"]) == (False, "alqarinah", 2)


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (("--days", "0"), 2, "usage.days"),
        (("--persons", "1000"), 2, "usage.persons"),
        (("--profile", "nobody"), 1, "profile.unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_store(
    line: CommandLine, words: tuple[str, ...], exit_code: int, code: str
) -> None:
    done = line.run("demo", *words)
    assert (done.exit_code, done.error["code"]) == (exit_code, code)
    assert not (line.home / "istiqbal.db").exists()


def test_another_associations_profile_is_refused_in_a_store_that_has_one(line: CommandLine) -> None:
    line.do("demo", "--days", "1", "--persons", "0")
    done = line.run("demo", "--profile", "twaim")
    assert (done.exit_code, done.error["field"]) == (1, "profile")


# --- the folder of the demonstration ---------------------------------------------------------------------------------


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    for fresh in (False, True):
        with pytest.raises(RuleBroken) as refused, held_place(tmp_path, profile="herfa", fresh=fresh):
            pass
        assert refused.value.code == "demonstration.folder"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_starting_anew_removes_an_earlier_demonstration_and_nothing_beside_it(tmp_path: Path) -> None:
    with held_place(tmp_path, profile="herfa", fresh=False) as (place, _):
        place.remember(Memory("herfa", 4000, is_ready=True))
        place.laptop.mkdir()
    beside = tmp_path / "notes.txt"
    beside.write_text("kept", encoding="utf-8")
    with held_place(tmp_path, profile="twaim", fresh=True) as (again, memory):
        assert memory == Memory("twaim")
        assert not again.laptop.exists()
    assert beside.read_text(encoding="utf-8") == "kept"


def test_a_demonstration_goes_on_where_it_was_left(tmp_path: Path) -> None:
    left = Memory("herfa", 4000, is_ready=True)
    with held_place(tmp_path, profile="herfa", fresh=False) as (place, _):
        place.remember(left)
    with held_place(tmp_path, profile="herfa", fresh=False) as (_, memory):
        assert memory == left
    with pytest.raises(RuleBroken) as refused, held_place(tmp_path, profile="twaim", fresh=False):
        pass
    assert "--fresh" in refused.value.en


def test_a_demonstration_that_was_interrupted_starts_anew(tmp_path: Path) -> None:
    with held_place(tmp_path, profile="herfa", fresh=False) as (place, _):
        place.laptop.mkdir()
    with held_place(tmp_path, profile="herfa", fresh=False) as (again, memory):
        assert not memory.is_ready
        assert not again.laptop.exists()


def test_a_running_demonstration_is_not_taken_away_from_under_its_window(tmp_path: Path) -> None:
    with held_place(tmp_path, profile="herfa", fresh=False) as (place, _):
        place.laptop.mkdir()
        with pytest.raises(Unavailable) as refused, held_place(tmp_path, profile="herfa", fresh=True):
            pass
        assert refused.value.code == "demonstration.running"
        assert place.laptop.exists()


def test_by_default_it_lies_where_the_checkout_ignores_it() -> None:
    assert read_arguments([]).folder == DEFAULT_FOLDER
    assert f"{DEFAULT_FOLDER.relative_to(ROOT).as_posix()}/" in (ROOT / ".gitignore").read_text(encoding="utf-8")


# --- its head office -------------------------------------------------------------------------------------------------


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HeadOffice]:
    with serving(tmp_path / "head-office", 0) as hub:
        yield hub


def test_head_office_ends_with_the_demonstration(tmp_path: Path) -> None:
    with serving(tmp_path / "head-office", 0) as first:
        pass
    with serving(tmp_path / "head-office", first.port) as again:
        assert again.port == first.port


def test_a_port_that_is_taken_meanwhile_is_not_insisted_on(tmp_path: Path, hub: HeadOffice) -> None:
    with serving(tmp_path / "another", hub.port) as other:
        assert other.port != hub.port


def test_a_command_that_fails_is_told_with_its_own_sentence(tmp_path: Path) -> None:
    with pytest.raises(WentWrong, match="no office"):
        LaptopCommand(tmp_path / "nothing", PASSWORD).run("visit", "day")


def test_opened_on_another_day_there_is_something_of_today_and_head_office_is_found(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with serving(place.head_office, 0) as hub:
        laptop = LaptopCommand(place.laptop, DEMO_PASSWORD)
        laptop.run("init", "--profile", "herfa", "--office", DEMO_OFFICE, "--office-name", "م", "--admin", DEMO_USER)
        laptop.run("enrol", "--hub", hub.url, "--code", hub.code(DEMO_OFFICE))
        moved = f"http://localhost:{hub.port}"
        go_on(place, moved)
        desk = sign_in(place.laptop, DEMO_USER, DEMO_PASSWORD, world=system_world())
        try:
            assert desk.store.visits.tally(desk.today()).total > 0
            assert sync_status(desk).hub_url == moved
            assert sync_now(desk).has_reached
        finally:
            desk.store.close()


# --- the window ------------------------------------------------------------------------------------------------------


def test_the_window_stays_open_until_it_is_told_to_end(line: CommandLine) -> None:
    line.do("demo", "--days", "1", "--persons", "0")
    window = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "desktop.demonstration.window", str(line.home)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with pytest.raises(subprocess.TimeoutExpired):
        window.wait(3)
    window.terminate()
    assert window.communicate(timeout=120)[1] == ""
    assert line.do("verify", ISTIQBAL_PASSWORD=DEMO_PASSWORD)["clean"] is True


# --- the whole day ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_without_a_screen_the_whole_day_holds_and_leaves_paper_and_pictures(tmp_path: Path) -> None:
    """Of one association; what each of the five fills its office with is held in tests/desktop/usecases."""
    folder = tmp_path / "demo"
    words = ("--folder", folder, "--profile", "dumat-al-jandal-beekeepers", "--days", "2", "--persons", "9")
    done = subprocess.run(
        [sys.executable, "-m", "desktop.demonstration", *map(str, words)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if "DISPLAY" not in name},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = [line for line in done.stdout.splitlines() if re.match(r" *\d+\. ", line)]
    assert [int(line.split(".")[0]) for line in told] == list(range(1, STEPS + 1))
    assert all(" | " in line for line in told)
    shown = Place(folder).shown
    assert str(shown) in done.stdout
    paper = (shown / "attestation.pdf").read_bytes()
    assert page_count(paper) >= 1
    assert len(set(render_page(paper, 0, scale=1).bgra)) > 10
    assert len(list(shown.glob("*.png"))) >= 6
    assert json.loads((folder / MARKER).read_text(encoding="utf-8"))["is_ready"] is True
