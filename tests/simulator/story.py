"""The shortest way to a broken promise: actions and faults are left out while the same promise still breaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tests.simulator.actions import Action, Plan
from tests.simulator.world import BREAKS, Result, run_plan

MOST_TRIES = 600


WORDS = {
    "count": "counts a visit",
    "void_visit": "takes a visit back",
    "restore_visit": "brings a visit back",
    "correct_visit": "corrects a visit",
    "note_visit": "notes something on a visit",
    "link_visit": "names the person of a visit",
    "add_person": "registers a person",
    "edit_person": "changes a person",
    "open_page": "opens a person's page",
    "save_page": "saves the page opened before",
    "void_person": "removes a person",
    "restore_person": "brings a person back",
    "erase_person": "erases a person",
    "begin_interview": "begins an interview",
    "step_interview": "goes on with an interview",
    "check_document": "checks a document",
    "copy_document": "copies a document",
    "agree": "is told that a person agrees",
    "withdraw": "is told that a person does not agree any more",
    "refer": "refers a question",
    "answer_referral": "writes down an answer",
    "tell_referral": "tells an answer, or takes a question back",
    "join": "links two files of one person",
    "part": "parts two files",
    "join_again": "links again what was parted",
    "open_matter": "opens a matter",
    "decide": "decides a matter",
    "drop_matter": "drops a matter",
    "include": "puts something into a matter's set",
    "take_case": "takes down what is confidential",
    "tell_case": "says more of what is confidential",
    "drop_case": "takes back what is confidential",
    "change_role": "gives somebody another role",
    "stray": "sees another program write where it may not",
    "exclude": "takes something out of a matter's set",
    "include_again": "puts back what was taken out of a set",
    "settle": "settles a task",
    "old_program": "writes what breaks the rules",
    "sync": "syncs",
    "tick": "and whoever is due syncs",
    "kill": "loses power",
    "restart_hub": "sees head office lose power",
    "clock_jump": "gets another time of day",
    "hub_clock_jump": "sees head office get another time of day",
    "deliver": "has an old request arrive at head office",
    "back_up": "is backed up",
    "restore": "is restored",
    "clone": "is copied",
    "replace_laptop": "is put back to the day it joined",
    "lose_files": "sees the files for first loads lost",
    "back_up_hub": "sees head office backed up",
    "restore_hub": "sees head office restored",
    "wipe_hub": "sees head office wiped",
    "disaster": "is restored, and so is head office",
    "forget_row": "loses a row of its cache",
    "flip_row": "has a row damaged",
    "rebuild": "makes its rows anew",
    "update_program": "gets a newer program",
    "declare": "hears head office declare a day off",
    "redate": "hears head office move a day off",
    "withdraw_day": "hears head office withdraw a day off",
    "revoke": "is revoked",
    "report_lost": "is reported lost",
    "give_back": "gets its rights back",
    "pry": "asks for what is not its own",
    "forge": "sends what is forged",
    "tripwire": "writes past the log",
}


def tell(result: Result) -> str:
    """What happened, in plain words, and how to see it again."""
    least = shorten(result)
    lines = [
        f"Seed {result.plan.seed} breaks a promise: {least.promise}.",
        f"  {least.sentence.strip().splitlines()[-1]}",
        f"Of {len(result.plan.actions)} actions these {len(least.plan.actions)} are enough:",
        *(f"  {_line(action, least.trace)}" for action in least.plan.actions),
        *([] if _breaks_on_the_way(least) else ["Then everything works again, and all sync until nothing moves."]),
        f"See it again: python3 dev.py simulate --seed {result.plan.seed} --story",
    ]
    return "\n".join(lines)


def _breaks_on_the_way(result: Result) -> bool:
    return any(line.endswith(f": {BREAKS}") for line in result.trace)


def _line(action: Action, trace: Sequence[str]) -> str:
    said = next((line for line in trace if line.startswith(f"{action.number} {action.kind} ")), "")
    laptop, _, outcome = said.removeprefix(f"{action.number} {action.kind} ").partition(": ")
    wrong = [f"{fault.kind} at {fault.at}" for fault in action.faults]
    meanwhile = [f"meanwhile {_line(inner, trace)}" for inner in action.meanwhile]
    beside = f" ({'; '.join((*wrong, *meanwhile))})" if wrong or meanwhile else ""
    return f"{action.number}. {laptop or 'nobody'} {WORDS[action.kind]}{beside}: {outcome or 'was not reached'}"


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
