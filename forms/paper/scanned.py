"""A signed paper that comes back as files: its pages laid flat and white, kept as one small PDF.

The page with the square is found by it, and laid over the page that was printed. The other pages have no mark of their
own: they go with it in the order in which the files have them.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageFilter

from domain.errors import RuleBroken
from forms.paper.preview import page_count
from forms.paper.scan import (
    MOST_FILE_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_TOGETHER,
    FoundSquare,
    open_pages,
    page_picture,
    squares_in,
)
from forms.paper.sign_places import SignPlace
from forms.paper.straighten import KEPT_DOTS, POINTS_AN_INCH, PRINTED_DOTS, PrintedPage, straightened
from forms.paper.strange_ink import strange_ink
from forms.paper.whitening import whitened

_SEARCH_DOTS = 200
_QUALITY = 60
_SIGNED_ABOVE = 150.0
"""Points over the square, where the places to sign begin."""
_LEAST_INK = 0.3
"""Square millimetres: a stroke of a thin pen as long as a fingernail; grain and dust are less."""
_SUREST = 1.5
"""Points by which the printed lines may lie off and the page still be called straight: half a millimetre."""


@dataclass(frozen=True)
class ScannedFiles:
    """`squares` are all that were found, their pages counted over all files."""

    raws: tuple[bytes, ...]
    pages: int
    squares: tuple[FoundSquare, ...]


@dataclass(frozen=True)
class FlatPaper:
    """`signed_page` of `pages` (from 0) is the one with the square; `is_straight` when its printed lines were found
    where they belong, else most of the page is not seen, or bent. `is_bare` when it is straight and neither the place
    of the person's signature nor that of his thumb has any ink beside what was printed; never where that cannot be
    judged. `printed_page` is the one it was printed as; people
    sign `sign_at` of its height further down."""

    pdf: bytes
    pages: int
    signed_page: int
    is_straight: bool
    printed_page: int = 0
    sign_at: float = 0.0
    is_bare: bool = False


def read_scanned(raws: Sequence[bytes]) -> ScannedFiles:
    """Raises RuleBroken for a file that is no picture or PDF, and for more than any paper has."""
    if sum(map(len, raws)) > MOST_FILE_BYTES:
        raise _too_many()
    squares: list[FoundSquare] = []
    number = 0
    for picture in _all_pages(raws):
        if number == MOST_PAGES:
            raise _too_many()
        squares += squares_in(picture, number)
        number += 1
    if not squares:
        for number_again, picture in enumerate(_all_pages(raws)):
            squares += _looked_at_hard(picture, number_again)
    return ScannedFiles(tuple(raws), number, tuple(squares))


def _looked_at_hard(picture: Image.Image, number: int) -> list[FoundSquare]:
    """Without its shadows, softly and enlarged: half a second a page, for those that were not read at a glance."""
    grey = whitened(picture.convert("L"))
    for scale in (1.5, 0.6):
        size = round(grey.width * scale), round(grey.height * scale)
        if size[0] * size[1] > MOST_PIXELS:
            continue
        tried = grey.resize(size, Image.Resampling.LANCZOS).filter(ImageFilter.GaussianBlur(0.8))
        found = [_at_scale(square, 1 / scale) for square in squares_in(tried, number)]
        if found:
            return found
    return []


def _at_scale(square: FoundSquare, scale: float) -> FoundSquare:
    first, second, third, fourth = ((x * scale, y * scale) for x, y in square.corners)
    return replace(square, corners=(first, second, third, fourth))


def laid_flat(
    scanned: ScannedFiles, square: FoundSquare, printed: bytes, places: Sequence[SignPlace] = ()
) -> FlatPaper:
    """`printed` is the paper as it was printed, with that square; `places` where the person signs it. Raises
    RuleBroken when the page lies so that it cannot be laid flat."""
    index, page = _printed_page(printed, square.text)
    straight = None
    pictures: list[Image.Image] = []
    for number, picture in enumerate(_all_pages(scanned.raws)):
        if number == square.page:
            try:
                straight = straightened(picture, square.corners, page)
            except (ValueError, ZeroDivisionError) as error:
                raise _too_slanted() from error
            pictures.append(straight.picture)
        else:
            pictures.append(_as_it_lies(picture, page))
    is_straight = straight is not None and straight.error is not None and straight.error < _SUREST
    sign_at = max(0.0, min(y for _, y in page.corners) - _SIGNED_ABOVE) / page.size[1]
    is_bare = is_straight and _is_bare(pictures[square.page], printed, index, places)
    return FlatPaper(_bound(pictures), len(pictures), square.page, is_straight, index, sign_at, is_bare)


def _is_bare(flat: Image.Image, printed: bytes, index: int, places: Sequence[SignPlace]) -> bool:
    """Only the page with the square is laid over what was printed: of a place on another page nothing is said."""
    if not places or any(place.page != index for place in places):
        return False
    before = page_picture(printed, index, scale=KEPT_DOTS / POINTS_AN_INCH)
    return all(strange_ink(flat, before, place.area, KEPT_DOTS) < _LEAST_INK for place in places)


def _all_pages(raws: Sequence[bytes]) -> Iterator[Image.Image]:
    """One bound for them together: many small files may unpack to as much as each of them is allowed."""
    dots = 0
    for raw in raws:
        for picture in open_pages(raw):
            dots += picture.width * picture.height
            if dots > MOST_TOGETHER:
                raise _too_many()
            yield picture


def _printed_page(pdf: bytes, text: str) -> tuple[int, PrintedPage]:
    """Raises LookupError when no page of it has the square."""
    for index in reversed(range(page_count(pdf))):
        large = page_picture(pdf, index, scale=_SEARCH_DOTS / POINTS_AN_INCH)
        for found in squares_in(large):
            if found.text == text:
                first, second, third, fourth = (_in_points(corner) for corner in found.corners)
                picture = page_picture(pdf, index, scale=PRINTED_DOTS / POINTS_AN_INCH).convert("L")
                return index, PrintedPage(picture, (first, second, third, fourth))
    raise LookupError("the square is on no page of the paper")


def _in_points(corner: tuple[float, float]) -> tuple[float, float]:
    return corner[0] * POINTS_AN_INCH / _SEARCH_DOTS, corner[1] * POINTS_AN_INCH / _SEARCH_DOTS


def _as_it_lies(picture: Image.Image, page: PrintedPage) -> Image.Image:
    width, height = (round(side * KEPT_DOTS / POINTS_AN_INCH) for side in page.size)
    small = picture.copy()
    small.thumbnail((width, height), Image.Resampling.LANCZOS)
    return whitened(small)


def _bound(pictures: Sequence[Image.Image]) -> bytes:
    """The same pictures give the same bytes: no clock goes into the file."""
    file = io.BytesIO()
    first, *rest = pictures
    long_ago = time.gmtime(0)
    first.save(
        file,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=KEPT_DOTS,
        quality=_QUALITY,
        creationDate=long_ago,
        modDate=long_ago,
        producer="Istiqbal",
    )
    return file.getvalue()


def _too_many() -> RuleBroken:
    return RuleBroken(
        "scan.too_much",
        ar="الملفات أكثر مما في أي ورقة (أكثر من ٥٠ صفحة أو ٤٠ ميغابايت أو ٥٠٠ مليون نقطة). اختر ملفات ورقة "
        "واحدة فقط، وامسحها بدقة ٣٠٠ نقطة.",
        en="These files are more than any paper has (over 50 pages, 40 MB or 500 million dots). Choose the files of "
        "one paper alone, scanned at 300 dpi.",
        field="file",
    )


def _too_slanted() -> RuleBroken:
    return RuleBroken(
        "scan.slanted",
        ar="صُوّرت الورقة من جانبها فلم يمكن تسويتها. صوّرها من أعلاها كاملة، أو امسحها بالماسح.",
        en="The paper was taken so much from the side that it cannot be laid flat. Take it from above, or scan it.",
        field="file",
    )
