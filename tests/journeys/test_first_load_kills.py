"""A new laptop's first load, in a process of its own that is killed in the middle: it goes on at the byte where it was,
shows nothing half, and ends with what the others have."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.support.command_line import OFFICE, PASSWORD, CommandLine, variables
from tests.support.held_line import HeldLine, held_line
from tests.support.hub_process import HubProcess
from tests.support.light_laptop import LightLaptop, Question
from tests.support.sources import ROOT

VISITS, NOTE_CHARACTERS = 2_500, 240  # a file of several pieces


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(hub: HubProcess) -> Iterator[HeldLine]:
    with held_line(int(hub.url.rpartition(":")[2])) as line:
        yield line


def fill(hub: HubProcess) -> None:
    """The office has counted for months."""
    laptop = LightLaptop(OFFICE, 7)
    with httpx.Client() as client:

        def asked(question: Question) -> bytes:
            answer = client.post(hub.url + question.path, content=question.body, headers=question.headers)
            assert answer.status_code == 200
            return answer.content

        laptop.take_enrolment(asked(laptop.enrolment(str(hub.ask("code", "--office", OFFICE)["code"]))))
        random = Random(1)
        laptop.count(VISITS)
        for _ in range(VISITS):
            laptop.edit(random.randbytes(NOTE_CHARACTERS // 2).hex())
        while not laptop.take_round(asked(laptop.round())):
            pass


def begun(laptop: CommandLine, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", "--home", str(laptop.home), "--json", *words],
        cwd=ROOT,
        env=variables({"ISTIQBAL_PASSWORD": PASSWORD}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait(timeout=120)


def shown(laptop: CommandLine) -> int:
    """How many visits; the proof of everything is clean."""
    assert laptop.do("verify")["clean"] is True
    return len(laptop.dump().splitlines())


@pytest.mark.slow
def test_a_laptop_killed_while_it_loads_goes_on_at_the_byte_and_shows_nothing_half(
    hub: HubProcess, line: HeldLine, tmp_path: Path
) -> None:
    fill(hub)
    laptop = CommandLine(tmp_path / "laptop")
    laptop.init()
    own = shown(laptop)
    # Whoever joins loads at once.
    joins = ("enrol", "--hub", line.url, "--code", str(hub.ask("code", "--office", OFFICE)["code"]))
    broken_off = 0
    for hold_at, words in ((1, joins), (2, ("sync",)), (1, ("sync",))):
        line.hold(hold_at)
        process = begun(laptop, *words)
        assert line.is_holding.wait(120)
        killed(process)
        line.let_go()
        # It asked for what follows the bytes that were here, and for none of them again.
        assert line.ranges[0] == broken_off
        assert line.ranges == sorted(set(line.ranges))
        broken_off = line.ranges[-1]
    assert broken_off > 0
    before = shown(laptop)
    assert own <= before < VISITS
    positions = [before, *killed_while_taking(laptop, line, Random(1))]
    assert positions == sorted(positions)
    told = laptop.do("sync")
    assert told["waiting"] == 0
    assert shown(laptop) == VISITS + own
    assert len(hub.ask("dump")["rows"]) == VISITS + own


def killed_while_taking(laptop: CommandLine, line: HeldLine, random: Random) -> Iterator[int]:
    """How much is shown after each of a few kills at any moment."""
    for _ in range(2):
        process = begun(laptop, "sync")
        time.sleep(random.uniform(0.6, 1.5))
        killed(process)
        yield shown(laptop)
