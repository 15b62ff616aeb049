"""The command line, ended as by a power switch just before its n-th step on the disk.

A step is what Python itself does to files of the store's folder: make, write, rename, remove. What SQLite does inside a
commit is not seen here; kills at moments of chance reach that.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.command_line import Done, in_this_process, variables

STEPS = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "open")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# Windows has no such signal; there this one ends a process as hard.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass
class Fuse:
    """An audit hook: it burns with every step and ends the process at the last."""

    folder: str
    left: int

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in STEPS or not str(arguments[0]).startswith(self.folder):
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & WRITING):
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), KILL)


def run_cut_off(step: int, home: Path, words: tuple[str, ...], environment: Mapping[str, str]) -> Done | None:
    """How the command ended; None when it was cut off at its `step`-th step (from 1)."""
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_burn, args=(step, home, words, dict(variables(environment)), theirs))
    process.start()
    theirs.close()
    try:
        done: Done | None = mine.recv()
    except EOFError:
        done = None
    finally:
        mine.close()
        process.join(180)
        process.close()
    return done


def _burn(step: int, home: Path, words: tuple[str, ...], environment: Mapping[str, str], answer: Any) -> None:
    with contextlib.closing(answer):
        sys.addaudithook(Fuse(str(home), step))
        answer.send(in_this_process(("--home", str(home), "--json", *words), environment, ""))
