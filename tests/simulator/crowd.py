"""Many runs at once, each in a process of its own kind: nothing a run leaves behind reaches another's seed."""

import logging
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.pool import Pool

from tests.simulator.actions import make_plan
from tests.simulator.world import run_plan

PIECE = 20


def run_seeds(seeds: Iterable[int], *, jobs: int) -> Iterator[tuple[int, str, str]]:
    """The seeds that broke a promise: (seed, promise, sentence), as they are found."""
    with workers(jobs) as pool:
        for seed, promise, sentence in pool.imap_unordered(_run, seeds, chunksize=PIECE):
            if promise:
                yield seed, promise, sentence


def workers(jobs: int) -> Pool:
    """Fresh interpreters: nothing of a test's is inherited."""
    return get_context("spawn").Pool(jobs, initializer=_begin)


def _begin() -> None:
    logging.disable(logging.CRITICAL)


def _run(seed: int) -> tuple[int, str, str]:
    result = run_plan(make_plan(seed))
    return seed, result.promise, result.sentence
