"""What must be true of head office's tables whatever was sent, read from the tables themselves."""

import hashlib

from sqlalchemy import select

from domain.sync.canonical import Digest, canonical_hash
from domain.sync.chain import FIRST_HASH, chain_hash, check_entry, operations_of
from domain.sync.entries import EntryId
from domain.sync.erasure import row_operations
from domain.sync.fold import apply
from domain.sync.line import FIRST_LINE, next_line
from domain.sync.packing import pack
from domain.sync.reasons import REASONS
from domain.sync.row_state import Meta, RowState
from headoffice.hub import Hub
from headoffice.store.schema import TABLES
from headoffice.store.streams import Stamp
from tests.support.in_process_hub import InProcessHub

EVERYTHING = 1 << 40


class Tables:
    """Looks at every table of a head office, and only when somebody has written since it looked last."""

    def __init__(self, hub: InProcessHub) -> None:
        self._hub = hub
        self._seen: dict[str, str] = {}
        self._version = -1

    def hashes(self) -> dict[str, str]:
        version = self._hub.writes()
        if version is None or version != self._version:
            self._seen, self._version = all_tables(self._hub.beside), version or 0
        return self._seen


def all_tables(hub: Hub) -> dict[str, str]:
    """A hash of every row of every table, by table."""
    with hub.db.reading():
        return {table.name: _hash(sorted(map(repr, hub.db.rows(select(table))))) for table in TABLES.sorted_tables}


def _hash(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()


def check_stream(hub: Hub, partition: str) -> int:
    """Raises AssertionError unless the stream is gap-free, its line and digest are those of a refold from nothing,
    the rows are those of the refold, and every verdict is a known one. Returns its head."""
    with hub.db.reading():
        head = hub.streams.head(partition)
        stamps = hub.streams.stamps(partition, head.epoch, after=0, most=EVERYTHING)
        assert [stamp.hub_seq for stamp in stamps] == list(range(1, head.head + 1))
        assert {stamp.reason for stamp in stamps} <= {"", *REASONS}
        digest, rows = _refolded(hub, partition, stamps)
        assert head.digest == digest
        held = hub.streams.rows.find_many(partition, rows)
        assert {row: state and pack(state) for row, state in held.items()} == {r: pack(s) for r, s in rows.items()}
        _check_line(hub, partition, stamps)
        _check_logs(hub, partition, stamps)
    return head.head


def _refolded(hub: Hub, partition: str, stamps: list[Stamp]) -> tuple[Digest, dict[str, RowState]]:
    digest, rows = Digest(), dict[str, RowState]()
    for stamp in stamps:
        if stamp.reason:
            continue
        entry = hub.streams.get_entry(partition, stamp.id)
        header = check_entry(entry, _previous(hub, partition, stamp.id))
        for operation in row_operations(operations_of(entry)):
            before = rows.get(operation.row)
            after = apply(before, operation, Meta(stamp.id, stamp.eff, header.seen, stamp.hub_seq))
            rows[operation.row] = after
            digest = digest.change(canonical_hash(operation.row, before), canonical_hash(operation.row, after))
    return digest, rows


def _previous(hub: Hub, partition: str, id: EntryId) -> bytes:
    return FIRST_HASH if id.seq == 1 else hub.streams.get_entry(partition, EntryId(id.replica, id.seq - 1)).hash


def _check_line(hub: Hub, partition: str, stamps: list[Stamp]) -> None:
    line = FIRST_LINE
    for stamp in stamps:
        line = next_line(
            line, stamp.hub_seq, stamp.id, received_ms=stamp.received_ms, eff=stamp.eff, reason=stamp.reason
        )
        assert hub.streams.lines.find(partition, stamp.hub_seq) == line


def _check_logs(hub: Hub, partition: str, stamps: list[Stamp]) -> None:
    """Every replica's log from its first entry to its head, chained."""
    tips: dict[bytes, tuple[int, bytes]] = {}
    for id in dict.fromkeys(stamp.id for stamp in stamps):
        seq, tip = tips.get(id.replica, (0, FIRST_HASH))
        entry = hub.streams.get_entry(partition, id)
        assert id.seq == seq + 1
        assert entry.hash == chain_hash(tip, entry.header)
        tips[id.replica] = id.seq, entry.hash
    for replica, (seq, tip) in tips.items():
        head = hub.streams.replica_head(partition, replica)
        assert (head.seq, head.hash) == (seq, tip)
