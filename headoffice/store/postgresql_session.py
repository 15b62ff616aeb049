"""One transaction on PostgreSQL, in as few ways there and back as may be.

A writing transaction sees what was committed before each of its statements (READ COMMITTED), and locks the head of a
stream before it reads the stream; a reading one has one view of the whole database (REPEATABLE READ).
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import psycopg
from psycopg.pq import TransactionStatus

from headoffice.store.arrays import column_of
from headoffice.store.connection_pool import Pooled
from headoffice.store.driver import Batch, Purpose, Question, Row, Values, Work, nothing
from headoffice.store.postgresql_pipeline import Pipeline
from headoffice.store.postgresql_writing import statements_of
from headoffice.store.statements import POSTGRESQL, OfMany, compiled

BEGIN = {
    Purpose.READ: b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    Purpose.WRITE: b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
    Purpose.FOUND: b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
}
# "istiqbal" in letters' numbers: held while tables are made or an association is founded.
FOUNDING_LOCK = b"SELECT pg_advisory_xact_lock(7598533431146049388)"


class PostgresqlSession:
    def __init__(self, pooled: Pooled) -> None:
        self._pooled = pooled
        self._pg = pooled.pg
        self._going: list[Generator[Row, None, None]] = []
        self._is_bare = False
        self._pipeline = Pipeline(self._pg, pooled.prepared)
        self._beginning: bytes | None = None  # what goes before the first statement
        self._is_heard = False  # whether the server has answered, or may have committed

    @property
    def server_version(self) -> int:
        return self._pg.info.server_version

    def begin(self, purpose: Purpose) -> None:
        """No way there and back: the transaction begins with its first statement. But a server that has gone has said
        so by now."""
        for _ in range(2):  # first what it said, then that it said no more
            self._pg.pgconn.consume_input()
        self._is_bare = purpose is Purpose.GLANCE
        self._beginning = BEGIN.get(purpose)
        if purpose is Purpose.FOUND:
            self._begin_now()
            self._pg.execute(FOUNDING_LOCK)

    def _begin_now(self) -> None:
        """At the cost of a way."""
        if self._beginning is not None:
            beginning, self._beginning = self._beginning, None
            self._pg.execute(beginning)

    def rows(self, sql: str, values: Values) -> list[Row]:
        return self.rows_of_each([(sql, values)])[0]

    def rows_of_each(self, questions: Sequence[Question], meanwhile: Work = nothing) -> list[list[Row]]:
        found = self._run(questions, meanwhile)
        self._is_heard = True
        return found

    def _run(self, statements: Iterable[tuple[str, Values]], meanwhile: Work = nothing) -> list[list[Row]]:
        """Of these statements, before which the transaction begins if it has not yet."""
        if self._beginning is None:
            return self._pipeline.run(statements, meanwhile)
        return self._pipeline.run([self._first(), *statements], meanwhile)[1:]

    def _first(self) -> tuple[str, Values]:
        beginning, self._beginning = self._beginning or b"", None
        return beginning.decode(), ()

    def asked_of(self, question: OfMany, values: Sequence[object], named: Mapping[str, object]) -> list[Question]:
        known = compiled(question.of_all, POSTGRESQL)
        return [(known.sql, {**known.fixed, **named, question.name: column_of(values)})]

    def each(self, sql: str, values: Values) -> Iterator[Row]:
        self._pipeline.catch_up()
        going = self._each(sql, values, f"each_{len(self._going)}")
        self._going.append(going)
        return going

    def _each(self, sql: str, values: Values, name: str) -> Generator[Row, None, None]:
        self._begin_now()
        with self._pg.cursor(name, binary=True) as cursor:
            cursor.itersize = 500
            yield from cursor.execute(sql.encode(), values)

    def _finish(self) -> None:
        """What somebody left half way must not be closed later, when the connection is somebody else's."""
        for going in self._going:
            going.close()

    def change(self, sql: str, values: Values) -> int:
        self._pipeline.catch_up()
        self._begin_now()
        return self._pg.execute(sql.encode(), values).rowcount

    def change_many(self, batches: Sequence[Batch]) -> None:
        if self._pipeline.is_ahead:
            # The server does one after the other: whoever asks next is answered after this.
            self._pipeline.send(statements_of(batches))
        else:
            self._run(statements_of(batches))

    def send_ahead(self, batches: Sequence[Batch]) -> None:
        statements = statements_of(batches)
        self._pipeline.send(statements if self._beginning is None else [self._first(), *statements])

    def commit(self, batches: Sequence[Batch], meanwhile: Work = nothing) -> None:
        self._finish()
        if not batches and (self._is_bare or self._beginning is not None):
            meanwhile()
            self._pooled.give_back()
            return
        self._is_heard = True
        # One way there and back; where one of them fails, the server skips what follows, COMMIT included.
        self._run([*statements_of(batches), ("COMMIT", ())], meanwhile)
        self._pooled.give_back()

    def roll_back(self) -> None:
        """Never raises: a connection that cannot even do this is put away, and its server undoes the rest."""
        try:
            self._finish()
            with suppress(psycopg.Error):
                # What was sent ahead is undone with the rest, whatever came of it.
                self._pipeline.catch_up()
            if self._pg.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR):
                self._pg.execute(b"ROLLBACK")
        except psycopg.Error:
            self.give_up()
            return
        if self._pg.info.transaction_status is TransactionStatus.IDLE:
            self._pooled.give_back()
        else:
            self.give_up()

    @property
    def is_in_vain(self) -> bool:
        return self._pg.broken and not self._is_heard

    def give_up(self) -> None:
        self._pooled.put_away()
