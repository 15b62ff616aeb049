"""The order of files: the dearest first, so that no worker sits over one of them when all others are done."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

TESTS = Path(__file__).resolve().parent.parent
# By how long they take, the longest first. Only an order: a file that is not named comes after them.
DEAREST = (
    "simulator/test_simulator.py",
    "simulator/test_exhaustive.py",
    "journeys/test_demonstration.py",
    "journeys/test_five_laptops.py",
    "test_build.py",
    "journeys/test_small_screen.py",
    "simulator/test_museum.py",
    "journeys/test_named_dangers.py",
    "headoffice/test_edge.py",
    "journeys/test_kills.py",
    "forms/interview/test_xforms_engine.py",
    "headoffice/test_fuzz.py",
    "journeys/test_bad_input.py",
    "forms/interview/test_javarosa.py",
    "desktop/sync/test_stick.py",
    "journeys/test_command_line_profiles.py",
    "journeys/test_command_line_own_profile.py",
    "journeys/test_two_laptops.py",
    "desktop/sync/test_restored_hub.py",
    "headoffice/test_kills.py",
    "desktop/usecases/test_fill_demonstration.py",
    "domain/sync/test_laws.py",
    "journeys/test_stick.py",
    "desktop/sync/test_first_load.py",
    "journeys/test_reception.py",
    "journeys/test_departure_window.py",
    "forms/paper/test_hostile.py",
    "desktop/sync/test_erasure.py",
    "desktop/sync/test_faults.py",
    "desktop/ui/pages/interview/test_interview_looks.py",
    "headoffice/test_certificate.py",
    "journeys/test_keyboard_alone.py",
    "journeys/test_stick_kills.py",
    "journeys/test_backups.py",
    "journeys/test_command_line_office.py",
    "journeys/test_first_load_kills.py",
    "journeys/test_window_kills.py",
    "journeys/test_signed_paper_window.py",
    "journeys/test_secrets.py",
    "desktop/usecases/test_office_on_two_laptops.py",
    "headoffice/test_order_of_arrival.py",
    "journeys/test_sync_window.py",
    "test_dev.py",
)

T = TypeVar("T")


def dearest_first(items: list[T], path_of: Callable[[T], Path], is_slow: Callable[[T], bool]) -> None:
    """Sorts in place; what is of one file stays together, and in the order that it has, but for what is slow in a file
    that is named: it comes first there. A worker that has two tests left is given its next file, which would wait
    behind the two thousand runs until all others are done."""
    ranks = {TESTS / name: rank for rank, name in enumerate(DEAREST)}

    def place(item: T) -> tuple[int, bool]:
        rank = ranks.get(path_of(item), len(ranks))
        return rank, rank < len(ranks) and not is_slow(item)

    items.sort(key=place)
