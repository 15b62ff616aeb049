"""The letter that tells a person what was decided about his request, why, and how he may complain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.clauses import Stated, numbered
from forms.paper.closing import closed
from forms.paper.complaint import known, written
from forms.paper.fonts import Weight
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, both_days, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import VALUE, Type
from forms.paper.text import Digits, Text, code, prose
from forms.paper.titles import titled

FORM = Form("خطاب قرار", "1")
Outcome = Literal["accepted", "rejected"]
_OUTCOMES: dict[Outcome, str] = {"accepted": "قُبل الطلب", "rejected": "لم يُقبل الطلب"}
_OUTCOME = Type(Weight.BOLD, 15, 24)
_PADDING = 9.0
_WIDTH = CONTENT_WIDTH
_REASONS: dict[Outcome, str] = {"accepted": "ما قُرّر", "rejected": "سبب عدم القبول"}


@dataclass(frozen=True, kw_only=True)
class DecisionLetter:
    """`issue.number` is the letter's; `request` the kind and `request_number` the number of the request, `made_on` the
    ISO day it was made, `decided_on` that of the decision. `reasons` are never empty for a rejection: without any there
    are lines to write them on. `follows` is what happens next, `complaints` the person's right to complain and, where
    the policy states one, until when."""

    issue: Issue
    outcome: Outcome
    request: str
    request_number: str = ""
    made_on: str = ""
    decided_on: str = ""
    committee: str = ""
    session: str = ""
    reasons: tuple[str, ...] = ()
    follows: tuple[Stated, ...] = ()
    complaints: tuple[Stated, ...] = ()
    means: str = ""
    signers: tuple[Signer, ...] = ()


def render_decision_letter(letter: DecisionLetter, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(letter, digits)
    frame = letterhead_of(letter.issue, FORM, made_at=made_at, digits=digits)
    signing = list(hands(letter.signers or (Signer("الجمعية"),), digits))
    data = list(_blocks(letter, digits))
    return render(closed(data, [], None, signing, frame), frame, paper_of(letter.issue, FORM))


def _blocks(letter: DecisionLetter, digits: Digits) -> Iterator[Block]:
    issue = letter.issue
    yield titled(FORM.title, digits)
    pairs = (
        (f"إلى {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("الطلب", prose(letter.request, digits)),
        ("رقم الطلب", code(letter.request_number)),
        ("تاريخ الطلب", _day(letter.made_on, digits)),
        ("الجهة التي قررت", prose(letter.committee, digits)),
        ("رقم الجلسة", code(letter.session)),
        ("تاريخ القرار", _day(letter.decided_on, digits)),
        ("أُبلغ به عبر", prose(letter.means, digits)),
    )
    yield from known(pairs, digits)
    outcome = prose(_OUTCOMES[letter.outcome], digits)
    inside = paragraph(outcome, _WIDTH - 2 * _PADDING, _OUTCOME, align="centre", before=0)
    yield Boxed((inside,), _WIDTH, padding=_PADDING, before=12, weight=1.6)
    yield from _reasons(letter, digits)
    yield from _stated("ما يلي هذا القرار", letter.follows, digits)
    yield from _stated("إن كانت لديك شكوى من القرار", letter.complaints, digits)


def _reasons(letter: DecisionLetter, digits: Digits) -> Iterator[Block]:
    title = _REASONS[letter.outcome]
    if len(letter.reasons) > 1:
        yield heading(prose(title, digits), _WIDTH)
        yield from numbered([Stated(reason) for reason in letter.reasons], _WIDTH, digits, VALUE)
    elif letter.reasons or letter.outcome == "rejected":
        yield from written(title, "".join(letter.reasons), digits)


def _stated(title: str, said: Sequence[Stated], digits: Digits) -> Iterator[Block]:
    if said:
        yield heading(prose(title, digits), _WIDTH)
        yield from numbered(said, _WIDTH, digits)


def _day(day: str, digits: Digits) -> Text:
    return both_days(date.fromisoformat(day), digits) if day else prose("", digits)
