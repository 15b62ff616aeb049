"""Head office on PostgreSQL against the bare insert it cannot do without: the head row locked, the bytes stored.

The bare side checks no signature, stamps nothing, judges nothing and folds nothing: what head office adds to it is its
whole work. Both commit durably, to a server as installed on this machine's disk.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psycopg
import pytest

from domain.sync.entries import Entry
from domain.sync.wire import DEVICE_HEADER, SIGNATURE_HEADER
from headoffice.enrolment import issue_code
from headoffice.hub import open_hub
from headoffice.serve import collect_seldom
from headoffice.service import Asked, Reply, Service
from headoffice.store.database_url import DatabaseUrl, read_database_url
from tests.benchmarks.ratios import in_turns
from tests.support.light_laptop import LightLaptop, Question
from tests.support.postgresql_server import DURABLE, postgresql_server

BARE = """
    CREATE TABLE bare_head (stream TEXT PRIMARY KEY, head BIGINT NOT NULL);
    INSERT INTO bare_head VALUES ('one', 0);
    CREATE TABLE bare (stream TEXT, hub_seq BIGINT, header BYTEA, parts BYTEA, PRIMARY KEY (stream, hub_seq))
"""


@pytest.fixture(scope="module")
def database() -> Iterator[DatabaseUrl]:
    with postgresql_server(DURABLE, place=Path(tempfile.gettempdir())) as server:
        yield read_database_url(server.make_database())


@pytest.fixture(scope="module")
def side(database: DatabaseUrl, tmp_path_factory: pytest.TempPathFactory) -> Iterator["Side"]:
    with (
        open_hub(tmp_path_factory.mktemp("load") / "hub", database=database) as hub,
        psycopg.connect(database.text) as connection,
    ):
        connection.execute(BARE)
        connection.commit()
        service, laptop = Service(hub), LightLaptop("RYD1", 1)
        code = issue_code(hub, "RYD1").code.plain
        laptop.take_enrolment(_asked(service.enrol, laptop.enrolment(code)).body)
        with _seldom_collected():
            yield Side(service, laptop, connection)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """As in the serving process."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _asked(work: Callable[[Asked], Reply], question: Question) -> Reply:
    headers = question.headers
    return work(Asked(question.body, headers[DEVICE_HEADER], headers[SIGNATURE_HEADER], "127.0.0.1"))


@dataclass
class Side:
    service: Service
    laptop: LightLaptop
    connection: "psycopg.Connection[tuple[object, ...]]"
    question: Question | None = None
    answer: Reply | None = None

    def write(self, number: int) -> None:
        """Hears what head office has said last, and has more for it."""
        if self.answer is not None:
            self.laptop.take_round(self.answer.body)
        self.laptop.count(number)
        self.question = self.laptop.round()

    def take(self) -> None:
        assert self.question is not None
        self.answer = _asked(self.service.sync, self.question)

    def take_bare(self, entries: list[Entry]) -> None:
        connection = self.connection
        with connection.transaction():
            found = connection.execute(
                "UPDATE bare_head SET head = head + %s WHERE stream = 'one' RETURNING head", (len(entries),)
            ).fetchone()
            assert found is not None
            first = int(str(found[0])) - len(entries) + 1
            rows = [
                ("one", first + place, entry.header, b"".join(part.salt + part.data for part in entry.parts))
                for place, entry in enumerate(entries)
            ]
            connection.cursor().executemany("INSERT INTO bare VALUES (%s, %s, %s, %s)", rows)


@pytest.mark.parametrize(("entries", "rounds"), [(1, 200), (20, 60), (500, 12)])
def test_entries_a_second_against_the_bare_insert(side: Side, entries: int, rounds: int) -> None:
    side.laptop.count(entries)
    latest = side.laptop.log[-entries:]
    side.write(0)
    side.take()

    milliseconds, bare = _in_turns(side, entries, lambda: side.take_bare(latest), rounds=rounds)
    print(
        f"\n{entries} entries a request: head office {entries * 1000 / milliseconds:.0f} a second, "
        f"the bare insert {entries * 1000 / bare:.0f}: {bare / milliseconds:.2f} (at least 0.5)"
    )


def _in_turns(side: Side, entries: int, bare: Callable[[], None], *, rounds: int) -> tuple[float, float]:
    """Writing, signing and reading the answer are the laptop's work, so they are done before the clock runs."""
    taken: list[tuple[float, float]] = []
    for _ in range(rounds):
        side.write(entries)
        taken.append(in_turns(side.take, bare, rounds=1))
    return median(one for one, _ in taken), median(other for _, other in taken)
