"""When to sync next: a pure step machine. It is told what happened and what time it is, and says how long to wait.

A failed round is tried again by the clock alone, never by the next local write (SYNC.md, museum no. 9).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from desktop.sync.client import Problem, RoundOutcome
from domain.sync.exchange import Waiting

AFTER_WRITE = timedelta(seconds=3)
QUIET = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=10)
FOR_A_PERSON = timedelta(minutes=10)


@dataclass(frozen=True)
class LoopState:
    """`due` is when the next round starts; None while one is under way. `wrote` since that one began."""

    due: datetime | None
    failures: int = 0
    wrote: bool = False


@dataclass(frozen=True)
class SyncLoop:
    """`random` yields numbers from 0 to 1: laptops that lost one line must not all come back in one second."""

    random: Callable[[], float]

    def start(self, now: datetime) -> LoopState:
        return LoopState(due=now)

    def on_local(self, state: LoopState, now: datetime) -> LoopState:
        """Something was written here: soon, but no sooner than a failing line is to be tried again."""
        if state.due is None:
            return replace(state, wrote=True)
        if state.failures:
            return state
        return replace(state, due=min(state.due, now + AFTER_WRITE))

    def on_timer(self, state: LoopState, now: datetime) -> tuple[LoopState, bool]:
        """Whether a round is to start now."""
        if state.due is None or now < state.due:
            return state, False
        return replace(state, due=None, wrote=False), True

    def on_outcome(self, state: LoopState, outcome: RoundOutcome | None, now: datetime) -> LoopState:
        """The round ended; None when it could not even begin, as when the store was locked."""
        problem = outcome.problem if outcome else None
        if outcome is None or problem is not None:
            wait = FOR_A_PERSON if problem is not None and problem.needs_person else self._backoff(state.failures)
            return LoopState(now + wait, state.failures + 1)
        if outcome.reached_at is None:
            return LoopState(now)
        return LoopState(now + (AFTER_WRITE if state.wrote or outcome.waiting.count else self._spread(QUIET)))

    def delay(self, state: LoopState, now: datetime) -> timedelta | None:
        """How long until `on_timer` will start a round; None while one is under way."""
        return None if state.due is None else max(state.due - now, timedelta())

    def _backoff(self, failures: int) -> timedelta:
        return self._spread(min(FIRST_RETRY * 2 ** min(failures, 16), LONGEST_RETRY))

    def _spread(self, wait: timedelta) -> timedelta:
        return wait * (0.75 + 0.5 * self.random())


@dataclass(frozen=True)
class SyncStatus:
    """The one honest line of the window: `reached` only when nothing waits and the last round reached the end."""

    state: Literal["saved_here", "reached"]
    waiting: int
    since: datetime | None
    last_reached: datetime | None
    problem: Problem | None


def sync_status(waiting: Waiting, last_reached: datetime | None, problem: Problem | None) -> SyncStatus:
    has_reached = waiting.count == 0 and problem is None and last_reached is not None
    return SyncStatus("reached" if has_reached else "saved_here", waiting.count, waiting.oldest, last_reached, problem)
