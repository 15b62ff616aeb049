"""Whatever two laptops do to the same enquiries without a line between them, both show the same afterwards.

No answer that anybody wrote is lost."""

from random import Random

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.list_enquiries import show_enquiries
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.take_enquiry import (
    answer_enquiry,
    correct_enquiry,
    refer_enquiry,
    reopen_enquiry,
    take_enquiry,
    tell_enquiry,
    withdraw_enquiry,
)
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.errors import RuleBroken
from tests.desktop.usecases.conftest import Office

DEEDS = ("take", "answer", "answer", "tell", "withdraw", "reopen", "refer", "correct", "sync")


def act(random: Random, office: Office, desk: Desk, answers: list[str]) -> None:
    page = show_enquiries(desk)
    known = [line.enquiry.id for line in (*page.waiting, *page.recent)]
    deed = random.choice(DEEDS) if known else "take"
    if deed == "take":
        draft = EnquiryDraft(f"سؤال {random.randrange(999)}", channel="email", name="سعد", address="0512345678")
        take_enquiry(desk, EnquiryDraft(**{**_fields(draft), "department": "المالية"}))
        return
    if deed == "sync":
        office.sync()
        return
    enquiry = random.choice(known)
    match deed:
        case "answer":
            answers.append(f"جواب {len(answers)}")
            answer_enquiry(desk, enquiry, AnswerDraft(answers[-1], "policy"))
        case "tell":
            tell_enquiry(desk, enquiry, "هاتف")
        case "withdraw":
            withdraw_enquiry(desk, enquiry)
        case "reopen":
            reopen_enquiry(desk, enquiry)
        case "refer":
            refer_enquiry(desk, enquiry, EnquiryDraft(department="الحرف", agreed_means="هاتف"))
        case "correct":
            correct_enquiry(desk, enquiry, EnquiryDraft("سؤال مصحّح"))


def _fields(draft: EnquiryDraft) -> dict[str, str]:
    return {name: getattr(draft, name) for name in EnquiryDraft.__dataclass_fields__}


@pytest.mark.parametrize("seed", range(4))
def test_both_end_alike_with_every_answer_in_the_history_and_nothing_left_to_settle(office: Office, seed: int) -> None:
    random = Random(seed)
    answers: list[str] = []
    for _ in range(30):
        try:
            act(random, office, random.choice((office.here, office.there)), answers)
        except RuleBroken as refused:
            # What may not follow on what this laptop shows is refused with a sentence, and nothing is written.
            if refused.code == "enquiry.state" and answers and not _is_written(office, answers[-1]):
                answers.pop()
    office.sync()
    office.assert_agreed()
    for answer in answers:
        assert _is_written(office, answer), answer
    while found := list_tasks(office.here):
        settle_task(office.here, found[0].id, len(found[0].choices) - 1)
        office.sync()
        office.assert_agreed()
    assert list_tasks(office.there) == ()
    assert all(
        line.enquiry.progress != "answered" or line.enquiry.answer for line in show_enquiries(office.there).waiting
    )


def _is_written(office: Office, answer: str) -> bool:
    """In the log of either: replaced, shown, or beside another."""
    return any(
        answer.encode() in data
        for desk in (office.here, office.there)
        for (data,) in desk.store.database.execute("SELECT data FROM part")
    )
