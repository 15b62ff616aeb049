"""A cell that is a set: what one laptop puts in stands against whoever had not seen it."""

from collections.abc import Mapping

from domain.sync.children import members
from tests.simulator.broken import expect
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.oracle import Seen
from tests.simulator.trial import MATTERS, MEANS, SET


def check_sets(laptop: LaptopSide, expected: Mapping[str, Seen]) -> None:
    """What somebody put in and nobody who had seen it took out is in the set, of every laptop."""
    matters = [row for row, seen in expected.items() if seen.table == MATTERS.name]
    rows = dict(laptop.store.states()) if matters else {}
    for matter in matters:
        wanted = {
            seen.cells["means"]
            for seen in expected.values()
            if seen.table == MEANS.name and seen.void is None and seen.cells.get("matter") == matter
        }
        found = members(SET, matter, rows)
        expect(found == wanted, "adding wins", f"{laptop.name}: {matter} has {sorted(map(str, found ^ wanted))[:3]}")
