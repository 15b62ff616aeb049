"""The minutes of a committee's session: who was there, what it looked at, what it decided and why, and who signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.paper.blocks import Boxed, heading, paragraph
from forms.paper.clauses import Stated, numbered
from forms.paper.closing import closed
from forms.paper.hands import Signer, hands
from forms.paper.handwriting import HandLines
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, SMALL, STRONG, VALUE
from forms.paper.tables import Cell, Row, Table, cell, cell_beside, fields, grid
from forms.paper.text import NOTHING, Digits, Text, code, prose, value
from forms.paper.titles import titled

FORM = Form("محضر جلسة", "1")
_WIDTH = CONTENT_WIDTH
_TO_SIGN = 29.0
"""Points."""
_LINES = 2


@dataclass(frozen=True)
class Member:
    """`capacity` is what he is in the committee; `excuse` why he was not there, where that is known."""

    name: str
    capacity: str = ""
    is_present: bool = True
    excuse: str = ""


@dataclass(frozen=True)
class Looked:
    """One case that was looked at. `household` says how many it is about; `decision` in the committee's words, with
    its `reason`."""

    person: str
    request: str
    decision: str
    file_number: str = ""
    case_number: str = ""
    household: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """`issue.number` is the session's, `issue.at` when it was held. `committee` is what the policy calls it, `basis`
    what the policy says of its work. `findings` (title, text) are what else it stated, such as a harm, its size and its
    causes; `director` what the general manager directed, empty to be written by hand; `signed` when
    and by whom the paper that was kept is signed."""

    issue: Issue
    committee: str
    person_word: str
    members: tuple[Member, ...]
    place: str = ""
    ended_at: str = ""
    basis: tuple[Stated, ...] = ()
    agenda: tuple[str, ...] = ()
    cases: tuple[Looked, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    recommendations: tuple[str, ...] = ()
    secretary: str = ""
    director: str = ""
    signed: str = ""


def render_minutes(minutes: Minutes, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(minutes, digits)
    frame = letterhead_of(minutes.issue, FORM, made_at=made_at, digits=digits)
    data = [*_head(minutes, digits), *_members(minutes, digits), *_looked_at(minutes, digits)]
    signing = list(_signing(minutes, digits))
    return render(closed(data, [], None, signing, frame), frame, paper_of(minutes.issue, FORM))


def _head(minutes: Minutes, digits: Digits) -> Iterator[Block]:
    yield titled(f"{FORM.title} {minutes.committee}", digits)
    facts = [
        ("رقم الجلسة", code(minutes.issue.number)),
        ("مكان الانعقاد", prose(minutes.place, digits)),
        ("انتهت الساعة", value(minutes.ended_at, digits)),
        ("أمين اللجنة", prose(minutes.secretary, digits)),
    ]
    shown = [(prose(label, digits), said) for label, said in facts if said]
    if shown:
        yield fields(shown, _WIDTH, before=6)
    for one in minutes.basis:
        yield paragraph(one.shown(digits), _WIDTH, SMALL, before=4)


def _members(minutes: Minutes, digits: Digits) -> Iterator[Block]:
    if not minutes.members:
        return
    yield heading(prose("الأعضاء", digits), _WIDTH)
    shares = (0.06, 0.36, 0.22, 0.1, 0.26)
    widths = [_WIDTH * share for share in shares]
    heads = [prose(name, digits) for name in ("م", "الاسم", "الصفة", "حضر", "ملاحظة")]
    head = Row(tuple(cell(t, w, STRONG, tinted=True) for t, w in zip(heads, widths, strict=True)))
    rows = []
    for number, one in enumerate(minutes.members, start=1):
        texts = (value(str(number), digits), prose(one.name, digits), prose(one.capacity, digits))
        cells = [cell(t, w, BODY) for t, w in zip(texts, widths, strict=False)]
        there = Cell((), widths[3], align="centre", tick=one.is_present)
        rows.append(Row((*cells, there, cell(prose(one.excuse, digits), widths[4], BODY))))
    yield Table(tuple(rows), (head,))


def _looked_at(minutes: Minutes, digits: Digits) -> Iterator[Block]:
    if minutes.agenda:
        yield heading(prose("جدول الأعمال", digits), _WIDTH)
        yield from numbered([Stated(one) for one in minutes.agenda], _WIDTH, digits)
    if minutes.cases:
        yield heading(prose("الطلبات والقرارات", digits), _WIDTH)
        yield from _cases(minutes, digits)
    for title, text in minutes.findings:
        yield heading(prose(title, digits), _WIDTH)
        yield paragraph(prose(text, digits), _WIDTH, BODY)
    if minutes.recommendations:
        yield heading(prose("التوصيات", digits), _WIDTH)
        yield from numbered([Stated(one) for one in minutes.recommendations], _WIDTH, digits)


def _cases(minutes: Minutes, digits: Digits) -> Iterator[Block]:
    """As a table while the words fit side by side; else each case by itself."""
    names = ("م", "رقم الملف", minutes.person_word, "الطلب", "الأفراد", "القرار", "السبب")
    rows = [_case(number, one, digits) for number, one in enumerate(minutes.cases, start=1)]
    kept = [place for place in range(len(names)) if any(row[place] for row in rows)]
    titles = [prose(names[place], digits) for place in kept]
    table = grid(titles, [[row[place] or NOTHING for place in kept] for row in rows], _WIDTH)
    if table is not None:
        yield table
        return
    for row in rows:
        pairs = [(prose(name, digits), said) for name, said in zip(names, row, strict=True) if said]
        yield fields(pairs, _WIDTH, before=6)


def _case(number: int, one: Looked, digits: Digits) -> tuple[Text, ...]:
    file = "\n".join(part for part in (code(one.file_number), code(one.case_number)) if part)
    return (
        value(str(number), digits),
        Text(file),
        prose(one.person, digits),
        prose(one.request, digits),
        value(one.household, digits),
        prose(one.decision, digits),
        prose(one.reason, digits),
    )


def _signing(minutes: Minutes, digits: Digits) -> Iterator[Block]:
    present = [one for one in minutes.members if one.is_present]
    widths = (_WIDTH * 0.38, _WIDTH * 0.24, _WIDTH * 0.38)
    heads = (prose("الأعضاء الحاضرون", digits), prose("الصفة", digits), prose("التوقيع", digits))
    head = Row(tuple(cell(t, w, STRONG, tinted=True) for t, w in zip(heads, widths, strict=True)))
    rows = tuple(
        Row(
            (
                cell_beside(prose(one.name, digits), widths[0], VALUE, _TO_SIGN),
                cell_beside(prose(one.capacity, digits), widths[1], BODY, _TO_SIGN),
                cell_beside(NOTHING, widths[2], BODY, _TO_SIGN),
            )
        )
        for one in present
    )
    if rows:
        yield Table(rows, (head,), before=12)
    if minutes.signed:
        yield paragraph(prose(minutes.signed, digits), _WIDTH, BODY, before=6)
    words = paragraph(prose("توجيه المدير العام", digits), _WIDTH - 20, VALUE, before=0, clings=True)
    said = paragraph(prose(minutes.director, digits), _WIDTH - 20, BODY) if minutes.director else None
    yield Boxed((words, said or HandLines(_LINES, _WIDTH - 20)), _WIDTH, padding=8, before=10)
    yield from hands((Signer("المدير العام"),), digits, seal="ختم الجمعية", before=8)
