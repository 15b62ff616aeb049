"""Receipts in a printer's own language: to a queue, to a device on a cable, to the spooler of Windows."""

from __future__ import annotations

import ctypes
import os
import threading
from pathlib import Path

import pytest

from desktop.printing.devices import Devices
from desktop.printing.spool import OVER, SystemSpool
from desktop.printing.winspool import WindowsSpool
from domain.errors import Unavailable
from domain.print_order import A4, RECEIPT, PrintOrder, Sheet
from domain.printer import JobSeen, Printer

DATA = bytes(range(256)) * 100


class Queue:
    """A print service with one printer, which has taken every job."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.cancelled: list[int] = []

    def printers(self) -> tuple[Printer, ...]:
        return (Printer("office", is_default=True),)

    def send(self, order: PrintOrder, pdf: bytes, paper: Sheet) -> int:
        return self.send_raw(order, pdf)

    def send_raw(self, order: PrintOrder, data: bytes) -> int:
        self.got.append((order.printer, data))
        return len(self.got)

    def look(self, printer: str, job: int) -> JobSeen:
        return JobSeen("waiting")

    def cancel(self, printer: str, job: int) -> bool:
        self.cancelled.append(job)
        return True


def receipt(printer: str) -> PrintOrder:
    return PrintOrder(RECEIPT, "17-A-000043-1", printer, is_thermal=True)


def test_a_printer_on_a_cable_stands_beside_those_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "lp0").touch()
    (tmp_path / "lpfolder").mkdir()
    (tmp_path / "hiddev0").touch()
    spool = SystemSpool(Queue(), Devices(tmp_path))
    assert [(printer.name, printer.takes_pages) for printer in spool.printers()] == [
        ("office", True),
        (str(tmp_path / "lp0"), False),
    ]
    assert SystemSpool(Queue(), Devices(tmp_path / "nowhere")).printers() == Queue().printers()


@pytest.mark.skipif(os.name == "nt", reason="there a printer is no file")
def test_what_is_sent_to_a_device_arrives_whole_and_is_over(tmp_path: Path) -> None:
    place = tmp_path / "lp0"
    os.mkfifo(place)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(place.read_bytes()))
    reader.start()
    queue = Queue()
    spool = SystemSpool(queue, Devices(tmp_path))
    ticket = _when_read(spool, place)
    reader.join(120)
    assert (got, queue.got) == ([DATA], [])
    assert (ticket, spool.look(str(place), ticket)) == (OVER, JobSeen("done"))
    assert not spool.cancel(str(place), ticket)
    assert queue.cancelled == []


def _when_read(spool: SystemSpool, place: Path) -> int:
    """The reader may not have opened it yet: a printer that is off looks the same."""
    for _ in range(6_000):
        try:
            return spool.send_raw(receipt(str(place)), DATA)
        except Unavailable:
            threading.Event().wait(0.01)
    raise AssertionError("nobody read")


@pytest.mark.skipif(os.name == "nt", reason="there a printer is no file")
def test_a_device_that_takes_nothing_is_given_up(tmp_path: Path) -> None:
    place = tmp_path / "lp0"
    os.mkfifo(place)
    devices = Devices(tmp_path, patience_s=0.05)
    with pytest.raises(Unavailable) as off:
        devices.send_raw(str(place), DATA)
    idle = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(Unavailable) as full:
            devices.send_raw(str(place), DATA * 10)
    finally:
        os.close(idle)
    assert {off.value.code, full.value.code} == {"print.device"}


def test_what_is_sent_to_a_queue_is_looked_after_there(tmp_path: Path) -> None:
    queue = Queue()
    spool = SystemSpool(queue, Devices(tmp_path))
    assert spool.send(receipt("office"), b"%PDF", A4) == 1
    assert spool.look("office", 1) == JobSeen("waiting")
    spool.cancel("office", 1)
    assert (queue.got, queue.cancelled) == ([("office", b"%PDF")], [1])


class Winspool:
    """As `winspool.drv` is called, with one printer; `fails` at the call of that name."""

    def __init__(self, fails: str = "") -> None:
        self.fails, self.calls, self.got = fails, [], b""

    def __getattr__(self, name: str) -> object:
        def call(*arguments: object) -> int:
            self.calls.append(name)
            if name == self.fails:
                return 0
            if name == "StartDocPrinterW":
                document = arguments[2]._obj  # type: ignore[attr-defined]
                assert (document.name, document.kind) == ("17-A-000043-1", "RAW")
                return 7
            if name == "WritePrinter":
                data, size, written = arguments[1:]
                assert isinstance(data, bytes)
                self.got += data
                written._obj.value = size  # type: ignore[attr-defined]
            return 1

        return call


def test_the_spooler_of_windows_gets_it_raw_and_whole() -> None:
    library = Winspool()
    spool = WindowsSpool(library)  # type: ignore[arg-type]
    assert spool.send_raw("EPSON", "17-A-000043-1", DATA) == 7
    assert library.got == DATA
    assert library.calls == [
        *("OpenPrinterW", "StartDocPrinterW", "StartPagePrinter", "WritePrinter", "EndPagePrinter"),
        *("EndDocPrinter", "ClosePrinter"),
    ]


@pytest.mark.parametrize("call", ["OpenPrinterW", "StartDocPrinterW", "StartPagePrinter", "WritePrinter"])
def test_a_spooler_that_refuses_is_said_and_the_printer_is_let_go(call: str) -> None:
    library = Winspool(call)
    with pytest.raises(Unavailable) as refused:
        WindowsSpool(library).send_raw("EPSON", "17-A-000043-1", DATA)  # type: ignore[arg-type]
    assert refused.value.code == "print.refused"
    assert library.calls.count("ClosePrinter") == (call != "OpenPrinterW")
    assert library.calls.count("EndDocPrinter") == (call not in ("OpenPrinterW", "StartDocPrinterW"))


def test_only_windows_has_that_spooler() -> None:
    if not hasattr(ctypes, "WinDLL"):
        with pytest.raises(Unavailable):
            WindowsSpool()
