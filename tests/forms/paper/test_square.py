"""The square code of a paper, read back from the page as a scanner and a phone see it."""

from __future__ import annotations

import io
import random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from domain.errors import RuleBroken
from domain.sync.paper_code import PaperCode, write_code
from forms.paper import scan
from forms.paper.attestation import State, render_attestation
from forms.paper.pen import PAGE_HEIGHT, Pen
from forms.paper.preview import page_count, render_page
from forms.paper.scan import MOST_FILE_BYTES, find_squares, open_pages, read_squares
from forms.paper.square import draw_square
from tests.forms.paper.samples import frozen

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SQUARE = write_code(PaperCode("RY01-7K2Q-000142-M", "support-request", "3", 1_763_710_680, "RY01", bytes(32)), KEY)
SCAN_DPI, TRIALS = 150, 200


def paper(state: State = "unsigned") -> bytes:
    return render_attestation(frozen(), state=state, square=SQUARE)


def last_page(pdf: bytes, dpi: int) -> Image.Image:
    page = render_page(pdf, page_count(pdf) - 1, scale=dpi / 72)
    size = (page.width, page.height)
    return Image.frombuffer("RGBX", size, page.bgra, "raw", "BGRX", page.stride, 1).convert("L")


def as_file(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("state", ["unsigned", "signed", "void"])
def test_every_state_of_the_paper_bears_the_code(state: State) -> None:
    assert read_squares(paper(state)) == (SQUARE,)


def test_it_is_read_from_a_slanted_and_noisy_scan() -> None:
    """At least 95 of 100 scans at 150 dpi: turned by up to 12 degrees, blurred, grey, with grain and dust."""
    page = last_page(paper(), SCAN_DPI)
    code = page.crop((0, page.height // 2, page.width // 2, page.height))
    chance = random.Random(1)
    read = sum(read_squares(as_file(_scanned(code, chance), "BMP")) == (SQUARE,) for _ in range(TRIALS))
    assert read >= TRIALS * 0.95


def _scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    turned = page.rotate(chance.uniform(-12, 12), Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.2, 0.8)))
    low, high = chance.uniform(0, 70), chance.uniform(180, 255)
    grey = blurred.point([round(low + (high - low) * level / 255) for level in range(256)])
    grain = Image.frombytes("L", grey.size, chance.randbytes(grey.width * grey.height))
    scanned = Image.blend(grey, grain, chance.uniform(0.02, 0.15))
    for _ in range(30):
        x, y = chance.randrange(scanned.width), chance.randrange(scanned.height)
        scanned.paste(chance.choice((0, 255)), (x, y, x + 2, y + 2))
    return scanned


def test_a_photograph_of_the_whole_page_is_enough() -> None:
    photo = last_page(paper(), 200).rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=90)
    assert read_squares(as_file(photo, "JPEG")) == (SQUARE,)


def test_a_picture_without_a_code_holds_none() -> None:
    assert read_squares(as_file(Image.new("L", (200, 200), 255))) == ()


@pytest.mark.parametrize(
    "raw",
    [b"", b"not a picture", b"%PDF-1.7 cut off", as_file(Image.new("L", (300, 300)))[:60], b"BM" + bytes(60)],
    ids=["empty", "text", "pdf", "cut", "damaged"],
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_squares(raw)
    assert refused.value.code == "paper.picture.form"


def test_a_page_that_says_it_is_five_metres_wide_is_read_with_as_many_points_as_a_scanner_makes() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_400, 14_400))
    canvas.translate(0, 14_400 - PAGE_HEIGHT)  # the pen measures down from the top of a page
    draw_square(Pen(canvas), SQUARE, 4_000, 200, 9_000)
    canvas.showPage()
    canvas.save()
    page = render_page(file.getvalue(), 0, scale=200 / 72, most_pixels=1_000_000)
    assert 990_000 < page.width * page.height < 1_010_000
    assert read_squares(file.getvalue()) == (SQUARE,)


@pytest.mark.parametrize("torn", [b"\x00\x01\x04\x00", b"\x01\x01\x04\x00"], ids=["no width", "no height"])
def test_a_scan_whose_directory_is_torn_is_refused_in_words(torn: bytes) -> None:
    sound = as_file(Image.new("L", (80, 60)), "TIFF")
    raw = sound.replace(torn, b"\xff\xff\x04\x00")
    assert raw != sound
    with pytest.raises(RuleBroken) as refused:
        find_squares(raw)
    assert refused.value.code == "paper.picture.form"


def test_a_picture_longer_than_any_sheet_is_refused_in_words() -> None:
    with pytest.raises(RuleBroken) as refused:
        find_squares(as_file(Image.new("L", (70_000, 8))))
    assert refused.value.code == "paper.picture.large"


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    bomb = as_file(Image.new("1", (20_000, 20_000)))
    assert len(bomb) < 1 << 20
    for raw in (bomb, bytes(MOST_FILE_BYTES + 1)):
        with pytest.raises(RuleBroken) as refused:
            read_squares(raw)
        assert refused.value.code == "paper.picture.large"


def test_a_sheet_at_a_thousand_dots_an_inch_is_opened() -> None:
    """More than Pillow by itself lets through without a word."""
    [page] = open_pages(as_file(Image.new("1", (8_268, 11_693), 1)))
    assert page.size == (8_268, 11_693)


def test_all_sheets_of_a_scan_are_read_up_to_what_a_scanner_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a TIFF and in a PDF alike: many pages in a small file are as much work as one large page."""
    file, blank = io.BytesIO(), Image.new("L", (600, 850), 255)
    blank.save(file, "TIFF", save_all=True, append_images=[blank, last_page(paper(), SCAN_DPI)])
    assert read_squares(file.getvalue()) == (SQUARE,)
    assert read_squares(paper()) == (SQUARE,)
    monkeypatch.setattr(scan, "MOST_TOGETHER", 2_000_000)
    for raw in (file.getvalue(), paper()):
        with pytest.raises(RuleBroken) as refused:
            read_squares(raw)
        assert refused.value.code == "paper.picture.large"
