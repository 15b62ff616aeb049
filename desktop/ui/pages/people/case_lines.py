"""In a person's file: the questions that were referred for him."""

from collections.abc import Sequence

from desktop.ui.pages.departure.reading import referral_detail, referral_title
from desktop.ui.pages.people.state import FileLine, FileLines
from desktop.usecases.refer_question import ReferralLine


def referral_lines(referrals: Sequence[ReferralLine], *, most: int) -> FileLines:
    lines = (
        FileLine(one.referral.id, one.referral.question, referral_detail(one), *referral_title(one))
        for one in referrals[:most]
    )
    return FileLines(tuple(lines), len(referrals))
