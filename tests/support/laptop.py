"""A laptop for tests: a real encrypted store in a temporary folder, a clock that is moved by hand, cheap keys."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from db.sidecar import sidecar_path
from db.store_files import database_path
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import FirstDesk, SetUp, World, create_desk, sign_in
from tests.support.clock import HandClock

PASSWORD = "كلمة سر طويلة 1"
ADMIN = "amina"
MOST_FOUNDED = 24
Chance = tuple[Any, ...]


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
        if not (self.folder / "istiqbal.db").exists():
            self._found()
        desk = sign_in(self.folder, ADMIN, PASSWORD, world=self.world)
        try:
            yield desk
        finally:
            desk.store.close()

    def _found(self) -> None:
        """Sets the office up and closes it. An office like it that was set up before, at the same hour and with the
        same chance, is laid down again instead, for that is most of what a short test takes."""
        like = (self.profile, self.office, self.clock.now_ms, self.random.getstate())
        known = FOUNDED.get(like)
        if known is None:
            self.set_up().desk.store.close()
            # It names the folder, and would make the store a copy of itself in another one.
            sidecar_path(database_path(self.folder)).unlink()
            files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
            known = Founded(files, self.clock.now_ms, self.random.getstate())
            if len(FOUNDED) < MOST_FOUNDED:
                FOUNDED[like] = known
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in known.files.items():
            (self.folder / name).write_bytes(content)
        self.clock.now_ms = known.now_ms
        self.random.setstate(known.chance)


@dataclass(frozen=True)
class Founded:
    """An office that was set up: its files, and how late it was and how chance stood then."""

    files: Mapping[str, bytes]
    now_ms: int
    chance: Chance


FOUNDED: dict[tuple[str, str, int, Chance], Founded] = {}
