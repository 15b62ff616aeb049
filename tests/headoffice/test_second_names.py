"""One deed under two names, as after a disk was copied and head office restored twice: it is there once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from domain.sync.chain import FIRST_HASH, chain_hash
from domain.sync.entries import Entry, EntryId
from domain.sync.entry_bytes import decode_header, encode_header
from domain.sync.second_name import second_name
from domain.sync.signatures import sign_segment
from domain.sync.wire import Segment, wire_entry
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.hub_truth import check_stream
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, put, row


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path) as hub:
        yield hub


@pytest.fixture
def device(hub: InProcessHub) -> BareDevice:
    return BareDevice(hub, hub).enrol()


def under_its_second_name(device: BareDevice, entry: Entry) -> tuple[Segment, EntryId]:
    name = second_name(entry.hash)
    header = encode_header(replace(decode_header(entry.header), replica=name.replica, seq=1))
    again = Entry(header, chain_hash(FIRST_HASH, header), entry.parts)
    signature = sign_segment(device.key, PARTITION, name.replica, 1, again.hash)
    return Segment(PARTITION, name.replica, FIRST_HASH, 1, [wire_entry(again)], signature), name


def verdicts(device: BareDevice) -> list[str]:
    return [item.reason for item in device.pull().streams[0].items]


def test_what_comes_under_its_second_name_after_its_first_counts_once(device: BareDevice, hub: InProcessHub) -> None:
    entry = device.write(add_visit(1))
    assert device.sync(device.segment()).status_code == 200
    segment, name = under_its_second_name(device, entry)
    assert device.sync(segment).status_code == 200
    # What was built on it under that name goes on.
    device.write(put(1, name, "note"))
    assert device.sync(device.segment(2)).status_code == 200
    assert verdicts(device) == ["", "entry.again", ""]
    assert check_stream(hub.beside, PARTITION) == 3
    with hub.beside.db.reading():
        state = hub.beside.streams.rows.find(PARTITION, row(1))
    assert state is not None
    assert {version.value for versions in state.cells.values() for version in versions} >= {"note", "men"}


def test_what_comes_under_its_second_name_alone_counts(device: BareDevice) -> None:
    entry = device.write(add_visit(1))
    segment, _ = under_its_second_name(device, entry)
    assert device.sync(segment).status_code == 200
    assert verdicts(device) == [""]
    assert device.sync(device.segment()).status_code == 409
