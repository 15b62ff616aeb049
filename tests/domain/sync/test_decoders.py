"""What is read of damaged bytes: nothing, or just what they say, by the rules as they are written down here."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.sync.entries import BEYOND_SEQ, Malformed, Operation
from domain.sync.entry_bytes import (
    MAX_BASES,
    MAX_OPERATIONS,
    decode_header,
    decode_operations,
    encode_header,
    encode_operations,
)
from tests.domain.sync.test_codec import OPERATIONS, SAMPLE

# What MessagePack begins a value with: nothing, truth values, fractions, numbers, texts, bytes, others, lists, maps.
MARKS = [
    bytes([mark])
    for mark in b"\xc0\xc2\xc3\xca\xcb\xcc\xcf\xd0\xd3\xa0\xa1\xd9\xc4\xc7\xd6\x90\x91\x94\x80\x81\x01\x05"
]
# At a place: how many bytes are lost, and what stands there instead.
DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 2), st.binary(max_size=2) | st.sampled_from(MARKS)),
    min_size=1,
    max_size=3,
)
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.text(max_size=2)
    | st.binary(max_size=2)
    | st.integers(-(1 << 63), (1 << 64) - 1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.integers(0, 3), inner, max_size=2),
    max_leaves=4,
)
ROW, BASES = bytes(16), [[bytes(16), 1]]


def damaged(data: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    for share, lost, instead in damage:
        place = int(share * len(data))
        data = data[:place] + instead + data[place + lost :]
    return data


@given(operations=st.lists(OPERATIONS, min_size=1, max_size=3), damage=DAMAGE)
def test_damaged_operations_are_malformed_or_what_their_bytes_say(
    operations: list[Operation], damage: list[tuple[float, int, bytes]]
) -> None:
    check_operations(damaged(encode_operations(operations), damage))


@given(junk=JUNK)
def test_an_operation_takes_nothing_else_in_any_of_its_places(junk: object) -> None:
    for raw in (
        junk,
        [junk],
        [[1, junk, ROW, {}]],
        [[1, 3, junk, {}]],
        [[1, 3, ROW, junk]],
        [[1, 3, ROW, {1: junk}]],
        [[1, 3, ROW, {}, junk]],
        [[2, 3, ROW, {1: "a"}, junk]],
        [[2, 3, ROW, {1: junk}, {1: BASES}]],
        [[2, 3, ROW, {}, {1: junk}]],
        [[2, 3, ROW, {}, {1: [[ROW, junk]]}]],
        [[3, 3, ROW, junk]],
        [[4, 3, ROW, junk]],
        [[4, 3, ROW, [[ROW, junk]]]],
        [[junk, 3, ROW, "x"]],
    ):
        check_operations(msgspec.msgpack.encode(raw))


def test_so_many_operations_and_bases_and_no_more() -> None:
    for count in (MAX_OPERATIONS, MAX_OPERATIONS + 1):
        check_operations(msgspec.msgpack.encode([[3, 3, ROW, "x"]] * count))
    for count in (MAX_BASES, MAX_BASES + 1):
        check_operations(msgspec.msgpack.encode([[4, 3, ROW, BASES * count]]))
        check_operations(msgspec.msgpack.encode([[2, 3, ROW, {}, {1: BASES * count}]]))


@given(damage=DAMAGE)
def test_a_damaged_header_is_malformed_or_what_its_bytes_say(damage: list[tuple[float, int, bytes]]) -> None:
    data = damaged(SAMPLE.header, damage)
    try:
        header = decode_header(data)
    except Malformed:
        return
    assert exactly(msgspec.msgpack.decode(encode_header(header))) == exactly(msgspec.msgpack.decode(data))


def check_operations(data: bytes) -> None:
    try:
        raw = msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raw = None
    try:
        read = decode_operations(data)
    except Malformed:
        assert not are_operations(raw)
        return
    assert are_operations(raw)
    assert exactly(msgspec.msgpack.decode(encode_operations(read))) == exactly(raw)


def exactly(raw: object) -> object:
    """With the kind of everything, and the cells in their order: True is 1 to Python."""
    if isinstance(raw, dict):
        return {number: exactly(value) for number, value in sorted(raw.items())}
    if isinstance(raw, list):
        return [exactly(item) for item in raw]
    return type(raw), raw


# --- the rules -------------------------------------------------------------------------------------------------------


def are_operations(raw: object) -> bool:
    return type(raw) is list and len(raw) <= MAX_OPERATIONS and all(map(is_operation, raw))


def is_operation(raw: object) -> bool:
    if type(raw) is not list or len(raw) < 4 or not (is_number(raw[0]) and is_number(raw[1]) and is_id(raw[2])):
        return False
    match raw[0], raw[3:]:
        case 1, [cells]:
            return are_cells(cells)
        case 2, [cells, bases]:
            return are_cells(cells) and type(bases) is dict and all(map(is_base_of_cell, bases.items()))
        case 3 | 5, [reason]:
            return type(reason) is str
        case 4, [voids]:
            return are_ids(voids)
    return False


def are_cells(raw: object) -> bool:
    return type(raw) is dict and all(is_number(number) and is_value(value) for number, value in raw.items())


def is_base_of_cell(item: tuple[object, object]) -> bool:
    return is_number(item[0]) and are_ids(item[1])


def are_ids(raw: object) -> bool:
    return type(raw) is list and len(raw) <= MAX_BASES and all(map(is_entry, raw))


def is_entry(raw: object) -> bool:
    if type(raw) is not list or len(raw) != 2:
        return False
    return is_id(raw[0]) and type(raw[1]) is int and 1 <= raw[1] < BEYOND_SEQ


def is_value(raw: object) -> bool:
    return is_scalar(raw) or (type(raw) is list and all(map(is_scalar, raw)))


def is_scalar(raw: object) -> bool:
    return raw is None or type(raw) in (str, bytes) or (type(raw) is int and raw < 1 << 63)


def is_number(raw: object) -> bool:
    return type(raw) is int


def is_id(raw: object) -> bool:
    return type(raw) is bytes and len(raw) == 16
