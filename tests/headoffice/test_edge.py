"""Head office's HTTP edge: what is not authentic is refused with its status, and stores nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
import pytest

from domain.sync.chain import FIRST_HASH, chain_hash
from domain.sync.effective_time import LATEST_AHEAD_MS
from domain.sync.entries import Entry, EntryId
from domain.sync.line import FIRST_LINE
from domain.sync.schema import BY_NUMBER, SCHEMA_VERSION, general_partition
from domain.sync.signatures import is_answer_signed, sign_request, sign_segment
from domain.sync.squeezing import squeeze
from domain.sync.tables import COMPLAINTS, GENERAL, REFERENCE
from domain.sync.wire import (
    MAGIC,
    MAX_BODY_BYTES,
    NAME_MORE,
    PROTOCOL,
    SIGNATURE_HEADER,
    Cursor,
    Mark,
    Refusal,
    ReplicaName,
    Segment,
    SyncAnswer,
    WireDigest,
    pack_body,
    unpack_body,
    wire_entry,
)
from headoffice.service import MOST_BYTES
from headoffice.store import failures
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import COMPLAINTS_PARTITION, PARTITION, BareDevice
from tests.support.clock import HandClock
from tests.support.made_entries import add_visit, put, row
from tests.support.running_hub import RunningHub, running_hub
from tests.support.strictness import LogWatch


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", database=hub_database) as hub:
        yield hub


@pytest.fixture
def line() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as line:
        yield line


@pytest.fixture
def device(hub: RunningHub, line: httpx.Client) -> BareDevice:
    return BareDevice(hub, line).enrol()


def refusal(response: httpx.Response) -> tuple[int, str]:
    said = unpack_body(response.content, Refusal)
    assert said.ar
    assert said.en
    return response.status_code, said.code


@contextmanager
def nothing_stored(hub: RunningHub) -> Iterator[None]:
    before = hub.dump()
    yield
    assert hub.dump() == before


# --- who asks ------------------------------------------------------------------------------------------------------


def test_an_unknown_device_is_told_so(hub: RunningHub, line: httpx.Client) -> None:
    stranger = BareDevice(hub, line, association=bytes(16))
    for stranger.id in (b"", bytes(16), bytes(99)):
        assert refusal(stranger.sync()) == (401, "sync.unknown_device")


def test_every_flipped_bit_of_a_request_is_refused_and_stores_nothing(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    body = pack_body(device.request(device.segment()))
    signature = sign_request(device.key, "/v1/sync", body)
    with nothing_stored(hub):
        for place in range(0, len(body), 5):
            flipped = bytearray(body)
            flipped[place] ^= 1 << place % 8
            assert refusal(device.post("/v1/sync", bytes(flipped), signature))[0] == 401
    assert device.post("/v1/sync", body, signature).status_code == 200


def test_a_signature_for_one_path_is_none_for_another(device: BareDevice) -> None:
    body = pack_body(device.request())
    assert refusal(device.post("/v1/sync", body, sign_request(device.key, "/v1/enrol", body)))[0] == 401


def test_a_segment_signed_by_another_device_is_refused_whole(
    device: BareDevice, hub: RunningHub, line: httpx.Client
) -> None:
    other = BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()
    device.write(add_visit(1))
    forged = device.segment(signature=sign_segment(other.key, PARTITION, device.replica, 1, device.log[0].hash))
    with nothing_stored(hub):
        assert refusal(device.sync(forged)) == (401, "sync.signature")


def test_a_replica_belongs_to_the_device_that_spoke_for_it_first(
    device: BareDevice, hub: RunningHub, line: httpx.Client
) -> None:
    other = BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()
    other.replica = device.replica
    other.write(add_visit(1))
    with nothing_stored(hub):
        assert refusal(other.sync(other.segment())) == (409, "sync.replica")


def test_another_association_is_refused(device: BareDevice) -> None:
    assert refusal(device.sync(association=bytes(16))) == (409, "sync.association")


def test_a_partition_without_a_grant_is_neither_taken_nor_given(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    foreign = general_partition("JED1")
    with nothing_stored(hub):
        assert refusal(device.sync(device.segment(partition=foreign))) == (403, "sync.grant")
    asking = [Cursor(foreign, 1, 0, WireDigest(0, 0))]
    with nothing_stored(hub):
        assert refusal(device.sync(cursors=asking)) == (403, "sync.grant")
        assert refusal(device.sync(device.segment(), cursors=asking)) == (403, "sync.grant")


# --- what is sent --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"<html>", b"ISTQ\x01", b"ISTQ\x01junk", pack_body(Refusal("a", "b", "c"))])
def test_a_body_that_is_no_request_is_refused(device: BareDevice, body: bytes) -> None:
    assert refusal(device.post("/v1/sync", body)) == (400, "sync.damaged")


def test_a_name_that_a_database_cannot_hold_is_no_failure_of_head_office(device: BareDevice, hub: RunningHub) -> None:
    cursor = Cursor("office:\0", 1, 1, WireDigest(0, 0), [Mark(1, bytes(16))])
    with nothing_stored(hub):
        assert refusal(device.sync(cursors=[cursor]))[0] in (400, 403)


def test_a_newer_protocol_is_told_that_it_is_newer(device: BareDevice) -> None:
    assert refusal(device.sync(protocol=PROTOCOL + 1)) == (426, "sync.newer")
    assert refusal(device.post("/v1/sync", b"ISTQ\x02whatever")) == (426, "sync.newer")


def test_an_older_protocol_is_told_to_update_and_what_it_brings_is_kept(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    assert refusal(device.sync(device.segment(), protocol=PROTOCOL - 1)) == (426, "sync.older")
    assert hub.dump().count("\n") == 1


@pytest.mark.parametrize("path", list(MOST_BYTES))
def test_a_body_beyond_the_bound_is_refused_before_it_is_read(device: BareDevice, path: str) -> None:
    assert refusal(device.post(path, b"ISTQ\x01" + bytes(MOST_BYTES[path]), bytes(64))) == (413, "sync.too_large")
    assert MOST_BYTES["/v1/sync"] == MAX_BODY_BYTES


def test_a_stranger_gets_little_memory_for_a_small_body(hub: RunningHub, line: httpx.Client) -> None:
    """Before anybody has signed anything: 400 bytes of zeros' neighbours must not become half a gigabyte."""
    stranger = BareDevice(hub, line, association=bytes(16), id=bytes(16))
    names = msgspec.msgpack.encode([["", b""]] * 100_000)
    for path, fields in (("/v1/sync", [PROTOCOL, 1, b"", bytes(16), [], []]), ("/v1/enrol", [PROTOCOL, "x"])):
        body = MAGIC + squeeze(bytes([0x90 | len(fields) + 1]) + b"".join(map(msgspec.msgpack.encode, fields)) + names)
        assert len(body) < 4_000
        assert refusal(stranger.post(path, body)) == (400, "sync.damaged")
    many = pack_body(stranger.request(asked=[ReplicaName("", b"")] * 100_000))
    assert refusal(stranger.post("/v1/sync", many)) == (400, "sync.damaged")
    few = pack_body(stranger.request(asked=[ReplicaName("", b"")] * 1_000))
    assert refusal(stranger.post("/v1/sync", few)) == (401, "sync.unknown_device")


@pytest.mark.parametrize("first_seq", [0, -1, -(1 << 63), (1 << 64) - 1, 1 << 62])
def test_a_segment_that_starts_nowhere_is_damaged(device: BareDevice, first_seq: int) -> None:
    device.write(add_visit(1))
    assert refusal(device.sync(device.segment(first_seq=first_seq))) == (400, "sync.damaged")


def test_a_segment_without_entries_or_with_too_many_is_refused(device: BareDevice) -> None:
    device.write(add_visit(1))
    assert refusal(device.sync(device.segment(entries=[])))[0] == 400
    many = [wire_entry(device.log[0])] * 501
    assert refusal(device.sync(device.segment(entries=many))) == (413, "sync.too_large")


def test_entries_of_another_place_are_refused(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1), replica=bytes(15) + b"\7")
    with nothing_stored(hub):
        assert refusal(device.sync(device.segment())) == (400, "sync.damaged")


def test_a_part_that_does_not_fit_its_hash_is_refused(device: BareDevice, hub: RunningHub) -> None:
    entry = device.write(add_visit(1))
    wire = wire_entry(entry)
    swapped = msgspec.structs.replace(wire, parts=[(bytes(16), wire.parts[0][1] + b"\0")])
    whole = msgspec.structs.replace(swapped, header=entry.header, subjects=None)
    with nothing_stored(hub):
        # Its hash is made of the parts that came: another entry than the one that was signed.
        assert refusal(device.sync(device.segment(entries=[swapped])))[0] == 401
        assert refusal(device.sync(device.segment(entries=[whole])))[0] == 400


def test_one_bad_segment_keeps_nothing_of_the_request(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    device.write(add_visit(2))
    good, bad = device.segment(1, 1), device.segment(2, signature=bytes(64))
    with nothing_stored(hub):
        assert refusal(device.sync(good, bad))[0] == 401
    assert device.sync(device.segment()).status_code == 200


@pytest.mark.parametrize(
    ("place", "value"),
    [(2, True), (2, 1 << 62), (3, True), (3, -1), (4, True), (4, 1 << 63), (7, False), (7, -1), (7, 1 << 63), (7, 0.0)],
)
def test_a_number_of_a_header_is_a_number_within_bounds(
    device: BareDevice, hub: RunningHub, place: int, value: object
) -> None:
    header = msgspec.msgpack.decode(device.write(add_visit(1)).header)
    header[place] = value
    device.log[0] = rewritten(device.log[0], header)
    with nothing_stored(hub):
        assert refusal(device.sync(device.segment())) == (400, "sync.damaged")


def rewritten(entry: Entry, header: list[object]) -> Entry:
    encoded = msgspec.msgpack.encode(header)
    return Entry(encoded, chain_hash(FIRST_HASH, encoded), entry.parts)


# --- chains --------------------------------------------------------------------------------------------------------


def test_a_replayed_or_overlapping_segment_is_taken_once(device: BareDevice, hub: RunningHub) -> None:
    for number in range(4):
        device.write(add_visit(number))
    for first, last in ((1, 2), (1, 2), (1, 3), (2, 4), (4, 4)):
        assert device.sync(device.segment(first, last)).status_code == 200
    assert device.pull().streams[0].head == 4
    assert hub.dump().count("\n") == 4


def test_another_entry_at_a_held_number_is_a_fork(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    device.write(add_visit(2))
    device.sync(device.segment())
    device.log.pop()
    device.write(add_visit(3))
    device.write(add_visit(4))
    with nothing_stored(hub):
        for first in (1, 2, 3):
            assert refusal(device.sync(device.segment(first))) == (409, "sync.fork")


def test_after_a_gap_the_heads_say_where_to_go_on(device: BareDevice, hub: RunningHub) -> None:
    for number in range(4):
        device.write(add_visit(number))
    device.sync(device.segment(1, 1))
    answer = unpack_body(device.sync(device.segment(3)).content, SyncAnswer)
    held = [(head.partition, head.seq, head.hash) for head in answer.heads]
    assert held == [(PARTITION, 1, device.log[0].hash), (COMPLAINTS_PARTITION, 0, FIRST_HASH)]
    assert hub.dump().count("\n") == 1


def test_a_fresh_replica_is_told_that_nothing_is_held(device: BareDevice) -> None:
    heads = [(head.partition, head.replica, head.seq, head.hash) for head in device.pull().heads]
    assert heads == [(name, device.replica, 0, FIRST_HASH) for name in (PARTITION, COMPLAINTS_PARTITION)]


def test_a_cursor_beyond_the_stream_is_asked_for_the_places_it_has_passed(device: BareDevice) -> None:
    device.write(add_visit(1))
    device.sync(device.segment())
    line = device.line_at(1)

    def after(*marks: Mark, hub_seq: int = 7) -> int | None:
        response = device.sync(cursors=[Cursor(PARTITION, 1, hub_seq, WireDigest(0, 0), list(marks))])
        return unpack_body(response.content, SyncAnswer).streams[0].after

    assert after() == NAME_MORE
    assert after(Mark(7, bytes(16)), hub_seq=1) == NAME_MORE
    assert after(Mark(1, line), hub_seq=1) == 1
    assert after(Mark(7, bytes(16)), Mark(1, line), Mark(0, FIRST_LINE)) == 1
    assert after(Mark(7, bytes(16)), Mark(1, bytes(16)), Mark(0, FIRST_LINE)) == 0


# --- stamps and verdicts -------------------------------------------------------------------------------------------


def test_a_stamp_holds_a_clock_that_runs_ahead_and_lifts_over_its_bases(device: BareDevice) -> None:
    clock = device.hub.clock
    assert isinstance(clock, HandClock)
    far = (clock.now_ms + 10**12) << 16
    device.write(add_visit(1), clock=far)
    device.write(put(1, EntryId(device.replica, 1), "ملاحظة"), clock=5)
    device.sync(device.segment())
    first, second = device.pull().streams[0].items
    assert first.eff == (first.received_ms + LATEST_AHEAD_MS) << 16
    assert second.eff == first.eff + 1


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (put(9, EntryId(bytes(16), 1), "x"), "base.unknown"),
        (put(9, None, "x"), "row.unknown"),
        (add_visit(1), "row.added_twice"),
    ],
)
def test_what_the_rules_reject_is_kept_and_set_aside_and_blocks_nothing(
    device: BareDevice, hub: RunningHub, operation: object, reason: str
) -> None:
    device.write(add_visit(1))
    device.write(operation)
    device.write(add_visit(2))
    assert device.sync(device.segment()).status_code == 200
    assert [item.reason for item in device.pull().streams[0].items] == ["", reason, ""]
    assert hub.dump().count("\n") == 2


def test_what_cannot_be_read_is_kept_and_set_aside(device: BareDevice, hub: RunningHub) -> None:
    entry = device.write(add_visit(1))
    del device.log[:]
    header = msgspec.msgpack.decode(entry.header)
    header[8] = [[None, hashlib.sha256(bytes(16) + b"\xa1\xff").digest()]]
    encoded = msgspec.msgpack.encode(header)
    wire = msgspec.structs.replace(wire_entry(entry), header=encoded, parts=[(bytes(16), b"\xa1\xff")], subjects=None)
    last = chain_hash(FIRST_HASH, encoded)
    signature = sign_segment(device.key, PARTITION, device.replica, 1, last)
    assert device.sync(Segment(PARTITION, device.replica, FIRST_HASH, 1, [wire], signature)).status_code == 200
    assert [item.reason for item in device.pull().streams[0].items] == ["entry.malformed"]
    assert hub.dump() == ""


def test_the_asking_replica_gets_its_own_stamps_without_the_bytes(
    device: BareDevice, hub: RunningHub, line: httpx.Client
) -> None:
    other = BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()
    device.write(add_visit(1))
    device.sync(device.segment())
    assert [item.entry for item in device.pull().streams[0].items] == [None]
    (item,) = other.pull().streams[0].items
    assert item.entry == wire_entry(device.log[0])


def test_a_stream_comes_in_bounded_pieces_and_its_digest_at_the_end(
    device: BareDevice, hub: RunningHub, line: httpx.Client
) -> None:
    other = BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()
    for number in range(600):
        device.write(add_visit(number))
    device.sync(*(device.segment(first, first + 99) for first in range(1, 600, 100)))
    first, second = other.pull().streams[0], other.pull(500).streams[0]
    assert (len(first.items), first.digest, first.head) == (500, None, 600)
    assert [item.hub_seq for item in first.items + second.items] == list(range(1, 601))
    assert second.digest is not None
    assert second.digest.count == 600


def test_a_laptop_hears_of_all_that_it_sent_in_one_answer(device: BareDevice) -> None:
    for number in range(1_000):
        device.write(add_visit(number))
    device.sync(device.segment(1, 500), device.segment(501, 1_000))
    (stream,) = device.pull().streams
    assert [item.hub_seq for item in stream.items] == list(range(1, 1_001))
    assert stream.digest is not None


def test_big_entries_come_in_pieces_of_bounded_size(device: BareDevice, hub: RunningHub, line: httpx.Client) -> None:
    other = BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()
    for number in range(4):
        device.write(add_visit(number, note="ن" * 60_000))
    device.sync(device.segment())
    sizes, cursor = [], 0
    while cursor < 4:
        items = other.pull(cursor).streams[0].items
        cursor += len(items)
        sizes.append(len(items))
    assert sizes == [2, 2]


# --- the rest of the edge ------------------------------------------------------------------------------------------


def test_every_answer_is_signed_for_the_request_it_answers(device: BareDevice) -> None:
    for body, status in ((pack_body(device.request()), 200), (b"junk", 400)):
        asked = sign_request(device.key, "/v1/sync", body)
        response = device.post("/v1/sync", body, asked)
        signature = bytes.fromhex(response.headers[SIGNATURE_HEADER])
        assert response.status_code == status
        assert is_answer_signed(device.hub_key, signature, asked, response.content)
        assert not is_answer_signed(device.hub_key, signature, bytes(64), response.content)


def test_a_challenge_of_another_length_is_not_signed_over(device: BareDevice) -> None:
    challenge = b"\1" * 90
    response = device.line.get(device.hub.url + "/v1/hello", headers={SIGNATURE_HEADER: challenge.hex()})
    signature = bytes.fromhex(response.headers[SIGNATURE_HEADER])
    assert not is_answer_signed(device.hub_key, signature, challenge, response.content)
    assert is_answer_signed(device.hub_key, signature, b"", response.content)


def test_health_says_that_the_store_answers(device: BareDevice) -> None:
    response = device.line.get(device.hub.url + "/v1/health")
    said = response.json()
    assert said.pop("database") == ("sqlite" if device.hub.database is None else "postgresql")
    assert said == {
        "status": "ok",
        "protocol": PROTOCOL,
        "schema": SCHEMA_VERSION,
        "migrations": "ok",
        "disk": "ok",
        "enrolled": True,
    }


def test_a_bug_is_an_answer_without_anything_personal_in_the_log(
    device: BareDevice, expected_logs: LogWatch, caplog: pytest.LogCaptureFixture
) -> None:
    device.write(add_visit(1, note="سر"))
    expected_logs.expect("headoffice.app", "failed")
    with device.hub.open_beside() as other, other.db.writing():
        other.db.run("DROP TABLE row_state")
    assert refusal(device.sync(device.segment())) == (500, "hub.error")
    (facts,) = [record.facts for record in caplog.records if record.name == "headoffice.app"]  # type: ignore[attr-defined]
    assert facts["error"] in ("OperationalError", "UndefinedTable")
    assert facts["path"] == "/v1/sync"
    assert all("سر" not in str(value) for value in facts.values())


def test_every_registered_table_is_of_a_known_class() -> None:
    assert {table.partition_class for table in BY_NUMBER.values()} <= {GENERAL, COMPLAINTS, REFERENCE}
    assert row(1) != row(2)


def test_a_store_that_is_held_by_somebody_else_is_busy_and_nothing_is_lost(
    device: BareDevice, expected_logs: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    device.hub.stop()
    monkeypatch.setattr(failures, "WAIT_SECONDS", 0.05)
    device.hub.start()
    expected_logs.expect("headoffice.app", "unavailable")
    device.write(add_visit(1))
    with device.hub.open_beside() as other, other.db.writing():
        other.streams.lock(PARTITION)
        busy = device.sync(device.segment())
    assert refusal(busy) == (503, "hub.busy")
    assert int(busy.headers["Retry-After"]) > 0
    assert device.sync(device.segment()).status_code == 200


def test_what_is_not_there_is_not_found(device: BareDevice) -> None:
    assert device.line.get(device.hub.url + "/").status_code == 404
    assert device.line.get(device.hub.url + "/v1/sync").status_code == 405
