"""The print spooler of Windows, handed what is already in a printer's own language (`winspool.drv`, data type RAW)."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import Unavailable

_LIBRARY = "winspool.drv"
_HANDLE = ctypes.c_void_p


class _Document(ctypes.Structure):
    """DOC_INFO_1."""

    _fields_ = (("name", ctypes.c_wchar_p), ("output", ctypes.c_wchar_p), ("kind", ctypes.c_wchar_p))


class WindowsSpool:
    """Blocking: for the printers' lane."""

    def __init__(self, library: ctypes.CDLL | None = None) -> None:
        self._library = library or _load()

    def send_raw(self, name: str, title: str, data: bytes) -> int:
        """The number of the job in the spooler, which has taken all of it. Raises Unavailable."""
        with self._printer(name) as printer:
            library = self._library
            job = int(library.StartDocPrinterW(printer, 1, ctypes.byref(_Document(title, None, "RAW"))))
            if job == 0:
                raise _refused()
            written = ctypes.c_uint32()
            is_whole = (
                library.StartPagePrinter(printer)
                and library.WritePrinter(printer, data, len(data), ctypes.byref(written))
                and written.value == len(data)
                and library.EndPagePrinter(printer)
            )
            if not (library.EndDocPrinter(printer) and is_whole):
                raise _refused()
        return job

    @contextmanager
    def _printer(self, name: str) -> Iterator[_HANDLE]:
        printer = _HANDLE()
        if not self._library.OpenPrinterW(name, ctypes.byref(printer), None):
            raise _refused()
        try:
            yield printer
        finally:
            self._library.ClosePrinter(printer)


def _load() -> ctypes.CDLL:
    if sys.platform != "win32":
        raise _refused()
    return ctypes.WinDLL(_LIBRARY)


def _refused() -> Unavailable:
    return Unavailable(
        "print.refused",
        ar="لم تقبل الطابعة المهمة. تحقق من الورق والتوصيل ثم أعد الطباعة؛ الورقة محفوظة كما هي.",
        en="The printer did not take the job. Check paper and cable, then print again; the paper is kept.",
    )
