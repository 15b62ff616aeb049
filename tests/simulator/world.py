"""One run: laptops and a head office go through a plan, then everything heals, then every promise is checked."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from random import Random

from domain.errors import Unavailable
from tests.simulator.actions import Action, Fault, Plan
from tests.simulator.broken import Broken
from tests.simulator.crash import Fuse, PowerCut, fused
from tests.simulator.deeds import LOCAL_DEEDS, perform
from tests.simulator.disk import Image, put_image, scratch_folder
from tests.simulator.events import EVENTS
from tests.simulator.ground import BEGUN_MS, machine_of, make_ground, reads_complaints
from tests.simulator.healing import heal
from tests.simulator.hub_side import HubSide
from tests.simulator.laptop_side import LaptopSide, WorldClock
from tests.simulator.line import Line, Wires
from tests.simulator.patching import program_of
from tests.simulator.pieces import pieces_of
from tests.simulator.promises import check_promises
from tests.simulator.trial import trial_tables
from tests.simulator.watching import (
    check_acknowledged,
    check_code,
    check_cursor,
    check_loads,
    check_notices,
    check_position,
    check_unstamped,
)

STEP_MS = (500, 2_000, 30_000, 600_000, 3_600_000)
ENCRYPTED_EVERY = 25

BREAKS = "here it breaks"  # what the trace says of the action that was under way


@dataclass(frozen=True)
class Result:
    """How a run ended: `trace` says everything that happened, byte for byte the same for the same plan."""

    plan: Plan
    trace: tuple[str, ...]
    promise: str = ""
    sentence: str = ""

    @property
    def digest(self) -> str:
        return blake2b("\n".join(self.trace).encode(), digest_size=16).hexdigest()


@dataclass
class World:
    plan: Plan
    folder: Path
    fuses: dict[Path, Fuse]
    is_encrypted: bool
    trace: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        ground = make_ground(self.is_encrypted)
        self.clock = WorldClock(BEGUN_MS)
        self.ledger = ground.ledger.copy()
        self.hub_skew_ms = 0
        # Since head office was restored, laptops rightly count on more than it has.
        self.has_gone_back = False
        # How often a disk was copied or put back, head office's among them.
        self.copies = 0
        self._looks = 0
        self.hub = self._make_hub("hub", ground.hub)
        self.foreign = self._make_hub("foreign", ground.foreign_hub)
        self.wires = Wires(self.hub, self.foreign, self.note)
        self.laptops: list[LaptopSide] = []
        self.images: dict[str, Image] = {}
        self.in_round: list[LaptopSide] = []
        for number, seat in enumerate(self.plan.seats):
            image, machine = ground.laptops[seat.office, seat.place], machine_of(seat.office, seat.place)
            laptop = self.add_laptop(f"L{number}", seat.office, image, seat.skew_ms, machine=machine)
            laptop.reads_complaints = reads_complaints(seat.place)
            laptop.settle_in()

    def _make_hub(self, name: str, image: Image) -> HubSide:
        folder = self.folder / name
        put_image(folder, image)
        fuse = self.fuses[folder] = Fuse()
        return HubSide(folder, self._hub_ms, Random(f"{self.plan.seed} {name}"), fuse)

    def add_laptop(
        self, name: str, office: str, image: Image, skew_ms: int, *, machine: str, latest_ms: int = BEGUN_MS
    ) -> LaptopSide:
        folder = self.folder / name
        put_image(folder, image)
        fuse = self.fuses[folder] = Fuse(machine=machine)
        laptop = LaptopSide(name, office, folder, fuse, self.clock, skew_ms, self.ledger, self.plan.seed)
        laptop.random = Random(f"{self.plan.seed} {name}")
        laptop.latest_ms = latest_ms
        self.laptops.append(laptop)
        return laptop

    def _hub_ms(self) -> int:
        self._looks += 1
        return self.clock.now_ms + self.hub_skew_ms + self._looks

    def note(self, line: str) -> None:
        self.trace.append(line)

    def close(self) -> None:
        """Ends every process; what that would write is no part of the run."""
        for laptop in self.laptops:
            laptop.end()
        for hub in (self.hub, self.foreign):
            hub.fuse.disarm()
            hub.close()

    # --- one action ------------------------------------------------------------------------------------------------

    def step(self, action: Action) -> None:
        self.clock.now_ms += STEP_MS[action.a % len(STEP_MS)]
        laptop = self.laptops[action.who % len(self.laptops)]
        self._arm(laptop, action.faults)
        try:
            outcome = self._do(laptop, action)
        except PowerCut:
            if laptop in self.in_round:
                raise
            laptop.lose_power()
            outcome = "power lost"
        except Unavailable as error:
            # A copy on a full disk cannot take a name of its own, and says so instead of opening.
            if laptop.is_open:
                raise
            outcome = f"not opened: {error.code}"
        except Exception:
            self.note(f"{action.number} {action.kind} {laptop.name}: {BREAKS}")
            raise
        finally:
            if laptop not in self.in_round:
                laptop.fuse.disarm()
                self.hub.fuse.disarm()
        self.note(f"{action.number} {action.kind} {laptop.name}: {outcome}")

    def _arm(self, laptop: LaptopSide, faults: Sequence[Fault]) -> None:
        for fault in faults:
            match fault.kind:
                case "kill_before_commit" | "kill_after_commit":
                    laptop.fuse.arm(fault.at + fault.value % 4, after=fault.kind == "kill_after_commit")
                case "hub_kill_before_commit" | "hub_kill_after_commit":
                    self.hub.fuse.arm(fault.at, after=fault.kind == "hub_kill_after_commit")
                case "disk_full":
                    laptop.fuse.full_after = fault.value % 12
                case "hub_full":
                    self.hub.fuse.full_after = fault.value % 12

    def _do(self, laptop: LaptopSide, action: Action) -> str:
        if action.kind in LOCAL_DEEDS:
            with program_of(laptop.schema):
                outcome = perform(laptop.at_work(action.number, self.plan.seed), action.kind, action.a, action.b)
            laptop.note_write()
            return outcome
        if action.kind == "sync":
            return self.sync(laptop, action)
        return EVENTS[action.kind](self, laptop, action)

    def sync(self, laptop: LaptopSide, action: Action) -> str:
        """One round, whether it is due or not: somebody pressed the button."""
        if laptop in self.in_round:
            return "a round is under way"
        laptop.random = Random(f"{self.plan.seed} {laptop.name} {action.number}")
        line = Line(self.wires, laptop.name, action.faults, lambda: self._meanwhile(action.meanwhile))
        self.in_round.append(laptop)
        try:
            outcome = laptop.sync(line)
        except (Unavailable, OSError) as error:
            # The round could not even begin or end, as when the disk is full: the loop tries again.
            laptop.loop_state = laptop.loop.on_outcome(laptop.loop_state, None, self.clock.moment())
            return f"{type(error).__name__} {error}"
        finally:
            self.in_round.remove(laptop)
        code = outcome.problem.code if outcome.problem else "reached" if outcome.reached_at else "goes on"
        self.watch_round(laptop, code)
        return f"{code}, {outcome.sent} sent, {outcome.received} received, {outcome.waiting.count} waiting"

    def _meanwhile(self, actions: Sequence[Action]) -> None:
        for action in actions:
            self.step(action)

    def watch_round(self, laptop: LaptopSide, code: str) -> None:
        check_code(laptop, code)
        check_cursor(laptop)
        check_unstamped(laptop)
        check_loads(laptop)
        if not self.has_gone_back:
            check_notices(laptop)
        if code == "reached":
            check_position(self.hub, laptop)
        if code == "reached" or not self.has_gone_back:
            check_acknowledged(self.hub, laptop)


def run_plan(plan: Plan) -> Result:
    """Goes through the plan, heals everything, checks every promise. A bug that shows breaks one too."""
    is_encrypted = plan.seed % ENCRYPTED_EVERY == 0
    make_ground(is_encrypted)
    with trial_tables(), scratch_folder() as folder, pieces_of(plan.seed):
        fuses: dict[Path, Fuse] = {}
        with fused(fuses, is_encrypted=is_encrypted):
            world = World(plan, folder, fuses, is_encrypted)
            try:
                for action in plan.actions:
                    world.step(action)
                heal(world)
                check_promises(world)
            except Broken as broken:
                return Result(plan, tuple(world.trace), broken.promise, broken.sentence)
            except Exception:  # noqa: BLE001 - whatever it is, it is what this run has found
                return Result(plan, tuple(world.trace), "no bug shows", traceback.format_exc(limit=-12))
            finally:
                world.close()
            return Result(plan, tuple(world.trace))
