"""Entries, segments and bodies as bytes: whole, or refused."""

import hashlib
from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from domain.sync.chain import FIRST_HASH, Written, build_entry, chain_hash, check_entry, operations_of
from domain.sync.entries import (
    Add,
    Entry,
    EntryId,
    Erase,
    Header,
    Malformed,
    Operation,
    Part,
    Put,
    Restore,
    Void,
    next_clock,
    uuid7,
)
from domain.sync.entry_bytes import MAX_PART_BYTES, decode_header, decode_operations, encode_header, encode_operations
from domain.sync.signatures import is_segment_signed, is_signed, sign_segment
from domain.sync.wire import (
    MAGIC,
    MAX_BODY_BYTES,
    MAX_MESSAGE_BYTES,
    Cursor,
    Refusal,
    Segment,
    SyncRequest,
    WireDigest,
    WireEntry,
    pack_body,
    read_entry,
    stored_entry,
    unpack_body,
    wire_entry,
)

ROWS = st.uuids().map(str)
IDS = st.builds(EntryId, st.binary(min_size=16, max_size=16), st.integers(1, (1 << 62) - 1))
SCALARS = st.none() | st.text() | st.binary() | st.integers(-(1 << 63), (1 << 63) - 1)
VALUES = SCALARS | st.lists(SCALARS, max_size=4)
CELLS = st.dictionaries(st.integers(1, 99), VALUES, max_size=4)
BASES = st.dictionaries(st.integers(1, 99), st.lists(IDS, max_size=3).map(tuple), max_size=4)
TABLES = st.integers(1, 99)
OPERATIONS = (
    st.builds(Add, TABLES, ROWS, CELLS)
    | st.builds(Put, TABLES, ROWS, CELLS, BASES)
    | st.builds(Erase, TABLES, ROWS, st.text())
    | st.builds(Void, TABLES, ROWS, st.text())
    | st.builds(Restore, TABLES, ROWS, st.lists(IDS, max_size=3).map(tuple))
)
PARTITION = "office:RYD1/general"
AUTHOR = "01990000-0000-7000-8000-000000000001"
REPLICA = bytes(range(16))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


def entry_of(*operations: Operation, previous: bytes = FIRST_HASH, seq: int = 1) -> Entry:
    written = [Written(operation, AUTHOR if number % 2 else None) for number, operation in enumerate(operations)]
    entry, _ = build_entry(
        written,
        partition=PARTITION,
        id=EntryId(REPLICA, seq),
        clock=7,
        author=AUTHOR,
        action="test",
        seen=3,
        previous=previous,
        salts=[b"a" * 16, b"b" * 16],
    )
    return entry


SAMPLE = entry_of(Add(3, AUTHOR, {1: "2026-11-21", 4: None}), Void(3, AUTHOR, "سبب"))


def flips(data: bytes) -> list[bytes]:
    return [data[:n] + bytes([data[n] ^ 1 << n % 8]) + data[n + 1 :] for n in range(len(data))]


@given(operations=st.lists(OPERATIONS, max_size=5))
def test_operations_come_back_as_they_were(operations: list[Operation]) -> None:
    encoded = encode_operations(operations)
    assert decode_operations(encoded) == tuple(operations)
    assert encode_operations(decode_operations(encoded)) == encoded


@given(
    header=st.builds(
        Header,
        st.text(),
        st.binary(min_size=16, max_size=16),
        st.integers(1, (1 << 62) - 1),
        st.integers(0, 99),
        st.integers(0, (1 << 63) - 1),
        ROWS,
        st.text(),
        st.integers(0, 1 << 40),
        st.lists(st.tuples(st.none() | ROWS, st.binary(min_size=32, max_size=32)), max_size=4).map(tuple),
    )
)
def test_headers_come_back_as_they_were(header: Header) -> None:
    assert decode_header(encode_header(header)) == header


@given(operations=st.lists(OPERATIONS, min_size=1, max_size=4))
def test_an_entry_carries_its_operations_one_part_a_person(operations: list[Operation]) -> None:
    entry = entry_of(*operations)
    header = check_entry(entry, FIRST_HASH)
    assert [subject for subject, _ in header.parts] == [None, AUTHOR][: len(operations)]
    assert operations_of(entry) == (*operations[::2], *operations[1::2])


@given(data=st.binary(max_size=200))
@example(b"\xa2\xff\xfe")
@example(b"\x91\x94\x01\x01\xc4\x10" + bytes(16) + b"\x81\x90\x01")
@example(b"\xd6\xff\x00\x00\x00\x00")
@example(b"\x91" * 5_000 + b"\x01")
@example(b"\xdd\xff\xff\xff\xff")
def test_any_bytes_are_operations_and_headers_or_malformed(data: bytes) -> None:
    for decode in (decode_operations, decode_header):
        refused(decode, data)
    refused(lambda raw: unpack_body(raw, SyncRequest), MAGIC + data)


def refused(decode: Callable[[bytes], object], data: bytes) -> bool:
    try:
        decode(data)
    except Malformed:
        return True
    return False


@pytest.mark.parametrize("raw", [[1, 2, 3], [1, True, b"", {}], [9, 1, bytes(16), {}], [1, 1, bytes(15), {}]])
def test_an_operation_of_unknown_shape_is_malformed(raw: object) -> None:
    assert refused(decode_operations, msgspec.msgpack.encode([raw]))


@pytest.mark.parametrize("value", [True, 1.5, {"a": 1}, [[1]], 1 << 63])
def test_a_value_of_unknown_kind_is_malformed(value: object) -> None:
    assert refused(decode_operations, msgspec.msgpack.encode([[1, 1, bytes(16), {1: value}]]))


def test_sizes_are_bounded_before_decoding() -> None:
    assert refused(decode_operations, b"\x90" + bytes(MAX_PART_BYTES))
    assert refused(decode_header, b"\x90" + bytes(64 << 10))


def test_every_flipped_bit_of_an_entry_breaks_its_check() -> None:
    check_entry(SAMPLE, FIRST_HASH)
    damaged = [Entry(header, SAMPLE.hash, SAMPLE.parts) for header in flips(SAMPLE.header)]
    damaged += [Entry(SAMPLE.header, digest, SAMPLE.parts) for digest in flips(SAMPLE.hash)]
    for number, part in enumerate(SAMPLE.parts):
        others = [Part(part.salt, data) for data in flips(part.data)] + [
            Part(salt, part.data) for salt in flips(part.salt)
        ]
        damaged += [
            Entry(SAMPLE.header, SAMPLE.hash, (*SAMPLE.parts[:number], other, *SAMPLE.parts[number + 1 :]))
            for other in others
        ]
    damaged += [
        Entry(SAMPLE.header, SAMPLE.hash, SAMPLE.parts[:1]),
        Entry(SAMPLE.header, SAMPLE.hash, SAMPLE.parts[::-1]),
    ]
    assert all(refused(lambda _, entry=entry: check_entry(entry, FIRST_HASH), b"") for entry in damaged)
    assert refused(lambda _: check_entry(SAMPLE, bytes(31) + b"\1"), b"")


def test_an_entry_is_sent_without_what_its_parts_say_anyway_and_comes_back_byte_for_byte() -> None:
    wire = wire_entry(SAMPLE)
    assert len(wire.header) < len(SAMPLE.header) - 32 * len(SAMPLE.parts)
    assert stored_entry(wire, FIRST_HASH) == SAMPLE
    # A header of another writer may be encoded in another way: it is sent as it is.
    padded = SAMPLE.header[:-1] + bytes([SAMPLE.header[-1] ^ 1])
    strange = Entry(padded, chain_hash(FIRST_HASH, padded), SAMPLE.parts)
    assert wire_entry(strange) == WireEntry(padded, [(part.salt, part.data) for part in SAMPLE.parts])
    assert stored_entry(wire_entry(strange), FIRST_HASH) == strange
    alone = Entry(b"no header", chain_hash(FIRST_HASH, b"no header"), SAMPLE.parts[:1])
    assert stored_entry(wire_entry(alone), FIRST_HASH) == alone


@pytest.mark.parametrize("header", [b"", b"\xc1", b"\x90", b"\x91\x90", SAMPLE.header[:-1]])
def test_a_header_that_does_not_say_what_its_parts_are_is_sent_as_it_is(header: bytes) -> None:
    """Head office keeps authentic bytes whatever they are, and sends them to whoever reads the stream."""
    for parts in (SAMPLE.parts, SAMPLE.parts[:1]):
        strange = msgspec.structs.replace(SAMPLE, header=header, parts=parts)
        assert wire_entry(strange) == WireEntry(header, [(part.salt, part.data) for part in parts])


def test_an_entry_read_from_the_wire_is_the_stored_one_with_its_proved_header() -> None:
    whole = msgspec.structs.replace(wire_entry(SAMPLE), header=SAMPLE.header, subjects=None)
    for wire in (wire_entry(SAMPLE), whole):
        assert read_entry(wire, FIRST_HASH) == (SAMPLE, check_entry(SAMPLE, FIRST_HASH))


def test_every_flipped_bit_of_a_sent_entry_reads_as_another_entry_or_as_none() -> None:
    for damaged in flips(msgspec.msgpack.encode(wire_entry(SAMPLE))):
        try:
            wire = msgspec.msgpack.decode(damaged, type=WireEntry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        try:
            entry, header = read_entry(wire, FIRST_HASH)
        except Malformed:
            with pytest.raises(Malformed):
                check_entry(stored_entry(wire, FIRST_HASH), FIRST_HASH)
            continue
        assert header == check_entry(entry, FIRST_HASH)
        assert entry.hash != SAMPLE.hash or entry == SAMPLE


def test_subjects_that_do_not_fit_the_parts_are_no_entry() -> None:
    wire = wire_entry(SAMPLE)
    for subjects in ([], [*(wire.subjects or []), None]):
        with pytest.raises(Malformed):
            stored_entry(msgspec.structs.replace(wire, subjects=subjects), FIRST_HASH)


def test_every_flipped_bit_of_a_segment_breaks_its_signature_or_its_check() -> None:
    entries = [SAMPLE, entry_of(Void(3, AUTHOR, "x"), previous=SAMPLE.hash, seq=2)]
    signature = sign_segment(KEY, PARTITION, REPLICA, 2, entries[-1].hash)
    segment = Segment(PARTITION, REPLICA, FIRST_HASH, 1, [wire_entry(entry) for entry in entries], signature)
    assert stands(segment)
    plain = msgspec.msgpack.encode(segment)
    for damaged in flips(plain):
        try:
            found = msgspec.msgpack.decode(damaged, type=Segment)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        assert found == segment or not stands(found)


def stands(segment: Segment) -> bool:
    """As head office looks at a segment."""
    previous = segment.previous
    if segment.first_seq != 1 or previous != FIRST_HASH or not segment.entries:
        return False
    try:
        for seq, wire in enumerate(segment.entries, segment.first_seq):
            entry = stored_entry(wire, previous)
            if check_entry(entry, previous).id != EntryId(segment.replica, seq):
                return False
            previous = entry.hash
        return is_segment_signed(PUBLIC, segment, segment.first_seq + len(segment.entries) - 1, previous)
    except Malformed:
        return False


def test_every_flipped_bit_of_a_body_breaks_the_signature_over_it() -> None:
    body = pack_body(SyncRequest(1, 1, bytes(16), REPLICA, [], [Cursor(PARTITION, 1, 4, WireDigest(1, 2))]))
    signature = KEY.sign(body)
    assert is_signed(PUBLIC, signature, body)
    assert not any(is_signed(PUBLIC, signature, other) for other in flips(body))
    assert not any(is_signed(PUBLIC, other, body) for other in (*flips(signature), b"", bytes(63)))
    assert not is_signed(b"short", signature, body)


@given(ar=st.text(), en=st.text())
def test_bodies_come_back_as_they_were(ar: str, en: str) -> None:
    message = Refusal("a.b", ar, en)
    assert unpack_body(pack_body(message), Refusal) == message


def test_a_body_is_one_whole_message_of_this_protocol() -> None:
    body = pack_body(Refusal("a", "b", "c"))
    for other in (b"", body[:-1], body + b"x", body + body[5:], b"X" + body[1:], b"<html>", body[5:], MAGIC):
        assert refused(lambda raw: unpack_body(raw, Refusal), other)
    assert refused(lambda raw: unpack_body(raw, SyncRequest), body)
    assert refused(lambda raw: unpack_body(raw, Refusal), MAGIC + bytes(MAX_BODY_BYTES))


def test_a_small_body_that_swells_is_refused_before_it_does() -> None:
    bomb = pack_body(Refusal("a", "b", "c" * (MAX_MESSAGE_BYTES + 1)))
    assert len(bomb) < 100_000
    assert refused(lambda raw: unpack_body(raw, Refusal), bomb)


def test_the_chain_hash_is_pinned() -> None:
    """Changing it would make every log in the field unreadable."""
    assert chain_hash(FIRST_HASH, b"header") == hashlib.sha256(b"istiqbal/entry/1" + bytes(32) + b"header").digest()


@given(last=st.integers(0, 1 << 62), now=st.integers(0, 1 << 45))
def test_a_clock_never_goes_back(last: int, now: int) -> None:
    assert next_clock(last, now) > last
    assert next_clock(last, now) >= now << 16


@given(now=st.integers(0, (1 << 47)), bits=st.binary(min_size=10, max_size=10))
def test_row_ids_are_version_seven_and_sort_by_time(now: int, bits: bytes) -> None:
    made = uuid7(now, bits)
    assert made[14] == "7"
    assert made[19] in "89ab"
    assert made < uuid7(now + 1, bits)
