"""An association's logo: checked when it is adopted, drawn on every paper as lines where it came as a drawing."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from PIL import Image
from reportlab.lib.utils import ImageReader

from domain.errors import RuleBroken
from forms.paper.pen import Pen
from forms.paper.svg import Drawing, read_drawing
from forms.paper.svg_shapes import NoDrawing

KINDS = (".png", ".svg")
MOST_BYTES = 1 << 20
LEAST_SIDE, MOST_SIDE = 100, 6000
_KEPT_SIDE = 360
"""Pixels of a logo's longer side: 22 mm at 400 dots an inch, more than an office's printer shows."""
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = slice(16, 24)


class Logo(Protocol):
    def draw(self, pen: Pen, left: float, top: float, width: float, height: float) -> None:
        """As large as fits, centred, its proportions kept."""


@dataclass(frozen=True)
class _Picture:
    image: Any

    def draw(self, pen: Pen, left: float, top: float, width: float, height: float) -> None:
        pen.picture(self.image, left, top, width, height)


@dataclass(frozen=True)
class _Lines:
    drawing: Drawing

    def draw(self, pen: Pen, left: float, top: float, width: float, height: float) -> None:
        pen.drawing(self.drawing, left, top, width, height)


def kept_logo(data: bytes, file: str) -> bytes:
    """What is kept of a logo's file: a drawing as it is, a picture on white and no larger than paper shows.

    Raises RuleBroken ``logo.…`` that names `file` and says what to do; a picture's size is read before it is decoded.
    """
    if len(data) > MOST_BYTES:
        raise _refused(
            "large",
            file,
            ar=f"أكبر من {MOST_BYTES >> 20} ميغابايت؛ احفظه أصغر",
            en=f"is larger than {MOST_BYTES >> 20} MiB; save a smaller one",
        )
    if data.startswith(_PNG):
        return _flattened(data, file)
    text = _drawing_text(data, file)
    try:
        read_drawing(text)
    except NoDrawing as why:
        raise _refused(
            "drawing",
            file,
            ar=f"فيه ما لا يُرسم على الورق ({why})؛ حوّل الحروف والتدرجات إلى مسارات بلون واحد، أو احفظه بصيغة PNG",
            en=f"holds what cannot be drawn on paper ({why}); turn letters and gradients into plain paths, or save "
            "it as PNG",
        ) from why
    return text.encode()


@lru_cache(maxsize=2)
def logo_of(kept: bytes) -> Logo:
    """What `kept_logo` gave, ready to be drawn."""
    if kept.startswith(_PNG):
        return _Picture(ImageReader(io.BytesIO(kept)))
    return _Lines(read_drawing(kept.decode()))


def _drawing_text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if "<svg" not in text:
        raise _refused(
            "kind",
            file,
            ar="ليس صورة PNG ولا رسم SVG؛ احفظه بإحدى الصيغتين",
            en="is neither PNG nor SVG; save it as one",
        )
    return text


def _flattened(data: bytes, file: str) -> bytes:
    width, height = struct.unpack(">II", data[_HEAD]) if len(data) >= _HEAD.stop else (0, 0)
    if not LEAST_SIDE <= max(width, height) <= MOST_SIDE or min(width, height) < 1:
        raise _refused(
            "pixels",
            file,
            ar=f"مقاسه {width}×{height} نقطة؛ احفظه وأطول جانبيه بين {LEAST_SIDE} و{MOST_SIDE}",
            en=f"has {width}×{height} pixels; save it with a longer side of {LEAST_SIDE} to {MOST_SIDE}",
        )
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as found:
            seen = found.convert("RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        struct.error,
        zlib.error,
        Image.DecompressionBombError,
    ) as error:
        raise _refused(
            "broken", file, ar="صورة PNG غير سليمة؛ احفظها من جديد", en="is not a sound PNG; save it again"
        ) from error
    seen.thumbnail((_KEPT_SIDE, _KEPT_SIDE), Image.Resampling.LANCZOS)
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    target = io.BytesIO()
    white.convert("RGB").save(target, "PNG")
    return target.getvalue()


def _refused(kind: str, file: str, *, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"logo.{kind}", ar=f"الشعار {file} {ar}.", en=f"The logo {file} {en}.", field="letterhead.logo")
