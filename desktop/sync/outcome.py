"""How a round with head office ended."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import RuleBroken
from domain.sync.changes import Changes
from domain.sync.exchange import Problem, Waiting


@dataclass(frozen=True)
class RoundOutcome:
    """`reached_at` is set when everything here is there and everything there is here; else `problem` says why not, or
    somebody paused it, or the round was long and goes on with the next one. The properties are what
    `desktop.sync.loop` asks."""

    sent: int
    received: int
    waiting: Waiting
    reached_at: datetime | None
    changes: Changes
    problem: Problem | None
    is_paused: bool = False

    @property
    def has_failed(self) -> bool:
        return self.problem is not None

    @property
    def needs_person(self) -> bool:
        return self.problem is not None and self.problem.needs_person

    @property
    def retry_seconds(self) -> int:
        return self.problem.retry_seconds if self.problem is not None else 0

    @property
    def goes_on(self) -> bool:
        return self.problem is None and self.reached_at is None and not self.is_paused

    @property
    def leaves_work(self) -> bool:
        return self.waiting.count > 0


def not_enrolled() -> RuleBroken:
    return RuleBroken(
        "sync.not_enrolled",
        ar="لم يُربط هذا الجهاز بالمركز الرئيس بعد؛ أدخل عنوانه ورمز الانضمام في الإعدادات.",
        en="This laptop has not joined head office yet; enter its address and the enrolment code in the settings.",
    )
