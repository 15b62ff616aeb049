"""A laptop of a branch office that syncs: a real encrypted store, the real client, no window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from db.papers import PaperRow
from db.store import Store
from desktop.sync.budget import Budget
from desktop.sync.client import run_round
from desktop.sync.enrol import enrol
from desktop.sync.outcome import RoundOutcome
from desktop.sync.store import LaptopStore
from desktop.sync.transport import open_transport
from domain.person import Person
from domain.sync.dump import dump_text
from domain.sync.enrolment_code import EnrolmentCode
from domain.sync.exchange import Enrolment
from domain.visit import Visit
from tests.support.clock import HandClock
from tests.support.small_store import AUTHOR, OFFICE, Maker, SmallStore


@dataclass
class BranchLaptop:
    small: SmallStore
    clock: HandClock
    url: str = ""

    def __post_init__(self) -> None:
        self.budget = Budget(seconds=float)  # no time passes

    @property
    def store(self) -> Store:
        return self.small.store

    @property
    def side(self) -> LaptopStore:
        return LaptopStore(self.store)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock() / 1000, UTC)

    def enrol(self, url: str, code: EnrolmentCode | str, *, profile: str = "herfa", office: str = OFFICE) -> Enrolment:
        self.url = url
        with open_transport(url) as transport:
            return enrol(
                self.side, transport, url, str(code), profile=profile, office=office, office_name="مكتب التجربة"
            )

    def sync(self, url: str = "") -> RoundOutcome:
        """One round; `url` overrides where, as a cut line in between does."""
        with open_transport(url or self.url) as transport:
            return run_round(self.side, transport, self.now, self.budget)

    def dump(self) -> str:
        return dump_text(self.store.states())

    # --- what a clerk does -----------------------------------------------------------------------------------------

    def count(self, category: str = "men") -> str:
        visit = Visit(self.small.new_id(), "2026-11-21", "09:15", category)
        with self.store.work("visit.count", AUTHOR) as work:
            work.visits.add(visit)
        return visit.id

    def void_visit(self, visit: str, reason: str) -> None:
        with self.store.work("visit.correct", AUTHOR) as work:
            work.operations.void("visits", visit, reason, subject=None)

    def add_person(self, name: str, mobile: str | None = None) -> str:
        person = Person(self.small.new_id(), f"N-{self.small.random.randrange(10**9)}", name, mobile=mobile)
        with self.store.work("person.add", AUTHOR) as work:
            work.persons.add(person)
        return person.id

    def issue(self, file: bytes, person: str | None = None) -> str:
        """A paper of a person's whose file has this name."""
        id = self.small.new_id()
        words = (str(self.small.random.randrange(10**9)), "herfa", "1", "2026-11-21T09:15", AUTHOR)
        paper = PaperRow(id, "attestation", id, person, *words, "0" * 64, "code", None, file)
        with self.store.work("paper.issue", AUTHOR) as work:
            work.papers.add(paper)
        return id

    def edit_person(self, person: str, **changes: str | None) -> None:
        found, seen = self.store.persons.get(person)
        with self.store.work("person.edit", AUTHOR) as work:
            work.persons.edit(seen, found, replace(found, **changes))  # type: ignore[arg-type]


@contextmanager
def branch_laptop(make: Maker, name: str, *, seed: int = 0) -> Iterator[BranchLaptop]:
    clock = HandClock()
    with make.store(name, seed=seed, clock=clock) as small:
        yield BranchLaptop(small, clock)
