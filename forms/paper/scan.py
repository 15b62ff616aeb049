"""The square codes in a picture: a scan, a photograph of a phone, or the pages of a PDF."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import zxingcpp
from PIL import Image, UnidentifiedImageError
from pypdfium2 import PdfiumError

from domain.errors import RuleBroken
from forms.paper.preview import page_count, render_page

MOST_FILE_BYTES = 40 << 20
MOST_PIXELS = 100_000_000
"""A page at 1,000 dpi; a picture that says it is larger is not unpacked."""
_MOST_PAGES = 50
_PDF_SCALE = 200 / 72
_MOST_PAGE_PIXELS = 20_000_000
"""Of a PDF's page, however large it says it is: more than twice an A3 sheet at that scale."""


def read_squares(raw: bytes) -> tuple[str, ...]:
    """The texts of all square codes in a PNG, JPEG, TIFF, WebP or BMP picture, or in a PDF, each once. Raises
    RuleBroken when the file is none of them, or larger than what a scanner makes."""
    if len(raw) > MOST_FILE_BYTES:
        raise _too_large()
    found: dict[str, None] = {}
    squares = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # one that outlives the call is reported as a leak
    for picture in _pages(raw) if raw.startswith(b"%PDF-") else _picture(raw):
        for code in zxingcpp.read_barcodes(picture, formats=squares):
            found.setdefault(code.text)
    return tuple(found)


def _picture(raw: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "TIFF", "WEBP", "BMP")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_large()
                yield picture.convert("L")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise _not_a_picture() from error


def _pages(raw: bytes) -> Iterator[Image.Image]:
    try:
        for index in range(min(page_count(raw), _MOST_PAGES)):
            page = render_page(raw, index, scale=_PDF_SCALE, most_pixels=_MOST_PAGE_PIXELS)
            yield Image.frombuffer("RGBX", (page.width, page.height), page.bgra, "raw", "BGRX", page.stride, 1).convert(
                "L"
            )
    except PdfiumError as error:
        raise _not_a_picture() from error


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
