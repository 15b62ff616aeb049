"""The register in which the staff sign that they have read the policy: a line each, and lines for those to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.paper.blocks import Boxed, paragraph
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, SMALL, STRONG, VALUE
from forms.paper.tables import Row, Table, cell, cell_beside, fields
from forms.paper.text import NOTHING, Digits, code, prose, value
from forms.paper.titles import titled

FORM = Form("سجل الاطلاع على السياسة والتوقيع عليها", "1")
_WIDTH = CONTENT_WIDTH
_WIDTHS = tuple(_WIDTH * share for share in (0.06, 0.3, 0.22, 0.17, 0.25))
_HEADS = ("م", "الاسم", "العمل", "التاريخ", "التوقيع")
_TO_SIGN = 27.0
"""Points."""


@dataclass(frozen=True)
class Reader:
    """Who is to read and sign, and what he does in the association."""

    name: str
    work: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyRegister:
    """`version` is the policy's; `facts` (label, text) what is known of it, such as its approval; `basis` what the
    policy says of reading it. `pledge` is what each affirms by signing. `to_come` lines stay empty."""

    issue: Issue
    version: str
    facts: tuple[tuple[str, str], ...] = ()
    basis: tuple[Stated, ...] = ()
    pledge: str = ""
    readers: tuple[Reader, ...] = ()
    to_come: int = 8


def render_policy_register(register: PolicyRegister, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(register, digits)
    frame = letterhead_of(register.issue, FORM, made_at=made_at, digits=digits)
    data = [*_head(register, digits), _table(register, digits)]
    signing = list(hands((Signer("من حفظ السجل"), Signer("المدير العام")), digits, seal=""))
    return render(closed(data, [], None, signing, frame), frame, paper_of(register.issue, FORM))


def _head(register: PolicyRegister, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    known = [(prose("إصدار السياسة", digits), code(register.version))]
    yield fields([*known, *((prose(label, digits), prose(said, digits)) for label, said in register.facts)], _WIDTH)
    for one in register.basis:
        yield paragraph(one.shown(digits), _WIDTH, SMALL, before=4)
    if register.pledge:
        yield Boxed((paragraph(prose(register.pledge, digits), _WIDTH - 20, VALUE, before=0),), _WIDTH, before=8)


def _table(register: PolicyRegister, digits: Digits) -> Table:
    head = tuple(
        cell(prose(name, digits), wide, STRONG, tinted=True) for name, wide in zip(_HEADS, _WIDTHS, strict=True)
    )
    to_come = (Reader(""),) * register.to_come
    rows = tuple(_line(number, one, digits) for number, one in enumerate((*register.readers, *to_come), start=1))
    return Table(rows, (Row(head),), before=8)


def _line(number: int, one: Reader, digits: Digits) -> Row:
    """The place to sign is high enough for a signature, whatever stands beside it."""
    texts = (value(str(number), digits), prose(one.name, digits), prose(one.work, digits), NOTHING, NOTHING)
    return Row(tuple(cell_beside(text, wide, BODY, _TO_SIGN) for text, wide in zip(texts, _WIDTHS, strict=True)))
