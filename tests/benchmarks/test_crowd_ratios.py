"""A million people at one desk: every key of a search, the duplicate check, and what the process holds of memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.find_alike import check_for_duplicates
from desktop.usecases.find_people import find_people
from domain.person import PersonDraft
from tests.benchmarks.crowd_of_people import GIVEN, families, fill_with_people
from tests.benchmarks.ratios import percentile_95
from tests.support.laptop import Laptop
from tests.support.sources import ROOT

MANY, FEW = 1_000_000, 1_000
NAMES, CHECKS = 60, 400
MOST_SEARCH_MS, MOST_CHECK_MS, MOST_MEMORY = 30.0, 60.0, 1.3


def test_a_million_people_are_searched_and_checked_at_once_and_cost_no_memory(tmp_path: Path) -> None:
    many, few = (_measured(tmp_path / str(count), count) for count in (MANY, FEW))
    ratio = many["memory"] / few["memory"]
    print(f"\nsearch, each key, p95 among {MANY:,}: {many['search']:.1f} ms (at most {MOST_SEARCH_MS})")
    print(f"duplicate check, p95 among {MANY:,}: {many['check']:.1f} ms (at most {MOST_CHECK_MS})")
    print(f"memory with {MANY:,} / with {FEW:,}: {ratio:.2f} (at most {MOST_MEMORY})")
    assert many["search"] <= MOST_SEARCH_MS
    assert many["check"] <= MOST_CHECK_MS
    assert ratio <= MOST_MEMORY


def _measured(folder: Path, count: int) -> dict[str, float]:
    """In a process of its own, which has not written the people: filling takes memory, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISTIQBAL_KDF", "floor")
        with Laptop(folder).at_work() as desk:
            fill_with_people(desk, count)
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(folder)],
        cwd=ROOT,
        env={**os.environ, "ISTIQBAL_KDF": "floor"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def typed(random: Random) -> list[str]:
    """Every beginning of names, of family names, of a given name with the family, of numbers and of mobiles."""
    whole = []
    for _ in range(NAMES):
        given, family = random.choices(GIVEN, k=3), random.choice(families())
        whole += [" ".join((*given, family)), family, f"{given[0]} {family}"]
        whole += [f"1{random.randrange(10**6):09}", f"05{random.randrange(10**6):08}"]
    return [text[:end] for text in whole for end in range(1, len(text) + 1)]


def drafts(random: Random) -> list[PersonDraft]:
    return [
        PersonDraft(
            name=" ".join((*random.choices(GIVEN, k=3), random.choice(families()))),
            mobile=f"05{random.randrange(10**6):08}",
            born=f"{random.randrange(1, 29)}/{random.randrange(1, 13)}/{random.randrange(1350, 1440)}",
        )
        for _ in range(CHECKS)
    ]


def _timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000


def _measure(desk: Desk) -> dict[str, float]:
    random = Random(3)
    search = [_timed(partial(find_people, desk, text)) for text in typed(random)]
    check = [_timed(partial(check_for_duplicates, desk, draft)) for draft in drafts(random)]
    return {"search": percentile_95(search), "check": percentile_95(check), "memory": _most_memory()}


def _most_memory() -> float:
    """The most that this process has held, in whatever the system counts it."""
    import resource  # noqa: PLC0415 (Windows has none, and this bench does not run there)

    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    with Laptop(Path(sys.argv[1])).at_work() as at_work:
        print(json.dumps(_measure(at_work)))
