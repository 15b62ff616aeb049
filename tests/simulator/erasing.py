"""Persons are erased in the middle of bad days: plans with erasures, the deed, and what must hold at the end."""

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from domain.sync.entries import row_bytes, row_text
from domain.sync.entry_bytes import decode_header
from domain.sync.erasure import erased_by
from domain.sync.schema import BY_NUMBER
from domain.sync.snapshot import SnapshotPiece, pieces_in
from domain.sync.tables import VISITS
from domain.sync.wire import Stamped
from domain.user import User
from headoffice.snapshots import FOLDER
from tests.simulator.actions import Action, Plan, make_plan
from tests.simulator.broken import expect
from tests.simulator.clerk import ALIKE, AUTHOR, Clerk, choose

if TYPE_CHECKING:
    from tests.simulator.laptop_side import LaptopSide
    from tests.simulator.records import Record
    from tests.simulator.world import World

FIRST_NUMBER = 10_000
MOST_ERASURES = 3
EVERY = 3


def plan_of(seed: int) -> Plan:
    """What the seed is run with: persons are erased in every third run."""
    return make_erasing_plan(seed) if seed % EVERY == 0 else make_plan(seed)


def make_erasing_plan(seed: int) -> Plan:
    """The plan of the seed with a few erasures in it, each followed by a sync of its laptop sooner or later."""
    random = Random(f"erasing {seed}")
    plan = make_plan(seed)
    actions = list(plan.actions)
    for number in range(random.randint(1, MOST_ERASURES)):
        who, at = random.randrange(8), random.randrange(len(actions) + 1)
        first = Action(FIRST_NUMBER + 2 * number, "erase_person", who, random.randrange(8), random.randrange(8))
        actions[at:at] = [first, *([replace(first, number=first.number + 1, kind="sync")] * random.randrange(2))]
    return plan.having(actions)


def make_administrator(clerk: Clerk) -> None:
    """Whoever writes at any laptop of the office may erase."""
    clerk.made, clerk.tag = 0, f"{clerk.laptop} begun administrator"
    with clerk.work() as work:
        work.users.add(User(AUTHOR, "a", f"{clerk.canary} a", ("administrator",)))


def erase_person(clerk: Clerk, a: int, b: int) -> None:
    persons = clerk.persons()
    at = choose(persons, a, b)
    if at is None:
        return
    with clerk.work() as work:
        work.operations.erase(persons[at], "as he asked")
    expect(persons[at] in clerk.persons(), "an erasure waits for head office", f"{clerk.tag} at {clerk.laptop}")


def check_erased(world: "World", partition: str, stream: "list[Record]") -> None:
    """Of whom an applied entry erases, no part is left on any disk of the office, and no row anywhere."""
    persons = {
        person for record in stream if record.is_last and not record.reason for person in erased_by(record.operations)
    }
    for record in stream:
        concerned = {subject for subject, _ in record.header.parts if subject in persons}
        where = f"{record.header.action} at head office"
        expect(not concerned or record.is_thinned, "what was erased is gone", where)
    _check_snapshots(world, partition, persons)
    for laptop in world.laptops:
        if partition not in laptop.readable:
            continue
        for person in persons:
            _check_laptop(laptop, partition, person)
            _check_files(world, laptop, partition, person)
            is_shown = partition == laptop.store.partition and laptop.store.persons.find_by_key(person) is not None
            expect(not is_shown, "what was erased is gone", laptop.name)


def _check_snapshots(world: "World", partition: str, persons: set[str]) -> None:
    for place in (world.hub.folder / FOLDER).glob("*.snapshot"):
        pieces = pieces_in([place.read_bytes()])
        entries = [item.entry for piece in pieces for item in _items(piece, partition) if item.entry]
        whole = [entry for entry in entries if None not in entry.parts]
        concerned = {row_text(subject) for entry in whole for subject in entry.subjects or () if subject}
        expect(not concerned & persons, "what was erased is gone", "a file for first loads has it")


def _items(piece: SnapshotPiece, partition: str) -> list[Stamped]:
    return [item for stream in piece.streams if stream.partition == partition for item in stream.items]


def _check_laptop(laptop: "LaptopSide", partition: str, person: str) -> None:
    rows = laptop.store.database.execute(
        "SELECT e.header, count(p.n) FROM entry AS e JOIN stream AS s ON s.id = e.stream "
        "LEFT JOIN part AS p ON p.entry = e.id WHERE s.partition = ? AND instr(e.header, ?) > 0 GROUP BY e.id",
        (partition, row_bytes(person)),
    ).fetchall()
    whole = sum(_parts_of_others(header, person) < count for header, count in rows)
    expect(whole == 0, "what was erased is gone", f"{whole} entries at {laptop.name}")


def _check_files(world: "World", laptop: "LaptopSide", partition: str, person: str) -> None:
    """Not a word that anybody wrote in his record, or in what belongs to it, is left in the laptop's files."""
    if world.is_encrypted:
        return
    raw = b"".join(laptop.image().values())
    left = [word for word in _words_of(world, laptop, partition, person) if word.encode() in raw]
    expect(not left, "what was erased is gone", f"{left} in the files of {laptop.name}")


def _words_of(world: "World", laptop: "LaptopSide", partition: str, person: str) -> set[str]:
    """What only his own rows say. Of a visit, who it was can be told anew: its note is not his."""
    gists = [gist for deed in world.ledger.of_partition(partition) for gist in deed.gists]
    rows = {person} | {str(gist[2]) for gist in gists if _is_added_for(gist, person)}
    said = {word for gist in gists if gist[2] in rows for word in _words(gist[3])}
    own = laptop.clerk.canary
    return {word for word in said if word.startswith(own) and not word.endswith(ALIKE)}


def _is_added_for(gist: tuple[object, ...], person: str) -> bool:
    table = BY_NUMBER[gist[1]]  # type: ignore[index]
    if gist[0] != "Add" or table is VISITS:
        return False
    number = next((cell.number for cell in table.cells if cell.name == "person"), None)
    return (number, person) in gist[3]  # type: ignore[operator]


def _words(said: object) -> list[str]:
    """Every text in a value, however deep."""
    if isinstance(said, tuple):
        return [word for item in said for word in _words(item)]
    return [said] if isinstance(said, str) else []


def _parts_of_others(header: bytes, person: str) -> int:
    return sum(subject != person for subject, _ in decode_header(header).parts)
