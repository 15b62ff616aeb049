"""Paper to a printer: the page's own picture, 300 dots an inch, on A4 at its true size."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.actions import Pages, Picture
from desktop.ui.language import said
from desktop.ui.pages.paper.copies import write_copy
from domain.errors import Unavailable

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72


def printer_names() -> tuple[str, ...]:
    """The default printer first; none when the system knows none."""
    names = list(QPrinterInfo.availablePrinterNames())
    default = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != default, name)))


def make_printer(name: str = "", *, to_file: Path | None = None, copies: int = 1) -> QPrinter:
    """A4, whole page, no margins, grey. `to_file` prints into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file is not None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(to_file))
    elif name:
        printer.setPrinterName(name)
    printer.setResolution(DOTS_PER_INCH)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setCopyCount(copies)
    return printer


class PrintingJob:
    """One paper on its way to a printer (see `desktop.ui.pages.paper.state.PrintJob`). Raises Unavailable."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer, self._painter, self._pages = printer, QPainter(), 0
        if not self._painter.begin(printer):
            raise _refused()

    def add(self, picture: Picture) -> None:
        if self._pages and not self._printer.newPage():
            self.abandon()
            raise _refused()
        _draw(self._painter, self._printer, picture)
        self._pages += 1

    def finish(self) -> None:
        if not self._painter.end() or self._printer.printerState() is QPrinter.PrinterState.Error:
            raise _refused()

    def abandon(self) -> None:
        self._printer.abort()
        self._painter.end()


class SystemPrinting:
    """The printers that the operating system knows (see `desktop.ui.pages.paper.state.Printing`)."""

    dots_per_inch = DOTS_PER_INCH

    def names(self) -> tuple[str, ...]:
        return printer_names()

    def begin(self, printer: str, copies: int) -> PrintingJob:
        return PrintingJob(make_printer(printer, copies=copies))


def print_pdf(pdf: bytes, printer: QPrinter, pages: Pages) -> int:
    """Prints every page; returns how many. Raises Unavailable when the printer does not take the job; the paper is
    kept and can be printed again."""
    job = PrintingJob(printer)
    count = pages.count_pages(pdf)
    for index in range(count):
        job.add(pages.render_page(pdf, index, DOTS_PER_INCH / POINTS_PER_INCH))
    job.finish()
    return count


def _draw(painter: QPainter, printer: QPrinter, picture: Picture) -> None:
    image = QImage(picture.bgra, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    painter.fillRect(sheet, Qt.GlobalColor.white)
    inches = QRectF(0, 0, picture.width / DOTS_PER_INCH, picture.height / DOTS_PER_INCH)
    target = QRectF(0, 0, inches.width() * printer.logicalDpiX(), inches.height() * printer.logicalDpiY())
    if target.width() > sheet.width() * 1.005 or target.height() > sheet.height() * 1.005:
        # A printer set to Letter would cut off the header and the page number: the page is made smaller, whole.
        scale = min(sheet.width() / target.width(), sheet.height() / target.height())
        target = QRectF(0, 0, target.width() * scale, target.height() * scale)
    painter.drawImage(target, grey)


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
