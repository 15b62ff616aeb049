"""When to sync next: a pure step machine. It is told what happened and what time it is, and says how long to wait.

A failed round is tried again by the clock alone, never by the next local write (SYNC.md, museum no. 9). This is the
only policy: the window's timer and the simulator both follow it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

AT_FIRST = timedelta(seconds=1.5)
AFTER_WRITE = timedelta(seconds=3)
QUIET = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(minutes=10)
FOR_A_PERSON = timedelta(minutes=10)


class Ended(Protocol):
    """How a round ended."""

    @property
    def has_failed(self) -> bool: ...

    @property
    def needs_person(self) -> bool:
        """It failed, and trying again alone will not help."""

    @property
    def retry_seconds(self) -> int:
        """It failed, and head office asked to be left alone for so long; 0 when it did not."""

    @property
    def goes_on(self) -> bool:
        """It was long: the rest comes with the next one."""

    @property
    def leaves_work(self) -> bool:
        """Something written here still waits to be sent."""


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

    def start(self, now: datetime, *, after: timedelta = timedelta()) -> LoopState:
        return LoopState(due=now + after)

    def on_local(self, state: LoopState, now: datetime) -> LoopState:
        """Something was written here: soon, but no sooner than a failing line is to be tried again."""
        if state.due is None:
            return replace(state, wrote=True)
        if state.failures:
            return state
        return replace(state, due=min(state.due, now + AFTER_WRITE))

    def on_request(self, state: LoopState, now: datetime) -> LoopState:
        """Somebody asks for a round: now, also while a failing line is waited for. One that is under way is that
        round. How often it failed is not forgotten: nothing has been heard from the other end yet."""
        return state if state.due is None else replace(state, due=now)

    def on_timer(self, state: LoopState, now: datetime) -> tuple[LoopState, bool]:
        """Whether a round is to start now."""
        if state.due is None or now < state.due:
            return state, False
        return replace(state, due=None, wrote=False), True

    def on_outcome(self, state: LoopState, outcome: Ended | None, now: datetime) -> LoopState:
        """The round ended; None when it could not even begin, as when the store was locked or no head office has been
        joined: that says nothing about the line, so it is no failure to back off from."""
        if outcome is None:
            return LoopState(now + (AFTER_WRITE if state.wrote else self._spread(QUIET)), state.failures)
        if outcome.has_failed:
            wait = FOR_A_PERSON if outcome.needs_person else self._backoff(state.failures)
            asked = timedelta(seconds=outcome.retry_seconds)
            # Never sooner than asked, and not all in the same second.
            wait = max(wait, asked + asked * 0.5 * self.random())
            return LoopState(now + wait, state.failures + 1)
        if outcome.goes_on:
            return LoopState(now)
        return LoopState(now + (AFTER_WRITE if state.wrote or outcome.leaves_work else self._spread(QUIET)))

    def delay(self, state: LoopState, now: datetime) -> timedelta | None:
        """How long until `on_timer` will start a round; None while one is under way."""
        return None if state.due is None else max(state.due - now, timedelta())

    def _backoff(self, failures: int) -> timedelta:
        return self._spread(min(FIRST_RETRY * 2 ** min(failures, 16), LONGEST_RETRY))

    def _spread(self, wait: timedelta) -> timedelta:
        return wait * (0.75 + 0.5 * self.random())


class SyncPace:
    """The machine with its state and a clock, for a timer to follow. `clock` must never go back and never jump, as
    the time of day does when somebody sets it: a laptop whose year is put right must not wait for a year."""

    def __init__(self, loop: SyncLoop, clock: Callable[[], datetime]) -> None:
        self._loop = loop
        self._clock = clock
        self._state = loop.start(clock(), after=AT_FIRST)

    def note_write(self) -> None:
        self._state = self._loop.on_local(self._state, self._clock())

    def note_request(self) -> None:
        self._state = self._loop.on_request(self._state, self._clock())

    def take_turn(self) -> bool:
        """Whether a round is to start now. Then `note_end` must follow."""
        self._state, starts = self._loop.on_timer(self._state, self._clock())
        return starts

    def note_end(self, outcome: Ended | None) -> None:
        """None when the round could not even begin."""
        self._state = self._loop.on_outcome(self._state, outcome, self._clock())

    def delay(self) -> timedelta | None:
        """Until the next turn; None while a round is under way."""
        return self._loop.delay(self._state, self._clock())
