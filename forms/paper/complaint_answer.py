"""The letter that tells a complainant what came of his complaint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.paper.blocks import heading, paragraph
from forms.paper.clauses import Stated, numbered
from forms.paper.closing import closed
from forms.paper.complaint import known, written
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import STRONG
from forms.paper.text import Digits, code, prose
from forms.paper.titles import titled

FORM = Form("خطاب نتيجة شكوى", "1")
_WIDTH = CONTENT_WIDTH


@dataclass(frozen=True, kw_only=True)
class ComplaintAnswer:
    """`issue.number` is the complaint's; `received` the day it came, in words; `outcome` what came of it, `done` what
    was done. Without an outcome there is room to write it. `rules` are the policy's on complaints."""

    issue: Issue
    received: str = ""
    about: str = ""
    outcome: str = ""
    done: str = ""
    rules: tuple[Stated, ...] = ()
    signers: tuple[Signer, ...] = ()


def render_complaint_answer(answer: ComplaintAnswer, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(answer, digits)
    frame = letterhead_of(answer.issue, FORM, made_at=made_at, digits=digits)
    signing = list(hands(answer.signers, digits))
    return render(closed(list(_blocks(answer, digits)), [], None, signing, frame), frame, paper_of(answer.issue, FORM))


def _blocks(answer: ComplaintAnswer, digits: Digits) -> Iterator[Block]:
    issue = answer.issue
    yield titled(FORM.title, digits)
    pairs = (
        (f"اسم {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("رقم الشكوى", code(issue.number)),
        ("وردت في", prose(answer.received, digits)),
        ("تتعلق بـ", prose(answer.about, digits)),
    )
    yield from known(pairs, digits)
    if answer.outcome:
        yield heading(prose("نتيجة الشكوى", digits), _WIDTH)
        yield paragraph(prose(answer.outcome, digits), _WIDTH, STRONG, before=6)
    yield from written("ما اتُّخذ", answer.done, digits)
    if answer.rules:
        yield heading(prose("ما تنص عليه السياسة", digits), _WIDTH)
        yield from numbered(answer.rules, _WIDTH, digits)
