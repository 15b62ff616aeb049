"""What is sealed to a reader is read by him whole, or not at all."""

from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from domain.sync.sealing import (
    CHUNK_BYTES,
    END,
    MORE,
    Broken,
    ChunkCipher,
    agreement_private,
    agreement_public,
    in_chunks,
    reading_key,
    writing_key,
)


def key_of(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(Random(number).randbytes(32))


@pytest.mark.parametrize("number", range(50))
def test_both_halves_of_a_key_agree_whoever_turns_them(number: int) -> None:
    key = key_of(number)
    mine = agreement_private(key).public_key().public_bytes_raw()
    assert agreement_public(key.public_key().public_bytes_raw()) == mine


def test_a_known_key_turns_as_other_programs_turn_it() -> None:
    """The first key of RFC 8032, section 7.1, as libsodium's `crypto_sign_ed25519_pk_to_curve25519` gives it."""
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert agreement_public(public).hex() == "d85e07ec22b0ad881537c2f44d662d1a143cf830c57aca4305d85c7a90f6b62e"


def test_only_the_reader_finds_the_key() -> None:
    ephemeral = X25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = ephemeral.public_key().public_bytes_raw()
    reader = key_of(1)
    sealed_with = writing_key(ephemeral, reader.public_key().public_bytes_raw(), b"about")
    assert reading_key(reader, public, b"about") == sealed_with
    assert reading_key(key_of(2), public, b"about") != sealed_with
    assert reading_key(reader, public, b"other") != sealed_with


@pytest.mark.parametrize("bad", [b"", bytes(31), b"\xff" * 32, (1).to_bytes(32, "little")])
def test_what_is_no_key_is_refused(bad: bytes) -> None:
    with pytest.raises(Broken):
        agreement_public(bad)


def test_a_key_that_would_make_every_secret_the_same_is_refused() -> None:
    with pytest.raises(Broken):
        reading_key(key_of(1), bytes(32), b"about")


def test_chunks_cannot_change_places_or_end_early() -> None:
    one = ChunkCipher(bytes(32))
    sealed = [one.seal(b"first", MORE, b""), one.seal(b"second", END, b"")]
    reader = ChunkCipher(bytes(32))
    with pytest.raises(Broken):
        reader.open(sealed[1], (MORE, END), b"")
    with pytest.raises(Broken):
        reader.open(sealed[0], (END,), b"")
    assert reader.open(sealed[0], (MORE,), b"") == (b"first", MORE)
    assert reader.open(sealed[1], (MORE, END), b"") == (b"second", END)


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_a_stream_is_cut_into_whole_chunks_and_one_last(size: int) -> None:
    data = Random(size).randbytes(size)
    pieces = (data[place : place + 1000] for place in range(0, size, 1000))
    chunks = list(in_chunks(pieces))
    assert b"".join(chunk for chunk, _ in chunks) == data
    assert [is_last for _, is_last in chunks] == [False] * (len(chunks) - 1) + [True]
    assert all(len(chunk) == CHUNK_BYTES for chunk, is_last in chunks if not is_last)
