"""A real CUPS of the tests' own: its own folder, socket, queues and backend; it needs no privileges and touches no
printer of the machine. What a printer would get is written into files."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
PROGRAM = Path("/usr/sbin/cupsd")
PARTS = Path("/usr/lib/cups")
UNPRIVILEGED = "nobody"
PATIENCE_S = 120
SIZES = {"A4": "595 842", "Letter": "612 792", "A5": "420 595"}

# The service ends with whoever holds the other end of standard input, however that ends.
LEASH = 'exec 3<&0; "$@" & server=$!; (cat <&3; kill -TERM $server) >/dev/null 2>&1 & wait $server'

BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct keeps "Unknown" "Keeps"'; exit 0; }
out="${DEVICE_URI#keeps:}"
while [ -e "$out/slow" ]; do sleep 0.05; done
if [ -e "$out/broken" ]; then echo "STATE: +media-empty-error" >&2; echo "ERROR: out of paper" >&2; exit 1; fi
echo "STATE: -media-empty-error" >&2
cat "${6:--}" > "$out/.part" && mv "$out/.part" "$out/$1"
"""

FILES = """ServerRoot {folder}/root
ServerBin {folder}/bin
DataDir /usr/share/cups
StateDir {folder}/state
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/access
ErrorLog {folder}/log
PageLog {folder}/page
SystemGroup {group}
User {user}
Group {group}
"""
SETTINGS = """LogLevel info
Listen {folder}/socket
Browsing No
WebInterface No
DefaultAuthType None
DefaultPaperSize None
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "KEEPS.PPD"
*Manufacturer: "Keeps"
*Product: "(Keeps)"
*ModelName: "Keeps"
*ShortNickName: "Keeps"
*NickName: "Keeps"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: {size}
{page_sizes}
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: {size}
{page_regions}
*CloseUI: *PageRegion
*DefaultImageableArea: {size}
{areas}
*DefaultPaperDimension: {size}
{dimensions}
"""


class PrintServiceMissing(Exception):
    """No CUPS on this machine. The sentence says what to do."""


def _driver(size: str) -> str:
    """Of a printer that leaves a margin of 4 mm white, as office printers do."""
    return DRIVER.format(
        size=size,
        page_sizes="\n".join(f'*PageSize {name}/{name}: ""' for name in SIZES),
        page_regions="\n".join(f'*PageRegion {name}/{name}: ""' for name in SIZES),
        dimensions="\n".join(f'*PaperDimension {name}/{name}: "{points}"' for name, points in SIZES.items()),
        areas="\n".join(
            f'*ImageableArea {name}/{name}: "12 12 {int(width) - 12} {int(height) - 12}"'
            for name, (width, height) in ((name, points.split()) for name, points in SIZES.items())
        ),
    )


def _identity() -> dict[str, object]:
    """Root's service would ask who owns each of its files; one of nobody special does not."""
    if os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - POSIX alone has it

    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid, "extra_groups": []}


@dataclass
class PrintService:
    folder: Path

    @property
    def socket(self) -> str:
        return str(self.folder / "socket")

    def prepare(self) -> None:
        if not PROGRAM.exists() or not (PARTS / "filter" / "pdftopdf").exists():
            raise PrintServiceMissing(
                "CUPS is not installed. Please run: sudo apt-get install cups-daemon cups-client cups-filters"
            )
        for name in ("root", "state", "cache", "spool", "tmp", "bin/backend", "out"):
            (self.folder / name).mkdir(parents=True)
        for name in ("filter", "daemon"):
            (self.folder / "bin" / name).symlink_to(PARTS / name)
        backend = self.folder / "bin" / "backend" / "keeps"
        backend.write_text(BACKEND, encoding="ascii")
        backend.chmod(0o755)
        user, group = _names()
        words = {"folder": self.folder, "user": user, "group": group}
        (self.folder / "root" / "cups-files.conf").write_text(FILES.format(**words), encoding="ascii")
        (self.folder / "root" / "cupsd.conf").write_text(SETTINGS.format(**words), encoding="ascii")
        if _identity():
            subprocess.run(["chown", "-R", UNPRIVILEGED, str(self.folder)], check=True)

    def start(self) -> None:
        root = self.folder / "root"
        command = [str(PROGRAM), "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
        with (self.folder / "said").open("ab") as said:
            self._process = subprocess.Popen(
                ["sh", "-c", LEASH, "sh", *command],
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                env={"PATH": os.environ["PATH"], "LANG": "C", "TZ": "UTC"},
                start_new_session=True,
                **_identity(),
            )
        self.wait_until(lambda: b"is running" in self._run("lpstat", "-r").stdout)

    def stop(self) -> None:
        process = self._process
        if process.stdin is not None:
            process.stdin.close()
        process.wait(PATIENCE_S)

    def add_queue(self, name: str, size: str = "A4", *, is_raw: bool = False, on_error: str = "stop-printer") -> Path:
        """The folder into which its printer writes each job, named by its number."""
        out = self.folder / "out" / name
        out.mkdir(exist_ok=True)
        out.chmod(0o777)
        driver = self.folder / f"{size}.ppd"
        driver.write_text(_driver(size), encoding="ascii")
        how = ["-m", "raw"] if is_raw else ["-P", str(driver)]
        self.order("lpadmin", "-p", name, "-E", "-v", f"keeps:{out}", *how, "-o", f"printer-error-policy={on_error}")
        return out

    def order(self, *words: str) -> None:
        done = self._run(*words)
        if done.returncode != 0:
            raise RuntimeError(f"{words[0]}: {done.stdout.decode()}")

    def mend(self, queue: str) -> None:
        """There is paper again. A printer without it says so before the service has stopped it, and one that is started
        before it was stopped is stopped all the same."""
        (self.folder / "out" / queue / "broken").unlink()
        self.wait_until(lambda: b"disabled" in self._run("lpstat", "-p", queue).stdout)
        self.order("cupsenable", queue)

    def printed(self, queue: str, job: int) -> bytes:
        """What the printer got, as soon as it has it."""
        file = self.folder / "out" / queue / str(job)
        self.wait_until(file.exists)
        return file.read_bytes()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > end or self._process.poll() is not None:
                log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"CUPS: {log[-3000:]}")
            time.sleep(0.01)

    def _run(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": f"{os.environ['PATH']}:/usr/sbin", "CUPS_SERVER": self.socket, "LC_ALL": "C"},
            check=False,
            timeout=PATIENCE_S,
        )


def _names() -> tuple[str, str]:
    import grp  # noqa: PLC0415 - POSIX alone has them
    import pwd  # noqa: PLC0415

    user = pwd.getpwnam(UNPRIVILEGED) if _identity() else pwd.getpwuid(os.geteuid())
    return user.pw_name, grp.getgrgid(user.pw_gid).gr_name


@contextmanager
def print_service() -> Iterator[PrintService]:
    # The path of a socket has 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-cups-"))
    service = PrintService(folder)
    try:
        service.prepare()
        service.start()
        yield service
        service.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def found_print_service() -> Iterator[PrintService]:
    """Its test is left out with a sentence where there is no CUPS, except under CI, where that fails."""
    try:
        with print_service() as service:
            yield service
    except PrintServiceMissing as missing:
        leave_out(missing, in_ci=IN_CI)


def leave_out(missing: PrintServiceMissing, *, in_ci: bool) -> NoReturn:
    if in_ci:
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))
