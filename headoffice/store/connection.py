"""Head office's database: transactions, and statements inside them, the same on SQLite and PostgreSQL."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from sqlalchemy import Insert

from headoffice.store.driver import Batch, Columns, Database, Purpose, Question, Row, Session, Values, Work, nothing
from headoffice.store.failures import contended
from headoffice.store.statements import Compiled, OfMany, Statement, compiled

T = TypeVar("T")


@dataclass(frozen=True)
class Foresight:
    """A question that will be asked in this transaction, and who notes its rows beforehand."""

    statement: Statement
    values: Values
    take: Callable[[list[Row]], None]


@dataclass(frozen=True)
class ForesightOfMany:
    """The same of a question about many values."""

    question: OfMany
    asked: Sequence[object]
    values: Mapping[str, object]
    take: Callable[[list[Row]], None]


@dataclass
class _Transaction:
    session: Session
    waiting: dict[Compiled, list[Values] | Columns] = field(default_factory=dict)
    notes: dict[object, object] = field(default_factory=dict)
    learned: dict[object, object] = field(default_factory=dict)
    meanwhile: Work = nothing

    def wait_for(self, known: Compiled, columns: Sequence[Sequence[object]]) -> None:
        """With rows of a whole table, which wait with their like."""
        waiting = self.waiting.get(known)
        if isinstance(waiting, Columns):
            waiting.extend(columns)
        else:
            self.waiting[known] = Columns(columns)

    def take_waiting(self, tables: frozenset[str] | None) -> list[Batch]:
        """What waits for these tables, which then waits no more; None for all."""
        ready = [
            known
            for known in self.waiting
            if tables is None or known.tables is None or not known.tables.isdisjoint(tables)
        ]
        return [(known, self.waiting.pop(known)) for known in ready]


class _Here(threading.local):
    transaction: _Transaction | None = None


class Connection:
    """A thread has one transaction at a time. With more than one worker, several threads may share this object."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._here = _Here()
        self._known: dict[object, object] = {}

    @property
    def workers(self) -> int:
        return self._database.workers

    def close(self) -> None:
        self._database.close()

    def wipe(self) -> None:
        """After data was erased: what was deleted leaves the files, as far as that is in the database's hands."""
        if self._here.transaction is not None:
            raise RuntimeError("wiping inside a transaction")
        self._database.wipe()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, durable when the block ends, undone when it raises. Raises Unavailable.

        What depends on what is read must be locked first: the head of a stream, or the row itself (`with_for_update`).
        Then nobody else writes beside. Raises Contended when the whole may be done again at once (`patiently`).
        """
        with self._begun(Purpose.WRITE):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One view of the whole database. Raises Unavailable."""
        with self._begun(Purpose.READ):
            yield

    @contextmanager
    def glancing(self) -> Iterator[None]:
        """One question, which needs no transaction around it. Raises Unavailable."""
        with self._begun(Purpose.GLANCE):
            yield

    @contextmanager
    def founding(self) -> Iterator[None]:
        """One transaction that no other process founds an association beside."""
        with self._begun(Purpose.FOUND):
            yield

    @contextmanager
    def _begun(self, purpose: Purpose) -> Iterator[None]:
        if self._here.transaction is not None:
            raise RuntimeError("a transaction inside a transaction")
        session = self._database.begin(purpose)
        self._here.transaction = _Transaction(session)
        try:
            yield
            transaction = self._transaction()
            session.commit(transaction.take_waiting(None), transaction.meanwhile)
            self._known.update(transaction.learned)
        except BaseException as error:
            # Nobody has asked the connection before whether it still lives.
            is_asked_again = session.is_in_vain
            session.roll_back()
            meaning = self._database.meaning_of(error)
            if meaning is not None:
                raise (contended() if is_asked_again else meaning) from error
            raise
        finally:
            self._here.transaction = None

    # --- inside a transaction ----------------------------------------------------------------------------------------

    def rows(self, statement: Statement, *values: object, **named: object) -> list[Row]:
        """Values by name for a statement of SQLAlchemy, by place for text."""
        known = compiled(statement, self._database.kind)
        self._settle(known.tables)
        return self._transaction().session.rows(known.sql, _values(known, values, named))

    def while_committing(self, work: Work) -> None:
        """Done while the database makes the transaction durable, by which it is not known yet whether it will be."""
        self._transaction().meanwhile = work

    def foresee(self, *foresights: Foresight | ForesightOfMany, meanwhile: Work = nothing) -> None:
        """Asks all of them at once, in their order, for one way there and back, and tells each its rows. Each question
        sees what those before it had to wait for. `meanwhile` is done on the way; if it raises, nobody is told."""
        asked = [self._asked(one) for one in foresights]
        questions = [question for of_one in asked for question in of_one]
        answers = iter(self._transaction().session.rows_of_each(questions, meanwhile))
        for foresight, of_one in zip(foresights, asked, strict=True):
            foresight.take([row for _ in of_one for row in next(answers)])

    def _asked(self, foresight: Foresight | ForesightOfMany) -> list[Question]:
        """By now what waits for its tables is done."""
        statement = foresight.statement if isinstance(foresight, Foresight) else foresight.question.of_a_piece
        known = compiled(statement, self._database.kind)
        self._settle(known.tables)
        if isinstance(foresight, Foresight):
            return [(known.sql, foresight.values)]
        return self._transaction().session.asked_of(foresight.question, foresight.asked, foresight.values)

    def rows_of(self, question: OfMany, values: Sequence[object], **named: object) -> list[Row]:
        """What there is of each of the values, of which none comes twice."""
        found: list[Row] = []
        if values:
            self.foresee(ForesightOfMany(question, values, named, found.extend))
        return found

    def row(self, statement: Statement, *values: object, **named: object) -> Row | None:
        """The first one."""
        found = self.rows(statement, *values, **named)
        return found[0] if found else None

    def settled_row(self, statement: Statement, **named: object) -> Row | None:
        """The first one, without looking at what waits: for who knows by `notes` what that would be."""
        known = compiled(statement, self._database.kind)
        found = self._transaction().session.rows(known.sql, _values(known, (), named))
        return found[0] if found else None

    def each(self, statement: Statement, *values: object, **named: object) -> Iterator[Row]:
        """Rows that may be more than fit in memory, to be gone through inside the transaction."""
        known = compiled(statement, self._database.kind)
        self._settle(known.tables)
        return self._transaction().session.each(known.sql, _values(known, values, named))

    def run(self, statement: Statement, *values: object, **named: object) -> int:
        """How many rows it changed."""
        known = compiled(statement, self._database.kind)
        self._settle(known.tables)
        return self._transaction().session.change(known.sql, _values(known, values, named))

    def later(self, statement: Statement, **named: object) -> None:
        """Runs before the next statement on its table, or at the end, together with its like.

        Statements of different tables may change places while they wait; those of one and its like keep theirs. Of
        inserts that replace what stands, the last one of a row counts, and it names every column.
        """
        known = compiled(statement, self._database.kind)
        values = {**known.fixed, **named} if known.fixed else named
        if known.columns:
            self._transaction().wait_for(known, [(values[name],) for name in known.columns])
        else:
            waiting = self._transaction().waiting.setdefault(known, [])
            waiting.append(values)  # type: ignore[union-attr]  # no columns, so one by one

    def add_later(self, statement: Insert, *columns: Sequence[object]) -> None:
        """The same for many whole rows of a table: its columns in their order, each with a value for every row."""
        known = compiled(statement, self._database.kind)
        if len(known.columns) != len(columns):
            raise ValueError("no insert of whole rows")
        if columns[0]:
            self._transaction().wait_for(known, columns)

    def settle(self) -> None:
        """Runs what waits, so that not too much of it waits."""
        self._settle(None)

    def send_ahead(self) -> None:
        """The same, where there is enough to do meanwhile for nobody to wait for it: what fails is heard later, at the
        latest when the transaction ends."""
        transaction = self._transaction()
        batches = transaction.take_waiting(None)
        if batches:
            transaction.session.send_ahead(batches)

    @property
    def notes(self) -> dict[object, object]:
        """What the callers of this transaction remember until it ends."""
        transaction = self._here.transaction
        return transaction.notes if transaction is not None else self._transaction().notes

    def noted(self, key: object, read: Callable[[], T]) -> T:
        """What was read once in this transaction. Who changes it forgets the note."""
        notes = self.notes
        if key not in notes:
            notes[key] = read()
        return cast("T", notes[key])

    def forget_note(self, key: object) -> None:
        self.notes.pop(key, None)

    def learn(self, key: object, fact: object) -> None:
        """For this transaction and, once it is committed, for all that follow: one that is undone leaves nothing."""
        self._transaction().learned[key] = fact

    def known(self, key: object) -> object:
        """What was learned; None for nothing."""
        return self._transaction().learned.get(key, self._known.get(key))

    def _transaction(self) -> _Transaction:
        if self._here.transaction is None:
            raise RuntimeError("a statement outside a transaction")
        return self._here.transaction

    def _settle(self, tables: frozenset[str] | None) -> None:
        """Runs what waits for these tables; None for all."""
        transaction = self._transaction()
        if transaction.waiting:
            batches = transaction.take_waiting(tables)
            if batches:
                transaction.session.change_many(batches)


def _values(known: Compiled, values: Sequence[object], named: Mapping[str, object]) -> Values:
    if values:
        return values
    return {**known.fixed, **named} if known.fixed else named
