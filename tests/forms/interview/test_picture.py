"""A picture is kept upright, no larger than wanted, and with nothing in it but what is seen."""

import io
from functools import partial
from random import Random

import pytest
from PIL import Image

from domain.answer_file import MOST_PICTURE_BYTES
from domain.errors import RuleBroken
from forms.interview.picture import Picture, drawn, drawn_over, kept_picture, turned
from tests.forms.interview.desk import refusal_of
from tests.support.small_pictures import HIGH, WIDE, coloured, flat_png, png_that_says_it_is_vast, telephone_photo


def seen(picture: Picture) -> Image.Image:
    read = Image.open(io.BytesIO(picture.content))
    read.load()
    return read


def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    kept = kept_picture(telephone_photo(), longest=2048)
    assert (kept.width, kept.height, kept.extension) == (HIGH, WIDE, "jpg")
    read = seen(kept)
    assert read.size == (HIGH, WIDE)
    assert dict(read.getexif()) == {}
    assert b"Telephone" not in kept.content
    red, _, blue = read.getpixel((HIGH // 2, 5))
    assert red > blue


def test_a_large_photo_is_made_smaller_to_what_the_form_asks_for() -> None:
    kept = kept_picture(telephone_photo(800, 400), longest=100)
    assert (kept.width, kept.height) == (50, 100)
    assert len(kept.content) < 20_000


def test_a_small_picture_is_not_made_larger() -> None:
    assert kept_picture(telephone_photo(), longest=2048).height == WIDE


def test_a_picture_of_few_colours_loses_nothing() -> None:
    kept = kept_picture(flat_png(), longest=2048)
    assert kept.extension == "png"
    assert seen(kept).getpixel((3, 3)) == (0x20, 0x40, 0x80)


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP", "GIF"])
def test_what_scanners_and_screens_make_is_read(kind: str) -> None:
    out = io.BytesIO()
    coloured().save(out, kind)
    assert kept_picture(out.getvalue(), longest=60).width == 60


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_scan_in_deep_grey_keeps_its_greys(kind: str) -> None:
    out = io.BytesIO()
    deep = Image.new("I;16", (40, 20))
    deep.putdata([(number % 40) * 1600 for number in range(800)])
    deep.save(out, kind)
    kept = seen(kept_picture(out.getvalue(), longest=2048))
    assert [kept.getpixel((x, 10))[0] for x in (0, 20, 39)] == [0, 20 * 1600 // 256, 39 * 1600 // 256]


def test_what_is_transparent_is_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(kept_picture(out.getvalue(), longest=2048)).getpixel((5, 5)) == (255, 255, 255)


def test_the_same_picture_is_the_same_bytes() -> None:
    assert kept_picture(telephone_photo(), longest=99) == kept_picture(telephone_photo(), longest=99)


def test_four_quarters_turn_it_round() -> None:
    once = turned(flat_png())
    assert (once.width, once.height) == (HIGH, WIDE)
    again = turned(turned(turned(once.content).content).content)
    assert again.content == kept_picture(flat_png(), longest=2048).content


def test_it_turns_as_the_hand_of_a_clock() -> None:
    out = io.BytesIO()
    coloured().save(out, "PNG")
    red, _, blue = seen(turned(out.getvalue())).getpixel((HIGH // 2, 3))  # what was at the left is above
    assert red > blue


def test_what_is_drawn_over_a_picture_stays_where_it_was_drawn() -> None:
    out = io.BytesIO()
    overlay = Image.new("RGBA", (WIDE * 2, HIGH * 2), (0, 0, 0, 0))
    overlay.paste((255, 0, 0, 255), (0, 0, WIDE, HIGH))
    overlay.save(out, "PNG")
    made = seen(drawn_over(flat_png(), out.getvalue()))
    assert made.size == (WIDE, HIGH)
    assert made.getpixel((10, 10)) == (255, 0, 0)
    assert made.getpixel((WIDE - 10, HIGH - 10)) == (0x20, 0x40, 0x80)


def test_a_drawing_is_png() -> None:
    assert drawn(flat_png()).extension == "png"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "picture.large"),
        (bytes(MOST_PICTURE_BYTES + 1), "picture.large"),
        (png_that_says_it_is_vast(), "picture.large"),
        (b"%PDF-1.7 not a picture", "picture.form"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture.form"),
        (telephone_photo()[:1500], "picture.damaged"),
        (flat_png()[:60], "picture.damaged"),
    ],
)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(raw: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        kept_picture(raw, longest=2048)
    assert refused.value.code == code
    assert refused.value.ar
    assert refused.value.en


def test_whatever_is_changed_in_a_picture_it_is_read_or_refused() -> None:
    chance = Random(7)
    codes = {"picture.form", "picture.damaged", "picture.large"}
    for whole in (telephone_photo(80, 60), flat_png(80, 60)):
        for _ in range(100):
            raw = bytearray(whole)
            for _ in range(chance.choice((1, 3, 20))):
                raw[chance.randrange(chance.choice((40, len(raw))))] = chance.randrange(256)
            refusal = refusal_of(partial(kept_picture, bytes(raw), longest=50))
            assert refusal is None or refusal.code in codes
