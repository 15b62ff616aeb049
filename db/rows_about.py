"""Everything that was written about a person: the rows of every table that concern him, the void ones too."""

import json
from collections.abc import Collection, Iterator

from db.connection import Database

# Tables with an index over their person; the others are reached through these.
_BY_PERSON = (
    *("visits", "interviews", "attestations", "document_checks", "referrals", "consents", "contacts", "papers"),
    "interview_files",
    "signature_proofs",
    "enquiries",
    "suggestions",
    "request_steps",
    "session_items",
    *("complaints", "complaint_steps", "settlements", "compensations"),
)
_THEM = "(SELECT value FROM json_each(?1))"
_QUERIES = {table: f"SELECT id FROM {table} WHERE person IN {_THEM}" for table in _BY_PERSON} | {  # noqa: S608
    "persons": "SELECT id FROM persons WHERE id IN (SELECT value FROM json_each(?1))",
    "case_steps": (
        "SELECT id FROM case_steps WHERE interview IN "
        "(SELECT id FROM interviews WHERE person IN (SELECT value FROM json_each(?1)))"
    ),
    "signatures": (
        "SELECT id FROM signatures WHERE attestation IN "
        "(SELECT id FROM attestations WHERE person IN (SELECT value FROM json_each(?1)))"
    ),
    "same_persons": (
        "SELECT id FROM same_persons WHERE person IN (SELECT value FROM json_each(?1)) "
        "OR same_as IN (SELECT value FROM json_each(?1))"
    ),
}


class RowsAbout:
    def __init__(self, db: Database) -> None:
        self._db = db

    def persons(self, persons: Collection[str]) -> Iterator[tuple[str, str]]:
        """(table, row), in no order."""
        them = json.dumps(sorted(persons))
        for table, query in _QUERIES.items():
            for (row,) in self._db.execute(query, (them,)):
                yield table, row
