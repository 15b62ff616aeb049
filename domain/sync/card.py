"""A laptop's address card: a small file by which another laptop of the office seals a bundle to it.

    card = "ISTQCARD" ‖ version (1 byte) ‖ body of a `Card` (`domain.sync.wire`)

It holds head office's certificate of the laptop, which nobody else can make, how far the laptop holds everybody's log,
and the files it lacks. The latter are not signed: who forges them makes a bundle longer, or one that begins too late
and is refused.
"""

import msgspec

from domain.sync import bundle_faults as faults
from domain.sync import peer_faults
from domain.sync.entries import Malformed
from domain.sync.signatures import is_certificate_signed
from domain.sync.wire import DeviceCertificate, Head, Message, pack_body, unpack_body

MAGIC = b"ISTQCARD"
VERSION = 1
MOST_CARD_BYTES = 1 << 20
MOST_WANTED = 10_000  # names of files; the others are wanted by the next card
SUFFIX = ".istiqbal-card"


class Card(Message, frozen=True):
    """`wanted` are files that the laptop's records show and that it does not have."""

    certificate: DeviceCertificate
    heads: list[Head]
    wanted: list[bytes] = msgspec.field(default_factory=list)


def write_card(card: Card) -> bytes:
    return MAGIC + bytes([VERSION]) + pack_body(card)


def read_card(raw: bytes, *, association: bytes, hub_key: bytes) -> Card:
    """Raises RuleBroken and Unavailable."""
    if not raw.startswith(MAGIC) or len(raw) > MOST_CARD_BYTES:
        raise peer_faults.no_card()
    version = raw[len(MAGIC) : len(MAGIC) + 1]
    if version > bytes([VERSION]):
        raise faults.newer()
    try:
        card = unpack_body(raw[len(MAGIC) + 1 :], Card)
    except Malformed as error:
        raise peer_faults.damaged_card() from error
    if card.certificate.association != association:
        raise faults.another_association()
    if not is_known(card.certificate, association=association, hub_key=hub_key):
        raise peer_faults.unknown_peer()
    return card


def is_known(certificate: DeviceCertificate, *, association: bytes, hub_key: bytes) -> bool:
    """Whether head office enrolled this device."""
    is_ours = certificate.association == association and len(certificate.device_key) == 32
    return is_ours and is_certificate_signed(hub_key, certificate)
