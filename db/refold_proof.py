"""Whether the rows are what the log says: a refold that is rolled back again."""

from db.connection import Database, begin_immediate
from db.entries import Entries
from db.folding import Folding
from db.projection import Projection
from domain.sync.schema import TABLES


class RefoldProof:
    def __init__(self, db: Database, entries: Entries, projection: Projection, folding: Folding) -> None:
        self._db = db
        self._entries = entries
        self._projection = projection
        self._folding = folding

    def differences(self) -> tuple[str, ...]:
        """The tables and partitions that a refold would change. Nothing is changed: the refold is rolled back."""
        try:
            with begin_immediate(self._db):
                before = self._fingerprints()
                self._folding.refold()
                raise _Compared(before, self._fingerprints())
        except _Compared as compared:
            return tuple(name for name, value in compared.before.items() if compared.after[name] != value)

    def _fingerprints(self) -> dict[str, bytes]:
        """One hash for the rows of each business table and one for each stream's digest."""
        found = {table.name: self._projection.fingerprint(table) for table in TABLES}
        for partition in self._entries.partitions():
            digest = self._entries.stream(partition).digest
            found[partition] = f"{digest.count} {digest.total}".encode()
        return found


class _Compared(Exception):
    """Carries the comparison out of a transaction that must not be kept."""

    def __init__(self, before: dict[str, bytes], after: dict[str, bytes]) -> None:
        super().__init__("compared")
        self.before = before
        self.after = after
