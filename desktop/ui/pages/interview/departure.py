"""How an interview leaves the page: thrown away unanswered, left for another day, or finished. Knows no Qt."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.told import Told
from desktop.usecases.hold_interview import Held
from domain.errors import Expected

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview


class Departure:
    """`is_busy` from the asking until it is done or refused: meanwhile nothing may be answered."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        opened: "OpenInterview",
        told: Told,
        *,
        refused: Callable[[Expected], None],
    ) -> None:
        self._actions, self._lane, self._opened, self._told, self._say_refused = actions, lane, opened, told, refused
        self.is_busy = False

    def leave(self) -> None:
        """What was answered so far becomes one entry; of a new one without an answer nothing stays."""
        if self._opened.interview is None and not self._opened.session.progress.answered:
            self._ask(partial(self._actions.discard_draft, self._opened.id), self._was_discarded)
        else:
            self._ask(partial(self._actions.leave_interview, self._opened), self._was_left)

    def finish(self) -> None:
        self._ask(partial(self._actions.finish_interview, self._opened), self._was_finished)

    def _ask(self, deed: Callable[[], object], then: Callable[..., None]) -> None:
        self.is_busy = True
        self._lane.ask(deed, then=then, failed=self._refused)

    def _was_discarded(self, _: None) -> None:
        self._told.left(None)

    def _was_left(self, held: Held) -> None:
        self._told.changed(held.changes)
        self._told.left(held)

    def _was_finished(self, held: Held) -> None:
        self._told.changed(held.changes)
        self._told.finished(held)

    def _refused(self, problem: Expected) -> None:
        self.is_busy = False
        self._say_refused(problem)
