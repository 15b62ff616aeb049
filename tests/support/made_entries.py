"""Operations made by hand, for tests below the store."""

import uuid

from domain.sync.entries import Add, EntryId, Put
from domain.sync.tables import VISITS

NOTE = VISITS.cell("note").number


def row(number: int) -> str:
    return str(uuid.UUID(int=(0x7 << 76) | (0x2 << 62) | number))


def add_visit(number: int, note: str | None = None) -> Add:
    cells = {"day": "2026-11-21", "time": "09:15", "category": "men", "note": note}
    return Add(VISITS.number, row(number), {VISITS.cell(name).number: value for name, value in cells.items()})


def put(number: int, base: EntryId | None, note: str) -> Put:
    return Put(VISITS.number, row(number), {NOTE: note}, {NOTE: (base,) if base else ()})
