"""Nothing gets the id of a row of the partition above: who reads both knows a row by its id alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from domain.sync.entries import Add, Void
from domain.sync.tables import CASE_STEPS
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import COMPLAINTS_PARTITION, BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, row
from tests.support.running_hub import running_hub

TWICE = "row.added_twice"
# As tests/headoffice/test_ways.py counts them, with the rows that are added, asked for above.
READ, WRITTEN = 7, 2
AT_ONCE = 8


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path / "hub", database=hub_database) as hub:
        yield hub


def add_step(number: int) -> Add:
    """It may stand in both partitions."""
    return Add(CASE_STEPS.number, row(number), {})


def bring(device: BareDevice, first: int = 1) -> None:
    assert device.sync(device.segment(first)).status_code == 200


def with_steps_above(hub: InProcessHub, *numbers: int) -> tuple[BareDevice, BareDevice]:
    """A laptop at the general partition and at the complaints, which has added these rows there."""
    device = BareDevice(hub, hub).enrol()
    above = device.at(COMPLAINTS_PARTITION)
    for number in numbers:
        above.write(add_step(number))
    bring(above)
    return device, above


def verdicts(device: BareDevice) -> list[str]:
    return [item.reason for item in device.pull().streams[0].items]


def test_what_stands_in_the_complaints_is_not_added_to_the_general_partition_again(hub: InProcessHub) -> None:
    device, above = with_steps_above(hub, 1, 2)
    for operations in (
        [add_step(1)],
        [add_visit(2)],
        [add_visit(3), add_visit(2)],
        [add_visit(3)],
    ):
        device.write(*operations)
    bring(device)
    assert verdicts(device) == [TWICE, TWICE, TWICE, ""]
    # What was not applied stands nowhere, and what stands above goes on there.
    above.write(Void(CASE_STEPS.number, row(2), "سبب"))
    above.write(add_step(3))
    bring(above, 3)
    assert verdicts(above) == ["", "", "", TWICE]
    assert device.pull().streams[0].digest.count == 1


def test_of_many_that_are_added_together_only_those_that_stand_above_are_set_aside(hub: InProcessHub) -> None:
    device, _ = with_steps_above(hub, 7, 130)
    for number in range(1, 141):
        device.write(add_visit(number))
    bring(device)
    assert [place for place, reason in enumerate(verdicts(device), 1) if reason == TWICE] == [7, 130]
    assert set(verdicts(device)) == {"", TWICE}
    assert device.pull().streams[0].digest.count == 138


def test_what_waited_is_looked_for_above_when_it_is_judged_again(hub: InProcessHub) -> None:
    device, _ = with_steps_above(hub, 1)
    device.write(Void(CASE_STEPS.number, row(5), "سبب"), add_step(1))
    bring(device)
    device.write(add_step(5))
    bring(device, 2)
    assert verdicts(device) == ["row.unknown", "", TWICE]


def test_a_head_office_that_was_just_started_knows_what_stands_above(
    tmp_path: Path, hub_database: DatabaseUrl | None
) -> None:
    with in_process_hub(tmp_path / "hub", database=hub_database) as hub:
        device, _ = with_steps_above(hub, 1)
    with in_process_hub(tmp_path / "hub", database=hub_database) as again:
        device.hub = device.line = again
        device.write(add_visit(1))
        device.write(add_visit(2))
        bring(device)
        assert verdicts(device) == [TWICE, ""]


def test_of_two_that_give_one_id_at_the_same_moment_one_is_set_aside(
    postgresql_database: DatabaseUrl, tmp_path: Path
) -> None:
    with (
        running_hub(tmp_path / "hub", database=postgresql_database) as hub,
        httpx.Client(trust_env=False) as one,
        httpx.Client(trust_env=False) as two,
        ThreadPoolExecutor(2) as pool,
    ):
        below = BareDevice(hub, one).enrol()
        above = BareDevice(hub, two, replica=bytes(15) + b"\2").enrol().at(COMPLAINTS_PARTITION)
        for number in range(1, AT_ONCE + 1):
            below.write(add_visit(number))
            above.write(add_step(number))
            list(pool.map(bring, (below, above), (number, number)))
        pairs = list(zip(verdicts(below), verdicts(above), strict=True))
    assert [sorted(pair) for pair in pairs] == [["", TWICE]] * AT_ONCE


def test_where_there_are_complaints_what_is_added_costs_no_way_more(
    postgresql_database: DatabaseUrl, tmp_path: Path, ways: list[int]
) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        device, _ = with_steps_above(hub, 100)
        costs, written = [], 0
        for number in (1, 1, 20):
            for _ in range(number):
                written += 1
                device.write(add_visit(written))
            ways.clear()
            segment, cursor = device.segment(written - number + 1), device.cursor(written - number)
            assert device.sync(segment, cursors=[cursor]).status_code == 200
            costs.append(list(ways))
    # The first one also makes the stream and the log.
    assert costs[1:] == [[READ, WRITTEN], [READ, WRITTEN]]
