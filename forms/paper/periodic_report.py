"""The periodic report to the general manager: what an office counted in a stretch of days, in figures and charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.charts import Columns, Legend, bars, boxes
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.dates import gregorian, hijri
from forms.paper.hands import Signer, hands
from forms.paper.handwriting import HandLines
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, SMALL, VALUE
from forms.paper.tables import fields
from forms.paper.text import Digits, Text, prose, spaced, value
from forms.paper.titles import titled

FORM = Form("التقرير الدوري", "1")
_WIDTH = CONTENT_WIDTH
_IN_A_ROW = 4
_NOTHING = "لا شيء في هذه الفترة."


@dataclass(frozen=True)
class Chart:
    """Columns in the order of time; each count has a number for each of `series`."""

    title: str
    series: tuple[str, ...]
    columns: tuple[tuple[str, tuple[int, ...]], ...]
    note: str = ""


@dataclass(frozen=True)
class Group:
    """What was counted, by kind; `facts` are said below as they are, `note` what the reader must know. With `of` the
    rows are scores, and that is the greatest."""

    title: str
    rows: tuple[tuple[str, int], ...]
    facts: tuple[tuple[str, str], ...] = ()
    note: str = ""
    of: int | None = None


@dataclass(frozen=True, kw_only=True)
class PeriodReport:
    """`first` and `last` are ISO days, both reported on. `basis` is what the policy says of such reports; `figures`
    (label, number) stand in boxes above everything else."""

    issue: Issue
    first: str
    last: str
    figures: tuple[tuple[str, str], ...]
    parts: tuple[Chart | Group, ...]
    basis: tuple[Stated, ...] = ()
    prepared_by: str = ""


def render_period_report(report: PeriodReport, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(report, digits)
    frame = letterhead_of(report.issue, FORM, made_at=made_at, digits=digits)
    data = [*_head(report, digits), *(block for part in report.parts for block in _part(part, digits))]
    return render(closed(data, [], None, list(_close(report, digits)), frame), frame, paper_of(report.issue, FORM))


def _head(report: PeriodReport, digits: Digits) -> Iterator[Block]:
    first, last = date.fromisoformat(report.first), date.fromisoformat(report.last)
    yield titled(FORM.title, digits)
    yield paragraph(_span(gregorian(first, digits), gregorian(last, digits), digits), _WIDTH, VALUE, align="centre",
                    before=0, clings=True)  # fmt: skip
    if hijri(first, digits) and hijri(last, digits):
        yield paragraph(
            _span(hijri(first, digits), hijri(last, digits), digits), _WIDTH, BODY, align="centre", before=0
        )
    for one in report.basis:
        yield paragraph(one.shown(digits), _WIDTH, SMALL, before=4)
    for start in range(0, len(report.figures), _IN_A_ROW):
        row = report.figures[start : start + _IN_A_ROW]
        yield boxes([(value(number, digits), prose(label, digits)) for label, number in row], _WIDTH)


def _span(first: Text, last: Text, digits: Digits) -> Text:
    if first == last:
        return spaced(prose("يوم", digits), first)
    return spaced(prose("من", digits), first, prose("إلى", digits), last)


def _part(part: Chart | Group, digits: Digits) -> Iterator[Block]:
    yield heading(prose(part.title, digits), _WIDTH)
    if isinstance(part, Chart):
        if len(part.series) > 1:
            yield Legend(tuple(prose(one, digits) for one in part.series), _WIDTH)
        labels = tuple(prose(label, digits) for label, _ in part.columns)
        yield Columns(labels, tuple(counts for _, counts in part.columns), _WIDTH, digits)
    else:
        yield from _group(part, digits)
    if part.note:
        yield paragraph(prose(part.note, digits), _WIDTH, SMALL, before=3)


def _group(group: Group, digits: Digits) -> Iterator[Block]:
    if any(count for _, count in group.rows):
        yield bars(group.rows, _WIDTH, digits, of=group.of)
    elif not group.facts:
        yield paragraph(prose(_NOTHING, digits), _WIDTH, BODY)
    if group.facts:
        yield fields([(prose(label, digits), prose(said, digits)) for label, said in group.facts], _WIDTH, before=6)


def _close(report: PeriodReport, digits: Digits) -> Iterator[Block]:
    words = paragraph(prose("توجيه المدير العام", digits), _WIDTH - 20, VALUE, before=0, clings=True)
    yield Boxed((words, HandLines(2, _WIDTH - 20)), _WIDTH, padding=8, before=12)
    yield from hands((Signer("أعدّه", report.prepared_by), Signer("المدير العام")), digits, seal="", before=8)
