"""Opening the database of a head office's folder, which remembers where its data is."""

import os
from pathlib import Path

from domain.errors import Unavailable
from headoffice.store.connection import Connection
from headoffice.store.database_url import EMBEDDED, DatabaseUrl, read_database_url
from headoffice.store.sqlite import SqliteDatabase

DATABASE_NAME = "hub.db"
# The URL without its password, once the data of a folder is in PostgreSQL.
ELSEWHERE_NAME = "hub.database"
VARIABLE = "ISTIQBAL_HEADOFFICE_DATABASE"
POSTGRESQL_WORKERS = 4


def find_database(folder: Path, said: DatabaseUrl | None = None) -> DatabaseUrl:
    """What was said, else what the environment says, else where the folder's data is. Raises RuleBroken."""
    if said is not None:
        return said
    variable = os.environ.get(VARIABLE, "")
    if variable:
        return read_database_url(variable)
    elsewhere = folder / ELSEWHERE_NAME
    return read_database_url(elsewhere.read_text(encoding="utf-8")) if elsewhere.exists() else EMBEDDED


def workers_of(database: DatabaseUrl) -> int:
    """How many threads may work with it at once."""
    return 1 if database.is_embedded else POSTGRESQL_WORKERS


def open_database(folder: Path, database: DatabaseUrl) -> Connection:
    """Raises Unavailable, also when the folder's data is somewhere else: two halves would be two head offices."""
    elsewhere = folder / ELSEWHERE_NAME
    if database.is_embedded:
        if elsewhere.exists():
            raise _somewhere_else(read_database_url(elsewhere.read_text(encoding="utf-8")))
        return Connection(SqliteDatabase(folder / DATABASE_NAME))
    if (folder / DATABASE_NAME).exists():
        raise _embedded_already()
    opened = open_elsewhere(database)
    note_elsewhere(folder, database)
    return opened


def open_elsewhere(database: DatabaseUrl) -> Connection:
    """In PostgreSQL. Raises Unavailable."""
    # psycopg and libpq take 80 ms of the start that an embedded head office need not pay.
    from headoffice.store.postgresql import PostgresqlDatabase  # noqa: PLC0415

    return Connection(PostgresqlDatabase(database, workers=workers_of(database)))


def note_elsewhere(folder: Path, database: DatabaseUrl) -> None:
    elsewhere = folder / ELSEWHERE_NAME
    if not elsewhere.exists() or elsewhere.read_text(encoding="utf-8") != database.public:
        elsewhere.write_text(database.public, encoding="utf-8")


def _somewhere_else(known: DatabaseUrl) -> Unavailable:
    return Unavailable(
        "hub.database.elsewhere",
        ar=f"بيانات هذا المركز الرئيس في {known.public}؛ شغّله بها، أو اختر مجلدًا آخر بالخيار --data.",
        en=f"This head office's data is in {known.public}; start it with that, or choose another folder with --data.",
    )


def _embedded_already() -> Unavailable:
    return Unavailable(
        "hub.database.embedded",
        ar=f"بيانات هذا المركز الرئيس في قاعدته المضمّنة {DATABASE_NAME}؛ احذف الخيار --database، "
        "أو انقلها أولًا بالأمر move.",
        en=f"This head office's data is in its embedded database {DATABASE_NAME}; leave --database out, "
        "or move the data first with the command move.",
    )
