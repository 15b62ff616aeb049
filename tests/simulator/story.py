"""The shortest way to a broken promise: actions and faults are left out while the same promise still breaks."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.simulator.actions import Action, Plan
from tests.simulator.world import Result, run_plan

MOST_TRIES = 600


def tell(result: Result) -> str:
    """What happened, in plain words, and how to see it again."""
    least = shorten(result)
    lines = [
        f"Seed {result.plan.seed} breaks a promise: {least.promise}.",
        f"  {least.sentence.strip().splitlines()[-1]}",
        f"Of {len(result.plan.actions)} actions these {len(least.plan.actions)} are enough:",
        *(f"  {line}" for line in least.trace if line[:1].isdigit()),
        "Then everything works again, and all sync until nothing moves.",
        f"See it again: python -m tests.simulator --seed {result.plan.seed} --story",
    ]
    return "\n".join(lines)


def shorten(result: Result, run: Callable[[Plan], Result] = run_plan) -> Result:
    """A result of fewer actions that breaks the same promise."""
    least, tries = result, 0
    size = max(1, len(least.plan.actions) // 2)
    while size and tries < MOST_TRIES:
        for plan in _without_pieces(least.plan, size):
            tries += 1
            shorter = run(plan)
            if shorter.promise == result.promise:
                least = shorter
                break
        else:
            size //= 2
    for _ in range(MOST_TRIES):
        shorter = next((item for item in map(run, _plainer(least.plan)) if item.promise == result.promise), None)
        if shorter is None:
            return least
        least = shorter
    return least


def _without_pieces(plan: Plan, size: int) -> Iterator[Plan]:
    for at in range(0, len(plan.actions), size):
        yield plan.having(plan.actions[:at] + plan.actions[at + size :])


def _plainer(plan: Plan) -> Iterator[Plan]:
    """The same with one fault or one deed in between less."""
    for at, action in enumerate(plan.actions):
        for simpler in _simpler(action):
            yield plan.having((*plan.actions[:at], simpler, *plan.actions[at + 1 :]))


def _simpler(action: Action) -> Iterator[Action]:
    for index in range(len(action.faults)):
        yield replace(action, faults=action.faults[:index] + action.faults[index + 1 :])
    for index in range(len(action.meanwhile)):
        yield replace(action, meanwhile=action.meanwhile[:index] + action.meanwhile[index + 1 :])
