"""How far a transfer with head office is, and whether a person has paused it: shared by two threads.

A round asks between two requests whether it may go on; what has come by then stays, and the next round goes on from
there. A pause lasts until somebody continues or the program ends.
"""

import threading
from dataclasses import dataclass, field
from typing import Protocol

from domain.sync.changes import NO_CHANGES, Changes


@dataclass(frozen=True)
class Step:
    """What one answer of head office did: entries sent, positions of its streams received, what is left of both, and
    what came of it here. `hub_ms` is head office's clock when it answered, `here_ms` the laptop's."""

    sent: int
    received: int
    left_to_send: int
    left_to_receive: int
    hub_ms: int
    here_ms: int
    changes: Changes = NO_CHANGES


class Watch(Protocol):
    """What a round tells and asks."""

    def may_go_on(self) -> bool:
        """Asked before every request but the first of a round."""

    def note_step(self, step: Step) -> None: ...


class Unwatched:
    def may_go_on(self) -> bool:
        return True

    def note_step(self, step: Step) -> None:
        """Nobody looks."""


@dataclass(frozen=True)
class Progress:
    """Of the transfer under way, over all its rounds. `changes` came with the last step."""

    done: int
    total: int
    changes: Changes = NO_CHANGES


@dataclass
class Transfer:
    """Adds up the steps of one transfer, which ends when nothing is left on either side."""

    _done: int = 0
    _paused: threading.Event = field(default_factory=threading.Event)
    last: Step | None = None

    @property
    def is_paused(self) -> bool:
        return self._paused.is_set()

    def pause(self) -> None:
        self._paused.set()

    def go_on(self) -> None:
        self._paused.clear()

    def add(self, step: Step) -> Progress:
        self.last = step
        left = step.left_to_send + step.left_to_receive
        done = self._done + step.sent + step.received
        self._done = done if left else 0
        return Progress(done, done + left, step.changes)
