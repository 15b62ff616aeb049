"""Five laptops of two offices, each deed a run of the command line, over a line that damages what it carries, with
head office and laptops killed in the middle and a disk that fills up: nothing acknowledged is lost, all ends agree."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.support.command_line import PASSWORD, CommandLine, Done, variables
from tests.support.hub_process import HubProcess
from tests.support.rough_line import DEEDS, RoughLine, rough_line
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.sources import ROOT

ACTIONS = int(os.environ.get("ISTIQBAL_LONG_RUN", "400"))
OFFICES = ("RYD1", "RYD1", "RYD1", "JED2", "JED2")

NAMES = ("نورة الواحي", "سعد الرملي", "هند النخيلي", "فهد السدري", "ريم الغيماني")
TOWNS = ("الروضة", "النخيل", "السدر")


@dataclass
class Branch:
    """One laptop, and what it has acknowledged: nothing of it may go missing."""

    line: CommandLine
    office: str
    visits: list[str] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    persons: list[str] = field(default_factory=list)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub")
    made.start()
    yield made
    made.stop()


def test_four_hundred_deeds_of_five_laptops_end_in_the_same_state_everywhere(hub: HubProcess, tmp_path: Path) -> None:
    seed = int(os.environ.get("ISTIQBAL_SEED", "1447"))
    print(f"ISTIQBAL_SEED={seed}")
    port = int(hub.url.rpartition(":")[2])
    with rough_line(port, seed) as line, small_disk(tmp_path / "disk") as disk:
        run = Run(hub, line, disk, Random(seed), tmp_path)
        for _ in range(ACTIONS):
            run.act()
        run.end()
    assert set(line.seen) == set(DEEDS)
    assert set(run.done) >= {"edit", "correct", "kill_sync", "kill_count", "hub", "full", "refused_by_disk"}


class Run:
    def __init__(self, hub: HubProcess, line: RoughLine, disk: SmallDisk, random: Random, folder: Path) -> None:
        self._head_office, self._line, self._disk, self._random = hub, line, disk, random
        self._is_up = True
        self.done: Counter[str] = Counter()
        homes = [*(folder / f"laptop-{number}" for number in range(4)), disk.folder / "laptop-4"]
        self._branches = [Branch(CommandLine(home), office) for home, office in zip(homes, OFFICES, strict=True)]
        line.is_smooth = True
        for branch in self._branches:
            branch.line.init(office=branch.office)
            code = hub.ask("code", "--office", branch.office)["code"]
            branch.line.do("enrol", "--hub", line.url, "--code", str(code))
        line.is_smooth = False

    def act(self) -> None:
        branch = self._random.choice(self._branches)
        deed = self._random.choices(
            ("count", "person", "edit", "correct", "sync", "kill_sync", "kill_count", "hub", "full"),
            (30, 12, 14, 8, 24, 3, 3, 4, 2),
        )[0]
        self.done[deed] += 1
        getattr(self, f"_{deed}")(branch)

    # --- a clerk's deeds -----------------------------------------------------------------------------------------

    def _count(self, branch: Branch) -> None:
        number = self._random.randint(1, 3)
        branch.visits += branch.line.do("visit", "add", "--count", str(number))["ids"]

    def _person(self, branch: Branch) -> None:
        made = branch.line.do("person", "add", "--name", self._random.choice(NAMES), "--phone", self._phone())
        branch.persons.append(made["id"])

    def _edit(self, branch: Branch) -> None:
        if not branch.persons:
            return
        person = self._random.choice(branch.persons)
        change = self._random.choice((("--phone", self._phone()), ("--town", self._random.choice(TOWNS))))
        branch.line.do("person", "edit", person, *change)

    def _correct(self, branch: Branch) -> None:
        standing = [visit for visit in branch.visits if visit not in branch.void]
        if standing:
            visit = self._random.choice(standing)
            branch.visits += branch.line.do("visit", "correct", visit, "--reason", "خطأ في العد")["ids"]
            branch.void.add(visit)

    def _phone(self) -> str:
        return f"0500000{self._random.randrange(1000):03}"

    # --- what happens to him -------------------------------------------------------------------------------------

    def _sync(self, branch: Branch) -> None:
        """Whatever the line does, the command ends with one of its own sentences."""
        done = branch.line.run("sync")
        assert done.exit_code in (0, 1, 3), done
        assert done.exit_code == 0 or _sentence(done), done

    def _kill_sync(self, branch: Branch) -> None:
        self._killed(branch, "sync")

    def _kill_count(self, branch: Branch) -> None:
        told = self._killed(branch, "visit", "add", "--count", "20")
        if told:
            branch.visits += told["ids"]

    def _killed(self, branch: Branch, *words: str) -> dict[str, Any]:
        """What it had acknowledged when it was killed, if anything."""
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop.cli", "--home", str(branch.line.home), "--json", *words],
            cwd=ROOT,
            env=variables({"ISTIQBAL_PASSWORD": PASSWORD}),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        time.sleep(self._random.uniform(0.2, 0.9))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=120)
        told: dict[str, Any] = json.loads(out) if out.endswith("\n") else {}
        return told if "ids" in told else {}

    def _hub(self, branch: Branch) -> None:
        if self._is_up:
            self._head_office.stop(kill=self._random.random() < 0.5)
        else:
            self._head_office.start()
        self._is_up = not self._is_up

    def _full(self, branch: Branch) -> None:
        """The disk fills up under a count: it is saved whole or not at all, with a sentence."""
        branch = self._branches[-1]
        with self._disk.full():
            done = self._disk.run(branch.line, "visit", "add", "--count", "60")
        if done.exit_code == 0:
            branch.visits += done.data["ids"]
        else:
            assert done.exit_code == 3, done
            assert _sentence(done), done
            self.done["refused_by_disk"] += 1

    # --- the end -------------------------------------------------------------------------------------------------

    def end(self) -> None:
        """The line is whole again: without any new write everything arrives everywhere."""
        self._line.is_smooth = True
        if not self._is_up:
            self._head_office.start()
        for branch in (*self._branches, *self._branches):
            told = branch.line.do("sync")
            assert told["waiting"] == 0, told
        dumps = [branch.line.dump() for branch in self._branches]
        for branch, mine in zip(self._branches, dumps, strict=True):
            assert mine == next(dumps[n] for n, each in enumerate(self._branches) if each.office == branch.office)
            held = {json.loads(line)["id"] for line in mine.splitlines()}
            assert not {*branch.visits, *branch.persons} - held
            assert branch.line.do("verify")["clean"] is True
        lines = sorted({*dumps[0].splitlines(), *dumps[-1].splitlines()})
        assert self._head_office.ask("dump")["rows"] == [json.loads(line) for line in lines]


def _sentence(done: Done) -> str:
    return str(done.error["ar"])
