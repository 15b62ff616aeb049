"""Where two sides differ: the digest of ever smaller ranges of rows, and then row by row.

Rows are ranged by the 16 bytes of their ids; what is summed is the canonical state that `Digest` counts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from domain.sync.canonical import Digest
from domain.sync.wire import DeviceCertificate, Message, Stamped, WireDigest

COMPARE = "/v1/compare"
AGAIN = "/v1/again"
FIRST_ROW, LAST_ROW = bytes(16), b"\xff" * 16
PIECES = 64  # that a range is divided into
MOST_LISTED = 32  # rows of a range that is told row by row
MOST_RANGES = 256  # of one question
MOST_AGAIN = 50  # rows of one question
MOST_NAMED = 1_000  # entries of one question

Hashes = Sequence[tuple[bytes, int]]  # of rows, by their ids; 0 for none


class RowRange(Message, frozen=True):
    """Rows from `first` to `last`, both included."""

    first: bytes
    last: bytes
    digest: WireDigest


class RowHash(Message, frozen=True):
    row: bytes
    hash: int


class ListedRange(Message, frozen=True):
    """Every row of it that the answering side has."""

    first: bytes
    last: bytes
    rows: list[RowHash]


class CompareRequest(Message, frozen=True):
    """`hub_seq` is the position at which the laptop's rows are."""

    protocol: int
    association: bytes
    partition: str
    hub_seq: int
    ranges: list[RowRange]
    nonce: bytes = b""


class Compared(Message, frozen=True):
    """Of the ranges that differ: the ranges they are divided into, or their rows. Nothing when `head` is another
    position than the asked one."""

    association: bytes
    partition: str
    head: int
    ranges: list[RowRange]
    listed: list[ListedRange]


class EntryName(Message, frozen=True):
    replica: bytes
    seq: int


class AgainRequest(Message, frozen=True):
    """All that touched these rows is wanted again; `known` is what the laptop says has touched them."""

    protocol: int
    association: bytes
    partition: str
    rows: list[bytes]
    known: list[EntryName]
    nonce: bytes = b""


class Again(Message, frozen=True):
    """By position. `mended` when head office found some of its own rows to be other than its log says."""

    association: bytes
    partition: str
    items: list[Stamped]
    certificates: list[DeviceCertificate]
    mended: int = 0


def within(hashes: Hashes, first: bytes, last: bytes) -> Hashes:
    return hashes[bisect_left(hashes, (first, 0)) : bisect_right(hashes, (last, 1 << 64))]


def digest_of(hashes: Iterable[tuple[bytes, int]]) -> WireDigest:
    digest = Digest()
    for _, value in hashes:
        digest = digest.change(0, value)
    return WireDigest(digest.count, digest.total)


def whole_range(hashes: Hashes) -> RowRange:
    return RowRange(FIRST_ROW, LAST_ROW, digest_of(hashes))


def answer_ranges(hashes: Hashes, asked: Iterable[RowRange]) -> tuple[list[RowRange], list[ListedRange]]:
    """Of every asked range that is another here."""
    ranges: list[RowRange] = []
    listed: list[ListedRange] = []
    for item in asked:
        mine = within(hashes, item.first, item.last)
        if digest_of(mine) == item.digest:
            continue
        if len(mine) <= MOST_LISTED:
            rows = [RowHash(row, value) for row, value in mine if value]
            listed.append(ListedRange(item.first, item.last, rows))
        else:
            ranges.extend(_divided(mine, item.first, item.last))
    return ranges, listed


def _divided(hashes: Hashes, first: bytes, last: bytes) -> Iterator[RowRange]:
    """Pieces that hold about as many rows each, and together the whole range, also where there is none."""
    size = max(1, -(-len(hashes) // PIECES))
    starts = range(0, len(hashes), size)
    for at in starts:
        begins = first if at == 0 else hashes[at][0]
        ends = last if at + size >= len(hashes) else before(hashes[at + size][0])
        yield RowRange(begins, ends, digest_of(hashes[at : at + size]))


def before(row: bytes) -> bytes:
    return (int.from_bytes(row, "big") - 1).to_bytes(len(row), "big")


def differing(mine: Hashes, listed: ListedRange) -> set[bytes]:
    """Rows that one side has otherwise than the other, or alone."""
    theirs = {item.row: item.hash for item in listed.rows}
    ours = {row: value for row, value in within(mine, listed.first, listed.last) if value}
    return {row for row in theirs.keys() | ours.keys() if theirs.get(row) != ours.get(row)}


def still_differing(mine: Hashes, ranges: Iterable[RowRange]) -> list[RowRange]:
    """What to ask about next, with the own digest of it."""
    own = [RowRange(item.first, item.last, digest_of(within(mine, item.first, item.last))) for item in ranges]
    return [item for item, theirs in zip(own, ranges, strict=True) if item.digest != theirs.digest]
