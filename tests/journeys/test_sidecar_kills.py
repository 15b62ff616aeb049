"""A laptop that is killed between a commit and its sidecar is the laptop it was: no clone, no restored copy."""

import contextlib
import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from db.sidecar import find_sidecar
from db.store import database_path
from desktop.usecases.check_store import verify
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import sign_in, system_world
from tests.support.command_line import ADMIN, PASSWORD, CommandLine
from tests.support.cut_off import KILL, Fuse

MOST_STEPS = 20


def at_desk(home: Path) -> Desk:
    return sign_in(home, ADMIN, PASSWORD, world=system_world())


def work(home: Path, step: int, answer: Connection) -> None:
    """Counts, rests, counts, and is killed before the `step`-th step of the second rest; or, if it has fewer, after."""
    with contextlib.closing(answer):
        desk = at_desk(home)
        count_visit(desk, desk.profile.counter[0].id)
        desk.store.rest()
        count_visit(desk, desk.profile.counter[0].id)
        answer.send("committed")
        sys.addaudithook(Fuse(str(home), step))
        desk.store.rest()
        answer.send("rested")
        os.kill(os.getpid(), KILL)


def killed_at(home: Path, step: int) -> list[str]:
    """What the process had said by then."""
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(home, step, theirs))
    process.start()
    theirs.close()
    said = []
    with contextlib.closing(mine), contextlib.suppress(EOFError):
        while True:
            said.append(mine.recv())
    process.join(180)
    process.close()
    return said


def test_a_kill_anywhere_between_commit_and_sidecar_leaves_the_same_laptop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    home = tmp_path / "store"
    CommandLine(home).init("herfa")
    desk = at_desk(home)
    replica = desk.store.replica
    desk.store.close()
    for step in range(1, MOST_STEPS):
        said = killed_at(home, step)
        assert said[0] == "committed"
        sidecar = find_sidecar(database_path(home))
        desk = at_desk(home)
        try:
            assert sidecar is not None
            lag = desk.store.exchange.waiting().count - sidecar.tips[desk.store.partition].seq
            assert lag == (0 if "rested" in said else 1)
            assert desk.store.replica == replica
            assert verify(desk).is_clean
        finally:
            desk.store.close()
        if "rested" in said:
            assert step > 1
            return
    raise AssertionError("the rest never came to its end")
