"""A paper comes back to the desk: whose it is, whether it still counts, and whether anybody forged it."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.usecases.attest import AttestationPage, attest, sign_attestation
from desktop.usecases.check_square import check_picture, check_square
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview
from domain.errors import RuleBroken
from domain.sync.paper_code import PaperCode, read_code, write_code
from forms.paper.scan import read_squares
from tests.desktop.usecases.test_attestations import interview


def code_on(page: AttestationPage) -> str:
    (text,) = read_squares(page.pdf)
    return text


def forged(page: AttestationPage, key: Ed25519PrivateKey, **changes: object) -> str:
    said = read_code(code_on(page)).code
    parts = {name: getattr(said, name) for name in PaperCode.__dataclass_fields__}
    return write_code(PaperCode(**{**parts, **changes}), key)


def test_a_printed_paper_is_known_by_its_square(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    checked = check_picture(desk, page.pdf)
    assert (checked.reference, checked.sha256, checked.record) == (page.number, page.sha256, page.id)
    assert (checked.office, checked.is_own, checked.standing) == (desk.office_code, True, "stands")
    assert checked.made_at == page.made_at


def test_it_says_when_the_signature_is_recorded_and_when_the_data_changed(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    code = code_on(page)
    sign_attestation(desk, page.id)
    assert check_square(desk, code).standing == "signed"
    change_interview(desk, page.interview, {"contact_means": "letter"})
    assert check_square(desk, code).standing == "superseded"


def test_a_code_over_other_data_is_told_apart(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    own = desk.store.exchange.device_key()
    assert check_square(desk, forged(page, own, sha256=bytes(32))).standing == "other_data"
    assert check_square(desk, forged(page, own, reference="RYD9-0000-000001-X")).standing == "not_here"


def test_a_code_that_no_laptop_of_the_association_signed_is_refused(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    with pytest.raises(RuleBroken) as refused:
        check_square(desk, forged(page, Ed25519PrivateKey.generate()))
    assert refused.value.code == "paper.code.signer"


@pytest.mark.parametrize("text", ["", "https://example.org", "ISTQ1:", "ISTQ1:ABC"])
def test_what_is_no_code_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_square(desk, text)
    assert refused.value.code == "paper.code.form"


def test_a_code_that_names_another_office_than_its_laptops_or_its_records_is_refused(desk: Desk) -> None:
    page = attest(desk, interview(desk))
    own = desk.store.exchange.device_key()
    for changes in ({"reference": "HAIL-0000-000001-X"}, {}, {"sha256": bytes(32)}):
        with pytest.raises(RuleBroken) as refused:
            check_square(desk, forged(page, own, office="HAIL", **changes))
        assert refused.value.code == "paper.code.office"
        assert all(said in refused.value.ar for said in ("HAIL", desk.office_code))
