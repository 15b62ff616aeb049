"""The bugs of the field, each put back into the product: the simulator must notice every one of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.simulator.museum import FIRST_SEED, MOST_SEEDS, MUTANTS, RARE, Death, kill, kill_all

LEAST = 24
# A crash is a death too, but most must die of the promise that they break.
LEAST_BY_PROMISE = 30


@pytest.mark.slow
def test_every_bug_of_the_museum_is_noticed() -> None:
    deaths = list(kill_all(jobs=2))
    assert len(deaths) == len(MUTANTS) >= LEAST
    survivors = [death.mutant for death in deaths if death.seed is None]
    assert survivors == []
    assert [death.mutant for death in deaths if _is_of_the_museum(death)] == []
    assert sum(death.promise != "no bug shows" for death in deaths) >= LEAST_BY_PROMISE


def test_no_bug_is_looked_for_where_two_thousand_runs_do_not_come() -> None:
    assert {name: seed for name, seed in FIRST_SEED.items() if seed >= MOST_SEEDS} == {}
    assert FIRST_SEED.keys() <= {mutant.__name__ for mutant in MUTANTS}


@pytest.mark.parametrize("mutant", RARE, ids=lambda mutant: mutant.__name__)
def test_a_bug_that_chance_hardly_meets_is_noticed_where_it_does(
    mutant: Callable[[], AbstractContextManager[None]],
) -> None:
    assert kill(mutant, [RARE[mutant]]).promise


def _is_of_the_museum(death: Death) -> bool:
    """Whether the re-created bug has one of its own, or is called as the product does no more: it says nothing of the
    product then."""
    if "\nTypeError: " in f"\n{death.sentence}":
        return True
    frames = [line for line in death.sentence.splitlines() if line.lstrip().startswith("File ")]
    return death.promise == "no bug shows" and bool(frames) and "mutants_" in frames[-1]


def test_every_bug_of_the_museum_says_what_it_is() -> None:
    assert len({mutant.__name__ for mutant in MUTANTS}) == len(MUTANTS)
    assert all(mutant.__doc__ for mutant in MUTANTS)
