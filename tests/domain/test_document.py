"""A document at the desk: what keeps it from standing on a day."""

from dataclasses import replace
from datetime import date

import pytest

from domain.carddate import both_calendars, parse_card_date
from domain.document import CheckDraft, DocumentCheck, check_copy, check_of, faults, frozen_line
from domain.errors import RuleBroken
from domain.policy_parts import RequiredDocument
from domain.text import Text

TODAY = date(2026, 11, 21)  # 11 Jumada II 1448
CARD = RequiredDocument("identity", Text("الهوية", "Identity card"), "default", expires=True, number="id_number")
KNOWN = {"id_number": "1000000008"}
GOOD = CheckDraft("identity", True, "1000000008", None, parse_card_date("1/1/1450"), True)


def kept(draft: CheckDraft) -> DocumentCheck:
    return check_of(draft, id="1", interview="i", person="p", by="u", at="2026-11-21T09:00+03:00", today=TODAY)


def codes(draft: CheckDraft, wanted: RequiredDocument = CARD, today: date = TODAY) -> list[str]:
    return [fault.code for fault in faults(wanted, kept(draft), KNOWN, today)]


def test_a_card_that_was_seen_and_matches_and_is_valid_has_no_fault() -> None:
    assert codes(GOOD) == []


def test_what_was_not_checked_is_missing_unless_the_request_may_do_without_it() -> None:
    assert [fault.code for fault in faults(CARD, None, KNOWN, TODAY)] == ["document.missing"]
    assert faults(replace(CARD, optional=True), None, KNOWN, TODAY) == ()


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-11-21", []),
        ("2026-11-20", ["document.expired"]),
        ("11/6/1448", []),
        ("10/6/1448", ["document.expired"]),
    ],
)
def test_the_last_day_of_a_document_is_still_valid_in_either_calendar(day: str, found: list[str]) -> None:
    assert codes(replace(GOOD, expires=parse_card_date(day))) == found


def test_a_document_that_was_valid_when_checked_is_judged_again_on_the_day_it_is_asked_for() -> None:
    draft = replace(GOOD, expires=parse_card_date("2026-11-30"))
    assert codes(draft) == []
    assert codes(draft, today=date(2026, 12, 1)) == ["document.expired"]


def test_an_expired_document_names_its_last_day_in_both_calendars() -> None:
    (fault,) = faults(CARD, kept(replace(GOOD, expires=parse_card_date("1/1/1448"))), KNOWN, TODAY)
    assert "1 محرم 1448 هـ" in fault.text.ar
    assert "2026 م" in fault.text.ar
    assert fault.field == "expires"


def test_a_number_that_is_not_the_recorded_one_is_a_fault_whatever_was_ticked() -> None:
    assert codes(replace(GOOD, number="1000000016")) == ["document.number"]
    assert codes(replace(GOOD, number="١٠٠٠٠٠٠٠٠٨")) == []
    assert codes(replace(GOOD, number="")) == ["document.no_number"]


def test_without_a_recorded_number_there_is_nothing_to_compare_with() -> None:
    assert faults(CARD, kept(GOOD), {}, TODAY) == ()


def test_an_unseen_document_and_one_that_differs_say_so() -> None:
    assert codes(CheckDraft("identity")) == ["document.unseen"]
    differing = replace(GOOD, is_matching=False, difference="الاسم مختلف")
    (fault,) = faults(CARD, kept(differing), KNOWN, TODAY)
    assert (fault.code, fault.field) == ("document.mismatch", "matches")
    assert "الاسم مختلف" in fault.text.ar


def test_a_card_without_its_last_day_does_not_stand() -> None:
    assert codes(replace(GOOD, expires=None)) == ["document.no_expiry"]


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (replace(GOOD, issued=parse_card_date("1451/1/1")), "document.issued_later", "issued"),
        (
            replace(GOOD, issued=parse_card_date("2026-01-01"), expires=parse_card_date("2025-01-01")),
            "document.order",
            "expires",
        ),
        (replace(GOOD, is_seen=False), "document.matched_unseen", "seen"),
        (replace(GOOD, difference="شيء"), "document.matched_and_differs", "difference"),
        (replace(GOOD, number="1" * 401), "document.long", "number"),
    ],
)
def test_what_cannot_be_so_is_refused_beside_its_field(draft: CheckDraft, code: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        kept(draft)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_one_day_printed_in_two_calendars_is_not_an_end_before_the_issue() -> None:
    """Tables differ by a day before 2000."""
    issued, expires = parse_card_date("1/1/1400"), parse_card_date("20/11/1979")
    assert kept(replace(GOOD, issued=issued, expires=expires)).issued == issued


def test_a_copy_needs_a_basis_and_a_role_that_may_record_it() -> None:
    assert check_copy("  المادة 6 من  النظام ", ("supervisor",)) == "المادة 6 من النظام"
    for basis, roles, code in (("أساس", ("clerk",), "document.copy_role"), (" ", ("manager",), "document.copy_basis")):
        with pytest.raises(RuleBroken) as refused:
            check_copy(basis, roles)
        assert refused.value.code == code


def test_a_frozen_line_says_what_was_seen_and_until_when_it_is_valid_in_both_calendars() -> None:
    check = kept(replace(GOOD, expires=both_calendars("1450/1/1", "2028/5/25")))
    line = frozen_line(CARD, check, checked_by="أمينة", on=TODAY)
    assert (line["title"], line["original_seen"], line["matches"], line["valid_on"]) == (
        "الهوية",
        True,
        True,
        "2026-11-21",
    )
    assert line["valid_until"] == "1 محرم 1450 هـ، 25 مايو 2028 م"
    assert line["expires"] == {"hijri": "1450-01-01", "gregorian": "2028-05-25", "typed": "both"}
