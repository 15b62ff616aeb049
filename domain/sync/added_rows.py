"""Many new rows at once, each added by one entry and touched by nothing else: their states as bytes and their hashes,
the same as one by one (`packing.pack_added`, `canonical.added_hash`)."""

import struct
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import repeat

import msgspec

from domain.sync.canonical import by_number
from domain.sync.entries import Add
from domain.sync.schema import BY_NUMBER

_encode = msgspec.msgpack.Encoder().encode

# Of the entry that added a row: replica, seq, eff, seen, hub_seq (`row_state.Meta`).
Written = tuple[bytes, int, int, int, int]


def is_simple(added: Add) -> bool:
    """Whether what head office agrees on of the row is what the entry said: it has no state that is walked through."""
    return BY_NUMBER[added.table].stateless.issuperset(added.cells)


def in_order(added: Add) -> Add:
    """The same, its cells by their numbers, in which they are written."""
    cells = by_number(added.cells)
    return added if cells is added.cells else Add(added.table, added.row, cells)


def packed_rows(rows: Iterable[Add], written: Iterable[Written]) -> list[bytes]:
    """Of rows with their cells in order."""
    return [_encode((row.table, by, row.cells)) for row, by in zip(rows, written, strict=True)]


def row_hashes(rows: Sequence[Add], written: Iterable[Written]) -> list[int]:
    """Of simple rows with their cells in order, all of which are stamped."""
    digests = []
    for row, (replica, seq, eff, _, _) in zip(rows, written, strict=True):
        cells, who = row.cells, ((replica, seq, eff),)
        said = _encode((row.table, row.row, list(zip(cells, cells.values(), repeat(who))), ()))
        digests.append(sha256(said).digest()[:8])
    return [number or 1 for number in struct.unpack(f"!{len(rows)}Q", b"".join(digests))]
