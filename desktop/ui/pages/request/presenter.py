"""One request: its path, and the step that comes next. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.departure.reading import Said
from desktop.ui.pages.requests.reading import stage_words
from desktop.ui.request_actions import RequestActions
from desktop.usecases.list_requests import RequestPage
from desktop.usecases.move_request import Taken
from domain.deadline import Advice
from domain.errors import Expected, RuleBroken
from domain.reply import ReplyDraft
from domain.sync.changes import Changes

SHOWN_HERE = frozenset(
    (
        *("interviews", "request_steps", "case_steps", "persons", "attestations", "signatures", "signature_proofs"),
        *("sessions", "session_items", "document_checks", "holidays"),
    )
)
NOTHING = Said("", "")


@dataclass(frozen=True)
class RequestState:
    """`said` is what was refused, `advice` what the step that was just taken has to be told."""

    page: RequestPage
    said: Said = NOTHING
    advice: tuple[Advice, ...] = ()


class RequestSeen(Protocol):
    """What the presenter tells its view."""

    def show_state(self, state: RequestState) -> None: ...

    def show_failure(self, sentence: str) -> None: ...

    def tell(self, changes: Changes) -> None: ...

    def tell_done(self, sentence: str) -> None: ...


class RequestPresenter:
    def __init__(self, actions: RequestActions, lane: Asks, interview: str, view: RequestSeen) -> None:
        self._actions, self._lane, self._view = actions, lane, view
        self.interview = interview
        self._page: RequestPage | None = None
        self._said = NOTHING
        self._advice: tuple[Advice, ...] = ()
        self._is_busy = False

    @property
    def page(self) -> RequestPage | None:
        """As it was read last."""
        return self._page

    def refresh(self) -> None:
        self._lane.ask(
            partial(self._actions.review_request, self.interview),
            then=self._read,
            failed=self._failed_reading,
            priority=BACKGROUND,
            supersedes="request",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def _read(self, page: RequestPage) -> None:
        self._page = page
        self._show()

    def _failed_reading(self, problem: Expected) -> None:
        self._view.show_failure(said_of(problem))

    def _show(self) -> None:
        if self._page is not None:
            self._view.show_state(RequestState(self._page, self._said, self._advice))

    # --- steps ---------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        self._take(self._actions.submit_request)

    def receive(self) -> None:
        self._take(self._actions.receive_request)

    def answer(self, draft: ReplyDraft) -> None:
        self._take(partial(self._with_second, self._actions.answer_request, draft))

    def serve(self, note: str, receiver: str) -> None:
        self._take(partial(self._with_second, self._actions.serve_request, note), receiver=receiver)

    def close(self, note: str, override: str) -> None:
        self._take(partial(self._with_second, self._actions.close_request, note), override=override)

    def withdraw(self, reason: str) -> None:
        self._take(partial(self._with_second, self._actions.withdraw_request, reason))

    def void(self, reason: str) -> None:
        self._take(partial(self._with_second, self._actions.void_request, reason))

    @staticmethod
    def _with_second(deed: Callable[..., Taken], second: object, interview: str, **rest: str) -> Taken:
        return deed(interview, second, **rest)

    def _take(self, deed: Callable[..., Taken], **rest: str) -> None:
        if self._page is None or self._is_busy:
            return
        self._is_busy = True
        self._lane.ask(
            partial(deed, self.interview, shown=self._page.moved_here, **rest),
            then=self._taken,
            failed=self._refused,
        )

    def _taken(self, taken: Taken) -> None:
        self._is_busy = False
        self._said, self._advice = NOTHING, taken.advice
        self._view.tell(taken.changes)
        stage = stage_words(taken.request.stage)
        self._view.tell_done(said(f"حال الطلب الآن: {stage}", f"The request is now: {stage}"))
        self.refresh()

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        self._said = Said(problem.field or "" if isinstance(problem, RuleBroken) else "", said_of(problem))
        self._show()
        if problem.code == "request.moved":
            self.refresh()
