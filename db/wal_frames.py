"""The write-ahead log as it lies on the disk, read without opening the store.

SQLite stops replaying at the first frame whose checksum fails and says nothing, so one flipped bit makes every later
commit vanish. A frame's checksum is seeded with the one stored in the frame before it, so the frames behind a damaged
one can still be verified one by one (https://sqlite.org/fileformat2.html, section 4).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

HEADER = struct.Struct(">8I")
FRAME = struct.Struct(">6I")
MAGIC_LITTLE, MAGIC_BIG = 0x377F0682, 0x377F0683
PAGE_SIZES = frozenset(2**power for power in range(9, 17))
WORD = 0xFFFFFFFF

# One commit behind a damaged frame may be the one that a power cut interrupted and that nobody was promised; of two,
# the first was on the disk before the second began.
UNCERTAIN_COMMITS = 1

Sums = tuple[int, int]


@dataclass(frozen=True)
class _Frame:
    is_commit: bool
    salts: Sums
    sums: Sums
    is_whole: bool


def wal_path(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def has_lost_commits(path: Path) -> bool:
    """Whether the log of the database at `path` holds finished commits that SQLite will not replay.

    To be asked before the store is opened: opening and closing it empties the log. False when there is no log.
    """
    log = wal_path(path)
    if not log.is_file():
        return False
    with log.open("rb") as file:
        head = file.read(HEADER.size)
        if len(head) < HEADER.size:
            return False
        return _count_lost(file, head) > UNCERTAIN_COMMITS


def _count_lost(file: BinaryIO, head: bytes) -> int:
    magic, _, page_size, _, *rest = HEADER.unpack(head)
    salts, sums = (rest[0], rest[1]), (rest[2], rest[3])
    order = "<" if magic == MAGIC_LITTLE else ">"
    is_sound = magic in (MAGIC_LITTLE, MAGIC_BIG) and _checksum(head[:24], (0, 0), order) == sums
    if page_size not in PAGE_SIZES:
        # A log whose page size is unreadable cannot be walked; SQLite drops all of it.
        return UNCERTAIN_COMMITS + 1 if file.read(1) else 0
    lost = 0
    for frame in _frames(file, page_size, sums, order):
        if is_sound and frame.salts != salts:
            # Left over from before the log was last emptied.
            break
        if not frame.is_whole:
            is_sound = False
        elif not is_sound and frame.is_commit:
            lost += 1
    return lost


def _frames(file: BinaryIO, page_size: int, sums: Sums, order: str) -> Iterator[_Frame]:
    while len(head := file.read(FRAME.size)) == FRAME.size and len(page := file.read(page_size)) == page_size:
        _, pages_after_commit, *rest = FRAME.unpack(head)
        stored = (rest[2], rest[3])
        found = _checksum(page, _checksum(head[:8], sums, order), order)
        yield _Frame(pages_after_commit > 0, (rest[0], rest[1]), stored, found == stored)
        sums = stored


def _checksum(content: bytes, seed: Sums, order: str) -> Sums:
    first, second = seed
    words = iter(struct.unpack(f"{order}{len(content) // 4}I", content))
    for even, odd in zip(words, words, strict=True):
        first = (first + even + second) & WORD
        second = (second + odd + first) & WORD
    return first, second
