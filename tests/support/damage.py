"""Damage to what travels: to the tree of a message, to its MessagePack, and to the frame around it. Seeded."""

import copy
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any

import msgspec
import zstandard

from domain.sync.squeezing import squeeze
from domain.sync.wire import MAGIC

Tree = Any
DEEP = 3_000

# MessagePack that no encoder would make, to be put where a value stands.
RAW = (
    b"\xdd\xff\xff\xff\xff",  # an array of four thousand million
    b"\xdf\xff\xff\xff\xff",  # a map
    b"\xc6\xff\xff\xff\xff",  # bytes
    b"\xdb\x7f\xff\xff\xff",  # text
    b"\xc9\xff\xff\xff\xff\x05",  # an extension
    b"\xa1\xff",  # text that is not UTF-8
    b"\xa3\xed\xa0\x80",  # half of a surrogate pair
    b"\xc1",  # never used
    b"\xca\x7f\xc0\x00\x00",  # a number that is none
    b"\x82\x01\x01\x01\x02",  # a key twice
    b"\x81\x90\x01",  # a list for a key
    b"\x81\x80\x01",  # a map for a key
    b"\x81\xc0\x01",
    b"\xd6\xff\xff\xff\xff\xff",  # a time
    b"\xc7\x0c\xff" + b"\xff" * 12,  # a time before time
    b"\xd4\x05\x00",
    b"\x91" * DEEP + b"\xc0",
    b"\x81\x01" * DEEP + b"\xc0",
)
WHOLE = (0, 1, -1, 2, 255, 1 << 16, 1 << 31, 1 << 32, 1 << 53, 1 << 62, (1 << 62) - 1, (1 << 63) - 1)
NUMBERS = (*WHOLE, 1 << 63, (1 << 64) - 1, -(1 << 63), -(1 << 31))
TEXTS = (
    "",
    "\0",
    "a\0b",
    "\ufeff",
    "\u202e",
    "ن" * 300,
    "x" * 70_000,
    "general",
    "office:",
    "office:RYD1/general",
    "'\"",
)
BYTES = (b"", b"\0", bytes(16), bytes(32), bytes(64), bytes(33), b"\xff" * 16, bytes(70_000), b"\xff" * 32)


def any_value(random: Random) -> Tree:
    """Of any kind, often extreme."""
    kind = random.randrange(9)
    match kind:
        case 0:
            return random.choice((None, True, False))
        case 1:
            return random.choice(NUMBERS)
        case 2:
            return random.choice((0.5, -0.0, float("inf"), float("-inf"), float("nan"), 1e300))
        case 3:
            return random.choice(TEXTS)
        case 4:
            return random.choice(BYTES)
        case 5:
            return random.choice(([], [[]], [None] * 5, [0] * 10_000, [b""] * 600, ["", 1, b"", None, {}]))
        case 6:
            return random.choice(({}, {1: 2}, {"": None}, {b"": []}, {n: n for n in range(3_000)}))
        case _:
            return msgspec.Raw(random.choice(RAW))


def damaged_tree(tree: Tree, random: Random) -> Tree:
    """A copy with one to three things wrong."""
    whole = [copy.deepcopy(tree)]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        places = _places(whole)
        if places:
            _damage(*random.choice(places), random)
    return whole[0] if whole else None


def _places(tree: Tree) -> list[tuple[Tree, Any]]:
    """Every place that holds a value: the list or map, and the index or key."""
    if isinstance(tree, list):
        own: list[tuple[Tree, Any]] = [(tree, place) for place in range(len(tree))]
        return own + [found for item in tree for found in _places(item)]
    if isinstance(tree, dict):
        return [(tree, key) for key in tree] + [found for item in tree.values() for found in _places(item)]
    return []


def _damage(holder: Tree, place: Any, random: Random) -> None:
    value = holder[place]
    ways: list[Callable[[], None]] = [
        lambda: _put(holder, place, any_value(random)),
        lambda: _put(holder, place, any_value(random)),
        lambda: _put(holder, place, _near(value, random)),
        lambda: _put(holder, place, _near(value, random)),
        lambda: _drop(holder, place),
        lambda: _put(holder, place, [value]),
    ]
    if isinstance(holder, list) and len(holder) < 50_000:
        ways += [lambda: holder.insert(place, copy.deepcopy(value)), lambda: random.shuffle(holder)]
    if isinstance(holder, dict):
        ways += [lambda: _put(holder, random.choice(NUMBERS), holder.pop(place))]
    random.choice(ways)()


def _put(holder: Tree, place: Any, value: Tree) -> None:
    holder[place] = value


def _drop(holder: Tree, place: Any) -> None:
    del holder[place]


def _near(value: Tree, random: Random) -> Tree:
    """Something like it, of the same kind."""
    match value:
        case bool() | None:
            return not value
        case int():
            return max(-(1 << 63), min((1 << 64) - 1, value + random.choice((1, -1, 1 << 32, -value, 1 << 63))))
        case str():
            return random.choice((value[:-1], value + "\0", value.upper(), value + "ي", value[::-1], " " + value))
        case bytes():
            return _near_bytes(value, random)
        case list():
            return random.choice((value[:-1], value * 2, value[::-1], list(value) * 20 if len(value) < 500 else []))
        case dict():
            return dict(list(value.items())[:-1])
    return any_value(random)


def _near_bytes(value: bytes, random: Random) -> bytes:
    if value and random.random() < 0.5:
        place = random.randrange(len(value))
        return value[:place] + bytes([value[place] ^ (1 << random.randrange(8))]) + value[place + 1 :]
    return random.choice((value[:-1], value + b"\0", value[1:], value * 2, value[::-1], bytes(len(value))))


# --- the frame -------------------------------------------------------------------------------------------------------


def damaged_frame(plain: bytes, random: Random) -> bytes:
    """A body that holds the message in a frame no laptop makes, or holds none."""
    packed = squeeze(plain)
    place = random.randrange(len(packed))
    compress = zstandard.ZstdCompressor(level=1, write_content_size=False).compress
    checked = zstandard.ZstdCompressor(level=1, write_checksum=True).compress(plain)
    return random.choice(
        (
            lambda: b"",
            lambda: MAGIC[: random.randrange(len(MAGIC))],
            lambda: MAGIC,
            lambda: MAGIC[:4] + bytes([random.choice((0, 2, 255))]) + packed,
            lambda: b"\x1f\x8b" + packed,
            lambda: b"<html>" + packed,
            lambda: MAGIC + plain,
            lambda: MAGIC + packed[:place],
            lambda: MAGIC + packed[:place] + bytes([packed[place] ^ (1 << random.randrange(8))]) + packed[place + 1 :],
            lambda: MAGIC + packed[:place] + random.randbytes(9) + packed[place:],
            lambda: MAGIC + packed + b"\0",
            lambda: MAGIC + packed + packed,
            lambda: MAGIC + b"\x50\x2a\x4d\x18\x04\0\0\0skip" + packed,
            lambda: MAGIC + b"\x50\x2a\x4d\x18\xff\xff\xff\xff",
            lambda: MAGIC + compress(plain),
            lambda: MAGIC + checked[:-4] + bytes(4),
            lambda: MAGIC + _of_dictionary(plain, random.choice((1, 77, 0xFFFF_FFFF))),
            lambda: (
                MAGIC + _lying(plain, random.choice((0, 1, len(plain) - 1, len(plain) + 1, 32 << 20, (1 << 64) - 1)))
            ),
            lambda: MAGIC + bomb(random.choice(((32 << 20) - 1, 32 << 20, (32 << 20) + 1, 300 << 20))),
            lambda: MAGIC + random.randbytes(random.randrange(2_000)),
        )
    )()


def _of_dictionary(plain: bytes, number: int) -> bytes:
    """A frame with a stored block, which needs no dictionary and says it does."""
    head = b"\x28\xb5\x2f\xfd" + bytes([0b1110_0011]) + number.to_bytes(4, "little") + len(plain).to_bytes(8, "little")
    return head + _stored(plain)


def _lying(plain: bytes, size: int) -> bytes:
    """A frame that states another size than it has."""
    return b"\x28\xb5\x2f\xfd" + bytes([0b1110_0000]) + size.to_bytes(8, "little") + _stored(plain)


def _stored(plain: bytes) -> bytes:
    most = 100_000
    pieces = [plain[start : start + most] for start in range(0, len(plain), most)] or [b""]
    heads = [(len(piece) << 3) | (number == len(pieces) - 1) for number, piece in enumerate(pieces)]
    return b"".join(head.to_bytes(3, "little") + piece for head, piece in zip(heads, pieces, strict=True))


@lru_cache
def bomb(size: int) -> bytes:
    """A small frame of very many zeros, which says so."""
    squeezer = zstandard.ZstdCompressor(level=1).compressobj(size=size)
    step = bytes(1 << 20)
    whole = [squeezer.compress(step) for _ in range(size >> 20)]
    return b"".join([*whole, squeezer.compress(bytes(size % (1 << 20))), squeezer.flush()])
