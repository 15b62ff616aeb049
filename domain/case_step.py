"""What a case went through at the desk beside its answers: small statements, each kept once and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass

REQUEST, EXPLAINED, CONTACT, KEPT, COMPLETE = "request", "explained", "contact", "kept", "complete"


@dataclass(frozen=True, slots=True)
class CaseStep:
    """`step` is one of the names above; `said` what belongs to it: the kind of request, the day that was told, the
    agreed means, why the case is kept incomplete. `done_by` is a user's id."""

    id: str
    interview: str
    person: str
    step: str
    said: str
    done_at: str
    done_by: str


def last_of(steps: Iterable[CaseStep], *names: str) -> CaseStep | None:
    """The newest of these names."""
    found = [step for step in steps if step.step in names]
    return max(found, key=lambda step: (step.done_at, step.id), default=None)


def is_kept(steps: Iterable[CaseStep]) -> bool:
    """Whether the case was kept incomplete and not completed since."""
    last = last_of(steps, KEPT, COMPLETE)
    return last is not None and last.step == KEPT
