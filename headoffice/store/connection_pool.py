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
        self._idle: deque[Pooled] = deque()

    def take(self) -> "Pooled":
        """Raises NoneLeft, and psycopg.Error when there is no server."""
        if not self._left.acquire(timeout=self._wait_seconds):
            raise NoneLeft
        try:
            pooled = self._idle.pop()
        except IndexError:
            return self._made()
        pooled.is_lent = True
        return pooled

    def _made(self) -> "Pooled":
        try:
            return Pooled(self, self._connect())
        except BaseException:
            self._left.release()
            raise

    def take_back(self, pooled: "Pooled") -> None:
        if not pooled.pg.closed:
            self._idle.append(pooled)
        self._left.release()

    def close(self) -> None:
        """Those that nobody has."""
        while self._idle:
            self._idle.pop().pg.close()


class Pooled:
    """A connection while it is lent, with what its server has prepared."""

    def __init__(self, pool: Pool, pg: Pg) -> None:
        self._pool = pool
        self.pg = pg
        self.prepared = Prepared()
        self.is_lent = True

    def give_back(self) -> None:
        """Nothing of the transaction is left on it. Doing so twice is doing it once."""
        if self.is_lent:
            self.is_lent = False
            self._pool.take_back(self)

    def put_away(self) -> None:
        """Nobody is lent it again."""
        self.pg.close()
        self.give_back()
