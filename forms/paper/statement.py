"""A person's own statement: all that is held about him, by kinds of record, and who did what with it and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.paper.attested_data import EMPTY, answers, checks
from forms.paper.blocks import heading, paragraph
from forms.paper.closing import closed
from forms.paper.frozen import unfrozen
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, SMALL, STRONG
from forms.paper.tables import Titled, fields, grid
from forms.paper.text import Digits, prose, spaced, value
from forms.paper.titles import titled

FORM = Form("بيان بما هو محفوظ عن صاحبه", "1")
_WIDTH = CONTENT_WIDTH
_NOTHING = "لا شيء محفوظ."
_MOST_BESIDE = 6
"""Columns; records of more fields stand each for itself, where they can be read."""


@dataclass(frozen=True)
class Held:
    """Records of one kind: a row each, its values in the order of `heads`. `said` stands above them."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str = ""


@dataclass(frozen=True)
class Told:
    """What the person said in one interview, as lines of an attestation (`forms.paper.frozen`); `clerk` held it."""

    title: str
    lines: tuple[Mapping[str, Any], ...]
    said: str = ""
    clerk: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """`notice` is what the person was told of his data, `left_out` what the paper does not show and where it is."""

    issue: Issue
    parts: tuple[Held | Told, ...]
    notice: str = ""
    left_out: str = ""
    clerk: str = ""


def render_statement(statement: Statement, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4) of all that is held; `made_at` is when it was printed. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(statement, digits)
    frame = letterhead_of(statement.issue, FORM, made_at=made_at, digits=digits)
    data = list(_data(statement, digits))
    signing = list(hands((Signer("موظف الاستقبال", statement.clerk),), digits))
    return render(closed(data, [], None, signing, frame), frame, paper_of(statement.issue, FORM))


def _data(statement: Statement, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    for said in filter(None, (statement.notice, statement.left_out)):
        yield paragraph(prose(said, digits), _WIDTH, SMALL, before=2)
    for part in statement.parts:
        yield from _held(part, digits) if isinstance(part, Held) else _told(part, digits)


def _told(part: Told, digits: Digits) -> Iterator[Block]:
    yield heading(prose(part.title, digits), _WIDTH)
    if part.said:
        yield paragraph(prose(part.said, digits), _WIDTH, BODY, clings=bool(part.lines))
    read = unfrozen({"answers": part.lines, "clerk": {"name": part.clerk}})
    yield from answers(read, _WIDTH, digits)
    yield from checks(read, _WIDTH, digits)


def _held(part: Held, digits: Digits) -> Iterator[Block]:
    title, again = (heading(prose(said, digits), _WIDTH) for said in (part.title, f"{part.title} (تابع)"))
    if part.said or not part.rows:
        yield title
        yield paragraph(prose(part.said or _NOTHING, digits), _WIDTH, BODY, clings=bool(part.rows))
        yield from _alone(part, digits)
        return
    if len(part.rows) == 1:
        yield Titled(title, fields(_pairs(part.heads, part.rows[0], digits), _WIDTH), again)
        return
    heads = [prose("م", digits), *(prose(head, digits) for head in part.heads)]
    rows = [
        [value(str(number), digits), *(prose(cell, digits) or EMPTY for cell in row)]
        for number, row in enumerate(part.rows, start=1)
    ]
    table = grid(heads, rows, _WIDTH) if len(part.heads) <= _MOST_BESIDE else None
    if table is not None:
        yield Titled(title, table, again)
        return
    yield title
    yield from _alone(part, digits)


def _alone(part: Held, digits: Digits) -> Iterator[Block]:
    """A table for each record, its empty fields left out."""
    for number, row in enumerate(part.rows, start=1):
        if len(part.rows) > 1:
            count = spaced(value(str(number), digits), prose(f"من {len(part.rows)}", digits))
            yield paragraph(count, _WIDTH, STRONG, before=6, clings=True)
        yield fields(_pairs(part.heads, row, digits), _WIDTH, before=2)


def _pairs(heads: Sequence[str], row: Sequence[str], digits: Digits) -> list[Any]:
    pairs = [(prose(h, digits), prose(cell, digits)) for h, cell in zip(heads, row, strict=True) if cell.strip()]
    return pairs or [(prose(heads[0], digits), EMPTY)]
