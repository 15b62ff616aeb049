"""What is confidential has a stream of its own: it rests on the office's general one, and goes to who may read."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from domain.sync.comparing import AGAIN, COMPARE, AgainRequest, CompareRequest
from domain.sync.entries import Add, Erase, Put
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.signatures import device_id
from domain.sync.snapshot import SNAPSHOT, SnapshotRequest
from domain.sync.tables import CASE_STEPS, DOCUMENT_CHECKS, INTERVIEWS, PERSONS, USERS
from domain.sync.wire import (
    PROTOCOL,
    Cursor,
    DeviceCertificate,
    Message,
    Refusal,
    ReplicaName,
    Stamped,
    SyncAnswer,
    WireDigest,
    pack_body,
    unpack_body,
)
from headoffice.certificates import certificate_of
from headoffice.devices import grant, grant_all_returned, move, narrow, revoke
from headoffice.keys import KEY_NAME
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.registry import Device
from tests.support.bare_device import COMPLAINTS_PARTITION, PARTITION, BareDevice
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, row
from tests.support.running_hub import running_hub
from tests.support.small_store import AUTHOR, OFFICE

ROLES = USERS.cell("roles").number
AT_ONCE = 12
COPY = DOCUMENT_CHECKS.cell("copy").number
PERSON = row(77)
REFERENCE = Cursor(REFERENCE_PARTITION, 1, 0, WireDigest(0, 0))


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


def add_check(number: int, by: str = AUTHOR) -> Add:
    """Only somebody whose roles allow it may record a copy."""
    return Add(DOCUMENT_CHECKS.number, row(number), {COPY: ["consent", by, "2026-11-21T09:00"]})


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
    confidential.write(add_check(1))
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


def test_of_an_author_and_his_entry_that_come_at_the_same_moment_neither_misses_the_other(
    postgresql_database: DatabaseUrl, tmp_path: Path
) -> None:
    """Head office works on both at once: the one that comes second sees the first, whichever it is."""
    with (
        running_hub(tmp_path / "hub", database=postgresql_database) as hub,
        httpx.Client(trust_env=False) as one,
        httpx.Client(trust_env=False) as two,
    ):
        manager = BareDevice(hub, one).enrol()
        desk = BareDevice(hub, two, replica=bytes(15) + b"\2").enrol(complaints="sending")
        confidential = desk.at(COMPLAINTS_PARTITION)
        with ThreadPoolExecutor(2) as pool:
            for number in range(1, AT_ONCE + 1):
                author = row(1_000 + number)
                manager.write(Add(USERS.number, author, {1: "amina", ROLES: "manager"}), author=author)
                confidential.write(add_check(number, author), author=author)
                brought = (manager, manager.segment(number)), (desk, confidential.segment(number))
                list(pool.map(lambda pair: sent(*pair), brought))
        last = dict(verdicts(manager.at(COMPLAINTS_PARTITION)))
    assert last == dict.fromkeys(range(1, AT_ONCE + 1), "")


# --- who may read ----------------------------------------------------------------------------------------------------


def rights(device: BareDevice) -> dict[str, tuple[bool, bool]]:
    grants = sent(device).grants
    return {
        grant.partition: (grant.may_read, grant.may_write) for grant in grants if grant.partition != REFERENCE.partition
    }


def with_complaint(device: BareDevice, number: int = 1) -> BareDevice:
    """It has sent one."""
    confidential = device.at(COMPLAINTS_PARTITION)
    confidential.write(Add(CASE_STEPS.number, row(number), {}))
    sent(device, confidential.segment())
    return confidential


def asked(device: BareDevice, path: str, message: Message) -> httpx.Response:
    return device.post(path, pack_body(message))


WHOLE, SENDS, NONE = (True, True), (False, True), (False, False)


def test_a_laptop_that_only_sends_complaints_hears_how_far_they_are_held_and_is_sent_none(
    desk: BareDevice, manager: BareDevice
) -> None:
    with_complaint(manager)
    confidential = with_complaint(desk, 2)
    answer = sent(
        desk,
        cursors=[desk.cursor(), confidential.cursor()],
        asked=[ReplicaName(COMPLAINTS_PARTITION, manager.replica), ReplicaName(PARTITION, manager.replica)],
    )
    assert [stream.partition for stream in answer.streams] == [PARTITION]
    assert {(head.partition, head.replica): head.seq for head in answer.heads} == {
        (PARTITION, desk.replica): 0,
        (PARTITION, manager.replica): 0,
        (COMPLAINTS_PARTITION, desk.replica): 1,
    }
    assert answer.notices == []
    assert rights(desk) == {PARTITION: WHOLE, COMPLAINTS_PARTITION: SENDS}
    assert rights(manager) == {PARTITION: WHOLE, COMPLAINTS_PARTITION: WHOLE}


def test_what_only_sends_complaints_is_refused_every_other_way_to_read_them(
    desk: BareDevice, manager: BareDevice
) -> None:
    with_complaint(manager)
    for device, status in ((desk, 403), (manager, 200)):
        there = (PROTOCOL, device.association, COMPLAINTS_PARTITION)
        for path, message in (
            (SNAPSHOT, SnapshotRequest(*there, 0)),
            (COMPARE, CompareRequest(*there, 1, [])),
            (AGAIN, AgainRequest(*there, [], [])),
        ):
            assert asked(device, path, message).status_code == status, path


def test_another_offices_complaints_are_nobodys_here(hub: InProcessHub, manager: BareDevice) -> None:
    with_complaint(manager)
    other = BareDevice(hub, hub, replica=bytes(15) + b"\7").enrol("JED1")
    stranger = other.at(COMPLAINTS_PARTITION)
    stranger.write(Add(CASE_STEPS.number, row(9), {}))
    assert refused(other.sync(stranger.segment())) == "sync.grant"
    assert refused(other.sync(cursors=[stranger.cursor()])) == "sync.grant"


def test_a_right_to_read_complaints_is_taken_given_moved_and_revoked(hub: InProcessHub, manager: BareDevice) -> None:
    id, there = manager.id.hex(), "office:JED1/complaints"
    confidential = with_complaint(manager)
    with hub.open_beside() as beside:
        narrow(beside, id)
        assert rights(manager)[COMPLAINTS_PARTITION] == SENDS
        assert sent(manager, cursors=[confidential.cursor()]).streams == []
        move(beside, id, "JED1")
        moved = rights(manager)
        assert (moved[COMPLAINTS_PARTITION], moved[there]) == (SENDS, SENDS)
        grant(beside, id, complaints="whole")
        assert rights(manager)[there] == WHOLE
        revoke(beside, id)
        assert set(rights(manager).values()) == {SENDS}


def test_a_laptop_that_was_moved_reads_nothing_of_its_old_office_when_rights_are_given_back(
    hub: InProcessHub, manager: BareDevice
) -> None:
    id, there = manager.id.hex(), "office:JED1/complaints"
    with hub.open_beside() as beside:
        for give_back in (grant, lambda *_: manager.enrol("JED1"), lambda *_: (revoke(beside, id), grant(beside, id))):
            grant(beside, id, "RYD1", complaints="whole")
            move(beside, id, "JED1")
            give_back(beside, id)
            assert (rights(manager)[there], rights(manager)[COMPLAINTS_PARTITION]) == (WHOLE, SENDS)
            assert rights(manager)[PARTITION] == SENDS
            move(beside, id, "RYD1")
            grant(beside, id, complaints="whole")
            assert (rights(manager)[there], rights(manager)[COMPLAINTS_PARTITION]) == (SENDS, WHOLE)


def test_a_laptop_that_joins_again_reads_what_its_new_code_says(hub: InProcessHub, manager: BareDevice) -> None:
    manager.enrol(complaints="sending")
    assert rights(manager)[COMPLAINTS_PARTITION] == SENDS


# --- what head office has lost ---------------------------------------------------------------------------------------


def certificate(hub: InProcessHub, device: BareDevice) -> DeviceCertificate:
    public = device.key.public_key().public_bytes_raw()
    return certificate_of(hub.beside.key, hub.beside.association, Device(device_id(public), public, OFFICE))


def test_a_wiped_head_office_gets_back_both_partitions_in_whatever_order_they_come(tmp_path: Path) -> None:
    with in_process_hub(tmp_path / "first") as hub:
        manager = BareDevice(hub, hub).enrol()
        desk = BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol(complaints="sending")
        manager.write(add_user())
        confidential = desk.at(COMPLAINTS_PARTITION)
        confidential.write(add_check(1))
        sent(manager, manager.segment())
        sent(desk, confidential.segment())
        held = manager.at(COMPLAINTS_PARTITION)
        assert verdicts(held) == [(1, "")]
        returned = confidential.segment(device=desk.id)
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / KEY_NAME).write_bytes((tmp_path / "first" / KEY_NAME).read_bytes())
    with in_process_hub(tmp_path / "second") as wiped:
        manager, held = (replace(one, hub=wiped, line=wiped) for one in (manager, held))
        papers = [certificate(wiped, manager), certificate(wiped, desk)]
        # The manager's laptop returns what the desk sent; what its author is comes last.
        name = ReplicaName(COMPLAINTS_PARTITION, desk.replica)
        (head,) = [one for one in sent(manager, certificates=papers, asked=[name]).heads if one.replica == desk.replica]
        assert head.seq == 0
        sent(manager, returned, certificates=papers)
        sent(manager, manager.segment())
        assert set(rights(manager).values()) == {SENDS}
        with wiped.open_beside() as beside:
            grant_all_returned(beside)
            assert rights(manager) == {PARTITION: WHOLE, COMPLAINTS_PARTITION: SENDS}
            grant(beside, manager.id.hex(), complaints="whole")
        assert verdicts(held) == [(1, "row.unknown"), (1, "")]


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_what_is_brought_to_one_partition_costs_no_way_more_for_those_that_stand_still(
    postgresql_database: DatabaseUrl, tmp_path: Path, ways: list[int]
) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        device = BareDevice(hub, hub).enrol()
        confidential = device.at(COMPLAINTS_PARTITION)
        confidential.write(Add(CASE_STEPS.number, row(50), {}))
        sent(device, confidential.segment())
        costs = []
        for number, beside in enumerate(([], [], [confidential.cursor(1), REFERENCE]), 1):
            device.write(add_visit(number))
            ways.clear()
            answer = sent(device, device.segment(number), cursors=[device.cursor(number - 1), *beside])
            assert [len(stream.items) for stream in answer.streams if stream.partition == PARTITION] == [1]
            costs.append(len(ways))
    # The first one also makes the log.
    assert costs[1] == costs[2]
