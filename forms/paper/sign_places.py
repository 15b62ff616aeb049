"""Where on a paper the person whom it is about leaves his hand: his box among the signatures, and that of his thumb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forms.paper.blocks import Together
from forms.paper.layout import MARGIN, Block, Frame, paginate
from forms.paper.signing import Area, Signatures, Thumbprint


class SignPlace(NamedTuple):
    """`page` counts from 0."""

    page: int
    area: Area


def sign_places(blocks: Sequence[Block], frame: Frame) -> tuple[SignPlace, ...]:
    """Of a paper of these blocks, in order."""
    pages = enumerate(paginate(blocks, frame))
    return tuple(
        SignPlace(page, area) for page, placed in pages for block, top in placed for area in _inside(block, top)
    )


def _inside(block: Block, top: float) -> Iterator[Area]:
    match block:
        case Signatures():
            yield block.hand(MARGIN, top)
        case Thumbprint():
            yield block.thumb(MARGIN, top)
        case Together():
            for place, inner in enumerate(block.inside):
                top += inner.before if place else 0.0
                yield from _inside(inner, top)
                top += inner.height
