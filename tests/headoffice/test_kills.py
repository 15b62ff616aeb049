"""Head office as a real process that dies in the middle of its work."""

import json
import subprocess
import sys
import threading
from pathlib import Path

from headoffice.store.database_url import DatabaseUrl
from tests.support.branch_laptop import branch_laptop
from tests.support.small_store import OFFICE, Maker
from tests.support.sources import ROOT

COMMAND = (sys.executable, "-W", "error", "-m", "headoffice", "--json")
NAME = "سعاد الكناري"


class Process:
    """`istiqbal-headoffice serve`, and what an administrator asks of its folder."""

    def __init__(self, folder: Path, database: DatabaseUrl | None) -> None:
        self.folder = folder
        self._database = ["--database", database.text] if database else []
        self.said = ""

    def start(self, port: int = 0) -> str:
        self._process = subprocess.Popen(
            [*COMMAND, "serve", "--data", self.folder, "--port", str(port), *self._database],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        url: str = json.loads(self._process.stdout.readline())["url"]
        return url

    def kill(self) -> None:
        self._process.kill()
        _, said = self._process.communicate(timeout=120)
        self.said += said

    def rows(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.ask("dump"))["rows"]
        return found

    def ask(self, *words: str) -> str:
        done = subprocess.run(
            [*COMMAND, *words, "--data", self.folder], cwd=ROOT, capture_output=True, text=True, check=True, timeout=240
        )
        return done.stdout


def test_what_head_office_has_acknowledged_outlives_its_death(tmp_path: Path, hub_database: DatabaseUrl | None) -> None:
    hub = Process(tmp_path / "hub", hub_database)
    url = hub.start()
    port = int(url.rsplit(":", 1)[1])
    with branch_laptop(Maker(tmp_path), "one") as laptop:
        laptop.enrol(url, json.loads(hub.ask("code", "--office", OFFICE))["code"])
        laptop.add_person(NAME)
        written = 1
        for delay in (0.0, 0.004, 0.011, 0.03):
            for _ in range(40):
                laptop.count()
                written += 1
            killing = threading.Timer(delay, hub.kill)
            killing.start()
            outcome = laptop.sync()
            killing.join()
            assert len(hub.rows()) >= written - outcome.waiting.count
            hub.start(port)
        assert laptop.sync().problem is None
        hub.kill()
        rows = hub.rows()
    assert len(rows) == written
    assert NAME in json.dumps(rows, ensure_ascii=False)
    lines = [json.loads(line) for line in hub.said.splitlines()]
    assert {line["event"] for line in lines} <= {"enrolled", "request"}
    assert NAME not in hub.said
