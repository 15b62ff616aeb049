"""What somebody signs who writes a committee's decision down: so that it can be shown later, outside the log, that it
is what was written then."""

import hashlib

import msgspec

_DECISION_TAG = b"istiqbal/decision/1"


def decision_text(**said: str) -> bytes:
    """The tag, and the SHA-256 of the JSON of what was decided: UTF-8, keys sorted, no spaces."""
    return _DECISION_TAG + hashlib.sha256(msgspec.json.encode(said, order="sorted")).digest()
