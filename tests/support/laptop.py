"""A laptop for tests: a real encrypted store in a temporary folder, a clock that is moved by hand, cheap keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import FirstDesk, SetUp, World, create_desk, sign_in
from tests.support.clock import HandClock

PASSWORD = "كلمة سر طويلة 1"
ADMIN = "amina"


@dataclass
class Laptop:
    folder: Path
    profile: str = "herfa"
    office: str = "RYD1"
    seed: int = 1
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.world = World(self.clock, self.random.randbytes)

    def set_up(self) -> FirstDesk:
        answers = SetUp(self.profile, self.office, "مكتب التجربة", ADMIN, "أمينة السالم", PASSWORD)
        return create_desk(self.folder, answers, world=self.world)

    @contextmanager
    def at_work(self) -> Iterator[Desk]:
        """The desk of a fresh laptop, or of one that was set up before."""
        fresh = not (self.folder / "istiqbal.db").exists()
        desk = self.set_up().desk if fresh else sign_in(self.folder, ADMIN, PASSWORD, world=self.world)
        try:
            yield desk
        finally:
            desk.store.close()
