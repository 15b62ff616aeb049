"""Documents, the list before leaving and referrals by command line, as an office's script would do it."""

from pathlib import Path

import pytest

from tests.support.command_line import PERSON, PROFILES, CommandLine, form_of, write_answers
from tests.support.paper_seen import seen_lines


def interview(office: CommandLine, profile: str, folder: Path) -> str:
    office.init(profile)
    person = office.do("person", "add", *PERSON)["id"]
    answers = write_answers(folder, profile)
    return str(office.do("interview", "run", form_of(profile), "--person", person, "--answers", answers)["id"])


def read(pdf: Path) -> str:
    """The paper's letters without blanks, from right to left."""
    return "".join("".join(line)[::-1] for line in seen_lines(pdf.read_bytes()))


@pytest.mark.parametrize("profile", PROFILES)
def test_the_documented_sequence_makes_the_paper_without_a_single_document_check(tmp_path: Path, profile: str) -> None:
    office = CommandLine(tmp_path / "store")
    held = interview(office, profile, tmp_path)
    assert office.do("attest", held, "--pdf", tmp_path / "paper.pdf")["state"] == "unsigned"


def test_a_case_goes_from_documents_to_a_complete_departure(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    held = interview(office, "herfa", tmp_path)
    kinds = [one["kind"] for one in office.do("departure", "show", held)["missing"]]
    assert kinds[0] == "request"
    office.do("document", "request", held, "support")
    expired = ("document", "check", held, "--kind", "identity", "--seen", "--number", "1000000008", "--expires")
    found = office.do(*expired, "1/1/1448")["documents"][0]
    assert (found["state"], [fault["code"] for fault in found["faults"]]) == ("faulty", ["document.expired"])
    refused = office.run("attest", held)
    assert (refused.exit_code, refused.error["code"], refused.error["field"]) == (1, "document.expired", "identity")
    office.do(*expired, "1/1/1450", "--expires", "25/5/2028")
    office.do("document", "check", held, "--kind", "family_record", "--seen")
    office.do("document", "check", held, "--kind", "iban_certificate", "--seen", "--number", "SA0380000000608010167519")
    listed = office.do("document", "list", held)
    assert [one["state"] for one in listed["documents"]] == ["good", "good", "left_out", "left_out", "good"]
    page = office.do("attest", held, "--pdf", tmp_path / "paper.pdf")
    office.do("departure", "explained", held)
    office.do("attestation", "sign", page["id"], "--ink")
    assert office.do("departure", "complete", held)["missing"] == []
    out = tmp_path / "sheet.pdf"
    for sheet in (("receipt", held, "--layout", "roll"), ("request", held), ("requirements", "craft_support")):
        written = office.do("paper", *sheet, "--pdf", out)
        assert (written["paper"], len(written["prints"])) == (sheet[0], 1)
        assert out.read_bytes().startswith(b"%PDF")
    person = office.do("departure", "show", held)["person"]
    statement = office.do("paper", "statement", person, "--pdf", out)
    assert statement["bytes"] == out.stat().st_size
    office.do("verify")


def test_checked_documents_are_printed_with_their_last_day_in_both_calendars(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    held = interview(office, "herfa", tmp_path)
    days = ("--expires", "1/1/1450", "--expires", "25/5/2028")
    office.do("document", "check", held, "--kind", "identity", "--seen", "--number", "1000000008", *days)
    paper = tmp_path / "paper.pdf"
    office.do("attest", held, "--pdf", paper)
    printed = " ".join(line for lines in seen_lines(paper.read_bytes()) for line in lines)
    for said in ("مرحم", "ويام", "قباطم"):
        assert said in printed


def test_a_question_is_referred_answered_and_told(tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    held = interview(office, "herfa", tmp_path)
    asked = office.do("referral", "ask", held, "--question", "هل تكفي صورة العقد؟")
    assert (asked["progress"], asked["means"]) == ("asked", "telephone")
    slip = office.home.parent / "slip.pdf"
    office.do("referral", "slip", asked["id"], "--pdf", slip)
    assert "هل تكفي صورة العقد؟".replace(" ", "") in read(slip)
    assert "مسؤول البحث الاجتماعي".replace(" ", "") in read(slip)
    office.do("referral", "answer", asked["id"], "--answer", "لا، يلزم الأصل", "--officer", "أ. هدى")
    assert [one["progress"] for one in office.do("referral", "list")["referrals"]] == ["answered"]
    office.do("referral", "told", asked["id"])
    office.do("referral", "slip", asked["id"], "--pdf", slip)
    assert "لا، يلزم الأصل".replace(" ", "") in read(slip)
    assert office.do("referral", "list")["referrals"] == []
    assert office.do("referral", "list", held)["referrals"][0]["answer"] == "لا، يلزم الأصل"
