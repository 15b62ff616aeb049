"""What is really on a disk: read from the tables by plain statements, not asked of the code under test."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.sync.entries import EntryId, Header, Malformed, Operation
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.judge import WAITING
from headoffice.store.bodies import unpack_parts
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import Name


@dataclass(frozen=True)
class Record:
    """One position of head office's stream. `is_first` of an entry that waited and has another one later, `is_last`
    of the one that counts."""

    hub_seq: int
    received_ms: int
    eff: int
    reason: str
    header: Header
    operations: tuple[Operation, ...]
    raw_header: bytes
    hash: bytes
    is_first: bool = True
    is_last: bool = True
    parts: int = 0  # that are stored

    @property
    def id(self) -> EntryId:
        return self.header.id

    @property
    def is_thinned(self) -> bool:
        """A person whom it concerns was erased."""
        return self.parts < len(self.header.parts)

    @property
    def waits(self) -> bool:
        return self.reason in WAITING


def hub_tags(hub: HubSide) -> set[Name]:
    """The deeds whose entries head office has, whatever it makes of them."""
    return _names(hub.tables.execute("SELECT header FROM entry"))


def laptop_tags(laptop: LaptopSide) -> set[Name]:
    return _names(laptop.store.database.execute("SELECT header FROM entry").fetchall())


def _names(rows: Iterable[tuple[bytes]]) -> set[Name]:
    headers = (decode_header(header) for (header,) in rows)
    return {(header.partition, header.action) for header in headers}


def hub_partitions(hub: HubSide) -> list[str]:
    return [name for (name,) in hub.tables.execute("SELECT partition FROM stream_head ORDER BY partition")]


def hub_head(hub: HubSide, partition: str) -> tuple[int, int, int]:
    """Its position, and the digest there: rows and total."""
    found = hub.tables.execute(
        "SELECT head, digest_count, digest_total FROM stream_head WHERE partition = ?", (partition,)
    ).fetchone()
    return (found[0], found[1], int(found[2])) if found else (0, 0, 0)


def replica_head(hub: HubSide, partition: str, replica: bytes) -> int:
    found = hub.tables.execute(
        "SELECT seq FROM replica_head WHERE partition = ? AND replica = ?", (partition, replica)
    ).fetchone()
    return int(found[0]) if found else 0


def hub_stream(hub: HubSide, partition: str) -> list[Record]:
    """Every position of the stream, in order."""
    stamps = hub.tables.execute(
        "SELECT s.hub_seq, received_ms, eff, reason, r.replica, s.seq, header, e.hash, parts FROM stamp AS s "
        "JOIN entry AS e ON e.stream = s.stream AND e.log = s.log AND e.seq = s.seq "
        "JOIN stream_head AS h ON h.number = s.stream "
        "JOIN replica_head AS r ON r.partition = h.partition AND r.number = s.log "
        "WHERE h.partition = ? ORDER BY s.hub_seq",
        (partition,),
    ).fetchall()
    found = []
    last = {(replica, seq): hub_seq for hub_seq, _, _, _, replica, seq, *_ in stamps}
    met: set[tuple[bytes, int]] = set()
    for hub_seq, received_ms, eff, reason, replica, seq, header, hash, packed in stamps:
        parts = [data for _, _, data in unpack_parts(packed)]
        operations = tuple(_operations(parts))
        known = decode_header(header)
        is_first, is_last = (replica, seq) not in met, last[replica, seq] == hub_seq
        met.add((replica, seq))
        found.append(
            Record(
                hub_seq,
                received_ms,
                eff,
                reason,
                known,
                operations,
                header,
                hash,
                is_first=is_first,
                is_last=is_last,
                parts=len(parts),
            )
        )
    return found


def _operations(parts: Iterable[bytes]) -> Iterator[Operation]:
    for data in parts:
        try:
            yield from decode_operations(data)
        except Malformed:
            return


def last_stamps(hub: HubSide, partition: str, up_to: int) -> dict[EntryId, tuple[int, int, str]]:
    rows = hub.tables.execute(
        "SELECT r.replica, s.seq, s.hub_seq, s.eff, s.reason FROM stamp AS s "
        "JOIN stream_head AS h ON h.number = s.stream "
        "JOIN replica_head AS r ON r.partition = h.partition AND r.number = s.log "
        "WHERE h.partition = ? AND s.hub_seq <= ? ORDER BY s.hub_seq",
        (partition, up_to),
    ).fetchall()
    return {EntryId(replica, seq): (hub_seq, eff, reason) for replica, seq, hub_seq, eff, reason in rows}


def stamps_here(laptop: LaptopSide, partition: str) -> dict[EntryId, tuple[int, int, str]]:
    rows = laptop.store.database.execute(
        "SELECT e.replica, e.seq, e.hub_seq, e.eff, e.reason FROM entry AS e JOIN stream AS s ON s.id = e.stream "
        "WHERE s.partition = ? AND e.hub_seq IS NOT NULL",
        (partition,),
    ).fetchall()
    return {EntryId(replica, seq): (hub_seq, eff, reason) for replica, seq, hub_seq, eff, reason in rows}
