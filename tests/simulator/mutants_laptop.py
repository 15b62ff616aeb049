"""Bugs of the laptop: its log, its store, its client, its loop."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from db import folding
from db.arrivals import Arrivals
from db.connection import begin_immediate
from db.entries import Entries
from db.exchange import Exchange
from db.folding import Folding
from db.log import Log
from db.marks import Marks
from db.projection import Projection
from db.unit_of_work import Seen, bases_from
from desktop.sync import asking, client, loop, taking
from domain.sync import entries, entry_bytes
from domain.sync.chain import Written
from domain.sync.changes import Changes
from domain.sync.entries import CLOCK_UNITS_PER_MS, Put
from domain.sync.line import next_line
from domain.sync.schema import BY_NUMBER
from domain.sync.tables import PERSONS
from domain.sync.wire import Head, Stream
from tests.simulator.patching import everywhere, replaced


@contextmanager
def trusted_sending() -> Iterator[None]:
    """What was sent is taken for received."""
    real = client._Round._ask

    def ask(self: Any, outgoing: Sequence[Any], *rest: Any) -> Any:
        for item in outgoing:
            last = item.first_seq + len(item.entries) - 1
            self._store.acknowledge(Head(item.partition, item.replica, last, item.entries[-1].hash), sent_to=last)
        return real(self, outgoing, *rest)

    with replaced(client._Round, _ask=ask):
        yield


@contextmanager
def skipped_arrival() -> Iterator[None]:
    """An entry that comes while own ones wait is dropped, and the cursor moves on over it."""
    real = Arrivals._take

    def take(self: Any, stream: Any, item: Any, *rest: Any) -> Any:
        waits = next(iter(self._entries.unstamped(stream)), None) is not None
        if waits and item.entry is not None and self._entries.find(stream, _id(item)) is None:
            return structs.replace(stream, cursor=item.hub_seq), ()
        return real(self, stream, item, *rest)

    with replaced(Arrivals, _take=take):
        yield


def _id(item: Any) -> entries.EntryId:
    return entries.EntryId(item.replica, item.seq)


@contextmanager
def cursor_by_itself() -> Iterator[None]:
    """The cursor is saved in a transaction of its own, before what it counts."""
    real = Log.receive

    def receive(self: Any, answer: Stream) -> Any:
        stream = self.stream(answer.partition)
        if answer.items and answer.after in (None, stream.cursor):
            with begin_immediate(self._db):
                self._entries.move(_moved(stream, answer))
        return real(self, answer)

    with replaced(Log, receive=receive):
        yield


def _moved(stream: Any, answer: Stream) -> Any:
    line = stream.line
    for item in answer.items:
        told = {"received_ms": item.received_ms, "eff": item.eff, "reason": item.reason}
        line = next_line(line, item.hub_seq, _id(item), **told)
    return structs.replace(stream, cursor=answer.items[-1].hub_seq, line=line)


@contextmanager
def adopted_digest() -> Iterator[None]:
    """A digest that differs is taken over from head office."""
    real = taking.Taking._agrees

    def agrees(self: Any, stream: Stream) -> bool:
        if not real(self, stream) and stream.digest is not None:
            exchange = self._store._exchange
            mine = exchange._log.stream(stream.partition)
            told = type(mine.digest)(stream.digest.count, stream.digest.total)
            exchange._log._streams[stream.partition] = exchange._log._entries.move(structs.replace(mine, digest=told))
        return True

    with replaced(taking.Taking, _agrees=agrees):
        yield


@contextmanager
def no_second_try() -> Iterator[None]:
    """After a failure the next round waits for the next local write."""
    real = loop.SyncLoop.on_outcome

    def on_outcome(self: Any, state: Any, outcome: Any, now: datetime) -> Any:
        if outcome is None or outcome.problem is not None:
            return loop.LoopState(now + timedelta(days=3_650))
        return real(self, state, outcome, now)

    with replaced(loop.SyncLoop, on_outcome=on_outcome):
        yield


@contextmanager
def adopted_clock() -> Iterator[None]:
    """A laptop sets its logical clock by what others wrote."""
    latest = [0]
    real_next, real_insert = entries.next_clock, Entries.insert

    def insert(self: Any, stream: Any, entry: Any, id: Any, eff: int) -> int:
        latest[0] = max(latest[0], entry_bytes.decode_header(entry.header).clock)
        return real_insert(self, stream, entry, id, eff)

    def next_clock(last: int, now_ms: int) -> int:
        return max(real_next(last, now_ms), latest[0] + CLOCK_UNITS_PER_MS)

    with replaced(Entries, insert=insert), everywhere(real_next, next_clock):
        yield


@contextmanager
def torn_action() -> Iterator[None]:
    """An action of two operations becomes two entries."""
    real = Log.append

    def append(self: Any, written: Mapping[str, Sequence[Written]], **rest: Any) -> Changes:
        changes = Changes()
        for partition, items in written.items():
            for item in items:
                changes |= real(self, {partition: [item]}, **rest)
        return changes

    with replaced(Log, append=append):
        yield


@contextmanager
def base_of_the_moment() -> Iterator[None]:
    """An edit names what the database holds when it is saved, not what the clerk was shown."""
    real = Log.append

    def append(self: Any, written: Mapping[str, Sequence[Written]], **rest: Any) -> Changes:
        rebased = {partition: [_rebased(self, item) for item in items] for partition, items in written.items()}
        return real(self, rebased, **rest)

    with replaced(Log, append=append):
        yield


def _rebased(log: Any, item: Written) -> Written:
    operation = item.operation
    if not isinstance(operation, Put):
        return item
    table = BY_NUMBER[operation.table]
    seen = Seen(table.name, operation.row, log._projection.find_state(operation.table, operation.row))
    bases = {}
    for number, named in operation.bases.items():
        cell = table.find_cell(number)
        assert cell is not None
        bases[number] = bases_from(seen, cell, settles=len(named) > 1)
    return Written(structs.replace(operation, bases=bases), item.subject)


@contextmanager
def any_answer() -> Iterator[None]:
    """The signature of an answer is not looked at."""
    with replaced(asking, is_answer_signed=lambda *_: True):
        yield


@contextmanager
def forgotten_verdict() -> Iterator[None]:
    """A rebuild brings back what head office has set aside."""
    real = Folding._refold_stream

    def refold(self: Any, stream: Any) -> Any:
        real_order = self._entries.in_order
        self._entries.in_order = lambda stream: (
            structs.replace(entry, reason="") if entry.is_set_aside and _reads(self, entry) else entry
            for entry in real_order(stream)
        )
        try:
            return real(self, stream)
        finally:
            del self._entries.in_order

    with replaced(Folding, _refold_stream=refold):
        yield


def _reads(self: Any, entry: Any) -> bool:
    return self._readable(entry) is not None


@contextmanager
def rows_by_themselves() -> Iterator[None]:
    """The entry is committed first, its rows after it."""
    real = Folding.lay_over

    def lay_over(self: Any, *rest: Any, **named: Any) -> None:
        connection = self._projection._db.conn
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        real(self, *rest, **named)

    with replaced(Folding, lay_over=lay_over):
        yield


@contextmanager
def tip_before_commit() -> Iterator[None]:
    """A save that failed still takes its number: the log has a gap."""
    real = Log.append

    def append(self: Any, written: Mapping[str, Sequence[Written]], **rest: Any) -> Changes:
        streams = [self.stream(partition) for partition in written]
        tips = {stream.id: self._tip(stream) for stream in streams}
        try:
            return real(self, written, **rest)
        except Exception:
            self._tips.update({stream: replace(tip, seq=tip.seq + 1) for stream, tip in tips.items()})
            raise

    with replaced(Log, append=append):
        yield


@contextmanager
def upward_acknowledgement() -> Iterator[None]:
    """What head office once held is never sent again, though it has lost it since."""
    real = Exchange._hold

    def hold(self: Any, stream: Any, replica: bytes, seq: int) -> None:
        before = self._log.acknowledged(stream).get(replica, 0)
        real(self, stream, replica, max(seq, before))

    with replaced(Exchange, _hold=hold):
        yield


@contextmanager
def unjudged_writes() -> Iterator[None]:
    """The laptop shows what head office refused."""
    real = folding.without
    with everywhere(real, lambda state, _: state):
        yield


@contextmanager
def kept_to_itself() -> Iterator[None]:
    """What head office has lost of others' is not returned to it."""
    with replaced(Exchange, asked=lambda _: []):
        yield


@contextmanager
def stamps_for_ever() -> Iterator[None]:
    """What a restored head office has not stamped keeps the stamp it had."""

    def go_back(self: Any, stream: Any, position: int) -> Any:
        lines = {mark.hub_seq: mark.line for mark in self.all(stream)}
        return self._entries.move(structs.replace(stream, cursor=position, line=lines[position])), 0

    with replaced(Marks, go_back=go_back):
        yield


@contextmanager
def unique_identity() -> Iterator[None]:
    """No two persons may have one identity number: of two that clash the later one is dropped without a word."""
    real = Projection._upsert

    def upsert(self: Any, table: int, row: str, entry: int, values: Any, void_reason: str | None) -> None:
        kind, number, *_ = values.get(PERSONS.cell("identity").number) or [None, None]
        same = "SELECT 1 FROM persons WHERE id_type = ? AND id_number = ? AND id <> ?"
        is_taken = table == PERSONS.number and self._tables.execute(same, (kind, number, row)).fetchone()
        if not is_taken:
            real(self, table, row, entry, values, void_reason)

    with replaced(Projection, _upsert=upsert):
        yield
