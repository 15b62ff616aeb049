"""PostgreSQL: connections in a pool, its tables, and what its errors mean."""

import ipaddress
import logging
import os
from dataclasses import dataclass
from typing import Any

import psycopg
import psycopg.conninfo
from psycopg.types.numeric import Int8BinaryDumper

from domain.errors import Unavailable
from domain.sync.entries import Malformed
from headoffice.store import failures, schema
from headoffice.store.arrays import register_columns
from headoffice.store.connection_pool import NoneLeft, Pg, Pool, Pooled
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.driver import Purpose, Row
from headoffice.store.making import first_statements
from headoffice.store.migrations import migrate
from headoffice.store.postgresql_session import PostgresqlSession
from headoffice.store.statements import POSTGRESQL, compiled

WIPED = ("entry", "row_state")  # what holds the words of persons
OLDEST_SERVER = 13_00_00
WORKERS = 4
STATEMENT_SECONDS = 300
IDLE_SECONDS = 60
CONNECT_SECONDS = 10

SETTINGS = {
    "statement_timeout": str(STATEMENT_SECONDS * 1000),
    "idle_in_transaction_session_timeout": str(IDLE_SECONDS * 1000),
    # A prepared statement is planned once: planning costs a third of a small round, most of it for tables in pieces.
    "plan_cache_mode": "force_generic_plan",
    # And that plan is by key, also when it was made while a table had one page, which a scan reads more cheaply.
    "enable_seqscan": "off",
}

SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION = "40001", "40P01", "23505"
# Two requests that found a row missing and both add it: done again, the second finds it.
OF_EACH_OTHER = frozenset({SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION})
# Read-only, sessions ended for idling, cancelled by a time limit, locked for too long.
OF_THE_WORLD = frozenset({"25006", "25P03", "57014", "55P03", "57P01", "57P02", "57P03", "57P05"})
# Connections, resources (disk, memory, slots), the system below.
CLASSES_OF_THE_WORLD = ("08", "53", "58")

logger = logging.getLogger(__name__)
# It warns of whatever else fails once a batch has failed; the failure itself is raised.
logging.getLogger("psycopg").setLevel(logging.ERROR)


class PostgresqlDatabase:
    """May be used by several threads."""

    kind = POSTGRESQL

    def __init__(self, url: DatabaseUrl, *, workers: int = WORKERS) -> None:
        """Makes the tables in an empty database. Raises Unavailable: not there, not allowed, too old, or newer."""
        self.workers = workers
        self._url = url
        # One more than works: somebody may wipe beside.
        self._pool = Pool(self._connect, most=workers + 1, wait_seconds=failures.WAIT_SECONDS)
        try:
            self._prepare()
        except psycopg.Error as error:
            self.close()
            raise self._unreachable(error) from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._pool.close()

    def begin(self, purpose: Purpose) -> "PostgresqlSession":
        """Connections that died in the pool are put away; each is asked by the beginning of the transaction itself."""
        for _ in range(self.workers + 1):
            pooled = self._take()
            session = PostgresqlSession(pooled)
            try:
                session.begin(purpose)
            except BaseException as error:
                session.give_up()
                if self.meaning_of(error) is not None:
                    continue
                raise
            else:
                return session
        raise failures.busy()

    def _take(self) -> Pooled:
        try:
            return self._pool.take()
        except (psycopg.Error, NoneLeft) as error:
            logger.info("no connection", extra={"facts": {"error": type(error).__name__}})
            raise failures.busy() from None

    def wipe(self) -> None:
        """Dead rows are given back now and not whenever the server comes to it. Its own write-ahead log, replicas and
        backups keep what they keep (docs/database.md)."""
        pooled = self._take()
        try:
            pg = pooled.pg
            pg.execute(b"SET statement_timeout = 0")
            for table in WIPED:
                pg.execute(b"VACUUM " + table.encode())
        except psycopg.Error as error:
            pooled.put_away()
            if self.meaning_of(error) is None:
                raise
            logger.warning("not wiped", extra={"facts": {"error": type(error).__name__}})
        else:
            pg.execute(b"SELECT set_config('statement_timeout', %s, false)", (str(STATEMENT_SECONDS * 1000),))
        finally:
            pooled.give_back()

    def meaning_of(self, error: BaseException) -> Exception | None:
        if not isinstance(error, psycopg.Error):
            return None
        if isinstance(error, psycopg.DataError) and "NUL" in str(error):
            # SQLite holds such text, PostgreSQL does not; no program of ours writes it.
            return Malformed("a text with a NUL")
        state = error.sqlstate
        if state == UNIQUE_VIOLATION and (error.diag.table_name or "").startswith(schema.row_state.name):
            return failures.contended(error, failures.RowThere)
        if state in OF_EACH_OTHER:
            return failures.contended(doubt=error if state == UNIQUE_VIOLATION else None)
        # Without a state it never came from the server: the line to it is broken.
        lost = state is None and isinstance(error, psycopg.OperationalError)
        known = state is not None and (state in OF_THE_WORLD or state[:2] in CLASSES_OF_THE_WORLD)
        return failures.busy() if lost or known else None

    # --- opening -----------------------------------------------------------------------------------------------------

    def _connect(self) -> Pg:
        connection: Pg = psycopg.connect(
            self._url.text,
            autocommit=True,
            client_encoding="utf8",
            fallback_application_name="istiqbal-headoffice",
            # Statements are prepared by the pipeline: psycopg, which knows nothing of that, would have the server
            # forget all of them with its own, once something is rolled back or dropped.
            prepare_threshold=None,
            **self._defaults(),
        )
        try:
            # One kind of number, so that each statement is prepared once.
            connection.adapters.register_dumper(int, Int8BinaryDumper)
            register_columns(connection)
            settings = {**SETTINGS, "lock_timeout": str(round(failures.WAIT_SECONDS * 1000))}
            for name, value in settings.items():
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
            # What is acknowledged to a laptop is on the disk, whatever the server's default.
            connection.execute(
                "SELECT set_config(name, 'on', false) FROM pg_settings "
                "WHERE name = 'synchronous_commit' AND setting = 'off'"
            )
        except BaseException:
            connection.close()
            raise
        return connection

    def _defaults(self) -> dict[str, Any]:
        """Where the URL and libpq's own variables say nothing. A line to another machine is encrypted."""
        said = psycopg.conninfo.conninfo_to_dict(self._url.text)
        settings = {"connect_timeout": str(CONNECT_SECONDS), "tcp_user_timeout": "30000"}
        named = said.get("hostaddr") or said.get("host") or os.environ.get("PGHOSTADDR") or os.environ.get("PGHOST")
        is_local = all(_is_here(host) for host in str(named or "").split(","))
        if not is_local and "PGSSLMODE" not in os.environ and "service" not in said:
            settings["sslmode"] = "require"
        return {name: value for name, value in settings.items() if name not in said}

    def _prepare(self) -> None:
        pooled = self._pool.take()
        session = PostgresqlSession(pooled)
        try:
            if session.server_version < OLDEST_SERVER:
                raise _too_old()
            session.begin(Purpose.FOUND)
            _make_tables(session)
            session.commit(())
        except BaseException:
            session.give_up()
            raise

    def _unreachable(self, error: psycopg.Error) -> Unavailable:
        # A complaint about the URL itself repeats the part it does not understand.
        reason = str(error).strip().split("\n")[0] if isinstance(error, psycopg.OperationalError) else ""
        for secret in self._url.secrets:
            reason = reason.replace(secret, "…")
        place = self._url.public
        return Unavailable(
            "hub.database",
            ar=f"تعذّر فتح قاعدة بيانات المركز الرئيس على {place}: تحقق من العنوان ومن المستخدم وكلمة مروره ومن عمل "
            f"الخادم. {reason}",
            en=f"Head office's database at {place} cannot be opened: check the address, the user and the password, "
            f"and that the server runs. {reason}",
        )


@dataclass(frozen=True)
class _Migrating:
    session: PostgresqlSession

    def execute(self, sql: str, values: tuple[object, ...] = (), /) -> list[Row]:
        statement = compiled(sql, POSTGRESQL).sql
        if sql.startswith("SELECT"):
            return self.session.rows(statement, values)
        self.session.change(statement, values)
        return []


def _make_tables(session: PostgresqlSession) -> None:
    session.change("CREATE TABLE IF NOT EXISTS istiqbal_schema (version BIGINT NOT NULL)", ())
    found = session.rows("SELECT version FROM istiqbal_schema", ())
    version = found[0][0] if found else 0
    if version > schema.VERSION:
        raise failures.newer()
    if version == 0:
        for statement in first_statements(POSTGRESQL):
            session.change(statement, ())
        session.change("INSERT INTO istiqbal_schema (version) VALUES (%s)", (schema.VERSION,))
    elif version < schema.VERSION:
        migrate(_Migrating(session), POSTGRESQL, version)
        session.change("UPDATE istiqbal_schema SET version = %s", (schema.VERSION,))


def _is_here(host: str) -> bool:
    """A socket in a folder, or this machine."""
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _too_old() -> Unavailable:
    return Unavailable(
        "hub.database.old",
        ar="خادم PostgreSQL أقدم مما يعمل معه المركز الرئيس؛ رقِّه إلى الإصدار 13 أو أحدث.",
        en="The PostgreSQL server is older than head office works with; upgrade it to version 13 or later.",
    )
