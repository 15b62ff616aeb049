"""A receipt for a printer with a roll of 80 mm: the page's own dots, in the language such printers share (ESC/POS).

Its head has 576 dots, eight to a millimetre, and they are black or not: what is darker than half is black.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageOps

from domain.errors import RuleBroken
from forms.paper.preview import page_count, render_page

WIDTH_DOTS = 576
DOTS_PER_MM = 8
POINTS_PER_MM = 72 / 25.4
SCALE = DOTS_PER_MM / POINTS_PER_MM
WIDEST_MM = 82.0
BAND_ROWS = 128
"""Small enough for the memory of the cheapest printer: more at once comes out as letters."""
LEAST_WHITE = 24
"""Rows below the last ink."""
_HALF = 128

_INITIALIZE = b"\x1b@"
_RASTER = b"\x1dv0\x00"
_FEED_LINES = b"\x1bd\x04"
_CUT = b"\x1dVB\x00"


@dataclass(frozen=True)
class Dots:
    """A page in black and white: `WIDTH_DOTS` a row, eight to a byte, the left one first, 1 is black."""

    height: int
    rows: bytes = field(repr=False)


def write_receipt(pdf: bytes, *, copies: int = 1, pages: Sequence[int] = ()) -> bytes:
    """What is sent to the printer: each page, cut off, so often as asked. `pages` from 1, empty for all. Raises
    RuleBroken for a paper that is no receipt."""
    chosen = pages or range(1, page_count(pdf) + 1)
    one = b"".join(_page(page_dots(pdf, number - 1)) for number in chosen)
    return _INITIALIZE + one * copies


def page_dots(pdf: bytes, index: int) -> Dots:
    """Page `index` (from 0), in the middle of the roll, without the white at its end. Raises RuleBroken for one that is
    wider than the roll."""
    page = render_page(pdf, index, scale=SCALE)
    if page.width > WIDEST_MM * DOTS_PER_MM:
        raise RuleBroken(
            "print.thermal.wide",
            ar="هذه الورقة أعرض من ورق طابعة الإيصالات (80 مم). اختر طابعة A4.",
            en="This paper is wider than the roll of a receipt printer (80 mm). Choose an A4 printer.",
            field="printer",
        )
    size = (page.width, page.height)
    grey = Image.frombuffer("RGBX", size, page.bgra, "raw", "BGRX", page.stride, 1).convert("L")
    black = grey.point([255 if level < _HALF else 0 for level in range(256)])
    left = (WIDTH_DOTS - page.width) // 2
    roll = Image.new("L", (WIDTH_DOTS, page.height), 0)
    roll.paste(black, (left, 0))
    ink = roll.getbbox()
    height = min(page.height, (ink[3] if ink else 0) + LEAST_WHITE)
    rows = roll.crop((0, 0, WIDTH_DOTS, height)).convert("1", dither=Image.Dither.NONE).tobytes()
    return Dots(height, rows)


def picture_of(dots: Dots) -> Image.Image:
    """As it comes out: black on white."""
    return ImageOps.invert(Image.frombytes("1", (WIDTH_DOTS, dots.height), dots.rows).convert("L"))


def _page(dots: Dots) -> bytes:
    return b"".join((*_bands(dots), _FEED_LINES, _CUT))


def _bands(dots: Dots) -> Iterator[bytes]:
    across = WIDTH_DOTS // 8
    for first in range(0, dots.height, BAND_ROWS):
        band = dots.rows[first * across : (first + BAND_ROWS) * across]
        yield _RASTER + across.to_bytes(2, "little") + (len(band) // across).to_bytes(2, "little") + band
