"""What waits to be written, as statements for PostgreSQL: as few as may be, for each costs the server and the line to
it about as much as the row that it writes."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from headoffice.store.arrays import column_of
from headoffice.store.driver import Batch, Columns, Question, Values
from headoffice.store.postgresql_pipeline import PLACE, translated
from headoffice.store.statements import Compiled

MOST_AT_ONCE = 1_000  # rows of one statement


def statements_of(batches: Sequence[Batch]) -> list[Question]:
    """One for all of them, where each is of one statement and of tables that no other touches."""
    statements = [statement for known, rows in batches for statement in _statements_of(known, rows)]
    if len(statements) != len(batches) or len(batches) < 2 or not _are_apart([known for known, _ in batches]):
        return statements
    values = [value for sql, of_one in statements for value in translated(sql).placed(of_one)]
    return [(_together(tuple([sql for sql, _ in statements])), values)]


def _are_apart(several: Sequence[Compiled]) -> bool:
    touched = [table for known in several for table in known.tables or ()]
    return len(set(touched)) == len(touched) and all(known.tables for known in several)


@lru_cache(maxsize=100)
def _together(statements: tuple[str, ...]) -> str:
    """Whose values are those of each in turn. None of them sees what another does."""
    *others, last = (PLACE.sub(rf"%(w{n}_\1)\2", sql) for n, sql in enumerate(statements))
    return "WITH " + ", ".join(f"w{n} AS ({sql})" for n, sql in enumerate(others)) + " " + last


def _statements_of(known: Compiled, rows: Sequence[Values] | Columns) -> Iterator[Question]:
    if not isinstance(rows, Columns):
        yield from ((known.sql, row) for row in rows)
    elif len(rows) == 1:
        yield from ((known.sql, dict(zip(known.columns, row, strict=True))) for row in rows.rows())
    else:
        for start in range(0, len(rows), MOST_AT_ONCE):
            piece = _last_of_each(known, rows.between(start, start + MOST_AT_ONCE))
            alike, other = _told_apart(known, piece)
            yield known.of_arrays(frozenset(alike)), alike | other


def _last_of_each(known: Compiled, rows: Columns) -> Columns:
    if not known.key:
        return rows
    key = itemgetter(*known.key)
    return Columns(zip(*{key(row): row for row in rows.rows()}.values(), strict=True))


def _told_apart(known: Compiled, rows: Columns) -> tuple[dict[str, object], dict[str, object]]:
    """The columns that say the same in every row; not all, so that there are as many rows as there were. And the
    other ones, each as an array."""
    columns = dict(zip(known.columns, rows.values, strict=True))
    same = [
        name
        for name, values in columns.items()
        if values[0] is not None and values[0] == values[-1] and values.count(values[0]) == len(values)
    ]
    alike = {name: columns.pop(name)[0] for name in (same if len(same) < len(columns) else same[1:])}
    return alike, {name: column_of(values) for name, values in columns.items()}
