"""A real hub, and laptops that have joined it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker


@pytest.fixture
def hub_clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hub(tmp_path: Path, hub_clock: HandClock) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", hub_clock) as hub:
        yield hub


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture
def laptops(make: Maker, hub: RunningHub) -> Iterator[tuple[BranchLaptop, BranchLaptop]]:
    """Two of one office."""
    with ExitStack() as stack:
        pair = [stack.enter_context(branch_laptop(make, name)) for name in ("one", "two")]
        for laptop in pair:
            laptop.enrol(hub.url, hub.code(OFFICE))
        yield pair[0], pair[1]
