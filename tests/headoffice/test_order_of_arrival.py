"""The law of arrival, on the real head office and the real store: whatever comes late, or waits for what it is built on
or for a newer program, the end is that of a day on which everything came in order."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from db.store import Store
from domain.sync import effective_time
from domain.sync.canonical import Digest, canonical_hash
from domain.sync.dump import dump_text
from domain.sync.entries import EntryId
from domain.sync.judge import WAITING
from domain.sync.row_state import RowState
from domain.sync.schema import general_partition
from domain.sync.tasks import tasks
from domain.sync.winners import shown
from domain.sync.wire import Stream, WireDigest, wire_entry
from headoffice.hub import Hub, open_hub
from headoffice.judged import read_operations
from headoffice.open_stream import OpenStream
from headoffice.open_streams import release_for_this_program
from headoffice.send import stamped
from headoffice.store.parked import ParkedEntry
from tests.simulator.disk import scratch_folder
from tests.simulator.patching import everywhere, program_of, replaced
from tests.support.clock import HandClock
from tests.support.small_store import Maker
from tests.support.tangled_history import DEEDS, KINDS, NEWER, NOW_MS, Deed, History, Made

ROWS_EACH = 100
WAITS = "waits"


@pytest.fixture(scope="module")
def in_order() -> Iterator[Hub]:
    """Head office on which everything comes as it was written. Every history has a partition of its own."""
    with scratch_folder() as folder, open_hub(folder, clock=HandClock()) as hub:
        yield hub


@pytest.fixture(scope="module")
def tangled() -> Iterator[Hub]:
    """Head office of the same day on which lines fail."""
    with scratch_folder() as folder, open_hub(folder, clock=HandClock()) as hub:
        yield hub


@dataclass(frozen=True)
class End:
    """What is left when everything has come: nothing of it may tell in which order."""

    rows: dict[str, tuple[object, ...]]
    verdicts: dict[EntryId, tuple[str, int]]
    digest: Digest


NUMBERS = itertools.count(1)


def new_history(deeds: list[Deed], number: int) -> History:
    return History(deeds, general_partition(f"L{number}"), number * ROWS_EACH)


def take(hub: Hub, order: list[Made], partition: str) -> None:
    """Each comes alone, in a transaction of its own."""
    for made in order:
        with hub.db.writing():
            stream = OpenStream(hub.streams, partition, now_ms=NOW_MS)
            stream.take([(made.entry, made.header)], [read_operations(made.entry, made.header)])
            stream.save()


def take_with_an_update(hub: Hub, order: list[Made], partition: str, update_at: int) -> None:
    """Head office's program becomes the newer one somewhere on the way."""
    take(hub, order[:update_at], partition)
    with program_of(NEWER):
        with hub.db.writing():
            release_for_this_program(hub.streams, now_ms=NOW_MS)
        take(hub, order[update_at:], partition)


def end_of(hub: Hub, history: History) -> End:
    partition = history.partition
    with hub.db.reading():
        names = {operation.row for made in history.entries for operation in made.operations}
        states = {name: state for name in sorted(names) if (state := hub.streams.rows.find(partition, name))}
        stamps = {made.header.id: hub.streams.last_stamp(partition, made.header.id) for made in history.entries}
        digest = hub.streams.head(partition).digest
    # What waits for ever says by its reason, and its time, what had not come when it came.
    verdicts = {
        id: (WAITS, 0) if stamp.reason in WAITING else (stamp.reason, stamp.eff) for id, stamp in stamps.items()
    }
    return End({name: seen for name, state in states.items() if (seen := seen_of(name, state))}, verdicts, digest)


def seen_of(name: str, state: RowState) -> tuple[object, ...]:
    view = shown(state)
    if view is None:
        return ()  # added by an entry that was set aside
    questions = [(task.id, task.kind, task.cell) for task in tasks(name, state)]
    return dict(view.values), view.void_reason, questions, canonical_hash(name, state)


def ends_of(in_order: Hub, tangled: Hub, deeds: list[Deed], seed: int, update: int) -> tuple[End, End]:
    """Where both stand when the same has come to them."""
    history = new_history(deeds, next(NUMBERS))
    with program_of(NEWER):
        take(in_order, history.entries, history.partition)
    order = history.any_order(Random(seed))
    take_with_an_update(tangled, order, history.partition, update % (len(order) + 1))
    with program_of(NEWER):
        return end_of(in_order, history), end_of(tangled, history)


@settings(max_examples=100)
@given(deeds=DEEDS, seed=st.integers(0, 1 << 16), update=st.integers(0, 20))
def test_late_causes_and_newer_programs_end_as_if_all_had_come_in_order(
    in_order: Hub, tangled: Hub, deeds: list[Deed], seed: int, update: int
) -> None:
    ends = ends_of(in_order, tangled, deeds, seed, update)
    assert ends[0] == ends[1]
    for verdict, _ in ends[0].verdicts.values():
        event(verdict or "applied")


@settings(max_examples=20)
@given(deeds=DEEDS, seed=st.integers(0, 1 << 16), update=st.integers(0, 20), pieces=st.integers(1, 7))
def test_a_laptop_reads_a_tangled_stream_to_the_same_end_whenever_it_is_updated(
    in_order: Hub, tangled: Hub, reader: Path, deeds: list[Deed], seed: int, update: int, pieces: int
) -> None:
    history = new_history(deeds, next(NUMBERS))
    with program_of(NEWER):
        take(in_order, history.entries, history.partition)
    order = history.any_order(Random(seed))
    take_with_an_update(tangled, order, history.partition, len(order) // 2)
    ends = []
    for hub, most in ((in_order, 1_000), (tangled, pieces)):
        streams = list(pieces_of(hub, history.partition, most))
        ends.append(read(reader, streams, update % (len(streams) + 1)))
    with program_of(NEWER):
        expected = end_of(in_order, history)
    assert ends[0] == ends[1]
    assert ends[0][2] == expected.digest


# --- what the law would notice ----------------------------------------------------------------------------------------


def never_released(self: OpenStream, keys: object) -> None:
    """What waits is forgotten."""


def timed_when_it_came(self: OpenStream, waiting: ParkedEntry) -> list[bytes]:
    """What waited counts as written when it came, though what it is built on is later."""
    before = self._streams.find_last_stamp(self._head.partition, waiting.id)
    real = effective_time.stamped_eff
    with everywhere(real, lambda *_: before.eff if before else 0):
        return judged_again(self, waiting)


def applied_at_once(self: OpenStream, base: EntryId) -> bool:
    """That what an entry is built on waits itself is no reason to wait."""
    return False


judged_again = OpenStream._judge_again
BUGS = {"release": never_released, "_judge_again": timed_when_it_came, "_waits": applied_at_once}


@pytest.mark.parametrize("seam", BUGS)
def test_a_bug_of_arrival_breaks_the_law(seam: str, in_order: Hub, tangled: Hub) -> None:
    with replaced(OpenStream, **{seam: BUGS[seam]}):
        assert any(one != other for one, other in (ends_of(in_order, tangled, days(n), n, n) for n in range(60)))


def days(seed: int) -> list[Deed]:
    chance = Random(seed)
    draw = chance.randrange
    return [(draw(3), chance.choice(KINDS), draw(4), draw(4), 7, n % 4 == seed % 4) for n in range(12)]


@pytest.fixture(scope="module")
def reader() -> Iterator[Path]:
    """The folder of a laptop that has read nothing yet."""
    with scratch_folder() as root:
        with Maker(root).store("fresh", clock=HandClock(NOW_MS)):
            pass
        yield root / "fresh"


def pieces_of(hub: Hub, partition: str, most: int) -> Iterator[Stream]:
    with hub.db.reading():
        head = hub.streams.head(partition)
        digest = WireDigest(head.digest.count, head.digest.total)
        stamps = hub.streams.stamps(partition, head.epoch, after=0, most=1_000)
        met: set[EntryId] = set()
        items = []
        for stamp in stamps:
            entry = None if stamp.id in met else wire_entry(hub.streams.get_entry(partition, stamp.id))
            met.add(stamp.id)
            items.append(stamped(stamp, entry, None))
    for start in range(0, len(items), most):
        is_last = start + most >= len(items)
        yield Stream(partition, 1, head.head, items[start : start + most], digest if is_last else None, start)


def read(folder: Path, streams: list[Stream], update_at: int) -> tuple[str, list[str], Digest]:
    """The dump, the tasks and the digest of a laptop that takes the pieces, and gets the newer program on the way."""
    root = folder.parent / "reading"
    shutil.copytree(folder, root / "laptop")
    try:
        with Maker(root).store("laptop", clock=HandClock(NOW_MS)) as laptop:
            for stream in streams[:update_at]:
                laptop.store.exchange.receive(stream)
        with program_of(NEWER), Maker(root).store("laptop", clock=HandClock(NOW_MS)) as laptop:
            for stream in streams[update_at:]:
                laptop.store.exchange.receive(stream)
            assert laptop.store.check_rows() == ()
            return seen_at(laptop.store)
    finally:
        shutil.rmtree(root)


def seen_at(store: Store) -> tuple[str, list[str], Digest]:
    (cursor,) = [cursor for cursor in store.exchange.cursors() if cursor.hub_seq]
    digest = Digest(cursor.digest.count, cursor.digest.total)
    return dump_text(store.states()), [task.id for task in store.tasks()], digest
