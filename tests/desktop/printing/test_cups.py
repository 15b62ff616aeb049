"""A paper through a real CUPS of the tests' own: its printers got the paper, and what they did not do is said."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageOps

from desktop.printing.cups import CupsSpool
from desktop.printing.libcups import Attributes, LibCups
from domain.errors import RuleBroken, Unavailable
from domain.print_order import A4, ATTESTATION, PrintOrder
from domain.printer import SILENT, JobSeen
from domain.sync.paper_code import PaperCode, write_code
from forms.paper.attestation import render_attestation
from forms.paper.preview import page_count
from forms.paper.scan import read_squares
from tests.forms.paper.samples import frozen
from tests.support.print_service import PrintService, PrintServiceMissing, found_print_service, leave_out

POINTS = 72
DPI = 300
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SQUARE = write_code(PaperCode("RY01-7K2Q-000142-M", "support-request", "3", 1_763_710_680, "RY01", bytes(32)), KEY)

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def service() -> Iterator[PrintService]:
    with found_print_service() as service:
        for size in ("A4", "Letter", "A5"):
            service.add_queue(size, size)
        service.add_queue("unset", is_raw=True)
        yield service


@pytest.fixture
def spool(service: PrintService) -> CupsSpool:
    return CupsSpool(LibCups(service.socket))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render_attestation(frozen(), state="unsigned", square=SQUARE)


def order(printer: str, *, copies: int = 1, pages: tuple[int, ...] = ()) -> PrintOrder:
    return PrintOrder(ATTESTATION, "RY01-7K2Q-000142-M", printer, copies, pages)


def ended(service: PrintService, spool: CupsSpool, printer: str, job: int) -> JobSeen:
    service.wait_until(lambda: spool.look(printer, job).fate != "waiting")
    return spool.look(printer, job)


def sheets(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Drawn by another program than the one that draws the preview."""
    poppler = shutil.which("pdftoppm")
    assert poppler is not None
    (folder / "printed.pdf").write_bytes(pdf)
    subprocess.run([poppler, "-gray", "-r", str(DPI), "printed.pdf", "page"], cwd=folder, check=True)
    return [Image.open(path).copy() for path in sorted(folder.glob("page*.pgm"))]


def ink(page: Image.Image) -> Box:
    """In points."""
    box = ImageOps.invert(page).point(lambda level: 255 if level > 100 else 0).getbbox()
    assert box is not None
    left, top, right, bottom = (edge * POINTS / DPI for edge in box)
    return left, top, right, bottom


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [(round(width), round(height)) for width, height in (page.get_size() for page in document)]


def test_the_printer_gets_the_paper_at_its_own_size_and_its_code_is_read(
    service: PrintService, spool: CupsSpool, paper: bytes, tmp_path: Path
) -> None:
    job = spool.send(order("A4"), paper, A4)
    printed = service.printed("A4", job)
    assert ended(service, spool, "A4", job) == JobSeen("done")
    assert sizes(printed) == [(595, 842)] * page_count(paper)
    (tmp_path / "source").mkdir()
    got, meant = sheets(printed, tmp_path), sheets(paper, tmp_path / "source")
    for came, was in zip(got, meant, strict=True):
        (left, top, right, bottom), source = ink(came), ink(was)
        assert (right - left) / (source[2] - source[0]) == pytest.approx(1, abs=0.003)
        assert (bottom - top) / (source[3] - source[1]) == pytest.approx(1, abs=0.003)
        assert (left, top, right, bottom) == pytest.approx(source, abs=0.6)
    got[-1].save(tmp_path / "last.png")
    assert read_squares((tmp_path / "last.png").read_bytes()) == (SQUARE,)
    assert b"/Font" in printed or b"/ObjStm" in printed  # letters, no picture of them


def test_on_letter_the_whole_paper_is_a_little_smaller(
    service: PrintService, spool: CupsSpool, paper: bytes, tmp_path: Path
) -> None:
    printed = service.printed("Letter", spool.send(order("Letter"), paper, A4))
    assert sizes(printed) == [(612, 792)] * page_count(paper)
    (tmp_path / "source").mkdir()
    got, meant = sheets(printed, tmp_path), sheets(paper, tmp_path / "source")
    for came, was in zip(got, meant, strict=True):
        (left, top, right, bottom), source = ink(came), ink(was)
        scale = (bottom - top) / (source[3] - source[1])
        assert 0.9 < scale < 0.945
        assert (right - left) / (source[2] - source[0]) == pytest.approx(scale, abs=0.004)
        # Within what this printer can reach: nothing is cut at its edges.
        assert min(left, top) > 12
        assert (right, bottom) < (600, 780)
        assert bottom < 780
    got[-1].save(tmp_path / "last.png")
    assert read_squares((tmp_path / "last.png").read_bytes()) == (SQUARE,)


def test_a_sheet_that_is_too_small_is_refused_and_nothing_is_printed(spool: CupsSpool, paper: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        spool.send(order("A5"), paper, A4)
    assert refused.value.code == "print.sheet.small"


def test_one_page_of_several_is_printed_and_so_often_as_asked(
    service: PrintService, spool: CupsSpool, paper: bytes
) -> None:
    assert page_count(paper) == 2
    assert len(sizes(service.printed("A4", spool.send(order("A4", pages=(2,)), paper, A4)))) == 1
    assert len(sizes(service.printed("A4", spool.send(order("A4", copies=2), paper, A4)))) == 4


def test_raw_data_arrives_as_it_is(service: PrintService, spool: CupsSpool) -> None:
    data = bytes(range(256)) * 900
    assert service.printed("unset", spool.send_raw(order("unset"), data)) == data


def test_a_printer_without_paper_keeps_the_job_and_says_why(
    service: PrintService, spool: CupsSpool, paper: bytes
) -> None:
    out = service.add_queue("empty")
    (out / "broken").touch()
    job = spool.send(order("empty"), paper, A4)
    seen = ended(service, spool, "empty", job)
    assert (seen.fate, seen.reason and seen.reason.en) == ("stuck", "The printer is out of paper")
    assert next(printer for printer in spool.printers() if printer.name == "empty").trouble == seen.reason
    service.mend("empty")
    assert service.printed("empty", job)
    assert ended(service, spool, "empty", job) == JobSeen("done")


def test_a_job_that_is_taken_back_does_not_come_out(service: PrintService, spool: CupsSpool, paper: bytes) -> None:
    out = service.add_queue("stopped")
    service.order("cupsdisable", "stopped")
    job = spool.send(order("stopped"), paper, A4)
    assert ended(service, spool, "stopped", job).fate == "stuck"
    assert spool.cancel("stopped", job)
    assert spool.cancel("stopped", job)
    service.order("cupsenable", "stopped")
    after = spool.send(order("stopped"), paper, A4)
    assert service.printed("stopped", after)
    assert [path.name for path in out.iterdir()] == [str(after)]
    assert spool.look("stopped", job).fate == "failed"
    assert ended(service, spool, "stopped", after) == JobSeen("done")
    assert not spool.cancel("stopped", after)


def test_a_printer_that_gives_up_has_failed(service: PrintService, spool: CupsSpool, paper: bytes) -> None:
    (service.add_queue("giving-up", on_error="abort-job") / "broken").touch()
    job = spool.send(order("giving-up"), paper, A4)
    service.wait_until(lambda: spool.look("giving-up", job).fate == "failed")


def test_a_printer_that_disappears_is_said(service: PrintService, spool: CupsSpool, paper: bytes) -> None:
    service.add_queue("leaving")
    service.order("cupsdisable", "leaving")
    job = spool.send(order("leaving"), paper, A4)
    service.order("lpadmin", "-x", "leaving")
    assert spool.look("leaving", job).fate in ("failed", "unknown")
    with pytest.raises(Unavailable) as gone:
        spool.send(order("leaving"), paper, A4)
    assert gone.value.code == "print.printer.gone"


def test_without_a_print_service_there_is_no_printer(tmp_path: Path) -> None:
    nobody = CupsSpool(LibCups(str(tmp_path / "socket")))
    assert nobody.printers() == ()
    with pytest.raises(Unavailable) as silent:
        nobody.look("A4", 1)
    assert silent.value.code == "print.service"


@pytest.mark.parametrize(("in_ci", "outcome"), [(True, "Failed"), (False, "Skipped")])
def test_a_machine_without_a_print_service_is_said_and_under_ci_refused(in_ci: bool, outcome: str) -> None:
    missing = PrintServiceMissing("CUPS is not installed. Please run: sudo apt-get install cups-daemon")
    with pytest.raises(BaseException, match="apt-get install") as left_out:
        leave_out(missing, in_ci=in_ci)
    assert type(left_out.value).__name__ == outcome


class Connecting(LibCups):
    """A service whose one printer is being connected to since a while."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self._seconds = seconds

    def ask(self, operation: int, *, about: str = "", wanted: tuple[str, ...] = ()) -> list[Attributes]:
        if not about:
            return [Attributes({"printer-state": (4,)}, {"printer-name": ("asleep",)})]
        times = {"job-printer-up-time": (1_000,), "time-at-processing": (1_000 - self._seconds,)}
        reasons = {"job-printer-state-reasons": ("connecting-to-device",)}
        return [Attributes({"job-state": (5,), **times}, dict(reasons))]


@pytest.mark.parametrize(("seconds", "seen"), [(3, JobSeen("waiting")), (60, JobSeen("stuck", SILENT))])
def test_a_printer_that_wakes_up_is_waited_for_and_one_that_is_off_is_said(seconds: int, seen: JobSeen) -> None:
    assert CupsSpool(Connecting(seconds)).look("asleep", 1) == seen
