"""What a stick carried: the shapes that the command line and the window show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.sync.bundle_faults import stopped
from domain.sync.carried_files import NO_FILES, NOTHING_TAKEN, FileCount, TakenFiles
from domain.sync.changes import NO_CHANGES, Changes
from domain.sync.wire import Notice

Stage = Literal["checking", "records", "files"]


class Progress:
    """How far a transfer has come: moved by the one who works, read by the one who shows it, who may stop it too.

    Each side writes fields of its own, so nothing is locked.
    """

    def __init__(self) -> None:
        self.stage: Stage = "records"
        self.total = 0
        self.done = 0
        self._is_stopped = False

    def begin(self, total: int, stage: Stage = "records") -> None:
        """Another stage of it, counted from nothing."""
        self.stage, self.total, self.done = stage, total, 0

    def advance(self, by: int) -> None:
        """Raises Unavailable when somebody stopped it."""
        self.advance_to(self.done + by)

    def advance_to(self, done: int) -> None:
        self.done = min(done, self.total)
        if self._is_stopped:
            raise stopped()

    def stop(self) -> None:
        """At the next step: a copy that is not whole is taken away, what was taken in stays."""
        self._is_stopped = True

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped


@dataclass(frozen=True)
class CopiedOut:
    """`entries` that head office has not said to hold, the oldest of `since`, stand in `files` (the first is the one
    to choose at the other end), and with them files `beside` the entries; `left` ones go with the next copy."""

    files: tuple[str, ...]
    bytes: int
    entries: int
    since: datetime | None
    beside: FileCount = NO_FILES
    left: FileCount = NO_FILES


@dataclass(frozen=True)
class TakenIn:
    """What a bundle brought here. `received` entries are new here; head office says since `made_at` that it holds
    `confirmed` more of this laptop's own; `waiting` ones it does not hold yet. `reissued` own entries have new names,
    and are to be copied out again. Nothing of a bundle that `was_old` was new. One that `is_from_peer` was written by
    another laptop: head office confirms nothing in it, and entries that lack something before them are `left_out`.
    `beside` are the files it brought."""

    made_at: datetime
    received: int
    confirmed: int
    waiting: int
    reissued: int = 0
    was_old: bool = False
    is_from_peer: bool = False
    left_out: int = 0
    notices: tuple[Notice, ...] = ()
    changes: Changes = NO_CHANGES
    beside: TakenFiles = NOTHING_TAKEN

    @property
    def outcome(self) -> str:
        """`taken`, `old` or `reissued`."""
        if self.reissued:
            return "reissued"
        return "old" if self.was_old else "taken"
