"""Sheets of satisfaction: those that left the box, and the box of this laptop."""

from collections.abc import Iterable

from db.connection import Database
from db.unit_of_work import Journal
from domain.survey import Sheet

_BOXED = "id, instrument, form_id, form_version, form_sha256, answers"


class SurveySheets:
    def __init__(self, db: Database) -> None:
        self._db = db

    def between(self, instrument: str, first: str, last: str) -> tuple[Sheet, ...]:
        """Those of these days, both of them too, in the order of what is written on them: in no other."""
        rows = self._db.execute(
            f"SELECT {_BOXED}, day FROM survey_sheets WHERE instrument = ? AND day BETWEEN ? AND ? "  # noqa: S608
            "AND void_reason IS NULL ORDER BY answers, id",
            (instrument, first, last),
        )
        return tuple(Sheet(*row) for row in rows)

    def of_form(self, form_id: str) -> tuple[Sheet, ...]:
        """With any version of a form, in the same order."""
        rows = self._db.execute(
            f"SELECT {_BOXED}, day FROM survey_sheets WHERE form_id = ? AND void_reason IS NULL ORDER BY answers, id",  # noqa: S608
            (form_id,),
        )
        return tuple(Sheet(*row) for row in rows)


class SurveySheetWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, sheet: Sheet) -> None:
        self._journal.add(
            "survey_sheets",
            sheet.id,
            {
                "instrument": sheet.instrument,
                "form": [sheet.form_id, sheet.form_version, sheet.form_sha256],
                "day": sheet.day,
                "answers": sheet.answers,
            },
            subject=None,
        )


class SurveyBox:
    """Local: written at once, no entry."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, sheet: Sheet) -> None:
        self._db.execute(
            f"INSERT INTO survey_box ({_BOXED}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            (sheet.id, sheet.instrument, sheet.form_id, sheet.form_version, sheet.form_sha256, sheet.answers),
        )

    def of(self, instrument: str) -> tuple[Sheet, ...]:
        rows = self._db.execute(f"SELECT {_BOXED} FROM survey_box WHERE instrument = ? ORDER BY id", (instrument,))  # noqa: S608
        return tuple(Sheet(*row) for row in rows)

    def take_out(self, ids: Iterable[str]) -> int:
        """How many of them lay in it."""
        return sum(self._db.execute("DELETE FROM survey_box WHERE id = ?", (id,)).rowcount for id in ids)
