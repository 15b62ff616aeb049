"""What is really on a disk: read from the tables, not asked of the code under test."""

from dataclasses import dataclass

from domain.sync.entries import EntryId, Header, Malformed, Operation, decode_header, decode_operations
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide


@dataclass(frozen=True)
class Record:
    """One position of head office's stream."""

    hub_seq: int
    received_ms: int
    eff: int
    reason: str
    header: Header
    operations: tuple[Operation, ...]
    raw_header: bytes
    hash: bytes

    @property
    def id(self) -> EntryId:
        return self.header.id


def hub_tags(hub: HubSide) -> set[str]:
    """The deeds whose entries head office has, whatever it makes of them."""
    with hub.hub.db.reading():
        return {decode_header(header).action for (header,) in hub.hub.db.rows("SELECT header FROM entry")}


def laptop_tags(laptop: LaptopSide) -> set[str]:
    rows = laptop.store.database.execute("SELECT header FROM entry").fetchall()
    return {decode_header(header).action for (header,) in rows}


def hub_stream(hub: HubSide, partition: str) -> list[Record]:
    """Every position of the current epoch, in order."""
    found = []
    with hub.hub.db.reading():
        epoch = hub.hub.streams.head(partition).epoch
        for stamp in hub.hub.streams.stamps(partition, epoch, after=0, most=1 << 31):
            entry = hub.hub.streams.get_entry(partition, stamp.id)
            header = decode_header(entry.header)
            operations = tuple(item for part in entry.parts for item in _operations(part.data))
            when = (stamp.hub_seq, stamp.received_ms, stamp.eff, stamp.reason)
            found.append(Record(*when, header, operations, entry.header, entry.hash))
    return found


def _operations(data: bytes) -> tuple[Operation, ...]:
    try:
        return decode_operations(data)
    except Malformed:
        return ()


def hub_partitions(hub: HubSide) -> list[str]:
    with hub.hub.db.reading():
        return [partition for (partition,) in hub.hub.db.rows("SELECT partition FROM stream_head ORDER BY partition")]
