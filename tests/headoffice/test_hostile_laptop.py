"""A laptop that joined and means harm, or was stolen: what it can cost head office has a bound."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from domain.sync.comparing import AGAIN, AgainRequest, EntryName
from domain.sync.entries import Add
from domain.sync.squeezing import squeeze
from domain.sync.tables import VISITS
from domain.sync.wire import (
    MAGIC,
    PROTOCOL,
    Cursor,
    Mark,
    Refusal,
    Segment,
    SyncAnswer,
    WireDigest,
    pack_body,
    stated_bytes,
    unpack_body,
)
from headoffice.bounds import FREE_BYTES, MOST_SEGMENTS
from headoffice.epochs import FIRST_WAIT_MS, MOST_WAIT_MS, SUSPICIOUS
from headoffice.limits import Buckets, Rate
from headoffice.status_command import read_status
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.strictness import LogWatch

DAY = VISITS.cell("day").number


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path) as hub:
        yield hub


@pytest.fixture
def device(hub: InProcessHub) -> BareDevice:
    return BareDevice(hub, hub).enrol()


def said(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, unpack_body(response.content, Refusal).code


def bomb(size: int) -> bytes:
    """A few hundred bytes that unpack to so many: a list of empty lists."""
    return MAGIC + squeeze(b"\xdd" + (size - 5).to_bytes(4, "big") + b"\x90" * (size - 5))


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_a_few_bytes_that_swell_to_megabytes_are_refused_before_they_are_unpacked(
    device: BareDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = bomb(FREE_BYTES + 1)
    assert len(body) < 4_000
    monkeypatch.setattr("headoffice.messages.unpack_body", lambda *_, **__: pytest.fail("it was unpacked"))
    assert said(device.post("/v1/sync", body)) == (413, "sync.too_large")


def test_a_whole_request_of_the_most_that_a_laptop_sends_is_taken_however_well_it_packs(device: BareDevice) -> None:
    """A megabyte of one letter: a clerk may lean on a key."""
    row = "00000000-0000-7000-8000-000000000001"
    note = VISITS.cell("note").number
    device.write(Add(VISITS.number, row, {DAY: "2026-11-21", note: "a" * ((1 << 20) - 200)}))
    assert len(pack_body(device.request(device.segment()))) < 10_000
    answer = device.sync(device.segment())
    assert unpack_body(answer.content, SyncAnswer).heads[0].seq == 1


def test_what_unpacking_costs_is_counted_like_asking(
    device: BareDevice, hub: InProcessHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headoffice.service.OF_A_LAPTOP", Rate(per_second=1, burst=40))
    hub.stop()
    hub.start()
    heavy = bomb(FREE_BYTES)
    assert said(device.post("/v1/sync", heavy)) == (400, "sync.damaged")
    assert said(device.post("/v1/sync", heavy)) == (400, "sync.damaged")
    assert said(device.post("/v1/sync", heavy)) == (429, "hub.often")
    hub.clock.pass_minutes(2)
    assert device.sync().status_code == 200


def test_a_debt_is_bounded_so_that_it_is_paid_in_time() -> None:
    buckets = Buckets(Rate(per_second=1, burst=10))
    assert buckets.wait_seconds("a", 0) == 0
    buckets.charge("a", 1_000_000, 0)
    assert buckets.wait_seconds("a", 0) == 11
    assert buckets.wait_seconds("a", 11_000) == 0


def test_more_segments_than_a_laptop_sends_are_refused_before_a_signature_is_looked_at(device: BareDevice) -> None:
    empty = Segment(PARTITION, device.replica, bytes(32), 1, [], bytes(64))
    assert said(device.sync(*[empty] * (MOST_SEGMENTS + 1))) == (413, "sync.too_large")


def test_a_partition_that_is_asked_for_twice_is_no_request(device: BareDevice) -> None:
    assert said(device.sync(cursors=[device.cursor()] * 2)) == (400, "sync.damaged")


def test_a_frame_that_lies_about_its_size_is_damaged(device: BareDevice) -> None:
    body = bytearray(pack_body(device.request()))
    size = stated_bytes(bytes(body))
    assert size == len(msgspec.msgpack.encode(device.request()))
    place = body.index(bytes([size % 256]), len(MAGIC))
    body[place] ^= 1
    assert said(device.post("/v1/sync", bytes(body)))[0] == 400


# --- epochs ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def doubted(expected_logs: LogWatch) -> None:
    expected_logs.expect("headoffice.epochs", "says restored too often")


def lie(device: BareDevice, epoch: int) -> int:
    """Says that it has passed a place which never was, and returns the epoch that head office is in after it."""
    cursor = Cursor(PARTITION, epoch, 1, WireDigest(0, 0), [Mark(1, bytes(15) + b"x")])
    return unpack_body(device.sync(cursors=[cursor]).content, SyncAnswer).epoch


def lies_in(device: BareDevice, hub: InProcessHub, minutes: int, *, each: int) -> int:
    """How many epochs begin when it lies so often."""
    epochs = {epoch := lie(device, 1)}
    for _ in range(0, minutes, each):
        hub.clock.pass_minutes(each)
        epochs.add(epoch := lie(device, epoch))
    return len(epochs)


@pytest.mark.usefixtures("doubted")
def test_a_laptop_that_says_every_minute_that_head_office_was_restored_begins_few_epochs(
    device: BareDevice, hub: InProcessHub
) -> None:
    hub.clock.pass_minutes(10)
    assert lies_in(device, hub, 24 * 60, each=7) <= 5


@pytest.mark.usefixtures("doubted")
def test_another_laptop_is_believed_meanwhile(device: BareDevice, hub: InProcessHub) -> None:
    other = BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol()
    first = lie(device, 1)
    hub.clock.pass_minutes(2)
    assert lie(device, first) == first
    assert lie(other, first) > first


@pytest.mark.usefixtures("doubted")
def test_even_the_most_suspicious_is_believed_again_in_time(device: BareDevice, hub: InProcessHub) -> None:
    lies_in(device, hub, 24 * 60, each=10)
    hub.clock.pass_minutes(MOST_WAIT_MS // 60_000)
    epoch = unpack_body(device.sync().content, SyncAnswer).epoch
    assert lie(device, epoch) > epoch


@pytest.mark.usefixtures("doubted")
def test_the_administrator_is_told_of_a_laptop_that_says_so_again_and_again(
    device: BareDevice, hub: InProcessHub
) -> None:
    lie(device, 1)
    assert read_status(hub.beside).suspicious == {}
    lies_in(device, hub, FIRST_WAIT_MS * 30 // 60_000, each=10)
    assert read_status(hub.beside).suspicious[device.id] >= SUSPICIOUS


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seq", [-1, 0, 1 << 62, (1 << 64) - 1])
def test_an_entry_wanted_again_under_a_number_that_none_has_is_damage_and_no_error_of_head_offices(
    device: BareDevice, seq: int
) -> None:
    wanted = [EntryName(device.replica, seq)]
    asked = AgainRequest(PROTOCOL, device.association, PARTITION, [], wanted, bytes(8))
    assert said(device.post(AGAIN, pack_body(asked))) == (400, "sync.damaged")
