"""`istiqbal-headoffice status`, as an administrator reads it."""

import json
from pathlib import Path

import pytest

from domain.sync.entry_bytes import decode_header
from headoffice.__main__ import main
from headoffice.authority import issue_certificate
from headoffice.hub import open_hub
from headoffice.status_command import REMEMBERED_MS, read_status
from headoffice.store import schema
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.opening import find_database
from tests.headoffice.store.version_5 import take_back_to_version_5
from tests.headoffice.test_certificate import now
from tests.support.bare_device import PARTITION, BareDevice
from tests.support.clock import START_MS
from tests.support.in_process_hub import InProcessHub, in_process_hub
from tests.support.made_entries import add_visit, put

OF_VERSION_2 = {
    "association",
    "device",
    "device_grant",
    "device_replica",
    "device_standing",
    "enrolment_code",
    "entry",
    "hub_epoch",
    "parked",
    "replica_head",
    "row_state",
    "segment",
    "stamp",
    "stream_head",
}


@pytest.fixture
def busy(tmp_path: Path, hub_database: DatabaseUrl | None):  # type: ignore[no-untyped-def]
    """Two laptops, of which one has synced; two entries applied, one waits and one is set aside."""
    with in_process_hub(tmp_path / "hub", database=hub_database) as hub:
        BareDevice(hub, hub, replica=bytes(15) + b"\2").enrol()
        device = BareDevice(hub, hub).enrol()
        for operation in (add_visit(1), add_visit(1), put(9, None, "سر المراجع"), add_visit(2)):
            device.write(operation)
        assert device.sync(device.segment()).status_code == 200
        yield hub, device


Busy = tuple[InProcessHub, BareDevice]


def said(capsys: pytest.CaptureFixture[str], hub: InProcessHub, *words: str) -> str:
    capsys.readouterr()
    assert main(["status", "--data", str(hub.folder), *words]) == 0
    return capsys.readouterr().out


def test_it_names_laptops_streams_and_what_could_not_be_applied(busy: Busy, capsys: pytest.CaptureFixture[str]) -> None:
    hub, device = busy
    status = json.loads(said(capsys, hub, "--json"))
    assert status["database"] == ("sqlite" if find_database(hub.folder).is_embedded else "postgresql")
    assert (status["profile"], status["epoch"], status["certificate_until"]) == ("herfa", 1, None)
    assert status["disk_free_bytes"] > 0
    silent, heard = sorted(status["devices"], key=lambda one: one["last_sync"] is not None)
    assert (silent["last_sync"], silent["standing"]) == (None, "active")
    assert heard["device"] == device.id.hex()
    assert heard["last_sync"] >= "2026-11-21T06:00:00+00:00"
    (stream,) = status["streams"]
    assert stream == {
        "partition": PARTITION,
        "entries": 4,
        "quarantined": {"row.added_twice": 1, "row.unknown": 1},
    }
    assert "سر" not in json.dumps(status, ensure_ascii=False)


def test_what_waited_and_was_applied_since_is_not_named(busy: Busy, capsys: pytest.CaptureFixture[str]) -> None:
    hub, device = busy
    device.write(add_visit(9))
    device.sync(device.segment(5))
    (stream,) = json.loads(said(capsys, hub, "--json"))["streams"]
    assert stream["quarantined"] == {"row.added_twice": 1}


def test_people_read_it_in_both_languages(busy: Busy, capsys: pytest.CaptureFixture[str]) -> None:
    hub, device = busy
    issue_certificate(hub.folder, ["127.0.0.1"], now=now())
    text = said(capsys, hub)
    assert device.id.hex()[:12] in text
    assert "never" in text
    assert "1 × row.added_twice" in text
    assert "the certificate ends" in text


def test_a_head_office_without_anybody_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_hub(tmp_path):
        pass  # as `serve` makes it
    assert main(["status", "--data", str(tmp_path)]) == 0
    assert "no laptop" in capsys.readouterr().out


def write_as(device: BareDevice, hub: InProcessHub, replica: bytes, number: int) -> None:
    """One entry more in the log of that name, a minute later."""
    hub.clock.pass_minutes(1)
    mine = [entry for entry in device.log if decode_header(entry.header).replica == replica]
    device.replica, device.log, others = replica, mine, [entry for entry in device.log if entry not in mine]
    device.write(add_visit(number))
    assert device.sync(device.segment(len(mine))).status_code == 200
    device.log += others


def test_two_copies_of_a_laptop_that_take_turns_are_named_and_one_that_was_restored_is_not(
    busy: Busy, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, device = busy
    first, second = device.replica, bytes(15) + b"\7"
    for number, replica in enumerate((second, second, first), 20):
        write_as(device, hub, replica, number)
    assert read_status(hub.beside).copied == frozenset()
    for number, replica in enumerate((second, first), 30):
        write_as(device, hub, replica, number)
    assert json.loads(said(capsys, hub, "--json"))["copied"] == [device.id.hex()]
    assert "Two copies of this laptop's data" in said(capsys, hub)
    hub.clock.pass_minutes(REMEMBERED_MS // 60_000 + 1)
    assert read_status(hub.beside).copied == frozenset()


def test_a_laptop_that_asks_all_day_is_noted_once_a_minute(busy: Busy) -> None:
    hub, device = busy
    contacts = hub.beside.registry.contacts
    with hub.beside.db.reading():
        first = contacts.find(device.id)
    assert first is not None
    assert START_MS <= first <= hub.clock.now_ms
    device.sync()
    with hub.beside.db.reading():
        assert contacts.find(device.id) == first
    hub.clock.pass_minutes(2)
    device.sync()
    with hub.beside.db.reading():
        assert (contacts.find(device.id) or 0) >= first + 120_000


def test_an_older_postgresql_learns_when_laptops_were_heard_of(
    tmp_path: Path, postgresql_database: DatabaseUrl
) -> None:
    with in_process_hub(tmp_path / "hub", database=postgresql_database) as hub:
        device = BareDevice(hub, hub).enrol()
        device.write(add_visit(1))
        device.sync(device.segment())
        with hub.beside.db.writing():
            take_back_to_version_5(hub.beside.db, is_embedded=False)
            for name in schema.TABLES.tables.keys() - OF_VERSION_2:
                hub.beside.db.run(f"DROP TABLE {name}")
            hub.beside.db.run("UPDATE istiqbal_schema SET version = 2")
    with open_hub(tmp_path / "hub", database=postgresql_database) as opened, opened.db.reading():
        assert opened.registry.contacts.find(device.id) is not None
        (version,) = opened.db.row("SELECT version FROM istiqbal_schema") or (0,)
        assert version == schema.VERSION
