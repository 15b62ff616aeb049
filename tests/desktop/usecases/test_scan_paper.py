"""The signed paper scanned back: whose it is, what is refused, and that it counts once it was looked at."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from desktop.usecases.attest import AttestationPage, attest, show_attestation
from desktop.usecases.check_square import check_picture
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.scan_paper import NO_INK, OLDER, ScanDraft, keep_scan, lay_flat, match_scan, read_scan
from desktop.usecases.withdraw_proof import bring_back_proof, open_proof, withdraw_proof
from domain.errors import RuleBroken
from domain.paper import Superseded
from domain.person import PersonDraft
from domain.sync.entries import Add
from domain.sync.named_files import named_files
from domain.sync.tables import SIGNATURE_PROOFS
from forms.paper.attestation import render_attestation
from forms.paper.preview import page_count
from forms.paper.scan import page_picture
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_attestations import interview
from tests.desktop.usecases.test_check_square import forged
from tests.support.command_line import example_answers, form_of
from tests.support.lost_files import lose_file
from tests.support.phone_photo import above_the_square, as_jpeg, penned


def photo_of(pdf: bytes, *, signed: bool = True) -> bytes:
    """The page with the square, as a scanner gives it."""
    last = page_count(pdf) - 1
    page = page_picture(pdf, last, scale=120 / 72)
    return as_jpeg(penned(page, above_the_square(pdf, last)) if signed else page)


def draft(desk: Desk, *files: bytes, expected: str = "") -> ScanDraft:
    return lay_flat(match_scan(desk, read_scan(files), expected))


def refusal(desk: Desk, *files: bytes, expected: str = "") -> str:
    with pytest.raises(RuleBroken) as refused:
        match_scan(desk, read_scan(files), expected)
    assert refused.value.ar
    assert refused.value.en
    return refused.value.code


def with_square(page: AttestationPage, desk: Desk, square: str) -> bytes:
    row = desk.store.attestations.get(page.id)
    return photo_of(render_attestation(row.frozen, state="unsigned", square=square), signed=False)


def test_a_scan_counts_once_the_clerk_has_seen_it_and_can_be_taken_back_and_brought_back(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    made = draft(desk, photo_of(page.pdf), expected=page.id)
    assert (made.matched.attestation, made.matched.person_name) == (page.id, "نورة الواحي")
    assert (made.pages, made.flat.is_straight) == ("signed_alone", True)
    assert show_attestation(desk, page.id).state == "unsigned"

    signed = keep_scan(desk, made)
    (proof,) = signed.proofs
    assert (signed.state, proof.kind, proof.by, proof.device) == ("signed", "scan", "أمينة السالم", "file")
    assert open_proof(desk, proof.id).content == made.flat.pdf
    assert check_picture(desk, page.pdf).standing == "signed"
    assert refusal(desk, photo_of(page.pdf)) == "scan.twice"
    with pytest.raises(RuleBroken) as twice:
        keep_scan(desk, made)
    assert twice.value.code == "scan.twice"

    with pytest.raises(RuleBroken) as unsaid:
        withdraw_proof(desk, proof.id, "  ")
    assert unsaid.value.code == "signature.proof.reason"
    taken_back = withdraw_proof(desk, proof.id, "صورة غير واضحة")
    assert (taken_back.state, taken_back.proofs) == ("unsigned", ())
    with pytest.raises(RuleBroken) as again:
        withdraw_proof(desk, proof.id, "مرة أخرى")
    assert again.value.code == "signature.proof.withdrawn"
    assert bring_back_proof(desk, proof.id).proofs == (proof,)
    with pytest.raises(RuleBroken) as standing:
        bring_back_proof(desk, proof.id)
    assert standing.value.code == "signature.proof.again"


def test_a_paper_without_ink_where_people_sign_counts_only_when_the_clerk_says_so_twice(desk: Desk) -> None:
    """The program's own file, that was never printed; and the page of a scanner, unsigned."""
    page = attest(desk, interview(desk))
    for raw in (page.pdf, photo_of(page.pdf, signed=False)):
        made = draft(desk, raw)
        assert made.notes[0] == NO_INK
        with pytest.raises(RuleBroken) as refused:
            keep_scan(desk, made)
        assert refused.value.code == "scan.no_ink"
        assert show_attestation(desk, page.id).state == "unsigned"
    assert NO_INK not in draft(desk, photo_of(page.pdf)).notes
    assert keep_scan(desk, made, knows_bare=True).state == "signed"


def test_every_paper_that_is_not_to_be_kept_is_named(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    other_person = register_person(desk, PersonDraft(name="سعد العتيبي", id_number="1000000016")).person
    other = attest(desk, run_interview(desk, form_of("herfa"), other_person.id, example_answers("herfa")).id)
    own = desk.store.exchange.device_key()

    assert refusal(desk, photo_of(other.pdf), expected=page.id) == "scan.other_person"
    assert refusal(desk, photo_of(page.pdf), photo_of(other.pdf)) == "scan.two_papers"
    assert refusal(desk, as_jpeg(Image.new("L", (300, 400), 200))) == "scan.unreadable"
    assert refusal(desk, with_square(page, desk, "https://example.org")) == "scan.foreign_code"
    foreign = forged(page, Ed25519PrivateKey.generate())
    assert refusal(desk, with_square(page, desk, foreign)) == "paper.code.signer"
    unknown = forged(page, own, reference="RYD9-0000-000001-X")
    assert refusal(desk, with_square(page, desk, unknown)) == "scan.not_here"
    assert refusal(desk, with_square(page, desk, forged(page, own, sha256=bytes(32)))) == "scan.other_data"
    blank = as_jpeg(Image.new("L", (200, 280), 255))
    assert refusal(desk, photo_of(page.pdf), blank, blank, blank, blank) == "scan.pages"


def test_the_paper_of_an_older_revision_is_kept_as_evidence_and_signs_nothing(desk: Desk) -> None:
    held = interview(desk)
    page = attest(desk, held)
    photo = photo_of(page.pdf)
    made = draft(desk, photo)
    change_interview(desk, held, {"craft_years": 40})
    with pytest.raises(RuleBroken) as changed:  # while the clerk was looking
        keep_scan(desk, made)
    assert changed.value.code == "scan.superseded"
    newer = attest(desk, held)
    assert refusal(desk, photo_of(newer.pdf), expected=page.id) == "scan.other_paper"
    # Under the newer paper it is not taken for that one; by itself, or under its own, it is kept beside it.
    assert refusal(desk, photo, expected=newer.id) == "scan.older_paper"
    older = draft(desk, photo, expected=page.id)
    assert older.matched.superseded == Superseded(desk.minute(), newer.number)
    assert older.notes[0] == OLDER
    assert newer.number in older.notes[1].ar
    kept = keep_scan(desk, older)
    assert (kept.id, kept.state, [proof.kind for proof in kept.proofs]) == (page.id, "void", ["scan"])
    assert open_proof(desk, kept.proofs[0].id).content == older.flat.pdf
    shown = show_attestation(desk, newer.id)
    assert (shown.state, shown.proofs) == ("unsigned", ())
    assert refusal(desk, photo) == "scan.twice"
    assert keep_scan(desk, draft(desk, photo_of(newer.pdf), expected=newer.id)).state == "signed"


def test_one_laptop_scans_a_paper_in_while_the_other_changes_the_answers(office: Office) -> None:
    held = interview(office.here)
    page = attest(office.here, held)
    office.sync()
    made = draft(office.here, photo_of(page.pdf))
    change_interview(office.there, held, {"craft_years": 40})
    assert keep_scan(office.here, made).state == "signed"
    office.sync()
    for desk in (office.here, office.there):
        shown = show_attestation(desk, page.id)
        assert (shown.state, [proof.kind for proof in shown.proofs]) == ("void", ["scan"])
    office.assert_agreed()


def test_the_scan_is_sent_to_head_office_and_is_known_as_the_persons(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    signed = keep_scan(desk, draft(desk, photo_of(page.pdf)))
    name = desk.store.proofs.of(page.id)[0].file
    assert name is not None
    assert [blob.name for blob in desk.store.blobs.to_send()] == [name]
    # Another laptop of the office, which has the record and not the file, asks for it when somebody opens it.
    lose_file(desk.store, name)
    assert open_proof(desk, signed.proofs[-1].id).content is None
    assert [blob.name for blob, _ in desk.store.blobs.wanted()] == [name]
    # So it is kept at head office as long as the entry, and goes with it when the person is erased.
    added = Add(SIGNATURE_PROOFS.number, signed.proofs[0].id, {SIGNATURE_PROOFS.cell("file").number: name})
    assert named_files([added]) == {name}
    about = {row for table, row in desk.store.about.persons([page.person]) if table == "signature_proofs"}
    assert about == {signed.proofs[0].id}
