"""Which incarnation of this device's database writes here (LOG.md, "Keys"): what names its entries.

A database that was restored from a backup or copied goes on as a new incarnation, so that no two logs share a name.
The sidecar beside it says so at opening; what head office holds says so at the next sync.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from db.connection import Database, begin_immediate
from db.failures import naming_disk
from db.notices import Notices
from db.sidecar import Sidecar, Tip, cause_of_new_incarnation, find_sidecar, machine_id, write_sidecar
from domain.sync.entries import REPLICA_BYTES

NONCE_BYTES = 8


class Incarnation:
    """`replica` is the name of the current one."""

    def __init__(
        self,
        db: Database,
        path: Path,
        notices: Notices,
        *,
        clock: Callable[[], int],
        random: Callable[[int], bytes],
        machine: str | None = None,
    ) -> None:
        self._db = db
        self._path = path
        self._notices = notices
        self._clock = clock
        self._random = random
        self._machine = machine_id() if machine is None else machine
        self._written: Sidecar | None = None
        found = db.execute("SELECT replica FROM replica WHERE is_current = 1").fetchone()
        self.replica = bytes(found[0]) if found else self.renew(None)
        self._renew_after_copy()

    def renew(self, cause: str | None) -> bytes:
        """A fresh incarnation, durable in the database and beside it; `cause` tells the administrator why."""
        with begin_immediate(self._db):
            fresh = self.renew_within(cause)
        self.replica = fresh
        self.write_sidecar()
        return fresh

    def renew_within(self, cause: str | None) -> bytes:
        """The same, inside a transaction of the caller's, who sets `replica` and writes the sidecar after it."""
        fresh = self._random(REPLICA_BYTES)
        now = datetime.fromtimestamp(self._clock() / 1000, UTC).isoformat()
        self._db.execute("UPDATE replica SET is_current = 0")
        self._db.execute("INSERT INTO replica (replica, made_at, is_current) VALUES (?, ?, 1)", (fresh, now))
        # The numbers of a new incarnation carry its own characters and start at one.
        self._db.execute("DELETE FROM counter")
        if cause is not None:
            self._notices.add(cause, at_ms=self._clock())
        return fresh

    def add_within(self, replica: bytes) -> None:
        """A name this database issues one entry under and writes nothing else; inside a transaction of the caller's."""
        now = datetime.fromtimestamp(self._clock() / 1000, UTC).isoformat()
        self._db.execute(
            "INSERT OR IGNORE INTO replica (replica, made_at, is_current) VALUES (?, ?, 0)", (replica, now)
        )

    def nonce(self) -> bytes:
        """What makes a question to head office unlike every other."""
        return self._random(NONCE_BYTES)

    def _renew_after_copy(self) -> None:
        sidecar = find_sidecar(self._path)
        cause = cause_of_new_incarnation(
            sidecar,
            replica=self.replica.hex(),
            earlier={replica.hex() for (replica,) in self._db.execute("SELECT replica FROM replica")},
            machine=self._machine,
            path=str(self._path.resolve()),
            hashes=self._hashes_at(sidecar),
        )
        if cause is not None:
            self.renew(cause)

    def _hashes_at(self, sidecar: Sidecar | None) -> Mapping[str, Tip]:
        found: dict[str, Tip] = {}
        for partition, tip in (sidecar.tips if sidecar else {}).items():
            row = self._db.execute(
                "SELECT e.hash FROM entry AS e JOIN stream AS s ON s.id = e.stream "
                "WHERE s.partition = ? AND e.replica = ? AND e.seq = ?",
                (partition, self.replica, tip.seq),
            ).fetchone()
            found[partition] = Tip(tip.seq, row[0].hex()) if row else Tip(0, "")
        return found

    def write_sidecar(self) -> None:
        """At idle, before a push and at close: it may lag the database, never lead it. Raises Unavailable."""
        self._write(self._committed())

    def catch_up_sidecar(self) -> bool:
        """Writes it when it lags, and says whether it did. Raises Unavailable."""
        committed = self._committed()
        lags = committed != self._written
        if lags:
            self._write(committed)
        return lags

    def _committed(self) -> Sidecar:
        if self._db.conn.in_transaction:
            # What is not committed may never be: a sidecar that had it would lead.
            raise RuntimeError("the sidecar is written from what has been committed")
        rows = self._db.execute(
            "SELECT s.partition, e.seq, e.hash FROM stream AS s JOIN entry AS e ON e.id = (SELECT last.id "
            "FROM entry AS last WHERE last.stream = s.id AND last.replica = ? ORDER BY last.seq DESC LIMIT 1)",
            (self.replica,),
        ).fetchall()
        tips = {partition: Tip(seq, digest.hex()) for partition, seq, digest in rows}
        return Sidecar(self.replica.hex(), self._machine, str(self._path.resolve()), tips)

    def _write(self, sidecar: Sidecar) -> None:
        with naming_disk():
            write_sidecar(self._path, sidecar)
        self._written = sidecar


class OwnNames:
    """Within the transaction that issues entries again."""

    def __init__(self, incarnation: Incarnation) -> None:
        self._incarnation = incarnation

    def add(self, replica: bytes) -> None:
        self._incarnation.add_within(replica)

    def renew(self) -> bytes:
        return self._incarnation.renew_within(None)
