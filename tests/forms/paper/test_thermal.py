"""A receipt for a roll of 80 mm: what the printer is told to print is read back, and is the page."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from domain.errors import RuleBroken
from forms.paper.scan import read_squares
from forms.paper.thermal import BAND_ROWS, LEAST_WHITE, WIDTH_DOTS, page_dots, picture_of, write_receipt
from tests.forms.paper.test_receipt import printed, receipt

HALF_A_LINE = 2


def read_back(data: bytes) -> list[Image.Image]:
    """The pages, cut off, as a printer that knows the commands of ESC/POS puts them on paper."""
    pages: list[Image.Image] = []
    rows, place = b"", 0
    while place < len(data):
        match data[place : place + 2]:
            case b"\x1b@":
                place += 2
            case b"\x1bd":
                place += 3
            case b"\x1dV":
                assert data[place + 2] == ord("B")
                pages.append(Image.frombytes("1", (WIDTH_DOTS, len(rows) * 8 // WIDTH_DOTS), rows))
                rows, place = b"", place + 4
            case b"\x1dv":
                mode, across, down = data[place + 3], *_sizes(data[place + 4 : place + 8])
                assert (data[place + 2], mode, across * 8) == (ord("0"), 0, WIDTH_DOTS)
                assert 0 < down <= BAND_ROWS
                rows += data[place + 8 : place + 8 + across * down]
                place += 8 + across * down
            case unknown:
                pytest.fail(f"unknown command {unknown!r} at {place}")
    assert not rows, "something is printed and not cut off"
    return pages


def _sizes(header: bytes) -> tuple[int, int]:
    return int.from_bytes(header[:2], "little"), int.from_bytes(header[2:], "little")


def by_another(pdf: bytes, folder: Path) -> Image.Image:
    """The first page at eight dots a millimetre, drawn by another program."""
    (folder / "page.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-r", "203.2", "-f", "1", "-l", "1", "-singlefile", "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return Image.open(folder / "page.pgm").convert("L")


def roll_with_code(text: str, *, pages: int = 1) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, (80 * mm, 90 * mm), invariant=True)
    for page in range(pages):
        for row, line in enumerate(segno.make_qr(text, error="m").matrix):
            for column, dark in enumerate(line):
                if dark:
                    canvas.rect((10 + column) * mm, (80 - row - page) * mm, mm, mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_what_is_printed_is_the_receipt_to_the_dot(tmp_path: Path) -> None:
    pdf = printed(receipt(), "roll")
    [page] = read_back(write_receipt(pdf))
    assert page.tobytes() == page_dots(pdf, 0).rows
    drawn = by_another(pdf, tmp_path)
    side = (drawn.width - WIDTH_DOTS) // 2
    meant = drawn.crop((side, 0, side + WIDTH_DOTS, page.height))
    came = page.convert("L").point(lambda level: 255 - level)
    meant = meant.point(lambda level: 255 if level >= 128 else 0)
    assert _dots_not_near(came, meant) == _dots_not_near(meant, came) == 0


def _dots_not_near(one: Image.Image, other: Image.Image) -> int:
    """Black dots of `one` that have none of `other` within a quarter of a millimetre: each rounds as it will."""
    near = other.filter(ImageFilter.MinFilter(5))
    return ImageChops.subtract(near, one).histogram()[255]


def test_no_ink_of_a_receipt_lies_beside_the_head(tmp_path: Path) -> None:
    pdf = printed(receipt(), "roll")
    whole = ImageChops.invert(by_another(pdf, tmp_path)).getbbox()
    assert whole is not None
    beside = (640 - WIDTH_DOTS) // 2 - HALF_A_LINE
    assert whole[0] >= beside
    assert whole[2] <= 640 - beside


def test_a_square_code_is_read_from_what_is_printed() -> None:
    [page] = read_back(write_receipt(roll_with_code("ISTIQBAL:RY01-7K2Q")))
    file = io.BytesIO()
    page.convert("L").point(lambda level: 255 - level).save(file, "PNG")
    assert read_squares(file.getvalue()) == ("ISTIQBAL:RY01-7K2Q",)


def test_each_page_of_each_copy_is_cut_off() -> None:
    pdf = roll_with_code("A", pages=2)
    assert len(read_back(write_receipt(pdf))) == 2
    assert len(read_back(write_receipt(pdf, copies=3))) == 6
    [second] = read_back(write_receipt(pdf, pages=(2,)))
    assert second.tobytes() == page_dots(pdf, 1).rows


def test_the_white_below_costs_no_paper() -> None:
    page = picture_of(page_dots(roll_with_code("A"), 0))
    ink = ImageChops.invert(page).getbbox()
    assert ink is not None
    assert page.height - ink[3] == LEAST_WHITE


def test_the_same_receipt_is_the_same_bytes() -> None:
    pdf = printed(receipt(), "roll")
    assert write_receipt(pdf) == write_receipt(pdf)


def test_a_paper_that_is_wider_than_the_roll_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        write_receipt(printed(receipt(), "a4"))
    assert refused.value.code == "print.thermal.wide"
