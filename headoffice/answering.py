"""What every round asks of the database, and what head office says after it has taken what a laptop brought."""

from domain.sync.wire import MOST_ASKED, SyncAnswer, SyncRequest
from headoffice.certificates import certificates_for
from headoffice.hub import Hub
from headoffice.notices import notices_for, readable
from headoffice.proving import Brought
from headoffice.rights import Right
from headoffice.send import Sender
from headoffice.store.asker import asker
from headoffice.store.driver import Work, nothing
from headoffice.store.registry import Device

MOST_FORESEEN = 10  # streams; the others are asked for one by one


def foresee_round(
    hub: Hub, request: SyncRequest, device: bytes, opened: Brought | None = None, meanwhile: Work = nothing
) -> None:
    """For one way to the database and back, inside a transaction. What is brought to the stream of `opened` is taken
    next: its head is locked from here on."""
    name, place = (opened.partition, 0) if opened else ("", 0)
    others = []
    for cursor in request.cursors[:MOST_FORESEEN]:
        if cursor.partition == name:
            place = cursor.hub_seq
        else:
            others.append(hub.streams.seen_at(cursor.partition, cursor.hub_seq))
    hub.db.foresee(
        asker(hub.registry, hub.streams, device, request.replica),
        *others,
        *(hub.streams.opening(name, opened.replicas, opened.rows, place, opened.added) if opened else ()),
        meanwhile=meanwhile,
    )


def answer_round(hub: Hub, request: SyncRequest, device: Device, mine: tuple[Right, ...]) -> SyncAnswer:
    """Inside a transaction. `mine` are the rights of the device, now. Raises Refused."""
    rights = readable(mine, request.schema, lambda partition: hub.streams.erased.count(partition) > 0)
    sender = Sender(hub.streams, hub.registry, device, rights)
    streams = sender.streams_after(request.cursors, request.replica)
    return SyncAnswer(
        hub.association,
        hub.clock(),
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
