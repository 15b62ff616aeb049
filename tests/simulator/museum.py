"""The museum of mutants: bugs of the field, re-created. Each must be killed by the simulator.

`python3 dev.py simulate museum` says which seed kills which mutant, and by which promise.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from time import monotonic
from types import MappingProxyType

from tests.simulator import mutants_copies as copies
from tests.simulator import mutants_core as core
from tests.simulator import mutants_desk as desk
from tests.simulator import mutants_hub as hub
from tests.simulator import mutants_laptop as laptop
from tests.simulator import mutants_load as load
from tests.simulator import mutants_partitions as partitions
from tests.simulator import mutants_speaking as speaking
from tests.simulator import mutants_trial as trial
from tests.simulator.actions import make_plan
from tests.simulator.crowd import workers
from tests.simulator.ground import make_ground
from tests.simulator.world import run_plan

MOST_SEEDS = 2_000

MUTANTS: tuple[Callable[[], AbstractContextManager[None]], ...] = (
    # Who wins, what is a question.
    core.resurrected_void,
    core.restore_of_everything,
    core.timestamp_winner,
    core.clock_winner,
    core.question_by_arrival,
    core.question_about_nothing,
    core.unseen_edit_forgotten,
    core.step_from_anywhere,
    core.poisoned_clock,
    core.unlifted_time,
    core.local_digest,
    core.lost_candidate,
    core.sleeping_judge,
    core.last_operation_only,
    # The laptop.
    laptop.trusted_sending,
    laptop.skipped_arrival,
    laptop.cursor_by_itself,
    laptop.adopted_digest,
    laptop.no_second_try,
    laptop.adopted_clock,
    laptop.torn_action,
    laptop.base_of_the_moment,
    laptop.any_answer,
    laptop.forgotten_verdict,
    laptop.rows_by_themselves,
    laptop.tip_before_commit,
    laptop.upward_acknowledgement,
    laptop.unjudged_writes,
    laptop.kept_to_itself,
    laptop.stamps_for_ever,
    laptop.unique_identity,
    # The first load, and what differs. A file begun in the middle of another: tests/desktop/sync/test_first_load.py.
    load.early_end_of_the_search,
    load.found_and_left,
    load.unproved_pieces,
    load.unproved_snapshot,
    load.half_a_load,
    # Beside the record.
    desk.nearest_link_only,
    desk.head_by_the_last_word,
    desk.link_of_nobody,
    desk.record_alone_erased,
    desk.patched_group,
    desk.unasked_group,
    desk.end_without_return,
    # Policies that no shipped table uses.
    trial.unsettled_and_shown,
    trial.unsettled_and_unasked,
    trial.taken_out_for_everybody,
    # Copies of disks. Own work that goes before what it is built on: tests/desktop/sync/test_restored_hub.py.
    copies.deaf_to_forks,
    copies.old_bases,
    copies.names_by_chance,
    # Head office.
    hub.early_acknowledgement,
    hub.jammed_queue,
    hub.sent_twice,
    hub.cursor_by_time,
    hub.counted_outside,
    hub.anybodys_replica,
    hub.unsigned_segments,
    hub.unsigned_requests,
    hub.open_offices,
    hub.overwritten_fork,
    hub.forgotten_gap,
    hub.waiting_for_ever,
    hub.believed_cursor,
    hub.believed_lost,
    hub.closed_to_the_revoked,
    # Head office as a writer.
    speaking.one_log_for_ever,
    speaking.not_taken_back,
    # Partitions.
    partitions.rules_of_own_rows,
    partitions.asleep_across,
    partitions.anybodys_rows,
    partitions.erased_in_one_place,
    partitions.sent_to_who_only_sends,
    partitions.rows_of_another_asked_for,
)


# Chance meets these once in ten thousand runs or more, so they are no part of the museum: each by a seed that notices.
RARE: Mapping[Callable[[], AbstractContextManager[None]], int] = MappingProxyType(
    {copies.counted_under_both_names: 12_467},
)

# Where to look first: the seed that killed it when this was written (`--hints` prints them). Any other will do.
FIRST_SEED: dict[str, int] = {
    "rules_of_own_rows": 5,
    "asleep_across": 53,
    "anybodys_rows": 21,
    "erased_in_one_place": 21,
    "sent_to_who_only_sends": 5,
    "rows_of_another_asked_for": 5,
    "one_log_for_ever": 105,
    "not_taken_back": 105,
    "unsettled_and_shown": 132,
    "unsettled_and_unasked": 68,
    "taken_out_for_everybody": 228,
    "nearest_link_only": 1015,
    "head_by_the_last_word": 135,
    "link_of_nobody": 39,
    "record_alone_erased": 21,
    "patched_group": 327,
    "unasked_group": 7,
    "end_without_return": 95,
    "found_and_left": 42,
    "early_end_of_the_search": 9,
    "unproved_snapshot": 21,
    "adopted_digest": 42,
    "any_answer": 2,
    "anybodys_replica": 1,
    "believed_cursor": 34,
    "believed_lost": 3,
    "closed_to_the_revoked": 50,
    "counted_outside": 30,
    "cursor_by_itself": 245,
    "cursor_by_time": 26,
    "deaf_to_forks": 6,
    "forgotten_verdict": 2,
    "half_a_load": 21,
    "jammed_queue": 2,
    "kept_to_itself": 97,
    "old_bases": 6,
    "names_by_chance": 360,
    "open_offices": 3,
    "overwritten_fork": 6,
    "question_about_nothing": 56,
    "restore_of_everything": 39,
    "resurrected_void": 2,
    "sleeping_judge": 2,
    "stamps_for_ever": 15,
    "step_from_anywhere": 8,
    "tip_before_commit": 23,
    "unique_identity": 472,
    "unjudged_writes": 2,
    "question_by_arrival": 7,
    "unlifted_time": 2,
    "unproved_pieces": 21,
    "unsigned_requests": 46,
    "unsigned_segments": 11,
    "upward_acknowledgement": 15,
    "waiting_for_ever": 26,
}


@dataclass(frozen=True)
class Death:
    """`seed` is None for a mutant that lives."""

    mutant: str
    seed: int | None
    promise: str = ""
    sentence: str = ""
    runs: int = 0
    seconds: float = 0.0


def kill(mutant: Callable[[], AbstractContextManager[None]], seeds: Iterable[int] | None = None) -> Death:
    """Runs seed after seed with the bug switched on, until a promise breaks. The ground was laid without it."""
    first = FIRST_SEED.get(mutant.__name__, 0)
    seeds = (first, *range(MOST_SEEDS)) if seeds is None else seeds
    for is_encrypted in (False, True):
        make_ground(is_encrypted)
    started = monotonic()
    runs = 0
    for seed in seeds:
        runs += 1
        with mutant():
            result = run_plan(make_plan(seed))
        if result.promise:
            return Death(mutant.__name__, seed, result.promise, result.sentence, runs, monotonic() - started)
    return Death(mutant.__name__, None, "", "", runs, monotonic() - started)


def kill_all(jobs: int) -> Iterator[Death]:
    with workers(jobs) as pool:
        yield from pool.imap_unordered(_kill_by_number, range(len(MUTANTS)), chunksize=1)


def _kill_by_number(number: int) -> Death:
    return kill(MUTANTS[number])


def main() -> int:
    survivors = 0
    hints: dict[str, int] = {}
    for death in kill_all(jobs=2):
        if death.seed is not None:
            hints[death.mutant] = death.seed
        last = death.sentence.strip().splitlines()[-1][:140] if death.sentence else ""
        survivors += death.seed is None
        print(
            f"{death.mutant}: seed {death.seed}, {death.runs} runs, {death.seconds:.1f} s: {death.promise}: {last}",
            flush=True,
        )
    if "--hints" in sys.argv:
        print(hints)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
