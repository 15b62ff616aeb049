"""Pages of a PDF as pictures: what the window shows is the paper itself."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pypdfium2
from pypdfium2 import raw

_PDFIUM = Lock()
"""PDFium keeps global state and may be entered by one thread at a time, whatever the document."""


@dataclass(frozen=True)
class RenderedPage:
    """`bgra` has `stride` bytes a line, four a pixel: blue, green, red, 255; on white."""

    width: int
    height: int
    stride: int
    bgra: bytes


@dataclass(frozen=True)
class GreyPage:
    """`grey` has `stride` bytes a line, one a pixel, 255 is white."""

    width: int
    height: int
    stride: int
    grey: bytes


def page_count(pdf: bytes) -> int:
    with _document(pdf) as document:
        return len(document)


def page_size(pdf: bytes) -> tuple[float, float]:
    """The width and height, in points, that all its pages fit into."""
    with _document(pdf) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    return max(width for width, _ in sizes), max(height for _, height in sizes)


def render_page(pdf: bytes, index: int, *, scale: float, most_pixels: int | None = None) -> RenderedPage:
    """Page `index` (from 0) with `scale` pixels per point: 1 is 72 dpi; with fewer where the page would have more than
    `most_pixels`. Any thread may call it.

    Raises IndexError when there is no such page.
    """
    with _document(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(index)
        with closing(document[index]) as page, closing(_bitmap(page, _fitting(page, scale, most_pixels))) as bitmap:
            return RenderedPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def render_grey(pdf: bytes, index: int, *, scale: float) -> GreyPage:
    """The same for a printer: a byte a pixel. Black letters stay black to their edge, without colours beside them."""
    kind = raw.FPDFBitmap_Gray  # type: ignore[attr-defined]  # made by ctypesgen, invisible to mypy
    with _document(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(index)
        with (
            closing(document[index]) as page,
            closing(page.render(scale=scale, force_bitmap_format=kind, fill_color=(255, 255, 255, 255))) as bitmap,
        ):
            return GreyPage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _fitting(page: Any, scale: float, most_pixels: int | None) -> float:
    width, height = page.get_size()
    return scale if most_pixels is None else min(scale, math.sqrt(most_pixels / max(width * height, 1)))


def _bitmap(page: Any, scale: float) -> Any:
    kind = raw.FPDFBitmap_BGRA  # type: ignore[attr-defined]  # made by ctypesgen, invisible to mypy
    return page.render(scale=scale, force_bitmap_format=kind, fill_color=(255, 255, 255, 255))


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    with _PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        yield document
