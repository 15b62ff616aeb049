"""A case of the demonstration on its way out of the office: papers matched, procedure explained, complete or kept."""

from collections.abc import Mapping
from datetime import date, timedelta

from desktop.usecases.check_documents import check_document, choose_request, list_documents
from desktop.usecases.desk import Desk
from desktop.usecases.invent_people import inventions
from desktop.usecases.know_case import facts_of_case, know_case
from desktop.usecases.review_departure import agree_contact, keep_incomplete, tick_explained
from domain.carddate import parse_card_date
from domain.document import CheckDraft
from domain.leave_gate import CONTACT, Missing
from domain.policy_parts import RequiredDocument

INVENTED_NUMBER = "7001"
VALID_FOR = timedelta(days=900)

# What becomes of the people who come, in the order they come: the open work is of the latest days. One, whose interview
# is finished and no more, leaves with an incomplete case and comes back with what is missing.
EARLIER = ("signed", "none", "signed", "attested", "signed")
LATEST = ("void", "signed", "attested", "none", "left", "signed", "finished", "draft")


def invent_checks(desk: Desk, interview: str) -> None:
    """Every document of the case was seen, agrees with the data and stands today; the procedure is explained and the
    contact means agreed."""
    page = list_documents(desk, interview)
    if not page.kind and page.kinds:
        page = choose_request(desk, interview, page.kinds[0][0])
    known = {name: fact.value for name, fact in facts_of_case(know_case(desk, interview)).items()}
    for line in page.lines:
        check_document(desk, interview, _draft(line.wanted, known, date.fromisoformat(desk.today())))
    missing = tick_explained(desk, interview).missing
    if any(one.kind == CONTACT for one in missing):
        agree_contact(desk, interview, inventions().contact)


def _draft(wanted: RequiredDocument, known: Mapping[str, str], today: date) -> CheckDraft:
    last = today + VALID_FOR
    expires = parse_card_date(f"{last.day}/{last.month}/{last.year}", field="expires") if wanted.expires else None
    number = known.get(wanted.number, INVENTED_NUMBER) if wanted.number else ""
    return CheckDraft(wanted.id, is_seen=True, number=number, expires=expires, is_matching=True)


def leave_incomplete(desk: Desk, interview: str) -> tuple[Missing, ...]:
    """He will bring what is missing another day; that is what comes back on the first page."""
    return keep_incomplete(desk, interview, inventions().kept).missing


def outcomes(count: int) -> list[str]:
    """Of so many people, in the order in which they come."""
    earlier = [EARLIER[number % len(EARLIER)] for number in range(max(0, count - len(LATEST)))]
    return [*earlier, *LATEST][-count:] if count else []
