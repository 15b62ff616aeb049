"""What a request costs head office on PostgreSQL: ways to the database and back, and statements in each."""

from pathlib import Path

from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import BareDevice
from tests.support.in_process_hub import in_process_hub
from tests.support.made_entries import add_visit

# The beginning, who asks, the locked head, what it stands at, the second names and the log; what is written, the end.
READ, WRITTEN = 6, 2


def test_what_a_laptop_brings_costs_two_ways_however_little_or_much_of_it_there_is(
    postgresql_database: DatabaseUrl, tmp_path: Path, ways: list[int]
) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        device = BareDevice(hub, hub).enrol()
        costs, written = [], 0
        for number in (1, 1, 20):
            for _ in range(number):
                written += 1
                device.write(add_visit(written))
            ways.clear()
            cursor = device.cursor(written - number)
            assert device.sync(device.segment(written - number + 1), cursors=[cursor]).status_code == 200
            costs.append(list(ways))
    # The first one also makes the stream and the log.
    assert costs[1:] == [[READ, WRITTEN], [READ, WRITTEN]]
