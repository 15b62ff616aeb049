"""Scans and other files beside the entries: named by their SHA-256, carried after every entry, resumed at the byte."""

import hashlib
from urllib.parse import quote

BLOB = "/v1/blob"
HELD_HEADER = "Istiqbal-Held"
MOST_BLOB_BYTES = 32 << 20
MOST_PIECE_BYTES = 1 << 20


def blob_name(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def blob_path(name: bytes, partition: str) -> str:
    """As it is asked for and signed."""
    return f"{BLOB}/{name.hex()}?partition={quote(partition, safe='')}"


def piece_path(name: bytes, partition: str, *, offset: int, length: int) -> str:
    """Of a piece that begins at `offset` of a file of `length` bytes."""
    return f"{blob_path(name, partition)}&offset={offset}&length={length}"


def held_text(held: int, length: int) -> bytes:
    """What is signed of an answer: how many bytes are held, of how many; 0 while nobody has said how many."""
    return f"{held}/{length}".encode()


def read_held(text: str) -> tuple[int, int] | None:
    held, _, length = text.partition("/")
    is_said = held.isascii() and held.isdigit() and length.isascii() and length.isdigit() and len(text) < 40
    return (int(held), int(length)) if is_said else None
