"""The first load: a stream fetched as one file, piece by piece over any line, and taken as a round would take it.

What has come of the file is kept in the encrypted store; nothing of it is used before the whole is proved. Then each
piece of the stream is one transaction, with the cursor: work goes on meanwhile, and a cut, a full disk or a kill costs
at most the piece under way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import structs

from desktop.sync.asking import Later, ask, refusal_of, sign_get
from desktop.sync.budget import Budget
from desktop.sync.store import SyncStore
from desktop.sync.taking import Taking
from desktop.sync.transport import Transport
from domain.errors import Expected, RuleBroken, Unavailable
from domain.sync.entries import Malformed
from domain.sync.exchange import Enrolment, Load
from domain.sync.signatures import device_id
from domain.sync.snapshot import (
    RANGE_HEADER,
    SNAPSHOT,
    Snapshot,
    SnapshotRequest,
    check_shape,
    is_chunk,
    length_of_chunk,
    pieces_in,
    prove,
)
from domain.sync.wire import PROTOCOL, Stream

ASKED_AGAIN_AFTER = 2  # requests of a round, while head office has none ready
PARTIAL = 206
GIVEN_UP = ("snapshot.gone", "snapshot.range", "sync.grant", "sync.unknown_device")


@dataclass(frozen=True)
class Loaded:
    """What a step did: positions (of those fetched and of those taken) done and left."""

    done: int
    left: int


class Loading:
    """Of one round."""

    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        enrolment: Enrolment,
        key: Ed25519PrivateKey,
        taking: Taking,
        budget: Budget,
    ) -> None:
        self._store = store
        self._transport = transport
        self._enrolment = enrolment
        self._key = key
        self._taking = taking
        self._budget = budget
        self._rest: dict[str, int] = {}  # steps until a partition is asked about again
        self._streams: tuple[str, Iterator[Stream]] | None = None

    def partitions(self) -> frozenset[str]:
        """Those that are under way: a round leaves them alone."""
        return frozenset(load.partition for load in self._store.loads())

    def consider(self, stream: Stream) -> None:
        """After an answer that leaves much of a stream to come."""
        mine = self._taking.find_cursor(stream.partition)
        cursor = mine.hub_seq if mine is not None else 0
        if stream.head - cursor < self._budget.load_from:
            return
        rest = self._rest.get(stream.partition, 0)
        self._rest[stream.partition] = rest - 1 if rest else ASKED_AGAIN_AFTER
        if not rest:
            self._begin(stream.partition, cursor)

    def _begin(self, partition: str, cursor: int) -> None:
        request = SnapshotRequest(PROTOCOL, self._enrolment.association, partition, cursor, self._store.nonce())
        try:
            snapshot = ask(
                self._transport,
                SNAPSHOT,
                request,
                Snapshot,
                key=self._key,
                hub_key=self._enrolment.hub_key,
                device=self._enrolment.device,
            )
            if snapshot.size == 0 or snapshot.partition != partition or snapshot.hub_seq <= cursor:
                return
            check_shape(snapshot)
        except (RuleBroken, Malformed):
            return  # there is another way: the pieces of the stream come by themselves
        except Unavailable as error:
            if isinstance(error, Later) or error.code == "sync.unreachable":
                raise
            return  # a head office that does not know of snapshots
        self._store.begin_load(snapshot)

    def step(self) -> Loaded | None:
        """One request, or one piece of the stream; None when nothing is under way (any more). Raises Unavailable,
        and RuleBroken `sync.voids`."""
        load = next(iter(self._store.loads()), None)
        if load is None:
            return None
        return self._take_next(load) if load.is_whole else self._fetch(load)

    # --- fetching ----------------------------------------------------------------------------------------------------

    def _fetch(self, load: Load) -> Loaded | None:
        snapshot = load.snapshot
        last = min(load.held + self._budget.bytes, snapshot.size) - 1
        wanted = f"bytes={load.held}-{last}"
        headers, signature = sign_get(self._key, snapshot.path, self._enrolment.device)
        self._budget.begin()
        try:
            part = self._transport.get_part(snapshot.path, {**headers, RANGE_HEADER: wanted}, most=last - load.held + 1)
        except Unavailable:
            self._budget.note_cut()
            raise
        if part.status != PARTIAL:
            self._give_up(load, refusal_of(part, signature, hub_key=self._enrolment.hub_key))
            return None
        if not part.headers.get("content-range", "").startswith(f"bytes {load.held}-"):
            raise _damaged()
        self._keep(load, part.body)
        if part.is_whole:
            self._budget.note_held()
        else:
            self._budget.note_cut()
            if not part.body:
                raise _damaged()
        done = len(part.body) * snapshot.hub_seq // snapshot.size
        held = load.held + len(part.body)
        left = (snapshot.size - held) * snapshot.hub_seq // snapshot.size
        return Loaded(done, left + snapshot.hub_seq)

    def _give_up(self, load: Load, error: Expected) -> None:
        """Head office keeps this file no more, may not give it, or has lost everything and must be shown a certificate:
        a round tells what there is to tell."""
        if isinstance(error, Later) or error.code not in GIVEN_UP:
            raise error
        self._store.end_load(load.partition)

    def _keep(self, load: Load, content: bytes) -> None:
        """Whole chunks are proved before they are kept; of the last one what has come. Raises Unavailable."""
        size = load.snapshot.chunk_bytes
        number, within = divmod(load.held, size)
        content = (self._store.loaded_chunk(load.partition, number) if within else b"") + content
        chunks: list[tuple[int, bytes]] = []
        while content:
            chunk, content = content[:size], content[size:]
            if len(chunk) == length_of_chunk(load.snapshot, number) and not is_chunk(load.snapshot, number, chunk):
                self._store.add_to_load(load.partition, chunks, held=number * size)
                raise _damaged()
            chunks.append((number, chunk))
            number += 1
        held = (number - 1) * size + len(chunks[-1][1]) if chunks else load.held
        self._store.add_to_load(load.partition, chunks, held=held)

    # --- taking ------------------------------------------------------------------------------------------------------

    def _take_next(self, load: Load) -> Loaded | None:
        try:
            stream = next(self._left_of(load), None)
            if stream is None:
                self._end(load)
                return None
            self._taking.take(stream)
        except Malformed:
            # The same bytes would be as wrong again. The stream comes by rounds.
            self._store.end_load(load.partition, is_refused=True)
            self._streams = None
            return None
        cursor = self._taking.find_cursor(load.partition)
        at = cursor.hub_seq if cursor is not None else 0
        if at >= load.snapshot.hub_seq:
            self._end(load)
        return Loaded(len(stream.items), max(load.snapshot.hub_seq - at, 0))

    def _end(self, load: Load) -> None:
        self._store.end_load(load.partition)
        self._streams = None

    def _left_of(self, load: Load) -> Iterator[Stream]:
        """Proved as a whole when the program comes to it. Raises Malformed."""
        if self._streams is None or self._streams[0] != load.partition:
            cursors = self._store.cursors((load.partition,))
            passed = [mark for cursor in cursors if cursor.partition == load.partition for mark in cursor.marks]
            is_ours = prove(load.snapshot, self._chunks(load), [mark for mark in passed if mark.hub_seq])
            # Head office goes another way since (it was restored): a round finds out from where.
            self._streams = (load.partition, self._streams_of(load) if is_ours else iter(()))
        return self._streams[1]

    def _chunks(self, load: Load) -> Iterator[bytes]:
        for number in range(len(load.snapshot.chunks)):
            yield self._store.loaded_chunk(load.partition, number)

    def _streams_of(self, load: Load) -> Iterator[Stream]:
        """From where this laptop stands on."""
        for piece in pieces_in(self._chunks(load)):
            self._store.save_certificates({device_id(item.device_key): item for item in piece.certificates})
            for stream in piece.streams:
                mine = self._taking.find_cursor(load.partition)
                at, epoch = (mine.hub_seq, mine.epoch) if mine is not None else (0, 0)
                known = at - (stream.after or 0)
                if 0 <= known < len(stream.items):
                    yield structs.replace(stream, items=stream.items[known:], after=at, epoch=max(stream.epoch, epoch))


def _damaged() -> Unavailable:
    return Unavailable(
        "sync.damaged_load",
        ar="وصل جزء من بيانات المكتب تالفًا فلم يؤخذ؛ ما وصل قبله محفوظ، وسيُطلب الجزء من جديد.",
        en="A piece of the office's data came damaged and was not taken; what came before is kept, and the piece "
        "will be asked for again.",
    )
