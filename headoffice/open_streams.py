"""The streams of one transaction: each is locked after those it rests on, and wakes what waits above it."""

from collections.abc import Callable, Iterable, Iterator

from domain.sync.partitions import above, in_order
from domain.sync.schema import SCHEMA_VERSION
from headoffice.judged import key_of_schema
from headoffice.open_stream import OpenStream
from headoffice.store.streams import Streams

Opening = Callable[[str, dict[str, OpenStream]], OpenStream]


class OpenStreams:
    """`opening` opens one of them, with those that are open already. Where something above waits for a row of one that
    is opened, what is above is opened too."""

    def __init__(self, partitions: Iterable[str], opening: Opening) -> None:
        self._open: dict[str, OpenStream] = {}
        wanted = set(partitions)
        while wanted:
            name = min(wanted, key=in_order)
            wanted.remove(name)
            self._open[name] = opening(name, self._open)
            if self._open[name].is_waited_for:
                wanted.update(above(name))

    def __iter__(self) -> Iterator[str]:
        """Their partitions, in the order in which entries are taken."""
        return iter(self._open)

    def __getitem__(self, partition: str) -> OpenStream:
        return self._open[partition]

    def wake_above(self, partition: str) -> None:
        """What waited for rows that have come in this one."""
        came = self._open[partition].came
        for name in above(partition):
            if came and name in self._open:
                self._open[name].wake(came)

    def save(self) -> bool:
        """Whether somebody was erased."""
        for stream in self._open.values():
            stream.save()
        return any(stream.has_erased for stream in self._open.values())


def release_for_this_program(streams: Streams, *, now_ms: int) -> bool:
    """After an update: what waited for a program that knows its schema is judged now. Whether somebody was erased by
    it: then the database is to be wiped after the transaction."""
    known = [key_of_schema(schema) for schema in range(1, SCHEMA_VERSION + 1)]

    def opening(partition: str, opened: dict[str, OpenStream]) -> OpenStream:
        return OpenStream(streams, partition, now_ms=now_ms, opened=opened)

    open_streams = OpenStreams(streams.parked.partitions(), opening)
    for partition in open_streams:
        open_streams[partition].release(known)
        open_streams.wake_above(partition)
    return open_streams.save()
