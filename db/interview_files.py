"""Pictures and files that are answers: those of written interviews, and those of this laptop's drafts."""

from dataclasses import dataclass

from db.blobs import PreparedFile
from db.connection import Database
from db.unit_of_work import Journal
from domain.sync.schema import Value

_COLUMNS = "id, interview, person, file, answer, title, size, added_at, added_by"


@dataclass(frozen=True)
class InterviewFileRow:
    """`file` names the blob; `title` is what it was called where it was chosen."""

    id: str
    interview: str
    person: str
    file: bytes
    answer: str
    title: str
    size: int
    added_at: str
    added_by: str


@dataclass(frozen=True)
class DraftFile:
    """On the disk, named by no entry yet."""

    sha256: bytes
    answer: str
    title: str
    size: int


class InterviewFiles:
    def __init__(self, db: Database) -> None:
        self._db = db

    def of_interview(self, interview: str) -> tuple[InterviewFileRow, ...]:
        """All that its answers have named, in any of its versions: two laptops may have answered at once, and a person
        chooses later. Whether one is an answer now, the answers say."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM interview_files WHERE interview = ? AND void_reason IS NULL ORDER BY id",  # noqa: S608
            (interview,),
        )
        return tuple(InterviewFileRow(*row) for row in rows)

    def naming(self, file: bytes) -> tuple[str, ...]:
        """The ids of the rows that name a file."""
        rows = self._db.execute(
            "SELECT id FROM interview_files WHERE file = ? AND void_reason IS NULL ORDER BY id", (file,)
        )
        return tuple(row for (row,) in rows)


class InterviewFileWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, row: InterviewFileRow) -> None:
        cells: dict[str, Value] = {
            "interview": row.interview,
            "person": row.person,
            "file": row.file,
            "answer": [row.answer, row.title, row.size],
            "added_at": row.added_at,
            "added_by": row.added_by,
        }
        self._journal.add("interview_files", row.id, cells, subject=row.person)


class DraftFiles:
    """Local: written at once, no entry. They go with their draft (`db.interviews.Drafts`)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def hold(self, interview: str, blob: PreparedFile, *, answer: str, title: str) -> None:
        """From now on no sweep takes the file."""
        self._db.execute(
            "INSERT OR REPLACE INTO draft_file (interview, sha256, answer, title, size) VALUES (?, ?, ?, ?, ?)",
            (interview, blob.name, answer, title, blob.size),
        )

    def drop_unnamed(self) -> None:
        """At start, when nothing can be taken back any more: those that were replaced, and those of no draft."""
        self._db.execute(
            "DELETE FROM draft_file WHERE NOT EXISTS (SELECT 1 FROM draft AS d "
            "WHERE d.interview = draft_file.interview AND instr(d.saved, draft_file.answer) > 0)"
        )

    def of_interview(self, interview: str) -> tuple[DraftFile, ...]:
        rows = self._db.execute(
            "SELECT sha256, answer, title, size FROM draft_file WHERE interview = ? ORDER BY sha256", (interview,)
        )
        return tuple(DraftFile(*row) for row in rows)
