"""A partition that head office lets this laptop read no more: what others wrote in it leaves the store. What was
written here stays and goes on being sent; all of it comes back if the right does."""

from db.blob_rows import is_named
from db.connection import Database
from db.entries import Entries, StoredStream
from db.folding import Folding
from db.marks import Marks

_FOREIGN = "replica NOT IN (SELECT replica FROM replica)"


class ClosedPartition:
    def __init__(self, db: Database, entries: Entries, folding: Folding) -> None:
        self._db = db
        self._entries = entries
        self._marks = Marks(db, entries)
        self._folding = folding

    def may_leave(self, stream: StoredStream, epoch: int) -> bool:
        """Whether others wrote here and head office has all of it: in the life it is in now, for one that was wiped
        may say that it lets nothing be read, and have nothing but what laptops still hold."""
        others, unstamped = self._db.execute(
            f"SELECT count(*), coalesce(sum(hub_seq IS NULL), 0) FROM entry WHERE stream = ? AND {_FOREIGN}",  # noqa: S608
            (stream.id,),
        ).fetchone()
        return stream.epoch == epoch and others > 0 and unstamped == 0

    def leave(self, stream: StoredStream) -> None:
        """Inside a transaction of the caller's, who sweeps the files and wipes what was deleted after it."""
        key = (stream.id,)
        stream, _ = self._marks.go_back(stream, 0)
        self._db.execute(
            f"DELETE FROM part WHERE entry IN (SELECT id FROM entry WHERE stream = ? AND {_FOREIGN})",  # noqa: S608
            key,
        )
        for table in ("segment", "entry"):
            self._db.execute(f"DELETE FROM {table} WHERE stream = ? AND {_FOREIGN}", key)  # noqa: S608 (literals)
        self._folding.times.recompute_effs(stream)
        self._folding.refold()
        self._forget_files(stream.partition)

    def _forget_files(self, partition: str) -> None:
        self._db.execute("DELETE FROM blob_arriving WHERE partition = ?", (partition,))
        names = self._db.execute("SELECT sha256 FROM blob WHERE partition = ?", (partition,)).fetchall()
        for (name,) in names:
            if not is_named(self._db, name, partition):
                self._db.execute("DELETE FROM blob WHERE sha256 = ? AND partition = ?", (name, partition))
