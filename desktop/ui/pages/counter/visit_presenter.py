"""A press opened up: who it was, through which channel, what for; or corrected with a reason. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import said_of
from desktop.ui.pages.asking import SEARCH, Asks
from desktop.ui.pages.counter.state import Panel
from desktop.ui.shown import clock
from desktop.usecases.count_visit import Counted
from desktop.usecases.describe_visit import VisitDetails, VisitPage
from domain.errors import Expected
from domain.person import Person
from domain.policy import Profile
from domain.sync.changes import Changes

SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Told:
    """Where the outcome goes: `described` and `corrected` close the panel, `shown` paints it, `refused` is said."""

    shown: Callable[[], None]
    described: Callable[[Changes], None]
    corrected: Callable[[VisitPage, Counted], None]
    refused: Callable[[Expected], None]


class VisitPresenter:
    def __init__(self, actions: Actions, lane: Asks, profile: Profile, told: Told) -> None:
        self._actions, self._lane, self._profile, self._told = actions, lane, profile, told
        self.panel: Panel | None = None

    def open(self, visit: str, *, can_change: bool) -> None:
        self._lane.ask(
            partial(self._actions.open_visit, visit),
            then=partial(self._opened, can_change),
            failed=self._told.refused,
            supersedes="counter.visit",
        )

    def _opened(self, can_change: bool, page: VisitPage) -> None:
        visit = page.visit
        titles = [item.id for item in self._profile.counter]
        index = titles.index(visit.category) if visit.category in titles else 0
        title = said_of(self._profile.counter[index].text) if visit.category in titles else visit.category
        self.panel = Panel(
            page,
            title,
            index,
            clock(visit.time),
            can_change and visit.void_reason is None,
            visit.person,
            page.person_name or "",
        )
        self._told.shown()

    def close(self) -> None:
        if self.panel is not None:
            self.panel = None
            self._told.shown()

    # --- the person ----------------------------------------------------------------------------------------------

    def search(self, text: str) -> None:
        if self.panel is None:
            return
        if len(text.strip()) < SHORTEST_SEARCH:
            self._put(found=None)
            return
        self._lane.ask(
            partial(self._actions.find_people, text.strip()),
            then=self._found,
            failed=self._refused,
            priority=SEARCH,
            supersedes="counter.people",
        )

    def _found(self, people: tuple[Person, ...]) -> None:
        self._put(found=people)

    def choose_person(self, person: Person | None) -> None:
        """None takes the person off the visit."""
        self._put(person=person.id if person else None, person_name=person.name if person else "", found=None)

    # --- keeping -------------------------------------------------------------------------------------------------

    def save(self, channel: str | None, purpose: str | None, note: str) -> None:
        panel = self.panel
        if panel is None or panel.is_busy or not panel.can_change:
            return
        details = VisitDetails(panel.person, channel, purpose, note)
        self._put(is_busy=True, problem=None)
        self._lane.ask(
            partial(self._actions.describe_visit, panel.page, details), then=self._described, failed=self._refused
        )

    def _described(self, changes: Changes) -> None:
        self.panel = None
        self._told.described(changes)

    def correct(self, reason: str, category: str | None) -> None:
        """`category` is the right one, or None when nobody came."""
        panel = self.panel
        if panel is None or panel.is_busy or not panel.can_change:
            return
        self._put(is_busy=True, problem=None)
        self._lane.ask(
            partial(self._actions.correct_visit, panel.page.visit.id, reason, category),
            then=partial(self._corrected, panel.page),
            failed=self._refused,
        )

    def _corrected(self, page: VisitPage, counted: Counted) -> None:
        self.panel = None
        self._told.corrected(page, counted)

    def _refused(self, problem: Expected) -> None:
        self._put(problem=problem, is_busy=False)

    def _put(self, **changed: object) -> None:
        if self.panel is not None:
            self.panel = replace(self.panel, **changed)  # type: ignore[arg-type]
            self._told.shown()
