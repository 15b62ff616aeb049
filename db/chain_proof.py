"""What the log proves of itself: chains whole, every part as its hash says, nothing missing that was not erased."""

from collections.abc import Iterator

from db.connection import Database
from db.entries import Entries, StoredStream
from db.erasure import Erasure
from domain.sync.chain import FIRST_HASH, check_entry
from domain.sync.entries import Entry, Malformed
from domain.sync.erasure import missing_subjects


class ChainProof:
    """Reads only."""

    def __init__(self, db: Database, entries: Entries) -> None:
        self._db, self._entries = db, entries

    def breaks(self) -> Iterator[str]:
        """A sentence for every break of a chain, every part that does not fit its hash, every gap."""
        for partition in self._entries.partitions():
            stream = self._entries.stream(partition)
            replicas = self._db.execute("SELECT DISTINCT replica FROM entry WHERE stream = ?", (stream.id,)).fetchall()
            for (replica,) in replicas:
                yield from self._breaks_of(stream, replica)

    def _breaks_of(self, stream: StoredStream, replica: bytes) -> Iterator[str]:
        previous, expected = FIRST_HASH, 1
        erasure = Erasure(self._db)
        erased, is_loading = erasure.explained(stream.id), erasure.is_loading(stream.id)
        rows = self._db.execute(
            "SELECT id, seq, header, hash FROM entry WHERE stream = ? AND replica = ? ORDER BY seq",
            (stream.id, replica),
        ).fetchall()
        for number, seq, header, digest in rows:
            where = f"{stream.partition} {replica.hex()[:8]} {seq}"
            if seq != expected:
                yield f"{where}: gap in the log"
            try:
                entry = Entry(header, digest, self._entries.parts(number, header))
                missing = missing_subjects(entry, check_entry(entry, previous))
                if not is_loading and not erased.issuperset(missing):
                    yield f"{where}: a part is missing, and no erasure says why"
            except Malformed as error:
                yield f"{where}: {error}"
            previous, expected = digest, seq + 1
