"""A printed page as a phone takes it: seen from a side, on a dark desk, half in shadow, noisy, sideways."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from forms.paper.pen import PAGE_HEIGHT
from forms.paper.plane import Point, fit_plane
from forms.paper.scan import page_picture, squares_in

PRINTED_DOTS = 200
POINTS_AN_INCH = 72
SIZE = (1500, 2000)
"""Three million dots: less than any phone of these years."""
_DESK = (70, 60, 50)
_INK = (200, 20, 30)
_PEN = (50, 60, 155)


def signed_page(pdf: bytes, index: int, marks: Sequence[Point] = ()) -> Image.Image:
    """The page as it came out of the printer, with dots of ink at these points (from the upper left)."""
    scale = PRINTED_DOTS / POINTS_AN_INCH
    page = page_picture(pdf, index, scale=scale)
    pen = ImageDraw.Draw(page)
    for x, y in marks:
        pen.ellipse([(x - 3) * scale, (y - 3) * scale, (x + 3) * scale, (y + 3) * scale], fill=_INK)
    return page


def penned(page: Image.Image, box: Sequence[float], *, millimetres: float = 0.35) -> Image.Image:
    """A name written with a pen of this thickness into a box (left, top, right and bottom in points), as one is: small
    strokes up and down, not where the box ends."""
    scale = page.height / PAGE_HEIGHT
    left, top, right, bottom = box
    middle, wide = (top + bottom) / 2, (right - left) * 0.4
    line = [((left + wide / 2 + wide * n / 60) * scale, (middle + 8 * math.sin(n / 3)) * scale) for n in range(60)]
    ImageDraw.Draw(page).line(line, fill=_PEN, width=max(1, round(millimetres / 25.4 * POINTS_AN_INCH * scale)))
    return page


def above_the_square(pdf: bytes, index: int) -> tuple[float, float, float, float]:
    """The person's box on a page of an attestation, as a reader finds it: over the code, at the right margin."""
    page = page_picture(pdf, index, scale=PRINTED_DOTS / POINTS_AN_INCH)
    (square,) = squares_in(page)
    foot = min(y for _, y in square.corners) * POINTS_AN_INCH / PRINTED_DOTS - 16
    return 380.0, foot - 50, 540.0, foot


def photographed(page: Image.Image, chance: random.Random, *, quarters: int = 0) -> Image.Image:
    """Turned by so many quarters, as by a hand that held the phone so."""
    width, height = page.size
    corners: list[Point] = [(0, 0), (width, 0), (width, height), (0, height)]
    plane = fit_plane(list(zip(_slanted(chance), corners, strict=True)))
    taken = page.transform(SIZE, Image.Transform.PERSPECTIVE, plane, Image.Resampling.BICUBIC, fillcolor=_DESK)
    taken = _shaded(taken, chance).filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.1)))
    grain = Image.frombytes("L", SIZE, chance.randbytes(SIZE[0] * SIZE[1])).convert("RGB")
    noisy = Image.blend(taken, grain, chance.uniform(0.03, 0.1))
    return noisy.rotate(90 * quarters, expand=True) if quarters else noisy


def as_jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82)
    return file.getvalue()


def _slanted(chance: random.Random) -> list[Point]:
    """Where the corners of the page come to lie in the picture."""
    width, height = SIZE
    turn, middle = math.radians(chance.uniform(-8, 8)), (width / 2, height / 2)
    found: list[Point] = []
    for right, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x = right * width / 2 * (0.9 - chance.uniform(0, 0.18))
        y = down * height / 2 * (0.9 - chance.uniform(0, 0.18))
        across, along = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        found.append((middle[0] + across, middle[1] + along))
    return found


def _shaded(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Dark from one side, and yellow."""
    large = Image.linear_gradient("L").resize((256, 256)).rotate(chance.uniform(0, 360), fillcolor=128)
    light = large.resize(SIZE, Image.Resampling.BICUBIC).point([115 + value * 140 // 255 for value in range(256)])
    tint = [light.point([round(value * share) for value in range(256)]) for share in (1.0, 0.96, 0.85)]
    return ImageChops.multiply(picture, Image.merge("RGB", tint))


def ink_at(flat: Image.Image, marks: Sequence[Point], dots: int) -> list[float]:
    """How far, in points, the ink of each mark lies from where it was put; infinity where it is not seen."""
    scale = dots / POINTS_AN_INCH
    red, green, _ = flat.convert("RGB").split()
    ink = ImageChops.subtract(red, green).point([255 if value > 70 else 0 for value in range(256)])
    return [_off(ink, mark, scale) for mark in marks]


def _off(ink: Image.Image, mark: Point, scale: float) -> float:
    left, top = (round((place - 15) * scale) for place in mark)
    seen = ink.crop((left, top, left + round(30 * scale), top + round(30 * scale)))
    dots = [place for place, value in enumerate(seen.tobytes()) if value]
    if not dots:
        return math.inf
    x = left + 0.5 + sum(place % seen.width for place in dots) / len(dots)
    y = top + 0.5 + sum(place // seen.width for place in dots) / len(dots)
    return math.dist((x / scale, y / scale), mark)
