"""What a laptop makes of head office's stream: against raw SQLCipher, and a first load of 50,000 visits
(`dev.py bench`)."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.connection import Database, begin_immediate, open_database
from db.migrate import migrate
from domain.sync.wire import DEVICE_HEADER, SIGNATURE_HEADER, Cursor, Stream, WireDigest
from headoffice.enrolment import issue_code
from headoffice.hub import Hub, open_hub
from headoffice.rights import rights_of
from headoffice.send import Sender
from headoffice.service import Asked, Reply, Service
from headoffice.store.registry import Device
from tests.support.hub_process import HubProcess
from tests.support.laptop import Laptop
from tests.support.light_laptop import LightLaptop, Question

OFFICE = "RYD1"
APPLIED = 10_000
FIRST_LOAD = 50_000
ROOT = Path(__file__).resolve().parents[2]
TABLES = ("entry", "part", "visits")

CHILD = """
import json, sys, time
from pathlib import Path
from desktop.bootstrap_sync import enrol, sync_now
from desktop.sync.transfer import Unwatched
from desktop.usecases.count_visit import count_visit
from tests.support.laptop import Laptop
begun = time.perf_counter
def peak_mb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
class Watch(Unwatched):
    usable = 0.0
    def may_go_on(self):
        # Between two requests the clerk counts somebody.
        if not self.usable:
            asked = begun()
            count_visit(desk, desk.profile.counter[0].id)
            self.usable, self.counted_ms = begun() - started, (begun() - asked) * 1000
        return True
with Laptop(Path(sys.argv[1]), seed=2).at_work() as desk:
    before = peak_mb()
    watch, started = Watch(), begun()
    told = enrol(desk, sys.argv[2], sys.argv[3], watch=watch)
    while told.waiting or told.problem or told.goes_on:
        assert told.problem is None, told
        told = sync_now(desk)
    seconds = begun() - started
    visits = desk.store.database.execute("SELECT count(*) FROM visits").fetchone()[0]
print(json.dumps({"visits": visits, "seconds": seconds, "usable": watch.usable, "counted_ms": watch.counted_ms,
                  "peak_mb": peak_mb(), "before_mb": before}))
"""


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def asked(work: object, question: Question) -> Reply:
    assert callable(work)
    headers = question.headers
    reply = work(Asked(question.body, headers[DEVICE_HEADER], headers[SIGNATURE_HEADER], "127.0.0.1", question.path))
    assert isinstance(reply, Reply)
    return reply


@contextmanager
def hub_of(folder: Path, visits: int) -> Iterator[tuple[Hub, LightLaptop]]:
    """Head office with so many visits of one laptop."""
    with open_hub(folder) as hub:
        service, laptop = Service(hub), LightLaptop(OFFICE, 1)
        laptop.take_enrolment(asked(service.enrol, laptop.enrolment(issue_code(hub, OFFICE).code.plain)).body)
        for _ in range(0, visits, 1_000):
            laptop.count(1_000)
            laptop.take_round(asked(service.sync, laptop.round()).body)
        yield hub, laptop


def pieces(hub: Hub, laptop: LightLaptop) -> Iterator[Stream]:
    """As another laptop of the office would be sent them."""
    with hub.db.reading():
        device = hub.registry.find_device(laptop.id)
        assert isinstance(device, Device)
        from_start = Cursor(laptop.partition, 1, 0, WireDigest(0, 0))
        while True:
            sender = Sender(hub.streams, hub.registry, device, rights_of(hub.registry, device, now_ms=hub.clock()))
            (stream,) = sender.streams_after([from_start], bytes(16))
            yield stream
            if stream.digest is not None:
                return
            from_start = Cursor(laptop.partition, 1, stream.items[-1].hub_seq, WireDigest(0, 0))


def copied_rows(database: Database, pieces: list[Stream]) -> list[dict[str, list[tuple[object, ...]]]]:
    """What the store wrote for each piece, as it stands in the tables."""
    found, after = [], 0
    for piece in pieces:
        last = piece.items[-1].hub_seq
        which = f"(SELECT id FROM entry WHERE hub_seq > {after} AND hub_seq <= {last})"
        columns = {"entry": "id", "part": "entry", "visits": "entry"}
        found.append(
            {
                table: database.execute(f"SELECT * FROM {table} WHERE {columns[table]} IN {which}").fetchall()
                for table in TABLES
            }
        )
        after = last
    return found


def insert_bare(bare: Database, rows: dict[str, list[tuple[object, ...]]]) -> None:
    with begin_immediate(bare):
        for table, many in rows.items():
            bare.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(many[0]))})", many)


def test_what_applying_a_stream_costs_beyond_inserting_the_same_rows(tmp_path: Path) -> None:
    bare = open_database(tmp_path / "bare.db", bytes(32), create=True)
    migrate(bare)
    with hub_of(tmp_path / "hub", APPLIED) as (hub, writer), Laptop(tmp_path / "laptop", seed=2).at_work() as desk:
        sent = list(pieces(hub, writer))
        started = time.perf_counter()
        for piece in sent:
            desk.store.exchange.receive(piece)
        ours = time.perf_counter() - started
        rows = copied_rows(desk.store.database, sent)
        bare.execute("INSERT INTO stream SELECT 1, 'x', 1, 0, 0, '0', NULL, 0")
        started = time.perf_counter()
        for each in rows:
            insert_bare(bare, each)
        theirs = time.perf_counter() - started
    bare.close()
    print(
        f"\napplied: {APPLIED / ours:.0f} entries a second; bare SQLCipher inserts the same rows at "
        f"{APPLIED / theirs:.0f}: {theirs / ours:.2f}"
    )
    assert sum(len(each["visits"]) for each in rows) == APPLIED


def test_a_first_load_of_fifty_thousand_visits_can_be_worked_with_before_it_is_whole(tmp_path: Path) -> None:
    with hub_of(tmp_path / "hub", FIRST_LOAD):
        pass
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        code = str(hub.ask("code", "--office", OFFICE)["code"])
        command = [sys.executable, "-c", CHILD, str(tmp_path / "laptop"), hub.url, code]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    finally:
        hub.stop()
    told = json.loads(done.stdout.splitlines()[-1])
    print(
        f"\nfirst load of {FIRST_LOAD} visits: whole after {told['seconds']:.1f} s, the first visit counted after "
        f"{told['usable']:.1f} s (which took {told['counted_ms']:.0f} ms); memory {told['peak_mb']:.0f} MB at most, "
        f"{told['before_mb']:.0f} before"
    )
    assert told["visits"] == FIRST_LOAD + 1
    assert told["usable"] < told["seconds"]
