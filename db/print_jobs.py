"""What was sent to a printer and has not come out yet: local, encrypted, with the paper as it was seen. A paper is kept
until it is printed or dropped; what was printed leaves its line, without the paper."""

from dataclasses import dataclass, field, replace
from typing import Any

from db.connection import Database, begin_immediate, naming_failures
from db.prints import PrintRow, Prints

QUEUED, SENT, FAILED, DONE = "queued", "sent", "failed", "done"
MOST_DONE = 500


@dataclass(frozen=True)
class PrintJobRow:
    """`pages` as `domain.print_order.written_pages` writes them; `sha256` of an attestation is its data's, else of the
    file; `ticket` is the number the system gave the job, 0 for none; `state` the attestation's on the
    paper, or the revision of another's form; `subject` the row that such a paper is about."""

    id: str
    kind: str
    title: str
    person: str | None
    attestation: str | None
    state: str
    sha256: str
    pdf: bytes = field(repr=False)
    printer: str
    copies: int
    pages: str
    is_thermal: bool
    progress: str
    ticket: int
    reason_ar: str
    reason_en: str
    at: str
    user: str
    subject: str = ""


_COLUMNS = (
    "id, kind, title, person, attestation, state, sha256, pdf, printer, copies, pages, thermal, progress, ticket, "
    "reason_ar, reason_en, at, user, subject"
)
_NOTHING = b""


class PrintJobs:
    """Every write stands when its call returns. Raises Unavailable when the world refuses."""

    def __init__(self, db: Database, prints: Prints) -> None:
        self._db = db
        self._prints = prints

    def add(self, row: PrintJobRow) -> None:
        with naming_failures():
            self._db.execute(
                f"INSERT INTO print_job ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    *(row.id, row.kind, row.title, row.person, row.attestation, row.state, row.sha256, row.pdf),
                    *(row.printer, row.copies, row.pages, int(row.is_thermal), row.progress, row.ticket),
                    *(row.reason_ar, row.reason_en, row.at, row.user, row.subject),
                ),
            )

    def find(self, id: str) -> PrintJobRow | None:
        found = self._db.execute(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (id,)).fetchone()  # noqa: S608
        return _row(found) if found else None

    def waiting(self) -> tuple[PrintJobRow, ...]:
        """All that have not come out, the oldest first, without their papers."""
        columns = _COLUMNS.replace(" pdf,", " x'',")
        found = self._db.execute(
            f"SELECT {columns} FROM print_job WHERE progress <> ? ORDER BY n",  # noqa: S608
            (DONE,),
        )
        return tuple(map(_row, found))

    def mark(self, id: str, progress: str, *, ticket: int = 0, reason_ar: str = "", reason_en: str = "") -> None:
        """One that is done stays done."""
        with naming_failures():
            self._db.execute(
                "UPDATE print_job SET progress = ?, ticket = ?, reason_ar = ?, reason_en = ? "
                "WHERE id = ? AND progress <> ?",
                (progress, ticket, reason_ar, reason_en, id, DONE),
            )

    def send_again(self, id: str, *, printer: str, thermal: bool, at: str, user: str) -> None:
        with naming_failures():
            self._db.execute(
                "UPDATE print_job SET progress = ?, ticket = 0, reason_ar = '', reason_en = '', printer = ?, "
                "thermal = ?, at = ?, user = ? WHERE id = ? AND progress <> ?",
                (QUEUED, printer, int(thermal), at, user, id, DONE),
            )

    def finish(self, id: str, made: PrintRow) -> bool:
        """It came out; `made` is its line among the prints. False when that stood already."""
        with naming_failures(), begin_immediate(self._db):
            count = self._db.execute(
                "UPDATE print_job SET progress = ?, pdf = ?, reason_ar = '', reason_en = '' "
                "WHERE id = ? AND progress <> ?",
                (DONE, _NOTHING, id, DONE),
            ).rowcount
            if count:
                self._prints.add(made)
            self._db.execute(
                "DELETE FROM print_job WHERE progress = ?1 AND n NOT IN "
                "(SELECT n FROM print_job WHERE progress = ?1 ORDER BY n DESC LIMIT ?2)",
                (DONE, MOST_DONE),
            )
        return bool(count)

    def remove(self, id: str) -> None:
        with naming_failures():
            self._db.execute("DELETE FROM print_job WHERE id = ? AND progress <> ?", (id, DONE))


def _row(values: tuple[Any, ...]) -> PrintJobRow:
    row = PrintJobRow(*values)
    return replace(row, is_thermal=bool(row.is_thermal))
