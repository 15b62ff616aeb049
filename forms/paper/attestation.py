"""The attestation on paper: the frozen data, the clause, and the places where the person and the clerk sign."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Literal

from reportlab.lib.utils import ImageReader

from forms.paper.arabic import require_glyphs
from forms.paper.attested_data import answers, documents, person_fields
from forms.paper.blocks import Boxed, Together, heading, paragraph
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.fonts import Weight
from forms.paper.frozen import Frozen, read_frozen
from forms.paper.layout import CONTENT_WIDTH, Block, Paper, render
from forms.paper.letterhead import Letterhead
from forms.paper.pen import BODY, SMALL, STRONG, TITLE, Pen, Type
from forms.paper.signing import (
    Blank,
    Party,
    Signatures,
    Thumbprint,
    Verification,
    filled,
    party_width,
    verification_width,
)
from forms.paper.text import Digits, Text, code, prose, spaced, value
from forms.paper.wrapping import wrap

State = Literal["unsigned", "signed", "void"]

_TITLE = "إقرار بصحة البيانات"
_VOID = "ملغى — تغيّرت البيانات بعد الإقرار"
_VOID_ADVICE = "لا يُعتدّ بهذه النسخة؛ يُطبع إقرار جديد بالبيانات الحالية ويوقّعه صاحبها."
_INSTEAD_OF_A_HAND = {"signed": "محفوظ على الأصل الورقي", "void": "لا يُوقَّع؛ الإقرار ملغى"}
_SUBTITLE = Type(Weight.MEDIUM, 12.5, 20)
_VOID_TITLE = Type(Weight.BOLD, 15, 24)
_WATERMARK = Type(Weight.BOLD, 0, 0, 0.9)
_WIDTH = CONTENT_WIDTH


def render_attestation(
    frozen: bytes, *, state: State, copy: int | None = None, digits: Digits = "arab", logo: bytes | None = None
) -> bytes:
    """The PDF (A4) of a frozen attestation, from the canonical JSON exactly as it was signed.

    The same arguments give the same bytes. `copy` is the number of this print; `logo` a PNG or JPEG. Raises
    RuleBroken `paper.glyph.missing` before anything is drawn when no font has a character, and Unavailable
    `paper.attestation.damaged` when `frozen` is not an attestation.
    """
    read = read_frozen(frozen)
    require_glyphs(prose(said, digits) for said in read.texts())
    blocks = [*_title(read, state, digits), *_data(read, digits), _signing(read, state, digits)]
    paper = Paper(_TITLE, read.said("profile", "name"), read.said("form", "title"))
    frame = _letterhead(read, state, copy, digits, logo)
    return render(blocks, frame, paper, _void_ground if state == "void" else None)


def _letterhead(read: Frozen, state: State, copy: int | None, digits: Digits, logo: bytes | None) -> Letterhead:
    number = read.document.get("number", "")
    association, office = read.said("profile", "name"), read.said("office", "name")
    version = read.said("form", "version")
    title = read.said("form", "title")
    form = spaced(prose("نموذج", digits), prose(title, digits) if title else code(read.said("form", "id")))
    return Letterhead(
        association=prose(association, digits),
        office=prose(office, digits),
        facts=tuple(_facts(read, state, copy, digits)),
        running=spaced(prose(f"{_TITLE} — {association} — رقم", digits), code(str(number))),
        form=spaced(form, prose("— إصدار", digits), code(version)) if version else form,
        reference=spaced(code(str(number)), Text("·"), code(_short_hash(read.sha256))),
        digits=digits,
        logo=ImageReader(io.BytesIO(logo)) if logo else None,
    )


def _facts(read: Frozen, state: State, copy: int | None, digits: Digits) -> Iterator[tuple[Text, Text]]:
    yield prose("الرقم", digits), code(str(read.document.get("number", "")))
    made = office_moment(str(read.document["made_at"]))
    yield prose("التاريخ", digits), hijri(made.date(), digits) or gregorian(made.date(), digits)
    clock = value(f"{made:%H:%M}", digits)
    yield prose("الموافق", digits), spaced(gregorian(made.date(), digits), prose("—", digits), clock)
    if read.said("interview", "number"):
        yield prose("المقابلة", digits), code(read.said("interview", "number"))
    if copy is not None:
        kind = {"signed": "من الإقرار الموقّع", "void": "(ملغاة)", "unsigned": ""}[state]
        yield prose("النسخة", digits), prose(f"{copy} {kind}", digits)


def _title(read: Frozen, state: State, digits: Digits) -> Iterator[Block]:
    yield paragraph(prose(_TITLE, digits), _WIDTH, TITLE, align="centre", before=0, clings=True)
    title = read.said("form", "title")
    if title:
        yield paragraph(prose(title, digits), _WIDTH, _SUBTITLE, align="centre", before=0, clings=True)
    if state == "void":
        inner = _WIDTH - 20
        words = paragraph(prose(_VOID, digits), inner, _VOID_TITLE, align="centre", before=0)
        advice = paragraph(prose(_VOID_ADVICE, digits), inner, BODY, align="centre", before=0)
        yield Boxed((words, advice), _WIDTH, padding=7, before=6, weight=2.0)


def _data(read: Frozen, digits: Digits) -> Iterator[Block]:
    yield heading(prose(f"بيانات {_person_word(read)}", digits), _WIDTH)
    yield person_fields(read, _WIDTH, digits)
    yield from answers(read, _WIDTH, digits)
    checks = read.document.get("documents") or ()
    if checks:
        yield heading(prose("المستندات التي طابقها موظف الاستقبال", digits), _WIDTH)
        yield documents(checks, _WIDTH, digits)


def _person_word(read: Frozen) -> str:
    return str(read.document.get("person_word") or "المستفيد")


def _signing(read: Frozen, state: State, digits: Digits) -> Block:
    """Clause, signatures, witnesses and the place of the seal, on one page: nobody signs a page without the clause.

    Only the paper that is to be signed has empty places for a signature or a thumb.
    """
    blocks: list[Block] = [_clause(read, digits), _signatures(read, state, digits)]
    if state == "unsigned":
        blocks.append(_witnesses(digits))
    return Together((*blocks, _verification(read, digits)))


def _clause(read: Frozen, digits: Digits) -> Block:
    inner = _WIDTH - 18
    title = prose(read.said("clause", "title") or _TITLE, digits)
    parts = (
        paragraph(title, inner, STRONG, before=0, clings=True),
        paragraph(prose(read.said("clause", "text"), digits), inner, BODY, before=1),
    )
    return Boxed(parts, _WIDTH, padding=9, before=12, weight=1.2)


def _signatures(read: Frozen, state: State, digits: Digits) -> Signatures:
    inner = party_width(_WIDTH, 2) - 16
    parties = ((_person_word(read), read.said("person", "name")), ("موظف الاستقبال", read.said("clerk", "name")))
    name, signature, day = (prose(label, digits) for label in ("الاسم:", "التوقيع:", "التاريخ:"))
    hand: tuple[Blank, ...] = (Blank(signature, height=35), Blank(day, height=25))
    if state in _INSTEAD_OF_A_HAND:
        hand = (filled(signature, prose(_INSTEAD_OF_A_HAND[state], digits), inner),)
    return Signatures(
        width=_WIDTH,
        before=8,
        parties=tuple(
            Party(prose(role, digits), (_named(name, prose(who, digits), inner), *hand)) for role, who in parties
        ),
    )


def _named(label: Text, who: Text, width: float) -> Blank:
    return filled(label, who, width) if who else Blank(label)


def _witnesses(digits: Digits) -> Thumbprint:
    blanks = tuple(Blank(prose(label, digits)) for label in ("الاسم:", "رقم الهوية:", "التوقيع:"))
    return Thumbprint(
        width=_WIDTH,
        title=prose("عند تعذّر التوقيع: بصمة الإبهام بحضور شاهدين", digits),
        caption=prose("بصمة الإبهام", digits),
        witnesses=tuple(Party(prose(role, digits), blanks) for role in ("الشاهد الأول", "الشاهد الثاني")),
    )


def _verification(read: Frozen, digits: Digits) -> Verification:
    width = verification_width(_WIDTH)
    clause, version = read.said("clause", "id"), read.said("clause", "version")
    said = (
        spaced(prose("رقم الإقرار:", digits), code(str(read.document.get("number", "")))),
        spaced(prose("بصمة البيانات:", digits), code(_short_hash(read.sha256))),
        spaced(prose("نص الإقرار:", digits), code(clause), prose("— إصدار", digits), code(version)),
        prose("تتغيّر البصمة إذا تغيّر حرف من البيانات أعلاه.", digits),
    )
    lines = tuple(line for text in said for line in wrap(text, SMALL.weight, SMALL.size, width))
    return Verification(width=_WIDTH, lines=lines, seal=prose("ختم المكتب", digits))


def _short_hash(sha256: str) -> str:
    """Enough to compare by eye: 64 bits in groups of four."""
    return " ".join(sha256[start : start + 4].upper() for start in range(0, 16, 4))


def _void_ground(pen: Pen) -> None:
    pen.slanted(prose(_VOID, "arab"), _WATERMARK, degrees=52, width=640)
