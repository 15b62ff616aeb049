"""The versions of the association's profile that head office has published, and what this laptop made of the last."""

import json
from dataclasses import dataclass

from db.connection import Database
from db.settings import Settings
from domain.sync.partitions import REFERENCE_PARTITION

LEFT = "profile.published_left"
_ROWS = (
    "SELECT id, profile_id, profile_version, file_name, file FROM published_profiles WHERE void_reason IS NULL "
    "ORDER BY published_at, id"
)
_LACKING = (
    "SELECT file FROM published_profiles WHERE void_reason IS NULL "
    "AND file NOT IN (SELECT sha256 FROM blob WHERE partition = ?)"
)


@dataclass(frozen=True)
class PublishedProfile:
    """`file` names its bytes (`domain.sync.profile_parcel`)."""

    id: str
    profile: str
    version: str
    file_name: str
    file: bytes


class PublishedProfiles:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    def all(self) -> tuple[PublishedProfile, ...]:
        """As they were published."""
        return tuple(PublishedProfile(*row) for row in self._db.execute(_ROWS).fetchall())

    def lacking(self) -> frozenset[bytes]:
        """Files that are not here yet."""
        rows = self._db.execute(_LACKING, (REFERENCE_PARTITION,)).fetchall()
        return frozenset(name for (name,) in rows)

    def note_left(self, row: str, program: str) -> None:
        """This version of the program could not take it up."""
        self._settings.save(LEFT, json.dumps({**self._left(), row: program}))

    def is_left(self, row: str, program: str) -> bool:
        return self._left().get(row) == program

    def _left(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._settings.find(LEFT) or "{}")
        return found
