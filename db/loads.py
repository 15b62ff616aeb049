"""Streams on their way as one file (`domain.sync.snapshot`): what has come is kept encrypted like everything else."""

from collections.abc import Sequence

import msgspec

from db.connection import Database, begin_immediate
from domain.sync.exchange import Load
from domain.sync.snapshot import Snapshot


class Loads:
    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> tuple[Load, ...]:
        rows = self._db.execute("SELECT about, held FROM load ORDER BY partition").fetchall()
        return tuple(Load(msgspec.msgpack.decode(about, type=Snapshot), held) for about, held in rows)

    def begin(self, snapshot: Snapshot) -> None:
        """In the place of another file of the stream. A file that was refused once is not begun again."""
        with begin_immediate(self._db):
            if self._db.execute("SELECT 1 FROM load_refused WHERE sha256 = ?", (snapshot.sha256,)).fetchone():
                return
            self._remove(snapshot.partition)
            self._db.execute(
                "INSERT INTO load (partition, about, held) VALUES (?, ?, 0)",
                (snapshot.partition, msgspec.msgpack.encode(snapshot)),
            )

    def add(self, partition: str, chunks: Sequence[tuple[int, bytes]], *, held: int) -> None:
        """What is beyond `held` goes."""
        with begin_immediate(self._db):
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO load_chunk (partition, n, data) VALUES (?, ?, ?)",
                [(partition, number, data) for number, data in chunks],
            )
            (size,) = (load.snapshot.chunk_bytes for load in self.all() if load.partition == partition)
            self._db.execute("DELETE FROM load_chunk WHERE partition = ? AND n * ? >= ?", (partition, size, held))
            self._db.execute("UPDATE load SET held = ? WHERE partition = ?", (held, partition))

    def chunk(self, partition: str, number: int) -> bytes:
        """One that has come, or what has come of it."""
        found: bytes = self._db.execute(
            "SELECT data FROM load_chunk WHERE partition = ? AND n = ?", (partition, number)
        ).fetchone()[0]
        return found

    def end(self, partition: str, *, is_refused: bool = False) -> None:
        with begin_immediate(self._db):
            for load in self.all():
                if is_refused and load.partition == partition:
                    self._db.execute("INSERT OR IGNORE INTO load_refused VALUES (?)", (load.snapshot.sha256,))
            self._remove(partition)

    def _remove(self, partition: str) -> None:
        self._db.execute("DELETE FROM load_chunk WHERE partition = ?", (partition,))
        self._db.execute("DELETE FROM load WHERE partition = ?", (partition,))
