"""Frequent questions: an enquiry and its answer kept for everybody, put right, searched, no longer offered."""

from dataclasses import dataclass, replace

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.frequent_question import MOST_OFFERED, FrequentDraft, FrequentQuestion, check_frequent, find_frequent
from domain.sync.changes import NO_CHANGES, Changes


@dataclass(frozen=True)
class KeptQuestion:
    question: FrequentQuestion
    changes: Changes = NO_CHANGES


def keep_frequent(desk: Desk, draft: FrequentDraft, enquiry: str = "") -> KeptQuestion:
    """`enquiry` is the one it comes from, by id or number. Raises RuleBroken with the field; one with the same words is
    not kept twice."""
    checked = check_frequent(desk.profile, draft)
    source = desk.store.enquiries.get(enquiry)[0].id if enquiry else ""
    same = [one for one in desk.store.frequent.all() if (one.subject, one.answer) == (checked.subject, checked.answer)]
    if same:
        raise RuleBroken(
            "frequent.known",
            ar="هذا السؤال وجوابه في الأسئلة المتكررة من قبل.",
            en="This question and its answer are among the frequent ones already.",
            field="subject",
        )
    kept = FrequentQuestion(
        *(desk.new_id(), source, checked.subject, checked.question, checked.answer, checked.source, checked.clause),
        *(checked.field, desk.minute(), desk.user.id),
    )
    with desk.store.work("frequent.keep", desk.user.id) as work:
        work.frequent.add(kept)
    return KeptQuestion(kept, work.changes)


def frequent_from(desk: Desk, enquiry: str) -> FrequentDraft:
    """What an answered enquiry would be kept as, for the clerk to look over: it must say nothing of whoever asked.
    Raises RuleBroken for one without an answer."""
    found, _ = desk.store.enquiries.get(enquiry)
    if found.answer is None:
        raise RuleBroken(
            "frequent.unanswered",
            ar="لا جواب لهذا الاستفسار بعد. أجب عنه ثم احفظه سؤالًا متكررًا.",
            en="This enquiry has no answer yet. Answer it first, then keep it as a frequent question.",
            field="answer",
        )
    answer = found.answer
    return FrequentDraft(
        *(found.matter.subject, found.matter.question, answer.text, answer.source, answer.clause), found.route.field
    )


def edit_frequent(desk: Desk, question: str, draft: FrequentDraft) -> KeptQuestion:
    """Raises RuleBroken with the field."""
    before, seen = desk.store.frequent.get(question)
    checked = check_frequent(desk.profile, draft)
    after = replace(
        before,
        subject=checked.subject,
        question=checked.question,
        answer=checked.answer,
        source=checked.source,
        clause=checked.clause,
        field=checked.field,
    )
    with desk.store.work("frequent.edit", desk.user.id) as work:
        work.frequent.edit(seen, before, after)
    return KeptQuestion(after, work.changes)


def drop_frequent(desk: Desk, question: str, reason: str) -> Changes:
    """It is offered no more, and stays in the history. Raises RuleBroken without a reason."""
    found, _ = desk.store.frequent.get(question)
    said = " ".join(reason.split())
    if not said:
        raise RuleBroken(
            "frequent.reason",
            ar="اكتب لماذا لا يُعرض بعد الآن، مثل: تغيّر الشرط.",
            en="Write why it is offered no more, such as: the condition has changed.",
            field="reason",
        )
    with desk.store.work("frequent.drop", desk.user.id) as work:
        work.frequent.void(found.id, said)
    return work.changes


def bring_back_frequent(desk: Desk, question: str) -> Changes:
    """It is offered again. Raises RuleBroken when there is none of that id."""
    _, seen = desk.store.frequent.get(question)
    with desk.store.work("frequent.return", desk.user.id) as work:
        work.frequent.restore(seen)
    return work.changes


def search_frequent(desk: Desk, typed: str = "") -> tuple[FrequentQuestion, ...]:
    """All of them, or those with the words that were typed."""
    return find_frequent(desk.store.frequent.all(), typed)


def offer_frequent(desk: Desk, typed: str) -> tuple[FrequentQuestion, ...]:
    """The few to offer while the subject is typed; none before there is a word."""
    return search_frequent(desk, typed)[:MOST_OFFERED] if typed.strip() else ()
