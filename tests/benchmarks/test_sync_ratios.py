"""Sync against PouchDB 9 → express-pouchdb and against Anki's own server: the same rows, a counting line in the same
run (`dev.py bench`). Node and an index of packages are needed: nothing of it ships.
"""

import gc
import json
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.bootstrap_sync import enrol, sync_now
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from tests.benchmarks.counting_line import CountingLine, Slowness, counting_line
from tests.benchmarks.ratios import report
from tests.support.clock import START_MS, HandClock
from tests.support.hub_process import HubProcess
from tests.support.laptop import Laptop

HERE = Path(__file__).parent
ANKI = "anki==25.9.2"
MANY = 10_000
DAY_MS = 86_400_000
DAYS_BACK = 200
VISITS_A_DAY = 100
BEFORE = 5  # rows of an earlier round: what is measured is a round between acquaintances
SMALL_OFFICE_LINE = Slowness(bits_per_second=64_000, round_trip_s=0.6, loss=0.02)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@dataclass(frozen=True)
class Round:
    """One sync of rows written since the last: both ways, from the first byte to the last."""

    bytes: int
    requests: int
    write_ms: float
    sync_ms: float


# --- ours ------------------------------------------------------------------------------------------------------------


@contextmanager
def enrolled_desk(folder: Path, slowness: Slowness | None = None) -> Iterator[tuple[Laptop, Desk, CountingLine]]:
    hub = HubProcess(folder / "hub")
    hub.start()
    try:
        port = int(hub.url.rpartition(":")[2])
        laptop = Laptop(folder / "laptop", clock=HandClock(START_MS - DAYS_BACK * DAY_MS))
        with counting_line(port) as line, laptop.at_work() as desk:
            enrol(desk, line.url, str(hub.ask("code", "--office", "RYD1")["code"]))
            write_visits(laptop, desk, BEFORE)
            sync_now(desk)
            line.slowness = slowness
            yield laptop, desk, line
    finally:
        hub.stop()


def write_visits(laptop: Laptop, desk: Desk, many: int) -> float:
    """A hundred a day, each an entry of its own and durable before the next; milliseconds."""
    started = time.perf_counter()
    for number in range(many):
        if number % VISITS_A_DAY == VISITS_A_DAY - 1:
            laptop.clock.now_ms += DAY_MS
        count_visit(desk, desk.profile.counter[number % 2].id)
    return (time.perf_counter() - started) * 1000


def our_round(folder: Path, many: int) -> Round:
    with enrolled_desk(folder) as (laptop, desk, line):
        write_ms = write_visits(laptop, desk, many)
        # As the window does once it stands (`desktop.ui.collecting`): what is there by now is no garbage.
        gc.collect()
        gc.freeze()
        line.reset()
        started = time.perf_counter()
        told = sync_now(desk)
        while told.waiting and told.problem is None:
            told = sync_now(desk)
        assert told.problem is None
        sync_ms = (time.perf_counter() - started) * 1000
        gc.unfreeze()
        return Round(line.bytes, line.requests, write_ms, sync_ms)


# --- PouchDB ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pouchdb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pouchdb")
    for name in ("package.json", "package-lock.json", "server.js", "client.js"):
        shutil.copy(HERE / "pouchdb" / name, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True, capture_output=True)
    return folder


def pouchdb_round(program: Path, folder: Path, many: int) -> Round:
    (folder / "server").mkdir()
    server = subprocess.Popen(
        ["node", "server.js", str(folder / "server")], cwd=program, stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        with counting_line(int(server.stdout.readline())) as line:
            command = ["node", "client.js", str(folder / "client"), f"{line.url}/visits", str(BEFORE), str(many)]
            told = _told_after_ready(command, program, line)
            assert told["sent"] == many
            return Round(line.bytes, line.requests, told["write_ms"], told["sync_ms"])
    finally:
        server.kill()
        server.communicate()


def _told_after_ready(command: list[str], folder: Path, line: CountingLine) -> dict[str, float]:
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        while "ready" not in (said := client.stdout.readline()):
            assert said, "the client ended before it was ready"
        line.reset()
        client.stdin.write("go\n")
        client.stdin.flush()
        lines = [said for said in client.stdout if said.startswith("{")]
    found: dict[str, float] = json.loads(lines[-1])
    return found


# --- Anki ------------------------------------------------------------------------------------------------------------

ANKI_CLIENT = """
import json, sys, time
from anki.collection import Collection
folder, url, before, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rows = Collection(folder + "/rows.anki2")
auth = rows.sync_login(username="clerk", password="clerk", endpoint=url)
deck, kind = rows.decks.id("visits"), rows.models.by_name("Basic")
def write(many):
    for number in range(many):
        note = rows.new_note(kind)
        note.fields = [f"2026-11-21 09:15 men {number}", "visit"]
        rows.add_note(note, deck)
write(before)
if rows.sync_collection(auth, False).required:
    rows.close_for_full_sync()
    rows.full_upload_or_download(auth=auth, server_usn=None, upload=True)
    rows.reopen(after_full_sync=True)
print("ready", flush=True)
sys.stdin.readline()
begun = time.perf_counter()
write(count)
written = time.perf_counter()
assert not rows.sync_collection(auth, False).required
done = time.perf_counter()
print(json.dumps({"write_ms": (written - begun) * 1000, "sync_ms": (done - written) * 1000}), flush=True)
"""


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has Anki."""
    folder = tmp_path_factory.mktemp("anki")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", ANKI], check=True, capture_output=True)
    return python


def anki_round(python: Path, folder: Path, many: int) -> Round:
    (folder / "server").mkdir()
    (folder / "client").mkdir()
    environment = {
        "SYNC_BASE": str(folder / "server"),
        "SYNC_USER1": "clerk:clerk",
        "SYNC_HOST": "127.0.0.1",
        "SYNC_PORT": "27799",
        "PATH": "/usr/bin:/bin",
    }
    server = subprocess.Popen(
        [python, "-m", "anki.syncserver"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(3)
        with counting_line(27799) as line:
            command = [str(python), "-c", ANKI_CLIENT, str(folder / "client"), f"{line.url}/", str(BEFORE), str(many)]
            told = _told_after_ready(command, folder, line)
            return Round(line.bytes, line.requests, told["write_ms"], told["sync_ms"])
    finally:
        server.kill()
        server.communicate()


# --- the ratios ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 10, 50, 500])
def test_a_visit_on_the_wire_costs_an_eighth_of_pouchdbs_bytes_and_one_request(
    many: int, pouchdb: Path, tmp_path: Path
) -> None:
    (tmp_path / "theirs").mkdir()
    ours, theirs = our_round(tmp_path, many), pouchdb_round(pouchdb, tmp_path / "theirs", many)
    print(f"\n{many} visits: {ours.requests} request of ours, {theirs.requests} of PouchDB's")
    ratio = ours.bytes / theirs.bytes
    print(f"bytes a visit, {many} at once: {ours.bytes / many:.0f} / {theirs.bytes / many:.0f} = 1/{1 / ratio:.1f}")
    # 500 visits are five days' work: the round after them asks the day's two questions too (rows, seal).
    assert ours.requests == (1 if many < VISITS_A_DAY else 3)
    assert ratio <= 1 / 8


def test_ten_thousand_visits_take_half_of_pouchdbs_time(pouchdb: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    ours, theirs = our_round(tmp_path, MANY), pouchdb_round(pouchdb, tmp_path / "theirs", MANY)
    print(f"\nwriting them: {ours.write_ms:.0f} ms (each durable) / {theirs.write_ms:.0f} ms (not)")
    assert report("10,000 visits synced / PouchDB", ours.sync_ms, theirs.sync_ms, 0.5) <= 0.5


def test_ten_thousand_visits_take_half_of_ankis_time(anki: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    ours, theirs = our_round(tmp_path, MANY), anki_round(anki, tmp_path / "theirs", MANY)
    whole = (ours.write_ms + ours.sync_ms) / (theirs.write_ms + theirs.sync_ms)
    print(f"\nwritten and synced: {whole:.2f} of Anki's time")
    assert report("10,000 visits synced / Anki's notes", ours.sync_ms, theirs.sync_ms, 0.5) <= 0.5


def test_a_day_of_an_office_is_up_within_ten_seconds_of_a_bad_line(tmp_path: Path) -> None:
    """64 kbit/s, a round trip of 600 ms, 2 % of the segments lost: 60 visits, 120 other entries."""
    with enrolled_desk(tmp_path, SMALL_OFFICE_LINE) as (laptop, desk, line):
        write_visits(laptop, desk, 180)
        line.reset()
        started = time.perf_counter()
        told = sync_now(desk)
        seconds = time.perf_counter() - started
        print(f"\na day of 180 entries at 64 kbit/s: {seconds:.1f} s, {line.bytes} bytes, {line.requests} requests")
        assert (told.waiting, told.problem) == (0, None)
        assert seconds < 10
