"""What is confidential has a stream of its own: it rests on the office's general one, and goes to who may read."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from domain.sync.entries import Add, Erase, Put
from domain.sync.tables import CASE_STEPS, DOCUMENT_CHECKS, INTERVIEWS, PERSONS, USERS
from domain.sync.wire import (
    Refusal,
    Stamped,
    SyncAnswer,
    unpack_body,
)
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import COMPLAINTS_PARTITION, BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, row
from tests.support.small_store import AUTHOR

ROLES = USERS.cell("roles").number
CHECK = {DOCUMENT_CHECKS.cell("copy").number: ["consent", AUTHOR, "2026-11-21T09:00"]}
PERSON = row(77)


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[InProcessHub]:
    with in_process_hub(tmp_path / "hub", database=hub_database) as hub:
        yield hub


@pytest.fixture
def desk(hub: InProcessHub) -> BareDevice:
    """It takes complaints down, and is sent none."""
    return BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol(complaints="sending")


@pytest.fixture
def manager(hub: InProcessHub) -> BareDevice:
    return BareDevice(hub, hub).enrol()


def sent(device: BareDevice, *segments: object, **changes: object) -> SyncAnswer:
    response = device.sync(*segments, **changes)  # type: ignore[arg-type]
    assert response.status_code == 200, unpack_body(response.content, Refusal)
    return unpack_body(response.content, SyncAnswer)


def verdicts(device: BareDevice) -> list[tuple[int, str]]:
    return [(item.seq, item.reason) for item in items(device)]


def items(device: BareDevice) -> list[Stamped]:
    return device.pull().streams[0].items


def add_user(roles: str = "administrator") -> Add:
    return Add(USERS.number, AUTHOR, {1: "amina", 2: "أمينة", ROLES: roles})


def add_check(number: int) -> Add:
    """Only somebody whose roles allow it may record a copy."""
    return Add(DOCUMENT_CHECKS.number, row(number), CHECK)


def refused(response: httpx.Response) -> str:
    assert response.status_code == 403
    return unpack_body(response.content, Refusal).code


# --- what rests on what ----------------------------------------------------------------------------------------------


def test_what_came_before_its_author_is_judged_when_he_comes_in_another_partition(
    manager: BareDevice, desk: BareDevice
) -> None:
    confidential = desk.at(COMPLAINTS_PARTITION)
    confidential.write(add_check(1))
    confidential.write(Put(DOCUMENT_CHECKS.number, row(1), {4: None}, {4: ()}))
    sent(desk, confidential.segment())
    reading = manager.at(COMPLAINTS_PARTITION)
    assert verdicts(reading) == [(1, "row.unknown"), (2, "row.unknown")]
    manager.write(add_visit(9))
    sent(manager, manager.segment())
    assert len(items(reading)) == 2
    manager.write(add_user())
    sent(manager, manager.segment(2))
    # In no request has anything come in complaints since.
    assert verdicts(reading)[2:] == [(1, ""), (2, "cell.wrong_kind")]


def test_an_author_whose_role_does_not_do_is_refused_when_he_comes(manager: BareDevice) -> None:
    confidential = manager.at(COMPLAINTS_PARTITION)
    confidential.write(add_check(1))
    sent(manager, confidential.segment())
    manager.write(add_user("receptionist"))
    sent(manager, manager.segment())
    assert verdicts(confidential) == [(1, "row.unknown"), (1, "role.not_allowed")]


def test_of_one_request_what_others_rest_on_is_taken_first(manager: BareDevice) -> None:
    confidential = manager.at(COMPLAINTS_PARTITION)
    confidential.write(add_check(1))
    manager.write(add_user())
    sent(manager, confidential.segment(), manager.segment())
    assert verdicts(confidential) == [(1, "")]


def test_no_entry_writes_a_row_of_another_partition(manager: BareDevice) -> None:
    manager.write(add_user())
    manager.write(Add(CASE_STEPS.number, row(1), {}))
    confidential = manager.at(COMPLAINTS_PARTITION)
    confidential.write(Put(CASE_STEPS.number, row(1), {4: "x"}, {4: ()}))
    confidential.write(Add(CASE_STEPS.number, row(1), {}))
    confidential.write(add_visit(2))
    confidential.write(Add(DOCUMENT_CHECKS.number, row(1), CHECK))
    confidential.write(Add(CASE_STEPS.number, row(3), {}))
    sent(manager, manager.segment(), confidential.segment())
    twice = "row.added_twice"
    assert [reason for _, reason in verdicts(confidential)] == [
        "row.unknown",
        twice,
        "table.wrong_partition",
        twice,
        "",
    ]
    assert [reason for _, reason in verdicts(manager)] == ["", ""]
    # What waits for a row elsewhere waits on: it is woken and still not applied.
    manager.write(Add(CASE_STEPS.number, row(4), {}))
    sent(manager, manager.segment(3))
    assert len(items(confidential)) == 5


def test_a_person_is_erased_in_each_partition_by_itself(manager: BareDevice, desk: BareDevice) -> None:
    manager.write(add_user())
    manager.write(Add(PERSONS.number, PERSON, {1: "P-1"}), subject=PERSON)
    confidential = manager.at(COMPLAINTS_PARTITION)
    confidential.write(Add(INTERVIEWS.number, row(1), {1: "سرّي", 2: PERSON}), subject=PERSON)
    manager.write(Erase(PERSONS.number, PERSON, "طلبه"))
    sent(manager, manager.segment(), confidential.segment())
    (kept,) = items(confidential.at(COMPLAINTS_PARTITION))
    assert kept.reason == ""
    confidential.write(Erase(PERSONS.number, PERSON, "طلبه"))
    sent(manager, confidential.segment(2))
    reading = replace(manager.at(COMPLAINTS_PARTITION), replica=bytes(15) + b"\4")
    (gone, erasing) = items(reading)
    assert gone.entry is not None
    assert (gone.entry.parts, erasing.reason) == ([None], "")
