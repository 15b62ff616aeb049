"""Any form as a sheet to be filled in by hand: its sections and questions, boxes to tick, lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from forms.paper.blocks import PAGEFUL, Boxed, Together, heading, paragraph
from forms.paper.clauses import Stated
from forms.paper.closing import closed
from forms.paper.fonts import Weight
from forms.paper.hands import Signer, hands
from forms.paper.handwriting import INDENT, HandLines, Writing, answer, marked, ticks, ticks_beside
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, LABEL, SMALL, STRONG, VALUE, Type
from forms.paper.tables import Cell, Row, Table, cell, cell_beside
from forms.paper.text import NOTHING, Digits, Text, prose, spaced, value
from forms.paper.titles import titled

Kind = Literal["line", "lines", "number", "date", "time", "one", "many", "rank", "note", "attached"]
_WIDTH = CONTENT_WIDTH
_LINES = 3
_SCALE_TEXT = 0.4
"""Of the width, for the questions of a scale; its points share the rest."""
_MOST_POINTS = 7
_MOST_COLUMNS = 6
_MOST_BESIDE = 4
_ROWS_AS_BOXES = 3
_TO_WRITE = Type(Weight.REGULAR, 11, 25)
_HINTS = {
    "many": "يمكن اختيار أكثر من جواب",
    "rank": "اكتب أمام كلٍّ ترتيبه: ١ للأهم",
    "attached": "يُرفق بهذه الورقة",
}
_BY_CLERK = "يملؤه موظف الاستقبال"


@dataclass(frozen=True)
class Asked:
    """One question. `choices` of a question with choices; `is_scale` when they are the points of a scale; `when` says
    who is asked it, if not everybody; `by_clerk` when the person does not answer it."""

    text: str
    kind: Kind = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_scale: bool = False
    when: str = ""
    by_clerk: bool = False


@dataclass(frozen=True)
class AskedRows:
    """Questions that are asked of each of several: `rows` places for them."""

    title: str
    items: tuple[Asked | AskedRows, ...]
    rows: int = 5
    when: str = ""


@dataclass(frozen=True)
class AskedSection:
    title: str
    items: tuple[Asked | AskedRows, ...]


@dataclass(frozen=True, kw_only=True)
class BlankForm:
    """`title` and `version` are the form's. `facts` are written by hand above the questions (name, number, day): none
    for a form that names nobody. `basis` is what the policy says of it; `signers` who sign below."""

    issue: Issue
    title: str
    version: str
    sections: tuple[AskedSection, ...]
    facts: tuple[str, ...] = ()
    basis: tuple[Stated, ...] = ()
    signers: tuple[str, ...] = ()


def render_blank_form(blank: BlankForm, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4); `made_at` is when it was printed, ISO 8601. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(blank, digits)
    form = Form(" ".join(blank.title.split()), blank.version)
    frame = letterhead_of(blank.issue, form, made_at=made_at, digits=digits)
    data = [*_head(blank, digits), *_Numbering(digits).sections(blank.sections)]
    close = list(hands([Signer(role) for role in blank.signers], digits, seal=""))
    blocks = closed(data, [], None, close, frame) if close else data
    return render(blocks, frame, paper_of(blank.issue, form))


def _head(blank: BlankForm, digits: Digits) -> Iterator[Block]:
    yield titled(" ".join(blank.title.split()), digits)
    for said in blank.basis:
        yield paragraph(said.shown(digits), _WIDTH, SMALL, before=4)
    named = [name for name in blank.facts if name]
    rows = tuple(_to_fill(named[start : start + 2], digits) for start in range(0, len(named), 2))
    if rows:
        yield Table(rows, before=8)


def _to_fill(names: Sequence[str], digits: Digits) -> Row:
    """One or two names, the places to write beside them filling the width."""
    label, place = _WIDTH * 0.18, _WIDTH / len(names) - _WIDTH * 0.18
    cells = []
    for name in names:
        said = cell_beside(prose(name, digits), label, LABEL, _TO_WRITE.leading)
        cells += [replace(said, tinted=True), cell(NOTHING, place, _TO_WRITE)]
    return Row(tuple(cells))


class _Numbering:
    """Numbers the questions from 1 through all sections."""

    def __init__(self, digits: Digits) -> None:
        self._digits = digits
        self._number = 0

    def sections(self, sections: Sequence[AskedSection]) -> Iterator[Block]:
        for section in sections:
            if section.title:
                yield heading(self._prose(section.title), _WIDTH)
            yield from self._items(section.items, _WIDTH)

    def _items(self, items: Sequence[Asked | AskedRows], width: float) -> Iterator[Block]:
        for points, run in groupby(items, key=_points_of):
            together = list(run)
            if points:
                yield self._scale([one for one in together if isinstance(one, Asked)], points, width)
                continue
            for one in together:
                yield self._rows(one, width) if isinstance(one, AskedRows) else self._question(one, width)

    def _question(self, asked: Asked, width: float) -> Block:
        if asked.kind == "note":
            return paragraph(self._said(asked), width, BODY, before=7)
        return self._marked(list(self._asked(asked, width - INDENT)), width)

    def _marked(self, inside: Sequence[Block], width: float, *, most: float = PAGEFUL) -> Block:
        self._number += 1
        return marked(self._number, inside, width, self._digits, most=most)

    def _asked(self, asked: Asked, width: float) -> Iterator[Block]:
        if asked.kind in ("line", "number", "date", "time"):
            yield from self._answered(asked, asked.kind, width)
            yield from self._hint(asked, width)
            return
        choices = [self._prose(choice) for choice in asked.choices]
        beside = ticks_beside(self._said(asked), choices, width) if asked.kind in ("one", "many") else None
        if beside is not None:
            yield beside
            yield from self._hint(asked, width)
            return
        yield paragraph(self._said(asked), width, VALUE, before=0, clings=True)
        yield from self._hint(asked, width)
        if asked.kind in ("one", "many", "rank"):
            yield ticks(choices, width)
        else:
            yield HandLines(_LINES if asked.kind == "lines" else 1, width, before=0)

    def _answered(self, asked: Asked, writing: Writing, width: float) -> Iterator[Block]:
        """A long question stands above its answer, and may go on over a page."""
        beside = answer(self._said(asked), writing, width, self._digits, before=0)
        if len(beside.lines) <= _MOST_BESIDE:
            yield beside
            return
        yield paragraph(self._said(asked), width, VALUE, before=0)
        yield answer(NOTHING, writing, width, self._digits)

    def _hint(self, asked: Asked, width: float) -> Iterator[Block]:
        said = "؛ ".join(filter(None, (asked.hint, _HINTS.get(asked.kind, ""))))
        if said:
            yield paragraph(self._prose(said), width, SMALL, before=0, clings=True)

    def _said(self, asked: Asked) -> Text:
        about = "، ".join(filter(None, (asked.when, _BY_CLERK if asked.by_clerk else "")))
        return spaced(self._prose(asked.text), self._prose(f"({about})") if about else NOTHING)

    def _scale(self, asked: Sequence[Asked], points: Sequence[str], width: float) -> Block:
        text, each = width * _SCALE_TEXT, width * (1 - _SCALE_TEXT) / len(points)
        heads = tuple(cell(self._prose(point), each, LABEL, align="centre", tinted=True) for point in points)
        head = Row((cell(NOTHING, text, STRONG, tinted=True), *heads))
        rows = []
        for one in asked:
            self._number += 1
            number = Text(f"{value(str(self._number), self._digits)}.")
            said = spaced(number, self._said(one), self._prose(f"({one.hint})") if one.hint else NOTHING)
            boxes = tuple(Cell((), each, align="centre", tick=False) for _ in points)
            rows.append(Row((cell(said, text), *boxes)))
        return Table(tuple(rows), (head,), before=7)

    def _rows(self, rows: AskedRows, width: float) -> Block:
        title = spaced(self._prose(rows.title), self._prose(f"({rows.when})") if rows.when else NOTHING)
        inner = width - INDENT
        columns = [one for one in rows.items if isinstance(one, Asked)]
        is_table = len(columns) == len(rows.items) <= _MOST_COLUMNS and all(one.kind != "lines" for one in columns)
        head = [paragraph(title, inner, VALUE, before=0, clings=True)] if title else []
        if is_table:
            return self._marked([*head, self._table(columns, rows.rows, inner)], width)
        number, boxes = self._number + 1, []
        for _ in range(min(rows.rows, _ROWS_AS_BOXES)):
            self._number = 0
            boxes.append(Together((Boxed(tuple(self._items(rows.items, inner - 20)), inner, before=6),)))
        self._number = number - 1
        return self._marked([*head, *boxes], width, most=0)

    def _table(self, columns: Sequence[Asked], count: int, width: float) -> Block:
        each = width / len(columns)
        heads = tuple(cell(self._head(one), each, LABEL, tinted=True) for one in columns)
        empty = Row(tuple(cell(NOTHING, each, _TO_WRITE) for _ in columns))
        return Table((empty,) * count, (Row(heads),))

    def _head(self, asked: Asked) -> Text:
        choices = " / ".join(asked.choices)
        return spaced(self._said(asked), self._prose(f"({choices})") if choices else NOTHING)

    def _prose(self, said: str) -> Text:
        return prose(said, self._digits) if said else NOTHING


def _points_of(item: Asked | AskedRows) -> tuple[str, ...]:
    """The points of the scale that a question is answered on; none for another."""
    is_scale = isinstance(item, Asked) and item.is_scale and 2 <= len(item.choices) <= _MOST_POINTS
    return item.choices if is_scale and isinstance(item, Asked) else ()
