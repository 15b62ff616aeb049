"""PostgreSQL at its worst: held locks, deadlocks, broken transactions, ended sessions, a server that dies."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from domain.sync.entries import EntryId
from headoffice.store import failures
from headoffice.store.database_url import DatabaseUrl, read_database_url
from tests.support.asking import ask, bring_up_to_date, enrol, round_of
from tests.support.light_laptop import LightLaptop
from tests.support.postgresql_server import DURABLE, PostgresqlServer, postgresql_server
from tests.support.running_hub import RunningHub, running_hub
from tests.support.strictness import LogWatch

RIYADH, JEDDAH = "RYD1", "JED1"


@pytest.fixture
def hub(tmp_path: Path, postgresql_database: DatabaseUrl, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningHub]:
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.2)
    with running_hub(tmp_path / "hub", database=postgresql_database) as hub:
        yield hub


@pytest.fixture
def line() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as line:
        yield line


@pytest.fixture
def outsider(postgresql_database: DatabaseUrl) -> Iterator[psycopg.Connection]:
    """Somebody else at the database, whose transaction stays open."""
    with psycopg.connect(postgresql_database.text) as connection:
        yield connection
        connection.rollback()


def joined(hub: RunningHub, line: httpx.Client, office: str, seed: int) -> LightLaptop:
    return enrol(line, hub.url, LightLaptop(office, seed), hub.code(office).plain)


def test_an_idle_transaction_on_a_stream_holds_up_that_stream_alone_and_loses_nothing(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection, expected_logs: LogWatch
) -> None:
    held, free = joined(hub, line, RIYADH, 1), joined(hub, line, JEDDAH, 2)
    held.count(3)
    assert round_of(line, hub.url, held) == ""
    outsider.execute("SELECT head FROM stream_head WHERE partition = %s FOR UPDATE", (held.partition,))
    expected_logs.expect("headoffice.app", "unavailable")
    held.count(2)
    free.count(2)
    assert round_of(line, hub.url, held) == "hub.busy"
    assert round_of(line, hub.url, free) == ""
    assert free.acknowledged == 2
    held.count(1)
    outsider.rollback()
    assert round_of(line, hub.url, held) == ""
    assert (held.acknowledged, held.position) == (6, 6)


def test_a_transaction_that_only_looks_holds_up_nobody_and_hides_nothing(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection
) -> None:
    laptop = joined(hub, line, RIYADH, 1)
    outsider.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    for table in ("stream_head", "stamp", "entry"):
        outsider.execute(f"SELECT count(*) FROM {table}".encode())
    outsider.execute("INSERT INTO stream_head VALUES ('elsewhere', 'x', 1, 0, 0, '0', 99)")
    laptop.count(4)
    assert round_of(line, hub.url, laptop) == ""
    assert (laptop.acknowledged, laptop.position) == (4, 4)


def fail_inserts(outsider: psycopg.Connection, state: str, times: int) -> None:
    """A sequence is not undone with the transaction that asked it, so it counts the attempts."""
    outsider.execute("CREATE SEQUENCE attempts")
    outsider.execute(
        f"""CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN
            IF nextval('attempts') <= {times} THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END IF;
            RETURN NEW; END $$ LANGUAGE plpgsql""".encode()
    )
    outsider.execute("CREATE TRIGGER fail BEFORE INSERT ON stamp FOR EACH ROW EXECUTE FUNCTION fail()")
    outsider.commit()


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_that_another_undid_is_done_again_and_the_laptop_never_hears_of_it(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection, state: str
) -> None:
    laptop = joined(hub, line, RIYADH, 1)
    fail_inserts(outsider, state, failures.MOST_ATTEMPTS - 1)
    laptop.count(2)
    assert round_of(line, hub.url, laptop) == ""
    assert (laptop.acknowledged, laptop.position) == (2, 2)


@pytest.mark.parametrize("state", ["40001", "53100", "57014", "25006"])
def test_a_database_that_keeps_refusing_is_busy_and_the_laptop_goes_on_later(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection, expected_logs: LogWatch, state: str
) -> None:
    laptop = joined(hub, line, RIYADH, 1)
    fail_inserts(outsider, state, 1_000_000)
    expected_logs.expect("headoffice.app", "unavailable")
    laptop.count(2)
    assert round_of(line, hub.url, laptop) == "hub.busy"
    assert laptop.acknowledged == 0
    outsider.execute("DROP TRIGGER fail ON stamp")
    outsider.commit()
    assert round_of(line, hub.url, laptop) == ""
    assert (laptop.acknowledged, laptop.position) == (2, 2)


def test_a_real_deadlock_is_survived_by_both(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.stop()
    monkeypatch.setattr(failures, "WAIT_SECONDS", 10.0)
    hub.start()
    laptop = joined(hub, line, RIYADH, 1)
    laptop.count(1)
    assert round_of(line, hub.url, laptop) == ""
    # The outsider notices a deadlock later than head office does, which so is the one to give way.
    outsider.execute("SET deadlock_timeout = '30s'")
    outsider.commit()
    outsider.execute("SELECT head FROM stream_head WHERE partition = %s FOR UPDATE", (laptop.partition,))
    laptop.replica = bytes(range(16))
    laptop.log.clear()
    laptop.acknowledged = 0
    laptop.count(1)
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(round_of(line, hub.url, laptop)))
    asking.start()
    _wait_for_a_waiting_session(outsider)
    # Head office has bound the new replica, and waits for the head; now the outsider waits for the replica.
    outsider.execute(
        "INSERT INTO device_replica SELECT association_id, %s, device, 0 FROM device_replica LIMIT 1 "
        "ON CONFLICT DO NOTHING",
        (laptop.replica,),
    )
    outsider.rollback()
    asking.join(120)
    assert answers == [""]
    assert laptop.position == 2


def _wait_for_a_waiting_session(outsider: psycopg.Connection) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        found = outsider.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
        if found is not None and found[0]:
            return
        time.sleep(0.01)
    raise AssertionError("nobody waits")


def test_sessions_that_were_ended_while_idle_are_replaced_before_anybody_notices(
    hub: RunningHub, line: httpx.Client, outsider: psycopg.Connection
) -> None:
    laptop = joined(hub, line, RIYADH, 1)
    for _ in range(3):
        laptop.count(2)
        assert round_of(line, hub.url, laptop) == ""
        outsider.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        outsider.commit()
    assert laptop.position == 6


def test_one_request_sent_many_times_at_once_is_taken_once(hub: RunningHub, line: httpx.Client) -> None:
    laptop = joined(hub, line, RIYADH, 1)
    laptop.replica = bytes(range(16))
    laptop.count(20)
    question = laptop.round()
    statuses: list[int] = []
    asking = [
        threading.Thread(target=lambda: statuses.append(ask(line, hub.url, question).status_code)) for _ in range(12)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(30)
    assert statuses == [200] * 12
    assert bring_up_to_date(line, hub.url, laptop) == 0
    assert laptop.position == 20


def test_of_laptops_that_join_with_one_code_at_once_one_joins(hub: RunningHub, line: httpx.Client) -> None:
    code = hub.code(RIYADH).plain
    statuses: list[int] = []
    asking = [
        threading.Thread(
            target=lambda seed=seed: statuses.append(
                ask(line, hub.url, LightLaptop(RIYADH, seed).enrolment(code)).status_code
            )
        )
        for seed in range(8)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(30)
    assert sorted(statuses) == [200] + [403] * 7


def test_two_head_offices_serve_one_database_and_order_its_streams_together(
    hub: RunningHub, line: httpx.Client, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "hub.key").write_bytes((hub.folder / "hub.key").read_bytes())
    laptops = [joined(hub, line, RIYADH, seed) for seed in range(4)]
    with running_hub(tmp_path / "other", hub.clock, database=hub.database) as other:

        def work(place: int) -> None:
            for number in range(10):
                laptops[place].count(2)
                bring_up_to_date(line, (hub, other)[(place + number) % 2].url, laptops[place])

        working = [threading.Thread(target=work, args=(place,)) for place in range(len(laptops))]
        for thread in working:
            thread.start()
        for thread in working:
            thread.join(60)
        for laptop in laptops:
            bring_up_to_date(line, other.url, laptop)
    assert all(laptop.seen == laptops[0].seen for laptop in laptops)
    assert len(laptops[0].seen) == len(set(laptops[0].seen)) == 4 * 10 * 2


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[PostgresqlServer]:
    """A server of this test's own, which flushes what it commits, and may be killed."""
    with postgresql_server(DURABLE) as server:
        yield server


def test_a_server_that_is_killed_in_mid_round_loses_nothing_that_was_acknowledged(
    mortal: PostgresqlServer, tmp_path: Path, expected_logs: LogWatch
) -> None:
    database = read_database_url(mortal.make_database())
    expected_logs.expect("headoffice.app", "unavailable")
    with running_hub(tmp_path / "hub", database=database) as hub, httpx.Client(trust_env=False) as line:
        laptops = [joined(hub, line, office, seed) for seed, office in enumerate((RIYADH, RIYADH, JEDDAH, JEDDAH))]
        may_end = threading.Event()
        refused = [0] * len(laptops)

        def work(place: int) -> None:
            laptop = laptops[place]
            while not may_end.is_set():
                if laptop.acknowledged == len(laptop.log):
                    laptop.count(5)
                if round_of(line, hub.url, laptop):
                    refused[place] += 1
                    time.sleep(0.02)
            refused[place] += bring_up_to_date(line, hub.url, laptop)

        working = [threading.Thread(target=work, args=(place,)) for place in range(len(laptops))]
        for thread in working:
            thread.start()
        for pause in (0.3, 0.2, 0.4):
            time.sleep(pause)
            mortal.kill()
            time.sleep(0.05)
            mortal.start()
        time.sleep(0.1)
        may_end.set()
        for thread in working:
            thread.join(60)
        for laptop in laptops:
            bring_up_to_date(line, hub.url, laptop)
        assert sum(refused) > 0
        for one, two in (laptops[:2], laptops[2:]):
            assert one.seen == two.seen
            written = {EntryId(laptop.replica, seq + 1) for laptop in (one, two) for seq in range(len(laptop.log))}
            assert len(one.seen) == len(written)
            assert set(one.seen) == written
