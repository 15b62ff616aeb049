"""A laptop's seal, certified by head office, and how it hears of the association's other laptops: once a day.

The answer names every laptop whose word on a paper counts, so that each of them can check any paper of the association
without a network. The list is sent only when it is another than the laptop's (`directory`).
"""

import hashlib
from collections.abc import Iterable

from domain.sync.wire import DeviceCertificate, Message

SEAL = "/v1/seal"
MOST_DEVICES = 20_000


class SealRequest(Message, frozen=True):
    """`public_key` is the laptop's seal's (P-256, DER); `directory` what it knows of the others already."""

    protocol: int
    association: bytes
    public_key: bytes
    directory: bytes
    nonce: bytes = b""


class SealAnswer(Message, frozen=True):
    """DER: the laptop's certificate, the root it is under, and the root's list of those that no longer count. `stopped`
    are devices whose word counts no more. `devices` is empty when the laptop knows them all."""

    association: bytes
    certificate: bytes
    root: bytes
    revoked: bytes
    stopped: list[bytes]
    devices: list[DeviceCertificate]


def directory_of(certificates: Iterable[DeviceCertificate]) -> bytes:
    """The same for the same devices, in whatever order."""
    keys = sorted({certificate.device_key for certificate in certificates})
    return hashlib.sha256(b"istiqbal/directory/1" + b"".join(keys)).digest()
