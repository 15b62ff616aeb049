"""What head office takes back, what it lets wait, and whom it believes while it remembers nothing."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from domain.sync.entries import EntryId, Restore, Void
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.signatures import device_id, sign_segment
from domain.sync.tables import VISITS
from domain.sync.wire import DeviceCertificate, ForkPlace, Refusal, ReplicaName, Segment, SyncAnswer, unpack_body
from headoffice.certificates import certificate_of
from headoffice.devices import begin_restored, list_devices
from headoffice.hub import open_hub
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.registry import Device
from tests.support.bare_device import COMPLAINTS_PARTITION, PARTITION, BareDevice
from tests.support.made_entries import add_visit, put, row
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", database=hub_database) as hub:
        yield hub


@pytest.fixture
def line() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as line:
        yield line


@pytest.fixture
def device(hub: RunningHub, line: httpx.Client) -> BareDevice:
    return BareDevice(hub, line).enrol()


@pytest.fixture
def other(hub: RunningHub, line: httpx.Client) -> BareDevice:
    return BareDevice(hub, line, replica=bytes(15) + b"\2").enrol()


@pytest.fixture
def forgotten(hub: RunningHub, line: httpx.Client, device: BareDevice) -> BareDevice:
    """Enrolled in a life of head office that is gone."""
    known = BareDevice(hub, line, replica=bytes(15) + b"\3", association=device.association)
    known.id = device_of(known).id
    return known


def device_of(device: BareDevice) -> Device:
    public = device.key.public_key().public_bytes_raw()
    return Device(device_id(public), public, OFFICE)


def reasons(device: BareDevice) -> list[tuple[int, str]]:
    return [(item.seq, item.reason) for item in device.pull().streams[0].items]


# --- waiting -------------------------------------------------------------------------------------------------------


def test_a_chain_of_what_waits_is_taken_when_its_first_link_comes(
    device: BareDevice, other: BareDevice, hub: RunningHub
) -> None:
    device.write(add_visit(1))
    first = EntryId(device.replica, 1)
    other.write(put(1, first, "ملاحظة"))
    other.write(Void(VISITS.number, row(1), "سبب"))
    other.write(Restore(VISITS.number, row(1), (EntryId(other.replica, 2),)))
    other.write(put(1, EntryId(other.replica, 1), "أخرى"))
    other.write(add_visit(2))
    assert other.sync(other.segment()).status_code == 200
    assert reasons(other) == [
        (1, "base.unknown"),
        (2, "row.unknown"),
        (3, "base.unknown"),
        (4, "base.unknown"),
        (5, ""),
    ]
    assert hub.dump().count("\n") == 1
    device.sync(device.segment())
    found = reasons(other)[5:]
    assert found[0] == (1, "")
    assert sorted(found[1:]) == [(1, ""), (2, ""), (3, ""), (4, "")]
    assert "أخرى" in hub.dump()
    assert '"void":null' in hub.dump()


def test_what_waits_for_a_row_that_breaks_the_rules_waits_on_and_blocks_nothing(
    device: BareDevice, other: BareDevice, hub: RunningHub
) -> None:
    other.write(put(9, None, "ملاحظة"))
    other.sync(other.segment())
    device.write(Void(VISITS.number, row(9), " "))
    device.write(add_visit(1))
    device.sync(device.segment())
    assert [reason for _, reason in reasons(device)] == ["row.unknown", "row.unknown", ""]
    device.write(add_visit(9))
    device.sync(device.segment(3))
    assert reasons(device)[3:] == [(3, ""), (1, "void.without_reason"), (1, "")]


# --- forks ---------------------------------------------------------------------------------------------------------


def test_a_fork_is_told_with_the_first_entry_that_differs(device: BareDevice) -> None:
    for number in range(4):
        device.write(add_visit(number))
    device.sync(device.segment())
    del device.log[2:]
    for number in range(10, 13):
        device.write(add_visit(number))
    for first, parted in ((1, 3), (2, 3), (3, 3), (4, 3), (5, 4)):
        response = device.sync(device.segment(first))
        assert response.status_code == 409
        assert unpack_body(response.content, Refusal).parted == ForkPlace(PARTITION, device.replica, parted)


# --- returned segments ---------------------------------------------------------------------------------------------


def test_another_laptops_segment_is_taken_by_its_own_devices_signature(
    device: BareDevice, other: BareDevice, hub: RunningHub
) -> None:
    device.write(add_visit(1))
    returned = device.segment(device=device.id)
    assert other.sync(returned).status_code == 200
    assert hub.dump().count("\n") == 1
    answer = unpack_body(other.sync(asked=[ReplicaName(PARTITION, device.replica)]).content, SyncAnswer)
    assert [head.seq for head in answer.heads if head.replica == device.replica] == [1]
    (item,) = other.pull().streams[0].items
    assert item.proof is not None
    assert (item.proof.device, item.proof.signature) == (device.id, returned.signature)
    # Its owner has nothing to send again, and may go on.
    device.write(add_visit(2))
    assert device.sync(device.segment(2)).status_code == 200


def test_nobody_speaks_for_another_device(device: BareDevice, other: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    before = hub.dump()
    signed_by_other = sign_segment(other.key, PARTITION, device.replica, 1, device.log[0].hash)
    for forged in (
        device.segment(signature=signed_by_other, device=device.id),
        device.segment(device=bytes(16)),
        device.segment(signature=bytes(64), device=device.id),
    ):
        assert other.sync(forged).status_code == 401
    assert hub.dump() == before
    assert device.sync(device.segment()).status_code == 200
    assert other.sync(device.segment(signature=signed_by_other)).status_code == 409


def test_a_head_of_a_partition_that_is_not_granted_is_not_told(device: BareDevice) -> None:
    asked = [ReplicaName("office:JED1/general", device.replica)]
    answer = unpack_body(device.sync(asked=asked).content, SyncAnswer)
    assert {head.partition for head in answer.heads} == {PARTITION, COMPLAINTS_PARTITION}


# --- forgotten devices ---------------------------------------------------------------------------------------------


def certificate_for(hub: RunningHub, device: BareDevice) -> DeviceCertificate:
    with open_hub(hub.folder, database=hub.database, clock=hub.clock) as opened:
        return certificate_of(opened.key, opened.association, device_of(device))


def standings(hub: RunningHub) -> dict[bytes, str]:
    with open_hub(hub.folder, database=hub.database, clock=hub.clock) as opened:
        return {one.device.id: one.device.standing.name for one in list_devices(opened)}


def test_a_forgotten_device_sends_by_its_certificate_and_reads_nothing(forgotten: BareDevice, hub: RunningHub) -> None:
    forgotten.write(add_visit(1))
    assert forgotten.sync().status_code == 401
    certificate = certificate_for(hub, forgotten)
    answer = unpack_body(forgotten.sync(certificates=[certificate]).content, SyncAnswer)
    assert (answer.streams, [notice.code for notice in answer.notices]) == ([], ["sync.returned"])
    rights = {grant.partition: (grant.may_read, grant.may_write) for grant in answer.grants}
    sends = (False, True)
    assert rights == {PARTITION: sends, COMPLAINTS_PARTITION: sends, REFERENCE_PARTITION: (False, False)}
    assert standings(hub)[forgotten.id] == "returned"
    assert forgotten.sync(forgotten.segment()).status_code == 200
    assert hub.dump().count("\n") == 1


def test_a_forgotten_devices_work_is_returned_by_another(
    forgotten: BareDevice, device: BareDevice, hub: RunningHub
) -> None:
    forgotten.write(add_visit(1))
    returned = forgotten.segment(device=forgotten.id)
    assert device.sync(returned).status_code == 401
    certificate = certificate_for(hub, forgotten)
    assert device.sync(returned, certificates=[certificate]).status_code == 200
    assert standings(hub)[forgotten.id] == "returned"
    assert hub.dump().count("\n") == 1


@pytest.mark.parametrize("change", ["office", "key", "signature", "association", "none"])
def test_a_certificate_that_was_changed_is_none(forgotten: BareDevice, hub: RunningHub, change: str) -> None:
    certificate = certificate_for(hub, forgotten)
    changes: dict[str, object] = {
        "office": {"office": "JED1"},
        "key": {"device_key": bytes(32)},
        "signature": {"signature": bytes(64)},
        "association": {"association": bytes(16)},
    }
    shown = msgspec.structs.replace(certificate, **changes.get(change, {}))  # type: ignore[arg-type]
    assert forgotten.sync(certificates=[shown] if change != "none" else []).status_code == 401
    assert forgotten.id not in standings(hub)


def test_a_known_certificate_in_a_strangers_hand_opens_nothing(
    forgotten: BareDevice, hub: RunningHub, line: httpx.Client
) -> None:
    certificate = certificate_for(hub, forgotten)
    thief = BareDevice(hub, line, association=forgotten.association, id=forgotten.id)
    assert thief.sync(certificates=[certificate]).status_code == 401
    assert forgotten.id not in standings(hub)


def test_a_stranger_with_much_to_say_is_not_even_read(forgotten: BareDevice, hub: RunningHub) -> None:
    certificate = certificate_for(hub, forgotten)
    noise = Segment(PARTITION, forgotten.replica, bytes(32), 1, [], bytes(range(256)) * 1_000)
    assert forgotten.sync(noise, certificates=[certificate]).status_code in (400, 401)
    assert forgotten.id not in standings(hub)


# --- epochs --------------------------------------------------------------------------------------------------------


def test_a_new_epoch_keeps_what_is_held_and_is_stated_in_every_answer(device: BareDevice, hub: RunningHub) -> None:
    device.write(add_visit(1))
    device.sync(device.segment())
    before = device.pull()
    with open_hub(hub.folder, database=hub.database, clock=hub.clock) as opened:
        epoch = begin_restored(opened)
        assert begin_restored(opened) > epoch
    after = device.pull()
    assert after.epoch > before.epoch
    assert after.streams[0].epoch == after.epoch
    assert after.streams[0].items == before.streams[0].items
    device.write(put(1, EntryId(device.replica, 1), "ملاحظة"))
    assert device.sync(device.segment(2)).status_code == 200
    assert reasons(device) == [(1, ""), (2, "")]
