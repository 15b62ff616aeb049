"""Entries that came here under their second names (`domain.sync.second_name`)."""

from domain.sync.second_name import MARK, second_name
from headoffice.store.connection import Connection

BEYOND = MARK[:-1] + bytes([MARK[-1] + 1])


class SecondNames:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association

    def of(self, partition: str) -> set[bytes]:
        """Those that are here. They are few: entries get one only after a disk was copied."""
        return self._db.noted(("second", self._association, partition), lambda: self._read(partition))

    def forget(self, partition: str) -> None:
        """One more has come."""
        self._db.forget_note(("second", self._association, partition))

    def _read(self, partition: str) -> set[bytes]:
        rows = self._db.rows(
            "SELECT replica FROM replica_head WHERE association_id = ? AND partition = ? "
            "AND replica >= ? AND replica < ?",
            self._association,
            partition,
            MARK,
            BEYOND,
        )
        return {bytes(name) for (name,) in rows}

    def has_first(self, partition: str, second: bytes) -> bool:
        """Whether the entry that has this second name is here under its first, too: a disk that was copied gave it
        another name, and a laptop that never heard of that returned it after head office had lost both. Looks at every
        entry: it is asked of the few that have a second name, when they come."""
        rows = self._db.rows(
            "SELECT hash FROM entry WHERE association_id = ? AND partition = ?", self._association, partition
        )
        return any(second_name(bytes(hash)).replica == second for (hash,) in rows)
