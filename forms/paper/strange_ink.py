"""Ink on a page that came back, where the page that was printed has none: what a hand left there."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from forms.paper.signing import Area

_REACH = 11
"""Dots at 150 an inch, across: as far around what was printed as a straight page may lie off (`scanned`), and blur."""
_DARK = 195
"""Of 255, in its darkest colour: a thin pen in a photograph is no blacker, grain and the shine-through are paler."""
_BARE = 250
"""Of what was printed: the palest line is no stranger where it came out darker."""
_INCH = 25.4


def strange_ink(flat: Image.Image, printed: Image.Image, area: Area, dots: int) -> float:
    """In square millimetres, of two pictures of one page, both with so many dots an inch."""
    scale = dots / 72
    left, top, right, bottom = (round(side * scale) for side in area)
    near = printed.convert("L").crop((left, top, right, bottom)).filter(ImageFilter.MinFilter(_REACH))
    seen = _darkest(flat.crop((left, top, right, bottom))).filter(ImageFilter.GaussianBlur(0.7))
    bare = near.point([255 if value > _BARE else 0 for value in range(256)])
    inked = seen.point([255 if value < _DARK else 0 for value in range(256)])
    count = ImageChops.multiply(bare, inked).histogram()[255]
    return count * (_INCH / dots) ** 2


def _darkest(picture: Image.Image) -> Image.Image:
    """A blue or red pen is as dark as a black one in one of its colours."""
    bands = picture.split()
    darkest = bands[0]
    for band in bands[1:]:
        darkest = ImageChops.darker(darkest, band)
    return darkest
