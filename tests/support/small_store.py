"""A real encrypted store with a given key: for tests below the sign-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from db.store import Store, has_store
from db.store_opening import create_store, open_store
from domain.sync.entries import uuid7
from tests.support.clock import HandClock

KEY = bytes(range(32))
OFFICE = "RYD1"
AUTHOR = "01990000-0000-7000-8000-000000000001"


class Maker:
    """Makes stores of one office, each with its own seeded randomness."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def store(self, name: str, *, seed: int = 0, clock: HandClock | None = None) -> Iterator["SmallStore"]:
        folder = self._root / name
        folder.mkdir(exist_ok=True)
        clock = clock or HandClock()
        random = Random(f"{name} {seed} {has_store(folder)}")
        if has_store(folder):
            store = open_store(folder, KEY, clock=clock, random=random.randbytes)
        else:
            store = create_store(
                folder,
                KEY,
                profile="herfa",
                office_code=OFFICE,
                office_name="مكتب التجربة",
                clock=clock,
                random=random.randbytes,
            )
        try:
            yield SmallStore(store, clock, random)
        finally:
            store.close()


class SmallStore:
    def __init__(self, store: Store, clock: HandClock, random: Random) -> None:
        self.store = store
        self.clock = clock
        self.random = random

    def new_id(self) -> str:
        return uuid7(self.clock(), self.random.randbytes(10))
