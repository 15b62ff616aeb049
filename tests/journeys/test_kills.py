"""A process that is killed at any moment: what was acknowledged is there, the store opens, the proof is clean."""

import json
import multiprocessing
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.usecases.attest import show_attestation
from desktop.usecases.check_store import verify
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import resume_interview
from desktop.usecases.open_desk import sign_in, system_world
from tests.support.command_line import ADMIN, OFFICE, PASSWORD, CommandLine, form_of, variables, write_answers
from tests.support.cut_off import run_cut_off
from tests.support.sources import ROOT

CLERK_PASSWORD = "عبارة موظف الاستقبال"
INIT = ("init", "--profile", "herfa", "--office", OFFICE, "--office-name", "مكتب الفرع", "--admin", ADMIN)
MOST_STEPS = 200
SAVES = 50


@pytest.fixture(scope="module", autouse=True)
def _ready_processes() -> None:
    """What every killed process needs is loaded once, in a server that forks it."""
    if sys.platform != "win32":
        modules = ["tests.support.cut_off", "desktop.commands.office", "desktop.commands.attestations"]
        multiprocessing.get_context("forkserver").set_forkserver_preload(modules)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("founded") / "store"
    return folder, CommandLine(folder).init("herfa")["recovery_code"]


@pytest.fixture
def office(founded: tuple[Path, str], tmp_path: Path) -> CommandLine:
    shutil.copytree(founded[0], tmp_path / "store")
    return CommandLine(tmp_path / "store")


# --- in the middle of fifty saves ------------------------------------------------------------------------------------


def work_until_killed(home: Path, seed: int, after: str = "") -> list[dict[str, Any]]:
    """What the clerk was told is saved, by the moment of a kill that the seed chooses: after so many saves, the last of
    them of the kind `after` if one is named."""
    random = Random(seed)
    heard = []
    clerk = subprocess.Popen(
        [sys.executable, "-m", "tests.support.busy_clerk", str(home), str(seed)],
        cwd=ROOT,
        env=variables({}),
        stdout=subprocess.PIPE,
    )
    with clerk:
        assert clerk.stdout is not None
        least = random.randint(1, SAVES // 2)
        while len(heard) < least or (after not in heard[-1] and len(heard) < SAVES):
            heard.append(json.loads(clerk.stdout.readline()))
        time.sleep(random.choice((0.0, 0.001, 0.004)))
        clerk.kill()
        heard += [json.loads(line) for line in clerk.stdout.read().splitlines() if line.endswith(b"}")]
    return heard


def assert_held(desk: Desk, said: dict[str, Any], later: list[dict[str, Any]]) -> None:
    """One thing the clerk was told; what came `later` may have changed it again."""
    match said:
        case {"visits": visits}:
            assert all(desk.store.visits.get(visit) for visit in visits)
        case {"void": visit}:
            assert desk.store.visits.get(visit)[0].void_reason
        case {"person": person, "town": town}:
            towns = {other["town"] for other in later if other.get("person") == person}
            found = desk.store.persons.get(person)[0].town
            assert found == town or found in towns or later[-1:] == [{"changing": person}]
        case {"changing": person}:
            assert desk.store.persons.get(person)
        case {"draft": interview, "years": years}:
            opened = resume_interview(desk, interview)
            value = opened.session.question("craft_years").value
            assert isinstance(value, int)
            assert value >= years
        case {"interview": interview, "state": state}:
            found = desk.store.interviews.get(interview)[0].state
            assert found in (state, "finished")
        case {"attestation": attestation, "state": state}:
            page = show_attestation(desk, attestation)
            assert page.state in (state, "signed")
            assert page.is_clerk_signature_valid
        case _:
            raise AssertionError(said)


@pytest.mark.parametrize("after", ["visits", "void", "town", "draft", "interview", "attestation"])
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_acknowledged_is_lost_when_the_process_is_killed_among_fifty_saves(
    seed: int, after: str, office: CommandLine
) -> None:
    heard = work_until_killed(office.home, seed, after)
    desk = sign_in(office.home, ADMIN, PASSWORD, world=system_world())
    try:
        for place, said in enumerate(heard):
            assert_held(desk, said, heard[place + 1 :])
        assert verify(desk).findings == ()
        count_visit(desk, desk.profile.counter[0].id)
    finally:
        desk.store.close()
    assert office.do("verify")["clean"] is True


def test_one_store_outlives_kill_after_kill(office: CommandLine) -> None:
    heard = [said for seed in range(100, 103) for said in work_until_killed(office.home, seed)]
    visits = sum(len(said["visits"]) for said in heard if "visits" in said)
    voids = sum("void" in said for said in heard)
    # Of each kill at most one more save was written and not yet told.
    assert visits - voids - 3 <= office.do("visit", "day")["total"] <= visits - voids + 3 * 3
    assert office.do("verify")["clean"] is True


def test_a_command_killed_at_any_moment_counts_once_or_not_at_all(office: CommandLine) -> None:
    """From its start through sign-in and save to its end."""
    random = Random(1)
    told, runs = 0, 6
    words = [sys.executable, "-m", "desktop.cli", "--home", str(office.home), "--json", "visit", "add"]
    for _ in range(runs):
        with subprocess.Popen(words, cwd=ROOT, env=variables(office.environment), stdout=subprocess.PIPE) as command:
            time.sleep(random.uniform(0.1, 0.5))
            command.kill()
            told += b'"total"' in command.communicate()[0]
    assert told <= office.do("visit", "day")["total"] <= runs
    assert office.do("verify")["clean"] is True


# --- before every step on the disk -----------------------------------------------------------------------------------


def test_a_first_run_cut_off_at_any_step_leaves_nothing_or_a_working_office(tmp_path: Path) -> None:
    environment = {"ISTIQBAL_PASSWORD": PASSWORD}
    for step in range(1, MOST_STEPS):
        home = tmp_path / str(step)
        done = run_cut_off(step, home, INIT, environment)
        office = CommandLine(home)
        looked = office.run("visit", "day")
        if looked.exit_code == 0:
            assert office.do("verify")["clean"] is True
        else:
            assert (looked.exit_code, looked.error["code"]) == (3, "store.missing"), step
            office.init("twaim")
            assert not list(home.glob(".setup-*"))
        if done is not None:
            assert done.exit_code == 0
            assert step > 8
            return
    raise AssertionError("the first run never came to its end")


def test_adding_a_user_cut_off_at_any_step_can_be_done_again(office: CommandLine, tmp_path: Path) -> None:
    add = ("user", "add", "saad", "--name", "سعد المطيري")
    environment = {**office.environment, "ISTIQBAL_NEW_PASSWORD": CLERK_PASSWORD}
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(office.home, tmp_path / str(step))
        done = run_cut_off(step, home, ("--user", ADMIN, *add), environment)
        cut = CommandLine(home)
        again = cut.run(*add, user=ADMIN, ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
        known = again.exit_code == 0 or again.error["code"] == "user.username.taken"
        assert known, (step, again)
        listed = cut.do("user", "list", user="saad", ISTIQBAL_PASSWORD=CLERK_PASSWORD)["users"]
        assert [user["username"] for user in listed] == [ADMIN, "saad"]
        if done is not None:
            assert done.exit_code == 0
            return
    raise AssertionError("adding a user never came to its end")


def test_a_recovery_cut_off_at_any_step_leaves_the_old_password_or_the_new(
    founded: tuple[Path, str], office: CommandLine, tmp_path: Path
) -> None:
    recover = ("recover", "--code", founded[1])
    held = office.hold_interview(folder=tmp_path)
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(office.home, tmp_path / str(step))
        done = run_cut_off(step, home, recover, {"ISTIQBAL_NEW_PASSWORD": CLERK_PASSWORD})
        old = CommandLine(home)
        new = CommandLine(home, environment={"ISTIQBAL_PASSWORD": CLERK_PASSWORD})
        working = [line for line in (old, new) if line.run("visit", "day").exit_code == 0]
        assert len(working) == 1, step
        paper = working[0].do("attest", held["id"])
        assert paper["clerk_signature_valid"] is True
        assert_signed_with_a_known_key(working[0])
        assert working[0].do("verify")["clean"] is True
        if done is not None:
            assert (done.exit_code, working) == (0, [new])
            return
    raise AssertionError("the recovery never came to its end")


def assert_signed_with_a_known_key(office: CommandLine) -> None:
    rows = office.rows()
    known = {row["cells"]["public_key"] for row in rows if row["table"] == "user_keys"}
    signed = [row["cells"]["clerk_signature"] for row in rows if row["table"] == "attestations"]
    assert signed
    assert all(key in known for _, key, _ in signed)


def test_an_attestation_cut_off_at_any_step_is_made_once(office: CommandLine, tmp_path: Path) -> None:
    held = office.hold_interview(folder=tmp_path)
    paper = tmp_path / "paper.pdf"
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(office.home, tmp_path / str(step))
        done = run_cut_off(step, home, ("attest", held["id"], "--pdf", str(paper)), office.environment)
        cut = CommandLine(home)
        first = cut.do("attest", held["id"])
        assert cut.do("attest", held["id"])["id"] == first["id"]
        assert sum(row["table"] == "attestations" for row in cut.rows()) == 1
        assert cut.do("verify")["clean"] is True
        if done is not None:
            assert (done.exit_code, done.data["id"]) == (0, first["id"])
            assert paper.read_bytes().startswith(b"%PDF")
            return
    raise AssertionError("the attestation never came to its end")


def test_an_interview_from_a_file_that_is_killed_is_whole_or_not_there(office: CommandLine, tmp_path: Path) -> None:
    person = office.do("person", "add", "--name", "سعد العتيبي")["id"]
    answers = write_answers(tmp_path)
    run = ("interview", "run", form_of("herfa"), "--person", person, "--answers", str(answers))
    for step in range(1, MOST_STEPS):
        home = shutil.copytree(office.home, tmp_path / str(step))
        done = run_cut_off(step, home, run, office.environment)
        held = CommandLine(home).do("interview", "list")["interviews"]
        assert [line["state"] for line in held] in ([], ["finished"]), step
        if done is not None:
            assert [line["id"] for line in held] == [done.data["id"]]
            return
    raise AssertionError("the interview never came to its end")
