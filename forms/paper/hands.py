"""Who signs a paper, by hand: boxes with names, the office's stamp, and for whoever does not write the print of a thumb
before two witnesses. Every paper that is signed takes them from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forms.paper.arabic import Line
from forms.paper.layout import CONTENT_WIDTH, Block
from forms.paper.signing import SEAL_WIDTH, Blank, Party, Signatures, Thumbprint, filled, party_width
from forms.paper.text import Digits, prose

SEAL = "ختم المكتب"
_GAP, _PADDING = 8.0, 16.0
_SIDE_BY_SIDE = 3
_NAME, _SIGNATURE, _DAY = "الاسم:", "التوقيع:", "التاريخ:"


class Signer(NamedTuple):
    """`name` empty where it is written by hand."""

    role: str
    name: str = ""


def hands(
    signers: Sequence[Signer], digits: Digits, *, seal: str = SEAL, thumb: bool = False, before: float = 12.0
) -> Iterator[Block]:
    """A box each, at most three beside each other; `thumb` adds the place for a thumb and two witnesses."""
    width = CONTENT_WIDTH
    for start in range(0, len(signers), _SIDE_BY_SIDE):
        row = signers[start : start + _SIDE_BY_SIDE]
        stamp = seal if start == 0 else ""
        room = party_width(width - (SEAL_WIDTH + _GAP if stamp else 0.0), len(row)) - _PADDING
        parties = tuple(_party(one, room, digits) for one in row)
        yield Signatures(width=width, before=before if start == 0 else 6, parties=parties, seal=prose(stamp, digits))
    if thumb:
        yield witnessed(width, digits)


def _party(signer: Signer, room: float, digits: Digits) -> Party:
    label = prose(_NAME, digits)
    name = filled(label, prose(signer.name, digits), room) if signer.name else Blank(label)
    blanks = (name, Blank(prose(_SIGNATURE, digits), height=32), Blank(prose(_DAY, digits)))
    return Party(prose(signer.role, digits), blanks)


def witnessed(
    width: float, digits: Digits, *, square: str = "", reference: tuple[Line, ...] = (), before: float = 6.0
) -> Thumbprint:
    """The box of a thumb with its two witnesses; beside it what ties the paper to the record, where there is that."""
    blanks = tuple(Blank(prose(label, digits)) for label in (_NAME, "رقم الهوية:", _SIGNATURE))
    return Thumbprint(
        width=width,
        before=before,
        title=prose("عند تعذّر التوقيع: بصمة الإبهام بحضور شاهدين", digits),
        caption=prose("بصمة الإبهام", digits),
        witnesses=tuple(Party(prose(role, digits), blanks) for role in ("الشاهد الأول", "الشاهد الثاني")),
        square=square,
        reference=reference,
    )
