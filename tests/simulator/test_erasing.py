"""Persons are erased in the middle of everything that goes wrong: nobody comes back, and nothing else is lost."""

import pytest

from db.erasure import Erasure
from headoffice.erasing import Erasing
from tests.simulator.erasing import make_erasing_plan
from tests.simulator.patching import replaced
from tests.simulator.world import Result, run_plan

FEW = 8  # the two thousand runs of test_simulator.py have hundreds more
RUNS = 40


def first_broken(runs: int) -> Result | None:
    return next((result for seed in range(runs) if (result := run_plan(make_erasing_plan(seed))).promise), None)


def test_erasures_among_bad_days_break_no_promise() -> None:
    broken = first_broken(FEW)
    assert broken is None, (broken.plan.seed, broken.promise, broken.sentence)


@pytest.mark.parametrize("seed", [2037, 2473])
def test_an_erasure_that_waited_for_an_update_reaches_the_files_for_first_loads(seed: int) -> None:
    result = run_plan(make_erasing_plan(seed))
    assert not result.promise, (result.promise, result.sentence)


def test_an_erasure_that_forgets_what_comes_later_is_found() -> None:
    with replaced(Erasing, stripped=lambda self, entry: entry):
        broken = first_broken(RUNS)
    assert broken is not None


def test_an_erasure_that_leaves_a_laptops_own_words_is_found() -> None:
    with replaced(Erasure, strip=lambda self, stream, number: 0, erase=lambda self, stream, person: 0):
        broken = first_broken(RUNS)
    assert broken is not None


def test_an_erasure_that_leaves_the_write_ahead_log_is_found() -> None:
    with replaced(Erasure, wipe=lambda self: None):
        broken = first_broken(RUNS)
    assert broken is not None
    assert broken.promise == "what was erased is gone"
