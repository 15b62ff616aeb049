"""The head of each file of a bundle: what stands in clear."""

import struct
from dataclasses import dataclass, replace

from domain.sync import bundle_faults as faults
from domain.sync.wire import PROTOCOL

MAGIC = b"ISTQBNDL"
VERSION = 1
OLDEST_PROTOCOL = 2  # there were no bundles before it
TO_HEAD_OFFICE, FROM_HEAD_OFFICE, TO_LAPTOP = 1, 2, 3

_LAYOUT = struct.Struct(">8sBBB16s16s32s32sI32s")
HEADER_BYTES = _LAYOUT.size


@dataclass(frozen=True)
class Header:
    """What stands in clear: no name, no office. Sender and recipient are Ed25519 public keys."""

    kind: int
    bundle: bytes
    association: bytes
    sender: bytes
    recipient: bytes
    ephemeral: bytes
    part: int = 0
    protocol: int = PROTOCOL

    def pack(self) -> bytes:
        return _LAYOUT.pack(
            MAGIC,
            VERSION,
            self.protocol,
            self.kind,
            self.bundle,
            self.association,
            self.sender,
            self.recipient,
            self.part,
            self.ephemeral,
        )

    @property
    def context(self) -> bytes:
        """What all parts have in common."""
        return replace(self, part=0).pack()


def read_header(raw: bytes) -> Header:
    """Raises Expected for what is no bundle, and for one of a newer program."""
    if not raw.startswith(MAGIC):
        raise faults.no_bundle()
    version, protocol = raw[len(MAGIC) :][:1], raw[len(MAGIC) :][1:2]
    if version > bytes([VERSION]) or protocol > bytes([PROTOCOL]):
        raise faults.newer()
    if len(raw) != HEADER_BYTES or version != bytes([VERSION]):
        raise faults.damaged()
    if protocol < bytes([OLDEST_PROTOCOL]):
        raise faults.older()
    _, _, _, kind, bundle, association, sender, recipient, part, ephemeral = _LAYOUT.unpack(raw)
    if kind not in (TO_HEAD_OFFICE, FROM_HEAD_OFFICE, TO_LAPTOP):
        raise faults.damaged()
    return Header(kind, bundle, association, sender, recipient, ephemeral, part, protocol[0])
