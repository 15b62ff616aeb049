"""The signatures of the segments, as the laptops made them."""

from collections.abc import Iterable

from domain.sync.entries import EntryId
from domain.sync.wire import Proof
from headoffice.store.connection import Connection


class Proofs:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def between(self, partition: str, ids: Iterable[EntryId]) -> dict[EntryId, Proof]:
        """The segments that end with one of these entries."""
        ranges: dict[bytes, tuple[int, int]] = {}
        for replica, seq in ids:
            first, last = ranges.get(replica, (seq, seq))
            ranges[replica] = min(first, seq), max(last, seq)
        found: dict[EntryId, Proof] = {}
        for replica, (first, last) in ranges.items():
            rows = self._db.rows(
                "SELECT last_seq, device, signature FROM segment "
                "WHERE association_id = ? AND partition = ? AND replica = ? AND last_seq BETWEEN ? AND ?",
                self._association,
                partition,
                replica,
                first,
                last,
            )
            found.update({EntryId(replica, seq): Proof(device, signature) for seq, device, signature in rows})
        return found
