"""What head office did not apply, what waits and what a record was, from the command line."""

import re
from pathlib import Path

import pytest

from db import folding
from desktop.bootstrap_sync import enrol, sync_now
from desktop.usecases.count_visit import count_visit
from domain.sync.judge import Verdict
from tests.support.command_line import ADMIN, PERSON, CommandLine
from tests.support.laptop import Laptop
from tests.support.running_hub import running_hub


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def laptop(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path / "laptop")
    made.init()
    return made


@pytest.fixture
def refusing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A laptop of which head office did not apply a voiding without a reason."""
    laptop = Laptop(tmp_path / "refused")
    with running_hub(tmp_path / "hub") as hub, laptop.at_work() as desk:
        enrol(desk, hub.url, str(hub.code("RYD1")))
        (visit,) = count_visit(desk, desk.profile.counter[0].id).visits
        with monkeypatch.context() as an_older_program:
            an_older_program.setattr(folding, "judge", lambda header, operations, find_row: Verdict())
            with desk.store.work("visit.void", desk.user.id) as work:
                work.operations.void("visits", visit, " ", subject=None)
        assert sync_now(desk).problem is None
    return CommandLine(laptop.folder, environment={"ISTIQBAL_PASSWORD": "كلمة سر طويلة 1"})


def test_everything_that_waits_is_listed_with_what_when_and_by_whom(laptop: CommandLine) -> None:
    laptop.do("person", "add", *PERSON)
    laptop.do("visit", "add")
    told = laptop.do("status", "--list")
    assert told["waiting"] == len(told["entries"]) == 3
    assert [entry["action"] for entry in told["entries"]] == ["visit.count", "person.add", "office.open"]
    person = told["entries"][1]
    assert person["title"] == {"ar": "تسجيل شخص", "en": "a person registered"}
    assert (person["about"], person["author"]) == ("نورة بنت سالم الواحي", ADMIN)
    status = laptop.do("status")
    assert "entries" not in status
    assert status["clock"] is None


def test_every_moment_that_is_told_as_data_is_in_one_form(laptop: CommandLine) -> None:
    laptop.do("visit", "add")
    told = laptop.do("status", "--list")
    moments = [told["since"], *(entry["written_at"] for entry in told["entries"])]
    assert [moment for moment in moments if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00", moment)] == []


def test_a_refused_write_is_listed_with_its_reason_and_withdrawn(refusing: CommandLine) -> None:
    (deed,) = refusing.do("quarantine", "list")["quarantine"]
    assert (deed["action"], deed["reason"]["code"], deed["mendable"]) == ("visit.void", "void.without_reason", True)
    assert deed["reason"]["ar"]
    assert deed["reason"]["en"]
    refusing.do("quarantine", "withdraw", deed["id"])
    assert refusing.do("quarantine", "list")["quarantine"] == []
    (kept,) = refusing.do("quarantine", "list", "--all")["quarantine"]
    assert kept["handled"] == "withdrawn"
    again = refusing.run("quarantine", "withdraw", deed["id"])
    assert (again.exit_code, again.error["code"]) == (1, "quarantine.unknown")


def test_a_refused_write_is_mended_with_what_was_missing(refusing: CommandLine) -> None:
    (deed,) = refusing.do("quarantine", "list")["quarantine"]
    without = refusing.run("quarantine", "mend", deed["id"])
    assert (without.exit_code, without.error["field"]) == (1, "void_reason")
    refusing.do("quarantine", "mend", deed["id"], "--reason", "عُدّ مرتين")
    assert refusing.do("status")["waiting"] == 1
    (line,) = [f for f in refusing.do("history", "visits", deed["row"])["fields"] if f["cell"] == "record"]
    assert [(item["values"]["void_reason"], item["fate"]) for item in line["lines"]] == [
        ("عُدّ مرتين", "shown"),
        (" ", "refused"),
    ]


def test_a_value_without_its_field_is_wrong_usage(laptop: CommandLine) -> None:
    done = laptop.run("quarantine", "mend", "0" * 16, "--set", "0512345678")
    assert (done.exit_code, done.error["code"]) == (2, "usage.set")


def test_the_history_of_a_person_is_told_field_by_field(laptop: CommandLine) -> None:
    person = laptop.do("person", "add", *PERSON)["id"]
    laptop.do("person", "edit", person, "--phone", "0550000001")
    history = laptop.do("history", "persons", person)
    (mobile,) = [field for field in history["fields"] if field["cell"] == "mobile"]
    assert [(line["values"]["mobile"], line["fate"]) for line in mobile["lines"]] == [
        ("+966550000001", "shown"),
        ("+966512345678", "replaced"),
    ]
    unknown = laptop.run("history", "interviews", "none")
    assert (unknown.exit_code, unknown.error["code"]) == (1, "interview.unknown")


def test_the_status_says_to_people_how_many_wait_since_when_and_what_to_do(laptop: CommandLine, tmp_path: Path) -> None:
    def told() -> str:
        done = laptop.runner(("--home", str(laptop.home), "status"), laptop.environment, "")
        assert done.exit_code == 0
        return done.out

    before = told()
    assert "ينتظر الوصول إلى المركز الرئيس: 1، أقدمها " in before
    assert "istiqbal enrol" in before
    with running_hub(tmp_path / "hub") as hub:
        laptop.do("enrol", "--hub", hub.url, "--code", str(hub.code("RYD1")))
    assert "وصل كل شيء" in told()
    laptop.do("visit", "add")
    after = told()
    assert "ينتظر الوصول إلى المركز الرئيس: 1، أقدمها " in after
    assert "آخر وصول إليه: " in after
    assert "istiqbal enrol" not in after
