"""Bugs of head office."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from domain.sync import judge, signatures
from domain.sync.wire import Head
from headoffice import refusals, rights, send
from headoffice.open_stream import OpenStream
from headoffice.proving import Proved
from headoffice.receive import Receiver
from headoffice.send import Sender
from headoffice.store.replica_heads import ReplicaHead
from headoffice.store.standings import LOST
from headoffice.store.stream_heads import StreamHeads
from headoffice.store.streams import Streams
from tests.simulator.patching import everywhere, replaced


@contextmanager
def early_acknowledgement() -> Iterator[None]:
    """Head office states entries that it has not stored: now and then it answers first and then forgets."""
    promised: list[Proved] = []
    real_take, real_heads = Receiver.take, Sender.heads

    def take(self: Any, proved: Sequence[Proved], *rest: Any) -> Any:
        promised.clear()
        if proved and len(proved[0].segment.entries[0].header) % 3 == 0:
            promised.extend(proved)
            return real_take(self, [], *rest)
        return real_take(self, proved, *rest)

    def heads(self: Any, *rest: Any) -> list[Head]:
        told = {(head.partition, head.replica): head for head in real_heads(self, *rest)}
        for one in promised:
            item, last = one.segment, one.entries[-1][0].hash
            told[item.partition, item.replica] = Head(item.partition, item.replica, one.last_seq, last)
        return list(told.values())

    with replaced(Receiver, take=take), replaced(Sender, heads=heads):
        yield


@contextmanager
def jammed_queue() -> Iterator[None]:
    """One entry that cannot be applied is refused, and everything behind it waits for ever."""
    real = judge.judge

    def strict(*rest: Any) -> Any:
        verdict = real(*rest)
        if not verdict.is_applied:
            raise refusals.damaged()
        return verdict

    with everywhere_in_headoffice(real, strict):
        yield


@contextmanager
def everywhere_in_headoffice(real: Any, part: Any) -> Iterator[None]:
    """The laptop keeps the real one."""
    with ExitStack() as stack:
        for key, module in sorted(sys.modules.items()):
            if key.startswith("headoffice"):
                for name, value in list(vars(module).items()):
                    if value is real:
                        stack.enter_context(replaced(module, **{name: part}))
        yield


@contextmanager
def sent_twice() -> Iterator[None]:
    """A position that a laptop has is sent to it once more."""
    real = Streams.stamps

    def stamps(self: Any, partition: str, epoch: int, *, after: int, most: int) -> Any:
        return real(self, partition, epoch, after=max(0, after - 1), most=most)

    with replaced(Streams, stamps=stamps):
        yield


@contextmanager
def cursor_by_time() -> Iterator[None]:
    """The stream is paged by the time of receipt."""
    real = Streams.stamps

    def stamps(self: Any, partition: str, epoch: int, *, after: int, most: int) -> Any:
        before = real(self, partition, epoch, after=after - 1, most=1) if after else []
        time = before[0].received_ms if before else -1
        return [stamp for stamp in real(self, partition, epoch, after=after, most=most) if stamp.received_ms > time]

    with replaced(Streams, stamps=stamps):
        yield


@contextmanager
def counted_outside() -> Iterator[None]:
    """Positions come from a counter that does not go back when a transaction does, like a sequence."""
    counters: dict[str, int] = {}
    real_open, real_add = StreamHeads.open, Streams.add_stamps

    def open_stream(self: Any, partition: str, *asked: Any) -> Any:
        head, standing = real_open(self, partition, *asked)
        return replace(head, head=max(head.head, counters.get(_name(self, partition), 0))), standing

    def add(self: Any, partition: str, epoch: int, first: Any, effs: Any, lines: Any) -> None:
        counters[_name(self, partition)] = first.hub_seq + len(lines) - 1
        real_add(self, partition, epoch, first, effs, lines)

    with replaced(StreamHeads, open=open_stream), replaced(Streams, add_stamps=add):
        yield


def _name(streams: Any, partition: str) -> str:
    return f"{id(streams)} {partition}"


@contextmanager
def anybodys_replica() -> Iterator[None]:
    """Whoever names a log may write it."""
    with replaced(Receiver, bind=lambda *_: None):
        yield


@contextmanager
def unsigned_segments() -> Iterator[None]:
    """The signature of a segment is not looked at."""
    with everywhere(signatures.is_segment_signed, lambda *_: True):
        yield


@contextmanager
def unsigned_requests() -> Iterator[None]:
    """The signature of a request is not looked at."""
    with everywhere(signatures.is_request_signed, lambda *_: True):
        yield


@contextmanager
def open_offices() -> Iterator[None]:
    """Every device may read every office."""

    def streams_after(self: Any, cursors: Any, replica: bytes) -> Any:
        return [self._stream(cursor, replica) for cursor in cursors]

    with replaced(Sender, streams_after=streams_after):
        yield


@contextmanager
def overwritten_fork() -> Iterator[None]:
    """Of two logs under one name the second is quietly taken for the first."""
    with replaced(Receiver, _refuse_fork=lambda *_: None):
        yield


@contextmanager
def forgotten_gap() -> Iterator[None]:
    """A log that goes on after a hole is taken as it comes."""
    real = Streams.replica_head

    def head(self: Any, partition: str, replica: bytes) -> ReplicaHead:
        found = real(self, partition, replica)
        return ReplicaHead(found.seq - 1, found.hash) if found.seq > 3 else found

    with replaced(Streams, replica_head=head):
        yield


@contextmanager
def waiting_for_ever() -> Iterator[None]:
    """What waits is not judged again when what it lacks has come."""
    with replaced(OpenStream, release=lambda *_: None):
        yield


@contextmanager
def believed_cursor() -> Iterator[None]:
    """A restored head office believes every cursor that its stream has grown past since."""

    def agreed(streams: Any, cursor: Any, head: Any) -> int:
        return min(cursor.hub_seq, head.head)

    with everywhere(send.agreed_position, agreed):
        yield


@contextmanager
def believed_lost() -> Iterator[None]:
    """A laptop that was reported lost goes on as before."""
    real = rights.rights_of

    def rights_of(registry: Any, device: Any, *, now_ms: int) -> Any:
        if registry.standings.of(device.id).name == LOST:
            granted = registry.grants(device.id)
            return tuple(rights.Right(grant.partition, True, grant.may_write) for grant in granted)
        return real(registry, device, now_ms=now_ms)

    with everywhere(real, rights_of):
        yield


@contextmanager
def closed_to_the_revoked() -> Iterator[None]:
    """Who may not read may not send either: what was written before is lost with the right."""
    real = rights._sending_only

    def nothing(granted: Any, standing: Any, now_ms: int) -> Any:
        return tuple(replace(right, may_write=False) for right in real(granted, standing, now_ms))

    with replaced(rights, _sending_only=nothing):
        yield
