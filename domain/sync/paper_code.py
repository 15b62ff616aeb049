"""What the square code of a paper says: which paper it is and what data it was made from, signed by the laptop that
made it. It tells a true copy from a forged one without a network, and holds nothing about the person.

    code   = "ISTQ1:" ‖ base45(signature ‖ body)                 RFC 9285
    body   = CBOR [reference, form, revision, made, office, SHA-256]   RFC 8949, the core deterministic encoding
             and, of a paper that replaces another about the same, its issue: 2, 3, …
    signature = Ed25519 of the laptop's device key over "istiqbal/paper/1" ‖ body

`made` is in seconds since 1970 (UTC); the SHA-256 is that of the paper's canonical JSON. Base 45 is the alphabet of
the code's alphanumeric mode, so a byte costs 8.25 bits of the square.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import RuleBroken
from domain.sync.signatures import is_signed

PREFIX = "ISTQ1:"
MOST_CHARACTERS = 512
MOST_TEXT = 64
MOST_ISSUES = 9999
_TAG = b"istiqbal/paper/1"
_SIGNATURE_BYTES, _DIGEST_BYTES = 64, 32
_MOST_SECONDS = 1 << 37
"""In the year 6325: every calendar and clock can still say it."""
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}


@dataclass(frozen=True, slots=True)
class PaperCode:
    """`reference` is the paper's number, `form` and `revision` what it is printed from, `office` the office's code.
    `issue` counts the papers about the same matter: one of changed data is the next."""

    reference: str
    form: str
    revision: str
    made: int
    office: str
    sha256: bytes
    issue: int = 1


@dataclass(frozen=True, slots=True)
class SignedCode:
    """What a code says, and what is needed to tell who said it."""

    code: PaperCode
    body: bytes
    signature: bytes

    def signer(self, keys: Iterable[bytes]) -> bytes | None:
        """The first of these device keys that signed it."""
        return next((key for key in keys if is_signed(key, self.signature, _TAG + self.body)), None)


def write_code(code: PaperCode, key: Ed25519PrivateKey) -> str:
    """The text of the square. The same code and key give the same text."""
    body = cbor2.dumps(_listed(code), canonical=True)
    return PREFIX + _to_base45(key.sign(_TAG + body) + body)


def read_code(text: str) -> SignedCode:
    """Of a text as a scanner gives it; who signed it is asked later. Raises RuleBroken when it is no paper's code."""
    plain = text.strip("\r\n\t")
    if not plain.startswith(PREFIX) or len(plain) > MOST_CHARACTERS:
        raise _no_code()
    raw = _from_base45(plain.removeprefix(PREFIX))
    signature, body = raw[:_SIGNATURE_BYTES], raw[_SIGNATURE_BYTES:]
    try:
        said = cbor2.loads(body)
    except (cbor2.CBORDecodeError, ValueError, RecursionError) as error:
        raise _no_code() from error
    code = _read(said)
    if cbor2.dumps(_listed(code), canonical=True) != body:
        raise _no_code()
    return SignedCode(code, body, signature)


def _listed(code: PaperCode) -> list[str | int | bytes]:
    issue = [code.issue] if code.issue > 1 else []
    return [code.reference, code.form, code.revision, code.made, code.office, code.sha256, *issue]


def _read(said: object) -> PaperCode:
    match said:
        case [str(reference), str(form), str(revision), int(made), str(office), bytes(sha256), *rest] if (
            len(sha256) == _DIGEST_BYTES
            and 0 <= made < _MOST_SECONDS
            and all(len(text) <= MOST_TEXT for text in (reference, form, revision, office))
        ):
            return PaperCode(reference, form, revision, made, office, sha256, _issue(rest))
        case _:
            raise _no_code()


def _issue(rest: list[object]) -> int:
    match rest:
        case []:
            return 1
        case [int(issue)] if 1 < issue <= MOST_ISSUES:
            return issue
    raise _no_code()


def _to_base45(raw: bytes) -> str:
    return "".join(_group(raw[start : start + 2]) for start in range(0, len(raw), 2))


def _group(pair: bytes) -> str:
    number, characters = int.from_bytes(pair, "big"), ""
    for _ in range(len(pair) + 1):
        number, value = divmod(number, len(_ALPHABET))
        characters += _ALPHABET[value]
    return characters


def _from_base45(text: str) -> bytes:
    return b"".join(_pair(text[start : start + 3]) for start in range(0, len(text), 3))


def _pair(group: str) -> bytes:
    if len(group) < 2 or any(character not in _VALUES for character in group):
        raise _no_code()
    number = sum(_VALUES[character] * len(_ALPHABET) ** place for place, character in enumerate(group))
    length = len(group) - 1
    if number >= 256**length:
        raise _no_code()
    return int(number).to_bytes(length, "big")


def _no_code() -> RuleBroken:
    return RuleBroken(
        "paper.code.form",
        ar="هذا ليس رمز ورقة من استقبال، أو لم يُقرأ كاملًا. امسح المربع المطبوع على الورقة من جديد.",
        en="This is not the code of a paper of Istiqbal, or it was not read whole. Scan the paper's square again.",
        field="code",
    )
