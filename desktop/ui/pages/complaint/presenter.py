"""One complaint: how it stands, what may be done now, and what was refused of it. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.complaint.deeds import Deed, deeds_of, dossier_deeds, settlement_deeds
from desktop.usecases.know_complaint import ComplaintPage
from domain.errors import Expected
from domain.policy import Profile
from domain.sync.changes import Changes
from domain.user import User

SHOWN_HERE = frozenset(("complaints", "complaint_steps", "settlements", "compensations", "users", "persons"))


@dataclass(frozen=True)
class ComplaintState:
    """`open` is the key of the form that is open, empty for none; `field` and `sentence` what was refused of it."""

    page: ComplaintPage
    profile: Profile
    deeds: tuple[Deed, ...]
    settling: tuple[Deed, ...]
    compensating: tuple[Deed, ...]
    open: str = ""
    field: str = ""
    sentence: str = ""


class ComplaintSeen(Protocol):
    def show_state(self, state: ComplaintState) -> None: ...

    def show_failure(self, sentence: str) -> None: ...

    def tell(self, changes: Changes) -> None: ...


class ComplaintPresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, complaint: str, view: ComplaintSeen) -> None:
        self._actions, self._lane, self._info, self._view = actions, lane, info, view
        self.complaint = complaint
        self._page: ComplaintPage | None = None
        self._owners: tuple[User, ...] = ()
        self._open = self._field = self._sentence = ""
        self._is_busy = False

    # --- shown ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(self._actions.list_users, then=self._read_users, failed=self._failed, priority=BACKGROUND)
        self._lane.ask(
            partial(self._actions.complaints.show, self.complaint),
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="complaint",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def _read_users(self, users: tuple[User, ...]) -> None:
        self._owners = users

    def _read(self, page: ComplaintPage) -> None:
        self._page = page
        if self._open not in {deed.key for deed in self._all(page)}:
            self._open = self._field = self._sentence = ""
        self._show()

    def _all(self, page: ComplaintPage) -> tuple[Deed, ...]:
        profile = self._info.profile
        return (*deeds_of(page, profile, self._owners), *settlement_deeds(page), *dossier_deeds(page, profile))

    def _failed(self, problem: Expected) -> None:
        self._view.show_failure(said_of(problem))

    def _show(self) -> None:
        if self._page is None:
            return
        profile = self._info.profile
        self._view.show_state(
            ComplaintState(
                self._page,
                profile,
                deeds_of(self._page, profile, self._owners),
                settlement_deeds(self._page),
                dossier_deeds(self._page, profile),
                self._open,
                self._field,
                self._sentence,
            )
        )

    # --- doing ---------------------------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Opens its form, or closes it again; what has no fields is done."""
        if self._page is None:
            return
        deed = next((one for one in self._all(self._page) if one.key == key), None)
        if deed is not None and not deed.asked:
            self.do(key, {})
            return
        self._open = "" if key == self._open else key
        self._field = self._sentence = ""
        self._show()

    def drop(self) -> bool:
        """Closes the form that is open; False when none is."""
        was_open, self._open = bool(self._open), ""
        self._field = self._sentence = ""
        if was_open:
            self._show()
        return was_open

    def do(self, key: str, typed: Mapping[str, str]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        deed: Callable[[], ComplaintPage] = partial(self._actions.complaints.do, self.complaint, key, dict(typed))
        self._lane.ask(deed, then=self._done, failed=self._refused)

    def _done(self, page: ComplaintPage) -> None:
        self._is_busy = False
        self._open = self._field = self._sentence = ""
        self._page = page
        self._show()
        self._view.tell(page.changes)

    def _refused(self, problem: Expected) -> None:
        self._is_busy = False
        self._field, self._sentence = problem.field or "", said_of(problem)
        self._show()
