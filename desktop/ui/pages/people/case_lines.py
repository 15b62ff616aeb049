"""In a person's file: the questions that were referred for him, what he asked and what he suggested."""

from collections.abc import Sequence
from datetime import date

from desktop.ui.language import said_of
from desktop.ui.pages.departure.reading import referral_detail, referral_title
from desktop.ui.pages.enquiries.reading import STATES
from desktop.ui.pages.people.state import FileLine, FileLines
from desktop.ui.shown import day_and_month
from desktop.usecases.list_enquiries import EnquiryLine
from desktop.usecases.refer_question import ReferralLine
from desktop.usecases.take_suggestion import SuggestionLine
from domain.arabic import isolate
from domain.suggestion import OUTCOMES, PROGRESS


def referral_lines(referrals: Sequence[ReferralLine], *, most: int) -> FileLines:
    lines = (
        FileLine(one.referral.id, one.referral.question, referral_detail(one), *referral_title(one))
        for one in referrals[:most]
    )
    return FileLines(tuple(lines), len(referrals))


def enquiry_lines(enquiries: Sequence[EnquiryLine], *, most: int) -> FileLines:
    """What he asked, with the answer, the newest first."""
    lines = []
    for line in enquiries[:most]:
        one = line.enquiry
        title, tone = STATES[one.progress]
        said_of_it = one.answer.text if one.answer else one.route.department
        lines.append(
            FileLine(one.id, one.matter.subject, _facts(one.number, one.asked_at, said_of_it), said_of(title), tone)
        )
    return FileLines(tuple(lines), len(enquiries))


def suggestion_lines(suggestions: Sequence[SuggestionLine], *, most: int) -> FileLines:
    """What he suggested, with what became of it."""
    lines = []
    for line in suggestions[:most]:
        one, outcome = line.suggestion, line.suggestion.outcome
        state = said_of(OUTCOMES[outcome.verdict] if outcome else PROGRESS[one.progress])
        detail = _facts(one.number, one.given_at, outcome.reason if outcome else "")
        lines.append(FileLine(one.id, one.subject, detail, state, "ok" if outcome else "warn"))
    return FileLines(tuple(lines), len(suggestions))


def _facts(number: str, at: str, rest: str) -> str:
    return " · ".join(filter(None, (isolate(number), day_and_month(date.fromisoformat(at[:10])), rest)))
