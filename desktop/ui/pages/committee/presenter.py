"""The committee sits: a session opened, each request decided, the minutes made and signed. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.departure.reading import Said
from desktop.ui.request_actions import RequestActions
from desktop.usecases.move_request import Taken
from desktop.usecases.prepare_committee import CommitteeOverview
from desktop.usecases.seat_members import MemberDraft
from desktop.usecases.show_committee import AgendaLine, SessionPage
from domain.committee import SessionDraft
from domain.deadline import Advice
from domain.errors import Expected, RuleBroken
from domain.sync.changes import Changes

SHOWN_HERE = frozenset(
    ("sessions", "session_members", "session_items", "request_steps", "interviews", "attestations", "signatures")
)
NOTHING = Said("", "")
S = TypeVar("S")


@dataclass(frozen=True)
class CommitteeState:
    """`page` is the session that is shown, None where a new one is prepared; `current` the request that is being
    decided. `said` is what was refused, `advice` what the last decision has to be told."""

    overview: CommitteeOverview
    page: SessionPage | None
    current: str = ""
    said: Said = NOTHING
    advice: tuple[Advice, ...] = ()

    @property
    def line(self) -> AgendaLine | None:
        """The request that is being decided."""
        lines = self.page.lines if self.page is not None else ()
        return next((line for line in lines if line.item.interview == self.current), None)


class CommitteeSeen(Protocol):
    """What the presenter tells its view."""

    def show_state(self, state: CommitteeState) -> None: ...

    def show_failure(self, sentence: str) -> None: ...

    def tell(self, changes: Changes) -> None: ...

    def tell_done(self, sentence: str) -> None: ...

    def show_minutes(self, session: str) -> None:
        """The paper of it."""


class CommitteePresenter:
    def __init__(self, actions: RequestActions, lane: Asks, view: CommitteeSeen) -> None:
        self._actions, self._lane, self._view = actions, lane, view
        self._overview: CommitteeOverview | None = None
        self._page: SessionPage | None = None
        self._session: str | None = None  # empty for a new one
        self._current = ""
        self._said = NOTHING
        self._advice: tuple[Advice, ...] = ()
        self._is_busy = False

    @property
    def page(self) -> SessionPage | None:
        """As it was read last."""
        return self._page

    # --- read ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(
            self._actions.look_at_committee,
            then=self._looked,
            failed=self._failed_reading,
            priority=BACKGROUND,
            supersedes="committee",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def _looked(self, overview: CommitteeOverview) -> None:
        self._overview = overview
        if self._session is None:
            newest = overview.sessions[0].id if overview.sessions and not overview.candidates else ""
            self._session = overview.open_session or newest
        if self._session:
            self._read(self._session)
        else:
            self._page = None
            self._show()

    def _read(self, session: str) -> None:
        self._lane.ask(
            partial(self._actions.show_session, session),
            then=self._shown,
            failed=self._failed_reading,
            priority=BACKGROUND,
            supersedes="committee.session",
        )

    def _shown(self, page: SessionPage) -> None:
        if page.session.id == self._session:
            self._page = page
            self._choose_current()
            self._show()

    def _choose_current(self) -> None:
        """It stays with who is being decided; else the first that is not."""
        lines = self._page.lines if self._page is not None else ()
        if self._current not in {line.item.interview for line in lines}:
            self._current = next((line.item.interview for line in lines if not line.outcome), "")

    def _failed_reading(self, problem: Expected) -> None:
        self._view.show_failure(said_of(problem))

    def _show(self) -> None:
        if self._overview is not None:
            state = CommitteeState(self._overview, self._page, self._current, self._said, self._advice)
            self._view.show_state(state)

    # --- going about ---------------------------------------------------------------------------------------------

    def open_session(self, session: str) -> None:
        self._session, self._page, self._current, self._said, self._advice = session, None, "", NOTHING, ()
        self._read(session)

    def prepare_new(self) -> None:
        self._session, self._page, self._current, self._said, self._advice = "", None, "", NOTHING, ()
        self.refresh()

    def go_to(self, interview: str) -> None:
        self._current, self._said = interview, NOTHING
        self._show()

    def go_by(self, step: int) -> None:
        """To the request after or before the current one."""
        lines = self._page.lines if self._page is not None else ()
        ids = [line.item.interview for line in lines]
        if self._current in ids:
            self.go_to(ids[max(0, min(len(ids) - 1, ids.index(self._current) + step))])
        elif ids:
            self.go_to(ids[0])

    # --- written -------------------------------------------------------------------------------------------------

    def open_new(self, draft: SessionDraft, members: tuple[MemberDraft, ...], interviews: tuple[str, ...]) -> None:
        self._write(partial(self._actions.open_committee, draft, members, interviews))

    def seat(self, draft: MemberDraft) -> None:
        self._on_session(partial(self._call, self._actions.add_member, draft))

    def change_member(self, member: str, draft: MemberDraft) -> None:
        self._write(partial(self._actions.edit_member, member, draft))

    def unseat(self, member: str) -> None:
        self._write(partial(self._actions.remove_member, member))

    def add(self, interview: str) -> None:
        self._on_session(partial(self._call, self._actions.add_to_agenda, interview))

    def take_off(self, interview: str) -> None:
        self._on_session(partial(self._call, self._actions.take_off_agenda, interview))

    def hold(self, ends_at: str, recommendations: str) -> None:
        self._on_session(
            lambda session: self._actions.hold_session(session, ends_at=ends_at, recommendations=recommendations),
            then=self._held,
        )

    def reopen(self) -> None:
        self._on_session(self._actions.reopen_session)

    def cancel(self) -> None:
        self._on_session(self._actions.cancel_session)

    def sign(self, signed_on: str, signers: str, direction: str) -> None:
        self._on_session(
            lambda session: self._actions.sign_minutes(
                session, signed_on=signed_on, signers=signers, direction=direction
            )
        )

    def decide(self, outcome: str, reason: str, votes: str, override: str) -> None:
        line = CommitteeState(self._overview, self._page, self._current).line if self._overview else None
        if self._page is None or line is None or self._is_busy:
            return
        self._is_busy = True
        self._lane.ask(
            partial(
                self._actions.decide_request,
                self._page.session.id,
                line.item.interview,
                outcome,
                reason,
                votes=votes,
                override=override,
                shown=line.step,
            ),
            then=self._decided,
            failed=self._refused,
        )

    def _decided(self, taken: Taken) -> None:
        self._is_busy = False
        self._said, self._advice = NOTHING, taken.advice
        self._current = self._next_undecided()
        self._view.tell(taken.changes)
        self.refresh()

    def _next_undecided(self) -> str:
        """After the one that was just decided, else the first; nothing when all are."""
        lines = self._page.lines if self._page is not None else ()
        ids = [line.item.interview for line in lines if not line.outcome or line.item.interview == self._current]
        here = ids.index(self._current) if self._current in ids else -1
        left = [id for id in (*ids[here + 1 :], *ids[: max(here, 0)]) if id != self._current]
        return left[0] if left else self._current

    @staticmethod
    def _call(deed: Callable[[str, S], SessionPage], second: S, session: str) -> SessionPage:
        return deed(session, second)

    def _on_session(
        self, deed: Callable[[str], SessionPage], then: Callable[[SessionPage], None] | None = None
    ) -> None:
        if self._page is not None:
            self._write(partial(deed, self._page.session.id), then)

    def _write(self, deed: Callable[[], SessionPage], then: Callable[[SessionPage], None] | None = None) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._lane.ask(deed, then=partial(self._written, then), failed=self._refused)

    def _written(self, then: Callable[[SessionPage], None] | None, page: SessionPage) -> None:
        self._is_busy = False
        self._said, self._advice = NOTHING, ()
        self._session, self._page = page.session.id, page
        self._choose_current()
        self._view.tell(page.changes)
        self.refresh()
        if then is not None:
            then(page)

    def _held(self, page: SessionPage) -> None:
        self._view.tell_done(said("انتهت الجلسة. هذا محضرها ليُوقَّع.", "The session is over. Its minutes, to be signed."))
        self._view.show_minutes(page.session.id)

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        self._said = Said(problem.field or "" if isinstance(problem, RuleBroken) else "", said_of(problem))
        self._show()
        if problem.code == "request.moved":
            self.refresh()
