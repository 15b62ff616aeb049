"""What happens in one run, as plain data made from a seed: who does what, and what goes wrong.

Everything an action needs to choose by is in it, so that a story stays the same when other actions are left out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.simulator.pieces import is_in_pieces

OFFICES = ("RYD1", "JED1", "ABH1")
MOST_LAPTOPS = 8
TEN_YEARS_MS = 3_652 * 86_400_000

LOCAL = {
    "count": 5,
    "void_visit": 3,
    "restore_visit": 2,
    "correct_visit": 2,
    "note_visit": 4,
    "link_visit": 3,
    "add_person": 3,
    "edit_person": 8,
    "open_page": 4,
    "save_page": 5,
    "void_person": 2,
    "restore_person": 2,
    "begin_interview": 2,
    "step_interview": 4,
    "settle": 4,
}
# Beside the record, in some runs.
DESK = {
    "check_document": 6,
    "copy_document": 2,
    "agree": 3,
    "withdraw": 2,
    "refer": 3,
    "answer_referral": 6,
    "tell_referral": 3,
    "join": 6,
    "part": 3,
    "join_again": 1,
    "erase_person": 1,
}
EVERY_DESK = 8
# On the tables of `trial.py`, in some runs: the policies that no shipped table uses.
TRIAL = {"open_matter": 4, "decide": 9, "drop_matter": 1, "include": 7, "exclude": 5, "include_again": 2}
TRIAL_RUN = 4  # of each eight
# What is confidential, in some runs: taken down on laptops that read it and on such that only send it.
CASES = {"take_case": 9, "tell_case": 7, "drop_case": 1, "change_role": 3, "erase_person": 1}
CASE_RUNS = (5, 6)  # of each eight: one in which everything comes in pieces, and one in which it does not
CASE_EVENTS = {"stray": 1, "wipe_hub": 1, "replace_laptop": 1}
SYNCS = {"sync": 24, "tick": 3}
# What a line does to one request or its answer.
LINE_FAULTS = (
    "drop_request",
    "drop_answer",
    "twice",
    "delay",
    "flip_request",
    "flip_answer",
    "cut_request",
    "cut_answer",
    "server_error",
    "portal_page",
    "wrong_hub",
    "old_answer",
    "forged_answer",
    "hub_full",
)
# Where a process ends, and when a disk fills up.
CRASHES = ("kill_before_commit", "kill_after_commit", "hub_kill_before_commit", "hub_kill_after_commit", "disk_full")
# What happens to machines between two deeds. A run has all of a theme or nothing of it.
THEMES: tuple[dict[str, int], ...] = (
    {"kill": 3, "restart_hub": 2},
    {"clock_jump": 3, "hub_clock_jump": 1},
    {"deliver": 4},
    {"back_up": 3, "restore": 3, "clone": 2},
    {"back_up_hub": 3, "restore_hub": 3, "wipe_hub": 1, "back_up": 2, "disaster": 2},
    {"forget_row": 2, "rebuild": 1},
    {"old_program": 3},
    {"update_program": 2},
    {"revoke": 2, "report_lost": 1, "give_back": 3},
    {"pry": 2, "forge": 3, "tripwire": 1},
)
AT_ONCE = (0, 0, 0, 1, 2, 4)
IN_PIECES = (0, 1, 2, 3, 4, 5, 6, 8)
# In runs where everything comes in pieces.
REPLACED = {"replace_laptop": 4, "restart_hub": 1, "lose_files": 1, "flip_row": 2}
# Head office speaks, and is put back to what it was before it spoke.
SPOKEN = {"declare": 5, "redate": 4, "withdraw_day": 3, "back_up_hub": 2, "restore_hub": 3, "wipe_hub": 1}
SPOKEN_RUN = 1  # of each eight
PART_FAULTS = ("flip_part", "cut_part")


@dataclass(frozen=True)
class Fault:
    """`at` is the request of a round or the commit of a process, from 0; `value` chooses the byte."""

    kind: str
    at: int
    value: int = 0


@dataclass(frozen=True)
class Action:
    """`who` chooses the laptop, `a` and `b` whatever there is to choose. `meanwhile` happens while the network is
    asked."""

    number: int
    kind: str
    who: int
    a: int = 0
    b: int = 0
    faults: tuple[Fault, ...] = ()
    meanwhile: tuple["Action", ...] = ()


@dataclass(frozen=True)
class Seat:
    """A laptop at the start: its office, its number there, and how wrong its clock is."""

    office: str
    place: int
    skew_ms: int


@dataclass(frozen=True)
class Plan:
    seed: int
    seats: tuple[Seat, ...]
    actions: tuple[Action, ...]

    def having(self, actions: Sequence[Action]) -> "Plan":
        return replace(self, actions=tuple(actions))


def make_plan(seed: int) -> Plan:
    """The same seed makes the same plan. Each run leaves out some deeds and faults, so that the others meet more."""
    random = Random(f"plan {seed}")
    seats = _seats(random)
    deeds = _some(random, LOCAL, keep=0.75) or {"count": 1}
    if is_at_desk(seed):
        deeds |= DESK
    if seed % EVERY_DESK == TRIAL_RUN:
        deeds |= TRIAL
    if has_cases(seed):
        deeds |= CASES
    events = {kind: weight for theme in THEMES if random.random() < 0.3 for kind, weight in theme.items()}
    if is_in_pieces(seed):
        events |= REPLACED
    if seed % EVERY_DESK == SPOKEN_RUN:
        events |= SPOKEN
    if has_cases(seed):
        events |= CASE_EVENTS
    faults = [kind for kind in (*LINE_FAULTS, *CRASHES) if random.random() < 0.4]
    if is_in_pieces(seed):
        faults += 2 * PART_FAULTS
    maker = _Maker(
        random, len(seats), {**deeds, **SYNCS, **events}, deeds, faults, IN_PIECES if is_in_pieces(seed) else AT_ONCE
    )
    return Plan(seed, seats, tuple(maker.action() for _ in range(random.randint(14, 48))))


def is_at_desk(seed: int) -> bool:
    return seed % EVERY_DESK == EVERY_DESK - 1


def has_cases(seed: int) -> bool:
    return seed % EVERY_DESK in CASE_RUNS


def _seats(random: Random) -> tuple[Seat, ...]:
    laptops = random.choice((2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 8))
    offices = OFFICES[: random.choice((1, 1, 1, 2, 2, 3))]
    skews = (0, 0, 0, 40_000, -3_600_000, 3_600_000, TEN_YEARS_MS, -TEN_YEARS_MS)
    taken = dict.fromkeys(offices, 0)
    seats = []
    for number in range(laptops):
        # The first office has at least two, else nothing would ever be concurrent.
        office = offices[0] if number < 2 else random.choice(offices)
        seats.append(Seat(office, taken[office], random.choice(skews)))
        taken[office] += 1
    return tuple(seats)


def _some(random: Random, weights: dict[str, int], *, keep: float) -> dict[str, int]:
    return {kind: weight for kind, weight in weights.items() if random.random() < keep}


@dataclass
class _Maker:
    random: Random
    laptops: int
    weights: dict[str, int]
    deeds: dict[str, int]
    faults: list[str]
    places: tuple[int, ...]  # of the faults: which request of a round
    made: int = 0
    last: Action | None = None
    script: list[tuple[str, int]] = field(default_factory=list)

    def action(self) -> Action:
        action = self._of_the_script() or self._like_the_last() or self._bare(self._choose(self.weights))
        self.last = action
        kind = action.kind
        if not self.script:
            self.script = self._script_after(action)
        if kind == "sync":
            return replace(action, faults=self._faults(), meanwhile=self._meanwhile())
        if kind in self.deeds and self.random.random() < 0.12:
            crashes = [name for name in self.faults if name in CRASHES and not name.startswith("hub")]
            if crashes:
                return replace(action, faults=(Fault(self.random.choice(crashes), self.random.randrange(2)),))
        return action

    def _script_after(self, action: Action) -> list[tuple[str, int]]:
        """What makes the most of it, the last thing first. Edits are all of one field of one record."""
        who, other = action.who, (action.who + 1) % self.laptops
        match action.kind:
            case "open_page":
                # Somebody else saves and both sync before what is on the screen is saved.
                return [("save_page", who), ("sync", who), ("sync", other), ("edit_person", other)]
            case "clone":
                copy = self.laptops
                self.laptops += 1
                edits = [("edit_person", copy), ("edit_person", copy), ("edit_person", who)]
                return [("sync", copy), ("sync", who), *edits]
            case "restore":
                return [("sync", other), ("sync", who), ("edit_person", who), ("edit_person", who)]
            case "back_up_hub":
                # What is written now, head office and its writer are going to lose, and only another has it.
                lost = [("sync", other), ("sync", who), ("edit_person", who), ("back_up", who)]
                return [("disaster", who), *lost]
            case "replace_laptop":
                # Another file is there when it asks for the rest of the first one.
                between = [("lose_files", who), ("sync", other), ("edit_person", other), ("count", other)]
                return [("sync", who), *between, ("sync", who)]
            case "back_up":
                return [("sync", who), ("edit_person", who)]
            # Both look at the same before they hear of one another.
            case "check_document":
                return [("copy_document", other), ("sync", who), ("sync", other), ("check_document", other)]
            case "join":
                return [("part", other), ("sync", who), ("sync", other), ("join", other)]
            case "refer":
                answers = [("answer_referral", other), ("answer_referral", who)]
                return [("tell_referral", who), ("sync", who), *answers, ("sync", other), ("sync", who)]
        return self._script_of_trial(action.kind, who, other)

    def _script_of_trial(self, kind: str, who: int, other: int) -> list[tuple[str, int]]:
        match kind:
            case "take_case":
                # Somebody else looks at it, and a role changes, before what follows has come.
                return [("sync", other), ("sync", who), ("tell_case", who), ("tell_case", other), ("sync", who)]
            case "change_role":
                return [("sync", who), ("sync", other), ("take_case", other)]
            case "open_matter":
                both = [("decide", other), ("decide", who)]
                return [("sync", other), ("sync", who), *both, ("sync", other), ("sync", who)]
            case "include":
                # One takes it out while the other, who has not heard of that, puts it in again.
                return [("include", who), ("exclude", other), ("sync", other), ("sync", who)]
        return []

    def _of_the_script(self) -> Action | None:
        if not self.script or self.last is None or self.random.random() < 0.2:
            return None
        kind, who = self.script.pop()
        action = self._bare(kind)
        return (
            replace(action, who=who, a=self.last.a, b=self.last.b)
            if kind == "edit_person" or kind in DESK or kind in TRIAL or kind in CASES
            else replace(action, who=who)
        )

    def _like_the_last(self) -> Action | None:
        """Now and then the same is done to the same record again: by the same clerk, or by another one at once."""
        last = self.last
        if last is None or last.kind not in self.deeds or self.random.random() < 0.7:
            return None
        again = self._bare(last.kind)
        who = last.who if self.random.random() < 0.5 else again.who
        return replace(again, who=who, a=last.a, b=last.b)

    def _choose(self, weights: dict[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def _bare(self, kind: str) -> Action:
        self.made += 1
        draw = self.random.randrange
        return Action(self.made, kind, draw(self.laptops), draw(1 << 16), draw(1 << 16))

    def _faults(self) -> tuple[Fault, ...]:
        if not self.faults or self.random.random() < 0.5:
            return ()
        return tuple(
            Fault(self.random.choice(self.faults), self.random.choice(self.places), self.random.randrange(1 << 16))
            for _ in range(self.random.choice((1, 1, 2)))
        )

    def _meanwhile(self) -> tuple[Action, ...]:
        if self.random.random() < 0.75:
            return ()
        kinds = {**self.deeds, "sync": 3}
        return tuple(self._bare(self._choose(kinds)) for _ in range(self.random.choice((1, 1, 2))))
