"""A person asks that his data be erased: two laptops, head office, by command line, from the request to the proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import ADMIN, PERSON, CommandLine, form_of, write_answers
from tests.support.hub_process import HubProcess

NAME = "الواحي"
REASON = "بطلب صاحب البيانات"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def offices(hub: HubProcess, tmp_path: Path) -> tuple[CommandLine, CommandLine]:
    pair = CommandLine(tmp_path / "one"), CommandLine(tmp_path / "two")
    for office in pair:
        office.init()
        office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    return pair


def sync(*offices: CommandLine) -> None:
    for office in offices:
        office.do("sync", user=ADMIN)


def test_an_erased_person_is_gone_from_both_laptops_and_head_office_and_both_are_proven(
    offices: tuple[CommandLine, CommandLine], hub: HubProcess, tmp_path: Path
) -> None:
    one, two = offices
    person = one.do("person", "add", *PERSON)["id"]
    other = one.do("person", "add", "--name", "سعد العتيبي")["id"]
    one.do("visit", "add", "--count", "2")
    sync(one, two)
    held = one.do("interview", "run", form_of("herfa"), "--person", person, "--answers", write_answers(tmp_path))
    attested = one.do("attest", held["id"])["id"]
    # The other one is away, and works on about him.
    two.do("person", "edit", person, "--town", "الخرج", user=ADMIN)
    erased = one.do("person", "erase", person, "--reason", REASON)
    assert erased["waits"]
    assert NAME in one.dump()
    sync(one, two, one)
    for office in offices:
        assert NAME not in office.dump()
        assert person not in {row["id"] for row in office.rows()}
        assert attested not in office.dump()
        assert office.do("verify", user=ADMIN)["clean"]
        assert office.run("person", "show", person, user=ADMIN).exit_code == 1
    assert one.dump() == two.dump()
    assert other in one.dump()
    assert sum(row["table"] == "visits" for row in one.rows()) == 2
    for path in (tmp_path / "hub").rglob("*"):
        assert not path.is_file() or NAME.encode() not in path.read_bytes()


def test_only_an_administrator_erases_with_a_reason_that_names_nobody(hub: HubProcess, tmp_path: Path) -> None:
    one = CommandLine(tmp_path / "one")
    one.init()
    person = one.do("person", "add", *PERSON)["id"]
    refused = one.run("person", "erase", person, "--reason", REASON)
    assert refused.error["code"] == "erase.not_synced"
    one.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
    sync(one)
    for reason, code in ((" ", "erase.reason"), (f"طلب نورة {NAME}", "erase.reason.names")):
        assert one.run("person", "erase", person, "--reason", reason).error["code"] == code
    one.do("user", "add", "nawaf", "--role", "clerk", ISTIQBAL_NEW_PASSWORD="عبارة موظف الاستقبال")
    clerk = one.run(
        "person", "erase", person, "--reason", REASON, user="nawaf", ISTIQBAL_PASSWORD="عبارة موظف الاستقبال"
    )
    assert clerk.error["code"] == "erase.not_allowed"
    assert "nothing was erased" in clerk.err
    assert NAME in one.dump()
