"""`python3 dev.py simulate --seeds 2000 --from 0 --jobs 2` runs; `--seed 17 --story` tells what went wrong in one."""

import argparse
import sys
from collections import Counter
from time import monotonic

from tests.simulator.crowd import run_seeds
from tests.simulator.erasing import plan_of
from tests.simulator.story import tell
from tests.simulator.world import run_plan


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=2_000, help="how many runs")
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--seed", type=int, help="this one alone, with its trace")
    parser.add_argument("--story", action="store_true", help="the shortest way to the same broken promise")
    asked = parser.parse_args(words)
    if asked.seed is not None:
        return _one(asked.seed, story=asked.story)
    started = monotonic()
    broken: Counter[str] = Counter()
    for seed, promise, sentence in run_seeds(range(asked.first, asked.first + asked.seeds), jobs=asked.jobs):
        broken[promise] += 1
        print(f"seed {seed}: {promise}: {sentence.strip().splitlines()[-1]}", flush=True)
    print(f"{asked.seeds} runs in {monotonic() - started:.0f} s; broken: {dict(broken) or 'nothing'}")
    return 1 if broken else 0


def _one(seed: int, *, story: bool) -> int:
    result = run_plan(plan_of(seed))
    if story and result.promise:
        print(tell(result))
    else:
        print("\n".join(result.trace))
        print(f"{result.promise}: {result.sentence}" if result.promise else f"every promise kept; {result.digest}")
    return 1 if result.promise else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
