"""A bundle: what one round of sync says in one direction, as sealed files for a USB stick (SYNC.md, "The USB stick").

    part    = header (clear, 143 bytes) ‖ sealed chunks
    plain   = record … record ‖ signature, and if the last record lists files: zeros to the end of the chunk ‖ file …
    record  = kind (1 byte) ‖ length (4 bytes, big endian) ‖ body, as the line would carry it (`domain.sync.wire`)
    file    = length (4 bytes; 0 when it was not there any more) ‖ its bytes

The signature is the sender's Ed25519 over (tag ‖ header as of part 0 ‖ SHA-256 of the records), framed like a record.
All records are held against it before a single one of them is read; a file is held against its name, which is its hash.
"""

import struct

import msgspec

from domain.sync.bundle_header import Header
from domain.sync.carried_files import FileList, HeldFiles, WantedFiles
from domain.sync.wire import Cursor, DeviceCertificate, Message, Refusal, SyncAnswer, SyncRequest

SIGNATURE = 255
RECORD = struct.Struct(">BI")
FILE_LENGTH_BYTES = 4
_SIGNATURE_TAG = b"istiqbal/bundle/1"


class Manifest(Message, frozen=True):
    """The first record. `answers` and `asked` are the bundle that head office replies to and the cursors it stated;
    `certificate` is that of the laptop which sends, or to which head office sends."""

    made_ms: int
    schema: int
    certificate: DeviceCertificate | None = None
    answers: bytes = b""
    asked: list[Cursor] = msgspec.field(default_factory=list)


KINDS: dict[int, type[Message]] = {
    **{0: Manifest, 1: SyncRequest, 2: SyncAnswer, 3: Refusal},
    **{4: FileList, 5: WantedFiles, 6: HeldFiles},
}
NUMBERS = {kind: number for number, kind in KINDS.items()}


def signed_text(header: Header, digest: bytes) -> bytes:
    """`digest` is that of the records."""
    return _SIGNATURE_TAG + header.context + digest
