"""Head office loses power at any step of making the file for a first load: the file is whole or it is not there,
nothing of the half one is left, and the next question makes it."""

import contextlib
import multiprocessing
import shutil
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import pytest

from domain.sync.schema import general_partition
from domain.sync.snapshot import Snapshot, length_of_chunk, prove
from headoffice import send, snapshots
from headoffice.hub import Hub, open_hub
from headoffice.snapshots import FOLDER, Snapshots
from headoffice.store.registry import Device
from tests.support.cut_off import Fuse
from tests.support.in_process_hub import in_process_hub
from tests.support.light_laptop import LightLaptop, Question

OFFICE = "RYD1"
PARTITION = general_partition(OFFICE)
SMALL = {"LEAST_POSITIONS": 20, "CHUNK_BYTES": 2_000, "PIECES_AT_ONCE": 2, "FRAMES_AT_ONCE": 1, "KEPT": 1}
MOST_STEPS = 60


@pytest.fixture(scope="module", autouse=True)
def _ready_processes() -> None:
    """What every killed process needs is loaded once, in a server that forks it."""
    if sys.platform != "win32":
        multiprocessing.get_context("forkserver").set_forkserver_preload([__name__])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A head office with a stream of a hundred positions."""
    folder = tmp_path_factory.mktemp("head office") / "hub"
    with in_process_hub(folder) as hub:

        def asked(question: Question) -> httpx.Response:
            return hub.post(hub.url + question.path, content=question.body, headers=question.headers)

        laptop = LightLaptop(OFFICE, 3)
        laptop.take_enrolment(asked(laptop.enrolment(hub.code(OFFICE).plain)).content)
        laptop.count(100)
        while not laptop.take_round(asked(laptop.round()).content):
            pass
    return folder


@pytest.fixture(autouse=True)
def _small_things(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SMALL.items():
        monkeypatch.setattr(snapshots, name, value)
    monkeypatch.setattr(send, "MAX_ITEMS", 16)
    monkeypatch.setattr(send, "LAST_ITEM", 24)


def made(hub: Hub) -> Snapshot:
    """As a laptop asks, again and again, until the file is there."""
    making = Snapshots(hub)
    device = Device(bytes(16), bytes(32), OFFICE)
    while (found := making.find(PARTITION, device, cursor=0)) is None:
        pass
    return found


def make(folder: Path, step: int, answer: Connection) -> None:
    """Killed before the `step`-th thing that it does to a file of that folder, if it does so many."""
    for name, value in SMALL.items():
        setattr(snapshots, name, value)
    send.MAX_ITEMS, send.LAST_ITEM = 16, 24
    with contextlib.closing(answer), open_hub(folder) as hub:
        sys.addaudithook(Fuse(str(folder / FOLDER), step))
        answer.send(made(hub).sha256)


def cut_off(folder: Path, step: int) -> bool:
    """Whether it was."""
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=make, args=(folder, step, theirs))
    process.start()
    theirs.close()
    try:
        mine.recv()
    except EOFError:
        return True
    finally:
        mine.close()
        process.join(60)
        process.close()
    return False


def files_of(folder: Path) -> list[str]:
    return sorted(file.name for file in (folder / FOLDER).glob("*"))


def content_of(hub: Hub, about: Snapshot) -> Iterator[bytes]:
    reading = Snapshots(hub)
    for number in range(len(about.chunks)):
        most = length_of_chunk(about, number)
        found = reading.read(about.sha256.hex(), offset=number * about.chunk_bytes, most=most)
        assert found is not None
        yield found[1]


def test_a_power_cut_at_any_step_of_making_a_snapshot_leaves_a_whole_one_or_none(filled: Path, tmp_path: Path) -> None:
    for step in range(1, MOST_STEPS):
        folder = tmp_path / str(step)
        shutil.copytree(filled, folder)
        was_cut = cut_off(folder, step)
        for half in (folder / FOLDER).glob("*.new"):
            # What was not flushed yet is not on the disk.
            half.write_bytes(half.read_bytes()[: half.stat().st_size // 2])
        with open_hub(folder) as hub:
            about = made(hub)
            assert prove(about, content_of(hub, about), [])
            assert about.hub_seq == 100
        name = about.sha256.hex()
        assert files_of(folder) == [f"{name}.about", f"{name}.snapshot"]
        shutil.rmtree(folder)
        if not was_cut:
            assert step > 8, "it is cut off at every step there is"
            return
    raise AssertionError("it never came to its end")
