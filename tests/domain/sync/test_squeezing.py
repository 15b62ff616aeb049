"""Small bodies are compressed against a dictionary that both ends know by its number."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
import zstandard

from domain.sync.dictionary import DICTIONARIES, NEWEST
from domain.sync.entries import Malformed
from domain.sync.squeezing import expand, squeeze

MOST = 1 << 20
SHIPPED = {1: "dde307b19c2a6ab64b330854d1b5285a21954556ac65e57a66fedbcfb54d47eb"}
"""A dictionary that has shipped never changes: laptops that were offline for months still use it."""


def test_shipped_dictionaries_are_what_they_were() -> None:
    assert {number: hashlib.sha256(words).hexdigest() for number, words in DICTIONARIES.items()} == SHIPPED


@pytest.mark.parametrize("number", DICTIONARIES)
def test_a_dictionary_says_its_own_number(number: int) -> None:
    assert zstandard.ZstdCompressionDict(DICTIONARIES[number]).dict_id() == number
    assert zstandard.get_frame_parameters(squeeze(b"x")).dict_id == NEWEST


@pytest.mark.parametrize("plain", [b"", b"x", b"office:RYD1/general" * 9, bytes(300_000)])
def test_what_was_squeezed_comes_back(plain: bytes) -> None:
    assert expand(squeeze(plain), most=MOST) == plain


def test_words_of_the_wire_cost_less_with_the_dictionary() -> None:
    plain = b"\xb3office:RYD1/general\xabvisit.count\xaa2026-11-21"
    assert len(squeeze(plain)) < len(zstandard.ZstdCompressor(level=6).compress(plain))


def test_a_frame_without_a_dictionary_is_read_too() -> None:
    assert expand(zstandard.ZstdCompressor().compress(b"whole"), most=MOST) == b"whole"


def damaged() -> dict[str, bytes]:
    whole = squeeze(b"whole " * 20)
    other = zstandard.train_dictionary(512, [bytes([n]) * 90 + b"office" * n for n in range(99)], dict_id=77)
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(b"whole")
    return {
        "nothing": b"",
        "no frame": b"<html>",
        "cut": whole[:-1],
        "more behind": whole + b"x",
        "two frames": whole + whole,
        "a dictionary nobody has": zstandard.ZstdCompressor(dict_data=other).compress(b"office"),
        "no size": unsized,
        "too large": squeeze(bytes(MOST + 1)),
    }


@pytest.mark.parametrize("name", damaged())
def test_what_is_not_one_whole_frame_is_malformed(name: str) -> None:
    with pytest.raises(Malformed):
        expand(damaged()[name], most=MOST)


def test_what_was_damaged_spoils_nothing_that_comes_after_it() -> None:
    for body in damaged().values():
        with pytest.raises(Malformed):
            expand(body, most=MOST)
        assert expand(squeeze(b"whole " * 20), most=MOST) == b"whole " * 20


def test_threads_squeeze_and_expand_beside_each_other() -> None:
    """One compressor for two threads damages the bodies of both."""

    def all_come_back(seed: int) -> bool:
        random = Random(seed)
        bodies = [random.randbytes(99) * random.randrange(500) for _ in range(40)]
        return all(expand(squeeze(body), most=MOST) == body for body in bodies)

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(all_come_back, range(8)))
