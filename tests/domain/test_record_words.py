"""What stands in a record is told in words: no day as it is stored, no number turned round by the Arabic beside it."""

import re

import pytest

from domain.arabic import isolate
from domain.record_words import RECORDS_NAMED, value
from domain.sync.schema import TABLES

COLUMNS = sorted({column.name for table in TABLES for cell in table.cells for column in cell.columns})
DAYS = [name for name in COLUMNS if re.search("(_on|_day)$|^day$|^until$", name)]
MOMENTS = [name for name in COLUMNS if name.endswith("_at") and name not in ("proof_at", "starts_at", "ends_at")]


@pytest.mark.parametrize("column", DAYS)
def test_a_day_is_told_in_words(column: str) -> None:
    assert "نوفمبر" in value(column, "2026-11-21").ar


@pytest.mark.parametrize("column", MOMENTS)
def test_a_moment_is_told_in_words(column: str) -> None:
    told = value(column, "2026-11-21T09:05+03:00")
    assert "نوفمبر" in told.ar
    assert "9:05 am" in told.en


@pytest.mark.parametrize("column", ["time", "proof_at", "starts_at", "ends_at"])
def test_an_hour_is_told_in_words(column: str) -> None:
    assert value(column, "14:05").en == "2:05 pm"


def test_the_number_of_a_record_stays_as_it_is_printed_beside_arabic_words() -> None:
    number = "RYD1-6NQ8-000003-Y"
    assert value("interview", f"{number} · نورة").ar == f"{isolate(number)} · نورة"
    assert value("attestation", number).ar == isolate(number)
    assert value("session", "3 · 2026-11-21").ar == "3 · السبت 21 نوفمبر 2026 م"
    assert set(RECORDS_NAMED) <= set(COLUMNS)
