"""How a ratio is taken: both sides in one run, in turns, the median of each."""

import time
from collections.abc import Callable, Sequence
from statistics import median


def in_turns(ours: Callable[[], object], bare: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Milliseconds of ours and of the bare tool, medians of as many rounds, taken alternately."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, deed in zip(taken, (ours, bare), strict=True):
            started = time.perf_counter()
            deed()
            side.append((time.perf_counter() - started) * 1000)
    return median(taken[0]), median(taken[1])


def percentile_95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def report(name: str, ours: float, bare: float, limit: float) -> float:
    """Prints the line of docs/benchmarks.md; returns the ratio."""
    ratio = ours / bare
    print(f"\n{name}: {ours:.2f} ms / {bare:.2f} ms = {ratio:.2f} (at most {limit})")
    return ratio
