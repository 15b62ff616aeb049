"""Bugs of the first load, and of finding what differs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from db.connection import begin_immediate
from db.loads import Loads
from desktop.sync import loading
from desktop.sync.store import LaptopStore
from domain.sync import comparing
from domain.sync.snapshot import Snapshot
from tests.simulator.laptop_side import WatchedStore
from tests.simulator.patching import everywhere, replaced


@contextmanager
def unproved_pieces() -> Iterator[None]:
    """A piece of a file is kept without being held against its hash."""
    with replaced(loading, is_chunk=lambda *_: True):
        yield


@contextmanager
def unproved_snapshot() -> Iterator[None]:
    """A file is taken without its hash, and the line over it, being checked."""
    with replaced(loading, is_chunk=lambda *_: True, prove=lambda *_: True):
        yield


@contextmanager
def another_files_beginning() -> Iterator[None]:
    """The range of a file goes on from what had come of another one."""
    real_begin, real_end = Loads.begin, Loads.end
    left: dict[tuple[int, str], tuple[int, list[Any]]] = {}

    def end(self: Any, partition: str, *, is_refused: bool = False) -> None:
        held = next((load.held for load in self.all() if load.partition == partition and not load.is_whole), 0)
        rows = self._db.execute("SELECT n, data FROM load_chunk WHERE partition = ?", (partition,)).fetchall()
        left[id(self), partition] = (held, rows)
        real_end(self, partition, is_refused=is_refused)

    def begin(self: Any, snapshot: Snapshot) -> None:
        real_begin(self, snapshot)
        held, rows = left.pop((id(self), snapshot.partition), (0, []))
        if 0 < held < snapshot.size:
            with begin_immediate(self._db):
                self._db.execute("UPDATE load SET held = ? WHERE partition = ?", (held, snapshot.partition))
                for number, data in rows:
                    self._db.execute("INSERT INTO load_chunk VALUES (?, ?, ?)", (snapshot.partition, number, data))

    with replaced(Loads, begin=begin, end=end):
        yield


@contextmanager
def half_a_load() -> Iterator[None]:
    """The end of a file is believed to be the end of the stream."""
    real = loading.Loading._streams_of

    def streams(self: Any, load: Any) -> Iterator[Any]:
        for stream in real(self, load):
            yield msgspec.structs.replace(stream, items=stream.items[:-1])

    with replaced(loading.Loading, _streams_of=streams):
        yield


@contextmanager
def early_end_of_the_search() -> Iterator[None]:
    """Of what differs the first half alone is looked at."""
    with everywhere(comparing.still_differing, lambda mine, ranges: []):
        yield


@contextmanager
def found_and_left() -> Iterator[None]:
    """What differs is found and told, and not mended."""
    with replaced(WatchedStore, rebuild=lambda _: None), replaced(LaptopStore, replace_entries=lambda *_: 0):
        yield
