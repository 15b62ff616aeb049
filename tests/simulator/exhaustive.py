"""Every small case: a head office, two laptops, two cells of one record, and every order in which it can happen.

`python3 dev.py simulate exhaustive` goes through all with up to three actions a laptop, one of them gone wrong.

What a laptop does alone is the same whenever the other does it, so of all interleavings only the orders of what meets
at head office are tried, and of two cases that differ by the laptops' names only one.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from time import monotonic

from tests.simulator.actions import OFFICES, Action, Fault, Plan, Seat
from tests.simulator.crowd import workers
from tests.simulator.world import run_plan

SEED = 1
SEATS = (Seat(OFFICES[0], 0, 0), Seat(OFFICES[0], 1, 0))
# One person's mobile, which two may not change unseen, and his town, where the last one is right.
LETTERS = {"m": ("edit_person", 9), "t": ("edit_person", 3), "s": ("sync", 0)}
LINE = ("drop_request", "drop_answer", "twice", "delay")
KILLS = ("kill_before_commit", "kill_after_commit", "hub_kill_before_commit", "hub_kill_after_commit")
COMMITS = 4
EVENTS = {"restore": 1, "restore without its record": 2, "kill": 0, "restore_hub": 0, "restore_hub, and it is said": 1}

Word = str
Order = tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """What each laptop does, who is first where they meet, and what goes wrong: at the `at`-th action of all."""

    words: tuple[Word, Word]
    order: Order
    wrong: str = ""
    at: int = 0
    commit: int = 0

    def __str__(self) -> str:
        wrong = f", {self.wrong} at action {self.at}" if self.wrong else ""
        return f"{self.words[0] or '-'} | {self.words[1] or '-'}, order {self.order}{wrong} {self.commit or ''}".strip()


def cases_without_faults(longest: int) -> Iterator[Case]:
    words = ["".join(letters) for size in range(longest + 1) for letters in product(LETTERS, repeat=size)]
    for one in words:
        for two in words:
            if one <= two and len(one) == longest:
                for order in _orders(one.count("s"), two.count("s")):
                    yield Case((one, two), order)


def _orders(one: int, two: int) -> Iterator[Order]:
    """Who meets head office when: every way to lay one sequence into the other."""
    for places in combinations(range(one + two), one):
        yield tuple(0 if place in places else 1 for place in range(one + two))


def cases_with_one_fault(longest: int) -> Iterator[Case]:
    for case in cases_without_faults(longest):
        steps = _steps(case)
        for at, (_, letter) in enumerate(steps):
            for wrong in (*LINE, *KILLS) if letter == "s" else KILLS[:2]:
                for commit in range(COMMITS if wrong in KILLS and letter == "s" else 1):
                    yield Case(case.words, case.order, wrong, at, commit)
            for wrong in EVENTS:
                yield Case(case.words, case.order, wrong, at)


def _steps(case: Case) -> list[tuple[int, str]]:
    """(laptop, letter) in order: each laptop does what is its own as soon as it can."""
    left = [list(word) for word in case.words]
    steps: list[tuple[int, str]] = []
    for who in (*case.order, None):
        for laptop in (0, 1):
            while left[laptop] and left[laptop][0] != "s":
                steps.append((laptop, left[laptop].pop(0)))
        if who is not None:
            steps.append((who, left[who].pop(0)))
    return steps


def plan_of(case: Case) -> Plan:
    actions = [_action(1, "back_up", 0, 0), _action(2, "back_up", 1, 0), _action(3, "back_up_hub", 0, 0)]
    for at, (who, letter) in enumerate(_steps(case)):
        kind, b = LETTERS[letter]
        number = len(actions) + 1
        faults: tuple[Fault, ...] = ()
        if case.wrong and case.at == at:
            if case.wrong in EVENTS:
                actions.append(_action(number, case.wrong.split(" without")[0].split(",")[0], who, EVENTS[case.wrong]))
                number += 1
            elif case.wrong in LINE:
                faults = (Fault(case.wrong, 0),)
            else:
                faults = (Fault(case.wrong, 0 if case.wrong.startswith("hub") else case.commit),)
        actions.append(_action(number, kind, who, b, faults))
    return Plan(SEED, SEATS, tuple(actions))


def _action(number: int, kind: str, who: int, b: int, faults: tuple[Fault, ...] = ()) -> Action:
    return Action(number, kind, who, 0, b, faults)


def broken_cases(cases: Sequence[Case], *, jobs: int) -> Iterator[str]:
    with workers(jobs) as pool:
        yield from filter(None, pool.imap_unordered(_try, cases, chunksize=16))


def _try(case: Case) -> str:
    result = run_plan(plan_of(case))
    return f"{case}: {result.promise}: {result.sentence.strip().splitlines()[-1]}" if result.promise else ""


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py simulate exhaustive", description=__doc__)
    parser.add_argument("--longest", type=int, default=3, help="how many actions a laptop")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    asked = parser.parse_args(words)
    cases = [*cases_without_faults(asked.longest), *cases_with_one_fault(asked.longest)]
    started = monotonic()
    broken = 0
    for line in broken_cases(cases, jobs=asked.jobs):
        broken += 1
        print(line, flush=True)
    print(f"{len(cases)} cases in {monotonic() - started:.0f} s; broken: {broken}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
