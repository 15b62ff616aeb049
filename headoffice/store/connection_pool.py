"""Connections to a server, each lent to one transaction at a time."""

from collections import deque
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

import psycopg

from headoffice.store.postgresql_pipeline import Prepared

Pg = psycopg.Connection[Any]


class NoneLeft(Exception):
    """All are lent, and nobody gave one back in time."""


class Pool:
    """`most` at once, each made when it is first needed. Several threads may ask; the one that was given back last is
    lent first, so that those which are not needed are not."""

    def __init__(self, connect: Callable[[], Pg], *, most: int, wait_seconds: float) -> None:
        self._connect = connect
        self._wait_seconds = wait_seconds
        self._left = BoundedSemaphore(most)
        self._idle: deque[tuple[Pg, Prepared]] = deque()

    def take(self) -> "Pooled":
        """Raises NoneLeft, and psycopg.Error when there is no server."""
        if not self._left.acquire(timeout=self._wait_seconds):
            raise NoneLeft
        try:
            return Pooled(self, *self._idle.pop())
        except IndexError:
            return self._made()

    def _made(self) -> "Pooled":
        try:
            return Pooled(self, self._connect(), Prepared())
        except BaseException:
            self._left.release()
            raise

    def take_back(self, pg: Pg, prepared: Prepared) -> None:
        """Once for each that was taken."""
        if not pg.closed:
            self._idle.append((pg, prepared))
        self._left.release()

    def close(self) -> None:
        """Those that nobody has."""
        while self._idle:
            pg, _ = self._idle.pop()
            pg.close()


class Pooled:
    """A connection while it is lent, with what its server has prepared."""

    def __init__(self, pool: Pool, pg: Pg, prepared: Prepared) -> None:
        self._pool = pool
        self._is_lent = True
        self.pg = pg
        self.prepared = prepared

    def give_back(self) -> None:
        """Nothing of the transaction is left on it. Doing so twice is doing it once, whoever has it by then."""
        if self._is_lent:
            self._is_lent = False
            self._pool.take_back(self.pg, self.prepared)

    def put_away(self) -> None:
        """Nobody is lent it again."""
        self.pg.close()
        self.give_back()
