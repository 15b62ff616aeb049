"""When the window's rounds with head office begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import timedelta

    from desktop.usecases.sync_now import SyncReport


class Pace(Protocol):
    """When the next round with head office is due. The one policy is bootstrap's to hand over; the window's timer
    follows it."""

    def note_write(self) -> None: ...

    def note_request(self) -> None:
        """Somebody wants a round now."""

    def take_turn(self) -> bool:
        """Whether a round is to start now; then `note_end` must follow."""

    def note_end(self, outcome: SyncReport | None, /) -> None:
        """None when the round could not even begin."""

    def delay(self) -> timedelta | None:
        """Until the next turn; None while a round is under way."""
