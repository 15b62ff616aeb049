"""What the client of sync asks of the laptop's store, and the store as seen from the network's thread."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db.blobs import StoredBlob
from db.connection import naming_failures
from db.outgoing import Positions
from db.store import Store
from domain.sync.changes import Changes
from domain.sync.comparing import Hashes
from domain.sync.entries import EntryId
from domain.sync.exchange import Enrolment, Load, Outgoing, Problem, Waiting
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.schema import partition_class
from domain.sync.snapshot import Snapshot
from domain.sync.tables import COMPLAINTS
from domain.sync.wire import (
    Cursor,
    DeviceCertificate,
    ForkPlace,
    Head,
    ReplicaName,
    Stamped,
    Stream,
    SyncAnswer,
)

T = TypeVar("T")


class SyncStore(Protocol):
    """Every call is one short transaction at most; none waits for the network."""

    def replica(self) -> bytes: ...

    def nonce(self) -> bytes:
        """For one request."""

    def device_key(self) -> Ed25519PrivateKey: ...

    def find_enrolment(self) -> Enrolment | None: ...

    def save_enrolment(self, enrolment: Enrolment) -> None: ...

    def begin_round(self, *, may_void: bool) -> None:
        """`may_void` when a person has said that head office may void however much it likes."""

    def cursors(self, all_marks: Collection[str] = ()) -> list[Cursor]:
        """With every place that was passed, of the partitions of which head office asked for them."""

    def following(self, item: Outgoing, *, max_entries: int, max_bytes: int) -> Outgoing | None:
        """What goes out after this, of the same log, if head office states that it holds it then (`is_next`)."""

    def is_next(self, item: Outgoing, *, behind: Outgoing | None = None) -> bool:
        """Whether `outgoing` would begin there, and no other log waits; once head office states that it holds `behind`,
        when that is given."""

    def outgoing(self, *, max_entries: int, max_bytes: int, beyond: Positions | None = None) -> list[Outgoing]:
        """Starts after the head that head office stated last; older incarnations of this laptop come first. `beyond`
        names what is on the stick already, which nobody has acknowledged."""

    def asked(self) -> list[ReplicaName]:
        """Others' logs, and its own older ones, of which this laptop may hold more than head office."""

    def certificates(self, devices: Collection[bytes]) -> list[DeviceCertificate]: ...

    def save_certificates(self, certificates: Mapping[bytes, DeviceCertificate]) -> None: ...

    def is_partial(self, partition: str) -> bool:
        """Whether something that head office has applied cannot be read here yet."""

    def waiting(self) -> Waiting: ...

    def acknowledge(self, head: Head, *, sent_to: int) -> None:
        """What head office holds of a log, of which the answered request carried entries up to `sent_to`. A head that
        is not of this log makes this laptop go on under a new name."""

    def reissue(self, place: ForkPlace) -> int:
        """Gives new names to what parted from head office's log; how many there were."""

    def receive(self, stream: Stream) -> Changes:
        """Applies and moves the cursor in one transaction. Raises Malformed, and RuleBroken `sync.voids`."""

    def loads(self) -> tuple[Load, ...]:
        """Streams on their way as a whole."""

    def begin_load(self, snapshot: Snapshot) -> None:
        """Unless this very file was refused before."""

    def add_to_load(self, partition: str, chunks: Sequence[tuple[int, bytes]], *, held: int) -> None:
        """In one transaction. What is beyond `held` goes."""

    def loaded_chunk(self, partition: str, number: int) -> bytes: ...

    def end_load(self, partition: str, *, is_refused: bool = False) -> None: ...

    def row_hashes(self, partition: str, *, after: bytes | None, most: int) -> Hashes:
        """Of the next rows as they stand in the tables."""

    def hashes_of(self, rows: Collection[bytes]) -> dict[bytes, int]: ...

    def touched(self, rows: Collection[bytes]) -> frozenset[EntryId]: ...

    def replace_entries(self, partition: str, items: Sequence[Stamped]) -> int:
        """By head office's, and the rows anew: how many were otherwise. Raises Malformed."""

    def note_mended(self, partition: str, count: int) -> None: ...

    def last_compared(self, partition: str) -> datetime | None: ...

    def leave_comparison(self, partition: str) -> bool:
        """Leaves what is due to the next round; False when one has left it already."""

    def note_compared(self, partition: str, at: datetime) -> None: ...

    def partitions(self, enrolment: Enrolment) -> tuple[str, ...]:
        """Of which head office is asked for news: not of complaints that are only sent from here since then."""

    def note_grants(self, answer: SyncAnswer, *, is_carried: bool = False) -> None:
        """What may be read from now on; `is_carried` when the answer came by a stick, and may be an old one."""

    def blobs_to_send(self) -> tuple[StoredBlob, ...]: ...

    def find_blob(self, name: bytes) -> bytes | None: ...

    def note_blob_held(self, blob: StoredBlob) -> None: ...

    def blobs_wanted(self) -> tuple[tuple[StoredBlob, int], ...]:
        """With how many bytes of each have come."""

    def add_to_blob(self, blob: StoredBlob, content: bytes) -> bool:
        """True when it is whole."""

    def note_sync(self, *, at: datetime, problem: Problem | None) -> None: ...

    def last_reached(self) -> datetime | None: ...

    def rebuild(self) -> None: ...

    def write_sidecar(self) -> None:
        """Unless it stands there as it is."""


class OnStore(Protocol):
    """Does a piece of work on the thread that owns the store, and waits for what it returns or raises."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


def directly(work: Callable[[], T], /) -> T:
    """For a caller that is on the store's thread itself."""
    return work()


class _NamingFailures:
    """What the world does to the store in the middle of a round (disk full, damage) comes out as Unavailable."""

    def __init__(self, on_store: OnStore) -> None:
        self._on_store = on_store

    def __call__(self, work: Callable[[], T], /) -> T:
        def named() -> T:
            with naming_failures():
                return work()

        return self._on_store(named)


class LaptopStore:
    """The open store as a SyncStore."""

    def __init__(self, store: Store, on_store: OnStore = directly) -> None:
        self._exchange = store.exchange
        self._store = store
        self._on_store: OnStore = _NamingFailures(on_store)

    def replica(self) -> bytes:
        return self._on_store(self._exchange.replica)

    def nonce(self) -> bytes:
        return self._on_store(self._exchange.nonce)

    def device_key(self) -> Ed25519PrivateKey:
        return self._on_store(self._exchange.device_key)

    def find_enrolment(self) -> Enrolment | None:
        return self._on_store(self._exchange.find_enrolment)

    def save_enrolment(self, enrolment: Enrolment) -> None:
        self._on_store(lambda: self._exchange.save_enrolment(enrolment))

    def begin_round(self, *, may_void: bool) -> None:
        self._on_store(lambda: self._exchange.begin_round(may_void=may_void))

    def cursors(self, all_marks: Collection[str] = ()) -> list[Cursor]:
        return self._on_store(lambda: self._exchange.cursors(all_marks=all_marks))

    def asked(self) -> list[ReplicaName]:
        return self._on_store(self._exchange.asked)

    def certificates(self, devices: Collection[bytes]) -> list[DeviceCertificate]:
        return self._on_store(lambda: self._exchange.certificates(devices))

    def save_certificates(self, certificates: Mapping[bytes, DeviceCertificate]) -> None:
        self._on_store(lambda: self._exchange.save_certificates(certificates))

    def is_partial(self, partition: str) -> bool:
        return self._on_store(lambda: self._exchange.is_partial(partition))

    def outgoing(self, *, max_entries: int, max_bytes: int, beyond: Positions | None = None) -> list[Outgoing]:
        return self._on_store(
            lambda: self._exchange.outgoing(max_entries=max_entries, max_bytes=max_bytes, beyond=beyond)
        )

    def following(self, item: Outgoing, *, max_entries: int, max_bytes: int) -> Outgoing | None:
        return self._on_store(lambda: self._exchange.following(item, max_entries=max_entries, max_bytes=max_bytes))

    def is_next(self, item: Outgoing, *, behind: Outgoing | None = None) -> bool:
        return self._on_store(lambda: self._exchange.is_next(item, behind=behind))

    def waiting(self) -> Waiting:
        return self._on_store(self._exchange.waiting)

    def acknowledge(self, head: Head, *, sent_to: int) -> None:
        self._on_store(lambda: self._exchange.acknowledge(head, sent_to=sent_to))

    def reissue(self, place: ForkPlace) -> int:
        return self._on_store(lambda: self._exchange.reissue(place))

    def receive(self, stream: Stream) -> Changes:
        return self._on_store(lambda: self._exchange.receive(stream))

    def loads(self) -> tuple[Load, ...]:
        return self._on_store(self._store.loads.all)

    def begin_load(self, snapshot: Snapshot) -> None:
        self._on_store(lambda: self._store.loads.begin(snapshot))

    def add_to_load(self, partition: str, chunks: Sequence[tuple[int, bytes]], *, held: int) -> None:
        self._on_store(lambda: self._store.loads.add(partition, chunks, held=held))

    def loaded_chunk(self, partition: str, number: int) -> bytes:
        return self._on_store(lambda: self._store.loads.chunk(partition, number))

    def end_load(self, partition: str, *, is_refused: bool = False) -> None:
        self._on_store(lambda: self._store.loads.end(partition, is_refused=is_refused))

    def row_hashes(self, partition: str, *, after: bytes | None, most: int) -> Hashes:
        return self._on_store(lambda: self._exchange.row_hashes(partition, after=after, most=most))

    def hashes_of(self, rows: Collection[bytes]) -> dict[bytes, int]:
        return self._on_store(lambda: self._exchange.hashes_of(rows))

    def touched(self, rows: Collection[bytes]) -> frozenset[EntryId]:
        return self._on_store(lambda: self._exchange.touched(rows))

    def replace_entries(self, partition: str, items: Sequence[Stamped]) -> int:
        return self._on_store(lambda: self._exchange.replace_entries(partition, items))

    def note_mended(self, partition: str, count: int) -> None:
        self._on_store(lambda: self._exchange.note_mended(partition, count))

    def leave_comparison(self, partition: str) -> bool:
        return self._on_store(lambda: self._exchange.leave_comparison(partition))

    def last_compared(self, partition: str) -> datetime | None:
        return self._on_store(lambda: self._exchange.last_compared(partition))

    def note_compared(self, partition: str, at: datetime) -> None:
        self._on_store(lambda: self._exchange.note_compared(partition, at))

    def partitions(self, enrolment: Enrolment) -> tuple[str, ...]:
        rights = self._store.blobs.rights

        def is_closed(name: str) -> bool:
            return partition_class(name) == COMPLAINTS and not rights.may_read(name)

        return self._on_store(lambda: tuple(name for name in enrolment.partitions if not is_closed(name)))

    def note_grants(self, answer: SyncAnswer, *, is_carried: bool = False) -> None:
        readable = [grant.partition for grant in answer.grants if grant.may_read]
        writable = [grant.partition for grant in answer.grants if grant.may_write]
        rights = self._store.blobs.rights

        def note() -> None:
            rights.note(readable, writable=writable, at_ms=answer.time_ms, is_carried=is_carried)
            self._store.leave_complaints(answer.epoch)

        if answer.grants:  # a head office of before grants says nothing of them
            self._on_store(note)

    def blobs_to_send(self) -> tuple[StoredBlob, ...]:
        return self._on_store(self._store.blobs.to_send)

    def find_blob(self, name: bytes) -> bytes | None:
        return self._on_store(lambda: self._store.blobs.find(name))

    def note_blob_held(self, blob: StoredBlob) -> None:
        self._on_store(lambda: self._store.blobs.note_held(blob))

    def blobs_wanted(self) -> tuple[tuple[StoredBlob, int], ...]:
        return self._on_store(self._wanted)

    def _wanted(self) -> tuple[tuple[StoredBlob, int], ...]:
        """What head office has published is for everybody: nobody has to ask for it first."""
        for name in self._store.published_forms.lacking() | self._store.published_profiles.lacking():
            self._store.blobs.want(name, REFERENCE_PARTITION)
        return self._store.blobs.wanted()

    def add_to_blob(self, blob: StoredBlob, content: bytes) -> bool:
        return self._on_store(lambda: self._store.blobs.add(blob, content))

    def note_sync(self, *, at: datetime, problem: Problem | None) -> None:
        self._on_store(lambda: self._exchange.note_sync(at=at, problem=problem))

    def last_reached(self) -> datetime | None:
        return self._on_store(self._exchange.last_reached)

    def rebuild(self) -> None:
        self._on_store(self._exchange.rebuild)

    def write_sidecar(self) -> None:
        self._on_store(self._store.catch_up_sidecar)
