"""Coming to trust a head office that is its own authority: `domain.sync.authority` says why this is safe."""

import os
from collections.abc import Callable

from desktop.sync.transport import Transport, not_head_office
from domain.sync.authority import AUTHORITY, Authority
from domain.sync.entries import Malformed
from domain.sync.signatures import is_answer_signed
from domain.sync.wire import SIGNATURE_HEADER, unpack_body


def learn_authority(transport: Transport, is_key_right: Callable[[bytes], bool]) -> bytes:
    """The PEM certificate of head office's own authority, over a line that proves nothing; b"" when it has none, or
    when another key answers than the right one. Sends 64 random bytes, and nothing of this laptop."""
    challenge = os.urandom(64)
    answer = transport.get(AUTHORITY, {SIGNATURE_HEADER: challenge.hex()})
    try:
        signature = bytes.fromhex(answer.headers.get(SIGNATURE_HEADER.lower(), ""))
        said = unpack_body(answer.body, Authority) if answer.status == 200 else None
    except (Malformed, ValueError) as error:
        raise not_head_office() from error
    if said is None or not is_answer_signed(said.hub_key, signature, challenge, answer.body):
        raise not_head_office()
    return said.certificate if is_key_right(said.hub_key) else b""
