"""The list before the person stands up, and the question referred while he waits."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.usecases.attest import attest_checked, sign_attestation
from desktop.usecases.check_documents import choose_request
from desktop.usecases.desk import Desk
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.refer_question import (
    answer_referral,
    ask_officer,
    list_referrals,
    tell_answer,
    withdraw_referral,
)
from desktop.usecases.review_departure import (
    agree_contact,
    complete_case,
    keep_incomplete,
    review_departure,
    tick_explained,
)
from desktop.usecases.show_home import show_home
from domain.contact import MOBILE, Reach
from domain.errors import RuleBroken
from tests.desktop.usecases.conftest import Office
from tests.support.laptop import Laptop
from tests.support.served import check_all, held_interview

PROFILES = ("alqarinah", "dumat-al-jandal-beekeepers", "herfa", "mustaqbaluna", "twaim")


def kinds(desk: Desk, interview: str) -> list[str]:
    return [one.kind for one in review_departure(desk, interview).missing]


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(RuleBroken) as found:
        yield
    assert found.value.code == code


@pytest.mark.parametrize("profile", PROFILES)
def test_a_case_is_settled_line_by_line_until_the_person_may_go(tmp_path: Path, profile: str) -> None:
    with Laptop(tmp_path / "store", profile).at_work() as desk:
        held = held_interview(desk)
        found = kinds(desk, held)
        assert found[0] == "request"
        assert set(found) == {"request", "documents", "explanation", "attestation"}
        check_all(desk, held)
        assert kinds(desk, held) == ["explanation", "attestation"]
        with refused("departure.incomplete"):
            complete_case(desk, held)
        assert tick_explained(desk, held).explained is not None
        page = attest_checked(desk, held)
        assert kinds(desk, held) == ["signature"]
        sign_attestation(desk, page.id)
        assert kinds(desk, held) == []
        assert complete_case(desk, held).completed is not None


def test_the_agreed_means_is_kept_as_it_would_be_typed(laptop: Laptop) -> None:
    """What is offered holds the marks that keep a number's groups in order; the record does not."""
    with laptop.at_work() as desk:
        offered = Reach(MOBILE, "+966501234567").said.ar
        interview = agree_contact(desk, held_interview(desk), offered).interview
        assert desk.store.steps.of_interview(interview)[-1].said == "جوال 050 123 4567"


def test_an_incomplete_case_is_kept_with_the_reason_and_twaim_wants_one(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store", "twaim").at_work() as desk:
        held = held_interview(desk)
        with refused("departure.note"):
            keep_incomplete(desk, held)
        page = keep_incomplete(desk, held, "يعود غدًا بسجل الأسرة")
        assert page.kept is not None
        assert (page.kept.said, page.kept.by) == ("يعود غدًا بسجل الأسرة", desk.user.name)


def test_nothing_is_kept_as_incomplete_that_lacks_nothing(desk: Desk) -> None:
    held = held_interview(desk)
    check_all(desk, held)
    tick_explained(desk, held)
    sign_attestation(desk, attest_checked(desk, held).id)
    with refused("departure.nothing_missing"):
        keep_incomplete(desk, held, "لا شيء")


def test_a_question_waits_until_the_person_was_told_the_answer(desk: Desk) -> None:
    held = held_interview(desk)
    asked = ask_officer(desk, held, "هل يشمل الدعم الورشة المستأجرة؟").line
    assert asked.referral.means == "telephone"
    assert "referral" in kinds(desk, held)
    with refused("referral.unanswered"):
        tell_answer(desk, asked.referral.id)
    answer_referral(desk, asked.referral.id, "نعم، بعقد سارٍ", "أ. هدى")
    assert [line.referral.progress for line in list_referrals(desk)] == ["answered"]
    with refused("referral.not_waiting"):
        withdraw_referral(desk, asked.referral.id)
    tell_answer(desk, asked.referral.id)
    assert list_referrals(desk) == ()
    assert "referral" not in kinds(desk, held)
    (line,) = list_referrals(desk, held)
    assert (line.referral.answer, line.referral.officer, line.answered_by) == (
        "نعم، بعقد سارٍ",
        "أ. هدى",
        desk.user.name,
    )


@pytest.mark.parametrize(
    ("question", "means", "code"),
    [("", "", "referral.question"), ("سؤال", "message", "referral.means")],
)
def test_a_question_without_words_or_by_means_the_policy_does_not_name_is_refused(
    desk: Desk, question: str, means: str, code: str
) -> None:
    with refused(code):
        ask_officer(desk, held_interview(desk), question, means)


def test_a_policy_that_refers_to_nobody_takes_no_question(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store", "twaim").at_work() as desk, refused("referral.none"):
        ask_officer(desk, held_interview(desk), "سؤال", "telephone")


def test_the_researchers_laptop_answers_and_the_clerk_is_told(office: Office) -> None:
    held = held_interview(office.here)
    referral = ask_officer(office.here, held, "سؤال").line.referral.id
    office.sync()
    answer_referral(office.there, referral, "الجواب", "أ. هدى")
    office.sync()
    (line,) = list_referrals(office.here)
    assert (line.referral.answer, line.referral.progress) == ("الجواب", "answered")
    tell_answer(office.here, referral)
    office.sync()
    office.assert_agreed()
    assert list_referrals(office.there) == ()


def test_the_kind_of_request_is_chosen_once_and_may_be_changed(desk: Desk) -> None:
    held = held_interview(desk)
    assert choose_request(desk, held, "support").changes
    assert not choose_request(desk, held, "support").changes
    assert choose_request(desk, held, "craft_support").kind == "craft_support"


def test_an_incomplete_case_comes_back_on_the_first_page_with_the_reason_until_it_is_complete(desk: Desk) -> None:
    held = held_interview(desk)
    check_all(desk, held)
    keep_incomplete(desk, held, "يعود غدًا ليوقّع")
    (line,) = show_home(desk).unsigned
    assert (line.missing, line.kept) == (("explanation", "attestation"), "يعود غدًا ليوقّع")
    tick_explained(desk, held)
    sign_attestation(desk, attest_checked(desk, held).id)
    assert [line.kept for line in show_home(desk).unsigned] == ["يعود غدًا ليوقّع"]
    complete_case(desk, held)
    assert show_home(desk).unsigned == ()


def test_a_line_of_the_list_names_what_is_missing_without_opening_the_interview(desk: Desk) -> None:
    held = held_interview(desk)
    ask_officer(desk, held, "سؤال")
    (line,) = list_interviews(desk)
    assert line.missing == ("request", "documents", "referral", "explanation", "attestation")
