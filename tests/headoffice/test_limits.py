"""Who asks too often is told when to come back, and nobody else has to wait for it."""

from pathlib import Path

import httpx
import pytest

from domain.sync.wire import Refusal, unpack_body
from headoffice import limits
from headoffice.limits import Buckets, Rate, who_asks
from tests.support.bare_device import BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub

SLOW = Rate(per_second=0.5, burst=3)


def test_a_burst_is_free_and_then_it_is_so_many_a_second() -> None:
    buckets = Buckets(SLOW)
    assert [buckets.wait_seconds("a", 0) for _ in range(5)] == [0, 0, 0, 2, 2]
    assert buckets.wait_seconds("b", 0) == 0
    assert buckets.wait_seconds("a", 1_999) == 1
    assert buckets.wait_seconds("a", 2_000) == 0
    assert buckets.wait_seconds("a", 2_000) == 2


def test_a_long_silence_gives_no_more_than_a_burst() -> None:
    buckets = Buckets(SLOW)
    buckets.wait_seconds("a", 0)
    assert [buckets.wait_seconds("a", 10**12) for _ in range(4)] == [0, 0, 0, 2]


def test_a_clock_that_was_set_back_locks_nobody_out() -> None:
    buckets = Buckets(SLOW)
    assert [buckets.wait_seconds("a", 10**9) for _ in range(4)][-1] == 2
    assert buckets.wait_seconds("a", 0) == 2
    assert buckets.wait_seconds("a", 2_000) == 0


def test_memory_is_bounded_whoever_asks() -> None:
    buckets = Buckets(SLOW, most=10)
    for number in range(1_000):
        assert buckets.wait_seconds(number, 0) == 0
    assert len(buckets) == 10


def test_an_address_is_counted_with_its_whole_network_and_this_machine_is_not() -> None:
    assert who_asks("203.0.113.7") == "203.0.113.7"
    assert who_asks("2001:db8:1:2:3:4:5:6") == who_asks("2001:db8:1:2::1") != who_asks("2001:db8:1:3::1")
    assert [who_asks(local) for local in ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1")] == [None] * 4


@pytest.fixture
def rate(monkeypatch: pytest.MonkeyPatch) -> Rate:
    monkeypatch.setattr("headoffice.service.OF_A_LAPTOP", SLOW)
    monkeypatch.setattr("headoffice.app.OF_AN_ADDRESS", SLOW)
    return SLOW


def said(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, unpack_body(response.content, Refusal).code


def test_a_laptop_that_asks_too_often_waits_and_another_does_not(tmp_path: Path, rate: Rate) -> None:
    with in_process_hub(tmp_path) as hub:
        hasty = BareDevice(hub, hub).enrol()
        calm = BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol()
        assert [hasty.sync().status_code for _ in range(3)] == [200] * 3
        refused = hasty.sync()
        assert said(refused) == (429, "hub.often")
        assert refused.headers["retry-after"] == "2"
        assert calm.sync().status_code == 200
        hub.clock.pass_minutes(1)
        assert hasty.sync().status_code == 200


def test_nobody_else_can_use_up_what_a_laptop_may_ask(tmp_path: Path, rate: Rate) -> None:
    with in_process_hub(tmp_path) as hub:
        device = BareDevice(hub, hub).enrol()
        for _ in range(10):
            assert said(device.post("/v1/sync", b"x", bytes(64)))[0] == 401
        assert device.sync().status_code == 200


def test_an_address_that_asks_too_often_waits_before_anything_is_read(tmp_path: Path, rate: Rate) -> None:
    with InProcessHub(tmp_path, address="203.0.113.7") as hub:
        assert [hub.get("/v1/hello").status_code for _ in range(3)] == [200] * 3
        assert said(hub.get("/v1/hello")) == (429, "hub.often")
        assert said(hub.post("/v1/sync", content=bytes(10), headers={})) == (429, "hub.often")
        health = hub.get("/v1/health")
        assert (health.status_code, health.headers["retry-after"]) == (429, "2")
        hub.clock.pass_minutes(1)
        assert hub.get("/v1/health").status_code == 200


def test_the_limits_let_a_laptop_catch_up_after_months() -> None:
    """50,000 entries are 100 rounds of 500."""
    assert limits.OF_A_LAPTOP.burst > 10 * 100
    assert limits.OF_AN_ADDRESS.burst > limits.OF_A_LAPTOP.burst
