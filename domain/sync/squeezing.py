"""Bytes smaller and back: zstd against the shipped dictionary, bounded before anything is allocated."""

import threading
from functools import lru_cache

import zstandard

from domain.sync.dictionary import DICTIONARIES, NEWEST
from domain.sync.entries import Malformed

LEVEL = 6


class _Mine(threading.local):
    """What one thread squeezes and expands with: shared by two, it damages the bodies of both. Made once, for it costs
    as much as a small body."""

    def __init__(self) -> None:
        self.compressors: dict[int, zstandard.ZstdCompressor] = {}
        self.expanders: dict[int, zstandard.ZstdDecompressor] = {}


_mine = _Mine()


@lru_cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(DICTIONARIES[number])


def squeeze(plain: bytes) -> bytes:
    """One frame that states its size and the number of its dictionary."""
    known = _mine.compressors
    if NEWEST not in known:
        known[NEWEST] = zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(NEWEST))
    return known[NEWEST].compress(plain)


def stated_size(packed: bytes) -> int:
    """What a frame says it unpacks to; 0 for what is no frame, or does not say: `expand` takes neither."""
    try:
        return max(zstandard.frame_content_size(packed), 0)
    except zstandard.ZstdError:
        return 0


def expand(packed: bytes, *, most: int) -> bytes:
    """Raises Malformed for anything that is not one whole frame of at most so many bytes."""
    try:
        frame = zstandard.get_frame_parameters(packed)
        if frame.dict_id and frame.dict_id not in DICTIONARIES:
            raise Malformed("the message is compressed against an unknown dictionary")
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= most:
            raise Malformed("the message is too large or of unknown size")
        return _expander(frame.dict_id).decompress(packed, max_output_size=most, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Malformed("the body is damaged") from error


def _expander(number: int) -> zstandard.ZstdDecompressor:
    known = _mine.expanders
    if number not in known:
        known[number] = zstandard.ZstdDecompressor(dict_data=_dictionary(number) if number else None)
    return known[number]
