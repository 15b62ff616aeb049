"""`istiqbal-headoffice device` and `restored`, as an administrator runs them."""

import json
from pathlib import Path

import pytest

from headoffice.__main__ import main
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker


def said(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> dict[str, object]:
    assert main(["--json", *map(str, words)]) == code
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def devices_of(answer: dict[str, object]) -> list[dict[str, object]]:
    found = answer["devices"]
    assert isinstance(found, list)
    return found


@pytest.fixture
def hub_and_laptop(tmp_path: Path):  # type: ignore[no-untyped-def]
    with running_hub(tmp_path / "hub", HandClock()) as hub, branch_laptop(Maker(tmp_path), "one") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        yield hub, laptop


Both = tuple[RunningHub, BranchLaptop]


def device_of(laptop: BranchLaptop) -> str:
    enrolment = laptop.side.find_enrolment()
    assert enrolment is not None
    return enrolment.device.hex()


def test_the_list_names_each_laptop_its_office_and_how_it_stands(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, laptop = hub_and_laptop
    (listed,) = devices_of(said(capsys, "device", "list", "--data", hub.folder))
    assert listed["device"] == device_of(laptop)
    assert (listed["office"], listed["standing"], listed["sends_until"]) == (OFFICE, "active", None)
    assert listed["partitions"] == ["office:RYD1/complaints", "office:RYD1/general"]
    assert listed["sends_only"] == []
    assert main(["device", "list", "--data", str(hub.folder)]) == 0
    assert device_of(laptop)[:12] in capsys.readouterr().out


def test_rights_are_taken_and_given_back_by_the_beginning_of_the_id(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, laptop = hub_and_laptop
    device, data = device_of(laptop)[:8], ("--data", hub.folder)
    for words, standing in (
        (("revoke", device), "revoked"),
        (("grant", device), "active"),
        (("move", device, "--office", "JED1"), "moved"),
        (("lost", device), "lost"),
    ):
        (changed,) = devices_of(said(capsys, "device", *words, *data))
        assert changed["standing"] == standing
    (listed,) = devices_of(said(capsys, "device", "list", *data))
    assert (listed["standing"], listed["office"]) == ("lost", "JED1")


def test_another_offices_records_are_given_to_read_only(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, laptop = hub_and_laptop
    words = ("device", "grant", device_of(laptop), "--office", "JED1", "--read-only", "--data", hub.folder)
    (changed,) = devices_of(said(capsys, *words))
    assert changed["partitions"] == ["office:JED1/general", "office:RYD1/complaints", "office:RYD1/general"]
    assert laptop.sync().problem is None


def test_a_laptop_is_left_to_send_complaints_and_let_read_them_again(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, laptop = hub_and_laptop
    device, data = device_of(laptop), ("--data", hub.folder)
    complaints = ["office:RYD1/complaints"]
    for words, only in (
        (("narrow", device), complaints),
        (("grant", device), complaints),
        (("move", device, "--office", "JED1"), [*complaints, "office:JED1/complaints"][::-1]),
        # Of its old office, where it is not said, nothing is read any more.
        (("grant", device, "--complaints", "whole"), [*complaints, "office:RYD1/general"]),
        (("narrow", device, "--office", "JED1"), ["office:JED1/complaints", *complaints, "office:RYD1/general"]),
        (("grant", device, "--office", "RYD1", "--complaints", "whole"), ["office:JED1/complaints"]),
    ):
        (changed,) = devices_of(said(capsys, "device", *words, *data))
        assert changed["sends_only"] == only, words
    assert laptop.sync().problem is None


def test_a_right_to_complaints_that_is_none_is_refused(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    hub, laptop = hub_and_laptop
    device, data = device_of(laptop), ("--data", hub.folder)
    for words, code in (
        (("narrow", device, "--office", "JED1"), "device.no_complaints"),
        (("grant", device, "--read-only", "--complaints", "sending"), "device.neither"),
    ):
        answer = said(capsys, "device", *words, *data, code=1)
        assert answer["error"]["code"] == code  # type: ignore[index]


@pytest.mark.parametrize("device", ["", "00", "ffffffffffff", "xyz1"])
def test_an_id_that_is_not_of_one_laptop_is_refused(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str], device: str
) -> None:
    hub, _ = hub_and_laptop
    answer = said(capsys, "device", "revoke", device, "--data", hub.folder, code=1)
    assert answer["error"]["code"] == "device.unknown"  # type: ignore[index]


def test_grant_takes_one_laptop_or_all_that_returned(hub_and_laptop: Both, capsys: pytest.CaptureFixture[str]) -> None:
    hub, _ = hub_and_laptop
    for words in ((), ("abcd1234", "--returned"), ("--returned", "--office", "JED1")):
        answer = said(capsys, "device", "grant", *words, "--data", hub.folder, code=2)
        assert answer["error"]["code"] == "usage.grant"  # type: ignore[index]


def test_after_a_backup_a_new_epoch_begins_and_who_came_back_is_confirmed(
    hub_and_laptop: Both, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    hub, laptop = hub_and_laptop
    laptop.count()
    laptop.sync()
    backup = backup_of(hub)
    with branch_laptop(Maker(tmp_path), "two") as two:
        two.enrol(hub.url, hub.code(OFFICE))
        two.count("women")
        two.sync()
        restore(hub, backup)
        epoch = said(capsys, "restored", "--data", hub.folder)["epoch"]
        assert two.sync().problem is not None
        words = ("device", "grant", "--returned", "--complaints", "whole")
        (confirmed,) = devices_of(said(capsys, *words, "--data", hub.folder))
        assert (confirmed["standing"], confirmed["sends_only"]) == ("active", [])
        assert two.sync().problem is None
        assert laptop.sync().problem is None
        assert two.dump() == laptop.dump() == hub.dump()
        assert {one.epoch for one in two.store.exchange.cursors()} == {epoch}
