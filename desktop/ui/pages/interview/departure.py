"""How an interview leaves the page: thrown away unanswered, left for another day, or finished. Knows no Qt."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.state import RecordLine
from desktop.ui.pages.interview.told import Told
from desktop.usecases.hold_interview import Held
from domain.errors import Expected
from domain.record_answers import shown_value

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview
    from desktop.usecases.put_in_record import RecordReview


class Departure:
    """`is_busy` from the asking until it is done or refused: meanwhile nothing may be answered. `refused` is told why
    not, `reviewed` that the clerk is to see first what is put into the person's file."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        opened: "OpenInterview",
        told: Told,
        *,
        refused: Callable[[Expected], None],
        reviewed: Callable[[], None],
    ) -> None:
        self._actions, self._lane, self._opened, self._told = actions, lane, opened, told
        self._say_refused, self._say_reviewed = refused, reviewed
        self._review: RecordReview | None = None
        self._declined: set[str] = set()
        self.is_busy = False

    def leave(self) -> None:
        """What was answered so far becomes one entry; of a new one without an answer nothing stays."""
        has_answers = self._opened.session.progress.answered and not self._opened.is_untouched
        if self._opened.interview is None and not has_answers:
            self._ask(partial(self._actions.discard_draft, self._opened.id), self._was_discarded)
        else:
            self._ask(partial(self._actions.leave_interview, self._opened), self._was_left)

    def finish(self) -> None:
        """At once where nothing is put into the file, else once it was seen: the second asking is the end."""
        if self._review is None:
            self._ask(partial(self._actions.review_record, self._opened), self._was_reviewed)
        else:
            self._finish(self._review)

    # --- what is put into the file -------------------------------------------------------------------------------

    @property
    def record(self) -> tuple[RecordLine, ...]:
        """Empty while there is nothing to see."""
        return tuple(
            RecordLine(
                each.field,
                said_of(each.label),
                said_of(shown_value(each.field, each.old)),
                said_of(shown_value(each.field, each.new)),
                said_of(each.refusal) if each.refusal else "",
                each.refusal is None and each.field not in self._declined,
            )
            for each in (self._review.proposals if self._review else ())
        )

    def put(self, field: str, is_put: bool) -> None:
        if is_put:
            self._declined.discard(field)
        else:
            self._declined.add(field)

    def go_back(self) -> bool:
        """To the questions; false when they are what is shown. What was declined stays so."""
        was_shown, self._review = self._review is not None, None
        return was_shown

    def _was_reviewed(self, review: "RecordReview") -> None:
        if not review.proposals:
            self._finish(review)
            return
        self.is_busy, self._review = False, review
        self._say_reviewed()

    def _finish(self, review: "RecordReview") -> None:
        declined = frozenset(self._declined)
        self._ask(partial(self._actions.finish_interview, self._opened, review, declined), self._was_finished)

    # --- done ----------------------------------------------------------------------------------------------------

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
