"""A signed paper by command line: brought in, looked at, kept, taken back; a thumbprint; an edit and what it asks."""

from pathlib import Path

import pytest

from forms.paper.preview import page_count
from tests.support.command_line import PERSON, CommandLine, form_of, write_answers
from tests.support.phone_photo import above_the_square, as_jpeg, penned, signed_page


@pytest.fixture
def office(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path / "store")
    made.init()
    return made


def test_from_the_signature_over_an_edit_to_the_next(office: CommandLine, tmp_path: Path) -> None:
    person = office.do("person", "add", *PERSON)["id"]
    answers = write_answers(tmp_path)
    held = office.do("interview", "run", form_of("herfa"), "--person", person, "--answers", answers)["id"]
    first = office.do("attest", held, "--pdf", tmp_path / "first.pdf")
    printed = (tmp_path / "first.pdf").read_bytes()
    photo = tmp_path / "photo.jpg"
    last = page_count(printed) - 1
    photo.write_bytes(as_jpeg(penned(signed_page(printed, last), above_the_square(printed, last))))
    bare = office.run("paper", "scan", tmp_path / "first.pdf", "--confirm")
    assert bare.error["code"] == "scan.no_ink"
    assert "--without-ink" in str(bare.error)

    looked = office.do("paper", "scan", photo, "--pdf", tmp_path / "flat.pdf")
    assert (looked["kept"], looked["state"], looked["straight"]) == (False, "unsigned", True)
    assert not looked["without_ink"]
    assert (tmp_path / "flat.pdf").read_bytes().startswith(b"%PDF")
    kept = office.do("paper", "scan", photo, "--confirm", "--attestation", first["number"])
    assert (kept["kept"], kept["state"]) == (True, "signed")
    office.do("attestation", "proof", kept["proof"], "--save", tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == (tmp_path / "flat.pdf").read_bytes()
    assert office.do("attestation", "proof", kept["proof"], "--withdraw", "صورة غير واضحة")["state"] == "unsigned"
    assert office.do("attestation", "proof", kept["proof"], "--bring-back")["state"] == "signed"

    office.do("interview", "change", held, "--answers", write_answers(tmp_path, craft_years=40))
    changed = office.do("attestation", "show", first["id"])
    assert (changed["state"], changed["superseded"]["by"]) == ("void", "")
    assert office.run("paper", "scan", photo).error["code"] == "scan.twice"
    office.do("attestation", "proof", kept["proof"], "--withdraw", "صورة غير واضحة")
    older = office.run("paper", "scan", photo, "--confirm")
    assert (older.data["kept"], older.data["state"], older.data["superseded"]["by"]) == (True, "void", "")
    second = office.do("attest", held)
    assert (second["revision"], second["state"]) == (2, "unsigned")
    checked = office.do("paper", "check-qr", photo)
    assert (checked["standing"], checked["superseded"]["by"]) == ("superseded", second["number"])
    witnesses = ("--witness", "سالم العنزي", "--witness-id", "1000000016", "--witness", "فهد الحربي")
    short = office.run("attestation", "sign", second["id"], "--thumb", *witnesses)
    assert short.error["field"] == "second_witness_id"
    signed = office.do("attestation", "sign", second["id"], "--thumb", *witnesses, "--witness-id", "1000000024")
    assert (signed["state"], signed["signatures"][0]["witnesses"]) == ("signed", ["سالم العنزي", "فهد الحربي"])
