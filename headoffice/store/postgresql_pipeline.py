"""Several statements to PostgreSQL in one packet, and their answers as they come.

psycopg's own pipeline sends each statement by itself and looks for answers in between: a small one costs ten times as
much processor time there, and the server is woken for each. This one is of libpq's functions as psycopg gives them.
"""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import psycopg
from psycopg import pq
from psycopg.adapt import Buffer, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGresult
from psycopg.waiting import Ready, Wait

from headoffice.store.driver import Row, Values, Work, nothing

PLACE = re.compile(r"%(?:\((\w+)\))?([sb])|%%")
FORMATS = {"s": PyFormat.AUTO, "b": PyFormat.BINARY}
BINARY = 1
DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)

Statement = tuple[str, Values]


class Translated:
    """A statement as the server takes it: `$1` for the first value. `names` are empty where values come by place."""

    def __init__(self, sql: str) -> None:
        self.names: list[str] = []
        self.formats: list[PyFormat] = []
        self.query = PLACE.sub(self._place, sql).encode()

    def _place(self, found: "re.Match[str]") -> str:
        name, kind = found.groups()
        if kind is None:
            return "%"
        if name in self.names:
            return f"${self.names.index(name) + 1}"
        if name is not None:
            self.names.append(name)
        self.formats.append(FORMATS[kind])
        return f"${len(self.formats)}"

    def placed(self, values: Values) -> Sequence[object]:
        # A mapping is one of ours, which are dictionaries: to ask whether it is any costs more than the answer.
        return [values[name] for name in self.names] if type(values) is dict else values  # type: ignore[return-value]


translated = lru_cache(maxsize=1_000)(Translated)


class Prepared:
    """What the server knows of one connection: statements by their text and the types of their values."""

    def __init__(self) -> None:
        self.names: dict[object, bytes] = {}
        self._numbers = count(1)

    def new_name(self) -> bytes:
        return b"istiqbal_%d" % next(self._numbers)


@dataclass(frozen=True)
class Bound:
    """A statement with its values as they are sent."""

    query: bytes
    values: Sequence[Buffer | None]
    types: tuple[int, ...]
    formats: Sequence[int]


class Pipeline:
    """Of a connection that does nothing else meanwhile, but where nothing is on its way."""

    def __init__(self, connection: "psycopg.Connection[Any]", prepared: Prepared) -> None:
        self._connection = connection
        self._pg = connection.pgconn
        self._prepared = prepared
        self._values = Transformer(connection)
        self._sent: list[object] | None = None  # what each answer will be to; None where nothing is on its way
        self._fresh: dict[object, bytes] = {}

    @property
    def is_ahead(self) -> bool:
        """Whether something is on its way whose answer nobody has read."""
        return self._sent is not None

    def send(self, statements: Iterable[Statement]) -> None:
        """The server begins with them; what comes of them is heard with what is run next."""
        self._send_all(statements)
        # What the line does not take now goes with what follows.
        self._pg.flush()

    def run(self, statements: Iterable[Statement], meanwhile: Work = nothing) -> list[list[Row]]:
        """The rows of each; none of what gives none. Raises what the first that failed came to, which may have been
        sent before: nothing that follows it was done. `meanwhile` is done while the server works; what it raises is
        raised when the server has answered."""
        number = self._send_all(statements)
        self._pg.pipeline_sync()
        sent, self._sent = self._sent or [], None
        fresh, self._fresh = self._fresh, {}
        try:
            if meanwhile is not nothing:
                self._pg.flush()
                meanwhile()
        finally:
            found = self._connection.wait(self._fetch())
        if self._pg.status == pq.ConnStatus.OK:
            self._pg.exit_pipeline_mode()
        answers = self._answers(sent, found, fresh)
        return answers[len(answers) - number :]

    def catch_up(self) -> None:
        """Waits for what is on its way. Raises what the first that failed came to."""
        if self.is_ahead:
            self.run(())

    def _send_all(self, statements: Iterable[Statement]) -> int:
        """How many there were."""
        bound = [self._bind(translated(sql), values) for sql, values in statements]
        if self._sent is None:
            self._pg.enter_pipeline_mode()
            self._sent = []
        for statement in bound:
            self._sent.extend(self._send(statement, self._fresh))
        return len(bound)

    def _bind(self, known: Translated, values: Values) -> Bound:
        placed = known.placed(values)
        if not placed:
            return Bound(known.query, (), (), ())
        dumped = self._values.dump_sequence(placed, known.formats)
        return Bound(known.query, dumped, self._values.types or (), self._values.formats or ())

    def _send(self, bound: Bound, fresh: dict[object, bytes]) -> Iterator[object]:
        """What a result will come of: the key of what is prepared, or None for what runs."""
        key = (bound.query, bound.types)
        name = self._prepared.names.get(key) or fresh.get(key)
        if name is None:
            name = fresh[key] = self._prepared.new_name()
            self._pg.send_prepare(name, bound.query, bound.types)
            yield key
        self._pg.send_query_prepared(name, bound.values, bound.formats, result_format=BINARY)
        yield None

    def _answers(
        self, sent: Sequence[object], found: Sequence[PGresult], fresh: Mapping[object, bytes]
    ) -> list[list[Row]]:
        answers = []
        for key, result in zip(sent, found, strict=False):
            if result.status not in DONE:
                raise error_from_result(result)
            if key is None:
                answers.append(self._rows(result))
            else:
                self._prepared.names[key] = fresh[key]
        if len(found) < len(sent):
            raise psycopg.OperationalError("the server closed the connection")
        return answers

    def _fetch(self) -> Generator[Wait, Ready | int, list[PGresult]]:
        """One result for each thing that was sent, up to the first that failed."""
        pg = self._pg
        while pg.flush():
            if (yield Wait.RW) & Ready.R:
                pg.consume_input()
        found: list[PGresult] = []
        while True:
            while pg.is_busy():
                if (yield Wait.R):
                    pg.consume_input()
            result = pg.get_result()
            if result is None:
                if pg.status == pq.ConnStatus.BAD:
                    return found
            elif result.status == pq.ExecStatus.PIPELINE_SYNC:
                return found
            else:
                found.append(result)

    def _rows(self, result: PGresult) -> list[Row]:
        if not result.ntuples:
            return []
        self._values.set_pgresult(result, format=pq.Format.BINARY)
        return self._values.load_rows(0, result.ntuples, tuple)
