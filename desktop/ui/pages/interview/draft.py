"""The draft of an interview, written after every answer. Knows no Qt."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.state import Saved
from desktop.ui.pages.wording import clock
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview

NOT_SAVED = Text("لم تُحفظ آخر إجابة، وما قبلها محفوظ.", "The last answer is not saved; those before it are.")


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


class DraftKeeper:
    """Takes the draft where the session lives and has the lane write it; only the newest is worth writing. `told` is
    called whenever `saved` says something new."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        opened: "OpenInterview",
        *,
        now: Callable[[], datetime],
        told: Callable[[], None],
    ) -> None:
        self._actions, self._lane, self._opened, self._now, self._told = actions, lane, opened, now, told
        self.saved = Saved("", "info")

    def keep(self) -> None:
        """`saved` says that it is on its way; nobody is told, for whoever asks shows it."""
        self.saved = Saved(said("يُحفظ…", "Saving…"), "info")
        self._lane.ask(
            partial(self._actions.keep_draft, self._opened.draft(self._now())),
            then=self._kept,
            failed=self._not_kept,
            supersedes=f"interview.draft.{self._opened.id}",
        )

    def _kept(self, _: None) -> None:
        at = clock(self._now().strftime("%H:%M"))
        self.saved = Saved(said(f"حُفظ هنا {at}", f"Saved here {at}"), "ok")
        self._told()

    def _not_kept(self, problem: Expected) -> None:
        self.saved = Saved(f"{said_of(NOT_SAVED)} {said_of(problem)}", "bad")
        self._told()
