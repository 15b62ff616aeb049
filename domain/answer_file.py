"""Pictures and files that are answers: what an answer is called, and what may be one.

The answer is the file's name, made of what is in it: unique, ASCII, saying nothing of whom it is about, and binding
whoever signs the answers to the very bytes.
"""

import re

MOST_FILE_BYTES = 16 << 20
"""Of a file: a line from a branch carries it in some minutes."""

MOST_PICTURE_BYTES = 40 << 20
MOST_PICTURE_PIXELS = 64_000_000
"""Of a picture as it is chosen, before it is made smaller: what a telephone makes, and a small laptop can unpack."""

LONGEST_SIDE = 2048
"""Of a picture as it is kept, unless its form says another: the small print of a document is read in it."""

LEAST_LONGEST, MOST_LONGEST = 16, 8192
"""What a form may ask for instead."""

_NAME = re.compile(r"([0-9a-f]{64})\.[a-z0-9]{1,8}")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
NO_EXTENSION = "bin"
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
SHORT_LETTERS = 12


def answer_name(content_sha256: bytes, extension: str) -> str:
    return f"{content_sha256.hex()}.{extension}"


def sha256_named(answer: object) -> bytes | None:
    """Of the file that an answer names; None for an answer that names none."""
    found = _NAME.fullmatch(answer) if isinstance(answer, str) else None
    return bytes.fromhex(found[1]) if found else None


def extension_of(file_name: str) -> str:
    """That of a file somebody chose; one that is no plain word is left out."""
    _, dot, last = file_name.rpartition(".")
    return last.lower() if dot and _EXTENSION.fullmatch(last.lower()) else NO_EXTENSION


def is_picture(content: bytes) -> bool:
    """Of a kind in which cameras and telephones note where and with what it was taken."""
    begins = content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*"))
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return begins or is_webp or (content[4:8] == b"ftyp" and content[8:12] in _PICTURE_BRANDS)


def short_sha256(answer: str) -> str:
    """What people compare on a screen and on paper."""
    return answer[:SHORT_LETTERS]


def longest_side(asked: str) -> int:
    """What a form asks for as ``max-pixels``; what is no such number is passed over."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return wanted if LEAST_LONGEST <= wanted <= MOST_LONGEST else LONGEST_SIDE
