"""A laptop in the simulator: its disk, its clock, its process."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from db.sidecar import sidecar_path
from db.store import Store, database_path
from db.store_opening import open_store
from desktop.sync.client import run_round
from desktop.sync.loop import LoopState, SyncLoop
from desktop.sync.store import LaptopStore
from desktop.sync.transport import Transport
from domain.sync.partitions import partition_of
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.tables import COMPLAINTS, GENERAL
from tests.simulator.broken import expect
from tests.simulator.clerk import Clerk
from tests.simulator.crash import Fuse
from tests.simulator.disk import Image, put_image, take_image
from tests.simulator.ground import KEY, canary
from tests.simulator.ledger import Ledger
from tests.simulator.patching import program_of
from tests.simulator.pieces import budget_of


@dataclass
class WorldClock:
    """True time, the same for all; nobody in the run can read it but the simulator."""

    now_ms: int

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC)


class WatchedStore(LaptopStore):
    """Knows whether the client had to make the rows anew."""

    was_rebuilt = False

    def rebuild(self) -> None:
        self.was_rebuilt = True
        super().rebuild()


@dataclass
class LaptopSide:
    name: str
    office: str
    folder: Path
    fuse: Fuse
    world: WorldClock
    skew_ms: int
    ledger: Ledger
    seed: int = 0
    random: Random = field(default_factory=lambda: Random(0))

    def __post_init__(self) -> None:
        self._store: Store | None = None
        self._clerk: Clerk | None = None
        self._looks = 0
        self.latest_ms = 0
        self.schema = SCHEMA_VERSION
        self.is_damaged = False
        self.desk = self.name
        self.reads_complaints = True
        self.budget = budget_of(self.seed)
        self.loop = SyncLoop(lambda: 0.5)
        self.loop_state: LoopState = self.loop.start(self.world.moment())

    def now_ms(self) -> int:
        """The laptop's own clock, as wrong as it is."""
        self._looks += 1
        now = max(self.world.now_ms + self.skew_ms, 0) + self._looks
        self.latest_ms = max(self.latest_ms, now)
        return now

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)

    def _bytes(self, count: int) -> bytes:
        return self.random.randbytes(count)

    # --- its process -----------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def device(self) -> bytes:
        enrolment = self.store.exchange.find_enrolment()
        assert enrolment is not None
        return enrolment.device

    @property
    def readable(self) -> tuple[str, ...]:
        """The partitions of its office of which it is sent everything."""
        classes = (GENERAL, COMPLAINTS) if self.reads_complaints else (GENERAL,)
        return tuple(partition_of(self.office, one) for one in classes)

    @property
    def store(self) -> Store:
        if self._store is None:
            self.fuse.is_dead = False
            with program_of(self.schema):
                self._store = open_store(self.folder, KEY, clock=self.now_ms, random=self._bytes)
            self.budget = budget_of(self.seed)
            self.loop_state = self.loop.start(self.world.moment())
        return self._store

    @property
    def clerk(self) -> Clerk:
        if self._clerk is None:
            self._clerk = Clerk(
                self.store,
                self.ledger,
                self.name,
                canary(self.office),
                self.now_ms,
                self.random,
                lambda: self.latest_ms,
                self.desk,
            )
        return self._clerk

    def at_work(self, number: int, seed: int) -> Clerk:
        """Chance that depends on the action and on nothing that happened before."""
        self.random = Random(f"{seed} {self.name} {number}")
        clerk = self.clerk
        clerk.random, clerk.tag, clerk.made = self.random, f"a{number} {self.name}", 0
        return clerk

    def close(self) -> None:
        """As when the window is closed."""
        if self._store is not None:
            store, self._store, self._clerk = self._store, None, None
            store.close()

    def lose_power(self) -> None:
        """The files stay as they are, and nothing of the process does."""
        self.fuse.disarm()
        if self._store is not None:
            image = take_image(self.folder)
            self._drop()
            put_image(self.folder, image)

    def end(self) -> None:
        """The run is over: its process ends, and nobody looks at the files any more."""
        self.fuse.disarm()
        self._drop()

    def _drop(self) -> None:
        store, self._store, self._clerk = self._store, None, None
        if store is not None:
            self.fuse.is_dead = False
            store._ending.close()

    def settle_in(self) -> None:
        """The record beside the database says that it has always lain here."""
        path = sidecar_path(database_path(self.folder))
        record = json.loads(path.read_text())
        path.write_text(json.dumps({**record, "path": str(database_path(self.folder).resolve())}))

    def image(self) -> Image:
        return take_image(self.folder)

    def become(self, image: Image) -> None:
        self._drop()
        put_image(self.folder, image)

    # --- head office -----------------------------------------------------------------------------------------------

    def sync(self, line: Transport) -> Any:
        """One round and its outcome; also plans when the next is due."""
        self.loop_state = LoopState(None)
        store = WatchedStore(self.store)
        with program_of(self.schema):
            outcome = run_round(store, line, self.now, self.budget)
        expect(self.is_damaged or not store.was_rebuilt, "no false alarm", f"{self.name} made its rows anew")
        self.loop_state = self.loop.on_outcome(self.loop_state, outcome, self.world.moment())
        return outcome

    def is_due(self) -> bool:
        self.loop_state, starts = self.loop.on_timer(self.loop_state, self.world.moment())
        return starts

    def note_write(self) -> None:
        self.loop_state = self.loop.on_local(self.loop_state, self.world.moment())
