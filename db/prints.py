"""Prints of papers on this laptop: local, like the print queue (LOG.md). What was signed is in the log; how often its
paper was drawn here, and on which machine, concerns no other laptop."""

from dataclasses import dataclass

from db.connection import Database, naming_failures

ATTESTATION = "attestation"


@dataclass(frozen=True)
class PrintRow:
    """`subject` is the row the paper is about, `paper` its kind; `person` empty for one that is nobody's.
    `sha256` and `state` say which revision it was; `way` is printer or file, `place` its name; `at` is ISO with offset,
    `user` an id."""

    subject: str
    person: str
    sha256: str
    state: str
    way: str
    place: str
    copies: int
    at: str
    user: str
    paper: str = ATTESTATION


_COLUMNS = "subject, person, sha256, state, way, place, copies, at, user, paper"


class Prints:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, row: PrintRow) -> None:
        """Stands when the call returns. Raises Unavailable when the world refuses."""
        with naming_failures():
            self._db.execute(
                f"INSERT INTO print ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    *(row.subject, row.person, row.sha256, row.state, row.way, row.place),
                    *(row.copies, row.at, row.user, row.paper),
                ),
            )

    def of(self, subject: str, paper: str = ATTESTATION) -> tuple[PrintRow, ...]:
        """In the order they were made."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM print WHERE subject = ? AND paper = ? ORDER BY n",  # noqa: S608
            (subject, paper),
        )
        return tuple(PrintRow(*row) for row in rows)

    def of_person(self, person: str) -> tuple[PrintRow, ...]:
        """In the order they were made, of whatever kind."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM print WHERE person = ? ORDER BY n", (person,))  # noqa: S608
        return tuple(PrintRow(*row) for row in rows)
