"""One day of a branch office by command line, for each of the five associations."""

import json
from pathlib import Path

import pytest

from domain.arabic import to_arabic_digits
from tests.forms.paper.reading import sizes
from tests.support.command_line import IDENTITY_NUMBER, PROFILES, CommandLine, in_a_process, in_this_process
from tests.support.paper_seen import seen_lines

A4 = (595.28, 841.89)


def page_of(number: int, count: int) -> str:
    """«صفحة ١ من ٣» as it stands on the paper, from left to right."""
    return to_arabic_digits(f"صفحة{number}من{count}")[::-1]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_clerk_of_each_association_counts_interviews_and_prints(profile: str, tmp_path: Path) -> None:
    """For one association every step that writes is a process of its own, as a script would drive it."""
    office = CommandLine(tmp_path / "store", in_a_process if profile == PROFILES[0] else in_this_process)
    office.init(profile)
    assert office.do("visit", "add", "--count", "3")["total"] == 3
    held = office.hold_interview(profile, folder=tmp_path)
    paper = tmp_path / "attestation.pdf"
    page = office.do("attest", held["number"], "--pdf", paper)

    assert (page["state"], page["clerk_signature_valid"]) == ("unsigned", True)
    pages = seen_lines(paper.read_bytes())
    assert 1 <= len(pages) <= 3
    for place, lines in enumerate(pages, 1):
        assert page["number"] in lines[0]
        assert any(page["number"] in line and page_of(place, len(pages)) in line for line in lines[-3:])
    assert any(held["number"] in line for line in pages[0])
    assert any(to_arabic_digits(IDENTITY_NUMBER) in line or IDENTITY_NUMBER in line for line in pages[0])
    assert all(size == pytest.approx(A4, abs=0.1) for size in sizes(paper.read_bytes()))
    quicker = CommandLine(office.home)
    assert quicker.do("visit", "day")["total"] == 3
    assert quicker.do("verify") == {"clean": True, "findings": []}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_signed_attestation_is_void_once_the_answers_change(profile: str, tmp_path: Path) -> None:
    office = CommandLine(tmp_path / "store")
    office.init(profile)
    held = office.hold_interview(profile, folder=tmp_path)
    first = office.do("attest", held["id"])
    signed = office.do("attestation", "sign", first["number"], "--ink")
    assert (signed["id"], signed["state"]) == (first["id"], "signed")

    changes = tmp_path / "changes.json"
    changes.write_text(json.dumps({"contact_means": "letter"}), encoding="utf-8")
    changed = office.do("interview", "change", held["number"], "--answers", changes)
    assert changed == {"id": held["id"], "number": held["number"], "state": "finished"}

    assert office.do("attestation", "show", first["id"])["state"] == "void"
    again = office.do("attest", held["id"], "--pdf", tmp_path / "again.pdf")
    assert (again["state"], again["id"] != first["id"]) == ("unsigned", True)
    assert office.do("attest", held["id"])["id"] == again["id"]
