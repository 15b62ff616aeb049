"""The order of files: the dearest first, so that no worker sits over one of them when all others are done."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TESTS = Path(__file__).resolve().parent.parent
# By the processor time that they take, the longest first. Only an order: a file that is not named comes after them.
DEAREST = (
    "simulator/test_simulator.py",
    "simulator/test_exhaustive.py",
    "journeys/test_five_laptops.py",
    "journeys/test_demonstration.py",
    "test_build.py",
    "simulator/test_museum.py",
    "journeys/test_two_laptops.py",
    "journeys/test_bad_input.py",
    "journeys/test_command_line_profiles.py",
    "journeys/test_kills.py",
    "journeys/test_command_line_own_profile.py",
    "simulator/test_erasing.py",
    "forms/interview/test_javarosa.py",
    "forms/interview/test_xforms_engine.py",
    "domain/sync/test_laws.py",
    "test_dev.py",
)

T = TypeVar("T")


def dearest_first(items: list[T], path_of: Callable[[T], Path]) -> None:
    """Sorts in place; what is of one file stays together, and in the order that it has."""
    ranks = {TESTS / name: rank for rank, name in enumerate(DEAREST)}
    items.sort(key=lambda item: ranks.get(path_of(item), len(ranks)))
