"""Documents of a case: checked one by one, judged on the day, frozen into the attestation."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.attest import attest, attest_checked, show_attestation, sign_attestation
from desktop.usecases.attested import newest_state
from desktop.usecases.check_documents import check_document, choose_request, list_documents, record_copy
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import sign_in
from domain.carddate import parse_card_date
from domain.document import CheckDraft
from domain.errors import RuleBroken
from tests.desktop.usecases.conftest import Office
from tests.support.laptop import Laptop
from tests.support.served import check_all, good, held_interview

DAY_MS = 86_400_000
IDENTITY = replace(good("identity"), number="1000000008")


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(RuleBroken) as found:
        yield
    assert found.value.code == code


def test_the_documents_of_a_request_stand_beside_the_data_they_are_compared_with(desk: Desk) -> None:
    held = held_interview(desk)
    page = list_documents(desk, held)
    assert page.kind == ""
    assert [kind for kind, _ in page.kinds] == ["support", "craft_support"]
    page = choose_request(desk, held, "support")
    assert [line.id for line in page.lines] == [
        "identity",
        "family_record",
        "income_proof",
        "housing_contract",
        "iban_certificate",
    ]
    assert [line.state for line in page.lines] == ["missing", "missing", "left_out", "left_out", "missing"]
    assert [(fact.title.ar, fact.shown.ar) for fact in page.lines[0].facts] == [
        ("الاسم", "نورة الواحي"),
        ("رقم الهوية", "1000000008"),
        ("تاريخ الميلاد", "14 شعبان 1407 هـ، 12 أبريل 1987 م"),
    ]


def test_the_window_waits_for_every_required_document_and_the_command_line_takes_the_clerks_word(desk: Desk) -> None:
    held = held_interview(desk)
    choose_request(desk, held, "support")
    with refused("document.missing"):
        attest_checked(desk, held)
    assert "documents" not in json.loads(desk.store.attestations.get(attest(desk, held).id).frozen)


def test_a_document_that_does_not_stand_is_in_the_way_of_every_attestation(desk: Desk) -> None:
    held = held_interview(desk)
    page = check_document(desk, held, replace(IDENTITY, expires=parse_card_date("1/1/1448")))
    assert [fault.code for fault in page.lines[0].faults] == ["document.expired"]
    with refused("document.expired"):
        attest(desk, held)
    check_document(desk, held, IDENTITY)
    assert attest(desk, held).state == "unsigned"


def test_checked_documents_are_frozen_and_a_later_change_voids_the_signed_paper(desk: Desk) -> None:
    held = held_interview(desk)
    check_all(desk, held)
    page = attest_checked(desk, held)
    sign_attestation(desk, page.id)
    frozen = json.loads(desk.store.attestations.get(page.id).frozen)
    assert (frozen["documents"][0]["kind"], frozen["documents"][0]["checked_by"]) == ("identity", desk.user.name)
    check_document(desk, held, IDENTITY)  # looked at again: nothing is otherwise
    assert show_attestation(desk, page.id).state == "signed"
    check_document(desk, held, replace(IDENTITY, expires=parse_card_date("2/1/1450")))
    assert show_attestation(desk, page.id).state == "void"
    assert newest_state(desk, held) == "void"
    again = attest_checked(desk, held)
    assert (again.id == page.id, again.state) == (False, "unsigned")


def test_a_document_is_judged_again_on_the_day_of_the_attestation(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = held_interview(desk)
        check_all(desk, held)
        check_document(desk, held, replace(IDENTITY, expires=parse_card_date("2026-11-22")))
        laptop.clock.now_ms += 2 * DAY_MS
        with refused("document.expired"):
            attest_checked(desk, held)


def test_a_document_of_another_request_and_an_unknown_kind_are_refused_with_what_there_is(desk: Desk) -> None:
    held = held_interview(desk)
    choose_request(desk, held, "support")
    with refused("document.unknown"):
        check_document(desk, held, CheckDraft("quotation"))
    with refused("request.kind"):
        choose_request(desk, held, "loan")


def test_a_copy_is_recorded_by_a_role_that_may_and_by_no_clerk(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        held = held_interview(desk)
        with refused("document.copy_unchecked"):
            record_copy(desk, held, "identity", "المادة 6")
        check_document(desk, held, IDENTITY)
        line = record_copy(desk, held, "identity", "المادة 6").lines[0]
        assert line.check is not None
        assert line.check.copy is not None
        assert line.check.copy.basis == "المادة 6"
        add_user(desk, NewUser("sami", "سامي", ("clerk",), "عبارة موظف الاستقبال"))
    clerk = sign_in(laptop.folder, "sami", "عبارة موظف الاستقبال", world=laptop.world)
    try:
        with refused("document.copy_role"):
            record_copy(clerk, held, "identity", "أساس")
    finally:
        clerk.store.close()


def test_two_laptops_that_checked_one_document_agree_on_the_later_look(office: Office) -> None:
    held = held_interview(office.here)
    office.sync()
    check_document(office.here, held, IDENTITY)
    check_document(office.there, held, replace(IDENTITY, is_matching=False, difference="الصورة لغيره"))
    office.sync()
    states = [list_documents(desk, held).lines[0].state for desk in (office.here, office.there)]
    assert states[0] == states[1]
    office.assert_agreed()
