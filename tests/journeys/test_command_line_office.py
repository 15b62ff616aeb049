"""What an administrator does with an office by command line: visits, persons, users, recovery, proof."""

import json
import os
import shutil
from pathlib import Path

import pytest

from domain.arabic import to_arabic_digits
from tests.support.command_line import (
    ADMIN,
    IDENTITY_NUMBER,
    OFFICE,
    PASSWORD,
    PERSON,
    PROFILES,
    CommandLine,
    form_of,
    in_a_process,
    in_this_process,
    write_answers,
)
from tests.support.paper_changed import with_a_black_box, with_a_flipped_byte
from tests.support.paper_seen import seen_lines

CLERK_PASSWORD = "عبارة موظف الاستقبال"
NEW_PASSWORD = "كلمة سر أخرى أطول"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a fresh office of herfa, and its recovery code."""
    folder = tmp_path_factory.mktemp("founded") / "store"
    return folder, CommandLine(folder).init("herfa")["recovery_code"]


@pytest.fixture
def office(founded: tuple[Path, str], tmp_path: Path) -> CommandLine:
    shutil.copytree(founded[0], tmp_path / "store")
    return CommandLine(tmp_path / "store")


def refusal(office: CommandLine, *words: str | Path, **more: str) -> str:
    """The code of what a rule refuses."""
    done = office.run(*words, **more)
    assert done.exit_code == 1, done
    return str(done.error["code"])


# --- the office ------------------------------------------------------------------------------------------------------


def test_the_profiles_are_listed_before_there_is_an_office(tmp_path: Path) -> None:
    listed = CommandLine(tmp_path / "nowhere", environment={}).do("profiles")["profiles"]
    assert tuple(profile["id"] for profile in listed) == PROFILES
    assert not (tmp_path / "nowhere").exists()


def test_an_office_is_set_up_once_with_a_sheet_to_lock_away(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    made = office.init("twaim", "--admin-name", "أمينة السالم", "--recovery-sheet", tmp_path / "sheet.pdf")
    assert (made["profile"], made["office"]) == ("twaim", OFFICE)
    on_paper = "".join("".join(line) for line in seen_lines((tmp_path / "sheet.pdf").read_bytes()))
    assert all(group in on_paper for group in made["recovery_code"].split("-"))
    before = office.dump()
    again = office.run("init", "--profile", "herfa", "--office", "X1", "--office-name", "آخر", "--admin", "other")
    assert (again.exit_code, again.error["code"]) == (1, "store.exists")
    assert office.dump() == before


@pytest.mark.parametrize("place", ["missing/sheet.pdf", "folder", os.devnull, ""])
def test_a_place_no_sheet_can_be_written_to_is_refused_before_anything_is_made(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    office = CommandLine(tmp_path / "store")
    sheet = tmp_path / place if place else ""
    words = ("--profile", "herfa", "--office", "X1", "--office-name", "مكتب", "--admin", "amina")
    done = office.run("init", *words, "--recovery-sheet", sheet)
    assert (done.exit_code, done.error["code"]) == (3, "file.write")
    assert not office.home.exists()


def test_the_password_may_come_on_standard_input(office: CommandLine) -> None:
    quiet = CommandLine(office.home, in_a_process, environment={})
    assert quiet.do("visit", "day", typed=f"{PASSWORD}\n")["total"] == 0
    assert quiet.do("visit", "day", typed=f"\ufeff{PASSWORD}\r\n")["total"] == 0
    done = quiet.run("visit", "day", typed="")
    assert (done.exit_code, done.error["code"]) == (1, "password.missing")


def test_without_json_a_person_can_read_what_was_done(office: CommandLine) -> None:
    done = in_this_process(("--home", str(office.home), "visit", "add"), office.environment, "")
    assert done.exit_code == 0
    assert done.out.splitlines()[-1] == "زوار اليوم: 1"
    refused = in_this_process(("--home", str(office.home), "visit", "add", "--count", "0"), office.environment, "")
    assert (refused.exit_code, refused.out) == (1, "")
    arabic, english = refused.err.splitlines()
    assert "عدد" in arabic
    assert english.startswith("Count")


# --- visits ----------------------------------------------------------------------------------------------------------


def test_visits_are_counted_by_purpose_and_hour_and_corrected_with_a_reason(office: CommandLine) -> None:
    first = office.do("visit", "add")
    many = office.do("visit", "add", "--purpose", "enquiry", "--count", "4")
    assert (first["total"], many["total"], len(many["ids"])) == (1, 5, 4)

    corrected = office.do("visit", "correct", first["id"], "--reason", "ضغطة بالخطأ")
    assert (corrected["total"], corrected["ids"]) == (4, [])
    moved = office.do("visit", "correct", many["id"], "--reason", "فئة أخرى", "--category", "request_women")
    assert (moved["total"], len(moved["ids"])) == (4, 1)

    day = office.do("visit", "day")
    assert day["total"] == sum(day["by_category"].values()) == sum(day["by_hour"]) == 4
    assert day["by_category"]["request_women"] == 1
    assert office.do("visit", "day", "--date", day["day"])["total"] == 4
    assert office.do("visit", "day", "--date", to_arabic_digits(day["day"]))["total"] == 4
    assert office.do("visit", "day", "--date", "2020-01-01")["total"] == 0
    assert refusal(office, "visit", "correct", first["id"], "--reason", "مرة أخرى") == "visit.void"


# --- persons ---------------------------------------------------------------------------------------------------------


def test_a_person_is_found_by_name_identity_phone_and_file_number(office: CommandLine) -> None:
    nora = office.do("person", "add", *PERSON)
    office.do("person", "add", "--name", "سعد بن ناصر العتيبي", "--phone", "0551234567")
    for text in ("نور", "نوره", "الواحي", "واح", IDENTITY_NUMBER, to_arabic_digits("10000000"), nora["number"]):
        assert [person["id"] for person in office.do("person", "find", text)["persons"]] == [nora["id"]], text
    for text in ("0512345678", "+966512345678", "٠٥١٢٣"):
        assert [person["id"] for person in office.do("person", "find", text)["persons"]] == [nora["id"]], text
    assert office.do("person", "find", "لا أحد") == {"persons": []}
    assert len(office.do("person", "find", "")["persons"]) == 2


def test_an_edit_changes_what_is_given_and_nothing_else(office: CommandLine) -> None:
    nora = office.do("person", "add", *PERSON, "--town", "التويم", "--sex", "female")
    edited = office.do("person", "edit", nora["number"], "--phone", "٠٥٥ ٧٦٥ ٤٣٢١")
    assert edited == {**nora, "phone": "+966557654321", "changed": True}

    before = office.dump()
    assert office.do("person", "edit", nora["id"], "--phone", "0557654321")["changed"] is False
    assert office.dump() == before


def test_one_identity_number_has_one_file(office: CommandLine) -> None:
    nora = office.do("person", "add", *PERSON)
    other = office.do("person", "add", "--name", "سعد العتيبي")
    before = office.dump()
    assert refusal(office, "person", "add", *PERSON) == "person.id.known"
    assert refusal(office, "person", "edit", other["id"], "--id", IDENTITY_NUMBER) == "person.id.known"
    assert office.do("person", "edit", nora["id"], "--id", IDENTITY_NUMBER)["changed"] is False
    assert office.dump() == before


def test_a_number_that_fails_its_check_is_kept_with_a_reason(office: CommandLine) -> None:
    kept = office.do("person", "add", "--name", "سعد العتيبي", "--id", "1000000009", "--id-reason", "هكذا في البطاقة")
    assert kept["id_number"] == "1000000009"


# --- interviews ------------------------------------------------------------------------------------------------------


def test_everything_about_a_person_stands_on_one_page(office: CommandLine, tmp_path: Path) -> None:
    held = office.hold_interview(folder=tmp_path)
    paper = office.do("attest", held["id"])
    office.do("attestation", "sign", paper["number"], "--ink")
    page = office.do("person", "show", held["person"])
    assert page["interviews"] == [{"id": held["id"], "number": held["number"], "state": "finished"}]
    assert page["attestations"] == [{"id": paper["id"], "number": paper["number"], "state": "signed"}]

    listed = office.do("interview", "list")
    assert [form["id"] for form in listed["forms"]] == [form_of("herfa"), "shared/complaint"]
    assert [(line["id"], line["attestation"]) for line in listed["interviews"]] == [(held["id"], "signed")]


def test_a_sealed_file_is_known_again_and_refused_with_one_byte_or_anything_added(
    office: CommandLine, tmp_path: Path
) -> None:
    """By whoever has the command alone: a flipped byte, and a black box that other readers still call valid."""
    made, kept = office.do("attest", office.hold_interview(folder=tmp_path)["id"]), tmp_path / "kept.pdf"
    office.do("paper", "keep", made["id"], "--pdf", kept)
    verified = office.do("paper", "verify", kept)
    assert (verified["office"], verified["is_trusted"], verified["standing"]) == (OFFICE, True, "stands")
    assert (verified["sha256"], verified["record"]) == (made["sha256"], made["id"])
    whole = kept.read_bytes()
    changed = tmp_path / "changed.pdf"
    for file in (with_a_flipped_byte(whole, len(whole) // 3), with_a_black_box(whole), whole + b"\n%%EOF\n"):
        changed.write_bytes(file)
        assert refusal(office, "paper", "verify", changed) == "paper.seal.changed"
    assert office.run("paper", "root", tmp_path / "root.pem").error["code"] == "paper.root.none"


def test_the_paper_of_an_attestation_can_be_had_again_and_shows_its_state(office: CommandLine, tmp_path: Path) -> None:
    held = office.hold_interview(folder=tmp_path)
    made = office.do("attest", held["id"], "--pdf", tmp_path / "first.pdf")
    again = office.do("attestation", "show", made["number"], "--pdf", tmp_path / "again.pdf")
    assert again["sha256"] == made["sha256"]
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()

    office.do("attestation", "sign", made["id"], "--ink")
    assert refusal(office, "attestation", "sign", made["id"], "--ink") == "attestation.state"
    office.do("interview", "change", held["id"], "--answers", write_answers(tmp_path, craft_years=13))
    office.do("attestation", "show", made["number"], "--pdf", tmp_path / "void.pdf")
    assert any("ملغى"[::-1] in line for line in seen_lines((tmp_path / "void.pdf").read_bytes())[0])
    assert refusal(office, "attestation", "sign", made["id"], "--ink") == "attestation.state"


# --- one person's files ----------------------------------------------------------------------------------------------


def test_two_files_are_merged_into_one_person_and_parted_again(office: CommandLine) -> None:
    kept = office.do("person", "add", "--name", "نورة بنت سالم الواحي", "--phone", "0501111111")
    other = office.do("person", "add", "--name", "نوره سالم الواحي", "--phone", "0502222222", "--town", "الملز")
    merged = office.do("person", "merge", kept["number"], other["number"], "--from-other", "mobile")
    assert (merged["name"], merged["phone"], merged["town"]) == (kept["name"], other["phone"], "الملز")
    assert merged["same"] == [other["number"]]
    assert [one["id"] for one in office.do("person", "find", "الواحي")["persons"]] == [kept["id"]]
    assert refusal(office, "person", "merge", kept["id"], kept["id"]) == "person.same.itself"
    assert office.do("person", "part", other["id"], kept["id"])["same"] == []
    assert len(office.do("person", "find", "الواحي")["persons"]) == 2
    assert office.do("verify")["clean"] is True


def test_a_known_person_is_received_and_counted_once(office: CommandLine) -> None:
    person = office.do("person", "add", "--name", "نورة بنت سالم الواحي", "--sex", "female")
    counted = office.do("visit", "add", "--purpose", "enquiry_women")
    asked = ("--purpose", "enquiry", "--channel", "interview", "--agrees")
    received = office.do("visit", "receive", person["number"], *asked, "--visit", counted["id"])
    assert (received["id"], received["total"]) == (counted["id"], 1)
    assert office.do("visit", "receive", person["id"], *asked)["total"] == 2
    shown = office.do("person", "show", person["id"])
    assert (len(shown["visits"]), len(shown["consents"])) == (2, 1)
    assert refusal(office, "visit", "receive", person["id"], *asked[:2], "--channel", "pigeon") == "visit.channel"


def test_the_ways_to_reach_a_person_are_kept_and_everything_done_is_traced(office: CommandLine) -> None:
    person = office.do("person", "add", "--name", "نورة بنت سالم الواحي")
    office.do("contact", "add", person["number"], "--kind", "mobile", "--address", "٠٥٠١١١١١١١", "--preferred")
    relative = ("--kind", "relative", "--address", "011 234 5678")
    assert refusal(office, "contact", "add", person["id"], *relative) == "contact.whose"
    both = office.do("contact", "add", person["id"], *relative, "--whose", "أخوها سعد", "--notices")["contacts"]
    assert [(one["address"], one["preferred"]) for one in both] == [("+966501111111", True), ("+966112345678", False)]
    preferred = office.do("contact", "prefer", both[1]["id"])["contacts"]
    assert [one["kind"] for one in preferred] == ["relative", "mobile"]
    left = office.do("contact", "remove", both[0]["id"], "--reason", "لم يعد لها")["contacts"]
    assert office.do("person", "show", person["id"])["contacts"] == left
    assert refusal(office, "contact", "prefer", both[0]["id"]) == "contact.removed"
    traced = office.do("person", "trace", person["id"])["deeds"]
    assert [deed["action"] for deed in traced] == [
        *("contact.remove", "contact.edit", "contact.add", "contact.add", "person.add")
    ]
    assert len(office.do("history", "contacts", both[0]["id"])["fields"]) > 0


# --- users -----------------------------------------------------------------------------------------------------------


def test_a_second_user_has_his_own_password_and_name_on_what_he_does(office: CommandLine) -> None:
    added = office.do("user", "add", "saad", "--name", "سعد المطيري", ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
    assert [user["username"] for user in office.do("user", "list", user=ADMIN)["users"]] == [ADMIN, "saad"]

    assert refusal(office, "visit", "day") == "user.ambiguous"
    assert refusal(office, "visit", "day", user="saad") == "sign_in.wrong"
    saad = CommandLine(office.home, environment={"ISTIQBAL_PASSWORD": CLERK_PASSWORD})
    assert saad.do("visit", "add", user="Saad")["total"] == 1
    third = refusal(saad, "user", "add", "third", user="saad", ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
    assert third == "user.not_allowed"
    assert added["id"] in office.dump()


def test_a_new_users_password_may_come_on_the_second_line(office: CommandLine) -> None:
    quiet = CommandLine(office.home, environment={})
    quiet.do("user", "add", "saad", typed=f"{PASSWORD}\n{CLERK_PASSWORD}\n")
    assert quiet.do("visit", "day", user="saad", typed=f"{CLERK_PASSWORD}\n")["total"] == 0


def test_a_username_is_taken_once(office: CommandLine) -> None:
    office.do("user", "add", "saad", ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
    before = office.dump()
    again = office.run("user", "add", "SAAD", user=ADMIN, ISTIQBAL_NEW_PASSWORD=CLERK_PASSWORD)
    assert (again.exit_code, again.error["code"]) == (1, "user.username.taken")
    assert office.dump() == before


# --- recovery --------------------------------------------------------------------------------------------------------


def test_the_recovery_code_sets_a_new_password(founded: tuple[Path, str], office: CommandLine, tmp_path: Path) -> None:
    held = office.hold_interview(folder=tmp_path)
    spoken = founded[1].lower().replace("-", " ")
    office.do("recover", "--code", spoken, ISTIQBAL_PASSWORD="", ISTIQBAL_NEW_PASSWORD=NEW_PASSWORD)

    assert refusal(office, "visit", "day") == "sign_in.wrong"
    again = CommandLine(office.home, environment={"ISTIQBAL_PASSWORD": NEW_PASSWORD})
    assert again.do("attest", held["id"])["clerk_signature_valid"] is True
    assert sum(row["table"] == "user_keys" for row in again.rows()) == 2
    assert again.do("verify")["clean"] is True


def test_a_wrong_recovery_code_changes_nothing(founded: tuple[Path, str], office: CommandLine) -> None:
    keys = office.home.joinpath("istiqbal.db.keys").read_bytes()
    other = founded[1].replace(founded[1][0], "X" if founded[1][0] != "X" else "Y", 1)
    done = office.run("recover", "--code", other, ISTIQBAL_NEW_PASSWORD=NEW_PASSWORD)
    assert done.exit_code == 1
    assert done.error["field"] == "code"
    assert office.home.joinpath("istiqbal.db.keys").read_bytes() == keys
    assert office.do("visit", "day")["total"] == 0


# --- proof -----------------------------------------------------------------------------------------------------------


def test_a_dump_is_canonical_sorted_and_the_same_each_time(office: CommandLine, tmp_path: Path) -> None:
    held = office.hold_interview(folder=tmp_path)
    office.do("attestation", "sign", office.do("attest", held["id"])["id"], "--ink")
    dumped = office.dump()
    rows = office.do("dump")["rows"]
    assert {row["table"] for row in rows} == {
        *("users", "user_keys", "persons", "interviews", "attestations", "signatures", "papers"),
    }
    assert [
        json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in rows
    ] == dumped.splitlines()
    assert dumped == office.dump()
    assert office.do("verify") == {"clean": True, "findings": []}


def test_the_same_deeds_after_a_refusal_leave_no_trace_of_it(office: CommandLine, tmp_path: Path) -> None:
    person = office.do("person", "add", *PERSON)["id"]
    before = office.dump()
    bad = write_answers(tmp_path, craft_years="كثير")
    assert refusal(office, "interview", "run", form_of("herfa"), "--person", person, "--answers", bad)
    assert office.dump() == before
    assert office.do("interview", "list")["interviews"] == []
