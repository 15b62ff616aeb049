"""A picture as it is kept: upright, no larger than wanted, and with nothing in it but what is seen.

What a telephone writes beside the picture (where it was taken, when, by whose device) does not come along.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from domain.answer_file import MOST_PICTURE_BYTES, MOST_PICTURE_PIXELS
from domain.errors import RuleBroken

_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_QUALITY = 85
_FLAT_COLOURS = 128
"""A picture of no more colours was drawn, or is of a screen: PNG is then smaller, and loses nothing. A grey photograph
has more."""

_WHITE = (255, 255, 255)
_DEEP_GREY = "I;16"
"""How the modes of grey in 65,536 steps begin: scanners and hospitals make them. Pillow would cut all but the darkest
256 off to white."""


@dataclass(frozen=True)
class Picture:
    """`content` is JPEG or PNG, as `extension` says."""

    content: bytes
    extension: str
    width: int
    height: int


def kept_picture(raw: bytes, *, longest: int) -> Picture:
    """Raises RuleBroken ``picture.…``: before anything is unpacked when it is too large, after when it is damaged."""
    with _opened(raw) as picture:
        if picture.format == "JPEG":
            picture.draft("RGB", (longest, longest))  # a JPEG is unpacked at half or a quarter at once
        return _packed(_smaller(_upright(picture), longest))


def turned(raw: bytes) -> Picture:
    """By a quarter, as the hand of a clock goes. Raises RuleBroken ``picture.…``."""
    with _opened(raw) as picture:
        return _packed(_upright(picture).transpose(Image.Transpose.ROTATE_270))


def drawn_over(raw: bytes, overlay: bytes) -> Picture:
    """With what was drawn, a picture with nothing where nothing was drawn, laid over the whole of it. Raises RuleBroken
    ``picture.…``."""
    with _opened(raw) as below, _opened(overlay) as above:
        whole = _upright(below)
        ink = above.convert("RGBA")
        if ink.size != whole.size:
            ink = ink.resize(whole.size, Image.Resampling.LANCZOS)
        whole.paste(ink, (0, 0), ink)
        return _packed(whole)


def drawn(raw: bytes) -> Picture:
    """A drawing, always PNG, as OpenRosa has it. Raises RuleBroken ``picture.…``."""
    with _opened(raw) as picture:
        return _as_png(_upright(picture))


@contextmanager
def _opened(raw: bytes) -> Iterator[Image.Image]:
    if not 0 < len(raw) <= MOST_PICTURE_BYTES:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata, which is dropped; sizes are judged here
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PICTURE_PIXELS:
                    raise _too_large()
                yield picture
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise _unknown() from error
    # What Pillow raises of a damaged file; beside what its readers raise of one that was made to deceive.
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, OverflowError, EOFError) as error:
        raise _damaged() from error


def _upright(picture: Image.Image) -> Image.Image:
    """On white where it was transparent, in plain colours."""
    ImageOps.exif_transpose(picture, in_place=True)  # else a second one lies in the memory
    upright = _of_256_steps(picture) if picture.mode.startswith(_DEEP_GREY) else picture
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright if upright.mode == "RGBA" else upright.convert("RGBA")
        sheet = Image.new("RGB", upright.size, _WHITE)
        sheet.paste(upright, (0, 0), upright)
        return sheet
    return upright.convert("RGB")


def _of_256_steps(picture: Image.Image) -> Image.Image:
    return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")


def _smaller(picture: Image.Image, longest: int) -> Image.Image:
    greatest = max(picture.size)
    if greatest <= longest:
        return picture
    size = (max(1, round(picture.width * longest / greatest)), max(1, round(picture.height * longest / greatest)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _packed(picture: Image.Image) -> Picture:
    if picture.getcolors(_FLAT_COLOURS) is not None:
        return _as_png(picture)
    return _written(picture, "JPEG", "jpg", quality=_QUALITY)


def _as_png(picture: Image.Image) -> Picture:
    return _written(picture, "PNG", "png", compress_level=6)


def _written(picture: Image.Image, form: str, extension: str, **options: int) -> Picture:
    # A new one, so that nothing the former carried beside its points is written.
    plain = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    plain.save(out, form, **options)
    return Picture(out.getvalue(), extension, *plain.size)


def _too_large() -> RuleBroken:
    return RuleBroken(
        "picture.large",
        ar="هذه الصورة فارغة أو أكبر مما يُقبل (أكثر من 40 ميغابايت أو 64 مليون نقطة). صوّر بدقة أقل ثم اخترها.",
        en="This picture is empty or larger than what is taken (over 40 MB or 64 million dots). Take it smaller.",
    )


def _unknown() -> RuleBroken:
    return RuleBroken(
        "picture.form",
        ar="هذا الملف ليس صورة تُقرأ هنا. احفظ الصورة بصيغة JPEG أو PNG ثم اخترها (صور iPhone بصيغة HEIC تُحوَّل قبلها).",
        en="This file is no picture that is read here. Save it as JPEG or PNG, then choose it (HEIC of an iPhone too).",
    )


def _damaged() -> RuleBroken:
    return RuleBroken(
        "picture.damaged",
        ar="الصورة تالفة ولم تُقرأ كاملة. انسخها من الجهاز من جديد، أو صوّر غيرها.",
        en="The picture is damaged and could not be read whole. Copy it from the device again, or take another.",
    )
