"""Rows of a repeat are added and taken out. Knows no Qt."""

from collections.abc import Callable
from functools import partial

from desktop.ui.language import said_of
from desktop.ui.pages.interview.outline import questions_in, repeats_in, row_title
from desktop.ui.pages.interview.reading import Opened
from desktop.usecases.interview_views import Event
from domain.errors import RuleBroken


class Rows:
    """`changed` gets the repeat, what happened, and the row that was taken out, in words; `shown` the question to go
    to. `waits` puts a deed off while an answer is on its way to some row, and says so."""

    def __init__(
        self,
        opened: Opened,
        *,
        changed: Callable[[str, list[Event], str], None],
        refused: Callable[[str], None],
        shown: Callable[[str], None],
        waits: Callable[[Callable[[], None]], bool],
    ) -> None:
        self._session, self._waits = opened.session, waits
        self._changed, self._refused, self._shown = changed, refused, shown

    def add(self, repeat_ref: str) -> None:
        self._change(repeat_ref, partial(self._session.add_row, repeat_ref))
        pages = self._session.pages()
        rows = [item.rows for page in pages for item in repeats_in(page.items) if item.ref == repeat_ref]
        if rows and rows[-1]:
            self._shown(next((question.ref for question in questions_in(rows[-1][-1].items)), ""))

    def remove(self, row_ref: str) -> None:
        """Rows after it move up; undo brings it back."""
        if self._waits(partial(self.remove, row_ref)):
            return
        repeat = row_ref.rpartition("[")[0]
        words = row_title(self._session.pages(), row_ref)
        self._change(repeat, partial(self._session.remove_row, row_ref), removed=words)

    def _change(self, repeat_ref: str, change: Callable[[], list[Event]], *, removed: str = "") -> None:
        try:
            events = change()
        except RuleBroken as problem:
            self._refused(said_of(problem))
            return
        self._changed(repeat_ref, events, removed)
