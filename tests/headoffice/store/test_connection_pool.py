"""Connections lent to one transaction at a time."""

from dataclasses import dataclass, field

import pytest

from headoffice.store.connection_pool import NoneLeft, Pool


@dataclass
class Line:
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass
class Server:
    is_there: bool = True
    made: list[Line] = field(default_factory=list)

    def connect(self) -> Line:
        if not self.is_there:
            raise ConnectionError
        self.made.append(Line())
        return self.made[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def pool(server: Server) -> Pool:
    return Pool(server.connect, most=2, wait_seconds=0)


def test_what_was_given_back_last_is_lent_first_and_nothing_is_made_in_vain(server: Server, pool: Pool) -> None:
    one, other = pool.take(), pool.take()
    one.give_back()
    other.give_back()
    assert pool.take().pg is other.pg
    assert len(server.made) == 2


def test_no_more_are_lent_than_there_may_be_also_when_one_is_given_back_twice(pool: Pool) -> None:
    one = pool.take()
    pool.take()
    with pytest.raises(NoneLeft):
        pool.take()
    one.give_back()
    one.give_back()
    again = pool.take()
    assert again.pg is one.pg
    one.give_back()  # which is another's now
    with pytest.raises(NoneLeft):
        pool.take()


def test_what_is_put_away_is_closed_and_leaves_its_place_to_a_new_one(server: Server, pool: Pool) -> None:
    one = pool.take()
    one.put_away()
    one.give_back()
    assert server.made[0].closed
    assert pool.take().pg is not one.pg
    pool.take()
    with pytest.raises(NoneLeft):
        pool.take()


def test_a_server_that_is_not_there_keeps_no_place(server: Server, pool: Pool) -> None:
    server.is_there = False
    for _ in range(3):
        with pytest.raises(ConnectionError):
            pool.take()
    server.is_there = True
    pool.take()
    pool.take()


def test_closing_closes_what_nobody_has(server: Server, pool: Pool) -> None:
    lent, idle = pool.take(), pool.take()
    idle.give_back()
    pool.close()
    assert not lent.pg.closed
    assert server.made[1].closed
