"""A laptop that asks for what is not its own, or says what others wrote: with a known key, and a good line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.sync.asking import SYNC
from desktop.sync.segments import segments_of
from desktop.sync.transport import Answer
from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import EntryId, Void
from domain.sync.exchange import Outgoing
from domain.sync.schema import SCHEMA_VERSION, general_partition
from domain.sync.signatures import sign_request
from domain.sync.tables import PERSONS
from domain.sync.wire import (
    DEVICE_HEADER,
    PROTOCOL,
    SIGNATURE_HEADER,
    Cursor,
    Segment,
    SyncRequest,
    WireDigest,
    pack_body,
)
from tests.simulator.actions import OFFICES, Action
from tests.simulator.broken import expect
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.ledger import REFUSED, Deed
from tests.simulator.records import hub_tags

if TYPE_CHECKING:
    from tests.simulator.world import World


def _ask(
    world: "World", laptop: LaptopSide, segments: Sequence[Segment], cursors: Sequence[Cursor], *, device: bytes = b""
) -> Answer:
    exchange = laptop.store.exchange
    enrolment = exchange.find_enrolment()
    assert enrolment is not None
    request = SyncRequest(
        PROTOCOL, SCHEMA_VERSION, enrolment.association, exchange.replica(), list(segments), list(cursors)
    )
    body = pack_body(request)
    signature = sign_request(exchange.device_key(), SYNC, body)
    headers = {SIGNATURE_HEADER: signature.hex(), DEVICE_HEADER: (device or enrolment.device).hex()}
    return world.hub.ask(SYNC, body, headers)


def pry(world: "World", laptop: LaptopSide, action: Action) -> str:
    """It asks for the stream of another office, in its own name or in the name of a laptop there."""
    if action.b % 2:
        return _pose(world, laptop)
    office = OFFICES[(OFFICES.index(laptop.office) + 1 + action.a % 2) % 3]
    cursor = Cursor(general_partition(office), 1, 0, WireDigest(0, 0))
    status = _ask(world, laptop, [], [cursor]).status
    # A head office that was wiped does not know the asking laptop either.
    expect(status in (401, 403), "no byte of another office", f"{laptop.name} asked for {office} and got {status}")
    return "refused"


def _pose(world: "World", laptop: LaptopSide) -> str:
    other = next((item for item in world.laptops if item.office != laptop.office), None)
    if other is None:
        return "nothing to do"
    enrolment = other.store.exchange.find_enrolment()
    assert enrolment is not None
    cursor = Cursor(general_partition(other.office), 1, 0, WireDigest(0, 0))
    status = _ask(world, laptop, [], [cursor], device=enrolment.device).status
    expect(status == 401, "no byte of another office", f"{laptop.name} asked as {other.name} and got {status}")
    return "refused"


def forge(world: "World", laptop: LaptopSide, action: Action) -> str:
    """It sends an entry with a wrong signature, under the name of another's log, or into another office."""
    tag = f"forged {action.number}"
    # To this office's ledger it is something that must never be kept.
    other = OFFICES[(OFFICES.index(laptop.office) + 1) % 3]
    kind = action.b % 3
    partition = general_partition(other if kind == 2 else laptop.office)
    world.ledger.begin(Deed(tag, laptop.name, partition, REFUSED))
    replica = _replica_of_another(world, laptop) if kind == 1 else bytes([action.number % 256]) * 16
    if replica is None:
        return "nothing to do"
    key = Ed25519PrivateKey.from_private_bytes(bytes(32)) if kind == 0 else laptop.store.exchange.device_key()
    segment = _segment(tag, partition, replica, key, world)
    answer = _ask(world, laptop, [segment], [])
    expect(answer.status in (401, 403, 409), "only what is authentic is kept", f"{tag}: {answer.status}")
    expect((partition, tag) not in hub_tags(world.hub), "only what is authentic is kept", tag)
    return f"refused with {answer.status}"


def _replica_of_another(world: "World", laptop: LaptopSide) -> bytes | None:
    """A laptop that has sent something already, and is no copy of this one."""
    with world.hub.hub.db.reading():
        mine = laptop.store.exchange.find_enrolment()
        assert mine is not None
        for other in world.laptops:
            owner = world.hub.hub.registry.find_owner(other.store.replica)
            if owner is not None and owner != mine.device:
                return other.store.replica
    return None


def _segment(tag: str, partition: str, replica: bytes, key: Ed25519PrivateKey, world: "World") -> Segment:
    with world.hub.hub.db.reading():
        head = world.hub.hub.streams.replica_head(partition, replica)
    row = "01990000-0000-7000-8000-0000000000ff"
    entry, _ = build_entry(
        [Written(Void(PERSONS.number, row, tag), None)],
        partition=partition,
        id=EntryId(replica, head.seq + 1),
        clock=1,
        author=row,
        action=tag,
        seen=0,
        previous=head.hash if head.seq else FIRST_HASH,
        salts=[bytes(16)],
    )
    (segment,) = segments_of(Outgoing(partition, replica, head.hash, head.seq + 1, (entry,)), key)
    return segment
