"""What was taken out of this laptop as files: local, like the prints. Who, when, which form, how many interviews."""

import json
from dataclasses import asdict, dataclass

from db.settings import Settings

KEPT = "answers.exports"
MOST_KEPT = 1_000


@dataclass(frozen=True)
class ExportRow:
    """`kind` is csv, xlsx or xml, `place` the file's name, `at` ISO with offset, `user` an id."""

    form: str
    kind: str
    place: str
    interviews: int
    at: str
    user: str


class Exports:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def add(self, row: ExportRow) -> None:
        """Stands when the call returns; the oldest of very many give way."""
        kept = [*self.all(), row][-MOST_KEPT:]
        self._settings.save(KEPT, json.dumps([asdict(each) for each in kept], ensure_ascii=False))

    def all(self) -> tuple[ExportRow, ...]:
        """In the order they were made."""
        return tuple(ExportRow(**each) for each in json.loads(self._settings.find(KEPT) or "[]"))
