"""The law of entries that are taken together: all that head office stores, says and counts is what it would be if it
had judged, stamped and folded each of them by itself."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from domain.sync.entries import EntryId
from domain.sync.partitions import above
from domain.sync.plain_adds import PlainAdds
from domain.sync.row_state import Meta, RowState
from domain.sync.schema import general_partition, partition_class
from domain.sync.tables import VISITS
from domain.sync.wire import Cursor, WireDigest
from headoffice import fresh_rows, open_rows, open_stream, stream_end
from headoffice.fresh_rows import FreshRows
from headoffice.hub import Hub, open_hub
from headoffice.judged import read_entries, read_operations
from headoffice.open_rows import OpenRows
from headoffice.open_stream import OpenStream
from headoffice.rights import Right
from headoffice.rows_above import RowsAbove
from headoffice.send import Sender
from headoffice.store import row_states
from headoffice.store.failures import RowThere
from headoffice.store.registry import Device
from headoffice.stream_end import StreamEnd
from tests.simulator.disk import scratch_folder
from tests.simulator.patching import replaced
from tests.support.clock import HandClock
from tests.support.made_entries import row
from tests.support.mixed_history import DEEDS, LOGS, NOW_MS, OTHERS, Deed, MixedHistory, Piece

NUMBERS = itertools.count(1)
READER = Device(bytes(16), bytes(32), "R")


@pytest.fixture(scope="module")
def together() -> Iterator[Hub]:
    with scratch_folder() as folder, open_hub(folder, clock=HandClock()) as hub:
        yield hub


@pytest.fixture(scope="module")
def one_by_one() -> Iterator[Hub]:
    with scratch_folder() as folder, open_hub(folder, clock=HandClock()) as hub:
        yield hub


def taken(hub: Hub, history: MixedHistory) -> list[object]:
    """All that can be known of what head office made of it: after each piece, in its transaction and after it."""
    known: list[object] = []
    for piece in history.pieces:
        try:
            known += taken_piece(hub, history, piece, believes=True)
        except RowThere:
            known += taken_piece(hub, history, piece, believes=False)
        with hub.db.reading():
            known.append(answers(hub, history))
            known.append(stored(hub, history))
    return known


def stand_above(hub: Hub, history: MixedHistory, numbers: Iterable[int]) -> None:
    """Rows of the partition that rests on this one."""
    (partition,) = above(history.partition)
    created = Meta(EntryId(LOGS[0], 1), 1, 0, 1)
    with hub.db.writing():
        head = hub.streams.lock(partition)
        hub.streams.rows.save(partition, [(row(number), RowState(VISITS.number, created)) for number in numbers])
        hub.streams.move(replace(head, head=1))


def taken_piece(hub: Hub, history: MixedHistory, piece: Piece, *, believes: bool) -> list[object]:
    reads = read_entries(piece, PlainAdds(partition_class(history.partition)))
    with hub.db.writing():
        stream = OpenStream(hub.streams, history.partition, now_ms=NOW_MS, coming=reads, believes=believes)
        reasons = stream.take(piece, reads)
        stream.save()
        return [reasons, stream.has_erased, answers(hub, history)]


def answers(hub: Hub, history: MixedHistory) -> list[object]:
    """To one that wrote the first log, and to one that wrote none."""
    sender = Sender(hub.streams, hub.registry, READER, (Right(history.partition, True, True),))
    cursor = Cursor(history.partition, 1, 0, WireDigest(0, 0))
    return [sender.streams_after([cursor], replica) for replica in (LOGS[0], bytes(16))]


def stored(hub: Hub, history: MixedHistory) -> list[object]:
    partition, streams = history.partition, hub.streams
    head = streams.head(partition)
    ids: list[EntryId] = []
    rows: set[str] = set()
    for stamp in streams.stamps(partition, head.epoch, after=0, most=1_000):
        ids.append(stamp.id)
    for piece in history.pieces:
        for entry, header in piece:
            read = read_operations(entry, header)
            rows.update(operation.row for operation in read.operations)
    return [
        head,
        [streams.lines.find(partition, place) for place in range(head.head + 1)],
        [(streams.get_entry(partition, id), streams.find_eff(partition, head.epoch, id)) for id in ids],
        [(streams.last_stamp(partition, id), streams.parked.has(partition, id)) for id in ids],
        [(name, streams.rows.find(partition, name)) for name in sorted(rows)],
        sorted(streams.rows.hashes(partition)),
        streams.files.named_since(partition, 0, but_by=READER.id),
    ]


def never_plain(self: PlainAdds, data: bytes) -> None:
    return None


@contextmanager
def small_pieces(most: int) -> Iterator[None]:
    """A few entries are many: as in a segment of hundreds, runs end in the middle and are stored ahead."""
    with replaced(open_stream, SENT_TOGETHER=most, WORTH_SENDING_AHEAD=most), replaced(open_rows, SENT_TOGETHER=most):
        yield


@settings(max_examples=60)
@given(deeds=DEEDS, higher=st.lists(st.integers(1, 8), max_size=2))
def test_entries_taken_together_are_what_they_are_one_by_one(
    together: Hub, one_by_one: Hub, deeds: list[Deed], higher: list[int]
) -> None:
    history = MixedHistory(deeds, general_partition(f"L{next(NUMBERS)}"))
    for hub in (together, one_by_one) if higher else ():
        stand_above(hub, history, higher)
    with small_pieces(1 + len(deeds) % 5):
        said = taken(together, history)
        with replaced(PlainAdds, find=never_plain):
            assert taken(one_by_one, history) == said
    for reason in {reason for reasons in said if isinstance(reasons, tuple) for reason in reasons}:
        event(reason)


# --- what the law would notice ----------------------------------------------------------------------------------------


def always_plain(self: PlainAdds, number: int, types: object) -> bool:
    """What is written to other tables, or of strange kinds, is not judged."""
    return True


def free_of_its_kind(self: OpenRows, row: str) -> bool:
    """A row that was added in the same request is added again."""
    return row in self._fresh or self.find(row) is None


def left_where_it_was(self: StreamEnd, *entries: Any) -> None:
    """What was stored ahead keeps that place, though something before it came again."""
    if self._ahead is None:
        real_place(self, *entries)


def left_among_them(self: FreshRows, row: str) -> Any:
    """A row that is edited is stored as new, too."""
    place, found = self._places[row], real_take_out(self, row)
    self._places[f"{row} again"] = place
    return found


real_place, real_take_out = StreamEnd._place, FreshRows.take_out
BUGS: list[tuple[Any, str, Any]] = [
    (PlainAdds, "_may_stand", always_plain),
    (OpenRows, "is_free", free_of_its_kind),
    (RowsAbove, "has", lambda self, row: False),
    (StreamEnd, "_place", left_where_it_was),
    (stream_end, "stamped_effs", lambda clocks, *_: clocks),
    (stream_end, "next_lines", lambda line, places, *_, **__: [line] * len(places)),
    (row_states, "ADD_ROW", row_states.SAVE_ROW),  # a row that is there is written over
    (fresh_rows, "row_hashes", lambda rows, _: [1] * len(rows)),
    (FreshRows, "take_out", left_among_them),
]


@pytest.mark.parametrize(("owner", "seam", "bug"), BUGS, ids=[seam for _, seam, _ in BUGS])
def test_a_bug_of_taking_together_breaks_the_law(
    owner: Any, seam: str, bug: Any, together: Hub, one_by_one: Hub
) -> None:
    def is_noticed(seed: int) -> bool:
        history = MixedHistory(days(seed), general_partition(f"L{next(NUMBERS)}"))
        for hub in (together, one_by_one) if seed % 2 else ():
            stand_above(hub, history, [3])
        with small_pieces(3):
            with replaced(PlainAdds, find=never_plain):
                right = taken(one_by_one, history)
            with replaced(owner, **{seam: bug}):
                try:
                    return taken(together, history) != right
                except (LookupError, RowThere):
                    return True  # the store refuses what cannot be

    assert any(map(is_noticed, range(40)))


def days(seed: int) -> list[Deed]:
    chance = Random(seed)
    kinds = ["visit", "visit", OTHERS[seed % len(OTHERS)], chance.choice(OTHERS)]
    return [(chance.choice(kinds), chance.randrange(6), chance.randrange(8) // 7, n % 8 == 7) for n in range(24)]
