"""One way to every printer that takes a paper whole: the system's print service, and receipt printers on a cable."""

import sys
from typing import Protocol

from desktop.printing.cups import CupsSpool
from desktop.printing.devices import Devices
from desktop.printing.winspool import WindowsSpool
from domain.print_order import PrintOrder, Sheet
from domain.printer import JobSeen, Printer

OVER = 0
"""The ticket of a job of which nothing more will be heard: the printer has taken all of it."""


class Service(Protocol):
    """Of CUPS; see `desktop.printing.cups.CupsSpool`."""

    def printers(self) -> tuple[Printer, ...]: ...

    def send(self, order: PrintOrder, pdf: bytes, paper: Sheet) -> int: ...

    def send_raw(self, order: PrintOrder, data: bytes) -> int: ...

    def look(self, printer: str, job: int) -> JobSeen: ...

    def cancel(self, printer: str, job: int) -> bool: ...


class SystemSpool:
    """Blocking: for the printers' lane. Raises Unavailable, and RuleBroken where the paper does not fit the printer."""

    def __init__(self, service: Service | None = None, devices: Devices | None = None) -> None:
        self._service = service or CupsSpool()
        self._devices = devices or Devices()

    def printers(self) -> tuple[Printer, ...]:
        """The default printer first. None on Windows, where the window itself draws on them."""
        return (*self._service.printers(), *self._devices.printers())

    def send(self, order: PrintOrder, pdf: bytes, paper: Sheet) -> int:
        """The ticket by which the job is known."""
        return self._service.send(order, pdf, paper)

    def send_raw(self, order: PrintOrder, data: bytes) -> int:
        """The same, of what is in the printer's own language; every copy is in it."""
        if self._devices.knows(order.printer):
            self._devices.send_raw(order.printer, data)
            return OVER
        if sys.platform == "win32":
            WindowsSpool().send_raw(order.printer, order.title, data)
            return OVER
        return self._service.send_raw(order, data)

    def look(self, printer: str, ticket: int) -> JobSeen:
        return JobSeen("done") if ticket == OVER else self._service.look(printer, ticket)

    def cancel(self, printer: str, ticket: int) -> bool:
        """False when it had come out already."""
        return ticket != OVER and self._service.cancel(printer, ticket)
