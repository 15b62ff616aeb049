"""Paper to a printer that the window draws on itself (Windows, and where there is no print service): the page's own
grey picture, on A4 at its true size."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.actions import Pages
from desktop.ui.language import said
from desktop.ui.pages.paper.copies import write_copy
from desktop.ui.paper_pictures import GreyPicture
from domain.errors import RuleBroken, Unavailable
from domain.print_order import ATTESTATION, Sheet, scale_on

DOTS_PER_INCH, FINE_DOTS_PER_INCH = 300, 600
FINE = frozenset({ATTESTATION})
BAND_ROWS = 600
POINTS_PER_INCH = 72
MM_PER_POINT = 25.4 / POINTS_PER_INCH


def printer_names() -> tuple[str, ...]:
    """The default printer first; none when the system knows none."""
    names = list(QPrinterInfo.availablePrinterNames())
    default = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != default, name)))


def make_printer(
    name: str = "", *, to_file: Path | None = None, copies: int = 1, dots: int = DOTS_PER_INCH
) -> QPrinter:
    """A4 where the printer has it, whole page, no margins, grey. `to_file` prints into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(to_file))
    elif name:
        printer.setPrinterName(name)
    printer.setResolution(dots)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setCopyCount(copies)
    return printer


class PrintingJob:
    """One paper on its way to a printer (see `desktop.ui.pages.paper.state.PrintJob`). Raises Unavailable, and
    RuleBroken for a sheet that is too small for it: then nothing is printed."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer, self._painter, self._pages = printer, QPainter(), 0
        if not self._painter.begin(printer):
            raise _refused()

    def add(self, page: GreyPicture) -> None:
        """The first page decides whether the paper fits."""
        if self._pages and not self._printer.newPage():
            self.abandon()
            raise _refused()
        try:
            _draw(self._painter, self._printer, page)
        except RuleBroken:
            self.abandon()
            raise
        self._pages += 1

    def finish(self) -> None:
        if not self._painter.end() or self._printer.printerState() is QPrinter.PrinterState.Error:
            raise _refused()

    def abandon(self) -> None:
        self._printer.abort()
        self._painter.end()


class SystemPrinting:
    """The printers that the operating system knows (see `desktop.ui.pages.paper.state.Printing`)."""

    def names(self) -> tuple[str, ...]:
        return printer_names()

    def dots_for(self, kind: str) -> int:
        """A paper with a seal, a stamp or a square code has what is smaller than letters."""
        return FINE_DOTS_PER_INCH if kind in FINE else DOTS_PER_INCH

    def begin(self, printer: str, copies: int, dots: int) -> PrintingJob:
        return PrintingJob(make_printer(printer, copies=copies, dots=dots))


def print_pdf(pdf: bytes, printer: QPrinter, pages: Pages) -> int:
    """Prints every page; returns how many. Raises Unavailable when the printer does not take the job; the paper is
    kept and can be printed again."""
    job = PrintingJob(printer)
    count = pages.count_pages(pdf)
    for index in range(count):
        job.add(pages.render_grey(pdf, index, printer.resolution() / POINTS_PER_INCH))
    job.finish()
    return count


def _draw(painter: QPainter, printer: QPrinter, page: GreyPicture) -> None:
    """At its own size, or a little smaller on a sheet that is a little smaller, in the middle of it."""
    whole = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
    own = Sheet(*(side / page.scale * MM_PER_POINT for side in (page.width, page.height)))
    scale = scale_on(own, Sheet(whole.width(), whole.height()))
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    painter.fillRect(sheet, Qt.GlobalColor.white)
    points = printer.logicalDpiX() / POINTS_PER_INCH * scale, printer.logicalDpiY() / POINTS_PER_INCH * scale
    size = QSizeF(page.width / page.scale * points[0], page.height / page.scale * points[1])
    left = (sheet.width() - size.width()) / 2 if scale < 1 else 0.0
    image = QImage(page.grey, page.width, page.height, page.stride, QImage.Format.Format_Grayscale8)
    for first in range(0, page.height, BAND_ROWS):
        # Some drivers make four bytes of every dot: a whole page of them is more than they have.
        rows = min(BAND_ROWS, page.height - first)
        band = QRectF(left, first / page.height * size.height(), size.width(), rows / page.height * size.height())
        painter.drawImage(band, image.copy(0, first, page.width, rows))


def _refused() -> Unavailable:
    return Unavailable(
        "print.refused",
        ar="لم تقبل الطابعة المهمة. تحقق من الورق والتوصيل ثم أعد الطباعة؛ الورقة محفوظة كما هي.",
        en="The printer did not take the job. Check paper and cable, then print again; the paper is kept.",
    )


def save_or_print(parent: QWidget, pdf: bytes, name: str, pages: Pages) -> bool:
    """To the first printer there is; without one, to a file the user chooses. False when he chose none. Raises
    Unavailable when printer or disk refuses."""
    names = printer_names()
    if names:
        print_pdf(pdf, make_printer(names[0]), pages)
        return True
    chosen, _ = QFileDialog.getSaveFileName(parent, said("حفظ نسخة", "Save a copy"), name, "PDF (*.pdf)")
    if not chosen:
        return False
    write_copy(Path(chosen), pdf)
    return True
