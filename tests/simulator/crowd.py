"""Many runs at once, in fresh processes: nothing that a test or another run leaves behind reaches a seed."""

import gc
import logging
import os
from collections.abc import Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.pool import Pool

from tests.simulator.erasing import plan_of
from tests.simulator.story import tell
from tests.simulator.world import run_plan

PIECE = 10
# Whoever tests beside them goes first: the runs fill what the others leave idle.
NICER_BY = 5
# A run makes and forgets some hundred thousand objects; looking through all of them every 700 is a twelfth of its time.
COLLECT_EVERY = 50_000


def run_seeds(seeds: Iterable[int], *, jobs: int) -> Iterator[tuple[int, str, str]]:
    """The seeds that broke a promise: (seed, promise, sentence), as they are found."""
    with workers(jobs) as pool:
        for seed, promise, sentence in pool.imap_unordered(_run, seeds, chunksize=PIECE):
            if promise:
                yield seed, promise, sentence


def stories_of(seeds: Iterable[int], *, jobs: int, most: int = 2) -> list[str]:
    """Goes through all seeds; tells the first few that break a promise, and names the others."""
    broken = sorted(run_seeds(seeds, jobs=jobs))
    if not broken:
        return []
    with workers(1) as pool:
        told = pool.map(_tell, [seed for seed, _, _ in broken[:most]])
    return told + [f"Seed {seed} breaks a promise too: {promise}: {said}" for seed, promise, said in broken[most:]]


def digests_of(seeds: Iterable[int]) -> list[str]:
    """Of the traces, all made in one process of their own."""
    with workers(1) as pool:
        return pool.map(_digest, seeds)


def workers(jobs: int) -> Pool:
    """Fresh interpreters, each with an order of its sets of its own."""
    return get_context("spawn").Pool(jobs, initializer=_begin)


def _begin() -> None:
    logging.disable(logging.CRITICAL)
    gc.set_threshold(COLLECT_EVERY)
    if hasattr(os, "nice"):
        os.nice(NICER_BY)


def _run(seed: int) -> tuple[int, str, str]:
    result = run_plan(plan_of(seed))
    return seed, result.promise, result.sentence


def _tell(seed: int) -> str:
    return tell(run_plan(plan_of(seed)))


def _digest(seed: int) -> str:
    return run_plan(plan_of(seed)).digest
