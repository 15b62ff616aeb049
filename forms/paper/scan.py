"""The square codes in a picture: a scan, a photograph of a phone, or the pages of a PDF."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from pypdfium2 import PdfiumError

from domain.errors import RuleBroken
from forms.paper.plane import Point
from forms.paper.preview import page_count, render_page

MOST_FILE_BYTES = 40 << 20
MOST_PIXELS = 100_000_000
"""A page at 1,000 dpi; a picture that says it is larger is not unpacked."""
MOST_SIDE = 65_535
"""Dots: the reader of squares takes no longer side, and no sheet has one."""
MOST_TOGETHER = 500_000_000
"""Fifty pages at 300 dpi: a small file may hold fifty white sheets of any size."""
Image.MAX_IMAGE_PIXELS = MOST_PIXELS  # Pillow warns of nine tenths of that, and an A4 sheet at 1,000 dpi has more
_MOST_COLOURED = 30_000_000
"""Dots; of a larger picture only the grey is kept, which takes a third of the memory."""
MOST_PAGES = 50
_DAMAGED = (
    *(UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(struct.error, zlib.error),
)
"""What Pillow raises for a picture with bytes missing or wrong: a tag that is not there, or of another kind."""
_PDF_SCALE = 200 / 72
_MOST_PAGE_PIXELS = 20_000_000
"""Of a PDF's page, however large it says it is: more than twice an A3 sheet at that scale."""


@dataclass(frozen=True)
class FoundSquare:
    """`page` counts from 0. The corners are those of the code itself, without the white around it, in dots of
    `open_pages`' picture: the upper left as the paper is read, then clockwise."""

    page: int
    text: str
    corners: tuple[Point, Point, Point, Point]


def read_squares(raw: bytes) -> tuple[str, ...]:
    """The texts of all square codes in a PNG, JPEG, TIFF, WebP or BMP picture, or in a PDF, each once. Raises
    RuleBroken when the file is none of them, or larger than what a scanner makes."""
    return tuple(dict.fromkeys(square.text for square in find_squares(raw)))


def find_squares(raw: bytes) -> tuple[FoundSquare, ...]:
    """All of them, page after page. Raises RuleBroken like `read_squares`."""
    return tuple(square for page, picture in enumerate(open_pages(raw)) for square in squares_in(picture, page))


def squares_in(picture: Image.Image, page: int = 0) -> Iterator[FoundSquare]:
    squares = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # one that outlives the call is reported as a leak
    for code in zxingcpp.read_barcodes(picture.convert("L"), formats=squares):
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        first, second, third, fourth = ((float(corner.x), float(corner.y)) for corner in corners)
        yield FoundSquare(page, code.text, (first, second, third, fourth))


def open_pages(raw: bytes) -> Iterator[Image.Image]:
    """Each page as it is looked at, in colour or grey, one at a time. Raises RuleBroken like `read_squares`."""
    if len(raw) > MOST_FILE_BYTES:
        raise _too_large()
    return _together(_pages(raw) if raw.startswith(b"%PDF-") else _pictures(raw))


def _together(pages: Iterator[Image.Image]) -> Iterator[Image.Image]:
    dots = 0
    for page in pages:
        dots += page.width * page.height
        if dots > MOST_TOGETHER or max(page.size) > MOST_SIDE:
            raise _too_large()
        yield page


def _pictures(raw: bytes) -> Iterator[Image.Image]:
    """A TIFF of a scanner has one for each sheet."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "TIFF", "WEBP", "BMP")) as file:
                for number, picture in enumerate(ImageSequence.Iterator(file)):
                    if number == MOST_PAGES:
                        return
                    yield _unpacked(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except _DAMAGED as error:
        raise _not_a_picture() from error


def _unpacked(picture: Image.Image) -> Image.Image:
    """Upright, as the camera was held."""
    dots = picture.width * picture.height
    if dots > MOST_PIXELS:
        raise _too_large()
    plain = picture.convert("L" if dots > _MOST_COLOURED or picture.mode in ("1", "L", "I;16") else "RGB")
    return ImageOps.exif_transpose(plain)


def _pages(raw: bytes) -> Iterator[Image.Image]:
    try:
        for index in range(min(page_count(raw), MOST_PAGES)):
            yield page_picture(raw, index, scale=_PDF_SCALE)
    except PdfiumError as error:
        raise _not_a_picture() from error


def page_picture(pdf: bytes, index: int, *, scale: float) -> Image.Image:
    """A page of a PDF with `scale` dots a point, in colour."""
    page = render_page(pdf, index, scale=scale, most_pixels=_MOST_PAGE_PIXELS)
    return Image.frombuffer("RGBX", (page.width, page.height), page.bgra, "raw", "BGRX", page.stride, 1).convert("RGB")


def _not_a_picture() -> RuleBroken:
    return RuleBroken(
        "paper.picture.form",
        ar="لا يُقرأ هذا الملف صورةً ولا PDF. امسح الورقة من جديد واحفظها بصيغة PNG أو JPEG أو PDF.",
        en="This file reads neither as a picture nor as a PDF. Scan the paper again and save it as PNG, JPEG or PDF.",
        field="file",
    )


def _too_large() -> RuleBroken:
    return RuleBroken(
        "paper.picture.large",
        ar="هذه الصورة أكبر مما تخرجه الماسحات (أكثر من ٤٠ ميغابايت أو ١٠٠ مليون نقطة). امسح الورقة بدقة ٣٠٠ نقطة.",
        en="This picture is larger than what scanners make (over 40 MB or 100 million dots). Scan at 300 dpi.",
        field="file",
    )
