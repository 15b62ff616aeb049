"""Papers as they were issued: found by what they are about, or by the number that is printed on them."""

from dataclasses import dataclass

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen

_COLUMNS = "id, kind, record, person, number, form, revision, made_at, made_by, sha256, code, data, file"


@dataclass(frozen=True)
class PaperRow:
    """`record` is the row it is about; `data` is None where that row holds the canonical JSON. `file` names the blob
    of its sealed PDF."""

    id: str
    kind: str
    record: str
    person: str | None
    number: str
    form: str
    revision: str
    made_at: str
    made_by: str
    sha256: str
    code: str
    data: bytes | None = None
    file: bytes | None = None


class Papers(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find(self, kind: str, record: str) -> PaperRow | None:
        """The newest of its kind about a record."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM papers WHERE kind = ? AND record = ? AND void_reason IS NULL "  # noqa: S608
            "ORDER BY made_at DESC, id DESC LIMIT 1",
            (kind, record),
        ).fetchone()
        return PaperRow(*found) if found else None


class PaperWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, paper: PaperRow) -> None:
        self._journal.add(
            "papers",
            paper.id,
            {
                "kind": paper.kind,
                "record": paper.record,
                "person": paper.person,
                "issue": [paper.number, paper.form, paper.revision, paper.made_at, paper.made_by],
                "code": [paper.sha256, paper.code],
                "data": paper.data,
                "file": paper.file,
            },
            subject=paper.person,
        )

    def put_file(self, seen: Seen, paper: PaperRow, file: bytes) -> None:
        self._journal.put(seen, {"file": file}, subject=paper.person)
