"""A person's data taken out of this laptop (`domain.sync.erasure`): what is in the log, and what is beside it.

Every call but `sweep` happens inside a transaction of the caller's. `wipe` afterwards makes the bytes leave the files.
"""

import json

from db.blob_places import note_erased
from db.connection import Database, begin_immediate
from db.read_rights import ReadRights
from db.settings import Settings
from db.stored import StoredStream
from domain.sync.entries import Malformed, row_bytes
from domain.sync.entry_bytes import decode_header, decode_operations
from domain.sync.erasure import erased_by, numbers_of, subject_bytes
from domain.sync.named_files import files_of_part
from domain.sync.partitions import office_of

# How an operation list begins that holds an erasure and nothing else: an array of one, an array of four, the code 5.
_ERASURE = bytes((0x91, 0x94, 0x05))
_UNSAVED = "people.unsaved."


class Erasure:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._rights = ReadRights(Settings(db))

    # --- who was erased --------------------------------------------------------------------------------------------

    def persons(self, stream: int) -> frozenset[str]:
        """By erasures that head office has applied."""
        rows = self._db.execute("SELECT person FROM erased WHERE stream = ?", (stream,)).fetchall()
        return frozenset(person for (person,) in rows)

    def subjects(self, stream: int) -> frozenset[bytes]:
        return subject_bytes(self.persons(stream))

    def explained(self, stream: int) -> frozenset[str]:
        """Whom any erasure in the log names, also one that came by hand from another laptop and has no stamp here; of
        what is only sent from here, an erasure of another stream may have been the word."""
        return self._named(stream, "1").union(*(self._named(other, "1") for other in self._reaching(stream)))

    def is_ahead(self, stream: int) -> bool:
        """Whether somebody was erased here of whose erasure head office does not know (any more): it was restored."""
        persons = self.persons(stream)
        return bool(persons) and not persons <= self._named(stream, "e.hub_seq IS NOT NULL AND e.reason = ''")

    def _named(self, stream: int, condition: str) -> frozenset[str]:
        rows = self._db.execute(
            "SELECT p.data FROM part AS p JOIN entry AS e ON e.id = p.entry "  # noqa: S608 (one of two literals)
            f"WHERE e.stream = ? AND substr(p.data, 1, 3) = ? AND {condition}",
            (stream, _ERASURE),
        ).fetchall()
        found: set[str] = set()
        for (data,) in rows:
            try:
                found.update(erased_by(decode_operations(data)))
            except Malformed:
                continue
        return frozenset(found)

    # --- how far head office's word has come -----------------------------------------------------------------------

    def note_head(self, stream: int, head: int) -> None:
        self._db.execute("UPDATE stream SET head = ? WHERE id = ? AND head <> ?", (head, stream, head))

    def is_loading(self, stream: int) -> bool:
        """Whether head office has said more than has arrived here."""
        found = self._db.execute("SELECT head > cursor FROM stream WHERE id = ?", (stream,)).fetchone()
        return bool(found and found[0])

    # --- taking out ------------------------------------------------------------------------------------------------

    def reached(self, stream: StoredStream) -> tuple[int, ...]:
        """The streams out of which an erasure of this one takes a person: itself, and those of the office that are
        only sent from here, for no word of head office ever comes in them."""
        owner = office_of(stream.partition)
        rows = self._db.execute("SELECT id, partition FROM stream WHERE id <> ?", (stream.id,)).fetchall()
        sent = (id for id, name in rows if owner and office_of(name) == owner and self._rights.only_sends(name))
        return (stream.id, *sent)

    def _reaching(self, stream: int) -> tuple[int, ...]:
        """The other streams whose erasures reach this one."""
        rows = self._db.execute("SELECT id, partition FROM stream").fetchall()
        names = dict(rows)
        name = names[stream]
        if not self._rights.only_sends(name):
            return ()
        return tuple(id for id, other in rows if id != stream and office_of(other) == office_of(name))

    def erase(self, stream: int, person: str) -> int:
        """An erasure was applied: how many parts of the log went. The rows are refolded by the caller."""
        self._db.execute("INSERT OR IGNORE INTO erased (stream, person) VALUES (?, ?)", (stream, person))
        self._forget_beside(person)
        rows = self._db.execute(
            "SELECT id, header FROM entry WHERE stream = ? AND instr(header, ?) > 0", (stream, row_bytes(person))
        ).fetchall()
        return sum(self._take_out(stream, number, header, frozenset((person,))) for number, header in rows)

    def strip(self, stream: int, number: int) -> int:
        """An entry was stamped: what of it concerns erased persons goes. How many parts."""
        persons = self.persons(stream)
        if not persons:
            return 0
        (header,) = self._db.execute("SELECT header FROM entry WHERE id = ?", (number,)).fetchone()
        return self._take_out(stream, number, header, persons)

    def _take_out(self, stream: int, number: int, raw: bytes, persons: frozenset[str]) -> int:
        header = decode_header(raw)
        gone = [n for person in persons for n in numbers_of(header, person)]
        return sum(self._take_out_part(stream, number, n) for n in gone)

    def _take_out_part(self, stream: int, entry: int, number: int) -> int:
        key = (entry, number)
        found = self._db.execute("SELECT data FROM part WHERE entry = ? AND n = ?", key).fetchone()
        if found is None:
            return 0
        self._db.execute("DELETE FROM part WHERE entry = ? AND n = ?", key)
        for name in files_of_part(found[0]):
            self._forget_file(stream, name)
        return 1

    def _forget_file(self, stream: int, name: bytes) -> None:
        """One that nothing of the stream names any more; the file itself goes with the next sweep (`db.blobs`) when
        none knows it. 32 bytes of a hash stand in no part by chance, so parts need not be decoded to find who else
        names it."""
        rows = self._db.execute(
            "SELECT DISTINCT e.stream FROM part AS p JOIN entry AS e ON e.id = p.entry WHERE instr(p.data, ?) > 0",
            (name,),
        ).fetchall()
        if (stream,) in rows:
            return
        for table in ("blob", "blob_arriving"):
            self._db.execute(
                f"DELETE FROM {table} WHERE sha256 = ? "  # noqa: S608 (one of two literals)
                "AND partition = (SELECT partition FROM stream WHERE id = ?)",
                (name, stream),
            )
        if not rows:
            note_erased(self._db, (name,))

    def _forget_beside(self, person: str) -> None:
        """Drafts of interviews with their files, forms that were typed and not saved, and all that was printed."""
        gone = self._db.execute(
            "DELETE FROM draft_file WHERE interview IN (SELECT interview FROM draft WHERE person = ?) RETURNING sha256",
            (person,),
        ).fetchall()
        if gone:
            note_erased(self._db, (name for (name,) in gone))
        self._db.execute("DELETE FROM draft WHERE person = ?", (person,))
        self._db.execute("DELETE FROM print WHERE person = ?", (person,))
        self._db.execute("DELETE FROM print_job WHERE person = ?", (person,))
        forms = self._db.execute(
            "SELECT key, value FROM setting WHERE substr(key, 1, ?) = ?", (len(_UNSAVED), _UNSAVED)
        ).fetchall()
        for key, value in forms:
            kept = [form for form in json.loads(value) if form.get("person") != person]
            text = json.dumps(kept, ensure_ascii=False)
            if text != value:
                self._db.execute("UPDATE setting SET value = ? WHERE key = ?", (text, key))

    # --- afterwards ------------------------------------------------------------------------------------------------

    def sweep(self) -> None:
        """At start: a page that was open while its person was erased may have written a draft once more, and the power
        may have gone between erasing and wiping."""
        persons = self._db.execute("SELECT DISTINCT person FROM erased").fetchall()
        if persons:
            with begin_immediate(self._db):
                for (person,) in persons:
                    self._forget_beside(person)
            self.wipe()

    def wipe(self) -> None:
        """Outside of a transaction: what was deleted leaves the write-ahead log too. The database overwrites with
        zeros what it frees (`secure_delete`)."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
