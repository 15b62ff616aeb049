"""A request to be filled in by hand: the questions of an interview in their sections, with room for every answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.paper.blocks import Together, heading, paragraph
from forms.paper.closing import closed
from forms.paper.fonts import Weight
from forms.paper.hands import Signer, hands
from forms.paper.issued import Form, Issue, letterhead_of, paper_of, require_printable
from forms.paper.layout import CONTENT_WIDTH, Block, render
from forms.paper.pen import BODY, LABEL, SMALL, STRONG, Type
from forms.paper.tables import Cell, Row, Table, Titled, cell, checked, grid
from forms.paper.text import NOTHING, Digits, Text, prose, value
from forms.paper.titles import subtitled, titled
from forms.paper.wrapping import natural_width

FORM = Form("نموذج طلب", "1")
_WIDTH = CONTENT_WIDTH
_BY_HAND = Type(Weight.REGULAR, 11, 23)
_LONG_HAND = Type(Weight.REGULAR, 11, 62)
_LABEL_SHARE = 0.4
_ABREAST = (4, 3, 2, 1)
_FEW = 3
_TICK_ROOM = 34.0
"""Points that a check box and the padding of its cell take."""
_OWN = ("الاسم الكامل", "رقم الهوية", "الجوال", "تاريخ الميلاد", "مكان الإقامة", "رقم السجل (يكتبه الموظف)")
_REQUIRED = "ما عليه نجمة (*) لا يُستغنى عن جوابه."
_PRIVATE = "استعمل حبرًا واضحًا، واترك ما لا ينطبق عليك."


@dataclass(frozen=True)
class Question:
    """With `choices` it is ticked, `is_many` where several may be; `is_long` gets room for some lines. `is_note` is
    read, not answered."""

    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_many: bool = False
    is_long: bool = False
    is_required: bool = False
    is_note: bool = False


@dataclass(frozen=True)
class Repeated:
    """Rows about several alike, such as the members of a family."""

    label: str
    questions: tuple[Question, ...]
    rows: int = 6


@dataclass(frozen=True)
class Part:
    """A section; its title empty where the form has none."""

    title: str
    items: tuple[Question | Repeated, ...]


@dataclass(frozen=True, kw_only=True)
class BlankRequest:
    """`requests` are the kinds of request the form takes; `clause` is what is signed; `thumb`: who does not write may
    set his thumb before two witnesses."""

    issue: Issue
    asked: str
    version: str
    parts: tuple[Part, ...]
    person_word: str
    requests: tuple[str, ...] = ()
    clause: str = ""
    thumb: bool = True


def render_blank_request(blank: BlankRequest, *, made_at: str, digits: Digits = "arab") -> bytes:
    """The PDF (A4) of an empty form; `made_at` is when it was printed. Same arguments, same bytes. Raises RuleBroken
    `paper.glyph.missing` before anything is drawn."""
    require_printable(blank, digits)
    frame = letterhead_of(blank.issue, FORM, made_at=made_at, digits=digits, version=blank.version)
    signers = (Signer(blank.person_word), Signer("موظف الاستقبال"))
    clause = [paragraph(prose(blank.clause, digits), _WIDTH, BODY, before=12)] if blank.clause else []
    data = list(_data(blank, digits))
    signing = [*clause, *hands(signers, digits, thumb=blank.thumb)]
    return render(closed(data, [], None, signing, frame), frame, paper_of(blank.issue, FORM))


def _data(blank: BlankRequest, digits: Digits) -> Iterator[Block]:
    yield titled(FORM.title, digits)
    yield subtitled(blank.asked, digits)
    yield paragraph(prose(f"{_PRIVATE} {_REQUIRED}", digits), _WIDTH, SMALL, align="centre", before=0)
    if len(blank.requests) > 1:
        yield _choice(Question("نوع الطلب", choices=blank.requests), digits)
    head = heading(prose(f"بيانات {blank.person_word}", digits), _WIDTH)
    yield Titled(head, Table(tuple(_lines([Question(own) for own in _OWN], digits))), head)
    for part in blank.parts:
        yield from _part(part, digits)


def _part(part: Part, digits: Digits) -> Iterator[Block]:
    blocks = list(_items(part.items, digits))
    if not part.title or not blocks:
        yield from blocks
        return
    title, again = (heading(prose(said, digits), _WIDTH) for said in (part.title, f"{part.title} (تابع)"))
    first, *rest = blocks
    if isinstance(first, Table):
        yield Titled(title, first, again)
    else:
        yield from (title, first)
    yield from rest


def _items(items: Sequence[Question | Repeated], digits: Digits) -> Iterator[Block]:
    """Neighbours that are written on one line each stand in one table."""
    run: list[Question] = []
    for item in items:
        if isinstance(item, Question) and not item.choices and not item.is_note:
            run.append(item)
            continue
        if run:
            yield Table(tuple(_lines(run, digits)))
            run = []
        match item:
            case Repeated():
                yield from _repeated(item, digits)
            case Question(is_note=True):
                yield paragraph(prose(item.label, digits), _WIDTH, SMALL)
            case _:
                yield _choice(item, digits)
    if run:
        yield Table(tuple(_lines(run, digits)))


def _lines(run: Sequence[Question], digits: Digits) -> Iterator[Row]:
    """Two in a row while the labels of both are short."""
    waiting: Question | None = None
    for one in run:
        if one.is_long or one.hint or not _is_short(one, digits):
            if waiting is not None:
                yield _line(waiting, digits)
            waiting = None
            yield _line(one, digits)
        elif waiting is None:
            waiting = one
        else:
            yield Row((*_pair(waiting, digits), *_pair(one, digits)))
            waiting = None
    if waiting is not None:
        yield _line(waiting, digits)


def _is_short(one: Question, digits: Digits) -> bool:
    room = _WIDTH / 2 * _LABEL_SHARE * 1.1 - 12
    return natural_width(_label(one, digits), LABEL.weight, LABEL.size) <= room


def _pair(one: Question, digits: Digits) -> tuple[Cell, Cell]:
    label = _WIDTH / 2 * _LABEL_SHARE * 1.1
    return cell(_label(one, digits), label, LABEL, tinted=True), _empty(_WIDTH / 2 - label, _BY_HAND)


def _line(one: Question, digits: Digits) -> Row:
    width = _WIDTH * _LABEL_SHARE
    said = Text(f"{_label(one, digits)}\n{prose(one.hint, digits)}") if one.hint else _label(one, digits)
    hand = _LONG_HAND if one.is_long else _BY_HAND
    return Row((cell(said, width, LABEL, tinted=True), _empty(_WIDTH - width, hand)))


def _empty(width: float, hand: Type) -> Cell:
    return cell(NOTHING, width, hand)


def _label(one: Question, digits: Digits) -> Text:
    return prose(f"{one.label} *" if one.is_required else one.label, digits)


def _choice(one: Question, digits: Digits) -> Block:
    """The question over its check boxes, as many beside each other as their texts leave room for."""
    many = " (يمكن اختيار أكثر من جواب)" if one.is_many else ""
    hint = f" — {one.hint}" if one.hint else ""
    said = Text(f"{_label(one, digits)}{prose(f'{many}{hint}', digits) and ' '}{prose(f'{many}{hint}', digits)}")
    texts = [prose(choice, digits) for choice in one.choices]
    widest = max(natural_width(text, LABEL.weight, LABEL.size) for text in texts) * 1.06 + _TICK_ROOM
    count = next(number for number in _ABREAST if number == 1 or widest <= _WIDTH / number)
    rows = [Row((cell(said, _WIDTH, LABEL, tinted=True),))]
    for start in range(0, len(texts), count):
        boxes = [checked(text, _WIDTH / count, ticked=False) for text in texts[start : start + count]]
        boxes += [_empty(_WIDTH / count, BODY)] * (count - len(boxes))
        rows.append(Row(tuple(boxes)))
    return Together((Table(tuple(rows)),))


def _repeated(one: Repeated, digits: Digits) -> Iterator[Block]:
    asked = [question for question in one.questions if not question.is_note]
    titles = [prose("م", digits), *(_column(question, digits) for question in asked)]
    numbers = [value(str(number), digits) for number in range(1, max(1, one.rows) + 1)]
    table = grid(titles, [[number, *[NOTHING] * len(asked)] for number in numbers], _WIDTH)
    if table is not None:
        head = paragraph(prose(one.label, digits), _WIDTH, STRONG, before=8, clings=True)
        rows = tuple(Row((row.cells[0], *(_empty(one.width, _BY_HAND) for one in row.cells[1:]))) for row in table.rows)
        yield Titled(head, Table(rows, table.head, before=3), head)
        return
    for number in numbers:
        label = Text(f"{prose(one.label, digits)} {number}")
        yield paragraph(label, _WIDTH, STRONG, before=8, clings=True)
        yield from _items(asked, digits)


def _column(question: Question, digits: Digits) -> Text:
    """A head of a column, with what may be chosen under it where that is little."""
    choices = " / ".join(question.choices) if 0 < len(question.choices) <= _FEW else ""
    label = _label(question, digits)
    return Text(f"{label}\n{prose(f'({choices})', digits)}") if choices else label
