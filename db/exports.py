"""What was taken out of the office as files: who, when, which form, how many interviews. The files' own names stay on
the laptop that wrote them: they may say a person's."""

import json
from dataclasses import dataclass

from db.connection import Database
from db.settings import Settings
from db.unit_of_work import Journal

PLACES = "answers.export_places"
MOST_PLACES = 1_000


@dataclass(frozen=True)
class ExportRow:
    """`kind` is csv, xlsx, xml or xform, `at` ISO with offset, `user` an id."""

    id: str
    form: str
    kind: str
    interviews: int
    at: str
    user: str


class Exports:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    def all(self) -> tuple[ExportRow, ...]:
        """The newest first."""
        found = self._db.execute(
            "SELECT id, form_id, kind, interviews, made_at, made_by FROM exports WHERE void_reason IS NULL "
            "ORDER BY made_at DESC, id DESC"
        )
        return tuple(ExportRow(*row) for row in found)

    def keep_place(self, export: str, place: str) -> None:
        """The oldest of very many give way."""
        kept = [*self.places().items(), (export, place)][-MOST_PLACES:]
        self._settings.save(PLACES, json.dumps(dict(kept), ensure_ascii=False))

    def places(self) -> dict[str, str]:
        """The names of the files that were written here, by the id of their row."""
        found: dict[str, str] = json.loads(self._settings.find(PLACES) or "{}")
        return found


class ExportWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, row: ExportRow) -> None:
        self._journal.add(
            "exports",
            row.id,
            {
                "form_id": row.form,
                "kind": row.kind,
                "interviews": row.interviews,
                "made_at": row.at,
                "made_by": row.user,
            },
            subject=None,
        )
