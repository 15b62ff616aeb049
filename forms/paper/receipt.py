"""The receipt that a person takes along: what was received, what happens next, and when the answer comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from domain.promise import Promise
from forms.paper import roll
from forms.paper.answer_day import answer_box
from forms.paper.blocks import Boxed, SideBySide, heading, paragraph
from forms.paper.clauses import Stated, listed, numbered
from forms.paper.fonts import Weight
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, HALF_SHEET, Block, render
from forms.paper.pen import BODY, DARK, SMALL, STRONG, TITLE, Type
from forms.paper.signing import SEAL_WIDTH, Blank, Party, Signatures, SignLine, filled
from forms.paper.tables import fields
from forms.paper.text import Digits, Text, code, prose, spaced

FORM = Form("إشعار استلام طلب", "1")
Layout = Literal["a4", "a5", "roll"]
_HALF_TITLE, _HALF_BODY = Type(Weight.BOLD, 14, 19), Type(Weight.REGULAR, 10, 14.5)
_HALF_SMALL = Type(Weight.REGULAR, 8.5, 12, DARK)
_WIDTH = CONTENT_WIDTH
_GAP = 14.0
_LEAST_ROOM = 150.0
_MOST_BESIDE = 190.0
"""Points of the half page that are left below the fields of an ordinary receipt."""
_RECEIVED, _SEEN = "مستندات عُرضت أصولها وطوبقت", "مستندات طوبقت"
_NEXT = "ما يلي هذا"
_INCOMPLETE = "الطلب غير مكتمل بعد، وبقي لاكتماله:"
_KEEP = "احتفظ بهذا الإشعار، واذكر رقمه عند السؤال عن طلبك."
_CLERK = "موظف الاستقبال"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`issue.number` is the reference the person asks by. `received` are the documents whose originals were seen;
    `missing` what he still has to bring: with any, the request is not complete and the paper says so. `attestation` is
    the number of what he signed, `contact` the agreed means."""

    issue: Issue
    request: str
    promise: Promise
    received: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[Stated, ...] = ()
    attestation: str = ""
    contact: str = ""
    clerk: str = ""


def render_receipt(receipt: Receipt, *, made_at: str, digits: Digits = "arab", layout: Layout = "a4") -> bytes:
    """The PDF of one receipt on A4, on half of it (A5 lying; names so long that they leave no room there take a whole
    page), or on a roll of 80 mm as long as it needs.

    `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken `paper.glyph.missing`
    before anything is drawn.
    """
    require_printable(receipt, digits)
    paper = paper_of(receipt.issue, FORM)
    if layout == "roll":
        head, foot = roll.roll_head(receipt.issue, FORM, digits), roll.roll_foot(receipt.issue, FORM, made_at, digits)
        return roll.render_roll([*head, *_on_a_roll(receipt, digits), *foot], paper)
    half = letterhead_of(receipt.issue, FORM, made_at=made_at, digits=digits, sheet=HALF_SHEET)
    half = replace(half, subject=prose(_KEEP, digits))
    if layout == "a4" or half.bottom() - half.top(1) < _LEAST_ROOM:
        frame = letterhead_of(receipt.issue, FORM, made_at=made_at, digits=digits)
        return render(list(_on_a_sheet(receipt, digits)), frame, paper)
    return render(list(_on_half_a_sheet(receipt, digits)), half, paper, sheet=HALF_SHEET)


def _on_a_sheet(receipt: Receipt, digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(FORM.title, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    yield fields(list(_said(receipt, digits)), _WIDTH, before=6)
    if receipt.missing:
        yield _incomplete(receipt, _WIDTH, digits, STRONG, BODY)
    yield answer_box(receipt.promise, _WIDTH, digits)
    if receipt.received:
        yield heading(prose(_RECEIVED, digits), _WIDTH)
        yield from listed([Stated(one) for one in receipt.received], _WIDTH, digits)
    if receipt.steps:
        yield heading(prose(_NEXT, digits), _WIDTH)
        yield from numbered(receipt.steps, _WIDTH, digits)
    yield _signature(receipt, digits)
    yield paragraph(prose(_KEEP, digits), _WIDTH, SMALL, before=6)


def _on_half_a_sheet(receipt: Receipt, digits: Digits) -> Iterator[Block]:
    """Everything on its one page as long as it is not unusually much."""
    yield paragraph(prose(FORM.title, digits), _WIDTH, _HALF_TITLE, align="centre", before=0, clings=True)
    seen = (prose(_SEEN, digits), prose("، ".join(receipt.received), digits))
    yield fields([*_said(receipt, digits), *([seen] if receipt.received else [])], _WIDTH, before=2)
    if receipt.missing:
        yield _incomplete(receipt, _WIDTH, digits, STRONG, BODY)
    half = (_WIDTH - _GAP) / 2
    answer = answer_box(receipt.promise, half, digits, small=_HALF_SMALL, padding=5, before=6)
    beside = SideBySide((tuple(_beside(receipt, half, digits)), (answer,)), half, _GAP)
    if beside.height <= _MOST_BESIDE:
        yield beside
        return
    yield answer_box(receipt.promise, _WIDTH, digits)
    yield from _beside(receipt, _WIDTH, digits)


def _beside(receipt: Receipt, width: float, digits: Digits) -> Iterator[Block]:
    if receipt.steps:
        yield paragraph(prose(_NEXT, digits), width, STRONG, before=6, clings=True)
        yield from numbered(receipt.steps, width, digits, _HALF_BODY, before=1)
    signature = spaced(prose(f"{_CLERK}:", digits), prose(receipt.clerk, digits))
    yield SignLine(signature, prose("التوقيع:", digits), width, before=2)


def _on_a_roll(receipt: Receipt, digits: Digits) -> Iterator[Block]:
    width = roll.CONTENT
    yield from roll.roll_fields(list(_said(receipt, digits)))
    if receipt.missing:
        yield _incomplete(receipt, width, digits, roll.STRONG, roll.BODY)
    if receipt.received:
        yield paragraph(prose(_RECEIVED, digits), width, roll.STRONG, before=6, clings=True)
        yield from listed([Stated(one) for one in receipt.received], width, digits, roll.BODY, before=0)
    yield answer_box(receipt.promise, width, digits, small=roll.SMALL, padding=6)
    if receipt.steps:
        yield paragraph(prose(_NEXT, digits), width, roll.STRONG, before=6, clings=True)
        yield from numbered(receipt.steps, width, digits, roll.BODY, before=1)
    if receipt.clerk:
        yield from roll.roll_fields([(prose(_CLERK, digits), prose(receipt.clerk, digits))])
    yield paragraph(prose(_KEEP, digits), width, roll.SMALL, before=6)


def _said(receipt: Receipt, digits: Digits) -> Iterator[tuple[Text, Text]]:
    """What it is about; what is not known is left out."""
    issue = receipt.issue
    pairs = [
        (f"اسم {issue.person_word}", prose(issue.person, digits)),
        ("رقم السجل", code(issue.file_number)),
        ("نوع الطلب", prose(receipt.request, digits)),
        ("رقم الإقرار الموقّع", code(receipt.attestation)),
        ("وسيلة التواصل", prose(receipt.contact, digits)),
    ]
    return ((prose(label, digits), shown) for label, shown in pairs if shown)


def _incomplete(receipt: Receipt, width: float, digits: Digits, title: Type, kind: Type) -> Boxed:
    padding = 8.0
    inner = width - 2 * padding
    first = paragraph(prose(_INCOMPLETE, digits), inner, title, before=0, clings=True)
    rest = listed([Stated(one) for one in receipt.missing], inner, digits, kind, before=1)
    return Boxed((first, *rest), width, padding=padding, before=8, weight=2.0)


def _signature(receipt: Receipt, digits: Digits) -> Signatures:
    width = _WIDTH - SEAL_WIDTH - 24
    name = prose("الاسم:", digits)
    clerk = filled(name, prose(receipt.clerk, digits), width) if receipt.clerk else Blank(name)
    party = Party(prose(_CLERK, digits), (clerk, Blank(prose("التوقيع:", digits), height=28)))
    return Signatures(width=_WIDTH, before=12, parties=(party,), seal=prose("ختم المكتب", digits))
