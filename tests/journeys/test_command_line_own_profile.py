"""A sixth association starts with a file and its own forms, by command line, and no line of code."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from domain.arabic import to_arabic_digits
from tests.support.command_line import IDENTITY_NUMBER, PASSWORD, PERSON, CommandLine, in_a_process
from tests.support.hub_process import HubProcess
from tests.support.paper_seen import seen_lines
from tests.support.sixth_association import ANSWERS, VERSION, WATER, WELL, bring, change

INIT = ("--office", "RYD1", "--office-name", "مكتب الوادي", "--admin", "amina")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The profile's file on the stick it came on."""
    return bring(tmp_path / "stick")


def office_at(folder: Path) -> CommandLine:
    return CommandLine(folder / "store")


def answers_file(folder: Path, answers: dict[str, object]) -> Path:
    path = folder / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    return path


def test_a_sixth_association_counts_interviews_and_prints_after_its_files_are_gone(tmp_path: Path, stick: Path) -> None:
    office = CommandLine(tmp_path / "store", in_a_process)
    made = office.init(str(stick))
    assert (made["profile"], made["profile_version"]) == ("rawabi", VERSION)
    shutil.rmtree(stick.parent)

    assert office.do("visit", "add", "--purpose", "well", "--count", "2")["total"] == 2
    person = office.do("person", "add", *PERSON)["id"]
    answers = answers_file(tmp_path, ANSWERS)
    held = office.do("interview", "run", WATER, "--person", person, "--answers", answers)
    paper = tmp_path / "attestation.pdf"
    page = office.do("attest", held["number"], "--pdf", paper)

    assert (held["state"], page["state"], page["clerk_signature_valid"]) == ("finished", "unsigned", True)
    text = " ".join("".join(line) for lines in seen_lines(paper.read_bytes()) for line in lines)
    assert held["number"] in text
    assert to_arabic_digits(IDENTITY_NUMBER) in text or IDENTITY_NUMBER in text
    assert office_at(tmp_path).do("verify") == {"clean": True, "findings": []}
    (frozen,) = frozen_in(office_at(tmp_path))
    assert (frozen["profile"]["id"], frozen["profile"]["version"]) == ("rawabi", VERSION)


def frozen_in(office: CommandLine) -> list[dict[str, Any]]:
    """What each attestation of the office froze."""
    found = [row["cells"]["frozen"][0] for row in office.rows("amina") if row["table"] == "attestations"]
    return [json.loads(bytes.fromhex(text)) for text in found]


def test_the_office_says_which_profile_and_forms_it_goes_on_with(tmp_path: Path, stick: Path) -> None:
    office = office_at(tmp_path)
    text = stick.read_bytes()
    office.init(str(stick))
    change(stick, 'version = "3"', 'version = "9"')
    shown = office.do("profile", "show")
    assert (shown["id"], shown["version"], shown["shipped"], shown["file"]) == ("rawabi", "3", False, "rawabi.toml")
    assert shown["sha256"] == hashlib.sha256(text).hexdigest()
    forms = [(form["id"], form["version"]) for form in shown["forms"]]
    assert forms[:2] == [(WATER, "2026-01-15"), (WELL, "2026-01-15")]
    assert [id for id, _ in forms[2:]] == ["shared/complaint"]  # which every association has


def test_a_profile_is_checked_before_anybody_depends_on_it(tmp_path: Path, stick: Path) -> None:
    nowhere = CommandLine(tmp_path / "nowhere", environment={})
    checked = nowhere.do("profile", "check", stick)
    assert (checked["id"], checked["version"], checked["shipped"]) == ("rawabi", "3", False)
    assert [form["file"] for form in checked["forms"]] == ["water-request.md", "well-request.md"]
    listed = nowhere.do("profile", "list")["profiles"]
    assert [(one["id"], bool(one["version"]), len(one["sha256"])) for one in listed][2] == ("herfa", True, 64)
    assert not nowhere.home.exists()


BROKEN = {
    "a misspelt key": ("rawabi.toml", 'version = "3"', 'versoin = "3"', "profile.unknown_key", "versoin"),
    "an icon that is not there": ("rawabi.toml", 'icon = "truck"', 'icon = "trcuk"', "profile.icon", "counter[1].icon"),
    "the id of another association": ("rawabi.toml", 'id = "rawabi"\n', 'id = "herfa"\n', "profile.taken", "id"),
    "a form that is not there": (
        "rawabi.toml",
        'interviews = ["rawabi/water-request", "rawabi/well-request"]',
        'interviews = ["rawabi/water-request", "rawabi/well-request", "rawabi/guest"]',
        "profile.form_missing",
        "interviews[2]",
    ),
    "a form with an error": (
        "rawabi/well-request.md",
        "| integer | depth",
        "| intger | depth",
        "form.convert.type",
        "interviews[1]",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_bad_file_is_told_by_name_key_and_mend_and_leaves_nothing_half_done(
    kind: str, tmp_path: Path, stick: Path
) -> None:
    file, old, new, code, key = BROKEN[kind]
    change(stick.parent / file, old, new)
    office = office_at(tmp_path)
    for words in (("init", "--profile", stick, *INIT), ("profile", "check", stick)):
        done = office.run(*words)
        assert (done.exit_code, done.error["code"], done.error["field"]) == (1, code, key)
        assert Path(file).name in done.error["ar"]
        assert Path(file).name in done.error["en"]
    assert not office.home.exists()


def test_a_form_with_two_files_is_not_guessed_at(tmp_path: Path, stick: Path) -> None:
    shutil.copy(stick.parent / "rawabi" / "well-request.md", stick.parent / "rawabi" / "well-request.csv")
    done = office_at(tmp_path).run("profile", "check", stick)
    assert (done.exit_code, done.error["code"]) == (1, "profile.form_twice")


def test_a_file_that_is_no_profile_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"# " + b"x" * 400_000)
    for path, exit_code, code in (
        (huge, 1, "profile.too_large"),
        (tmp_path / "gone.toml", 3, "profile.unreadable"),
        (tmp_path, 3, "profile.unreadable"),
    ):
        done = office_at(tmp_path).run("profile", "check", path)
        assert (done.exit_code, done.error["code"]) == (exit_code, code)


def test_a_later_version_is_adopted_by_the_administrator_alone(tmp_path: Path, stick: Path) -> None:
    office = office_at(tmp_path)
    office.init(str(stick))
    person = office.do("person", "add", *PERSON)["id"]
    answers = answers_file(tmp_path, ANSWERS)
    old = office.do("interview", "run", WATER, "--person", person, "--answers", answers)
    same = office.run("profile", "adopt", stick)
    assert (same.exit_code, same.error["code"]) == (1, "profile.not_later")

    change(stick, 'version = "3"', 'version = "3.1"')
    form = stick.parent / "rawabi" / "water-request.md"
    change(change(form, "2026-01-15", "2026-02-01"), "كم صهريجًا يكفي الشهر؟", "كم صهريجًا في الأسبوع؟")
    office.do("user", "add", "saad", ISTIQBAL_NEW_PASSWORD="عبارة موظف آخر")
    refused = office.run("profile", "adopt", stick, user="saad", ISTIQBAL_PASSWORD="عبارة موظف آخر")
    assert (refused.exit_code, refused.error["code"]) == (1, "profile.not_allowed")
    assert office.do("profile", "adopt", stick, user="amina")["version"] == "3.1"

    shown = office.do("profile", "show", user="amina")
    assert (shown["version"], shown["forms"][0]["version"]) == ("3.1", "2026-02-01")
    paper = tmp_path / "old.pdf"
    office.do("attest", old["number"], "--pdf", paper, user="amina")
    frozen = frozen_in(office)
    assert [one["form"]["version"] for one in frozen] == ["2026-01-15"]
    assert "كم صهريجًا يكفي الشهر؟" in json.dumps(frozen, ensure_ascii=False)


def test_a_profile_of_another_association_is_not_adopted(tmp_path: Path, stick: Path) -> None:
    office = office_at(tmp_path)
    office.init("herfa")
    done = office.run("profile", "adopt", stick)
    assert (done.exit_code, done.error["code"]) == (1, "profile.other")
    assert office.do("profile", "show")["id"] == "herfa"
    assert PASSWORD not in done.out


def test_an_office_of_the_sixth_association_syncs_while_its_laptops_have_different_versions(
    tmp_path: Path, stick: Path
) -> None:
    hub = HubProcess(tmp_path / "hub")
    hub.start()
    try:
        here, there, stranger = (CommandLine(tmp_path / name) for name in ("here", "there", "stranger"))
        here.init(str(stick))
        there.init(str(change(stick, 'version = "3"', 'version = "3.1"')))
        stranger.init("herfa")
        for office in (here, there):
            office.do("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
        refused = stranger.run("enrol", "--hub", hub.url, "--code", str(hub.ask("code", "--office", "RYD1")["code"]))
        assert (refused.exit_code, refused.error["code"]) == (1, "enrol.profile")
        person = here.do("person", "add", *PERSON)["id"]
        answers = answers_file(tmp_path, ANSWERS)
        held = here.do("interview", "run", WATER, "--person", person, "--answers", answers)
        for office in (here, there):
            office.do("sync")
        listed = there.do("interview", "list")["interviews"]
        assert [(line["id"], line["form"]) for line in listed] == [(held["id"], WATER)]
        assert there.do("attest", held["number"])["state"] == "unsigned"
    finally:
        hub.stop()
