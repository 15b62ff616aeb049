"""Our engine and both references in step. They differ from each other; what they agree on binds us."""

import random
from dataclasses import dataclass, field
from pathlib import Path

from forms.interview.model import Form
from tests.oracles.differ import ROW, same_at, stored, take
from tests.oracles.ours import PROPERTIES, State, new_session, state_of, state_told
from tests.oracles.service import Service
from tests.oracles.steps import next_step


@dataclass(slots=True)
class Agreement:
    """`checks` are those where the references agree; `apart` are (form, node, property) where they do not."""

    checks: int = 0
    against_both: dict[tuple[str, str, str], str] = field(default_factory=dict)
    apart: set[tuple[str, str, str]] = field(default_factory=set)
    stopped: dict[str, str] = field(default_factory=dict)


def compare_all(
    form: Form, file: Path, both: tuple[Service, Service], agreement: Agreement, *, seed: int, steps: int
) -> None:
    """Fills the form in once, by `seed`. Stops where a reference cannot go on."""
    dice = random.Random(f"{form.id} {seed}")
    told = [service.ask(do="load", file=str(file.resolve())) for service in both]
    session, done = new_session(form), "load"
    for _ in range(steps):
        errors = [each["error"] for each in told if "error" in each]
        if errors:
            agreement.stopped.setdefault(form.id, f"{done}: {errors[0]}")
            return
        _judge(form, state_of(session), state_told(told[0]["nodes"]), state_told(told[1]["nodes"]), done, agreement)
        step = next_step(session, dice)
        if step is None:
            return
        if take(session, step) is not None:
            continue
        done = str(step)
        value = stored(session, step)
        told = [service.ask(do=step.do, ref=step.ref, value=value) for service in both]


def _judge(form: Form, ours: State, first: State, second: State, done: str, agreement: Agreement) -> None:
    for ref in first.keys() & second.keys():
        node, mine = ROW.sub("", ref), ours.get(ref)
        for index, name in enumerate(PROPERTIES):
            one, other = first[ref][index], second[ref][index]
            if one != other and not (name == "value" and same_at(form, node, str(other), str(one))):
                agreement.apart.add((form.id, node, name))
                continue
            agreement.checks += 1
            if mine is None or (
                mine[index] != one and not (name == "value" and same_at(form, node, str(mine[index]), str(one)))
            ):
                told = f"{done} @{ref}: {mine and mine[index]!r}, both {one!r}"
                agreement.against_both.setdefault((form.id, node, name), told)
