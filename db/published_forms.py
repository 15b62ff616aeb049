"""The forms that head office has given to every office, and what became of each on this laptop."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from db.connection import Database
from db.settings import Settings
from domain.sync.partitions import REFERENCE_PARTITION

FATES = "forms.published"
_ROWS = (
    "SELECT id, file_name, coalesce(form_id, ''), file, authority, published_at, void_reason IS NOT NULL "
    "FROM published_forms ORDER BY published_at, id"
)
_LACKING = (
    "SELECT file FROM published_forms WHERE void_reason IS NULL "
    "AND file NOT IN (SELECT sha256 FROM blob WHERE partition = ?)"
)


@dataclass(frozen=True)
class PublishedForm:
    """`form_id` is empty where the file says it itself; `file` the name of its bytes (`db.blobs`)."""

    id: str
    file_name: str
    form_id: str
    file: bytes
    authority: str
    published_at: str
    is_withdrawn: bool


@dataclass(frozen=True)
class Fate:
    """What this laptop made of it: `form` and `sha256` of the form that it took up, or `code`, `ar` and `en` of why it
    did not, by which `program`. `is_over` when it was withdrawn since, and that is settled."""

    form: str = ""
    sha256: str = ""
    code: str = ""
    ar: str = ""
    en: str = ""
    program: str = ""
    is_over: bool = False


class PublishedForms:
    """Rows are read alone, for head office writes them; fates are this laptop's own."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings

    def all(self) -> tuple[PublishedForm, ...]:
        """As they were published; those that were withdrawn too."""
        rows = self._db.execute(_ROWS).fetchall()
        return tuple(
            PublishedForm(id, file_name, form_id, file, authority or "", at, is_withdrawn=bool(is_withdrawn))
            for id, file_name, form_id, file, authority, at, is_withdrawn in rows
        )

    def lacking(self) -> frozenset[bytes]:
        """Files of those that stand which are not here yet."""
        rows = self._db.execute(_LACKING, (REFERENCE_PARTITION,)).fetchall()
        return frozenset(name for (name,) in rows)

    def fates(self) -> Mapping[str, Fate]:
        """By the id of what was published."""
        return {row: Fate(**fate) for row, fate in json.loads(self._settings.find(FATES) or "{}").items()}

    def note(self, row: str, fate: Fate) -> None:
        known = {id: asdict(one) for id, one in self.fates().items()}
        self._settings.save(FATES, json.dumps({**known, row: asdict(fate)}, ensure_ascii=False))
