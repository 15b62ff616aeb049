"""Refer a question to the social-research officer while the person waits; take the answer back to him."""

from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from desktop.usecases.name_record import name_author
from domain.referral import (
    ANSWERED,
    TOLD,
    WITHDRAWN,
    Referral,
    check_answer,
    check_question,
    check_told,
    check_withdrawn,
)
from domain.sync.changes import NO_CHANGES, Changes


@dataclass(frozen=True)
class ReferralLine:
    """`asked_by` and `answered_by` are names of users, `interview_number` the number of its case."""

    referral: Referral
    person_name: str
    interview_number: str
    asked_by: str
    answered_by: str


@dataclass(frozen=True)
class Referred:
    line: ReferralLine
    changes: Changes = NO_CHANGES


def ask_officer(desk: Desk, interview: str, question: str, means: str = "") -> Referred:
    """`means` may be left out where the policy names one. Raises RuleBroken with the field."""
    found, _ = desk.store.interviews.get(interview)
    said, how = check_question(desk.profile, question, means)
    referral = Referral(desk.new_id(), found.id, found.person, said, how, desk.user.id, desk.minute())
    with desk.store.work("referral.ask", desk.user.id) as work:
        work.referrals.add(referral)
    return Referred(_line(desk, referral), work.changes)


def answer_referral(desk: Desk, referral: str, answer: str, officer: str) -> Referred:
    """What the officer said, by his name. Another answer takes the place of one that was not told yet."""
    found, seen = desk.store.referrals.get(referral)
    said, who = check_answer(found, answer, officer)
    answered = replace(
        found, answer=said, officer=who, answered_by=desk.user.id, answered_at=desk.minute(), progress=ANSWERED
    )
    with desk.store.work("referral.answer", desk.user.id) as work:
        work.referrals.answer(seen, answered)
    return Referred(_line(desk, answered), work.changes)


def tell_answer(desk: Desk, referral: str) -> Referred:
    """The clerk has told the person what the officer answered."""
    found, seen = desk.store.referrals.get(referral)
    check_told(found)
    told = replace(found, progress=TOLD)
    with desk.store.work("referral.tell", desk.user.id) as work:
        work.referrals.move(seen, told)
    return Referred(_line(desk, told), work.changes)


def withdraw_referral(desk: Desk, referral: str) -> Referred:
    """The question is not needed any more."""
    found, seen = desk.store.referrals.get(referral)
    check_withdrawn(found)
    withdrawn = replace(found, progress=WITHDRAWN)
    with desk.store.work("referral.withdraw", desk.user.id) as work:
        work.referrals.move(seen, withdrawn)
    return Referred(_line(desk, withdrawn), work.changes)


def list_referrals(desk: Desk, interview: str = "") -> tuple[ReferralLine, ...]:
    """Those of an interview, else all that wait, the oldest first."""
    if not interview:
        return tuple(_line(desk, one) for one in desk.store.referrals.waiting())
    found, _ = desk.store.interviews.get(interview)
    return referrals_of_interview(desk, found.id)


def referrals_of_interview(desk: Desk, interview: str) -> tuple[ReferralLine, ...]:
    return tuple(_line(desk, one) for one in desk.store.referrals.of_interview(interview))


def referrals_of_person(desk: Desk, person: str) -> tuple[ReferralLine, ...]:
    """The newest first."""
    return tuple(_line(desk, one) for one in desk.store.referrals.of_person(person))


def _line(desk: Desk, referral: Referral) -> ReferralLine:
    person = desk.store.persons.find_by_key(referral.person)
    interview = desk.store.interviews.find(referral.interview)
    return ReferralLine(
        referral,
        person.name if person else "",
        interview.number if interview else "",
        name_author(desk, referral.asked_by),
        name_author(desk, referral.answered_by) if referral.answered_by else "",
    )
