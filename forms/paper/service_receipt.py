"""What was handed over on an accepted request, for the receiver's signature (clause 21: the service is delivered)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.paper.closing import closed
from forms.paper.complaint import known, written
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, both_days, letterhead_of, paper_of, require_printable
from forms.paper.layout import Block, render
from forms.paper.text import NOTHING, Digits, code, prose
from forms.paper.titles import titled

FORM = Form("سند استلام خدمة", "1")


@dataclass(frozen=True, kw_only=True)
class ServiceReceipt:
    """`delivered` in words, `delivered_on` ISO, `receiver` who took it (he signs, or sets his thumb), `handed_by` the
    clerk."""

    issue: Issue
    request: str
    delivered: str
    delivered_on: str
    receiver: str
    handed_by: str = ""


def render_service_receipt(receipt: ServiceReceipt, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(receipt, digits)
    frame = letterhead_of(receipt.issue, FORM, made_at=made_at, digits=digits)
    signers = (Signer("المستلم", receipt.receiver), Signer("سلّمها", receipt.handed_by))
    signing = list(hands(signers, digits, thumb=True))
    return render(
        closed(list(_blocks(receipt, digits)), [], None, signing, frame), frame, paper_of(receipt.issue, FORM)
    )


def _blocks(receipt: ServiceReceipt, digits: Digits) -> Iterator[Block]:
    issue = receipt.issue
    yield titled(FORM.title, digits)
    day = both_days(date.fromisoformat(receipt.delivered_on), digits) if receipt.delivered_on else NOTHING
    yield from known(
        (
            (issue.person_word, prose(issue.person, digits)),
            ("رقم السجل", code(issue.file_number)),
            ("الطلب", prose(receipt.request, digits)),
            ("رقم الطلب", code(issue.number)),
            ("يوم التسليم", day),
            ("المستلم", prose(receipt.receiver, digits)),
        ),
        digits,
    )
    yield from written("ما سُلّم", receipt.delivered, digits)
