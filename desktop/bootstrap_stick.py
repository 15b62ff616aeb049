"""The USB stick, connected: for the window and for the command line alike."""

from pathlib import Path

from desktop.sync.stick import copy_out, take_in
from desktop.sync.store import LaptopStore, OnStore, directly
from desktop.usecases.desk import Desk
from domain.sync.bundle import MOST_PART_BYTES
from domain.sync.carried import CopiedOut, Progress, TakenIn


def copy_to_stick(
    desk: Desk,
    place: Path,
    *,
    on_store: OnStore = directly,
    progress: Progress | None = None,
    part_bytes: int = MOST_PART_BYTES,
) -> CopiedOut:
    """Everything head office has not said to hold. Raises RuleBroken and Unavailable."""
    store = LaptopStore(desk.store, on_store)
    return copy_out(store, place, now=desk.now(), progress=progress or Progress(), part_bytes=part_bytes)


def take_from_stick(
    desk: Desk, place: Path, *, on_store: OnStore = directly, progress: Progress | None = None
) -> TakenIn:
    """What head office wrote for this laptop. Raises RuleBroken and Unavailable."""
    return take_in(LaptopStore(desk.store, on_store), place, progress=progress or Progress())
