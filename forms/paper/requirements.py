"""What a request needs, to take along before it is made: documents to tick off, conditions, the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.promise import Promise
from forms.paper.answer_day import answer_box
from forms.paper.blocks import heading, paragraph
from forms.paper.clauses import Stated, numbered
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import SMALL, STRONG, VALUE
from forms.paper.tables import Row, Table, Titled, cell, checked
from forms.paper.text import Digits, prose
from forms.paper.titles import subtitled, titled

FORM = Form("متطلبات الطلب", "1")
_WIDTH = CONTENT_WIDTH
_SHARES = (0.64, 0.36)


@dataclass(frozen=True)
class Wanted:
    """A document the person brings. `source` is the clause that names it, empty where the association proposes it."""

    text: str
    source: str = ""
    is_optional: bool = False
    expires: bool = False


@dataclass(frozen=True, kw_only=True)
class Requirements:
    """`proposed` says whose the documents are that no clause names. Sections that have nothing are left out."""

    issue: Issue
    request: str
    documents: tuple[Wanted, ...]
    promise: Promise
    proposed: str = ""
    conditions: tuple[Stated, ...] = ()
    steps: tuple[Stated, ...] = ()
    questions: tuple[Stated, ...] = ()
    complaints: tuple[Stated, ...] = ()


def render_requirements(sheet: Requirements, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4) of one kind of request; `made_at` is when it was printed. Same arguments, same bytes. Raises
    RuleBroken `paper.glyph.missing` before anything is drawn."""
    require_printable(sheet, digits)
    frame = letterhead_of(sheet.issue, FORM, made_at=made_at, digits=digits)
    return render(list(_blocks(sheet, digits)), frame, paper_of(sheet.issue, FORM))


def _blocks(sheet: Requirements, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    yield subtitled(sheet.request, digits)
    yield from _documents(sheet, digits)
    yield from _under("الشروط", sheet.conditions, digits)
    yield answer_box(sheet.promise, _WIDTH, digits)
    yield from _under("بعد تقديم الطلب", sheet.steps, digits)
    yield from _under("إن كان لديك سؤال", sheet.questions, digits)
    yield from _under("إن كانت لديك شكوى", sheet.complaints, digits)


def _documents(sheet: Requirements, digits: Digits) -> Iterator[Block]:
    if not sheet.documents:
        return
    title, again = (heading(prose(said, digits), _WIDTH) for said in ("المستندات", "المستندات (تابع)"))
    widths = [_WIDTH * share for share in _SHARES]
    names = ("أحضر الأصل، وضع علامة على ما أعددته", "ملاحظة")
    head = Row(tuple(cell(prose(n, digits), w, STRONG, tinted=True) for n, w in zip(names, widths, strict=True)))
    rows = tuple(_row(one, widths, digits) for one in sheet.documents)
    yield Titled(title, Table(rows, (head,)), again)
    if sheet.proposed and any(not one.source for one in sheet.documents):
        yield paragraph(prose(sheet.proposed, digits), _WIDTH, SMALL, before=3)


def _row(one: Wanted, widths: Sequence[float], digits: Digits) -> Row:
    notes = ["إن وُجد" if one.is_optional else "", "ساري المفعول يوم التقديم" if one.expires else "", one.source]
    note = prose("، ".join(filter(None, notes)), digits)
    return Row((checked(prose(one.text, digits), widths[0], ticked=False), cell(note, widths[1], VALUE)))


def _under(title: str, said: Sequence[Stated], digits: Digits) -> Iterator[Block]:
    if said:
        yield heading(prose(title, digits), _WIDTH)
        yield from numbered(said, _WIDTH, digits)
