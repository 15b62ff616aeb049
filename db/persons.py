"""Persons of the store, and their search by name, identity number, phone or file number."""

from collections.abc import Mapping
from dataclasses import fields
from operator import itemgetter
from typing import Any

from db.connection import Database
from db.projection import Projection
from db.unit_of_work import Journal, Rows, Seen
from domain.arabic import search_key, to_ascii_digits
from domain.carddate import CardDate
from domain.errors import RuleBroken
from domain.office import number_as_printed
from domain.person import Person
from domain.sync.schema import Value

Row = tuple[Any, ...]

_COLUMNS = (
    "id, number, full_name, given, father, grandfather, family, id_type, id_number, id_override, mobile, "
    "sex, iban, town, member_number, party_kind, note, void_reason, born_hijri, born_gregorian, born_typed"
)
# Of a person, in the order of the columns; the three of his birth come last and are one.
_FIELDS = tuple(field.name for field in fields(Person) if field.name != "born")
_BORN = slice(len(_FIELDS), len(_FIELDS) + 3)
_BORN_TYPED = _BORN.stop - 1
_PREFIXED = ", ".join(f"p.{name}" for name in _COLUMNS.split(", ")) + ", p.name_key"
_NAME_KEY = itemgetter(-1)
LAST_CHARACTER = "\U0010ffff"

# A range on the normalised name finds what starts so. Where that fills the list the word index is not asked: what
# stands inside ranks behind. Never ordered by rank: that reads every hit (0.6 s among a million people); the few rows
# found are ranked in Python.
SEARCH_BY_START = f"""
    SELECT {_PREFIXED} FROM persons AS p
    WHERE p.name_key >= :low AND p.name_key < :high AND p.void_reason IS NULL LIMIT :limit
"""  # noqa: S608
SEARCH_BY_WORDS = f"""
    SELECT {_PREFIXED} FROM persons AS p WHERE p.n IN (
        SELECT rowid FROM person_words WHERE person_words MATCH :words LIMIT :limit
    ) AND p.void_reason IS NULL
"""  # noqa: S608
ALIKE_BY = f"SELECT {_PREFIXED} FROM persons AS p WHERE p.{{column}} = ? AND p.void_reason IS NULL LIMIT ?"  # noqa: S608
# The word index has the first letters of every word up to so many ready; words that begin with more of them are put
# together when they are asked for, which takes 0.1 s where they are common.
READY_LETTERS = 3
SEARCH_BY_DIGITS = f"""
    SELECT {_PREFIXED} FROM persons AS p WHERE p.n IN (
        SELECT n FROM (SELECT n FROM persons WHERE id_number >= :low AND id_number < :high LIMIT :limit)
        UNION
        SELECT n FROM (SELECT n FROM persons WHERE mobile >= :phone_low AND mobile < :phone_high LIMIT :limit)
    ) AND p.void_reason IS NULL LIMIT :limit
"""  # noqa: S608


class Persons(Rows):
    def __init__(self, db: Database, projection: Projection) -> None:
        super().__init__(projection)
        self._db = db

    def find_by_key(self, person: str) -> Person | None:
        """By id or by file number."""
        found = self._db.execute(
            f"SELECT {_COLUMNS} FROM persons WHERE id = ? OR number = ?",  # noqa: S608
            (person, number_as_printed(person)),
        ).fetchone()
        return _person(found) if found else None

    def get(self, person: str) -> tuple[Person, Seen]:
        """By id or by file number. Raises RuleBroken when there is none."""
        found = self.find_by_key(person)
        if found is None:
            raise RuleBroken(
                "person.unknown",
                ar="لا يوجد ملف بهذا الرقم. ابحث بالاسم أو رقم الهوية أو الجوال.",
                en="There is no person with this number. Search by name, identity number or phone.",
                field="person",
            )
        return found, self.seen("persons", found.id)

    def search(self, text: str, *, limit: int = 30) -> tuple[Person, ...]:
        """Whoever fits three letters of a name, an identity number, a phone or a file number; best first."""
        digits = to_ascii_digits(text).strip()
        number = digits.replace(" ", "").lstrip("+")
        if number.isdecimal() and len(number) >= 3:
            return self._by_digits(number, limit)
        if "-" in digits and digits.isascii():
            known = self.find_by_key(digits)
            return (known,) if known and known.void_reason is None else ()
        return self._by_name(search_key(text), limit)

    def _by_name(self, key: str, limit: int) -> tuple[Person, ...]:
        words = [word for word in key.split(" ") if word]
        if not words:
            return ()
        bounds = {"low": key, "high": key + LAST_CHARACTER, "limit": limit}
        # All of them begin with what was typed; where they do not fill the list, nobody else does.
        rows = sorted(self._db.execute(SEARCH_BY_START, bounds).fetchall(), key=_NAME_KEY)
        if len(rows) < limit:
            rows += self._with_words(words, limit, known={row[0] for row in rows})
        return tuple(map(_person, rows[:limit]))

    def _with_words(self, words: list[str], limit: int, *, known: set[str]) -> list[Row]:
        """Those with the words, the first word's first; with the beginnings of words where nobody is known else."""
        for match in dict.fromkeys((_words_but_the_last(words), _beginnings(words))):
            found = self._db.execute(SEARCH_BY_WORDS, {"words": match, "limit": limit}).fetchall()
            rows = [row for row in found if row[0] not in known]
            if rows or known:
                return sorted(rows, key=lambda row: (not row[-1].startswith(words[0]), row[-1]))
        return []

    def _by_digits(self, number: str, limit: int) -> tuple[Person, ...]:
        national = number.removeprefix("00").removeprefix("966").removeprefix("0")
        phone = "+966" + national
        rows = self._db.execute(
            SEARCH_BY_DIGITS,
            {
                "low": number,
                "high": number + LAST_CHARACTER,
                "phone_low": phone,
                "phone_high": phone + LAST_CHARACTER,
                "limit": limit,
            },
        )
        return tuple(_person(row) for row in rows)

    def alike(self, name_key: str, *, mobile: str | None, id_number: str | None, limit: int) -> tuple[Person, ...]:
        """Candidates for one and the same person, the surest first: number, mobile, the whole name, its first and last
        words with all others, these two alone. Each is found through an index; no more than `limit` of each."""
        rows: dict[str, tuple[str | None, ...]] = {}
        for column, value in (("id_number", id_number), ("mobile", mobile), ("name_key", name_key or None)):
            if value is not None:
                asked = self._db.execute(ALIKE_BY.format(column=column), (value, limit))
                rows.update((row[0], row) for row in asked if row[0])
        words = name_key.split()
        for some in dict.fromkeys((tuple(words), (words[0], words[-1]))) if len(words) > 1 else ():
            match = " ".join(f'"{_quoted(word)}"' for word in some)
            asked = self._db.execute(SEARCH_BY_WORDS, {"words": match, "limit": limit})
            rows.update((row[0], row) for row in asked if row[0])
        return tuple(map(_person, rows.values()))

    def with_identity(self, id_number: str) -> tuple[Person, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM persons WHERE id_number = ? AND void_reason IS NULL",  # noqa: S608
            (id_number,),
        )
        return tuple(_person(row) for row in rows)

    def latest(self, *, limit: int = 30) -> tuple[Person, ...]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM persons WHERE void_reason IS NULL ORDER BY n DESC LIMIT ?",  # noqa: S608
            (limit,),
        )
        return tuple(_person(row) for row in rows)

    def count(self) -> int:
        found: int = self._db.execute("SELECT count(*) FROM persons WHERE void_reason IS NULL").fetchone()[0]
        return found


def _words_but_the_last(words: list[str]) -> str:
    """Who types on has written the words before in full, the short ones perhaps not."""
    whole = (f'"{_quoted(word)}"{"*" if len(word) <= READY_LETTERS else ""}' for word in words[:-1])
    return " ".join((*whole, f'"{_quoted(words[-1])}"*'))


def _beginnings(words: list[str]) -> str:
    return " ".join(f'"{_quoted(word)}"*' for word in words)


def _quoted(word: str) -> str:
    return word.replace('"', '""')


def _person(row: Row) -> Person:
    # Past the constructor: a frozen one sets each field by a call of its own, and thirty are made with every key that
    # is typed (1.7 µs against 0.4).
    found = object.__new__(Person)
    values = found.__dict__
    values.update(zip(_FIELDS, row))  # noqa: B905 - the keyword takes 0.1 of them
    values["born"] = CardDate(*row[_BORN]) if row[_BORN_TYPED] else None
    if row[0] is None or row[1] is None or row[2] is None:  # an erased one
        values.update(id=row[0] or "", number=row[1] or "", name=row[2] or "")
    return found


def cells_of(person: Person) -> dict[str, Value]:
    """The person as cells of the registry."""
    born = person.born
    return {
        "number": person.number,
        "name": [person.name, person.given, person.father, person.grandfather, person.family],
        "identity": [person.id_type, person.id_number, person.id_override],
        "mobile": person.mobile,
        "born": [born.hijri, born.gregorian, born.typed] if born else [None, None, None],
        "sex": person.sex,
        "iban": person.iban,
        "town": person.town,
        "member_number": person.member_number,
        "party_kind": person.party_kind,
        "note": person.note,
    }


class PersonWrites:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, person: Person) -> None:
        self._journal.add("persons", person.id, cells_of(person), subject=person.id)

    def edit(self, seen: Seen, before: Person, after: Person) -> Mapping[str, Value]:
        """Puts the cells that differ from what the clerk was shown; returns them (none: nothing is written)."""
        old, new = cells_of(before), cells_of(after)
        changed = {name: value for name, value in new.items() if value != old[name]}
        if changed:
            self._journal.put(seen, changed, subject=before.id)
        return changed

    def settle(self, seen: Seen, cell: str, value: Value) -> None:
        """A person has chosen: names every candidate, so the task is closed."""
        self._journal.put(seen, {cell: value}, subject=seen.row, settles=True)
