"""A disk that can be full: a small tmpfs where it may be mounted, else a limit on the size of files (POSIX only)."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.command_line import PASSWORD, CommandLine, Done, variables
from tests.support.sources import ROOT

SIZE = 8 << 20
LEFT = 24 << 10  # so much can still be written when it is full


@dataclass
class SmallDisk:
    folder: Path
    is_mounted: bool

    @contextlib.contextmanager
    def full(self, *, left: int = LEFT) -> Iterator[None]:
        filler = self.folder / "filler"
        if self.is_mounted:
            _fill(filler, left)
        try:
            yield
        finally:
            filler.unlink(missing_ok=True)

    def run(self, line: CommandLine, *words: str) -> Done:
        """A run of the command line in a process of its own while the disk is full."""
        command = [sys.executable, "-m", "desktop.cli", "--home", str(line.home), "--json", *words]
        if not self.is_mounted:
            command = ["sh", "-c", 'ulimit -f "$0"; exec "$@"', str(LEFT // 512), *command]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=variables({"ISTIQBAL_PASSWORD": PASSWORD}),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        return Done(words, done.returncode, done.stdout, done.stderr)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "tmpfs", str(folder)]
    is_mounted = sys.platform == "linux" and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield SmallDisk(folder, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


def _fill(filler: Path, left: int) -> None:
    """All of the disk but a little."""
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                break
        file.truncate(max(0, file.tell() - left))
