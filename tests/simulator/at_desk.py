"""What a clerk does beside the record: documents, the privacy notice, questions referred, two files of one person.

Some runs only (`is_at_desk`): the others stay as they were, to the last byte.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.document import CopyBasis, DocumentCheck
from domain.interview import Interview
from domain.privacy import Consent
from domain.referral import ANSWERED, ASKED, TOLD, WITHDRAWN, Referral
from domain.same_person import SameAs, group_of
from tests.simulator.broken import expect
from tests.simulator.clerk import AUTHOR, DAY, Clerk, choose

DOCUMENTS = ("id_card", "deed")


# --- documents -------------------------------------------------------------------------------------------------------


def check_document(clerk: Clerk, a: int, b: int) -> None:
    """Seen for the first time, or looked at again."""
    case = _case(clerk, a, b)
    if case is None:
        return
    name, word = DOCUMENTS[b % 2], clerk.word()
    known = clerk.store.documents.find(case.id, name)
    check = DocumentCheck(
        known[0].id if known else clerk.new_id(),
        case.id,
        case.person,
        name,
        is_seen=True,
        number=word,
        is_matching=b % 3 > 0,
        difference=None if b % 3 else word,
        checked_by=AUTHOR,
        checked_at=word,
    )
    if known is None:
        with clerk.work() as work:
            work.documents.add(check)
    else:
        check = replace(check, copy=known[0].copy)
        with clerk.work(shown=clerk.shown("document_checks", check.id, "verdict")) as work:
            work.documents.put(known[1], check)
    # Where two laptops checked it first at once there are two checks of it, and the later one is shown.
    mine = [one for one in clerk.store.documents.of_person(case.person) if one.id == check.id]
    expect(mine == [check], "read your writes", f"{clerk.tag} at {clerk.laptop}: a document is {mine}")


def copy_document(clerk: Clerk, a: int, b: int) -> None:
    case = _case(clerk, a, b)
    known = clerk.store.documents.find(case.id, DOCUMENTS[b % 2]) if case else None
    if case is None or known is None:
        return
    check, seen = known
    copy = CopyBasis(clerk.word(" basis"), AUTHOR, clerk.word())
    with clerk.work(shown=clerk.shown("document_checks", check.id, "copy")) as work:
        work.documents.put_copy(seen, copy, person=case.person)
    found = [one.copy for one in clerk.store.documents.of_person(case.person) if one.id == check.id]
    expect(found == [copy], "read your writes", f"{clerk.tag} at {clerk.laptop}: a copy is {found}")


def _case(clerk: Clerk, a: int, b: int) -> Interview | None:
    """Of somebody whose record stands."""
    persons = set(clerk.persons())
    cases = [interview for interview in clerk.interviews() if interview.person in persons]
    at = choose(list(cases), a, b)
    return cases[at] if at is not None else None


# --- the privacy notice ----------------------------------------------------------------------------------------------


def agree(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    at = choose(persons, a, b)
    if at is None:
        return
    consent = Consent(clerk.new_id(), persons[at], "1", clerk.word(), clerk.word(), AUTHOR)
    with clerk.work() as work:
        work.consents.add(consent)
    found = clerk.store.consents.of_persons([persons[at]])
    expect(consent in found, "read your writes", f"{clerk.tag} at {clerk.laptop}: a consent is not there")


def withdraw(clerk: Clerk, a: int, b: int) -> None:
    standing = [one for one in clerk.store.consents.of_persons(clerk.persons()) if one.stands]
    standing.sort(key=lambda consent: consent.id)
    if not standing:
        return
    consent, reason = standing[a % len(standing)], clerk.word(" reason")
    with clerk.work() as work:
        work.consents.withdraw(consent, reason)
    found = clerk.store.consents.of_persons([consent.person])
    gone = replace(consent, void_reason=reason)
    expect(gone in found, "read your writes", f"{clerk.tag} at {clerk.laptop}: a consent still stands")


# --- questions referred ----------------------------------------------------------------------------------------------


def refer(clerk: Clerk, a: int, b: int) -> None:
    case = _case(clerk, a, b)
    if case is None:
        return
    referral = Referral(clerk.new_id(), case.id, case.person, clerk.word(), "telephone", AUTHOR, f"{DAY}T10:00")
    with clerk.work() as work:
        work.referrals.add(referral)
    expect(clerk.store.referrals.get(referral.id)[0] == referral, "read your writes", f"{clerk.tag}: a referral")


def answer_referral(clerk: Clerk, a: int, b: int) -> None:
    """One of those that wait; now and then one that was answered is answered better."""
    word = clerk.word(" answer")
    _move(
        clerk, a, (ASKED, ANSWERED), answer=word, officer=word, answered_by=AUTHOR, answered_at=word, progress=ANSWERED
    )


def tell_referral(clerk: Clerk, a: int, b: int) -> None:
    if b % 3:
        _move(clerk, a, (ANSWERED,), progress=TOLD)
    else:
        _move(clerk, a, (ASKED,), progress=WITHDRAWN)


def _move(clerk: Clerk, a: int, states: tuple[str, ...], **changes: str) -> None:
    waiting = sorted(clerk.store.referrals.waiting(), key=lambda referral: referral.id)
    waiting = [referral for referral in waiting if referral.progress in states]
    if not waiting:
        return
    before, seen = clerk.store.referrals.get(waiting[a % len(waiting)].id)
    after = replace(before, **changes)  # type: ignore[arg-type]
    shown = clerk.shown("referrals", before.id, "progress")
    if after.answer != before.answer:
        shown |= clerk.shown("referrals", before.id, "answer")
    with clerk.work(shown=shown) as work:
        if after.answer != before.answer:
            work.referrals.answer(seen, after)
        else:
            work.referrals.move(seen, after)
    found = clerk.store.referrals.get(before.id)[0]
    expect(found.answer == after.answer, "read your writes", f"{clerk.tag} at {clerk.laptop}: a referral is {found}")


# --- two files of one person -----------------------------------------------------------------------------------------


def join(clerk: Clerk, a: int, b: int) -> None:
    """As the page of a person does: heads are linked. Linked already, another choice is made of what counts."""
    persons = clerk.persons()
    if len(persons) < 2:
        return
    count = min(4, len(persons))
    one, other = persons[a % count], persons[(a + 1 + b % (count - 1)) % count]
    if clerk.random.randrange(2):
        one, other = other, one  # two clerks may each keep another file
    links = clerk.store.same_persons.around([one])
    behind, kept = group_of(other, clerk.store.same_persons.around([other]))[0], group_of(one, links)[0]
    if other in group_of(one, links) or behind == kept:
        _choose(clerk, {one, other}, b)
        return
    link = SameAs(clerk.new_id(), behind, kept, ("mobile",) if b % 3 else (), clerk.word(), AUTHOR)
    with clerk.work() as work:
        work.same_persons.add(link)
    found = clerk.store.same_persons.around([behind])
    expect(link in found, "read your writes", f"{clerk.tag} at {clerk.laptop}: a link is not there")


def _choose(clerk: Clerk, ends: set[str], b: int) -> None:
    link = next((item for item in _links(clerk) if {item.person, item.same_as} == ends), None)
    found = clerk.store.same_persons.find(link.id) if link else None
    if found is None:
        return
    counts = (("iban",), ("town", "note"), ())[b % 3]
    with clerk.work(shown=clerk.shown("same_persons", found[0].id, "counts")) as work:
        work.same_persons.choose(found[1], found[0], counts)
    after = clerk.store.same_persons.find(found[0].id)
    expect(
        after is not None and after[0].counts == counts, "read your writes", f"{clerk.tag} at {clerk.laptop}: counts"
    )


def part(clerk: Clerk, a: int, b: int) -> None:
    links = _links(clerk)
    if not links:
        return
    link = links[a % len(links)]
    with clerk.work() as work:
        work.same_persons.part(link, clerk.word(" reason"))
    left = clerk.store.same_persons.around([link.person])
    expect(
        link.id not in {item.id for item in left}, "read your writes", f"{clerk.tag} at {clerk.laptop}: still linked"
    )


def join_again(clerk: Clerk, a: int, b: int) -> None:
    """What was parted by mistake."""
    sql = "SELECT id FROM same_persons WHERE void_reason IS NOT NULL AND person IS NOT NULL ORDER BY id"
    parted = [row for (row,) in clerk.store.database.execute(sql).fetchall()]
    found = clerk.store.same_persons.find(parted[a % len(parted)]) if parted else None
    if found is None:
        return
    link, seen = found
    with clerk.work() as work:
        work.same_persons.join_again(seen, link)
    left = clerk.store.same_persons.around([link.person])
    expect(link.id in {item.id for item in left}, "read your writes", f"{clerk.tag} at {clerk.laptop}: not linked")


def _links(clerk: Clerk) -> list[SameAs]:
    return sorted(clerk.store.same_persons.around(clerk.persons()), key=lambda link: link.id)


DESK_DEEDS: Mapping[str, Callable[[Clerk, int, int], None]] = {
    deed.__name__: deed
    for deed in (
        *(check_document, copy_document, agree, withdraw, refer, answer_referral, tell_referral),
        *(join, part, join_again),
    )
}
