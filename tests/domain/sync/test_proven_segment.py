"""A segment that somebody else hands over is believed as far as its writer's signature and its chain reach."""

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import EntryId, Malformed
from domain.sync.schema import general_partition
from domain.sync.segments import prove_segment
from domain.sync.signatures import sign_segment
from domain.sync.wire import Segment, WireEntry, wire_entry
from tests.support.made_entries import add_visit, row

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
PARTITION, REPLICA = general_partition("RYD1"), bytes(15) + b"\1"
DEVICE, PUBLIC = bytes(16), KEY.public_key().public_bytes_raw()


def segment() -> Segment:
    """Two entries of one log, signed at the second."""
    previous = FIRST_HASH
    wires: list[WireEntry] = []
    for seq in (1, 2):
        entry, _ = build_entry(
            [Written(add_visit(seq), None)],
            partition=PARTITION,
            id=EntryId(REPLICA, seq),
            clock=seq,
            author=row(9),
            action="test",
            seen=0,
            previous=previous,
            salts=[bytes(16)],
        )
        wires.append(wire_entry(entry))
        previous = entry.hash
    return Segment(PARTITION, REPLICA, FIRST_HASH, 1, wires, sign_segment(KEY, PARTITION, REPLICA, 2, previous))


def test_one_that_its_device_signed_is_proven_whole() -> None:
    proven = prove_segment(segment(), DEVICE, PUBLIC)
    assert (proven.first_seq, proven.last) == (1, EntryId(REPLICA, 2))


@pytest.mark.parametrize(
    "changes",
    [
        {"signature": bytes(64)},
        {"signature": b""},
        {"entries": segment().entries[:1]},
        {"entries": segment().entries[::-1]},
        {"first_seq": 2},
        {"previous": bytes(31) + b"\1"},
        {"replica": bytes(16)},
        {"replica": b"short"},
        {"partition": general_partition("JED1")},
        {"entries": []},
    ],
)
def test_one_that_says_anything_else_than_was_signed_is_none(changes: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        prove_segment(msgspec.structs.replace(segment(), **changes), DEVICE, PUBLIC)


def test_one_that_another_device_signed_is_none() -> None:
    with pytest.raises(Malformed):
        prove_segment(segment(), DEVICE, OTHER.public_key().public_bytes_raw())
