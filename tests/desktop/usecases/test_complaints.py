"""Somebody at the desk complains: an interview that every association has, written as it is told, signed by nobody."""

from pathlib import Path

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import Held, begin_interview, leave_interview, list_forms, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.load_profile import load_profile
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.receive_visitor import Reception, receive_visitor
from desktop.usecases.review_departure import complete_case, review_departure
from domain.errors import RuleBroken
from domain.person import PersonDraft
from domain.print_order import COMPLAINT_RECEIPT
from tests.desktop.usecases.test_attestations import interview
from tests.domain.test_what_the_policies_state import ALL
from tests.support.laptop import Laptop
from tests.support.paper_seen import seen_lines

FORM = "shared/complaint"
COMPLAINT: dict[str, object] = {
    "about": "delay",
    "has_request": "no",
    "department": "قسم الخدمات",
    "happened_on": "2026-11-01",
    "told": "لم يصلني جواب منذ شهرين",
    "told_before": "no",
    "has_harm": "no",
    "remedies": ["explain"],
    "amicable": "yes",
    "evidence": ["none"],
    "contact_means": "visit",
}


def shows(pdf: bytes, words: str) -> bool:
    """As the eye goes over it, from left to right and without the blanks."""
    seen = words.replace(" ", "") if words.isascii() else words.replace(" ", "")[::-1]
    return any(seen in line for page in seen_lines(pdf) for line in page)


def complain(desk: Desk) -> Held:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    receive_visitor(desk, Reception(person.id, desk.profile.channels[0].id, "complaint"))
    return run_interview(desk, FORM, person.id, COMPLAINT)


@pytest.mark.parametrize("association", ALL)
def test_every_association_offers_the_complaint_to_whoever_stands_at_the_desk(association: str) -> None:
    profile = load_profile(association)
    assert profile.forms == (*profile.interviews, FORM)
    assert profile.is_complaint(FORM)
    assert not profile.is_complaint(profile.interviews[0])
    assert "complaint" in [purpose.id for purpose in profile.purposes][:9]  # a digit chooses it


def test_a_complaint_is_whole_without_a_signature_and_goes_with_its_receipt(desk: Desk) -> None:
    held = complain(desk)
    assert FORM in {form.id for form in list_forms(desk)}
    page = review_departure(desk, held.id)
    assert (page.is_complaint, page.missing, page.contact) == (True, (), "مراجعة المكتب")
    assert [line.missing for line in list_interviews(desk)] == [()]
    assert complete_case(desk, held.id).completed is not None
    sheet = make_sheet(desk, COMPLAINT_RECEIPT, held.id)
    assert sheet.number == held.number
    for words in (held.number, "تأخر الرد أو الخدمة", "لم يصلني جواب منذ شهرين", "قسم الخدمات", "توضيح واعتذار"):
        assert shows(sheet.pdf, words), words
    assert shows(sheet.pdf, desk.profile.channels[0].text.ar)


def test_a_complaint_has_no_receipt_of_a_request_nor_the_other_way_round(desk: Desk) -> None:
    held, request = complain(desk), interview(desk)
    for paper, subject, code in (
        ("receipt", held.id, "receipt.complaint"),
        (COMPLAINT_RECEIPT, request, "complaint.receipt.other"),
    ):
        with pytest.raises(RuleBroken) as refused:
            make_sheet(desk, paper, subject)
        assert refused.value.code == code
    assert not review_departure(desk, request).is_complaint


def test_a_complaint_that_is_not_finished_has_no_receipt_yet(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="سعد العتيبي")).person
    opened = begin_interview(desk, FORM, person.id)
    opened.session.answer("/data/matter/about", "delay")
    leave_interview(desk, opened)
    with pytest.raises(RuleBroken) as refused:
        make_sheet(desk, COMPLAINT_RECEIPT, opened.id)
    assert refused.value.code == "complaint.receipt.unfinished"
    assert review_departure(desk, opened.id).missing != ()


def test_the_committee_of_the_policy_follows_the_complaint_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    with Laptop(tmp_path / "store", profile="twaim").at_work() as desk:
        receipt = make_sheet(desk, COMPLAINT_RECEIPT, complain(desk).id).pdf
        assert shows(receipt, "لجنة المتابعة")
        assert shows(receipt, "الشكوى")
