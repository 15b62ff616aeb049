"""What goes to a printer comes out whole, and what a printer or a disk refuses is said."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.ui import printing
from desktop.ui.actions import Picture
from desktop.ui.printing import PrintingJob, SystemPrinting, make_printer, print_pdf, save_or_print
from domain.errors import Unavailable
from tests.support.fake_desk import blank_pages

WHITE = Picture(248, 351, 992, b"\xff" * 992 * 351)
PAGES = replace(blank_pages(), count_pages=lambda pdf: len(pdf), render_page=lambda pdf, index, scale: WHITE)


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
    assert SystemPrinting().dots_per_inch == 300


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
