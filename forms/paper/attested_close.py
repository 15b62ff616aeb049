"""The close of an attestation: the clause, the places where the person and the clerk sign, the office's stamp."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from forms.paper.arabic import Line
from forms.paper.attested_after import After, hand_of, support
from forms.paper.blocks import Boxed, paragraph
from forms.paper.frozen import Frozen
from forms.paper.hands import witnessed
from forms.paper.layout import CONTENT_WIDTH, Block
from forms.paper.pen import BODY, STRONG
from forms.paper.signing import (
    CODE_SIDE,
    REFERENCE,
    SEAL_WIDTH,
    Blank,
    Coded,
    Party,
    Signatures,
    Thumbprint,
    code_side,
    filled,
    party_width,
)
from forms.paper.text import NOTHING, Digits, Text, code, prose, spaced
from forms.paper.wrapping import wrap

State = Literal["unsigned", "signed", "void"]

TITLE = "إقرار بصحة البيانات"
_VOID_HAND = "لا يُوقَّع؛ الإقرار ملغى"
_WHAT_IT_PROVES = "تتغيّر البصمة بتغيّر حرف من البيانات."
_WIDTH = CONTENT_WIDTH


def clause(read: Frozen, digits: Digits) -> Boxed:
    inner = _WIDTH - 16
    title = prose(read.said("clause", "title") or TITLE, digits)
    parts = (
        paragraph(title, inner, STRONG, before=0, clings=True),
        paragraph(prose(read.said("clause", "text"), digits), inner, BODY, before=0),
    )
    return Boxed(parts, _WIDTH, padding=7, before=10, weight=1.2)


def signing(read: Frozen, state: State, digits: Digits, square: str, after: After) -> Iterator[Block]:
    """Only the paper that is to be signed has empty places for a signature, a stamp or, where the association takes
    one, a thumb. That paper stays as it is whatever is drawn on a screen: it is what comes back signed."""
    yield _signatures(read, state, digits, after)
    if state != "unsigned":
        yield from support(after, digits)
    if state == "unsigned" and read.has_thumbprint:
        yield _witnesses(read, digits, square)
        if square:
            yield paragraph(_on_one_line(read, digits), _WIDTH, REFERENCE, before=3)
    elif square:
        yield Coded(width=_WIDTH, square=square, reference=_beside_the_square(read, digits, square))
    else:
        yield paragraph(_on_one_line(read, digits), _WIDTH, REFERENCE, before=6)


def person_word(read: Frozen) -> str:
    return str(read.document.get("person_word") or "المستفيد")


def number_of(read: Frozen) -> Text:
    return code(str(read.document.get("number", "")))


def short_hash(sha256: str) -> Text:
    """Enough to compare by eye: 64 bits in groups of four."""
    return code(" ".join(sha256[start : start + 4].upper() for start in range(0, 16, 4)))


def _signatures(read: Frozen, state: State, digits: Digits, after: After) -> Signatures:
    seal = prose("ختم المكتب", digits) if state == "unsigned" else NOTHING
    inner = party_width(_WIDTH - (SEAL_WIDTH + 8 if seal else 0), 2) - 16
    parties = ((person_word(read), read.said("person", "name")), ("موظف الاستقبال", read.said("clerk", "name")))
    signature, day = prose("التوقيع:", digits), prose("التاريخ:", digits)
    instead = {"signed": hand_of(after), "void": (_VOID_HAND, _VOID_HAND)}.get(state)
    hands: list[tuple[Blank, ...]] = [(Blank(signature, height=36), Blank(day, height=24))] * 2
    if instead is not None:
        hands = [(filled(signature, prose(said, digits), inner),) for said in instead]
    return Signatures(
        width=_WIDTH,
        before=6,
        seal=seal,
        parties=tuple(
            Party(prose(role, digits), (_named(prose(who, digits), inner, digits), *hand))
            for (role, who), hand in zip(parties, hands, strict=True)
        ),
    )


def _named(who: Text, width: float, digits: Digits) -> Blank:
    return filled(NOTHING, who, width) if who else Blank(prose("الاسم:", digits))


def _witnesses(read: Frozen, digits: Digits, square: str) -> Thumbprint:
    reference = _below_the_square(read, square) if square else _in_a_column(read, digits)
    return witnessed(_WIDTH, digits, square=square, reference=reference)


def _below_the_square(read: Frozen, square: str) -> tuple[Line, ...]:
    return wrap(number_of(read), REFERENCE.weight, REFERENCE.size, code_side(square))


def _beside_the_square(read: Frozen, digits: Digits, square: str) -> tuple[Line, ...]:
    said = [*(spaced(*pair) for pair in _references(read, digits)), prose(_WHAT_IT_PROVES, digits)]
    room = _WIDTH - code_side(square) - 8
    return tuple(line for text in said for line in wrap(text, REFERENCE.weight, REFERENCE.size, room))


def _in_a_column(read: Frozen, digits: Digits) -> tuple[Line, ...]:
    said = [*(part for pair in _references(read, digits) for part in pair), prose(_WHAT_IT_PROVES, digits)]
    return tuple(line for text in said for line in wrap(text, REFERENCE.weight, REFERENCE.size, CODE_SIDE))


def _on_one_line(read: Frozen, digits: Digits) -> Text:
    said = [spaced(*pair) for pair in _references(read, digits)][1:]  # the number is in the head
    return Text(" · ".join([*said, prose(_WHAT_IT_PROVES, digits)]))


def _references(read: Frozen, digits: Digits) -> Iterator[tuple[Text, Text]]:
    """What ties the paper to the record: (what it is, the code)."""
    yield prose("رقم الإقرار:", digits), number_of(read)
    yield prose("بصمة البيانات:", digits), short_hash(read.sha256)
    name, version = read.said("clause", "id"), read.said("clause", "version")
    if name:
        issue = spaced(prose("— إصدار", digits), code(version)) if version else NOTHING
        yield prose("نص الإقرار:", digits), spaced(code(name), issue)
