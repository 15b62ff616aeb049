"""Entries that came here under their second names (`domain.sync.second_name`)."""

from domain.sync.second_name import MARK
from headoffice.store.connection import Connection

BEYOND = MARK[:-1] + bytes([MARK[-1] + 1])


class SecondNames:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def of(self, partition: str) -> set[bytes]:
        """Those that are here. They are few: entries get one only after a disk was copied."""
        rows = self._db.rows(
            "SELECT replica FROM replica_head WHERE association_id = ? AND partition = ? "
            "AND replica >= ? AND replica < ?",
            self._association,
            partition,
            MARK,
            BEYOND,
        )
        return {bytes(name) for (name,) in rows}
