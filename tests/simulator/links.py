"""Two files of one person: every laptop puts the same files together, and says of the same one that it counts."""

from collections.abc import Mapping

from domain import same_person
from tests.simulator.broken import expect
from tests.simulator.laptop_side import LaptopSide
from tests.simulator.oracle import Seen


def check_links(laptop: LaptopSide, expected: Mapping[str, Seen]) -> None:
    """`expected` are the rows as head office's stream has them."""
    links = {(str(seen.cells["person"]), str(seen.cells["same_as"])) for seen in expected.values() if _stands(seen)}
    for group in _groups(links):
        behind = {person for person, _ in links}
        wanted = tuple(sorted(group, key=lambda person: (person in behind, person)))
        for person in wanted:
            found = same_person.group_of(person, laptop.store.same_persons.around([person]))
            where = f"{laptop.name}: the files of {person} are {found} and not {wanted}"
            expect(found == wanted, "no link is lost", where)


def _stands(seen: Seen) -> bool:
    return seen.table == "same_persons" and seen.void is None and {"person", "same_as"} <= seen.cells.keys()


def _groups(links: set[tuple[str, str]]) -> list[set[str]]:
    """What hangs together: any two that share somebody are one."""
    groups: list[set[str]] = []
    for link in sorted(links):
        met = [group for group in groups if group & set(link)]
        groups = [group for group in groups if group not in met] + [set(link).union(*met)]
    return groups
