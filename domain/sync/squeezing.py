"""Bytes smaller and back: zstd against the shipped dictionary, bounded before anything is allocated."""

from functools import lru_cache

import zstandard

from domain.sync.dictionary import DICTIONARIES, NEWEST
from domain.sync.entries import Malformed

LEVEL = 6


@lru_cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict:
    # Digested once for each thread's compressor; the object itself is only read.
    return zstandard.ZstdCompressionDict(DICTIONARIES[number])


def squeeze(plain: bytes) -> bytes:
    """One frame that states its size and the number of its dictionary."""
    # A compressor of its own: one shared by two threads damages both bodies.
    return zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(NEWEST)).compress(plain)


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
        words = _dictionary(frame.dict_id) if frame.dict_id else None
        expander = zstandard.ZstdDecompressor(dict_data=words) if words else zstandard.ZstdDecompressor()
        return expander.decompress(packed, max_output_size=most, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Malformed("the body is damaged") from error
