"""Receipt printers that hang on this computer without a driver: written to as they are."""

import os
import select
import stat
from collections.abc import Iterator
from pathlib import Path

from domain.errors import Unavailable
from domain.printer import Printer

PLACES = Path("/dev/usb")
CHUNK = 4096
PATIENCE_S = 20.0


class Devices:
    """Blocking: for the printers' lane. The name of such a printer is the path of its device."""

    def __init__(self, places: Path = PLACES, *, patience_s: float = PATIENCE_S) -> None:
        self._places, self._patience_s = places, patience_s

    def printers(self) -> tuple[Printer, ...]:
        return tuple(Printer(str(path), takes_pages=False) for path in self._paths())

    def knows(self, name: str) -> bool:
        return any(str(path) == name for path in self._paths())

    def send_raw(self, name: str, data: bytes) -> None:
        """The device has taken all of it. Raises Unavailable."""
        try:
            # A printer that is switched off takes nothing and refuses nothing: waiting for it has an end.
            device = os.open(name, os.O_WRONLY | os.O_NONBLOCK)
            try:
                _write(device, data, self._patience_s)
            finally:
                os.close(device)
        except OSError as error:
            raise Unavailable(
                "print.device",
                ar="لم تقبل طابعة الإيصالات البيانات. تحقق من تشغيلها وسلكها وورقها ثم أعد الطباعة؛ الورقة محفوظة.",
                en="The receipt printer did not take the data. Check its power, cable and paper, then print again; the "
                "paper is kept.",
            ) from error

    def _paths(self) -> Iterator[Path]:
        if not self._places.is_dir():
            return
        for path in sorted(self._places.glob("lp*")):
            if os.access(path, os.W_OK) and not stat.S_ISDIR(path.stat().st_mode):
                yield path


def _write(device: int, data: bytes, patience_s: float) -> None:
    while data:
        _, ready, _ = select.select((), (device,), (), patience_s)
        if not ready:
            raise TimeoutError
        data = data[os.write(device, data[:CHUNK]) :]
