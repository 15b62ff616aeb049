"""Every entry says where the stamp of it is that counts, also where entries were stored before they were judged."""

from pathlib import Path

from domain.sync.schema import general_partition
from headoffice.open_stream import WORTH_SENDING_AHEAD
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import BareDevice
from tests.support.in_process_hub import in_process_hub
from tests.support.made_entries import add_visit, put

PARTITION = general_partition("RYD1")


def test_what_waited_for_its_neighbour_moves_those_behind_it(tmp_path: Path, hub_database: DatabaseUrl | None) -> None:
    """The first entry waits for the row of the third: it is stamped again there, and all that follow come one later
    than they were stored for."""
    with in_process_hub(tmp_path / "hub", database=hub_database) as hub:
        device = BareDevice(hub, hub).enrol()
        for operation in (put(9, None, "قبل أوانه"), add_visit(1), add_visit(9)):
            device.write(operation)
        for number in range(100, 100 + WORTH_SENDING_AHEAD):
            device.write(add_visit(number))
        assert device.sync(device.segment()).status_code == 200
        streams = hub.beside.streams
        with hub.beside.db.reading():
            stamps = streams.stamps(PARTITION, streams.head(PARTITION).epoch, after=0, most=100)
            last = {stamp.id: stamp for stamp in stamps}
            assert len(stamps) == len(last) + 1
            assert {id: streams.last_stamp(PARTITION, id) for id in last} == last
