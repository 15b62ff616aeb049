"""Runs in which everything comes in small pieces: what is three positions ahead is a first load, of many requests."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from desktop.sync.budget import Budget
from domain.sync import comparing
from headoffice import send, snapshots
from tests.simulator.patching import replaced

EVERY = 4
LOAD_FROM = 3


class Narrow(Budget):
    """A line that never carries more at once."""

    def note_cut(self) -> None:
        """Nothing changes it."""

    def note_held(self) -> None:
        """Nothing changes it."""


def is_in_pieces(seed: int) -> bool:
    return seed % EVERY == 1


def budget_of(seed: int) -> Budget:
    return Narrow(bytes=900, load_from=LOAD_FROM) if is_in_pieces(seed) else Budget(seconds=float)


@contextmanager
def pieces_of(seed: int) -> Iterator[None]:
    with ExitStack() as stack:
        if is_in_pieces(seed):
            small = {"LEAST_POSITIONS": LOAD_FROM, "CHUNK_BYTES": 512, "PIECES_AT_ONCE": 2, "FRAMES_AT_ONCE": 2}
            stack.enter_context(replaced(snapshots, **small))
            stack.enter_context(replaced(comparing, MOST_LISTED=1, PIECES=2))
            stack.enter_context(replaced(send, MAX_ITEMS=2, LAST_ITEM=4))
        yield
