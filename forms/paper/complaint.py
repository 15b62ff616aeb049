"""A complaint: the receipt that the complainant takes along, and the record of how it was settled amicably."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.paper.blocks import heading, paragraph
from forms.paper.clauses import Stated, numbered
from forms.paper.closing import closed
from forms.paper.dates import day_or_words
from forms.paper.hands import Signer, hands
from forms.paper.handwriting import HandLines
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import SMALL, STRONG, VALUE
from forms.paper.tables import Cell, Row, Table, Titled, cell, fields, grid
from forms.paper.text import Digits, Text, code, prose, value
from forms.paper.titles import titled

RECEIPT = Form("إشعار استلام شكوى", "1")
SETTLEMENT = Form("محضر تسوية ودية", "1")
_WIDTH = CONTENT_WIDTH
_BLANK_TERMS = 3
_HAND_LINES = 4
_KEEP = "احتفظ بهذا الإشعار، واذكر رقمه عند السؤال عن شكواك."


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """`issue.number` is the complaint's; `channel` how it came, `about` the service or department, `said` the complaint
    in his words, `wanted` what he asks for. Empty ones are written by hand, on a blank. `owner` follows it up; `rules`
    are the policy's, on how that is done."""

    issue: Issue
    channel: str = ""
    about: str = ""
    said: str = ""
    wanted: str = ""
    owner: str = ""
    contact: str = ""
    clerk: str = ""
    rules: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class Term:
    """One thing that was agreed: what, by whom, until when (ISO day or words)."""

    what: str
    who: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """`complaint` is the number of the complaint; `dispute` what it was about. Without `terms` there is room to write
    them. `signers` are who agreed, beside the person. `thumb`: who does not write may set his thumb before two
    witnesses."""

    issue: Issue
    complaint: str = ""
    dispute: str = ""
    terms: tuple[Term, ...] = ()
    rules: tuple[Stated, ...] = ()
    signers: tuple[Signer, ...] = ()
    thumb: bool = True


def render_complaint_receipt(complaint: Complaint, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(complaint, digits)
    frame = letterhead_of(complaint.issue, RECEIPT, made_at=made_at, digits=digits)
    data = list(_complaint(complaint, digits))
    signing = [*hands((Signer("موظف الاستقبال", complaint.clerk),), digits), _kept(digits)]
    return render(closed(data, [], None, signing, frame), frame, paper_of(complaint.issue, RECEIPT))


def render_settlement(settlement: Settlement, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The same of the record that both sides sign; with the place for a thumb and two witnesses."""
    require_printable(settlement, digits)
    frame = letterhead_of(settlement.issue, SETTLEMENT, made_at=made_at, digits=digits)
    issue = settlement.issue
    signers = (Signer(issue.person_word, issue.person), *settlement.signers)
    signing = list(hands(signers, digits, thumb=settlement.thumb))
    data = list(_settlement(settlement, digits))
    return render(closed(data, [], None, signing, frame), frame, paper_of(issue, SETTLEMENT))


def _complaint(complaint: Complaint, digits: Digits) -> Iterator[Block]:
    issue = complaint.issue
    yield titled(RECEIPT.title, digits)
    pairs = (
        (f"اسم {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("وردت عبر", prose(complaint.channel, digits)),
        ("تتعلق بـ", prose(complaint.about, digits)),
        ("يتابعها", prose(complaint.owner, digits)),
        ("وسيلة التواصل", prose(complaint.contact, digits)),
    )
    yield from known(pairs, digits)
    yield from written("موضوع الشكوى", complaint.said, digits)
    yield from written("ما يطلبه صاحبها", complaint.wanted, digits)
    yield from _ruled("كيف تُتابَع", complaint.rules, digits)


def _settlement(settlement: Settlement, digits: Digits) -> Iterator[Block]:
    issue = settlement.issue
    yield titled(SETTLEMENT.title, digits)
    pairs = (
        (f"اسم {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("رقم الشكوى", code(settlement.complaint)),
    )
    yield from known(pairs, digits)
    yield from written("موضوع الخلاف", settlement.dispute, digits)
    yield from _agreed(settlement.terms, digits)
    yield from _ruled("ما تنص عليه السياسة", settlement.rules, digits)


def known(pairs: Sequence[tuple[str, Text]], digits: Digits) -> Iterator[Block]:
    """What is known, as fields; what is not is left out."""
    found = [(prose(label, digits), shown) for label, shown in pairs if shown]
    if found:
        yield fields(found, _WIDTH, before=6)


def written(title: str, said: str, digits: Digits) -> Iterator[Block]:
    """A text under its heading, or lines to write it on."""
    yield heading(prose(title, digits), _WIDTH)
    if said:
        yield paragraph(prose(said, digits), _WIDTH, VALUE, before=6)
    else:
        yield HandLines(_HAND_LINES, _WIDTH)


def _agreed(terms: Sequence[Term], digits: Digits) -> Iterator[Block]:
    title, again = (heading(prose(said, digits), _WIDTH) for said in ("ما اتُّفق عليه", "ما اتُّفق عليه (تابع)"))
    heads = [prose(head, digits) for head in ("م", "ما يُنفَّذ", "من ينفذه", "متى")]
    given = terms or (Term(""),) * _BLANK_TERMS
    rows = [
        [value(str(number), digits), *(prose(text, digits) for text in (one.what, one.who, day_or_words(one.until)))]
        for number, one in enumerate(given, start=1)
    ]
    table = grid(heads, rows, _WIDTH) if terms else _by_hand(heads, rows)
    if table is not None:
        yield Titled(title, table, again)
        return
    yield title
    for row in rows:
        yield fields([(head, text) for head, text in zip(heads, row, strict=True) if text], _WIDTH)


def _by_hand(heads: Sequence[Text], rows: Sequence[Sequence[Text]]) -> Table:
    widths = [_WIDTH * share for share in (0.07, 0.5, 0.25, 0.18)]
    head = Row(tuple(cell(text, width, STRONG, tinted=True) for text, width in zip(heads, widths, strict=True)))
    return Table(tuple(Row((cell(row[0], widths[0]), *map(_room, widths[1:]))) for row in rows), (head,))


def _room(width: float) -> Cell:
    """Two lines high, to write on."""
    return cell(Text("\n"), width)


def _ruled(title: str, rules: Sequence[Stated], digits: Digits) -> Iterator[Block]:
    if rules:
        yield heading(prose(title, digits), _WIDTH)
        yield from numbered(rules, _WIDTH, digits)


def _kept(digits: Digits) -> Block:
    return paragraph(prose(_KEEP, digits), _WIDTH, SMALL, before=6)
