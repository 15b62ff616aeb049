"""Five laptops of two offices, each deed a run of the command line, over a line that damages what it carries, with
head office and laptops killed in the middle and a disk that fills up, head office moved into PostgreSQL half-way, and a
laptop that only sends complaints: nothing acknowledged is lost, all ends agree."""

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

from domain.sync.complaint_tables import COMPLAINT_TABLES
from headoffice.office_grants import SENDING, WHOLE
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.opening import DATABASE_NAME
from tests.support.command_line import PASSWORD, CommandLine, Done, variables
from tests.support.hub_process import HubProcess
from tests.support.rough_line import DEEDS, RoughLine, rough_line
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.sources import ROOT

ACTIONS = int(os.environ.get("ISTIQBAL_LONG_RUN", "400"))
LAPTOPS = (("RYD1", WHOLE), ("RYD1", WHOLE), ("RYD1", SENDING), ("JED2", WHOLE), ("JED2", WHOLE))
OF_COMPLAINTS = {table.name for table in COMPLAINT_TABLES}

NAMES = ("نورة الواحي", "سعد الرملي", "هند النخيلي", "فهد السدري", "ريم الغيماني")
SUBJECTS = ("تأخر الرد", "ضيق الممر", "موعد فات")
TOWNS = ("الروضة", "النخيل", "السدر")


@dataclass
class Branch:
    """One laptop, and what it has acknowledged: nothing of it may go missing."""

    line: CommandLine
    office: str
    complaints_grant: str
    visits: list[str] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    persons: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def reads_complaints(self) -> bool:
        return self.complaints_grant == WHOLE


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub")
    made.start()
    yield made
    made.stop()


def test_four_hundred_deeds_of_five_laptops_end_in_the_same_state_everywhere(
    hub: HubProcess, tmp_path: Path, postgresql_database: DatabaseUrl
) -> None:
    seed = int(os.environ.get("ISTIQBAL_SEED", "1447"))
    print(f"ISTIQBAL_SEED={seed}")
    port = int(hub.url.rpartition(":")[2])
    with rough_line(port, seed) as line, small_disk(tmp_path / "disk") as disk:
        run = Run(hub, line, disk, Random(seed), tmp_path)
        for _ in range(ACTIONS // 2):
            run.act()
        run.move(postgresql_database)
        embedded = run.done.copy()
        for _ in range(ACTIONS - ACTIONS // 2):
            run.act()
        run.end()
    assert not (tmp_path / "hub" / DATABASE_NAME).exists()
    assert set(line.seen) == set(DEEDS)
    assert set(run.done) >= {"edit", "correct", "note", "kill_sync", "kill_count", "hub", "full", "refused_by_disk"}
    for half in (embedded, run.done - embedded):
        assert set(half) >= {"count", "person", "complaint", "sync", "hub"}


class Run:
    def __init__(self, hub: HubProcess, line: RoughLine, disk: SmallDisk, random: Random, folder: Path) -> None:
        self._head_office, self._line, self._disk, self._random = hub, line, disk, random
        self._is_up = True
        self.done: Counter[str] = Counter()
        homes = [*(folder / f"laptop-{number}" for number in range(4)), disk.folder / "laptop-4"]
        self._branches = [Branch(CommandLine(home), *kind) for home, kind in zip(homes, LAPTOPS, strict=True)]
        line.is_smooth = True
        for branch in self._branches:
            branch.line.init(office=branch.office)
            code = hub.ask("code", "--office", branch.office, "--complaints", branch.complaints_grant)["code"]
            branch.line.do("enrol", "--hub", line.url, "--code", str(code))
        line.is_smooth = False

    def act(self) -> None:
        branch = self._random.choice(self._branches)
        deed = self._random.choices(
            (
                "count",
                "person",
                "edit",
                "correct",
                "complaint",
                "note",
                "sync",
                "kill_sync",
                "kill_count",
                "hub",
                "full",
            ),
            (24, 11, 12, 7, 6, 4, 24, 3, 3, 4, 2),
        )[0]
        self.done[deed] += 1
        getattr(self, f"_{deed}")(branch)

    def move(self, database: DatabaseUrl) -> None:
        """From here on head office keeps everything in this database, whatever it was doing; its address stays."""
        self._head_office.stop()
        assert self._head_office.ask("move", "--database", database.text)["rows"]
        self._head_office.start()
        self._is_up = True

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

    def _complaint(self, branch: Branch) -> None:
        told = ("--subject", self._random.choice(SUBJECTS), "--told", "كما رواها صاحبها", "--channel", "telephone")
        branch.complaints.append(branch.line.do("complaint", "register", *told)["id"])

    def _note(self, branch: Branch) -> None:
        """On any complaint of the office, where it has come; on its own where none comes."""
        office = [each for each in self._branches if each.office == branch.office]
        known = [
            complaint for each in (office if branch.reads_complaints else [branch]) for complaint in each.complaints
        ]
        if known:
            done = branch.line.run("complaint", "note", self._random.choice(known), "--said", "سُئل القسم")
            assert done.exit_code == 0 or done.error["code"] == "complaint.unknown", done

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
        dumps = [branch.line.dump().splitlines() for branch in self._branches]
        whole = {
            branch.office: dump for branch, dump in zip(self._branches, dumps, strict=True) if branch.reads_complaints
        }
        for branch, mine in zip(self._branches, dumps, strict=True):
            _holds_what_it_may(branch, mine, whole[branch.office])
            assert branch.line.do("verify")["clean"] is True
        lines = sorted({line for dump in whole.values() for line in dump})
        assert self._head_office.ask("dump")["rows"] == [json.loads(line) for line in lines]


def _holds_what_it_may(branch: Branch, mine: list[str], whole: list[str]) -> None:
    """All of its office; of complaints only its own where it may only send them. What it acknowledged is everywhere."""
    acknowledged = {*branch.visits, *branch.persons, *branch.complaints}
    for dump in (mine, whole):
        assert not acknowledged - {json.loads(line)["id"] for line in dump}
    if branch.reads_complaints:
        assert mine == whole
        return
    assert _general(mine) == _general(whole)
    rows = [row for row in map(json.loads, mine) if row["table"] in OF_COMPLAINTS]
    assert {row["cells"].get("complaint", row["id"]) for row in rows} == set(branch.complaints)


def _general(dump: list[str]) -> list[str]:
    return [line for line in dump if json.loads(line)["table"] not in OF_COMPLAINTS]


def _sentence(done: Done) -> str:
    return str(done.error["ar"])
