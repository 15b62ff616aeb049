"""A clerk at one laptop: what the store is told for her, and what she is promised."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from db.store import Store, Work
from db.unit_of_work import BY_NAME, Seen
from domain.errors import Unavailable
from domain.interview import Interview
from domain.person import Person
from domain.sync.entries import Erase, uuid7
from domain.sync.partitions import office_of, partition_of
from domain.sync.schema import BY_NUMBER, Value
from domain.sync.tables import COMPLAINTS, GENERAL
from domain.visit import Visit
from tests.simulator.ledger import ACKNOWLEDGED, REFUSED, UNKNOWN, Deed, Ledger, Shown, gist

DAY = "2026-11-21"
ALIKE = " alike"  # how a value ends that others may have typed too
SECRET_OF = "secret-of-"
AUTHOR = "01990000-0000-7000-8000-000000000001"


@dataclass(frozen=True)
class Page:
    """A person's page as it was opened: what the clerk was shown then."""

    person: Person
    seen: Seen


@dataclass
class Clerk:
    store: Store
    ledger: Ledger
    laptop: str
    canary: str
    clock: Callable[[], int]
    random: Random
    latest_ms: Callable[[], int]
    desk: str = ""  # the laptop it was copied from, else its own
    tag: str = "begun"
    pages: list[Page] = field(default_factory=list)
    made: int = 0

    def new_id(self) -> str:
        return uuid7(self.clock(), self.random.randbytes(10))

    def word(self, name: str = "") -> str:
        """A value nobody else writes, with the office's canary in it."""
        return f"{self.canary} {self.tag}{name}"

    def secret(self, name: str = "") -> str:
        """One that says on which laptop it was taken down, since it may be on no other that only sends."""
        return f"{self.canary} {SECRET_OF}{self.desk} {self.tag}{name}"

    @contextmanager
    def work(
        self, *, shown: Shown | None = None, settles: bool = False, is_foul: bool = False, author: str = AUTHOR
    ) -> Iterator[Work]:
        """One action of the clerk's: one entry in each partition that it touches, known by its tag."""
        self.made += 1
        tag = f"{self.tag}.{self.made}"
        deeds: list[Deed] = []
        standing = REFUSED
        try:
            with self.store.work(tag, author) as work:
                yield work
                if not work.operations.written:
                    return
                for partition, gists in self._shares(work).items():
                    deed = Deed(tag, self.laptop, partition, UNKNOWN, gists, shown or {}, settles, is_foul=is_foul)
                    deeds.append(self.ledger.begin(deed))
                standing = UNKNOWN
            standing = ACKNOWLEDGED
        except Unavailable:
            # The clerk is told that nothing was saved.
            standing = REFUSED
            raise
        finally:
            for deed in deeds:
                deed.standing, deed.latest_ms = standing, self.latest_ms()

    def _shares(self, work: Work) -> dict[str, tuple[tuple[object, ...], ...]]:
        """What of the action belongs to which partition: a row where its table's class is, an erasure to each."""
        office = office_of(self.store.partition)
        found: dict[str, tuple[tuple[object, ...], ...]] = {}
        for item in work.operations.written:
            operation = item.operation
            is_everywhere = isinstance(operation, Erase)
            classes = (GENERAL, COMPLAINTS) if is_everywhere else (BY_NUMBER[operation.table].partition_class,)
            for name in (partition_of(office, one) for one in classes):
                found[name] = (*found.get(name, ()), gist(operation))
        return found

    # --- what there is to choose from ------------------------------------------------------------------------------

    def visits(self, *, void: bool) -> list[Visit]:
        found = [visit for visit in self.store.visits.of_day(DAY, limit=10_000) if (visit.void_reason is None) != void]
        return sorted(found, key=lambda visit: visit.id)

    def persons(self, *, void: bool = False) -> list[str]:
        condition = "IS NOT NULL" if void else "IS NULL"
        rows = self.store.database.execute(f"SELECT id FROM persons WHERE void_reason {condition} ORDER BY id")
        return [row for (row,) in rows.fetchall()]

    def interviews(self) -> list[Interview]:
        return sorted(self.store.interviews.latest(), key=lambda interview: interview.id)

    # --- what stands in a row --------------------------------------------------------------------------------------

    def shown(self, table: str, row: str, name: str) -> dict[tuple[str, int], Value]:
        """The value of one cell, as the clerk sees it."""
        cell = BY_NAME[table].cell(name)
        columns = ", ".join(column.name for column in cell.columns)
        values = self.store.database.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (row,)).fetchone()
        return {(row, cell.number): list(values) if cell.is_group else values[0]}

    def subject(self, table: str, row: str) -> str | None:
        """The person whom a row concerns."""
        if table == "persons":
            return row
        if not any(cell.name == "person" for cell in BY_NAME[table].cells):
            return None
        (person,) = self.shown(table, row, "person").values()
        return person if isinstance(person, str) else None


def choose(items: list[object] | list[str] | list[Visit] | list[Interview], a: int, b: int) -> int | None:
    """Mostly among the first three, so that laptops meet."""
    if not items:
        return None
    return a % (len(items) if b % 4 == 0 else min(3, len(items)))
