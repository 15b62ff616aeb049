"""Files beside the entries, scans above all: encrypted one by one in a folder beside the store (STORE.md).

A file is there before the store knows of it; what the store does not know is swept away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import blob_faults as faults
from db.blob_files import NOT_AS_WRITTEN, BlobFiles
from db.blob_places import ERASED, KNOWN, erased_names, hidden_path, kept_aside
from db.blob_rows import is_named, shown_files
from db.connection import Database, begin_immediate
from db.read_rights import ReadRights
from db.settings import Settings
from domain.errors import Unavailable
from domain.sync.blobs import MOST_BLOB_BYTES, blob_name


@dataclass(frozen=True)
class PreparedFile:
    """On the disk. It is of the partition whose entry will name it."""

    name: bytes
    size: int


@dataclass(frozen=True)
class StoredBlob:
    name: bytes
    partition: str
    size: int


class Blobs:
    def __init__(self, db: Database, settings: Settings, folder: Path, random: Callable[[int], bytes]) -> None:
        self._db = db
        self._settings = settings
        self._files = BlobFiles(folder, settings, random)
        self.rights = ReadRights(settings)

    # --- keeping and reading ---------------------------------------------------------------------------------------

    def keep(self, content: bytes, partition: str) -> bytes:
        """Its name. The same content is kept once. Raises RuleBroken when it is too large, Unavailable for the
        disk."""
        file = self.prepare(content)
        self.note(StoredBlob(file.name, partition, file.size))
        return file.name

    def prepare(self, content: bytes) -> PreparedFile:
        """On the disk, and swept away unless it is noted too. Raises like `keep`."""
        if not 0 < len(content) <= MOST_BLOB_BYTES:
            raise faults.too_large()
        name = blob_name(content)
        self._files.write(name, content)
        return PreparedFile(name, len(content))

    def note(self, blob: StoredBlob) -> None:
        """From now on the store knows of it, and sends it to head office."""
        self._db.execute(
            "INSERT OR IGNORE INTO blob (sha256, partition, size) VALUES (?, ?, ?)",
            (blob.name, blob.partition, blob.size),
        )

    def find(self, name: bytes) -> bytes | None:
        """None when it is not here. Raises Unavailable for the disk, and when it is damaged; what head office holds is
        then asked of it."""
        try:
            return self._files.read(name)
        except NOT_AS_WRITTEN as error:
            raise self._asked_anew(name) from error

    def find_or_want(self, name: bytes, partition: str) -> bytes | None:
        """The same; one that is not here is asked for with the next rounds."""
        content = self.find(name)
        if content is None:
            self.want(name, partition)
        return content

    def _asked_anew(self, name: bytes) -> Unavailable:
        """What is damaged goes only when another will come in its place."""
        held = self._db.execute("SELECT partition FROM blob WHERE sha256 = ? AND is_held = 1", (name,)).fetchall()
        if not held and self._files.bring_from_aside(name) is not None:
            return faults.damaged_and_mended()
        if not held:
            return faults.damaged_alone()
        self._files.place(name).unlink(missing_ok=True)
        for (partition,) in held:
            self.want(name, partition)
        return faults.damaged_and_mended() if self._files.place(name).exists() else faults.damaged()

    def sweep(self) -> int:
        """Files that the store does not know: how many there were. Those that head office holds and that are gone from
        here, as after a backup came to another laptop, are asked for again, unless they lie beside a store that was
        kept aside. Those of erased persons go from there too."""
        self._sweep_kept_aside()
        self._ask_again()
        if not self._files.folder.exists():
            return 0
        known = {self._files.place(name).name for (name,) in self._db.execute(KNOWN).fetchall()}
        orphans = [file for file in self._files.folder.glob("*/*") if file.name not in known]
        for orphan in orphans:
            orphan.unlink(missing_ok=True)
        return len(orphans)

    def _sweep_kept_aside(self) -> None:
        erased = erased_names(self._db)
        if not erased:
            return
        for name in erased:
            hidden = hidden_path(self._files.key(), name)
            for kept in kept_aside(self._files.folder.parent):
                (kept / hidden).unlink(missing_ok=True)
        self._settings.remove(ERASED)

    def _ask_again(self) -> None:
        rows = self._db.execute("SELECT sha256, partition, is_held FROM blob").fetchall()
        here = self._files.names_here() if rows else set()
        for name, partition, is_held in rows:
            if self._files.place(name).name in here:
                continue
            if is_held:
                self.want(name, partition)
            else:
                self._files.bring_from_aside(name)
        for name, partition in self._db.execute("SELECT sha256, partition FROM blob_arriving").fetchall():
            self._spare_asking(name, partition)

    # --- beside the stores that were kept aside ----------------------------------------------------------------------

    def _spare_asking(self, name: bytes, partition: str) -> bool:
        """Whether one that is wanted lay there, and is here now. Head office may never have had it: it is sent."""
        size = self._files.bring_from_aside(name) if self.rights.may_read(partition) else None
        if size is None:
            return False
        self.note(StoredBlob(name, partition, size))
        self.give_up(name, partition)
        return True

    # --- what head office holds ------------------------------------------------------------------------------------

    def to_send(self) -> tuple[StoredBlob, ...]:
        rows = self._db.execute(
            "SELECT sha256, partition, size FROM blob WHERE is_held = 0 ORDER BY size, sha256"
        ).fetchall()
        return tuple(StoredBlob(*row) for row in rows)

    def note_held(self, blob: StoredBlob) -> None:
        self._db.execute("UPDATE blob SET is_held = 1 WHERE sha256 = ? AND partition = ?", (blob.name, blob.partition))

    # --- what is on its way here -----------------------------------------------------------------------------------

    def want(self, name: bytes, partition: str) -> None:
        """It is asked for with the next rounds, unless it is here, or beside a store that was kept aside. What is noted
        and gone from the disk is not here."""
        if self.has(name, partition):
            if self._files.place(name).exists() or self._files.bring_from_aside(name) is not None:
                return
            self._db.execute("DELETE FROM blob WHERE sha256 = ? AND partition = ?", (name, partition))
        elif self._spare_asking(name, partition):
            return
        self._db.execute("INSERT OR IGNORE INTO blob_arriving VALUES (?, ?, 0, x'')", (name, partition))

    def give_up(self, name: bytes, partition: str) -> None:
        """It is asked for no more. One that comes otherwise is taken all the same while an entry names it."""
        self._db.execute("DELETE FROM blob_arriving WHERE sha256 = ? AND partition = ?", (name, partition))

    def wanted(self) -> tuple[tuple[StoredBlob, int], ...]:
        """With how much of each has come; the size is 0 until head office has said it. None of a partition that may not
        be read."""
        rows = self._db.execute("SELECT sha256, partition, size, length(data) FROM blob_arriving ORDER BY sha256")
        wanted = [(StoredBlob(name, partition, size), held) for name, partition, size, held in rows.fetchall()]
        closed = {blob.partition for blob, _ in wanted if not self.rights.may_read(blob.partition)}
        return tuple((blob, held) for blob, held in wanted if blob.partition not in closed)

    def add(self, blob: StoredBlob, content: bytes) -> bool:
        """What comes next of a wanted one; True when it is whole and here. One that is whole and not of its name is
        begun again. Raises Unavailable for the disk."""
        key = (blob.name, blob.partition)
        where = "WHERE sha256 = ? AND partition = ?"
        self._db.execute(
            f"UPDATE blob_arriving SET size = ?, data = CAST(data || ? AS BLOB) {where}",  # noqa: S608
            (blob.size, content, *key),
        )
        (data,) = self._db.execute(f"SELECT data FROM blob_arriving {where}", key).fetchone()  # noqa: S608
        if len(data) < blob.size:
            return False
        if blob_name(data) != blob.name:
            self._db.execute(f"UPDATE blob_arriving SET data = x'' {where}", key)  # noqa: S608
            return False
        self._files.write(blob.name, data)
        with begin_immediate(self._db):
            self._db.execute("INSERT OR REPLACE INTO blob VALUES (?, ?, ?, 1)", (*key, len(data)))
            self._db.execute(f"DELETE FROM blob_arriving {where}", key)  # noqa: S608
        return True

    # --- what comes whole ------------------------------------------------------------------------------------------

    def sizes(self, partition: str) -> dict[bytes, int]:
        """Of all files that are here."""
        rows = self._db.execute("SELECT sha256, size FROM blob WHERE partition = ?", (partition,)).fetchall()
        return dict(rows)

    def has(self, name: bytes, partition: str) -> bool:
        found = self._db.execute("SELECT 1 FROM blob WHERE sha256 = ? AND partition = ?", (name, partition)).fetchone()
        return found is not None

    def lacking(self, partition: str) -> frozenset[bytes]:
        """Files that are wanted, or that a record there shows, and that are not here. None where nothing may be
        read."""
        if not self.rights.may_read(partition):
            return frozenset()
        wanted = self._db.execute("SELECT sha256 FROM blob_arriving WHERE partition = ?", (partition,)).fetchall()
        names = {name for (name,) in wanted} | shown_files(self._db, partition)
        return frozenset(names - self.sizes(partition).keys())

    def is_named(self, name: bytes, partition: str) -> bool:
        """Whether it is wanted, or an entry of the log there names it: also one whose file another has replaced, or
        whose record is void."""
        wanted = self._db.execute(
            "SELECT 1 FROM blob_arriving WHERE sha256 = ? AND partition = ?", (name, partition)
        ).fetchone()
        return wanted is not None or is_named(self._db, name, partition)

    def take(self, content: bytes, partition: str, *, is_held: bool) -> bytes:
        """One that came otherwise than over the line, which brings it no more; `is_held` by head office, which is not
        sent it then. Raises like `keep`."""
        file = self.prepare(content)
        key = (file.name, partition)
        with begin_immediate(self._db):
            self._db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?, ?)", (*key, file.size, int(is_held)))
            self._db.execute("DELETE FROM blob_arriving WHERE sha256 = ? AND partition = ?", key)
        return file.name
