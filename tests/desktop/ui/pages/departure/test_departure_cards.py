"""The cards of the list before leaving while the case changes below them: what is being typed is never lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.departure.document_card import DocumentCard
from desktop.ui.pages.departure.document_form import DocumentForm
from desktop.ui.pages.departure.presenter import DepartureState
from desktop.ui.pages.departure.reading import NextStep
from desktop.ui.pages.departure.referral_card import ReferralCard
from desktop.usecases.check_documents import DocumentLine, DocumentsPage
from desktop.usecases.know_case import Fact
from desktop.usecases.refer_question import ReferralLine
from desktop.usecases.review_departure import DeparturePage
from domain.carddate import parse_card_date
from domain.document import DocumentCheck
from domain.policy_parts import RequiredDocument
from domain.referral import ANSWERED, Referral
from domain.text import Text
from tests.support.fake_front import profile
from tests.support.seen_pages import Stage, texts_of

IDENTITY = RequiredDocument("identity", Text("الهوية", "identity card"), "default", number="id_number", expires=True)
INCOME = RequiredDocument("income", Text("إثبات الدخل", "proof of income"), "default")
CHECK = DocumentCheck("c-1", "i-1", "p-1", "identity", True, "1000000008", None, parse_card_date("1/1/2030"), True)
ASKED = Referral("r-1", "i-1", "p-1", "هل تكفي صورة العقد؟", "telephone", "u-1", "2026-11-21T09:05+03:00")


def line(
    wanted: RequiredDocument, check: DocumentCheck | None = None, *, by: str = "", name: str = "نورة"
) -> DocumentLine:
    return DocumentLine(wanted, (Fact("name", Text("الاسم", "Name"), name, Text(name, name)),), check, by, ())


def state(*lines: DocumentLine, open: str = "", referrals: tuple[ReferralLine, ...] = ()) -> DepartureState:
    documents = DocumentsPage("i-1", "17-A-1", "p-1", "نورة", (), "support", True, False, lines)
    page = DeparturePage(
        *("i-1", "17-A-1", "p-1", "نورة", "طلب دعم", True, (), documents, None, "", False, referrals, None, None, None),
        must_say_why=True,
    )
    return DepartureState(page, NextStep("", ""), open)


def typed_form(card: DocumentCard) -> DocumentForm:
    """With a number half typed."""
    assert card.form is not None
    QTest.keyClick(card.form.seen, Qt.Key.Key_Space)
    QTest.keyClicks(card.form.number, "10000")
    return card.form


@pytest.fixture
def card(stage: Stage) -> DocumentCard:
    made = DocumentCard()
    stage.show(made)
    made.show_state(state(line(IDENTITY), line(INCOME), open="identity"))
    stage.settle()
    return made


def test_what_is_being_typed_stays_when_the_case_changes_below_it(stage: Stage, card: DocumentCard) -> None:
    form = typed_form(card)
    form.number.setFocus()
    card.show_state(
        state(line(IDENTITY, name="نورة السالم"), line(INCOME, replace(CHECK, document="income")), open="identity")
    )
    assert card.form is form
    assert (form.typed().is_seen, form.number.text()) == (True, "10000")
    assert card.window().focusWidget() is form.number
    stage.settle()
    assert "نورة السالم" in texts_of(form)


def test_another_check_of_the_open_document_is_said_and_what_was_typed_stays(stage: Stage, card: DocumentCard) -> None:
    form = typed_form(card)
    card.show_state(state(line(IDENTITY, CHECK, by="سعد الحربي"), line(INCOME), open="identity"))
    assert form.number.text() == "10000"
    stage.settle()
    assert "سعد الحربي" in texts_of(form)


def test_another_check_of_a_document_nobody_typed_into_is_shown(card: DocumentCard) -> None:
    assert card.form is not None
    card.show_state(state(line(IDENTITY, CHECK, by="سعد الحربي"), line(INCOME), open="identity"))
    assert (card.form.number.text(), card.form.typed().matches) == ("1000000008", "yes")


def test_a_closed_form_gives_its_keys_back_to_its_row(card: DocumentCard) -> None:
    typed_form(card).number.setFocus()
    card.show_state(state(line(IDENTITY), line(INCOME)))
    assert card.form is None
    assert card.window().focusWidget() is card.rows["identity"]


def asked(referral: Referral = ASKED) -> ReferralLine:
    return ReferralLine(referral, "نورة", "17-A-1", "سارة", "سعد" if referral.answer else "")


@pytest.fixture
def referrals(stage: Stage) -> ReferralCard:
    made = ReferralCard(profile("herfa"))
    stage.show(made)
    made.show_state(state(referrals=(asked(),)))
    stage.settle()
    return made


def test_an_answer_and_a_question_that_are_being_typed_stay_when_another_question_comes(
    referrals: ReferralCard,
) -> None:
    form = referrals.forms["r-1"]
    form.answer.setText("لا، العقد")
    referrals.question.setText("ومتى يأتي")
    referrals.show_state(state(referrals=(asked(), asked(replace(ASKED, id="r-2", question="سؤال آخر")))))
    assert referrals.forms["r-1"] is form
    assert form.answer.text() == "لا، العقد"
    assert referrals.question.text() == "ومتى يأتي"


def test_the_question_that_was_asked_leaves_its_field(referrals: ReferralCard) -> None:
    referrals.question.setText("ومتى  يأتي الجواب؟")
    referrals.show_state(state(referrals=(asked(), asked(replace(ASKED, id="r-2", question="ومتى يأتي الجواب؟")))))
    assert referrals.question.text() == ""


def test_an_answer_that_came_meanwhile_does_not_take_the_typed_one_away(stage: Stage, referrals: ReferralCard) -> None:
    referrals.forms["r-1"].answer.setText("لا، العقد")
    came = replace(ASKED, answer="نعم", officer="أ. هدى", progress=ANSWERED, answered_at="2026-11-21T09:10+03:00")
    referrals.show_state(state(referrals=(asked(came),)))
    assert referrals.forms["r-1"].answer.text() == "لا، العقد"
    stage.settle()
    assert "نعم" in texts_of(referrals)
    referrals.show_state(state(referrals=(asked(replace(came, answer="لا، العقد", officer="")),)))
    assert referrals.forms == {}
