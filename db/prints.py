"""Prints of attestations on this laptop: local, like the print queue (LOG.md). What was signed is in the log; how often
its paper was drawn here, and on which machine, concerns no other laptop."""

from dataclasses import dataclass

from db.connection import Database, naming_failures


@dataclass(frozen=True)
class PrintRow:
    """`sha256` and `state` say which revision of the paper it was; `way` is printer or file, `place` its name; `at` is
    ISO with offset, `user` an id."""

    attestation: str
    person: str
    sha256: str
    state: str
    way: str
    place: str
    copies: int
    at: str
    user: str


_COLUMNS = "attestation, person, sha256, state, way, place, copies, at, user"


class Prints:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, row: PrintRow) -> None:
        """Stands when the call returns. Raises Unavailable when the world refuses."""
        with naming_failures():
            self._db.execute(
                f"INSERT INTO print ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (
                    *(row.attestation, row.person, row.sha256, row.state, row.way, row.place),
                    *(row.copies, row.at, row.user),
                ),
            )

    def of(self, attestation: str) -> tuple[PrintRow, ...]:
        """In the order they were made."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM print WHERE attestation = ? ORDER BY n", (attestation,))  # noqa: S608
        return tuple(PrintRow(*row) for row in rows)
