"""Entries that came here under their second names (`domain.sync.second_name`)."""

from typing import cast

from domain.sync.second_name import MARK, second_name
from headoffice.store.connection import Connection, Foresight
from headoffice.store.driver import Row
from headoffice.store.numbers import Numbers

NAMES = "SELECT replica FROM replica_head WHERE association_id = ? AND partition = ? AND replica >= ? AND replica < ?"
BEYOND = MARK[:-1] + bytes([MARK[-1] + 1])


class SecondNames:
    """Of one association. Every call happens inside a transaction of the connection."""

    def __init__(self, db: Connection, association: bytes) -> None:
        self._db = db
        self._association = association
        self._numbers = Numbers(db, association)

    def of(self, partition: str) -> set[bytes]:
        """Those that are here. They are few: entries get one only after a disk was copied."""
        key = ("second", self._association, partition)
        if key not in self._db.notes:
            self._db.foresee(self.names(partition))
        return cast("set[bytes]", self._db.notes[key])

    def forget(self, partition: str) -> None:
        """One more has come."""
        self._db.forget_note(("second", self._association, partition))

    def names(self, partition: str) -> Foresight:
        """What `of` will be asked."""

        def take(rows: list[Row]) -> None:
            self._db.notes["second", self._association, partition] = {bytes(name) for (name,) in rows}

        return Foresight(NAMES, (self._association, partition, MARK, BEYOND), take)

    def has_first(self, partition: str, second: bytes) -> bool:
        """Whether the entry that has this second name is here under its first, too: a disk that was copied gave it
        another name, and a laptop that never heard of that returned it after head office had lost both. Looks at every
        entry: it is asked of the few that have a second name, when they come."""
        rows = self._db.rows("SELECT hash FROM entry WHERE stream = ?", self._numbers.stream(partition))
        return any(second_name(bytes(hash)).replica == second for (hash,) in rows)
