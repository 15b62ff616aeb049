"""Pictures for the gallery: a printed paper as a phone takes it, a wall with a crack, a plan of rooms."""

import io
import math
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from forms.paper.preview import page_count
from forms.paper.scan import page_picture
from forms.paper.sign_places import SignPlace

DOTS_A_POINT = 200 / 72
PEN = (50, 60, 155)
DESK = (92, 78, 66)
ASKEW = 2.4  # degrees
WALL, PLASTER, CRACK, FLOOR = (226, 214, 194), (205, 190, 166), (92, 74, 60), (148, 122, 96)


def paper_photo(pdf: bytes, places: Sequence[SignPlace] = ()) -> bytes:
    """The last page of a paper on a desk, lying askew and darker to one side; with a name in the first of `places`."""
    index = page_count(pdf) - 1
    page = page_picture(pdf, index, scale=DOTS_A_POINT)
    for place in places[:1]:
        _write_name(page, place)
    whole = Image.new("RGB", (page.width + 200, page.height + 240), DESK)
    whole.paste(page, (100, 120))
    taken = whole.rotate(ASKEW, Image.Resampling.BICUBIC, fillcolor=DESK)
    shade = Image.linear_gradient("L").rotate(70).resize(taken.size).point([170 + value // 3 for value in range(256)])
    return _jpeg(ImageChops.multiply(taken, Image.merge("RGB", (shade, shade, shade))))


def _write_name(page: Image.Image, place: SignPlace) -> None:
    """Small strokes up and down, as a hand writes."""
    left, top, right, bottom = (side * DOTS_A_POINT for side in place.area)
    middle, wide = (top + bottom) / 2, right - left
    line = [(left + wide * (0.3 + 0.4 * n / 90), middle + (bottom - top) * 0.2 * math.sin(n / 3)) for n in range(90)]
    ImageDraw.Draw(page).line(line, fill=PEN, width=4, joint="curve")


def damaged_wall() -> bytes:
    wide, high = 1200, 900
    wall = Image.new("RGB", (wide, high), WALL)
    pen = ImageDraw.Draw(wall)
    pen.rectangle((0, high - 140, wide, high), fill=FLOOR)
    pen.ellipse((520, 120, 980, 520), fill=PLASTER)
    crack = [(430 + 40 * n + (23 * n * n) % 37, 60 + 52 * n + (17 * n) % 29) for n in range(13)]
    pen.line(crack, fill=CRACK, width=9, joint="curve")
    pen.line([crack[5], (crack[5][0] + 190, crack[5][1] + 40), (crack[5][0] + 250, crack[5][1] + 150)], CRACK, 5)
    return _jpeg(wall)


def room_plan(wide: int, high: int) -> bytes:
    plan = Image.new("RGB", (wide, high), "white")
    pen = ImageDraw.Draw(plan)
    left, top, right, bottom = wide * 0.2, high * 0.15, wide * 0.8, high * 0.85
    middle = (left + right) / 2
    for line in (
        [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)],
        [(middle, top), (middle, (top + bottom) / 2)],
        [(left, (top + bottom) / 2), (middle + wide * 0.1, (top + bottom) / 2)],
    ):
        pen.line(line, fill=PEN, width=7, joint="curve")
    return _png(plan)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
