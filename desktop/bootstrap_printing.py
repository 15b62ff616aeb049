"""Papers on their way to a printer, connected: loaded when the first of them is asked for."""

from functools import cache

from desktop.printing.spool import SystemSpool
from domain.print_order import PrintOrder, Sheet
from domain.printer import JobSeen, Printer

MM_PER_POINT = 25.4 / 72


@cache
def _spool() -> SystemSpool:
    return SystemSpool()


def find_printers() -> tuple[Printer, ...]:
    return _spool().printers()


def send_paper(order: PrintOrder, pdf: bytes) -> int:
    # reportlab and pypdfium2 take a tenth of a second, which the window's first frame must not pay.
    from forms.paper.preview import page_size  # noqa: PLC0415

    if order.is_thermal:
        # PIL, for the dots of a receipt, is heavier still.
        from forms.paper.thermal import write_receipt  # noqa: PLC0415

        return _spool().send_raw(order, write_receipt(pdf, copies=order.copies, pages=order.pages))
    width, height = page_size(pdf)
    return _spool().send(order, pdf, Sheet(width * MM_PER_POINT, height * MM_PER_POINT))


def count_pages(pdf: bytes) -> int:
    # pypdfium2 is not loaded for the commands that print nothing: a tenth of a second.
    from forms.paper.preview import page_count  # noqa: PLC0415

    return page_count(pdf)


def look_at_print(printer: str, ticket: int) -> JobSeen:
    return _spool().look(printer, ticket)


def take_back_print(printer: str, ticket: int) -> bool:
    """Nothing more comes out of it, as far as the system still can. False when it had come out already."""
    return _spool().cancel(printer, ticket)
