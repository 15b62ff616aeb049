"""What goes to a printer comes out whole, and what a printer or a disk refuses is said."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageOps
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.ui import printing
from desktop.ui.paper_pictures import GreyPicture
from desktop.ui.printing import PrintingJob, SystemPrinting, make_printer, print_pdf, save_or_print
from domain.errors import RuleBroken, Unavailable
from domain.print_order import ATTESTATION, DAY_SHEET
from forms.paper.preview import render_grey, render_page
from forms.paper.scan import read_squares
from tests.forms.paper.test_square import SQUARE, paper
from tests.support.fake_desk import blank_pages

WHITE = GreyPicture(248, 351, 248, 30 / 72, b"\xff" * 248 * 351)
PAGES = replace(blank_pages(), count_pages=lambda pdf: len(pdf), render_grey=lambda pdf, index, scale: WHITE)


def test_every_page_comes_out(qapp: QApplication, tmp_path: Path) -> None:
    job = PrintingJob(make_printer(to_file=tmp_path / "out.pdf"))
    for _ in range(3):
        job.add(WHITE)
    job.finish()
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as document:
        assert len(document) == 3
    assert print_pdf(b"12", make_printer(to_file=tmp_path / "two.pdf"), PAGES) == 2


@pytest.mark.qt_log_ignore("Returned false")  # what Qt itself says of it
def test_a_printer_that_does_not_take_the_job_is_said(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        PrintingJob(make_printer(to_file=tmp_path / "nowhere" / "out.pdf"))
    assert refused.value.code == "print.refused"


def test_the_printers_are_those_of_the_system(qapp: QApplication) -> None:
    assert SystemPrinting().names() == printing.printer_names()
    assert (SystemPrinting().dots_for(DAY_SHEET), SystemPrinting().dots_for(ATTESTATION)) == (300, 600)


def test_without_a_printer_the_paper_goes_where_the_user_chooses(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent, chosen = QWidget(), [str(tmp_path / "a.pdf"), "", str(tmp_path / "nowhere" / "b.pdf")]
    monkeypatch.setattr(printing, "printer_names", lambda: ())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen.pop(0), ""))
    assert save_or_print(parent, b"%PDF", "a.pdf", PAGES)
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
    assert not save_or_print(parent, b"%PDF", "a.pdf", PAGES)
    with pytest.raises(Unavailable) as refused:
        save_or_print(parent, b"%PDF", "a.pdf", PAGES)
    assert refused.value.code == "paper.copy"
    parent.deleteLater()


def grey(pdf: bytes, index: int, dots: int) -> GreyPicture:
    page = render_grey(pdf, index, scale=dots / 72)
    return GreyPicture(page.width, page.height, page.stride, dots / 72, page.grey)


def printed_on(size: QPageSize.PageSizeId, path: Path, *, dots: int = 300) -> bytes:
    """The last page of an attestation, by a printer that is set to this sheet and no other."""
    pdf = paper()
    printer = make_printer(to_file=path, dots=dots)
    printer.setPageSize(QPageSize(size))
    job = PrintingJob(printer)
    job.add(grey(pdf, 1, dots))
    job.finish()
    return path.read_bytes()


def ink(pdf: bytes, index: int = 0) -> tuple[float, float, float, float]:
    """In points."""
    page = render_page(pdf, index, scale=2)
    picture = Image.frombuffer("RGBX", (page.width, page.height), page.bgra, "raw", "BGRX", page.stride, 1)
    box = ImageOps.invert(picture.convert("L")).point(lambda level: 255 if level > 100 else 0).getbbox()
    assert box is not None
    return box[0] / 2, box[1] / 2, box[2] / 2, box[3] / 2


def test_the_window_prints_at_the_papers_own_size(qapp: QApplication, tmp_path: Path) -> None:
    assert ink(printed_on(QPageSize.PageSizeId.A4, tmp_path / "a4.pdf")) == pytest.approx(ink(paper(), 1), abs=1)


def test_on_letter_the_window_prints_the_whole_paper_and_its_code_is_read(qapp: QApplication, tmp_path: Path) -> None:
    printed = printed_on(QPageSize.PageSizeId.Letter, tmp_path / "letter.pdf", dots=600)
    (left, top, right, bottom), source = ink(printed), ink(paper(), 1)
    scale = (right - left) / (source[2] - source[0])
    assert scale == pytest.approx(792 / 841.89, abs=0.004)
    assert (bottom - top) / (source[3] - source[1]) == pytest.approx(scale, abs=0.004)
    assert bottom < 792 - 20
    assert left - (612 - right) == pytest.approx(source[0] - (595.28 - source[2]), abs=2)
    assert read_squares(printed) == (SQUARE,)


def test_on_a_much_smaller_sheet_nothing_is_printed(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refused:
        printed_on(QPageSize.PageSizeId.A5, tmp_path / "a5.pdf")
    assert refused.value.code == "print.sheet.small"
