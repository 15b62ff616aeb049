"""What the demonstration says: one line a step, in both languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.demonstration.programs import WentWrong


@dataclass(frozen=True)
class Said:
    """What held, once it was looked at."""

    ar: str
    en: str


Step = Callable[[], Said]


def tell(said: Said, number: int | None = None) -> None:
    start = "   " if number is None else f"{number:2}."
    print(f"{start} {said.ar} | {said.en}", flush=True)


def go_through(steps: Sequence[Step]) -> None:
    """Each step in turn. What does not hold raises WentWrong and ends it."""
    for number, step in enumerate(steps, 1):
        tell(step(), number)


def demand(holds: bool, sentence: str) -> None:
    if not holds:
        raise WentWrong(sentence)
