"""Small grey pictures of pages, kept beside the tests, and how far a page is from its picture."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from forms.paper.preview import page_count, render_page

FOLDER = Path(__file__).resolve().parents[2] / "data" / "pages"
DPI = 60
MOST = 18
"""Of 255, the mean of a tile: sixteen greys make 9, one other digit in a date 25, a page one point lower 36."""
_TILE = 6
"""Pixels: as high as a letter."""
_STEP = 17
"""Sixteen greys: a third of the bytes, and nothing that the eye sees at this size."""


def pages_of(pdf: bytes) -> list[Image.Image]:
    return [_page(pdf, index) for index in range(page_count(pdf))]


def _page(pdf: bytes, index: int) -> Image.Image:
    page = render_page(pdf, index, scale=DPI / 72)
    size = (page.width, page.height)
    grey = Image.frombuffer("RGBX", size, page.bgra, "raw", "BGRX", page.stride, 1).convert("L")
    return grey.point([round(level / _STEP) * _STEP for level in range(256)])


def distance(one: Image.Image, other: Image.Image) -> int:
    """0 for the same picture, 255 at most: how much darker or lighter the worst tile of the page is. A hair's breadth
    of difference between two ways of smoothing letters is little, a letter in another place much."""
    if one.size != other.size:
        return 255
    soft = [picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    tiles = ImageChops.difference(*soft).reduce(_TILE)
    return max(int(level) for level in tiles.getextrema())  # type: ignore[arg-type]


def kept(name: str) -> list[Image.Image]:
    """The pictures of a paper, page after page; none where it has never been drawn."""
    found = sorted(FOLDER.glob(f"{name}.[0-9].png"))
    return [Image.open(io.BytesIO(file.read_bytes())) for file in found]


def keep(name: str, pages: list[Image.Image]) -> None:
    """Instead of those that were kept before."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob(f"{name}.[0-9].png"):
        file.unlink()
    for number, page in enumerate(pages, start=1):
        page.save(FOLDER / f"{name}.{number}.png", "PNG", optimize=True)
