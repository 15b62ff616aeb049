"""The report of an emergency to the general manager: what it was, what was done at once, and room for his direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.dates import office_moment
from forms.paper.hands import Signer, hands
from forms.paper.handwriting import HandLines
from forms.paper.issued import Form, Issue, both_days, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, SMALL, VALUE
from forms.paper.tables import fields
from forms.paper.text import Digits, Text, prose, spaced, value
from forms.paper.titles import titled

FORM = Form("تقرير حالة طارئة", "1")
_WIDTH = CONTENT_WIDTH


@dataclass(frozen=True, kw_only=True)
class EmergencyReport:
    """`noted_at` and `closed_at` are ISO 8601; `outcome` is empty while it is not closed. `basis` is what the policy
    says of emergencies."""

    issue: Issue
    place: str
    noted_at: str
    noted_by: str
    what: str
    action: str
    outcome: str = ""
    closed_at: str = ""
    basis: tuple[Stated, ...] = ()


def render_emergency_report(report: EmergencyReport, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4). Same arguments, same bytes. Raises RuleBroken `paper.glyph.missing` before anything is drawn."""
    require_printable(report, digits)
    frame = letterhead_of(report.issue, FORM, made_at=made_at, digits=digits)
    blocks = closed(list(_told(report, digits)), [], None, list(_close(report, digits)), frame)
    return render(blocks, frame, paper_of(report.issue, FORM))


def _told(report: EmergencyReport, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    yield paragraph(prose("إلى المدير العام", digits), _WIDTH, VALUE, align="centre", before=0)
    for one in report.basis:
        yield paragraph(one.shown(digits), _WIDTH, SMALL, before=4)
    pairs = [
        (prose("الموقع", digits), prose(report.place, digits)),
        (prose("في", digits), _moment(report.noted_at, digits)),
        (prose("سجّلها", digits), prose(report.noted_by, digits)),
    ]
    yield fields([(name, text) for name, text in pairs if text], _WIDTH, before=8)
    yield heading(prose("الحالة", digits), _WIDTH)
    yield paragraph(prose(report.what, digits), _WIDTH, VALUE, before=6)
    yield heading(prose("الإجراء التصحيحي الذي اتُّخذ في حينه", digits), _WIDTH)
    yield paragraph(prose(report.action, digits), _WIDTH, VALUE, before=6)
    if report.outcome:
        yield heading(prose("ما آلت إليه", digits), _WIDTH)
        yield paragraph(prose(report.outcome, digits), _WIDTH, VALUE, before=6)
        yield paragraph(spaced(prose("أُغلقت في", digits), _moment(report.closed_at, digits)), _WIDTH, BODY, before=4)


def _moment(moment: str, digits: Digits) -> Text:
    at = office_moment(moment)
    return spaced(both_days(at.date(), digits), Text("—"), value(f"{at:%H:%M}", digits))


def _close(report: EmergencyReport, digits: Digits) -> Iterator[Block]:
    words = paragraph(prose("توجيه المدير العام", digits), _WIDTH - 20, VALUE, before=0, clings=True)
    yield Boxed((words, HandLines(3, _WIDTH - 20)), _WIDTH, padding=8, before=14)
    yield from hands((Signer("رفعه", report.noted_by), Signer("المدير العام")), digits, seal="", before=10)
