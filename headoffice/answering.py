"""What every round asks of the database, and what head office says after it has taken what a laptop brought."""

from collections.abc import Iterable

from domain.sync.partitions import above, office_of
from domain.sync.wire import MOST_ASKED, SyncAnswer, SyncRequest
from headoffice.certificates import certificates_for
from headoffice.hub import Hub
from headoffice.notices import notices_for, readable
from headoffice.rights import rights_of
from headoffice.send import Sender
from headoffice.store.asker import asker
from headoffice.store.driver import Work, nothing
from headoffice.store.registry import Device

MOST_FORESEEN = 10  # streams; the others are asked for one by one


def foresee_round(hub: Hub, request: SyncRequest, device: bytes, meanwhile: Work = nothing) -> None:
    """For one way to the database and back, inside a transaction."""
    hub.db.foresee(
        asker(hub.registry, device, request.replica),
        hub.registry.replicas_of(device),
        hub.streams.lines.last_epoch(),
        *(hub.streams.seen_at(cursor.partition, cursor.hub_seq) for cursor in request.cursors[:MOST_FORESEEN]),
        *(hub.streams.head_of_replica(partition, request.replica) for partition in _only_stated(request)),
        meanwhile=meanwhile,
    )


def _only_stated(request: SyncRequest) -> Iterable[str]:
    """Where the answer most likely says how far the asking log is held, though nothing of it is brought; of the others
    that is read with the stream locked."""
    asked = [cursor.partition for cursor in request.cursors[:MOST_FORESEEN] if office_of(cursor.partition)]
    brought = {segment.partition for segment in request.segments}
    return sorted({*asked, *(name for partition in asked for name in above(partition))} - brought)


def answer_round(hub: Hub, request: SyncRequest, device: Device) -> SyncAnswer:
    """Inside a transaction. Raises Refused."""
    now_ms = hub.clock()
    mine = rights_of(hub.registry, device, now_ms=now_ms)
    rights = readable(mine, request.schema, lambda partition: hub.streams.erased.count(partition) > 0)
    sender = Sender(hub.streams, hub.registry, device, rights)
    streams = sender.streams_after(request.cursors, request.replica)
    return SyncAnswer(
        hub.association,
        now_ms,
        sender.heads(request.replica, request.asked[:MOST_ASKED]),
        streams,
        notices_for(hub.registry.standings.of(device.id), device, request.schema, rights),
        hub.streams.lines.epoch(),
        [right.on_the_wire() for right in rights],
        certificates_for(hub, [item for stream in streams for item in stream.items]),
    )


def brings_entries(answer: SyncAnswer) -> bool:
    """Whether there is more in it than stamps."""
    return any(item.entry is not None for stream in answer.streams for item in stream.items)
