"""Beside the paper: a name drawn on the screen, a thumb before two witnesses, and what the profile takes for a
signature; and that a change after signing makes all of it void, visibly."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from db.signature_proofs import ProofRow
from desktop.usecases.attest import AttestationPage, attest, show_attestation, sign_attestation
from desktop.usecases.check_square import check_square
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview
from desktop.usecases.scan_paper import keep_scan
from desktop.usecases.seal_paper import keep_paper, seal_signed, verify_paper
from desktop.usecases.show_home import show_home
from desktop.usecases.sign_by_hand import draw_signature, take_thumbprint
from desktop.usecases.withdraw_proof import open_proof, withdraw_proof
from domain.drawn_signature import BoundDrawing, Drawing, read_drawing
from domain.errors import RuleBroken
from domain.ink import InkPoint, Stroke
from domain.signing import Record, Witness
from domain.sync.paper_code import read_code
from tests.desktop.usecases.conftest import Office
from tests.desktop.usecases.test_attestations import interview
from tests.desktop.usecases.test_check_square import code_on
from tests.desktop.usecases.test_scan_paper import draft, photo_of
from tests.support.laptop import Laptop
from tests.support.paper_seen import seen_lines

FIRST, SECOND = Witness("سالم بن فهد العنزي", "1000000016"), Witness("فهد بن سالم الحربي", "1000000024")
HAND = Drawing(
    1200, 420, (Stroke(tuple(InkPoint(100.0 + 9 * n, 200.5 + n % 7, 0.5, 8 * n) for n in range(90)), 6.0, "#123a8c"),)
)


def letters(page: AttestationPage) -> str:
    return "".join("".join(lines) for lines in seen_lines(page.pdf))


@contextmanager
def desk_that_takes(folder: Path, record: Record, *, thumbprint: bool = True) -> Iterator[Desk]:
    with Laptop(folder).at_work() as desk:
        clause = replace(desk.profile.attestation, record=record, thumbprint=thumbprint)
        yield replace(desk, profile=replace(desk.profile, attestation=clause))


def test_a_drawing_is_bound_to_the_data_kept_as_strokes_and_supports_the_ink(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    drawn = draw_signature(desk, page.id, HAND, "pen")
    (proof,) = drawn.proofs
    assert (drawn.state, proof.kind, proof.device, proof.by) == ("unsigned", "screen", "pen", "أمينة السالم")
    content = open_proof(desk, proof.id).content
    assert content is not None
    assert read_drawing(content) == BoundDrawing(HAND, page.number, page.sha256, proof.at, "pen")
    assert drawn.pdf == page.pdf  # what is signed in ink stays the paper that it was
    with pytest.raises(RuleBroken) as unsigned:
        seal_signed(desk, page.id)
    assert unsigned.value.code == "paper.keep.unsigned"
    signed = sign_attestation(desk, page.id)
    assert signed.state == "signed"
    assert len(signed.pdf) > len(page.pdf)
    sealed = seal_signed(desk, page.id)
    assert verify_paper(desk, sealed).standing == "signed"
    assert seen_lines(sealed) != seen_lines(keep_paper(desk, page.id).pdf)
    with pytest.raises(RuleBroken) as twice:
        draw_signature(desk, page.id, HAND, "mouse")
    assert twice.value.code == "signature.proof.twice"
    with pytest.raises(RuleBroken) as empty:
        draw_signature(desk, page.id, Drawing(1200, 420, ()), "mouse")
    assert empty.value.code in ("signature.drawing.empty", "signature.proof.twice")
    withdraw_proof(desk, proof.id, "وقّع غيره")
    with pytest.raises(RuleBroken) as nothing:
        draw_signature(desk, page.id, Drawing(1200, 420, ()), "mouse")
    assert nothing.value.code == "signature.drawing.empty"


def test_a_thumb_before_two_witnesses_signs_where_the_profile_takes_it(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    with pytest.raises(RuleBroken) as himself:
        take_thumbprint(desk, page.id, FIRST, Witness("نورة الواحي", "1000000008"))
    assert himself.value.code == "signature.witness.signer"
    signed = take_thumbprint(desk, page.id, FIRST, SECOND)
    assert (signed.state, signed.proofs[0].witnesses) == ("signed", (FIRST.name, SECOND.name))


def test_a_proof_that_was_given_for_other_data_does_not_count(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    strange = ProofRow(desk.new_id(), page.id, page.person, "scan", "cd" * 32, desk.minute(), desk.user.id, "file")
    with desk.store.work("signature.scan", desk.user.id) as work:
        work.proofs.add(strange)
    assert show_attestation(desk, page.id).state == "unsigned"


def test_a_profile_that_takes_the_scan_alone_waits_for_it(tmp_path: Path) -> None:
    with desk_that_takes(tmp_path, "scan", thumbprint=False) as desk:
        page = attest(desk, interview(desk))
        assert "شاهد" not in letters(page)
        with pytest.raises(RuleBroken) as refused:
            sign_attestation(desk, page.id)
        assert refused.value.code == "attestation.scan_needed"
        with pytest.raises(RuleBroken) as thumb:
            take_thumbprint(desk, page.id, FIRST, SECOND)
        assert thumb.value.code == "signature.thumb.not_taken"
        assert draw_signature(desk, page.id, HAND, "touch").state == "unsigned"
        assert keep_scan(desk, draft(desk, photo_of(page.pdf))).state == "signed"


def test_a_profile_that_takes_the_screen_is_content_with_the_drawing_as_long_as_it_stands(tmp_path: Path) -> None:
    with desk_that_takes(tmp_path, "screen") as desk:
        page = attest(desk, interview(desk))
        signed = draw_signature(desk, page.id, HAND, "touch")
        assert signed.state == "signed"
        # What was agreed when it was signed stays, whatever the profile says later.
        ink = replace(desk, profile=replace(desk.profile, attestation=replace(desk.profile.attestation, record="ink")))
        assert show_attestation(ink, page.id).state == "signed"
        assert withdraw_proof(desk, signed.proofs[0].id, "وقّع غيره").state == "unsigned"


def test_a_change_after_signing_makes_the_next_revision_and_asks_for_a_new_signature(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = interview(desk)
        first = sign_attestation(desk, attest(desk, held).id)
        assert (first.revision, first.superseded) == (1, None)
        assert [line.id for line in show_home(desk).unsigned if not line.missing] == []
        laptop.clock.pass_minutes(7)
        change_interview(desk, held, {"craft_years": 40})
        changed = show_attestation(desk, first.id)
        assert changed.superseded is not None
        assert (changed.superseded.at, changed.superseded.by) == (desk.minute(), "")
        assert [line.attestation for line in show_home(desk).unsigned] == ["void"]

        laptop.clock.pass_minutes(3)
        second = attest(desk, held)
        assert (second.revision, second.state) == (2, "unsigned")
        frozen = json.loads(desk.store.attestations.get(second.id).frozen)
        assert frozen["revision"] == {"number": 2, "replaces": first.number}
        assert read_code(code_on(second)).code.issue == 2
        assert first.number in letters(second)
        assert [line.attestation for line in show_home(desk).unsigned] == ["unsigned"]

        checked = check_square(desk, code_on(first))
        assert (checked.standing, checked.issue, checked.sha256) == ("superseded", 1, first.sha256)
        assert checked.superseded is not None
        assert checked.superseded.by == second.number
        assert second.number in letters(show_attestation(desk, first.id))
        with pytest.raises(RuleBroken):
            draw_signature(desk, first.id, HAND, "pen")
        sign_attestation(desk, second.id)
        assert show_attestation(desk, first.id).proofs[0].kind == "ink"


def test_both_laptops_show_the_same_revisions_and_proofs(office: Office) -> None:
    held = interview(office.here)
    page = attest(office.here, held)
    office.sync()
    draw_signature(office.there, page.id, HAND, "mouse")
    take_thumbprint(office.here, page.id, FIRST, SECOND)
    office.sync()
    kinds = [{proof.kind for proof in show_attestation(desk, page.id).proofs} for desk in (office.here, office.there)]
    assert kinds == [{"screen", "thumb"}] * 2
    change_interview(office.there, held, {"craft_years": 40})
    office.sync()
    assert attest(office.here, held).revision == 2
    office.sync()
    office.assert_agreed()
