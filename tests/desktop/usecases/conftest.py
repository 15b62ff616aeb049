"""Desks of one office for the use cases: real encrypted stores, cheap keys, head office in memory."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from desktop.usecases.desk import Desk
from domain.sync.schema import general_partition
from tests.support.clock import START_MS
from tests.support.laptop import Laptop
from tests.support.memory_hub import MemoryHub

OFFICE = "RYD1"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path / "store")


@pytest.fixture
def desk(laptop: Laptop) -> Iterator[Desk]:
    with laptop.at_work() as desk:
        yield desk


class Office:
    """Two laptops of one office and the head office that they reach when a test says so."""

    def __init__(self, here: Desk, there: Desk, hub: MemoryHub) -> None:
        self.here = here
        self.there = there
        self.hub = hub

    def sync(self) -> None:
        """Until both have what the other sent."""
        for _ in range(2):
            for desk in (self.here, self.there):
                self.hub.push(desk.store)
                self.hub.pull(desk.store)

    def assert_agreed(self) -> None:
        """Both show the same, and their rows are what a fold from nothing gives."""
        assert dict(self.here.store.states()) == dict(self.there.store.states())
        for desk in (self.here, self.there):
            assert list(desk.store.check_chain()) == []
            assert desk.store.check_rows() == ()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as closing:
        here, there = (
            closing.enter_context(Laptop(tmp_path / name, office=OFFICE, seed=Random(name).getrandbits(32)).at_work())
            for name in ("here", "there")
        )
        yield Office(here, there, MemoryHub(general_partition(OFFICE), START_MS + 3_600_000))
