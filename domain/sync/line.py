"""The line of a stream: one hash over every stamp up to a position.

Two sides whose lines agree at a position agree on every stamp before it. A head office that was restored from a backup
goes another way from some position on, even when it has grown past a laptop's cursor since: only the line tells.
"""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from domain.sync.entries import EntryId

LINE_BYTES = 16
FIRST_LINE = bytes(LINE_BYTES)
KEPT_WHOLE = 16

_TAG = b"istiqbal/line/1"
_encode = msgspec.msgpack.Encoder().encode


def next_line(previous: bytes, hub_seq: int, id: EntryId, *, received_ms: int, eff: int, reason: str) -> bytes:
    stamp = _encode((hub_seq, *id, received_ms, eff, reason))
    return sha256(_TAG + previous + stamp).digest()[:LINE_BYTES]


def next_lines(
    previous: bytes,
    places: Iterable[int],
    replica: bytes,
    seqs: Iterable[int],
    effs: Iterable[int],
    *,
    received_ms: int,
) -> list[bytes]:
    """The same of entries of one log that are all applied."""
    lines = []
    for hub_seq, seq, eff in zip(places, seqs, effs, strict=True):
        stamp = _encode((hub_seq, replica, seq, received_ms, eff, ""))
        previous = sha256(_TAG + previous + stamp).digest()[:LINE_BYTES]
        lines.append(previous)
    return lines


def kept_marks(positions: Iterable[int]) -> set[int]:
    """Which marks are worth remembering: the last ones, and further back ever fewer (a few for each doubling)."""
    latest_first = sorted(positions, reverse=True)
    kept = set(latest_first[:KEPT_WHOLE])
    ages: dict[int, list[int]] = {}
    for position in latest_first[KEPT_WHOLE:]:
        ages.setdefault((latest_first[0] - position).bit_length(), []).append(position)
    for alike in ages.values():
        kept.update((alike[0], alike[-1]))
    return kept
