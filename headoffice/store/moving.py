"""Moving a head office from its embedded database into PostgreSQL, once it has grown."""

from pathlib import Path

from sqlalchemy import Table, func, insert, select

from domain.errors import Unavailable
from headoffice.store import schema
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl
from headoffice.store.making import tables
from headoffice.store.opening import DATABASE_NAME, note_elsewhere, open_database, open_elsewhere

MOVED_NAME = "hub.db.moved"
AT_ONCE = 500


def move_to_postgresql(folder: Path, database: DatabaseUrl) -> int:
    """Copies everything in one transaction, and sets the old file aside. How many rows. Nothing may serve the folder.

    Raises Unavailable when there is nothing to move or the database is not empty, and then nothing has changed.
    """
    if database.is_embedded or not (folder / DATABASE_NAME).exists():
        raise _nothing_to_move()
    target = open_elsewhere(database)
    try:
        source = open_database(folder, EMBEDDED)
        try:
            with source.reading(), target.founding():
                if target.row(select(schema.association.c.made_ms)) is not None:
                    raise _not_empty(database)
                copied = sum(_copy(table, source, target) for table in tables())
        finally:
            source.close()
    finally:
        target.close()
    # From here on there are two copies, of which the folder shows one.
    (folder / DATABASE_NAME).rename(folder / MOVED_NAME)
    note_elsewhere(folder, database)
    return copied


def _copy(table: Table, source: Connection, target: Connection) -> int:
    names = [column.name for column in table.columns]
    adding, copied = insert(table), 0
    for row in source.each(select(table)):
        target.later(adding, **dict(zip(names, row, strict=True)))
        copied += 1
        if copied % AT_ONCE == 0:
            target.settle()
    counted = target.row(select(func.count()).select_from(table))
    if counted != (copied,):
        raise RuntimeError(f"{table.name}: {copied} rows were copied and {counted} are there")
    return copied


def _nothing_to_move() -> Unavailable:
    return Unavailable(
        "hub.move.nothing",
        ar=f"لا قاعدة مضمّنة {DATABASE_NAME} في هذا المجلد لتُنقل، أو لم يُذكر إلى أين؛ أعط عنوان PostgreSQL بالخيار "
        "--database.",
        en=f"There is no embedded database {DATABASE_NAME} in this folder to move, or it was not said where to; give "
        "the address of PostgreSQL with --database.",
    )


def _not_empty(database: DatabaseUrl) -> Unavailable:
    return Unavailable(
        "hub.move.occupied",
        ar=f"قاعدة البيانات {database.public} فيها مركز رئيس من قبل؛ أنشئ قاعدة فارغة وانقل إليها.",
        en=f"The database {database.public} holds a head office already; create an empty one and move into that.",
    )
