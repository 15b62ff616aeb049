"""Laptops and a head office through bad days: `actions.py` has what goes wrong, `promises.py` what holds."""

import pytest

from tests.simulator.actions import (
    CASE_EVENTS,
    CASES,
    DESK,
    LOCAL,
    REPLACED,
    SPOKEN,
    SYNCS,
    THEMES,
    TRIAL,
    Plan,
    make_plan,
)
from tests.simulator.crowd import digests_of, stories_of
from tests.simulator.deeds import LOCAL_DEEDS
from tests.simulator.events import EVENTS
from tests.simulator.mutants_core import resurrected_void
from tests.simulator.story import WORDS, shorten, tell
from tests.simulator.world import Result, run_plan

RUNS = 2_000
JOBS = 2


@pytest.mark.slow
def test_two_thousand_bad_days_break_no_promise() -> None:
    stories = stories_of(range(RUNS), jobs=JOBS)
    if stories:
        pytest.fail("\n\n".join(stories), pytrace=False)


def test_the_same_seed_makes_the_same_run_to_the_last_byte() -> None:
    seeds = range(5)
    assert digests_of(seeds) == digests_of(seeds)


def test_the_same_seed_makes_the_same_plan_and_another_seed_another() -> None:
    assert make_plan(7) == make_plan(7)
    assert make_plan(7) != make_plan(8)


def test_every_kind_of_action_has_plain_words() -> None:
    assert WORDS.keys() == LOCAL_DEEDS.keys() | EVENTS.keys() | {"sync"}
    chosen = LOCAL.keys() | DESK.keys() | TRIAL.keys() | CASES.keys() | SYNCS.keys()
    assert {kind for theme in (*THEMES, REPLACED, SPOKEN, CASE_EVENTS) for kind in theme} | chosen == WORDS.keys()


def test_a_story_names_who_did_what_when_the_promise_broke() -> None:
    with resurrected_void():
        told = tell(run_plan(make_plan(2))).splitlines()
    assert told[0] == "Seed 2 breaks a promise: read your writes."
    assert [line.partition(". ")[2] for line in told[3:-1]] == ["L1 takes a visit back: here it breaks"]
    assert told[-1] == "See it again: python3 dev.py simulate --seed 2 --story"


def test_a_story_keeps_only_what_breaks_the_promise() -> None:
    """Told of a run that breaks whenever the third and the eighth action are in it, with one fault."""
    plan = make_plan(3)
    needed = {plan.actions[2].number, plan.actions[7].number}

    def run(tried: Plan) -> Result:
        breaks = needed <= {action.number for action in tried.actions}
        return Result(tried, ("1 something",), "nothing is lost" if breaks else "", "x")

    least = shorten(run(plan), run)
    assert {action.number for action in least.plan.actions} == needed
    assert all(not action.faults and not action.meanwhile for action in least.plan.actions)
