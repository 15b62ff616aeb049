"""The record of a compensation: which conditions of the policy hold, how it was proven, and what was agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.paper.blocks import heading, paragraph
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.complaint import known, written
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, STRONG
from forms.paper.tables import Row, Table, Titled, cell, checked
from forms.paper.text import Digits, code, prose, value
from forms.paper.titles import titled

FORM = Form("سجل تعويض", "1")
_WIDTH = CONTENT_WIDTH
_SHARES = (0.64, 0.36)


@dataclass(frozen=True)
class Judged:
    """A condition, duty or proof of the policy; `holds` is ticked, `how` says by what (a paper, its number and day)."""

    said: Stated
    holds: bool = False
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class CompensationRecord:
    """Every list is the policy's; one that it does not have is left out. Empty texts are written by hand. `amount` is
    in riyals, as it is to be read; empty while nothing is agreed. `thumb`: who does not write may set his
    thumb before two witnesses."""

    issue: Issue
    complaint: str = ""
    harm: str = ""
    duties: tuple[Judged, ...] = ()
    conditions: tuple[Judged, ...] = ()
    proofs: tuple[Judged, ...] = ()
    settlement: Stated | None = None
    agreed: str = ""
    amount: str = ""
    signers: tuple[Signer, ...] = ()
    thumb: bool = True


def render_compensation(record: CompensationRecord, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(record, digits)
    frame = letterhead_of(record.issue, FORM, made_at=made_at, digits=digits)
    signers = (Signer(record.issue.person_word, record.issue.person), *record.signers)
    signing = list(hands(signers, digits, thumb=record.thumb))
    data = list(_blocks(record, digits))
    return render(closed(data, [], None, signing, frame), frame, paper_of(record.issue, FORM))


def _blocks(record: CompensationRecord, digits: Digits) -> Iterator[Block]:
    issue = record.issue
    yield titled(FORM.title, digits)
    pairs = (
        (f"اسم {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("رقم الشكوى", code(record.complaint)),
        ("المبلغ (ريال)", value(record.amount, digits)),
    )
    yield from known(pairs, digits)
    yield from written("الضرر وحجمه وأسبابه", record.harm, digits)
    yield from _judged("ما على الجمعية أولًا", record.duties, digits)
    yield from _judged("الشروط، ويلزم توافرها كلها", record.conditions, digits)
    yield from _judged("الإثبات، ويكفي أحدها", record.proofs, digits)
    yield from written("ما اتُّفق عليه", record.agreed, digits)
    if record.settlement is not None:
        yield paragraph(record.settlement.shown(digits), _WIDTH, BODY, before=6)


def _judged(title: str, some: Sequence[Judged], digits: Digits) -> Iterator[Block]:
    if not some:
        return
    head, again = (heading(prose(said, digits), _WIDTH) for said in (title, f"{title} (تابع)"))
    widths = [_WIDTH * share for share in _SHARES]
    names = ("ما تنص عليه السياسة", "بماذا ثبت")
    top = Row(tuple(cell(prose(n, digits), w, STRONG, tinted=True) for n, w in zip(names, widths, strict=True)))
    rows = tuple(
        Row((checked(one.said.shown(digits), widths[0], ticked=one.holds), cell(prose(one.how, digits), widths[1])))
        for one in some
    )
    yield Titled(head, Table(rows, (top,)), again)
