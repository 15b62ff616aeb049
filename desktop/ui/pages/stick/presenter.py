"""Carrying data on a USB stick: out of here, and in from there. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Lanes
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.stick.outcomes import (
    TOO_MANY_VOIDS,
    Way,
    card_written,
    carried_line,
    carrying_now,
    copied_for_laptop,
    copied_out,
    failure,
    on_its_way,
    taken_in,
    what_goes,
)
from desktop.ui.pages.stick.state import StickState
from desktop.usecases.carry_by_stick import StickStatus
from domain.errors import Expected
from domain.sync.carried import CopiedOut, Progress, TakenIn
from domain.sync.changes import Changes

T = TypeVar("T")


class Places(Protocol):
    """Where the stick is: asked of the person. Nothing when he changed his mind."""

    def choose_folder(self) -> str: ...

    def choose_bundle(self) -> str: ...

    def choose_card(self) -> str: ...


class StickPresenter:
    """`tell` hears what a bundle changed here, `taken` that one was taken: less may be waiting now."""

    def __init__(
        self,
        actions: Actions,
        lanes: Lanes,
        places: Places,
        *,
        show: Callable[[StickState], None],
        tell: Callable[[Changes], None],
        taken: Callable[[], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lanes, self._places, self._now = actions, lanes, places, now
        self._show, self._tell, self._note_taken = show, tell, taken
        self._state = StickState()
        self.progress = Progress()
        self._way: Way = "out"
        self._place = self._refused_bundle = ""

    @property
    def is_carrying(self) -> bool:
        return self._state.carrying is not None

    def refresh(self) -> None:
        self._lanes.store.ask(
            self._actions.stick_status,
            then=self._read,
            failed=self._not_read,
            priority=BACKGROUND,
            supersedes="stick.status",
        )

    def _read(self, status: StickStatus) -> None:
        self._put(
            is_loaded=True,
            is_enrolled=status.is_enrolled,
            what_goes=what_goes(status, self._now()),
            on_its_way=on_its_way(status, self._now()),
            carried=tuple(carried_line(item, self._now()) for item in status.carried),
        )

    def _not_read(self, problem: Expected) -> None:
        self._put(is_loaded=True, outcome=failure(problem))

    def apply_changes(self, _: Changes) -> None:
        if not self.is_carrying:
            self.refresh()

    # --- carrying ------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        self._begin("out", self._places.choose_folder, self._actions.copy_to_stick, self._copied)

    def take(self) -> None:
        self._begin("in", self._places.choose_bundle, self._actions.take_from_stick, self._taken)

    def take_anyway(self) -> None:
        """A person has said that the bundle may void however much it voids."""
        if self._refused_bundle:
            file = self._refused_bundle
            self._begin("in", lambda: file, self._actions.take_with_voids, self._taken)

    def write_card(self) -> None:
        """By which another laptop addresses a bundle to this one."""
        folder = "" if self.is_carrying else self._places.choose_folder()
        if folder:
            self._put(outcome=None)
            self._actions.give_way()
            work = partial(self._actions.write_card, folder)
            self._lanes.network.ask(work, then=self._card_written, failed=self._failed)

    def _card_written(self, name: str) -> None:
        self._put(outcome=card_written(name))

    def copy_for_laptop(self) -> None:
        self._begin("out", self._places.choose_card, self._actions.copy_for_laptop, self._copied_for_laptop)

    def _copied_for_laptop(self, copied: CopiedOut) -> None:
        self._put(carrying=None, outcome=copied_for_laptop(copied))

    def _begin(
        self,
        way: Way,
        choose: Callable[[], str],
        carry: Callable[[str, Progress], T],
        then: Callable[[T], None],
    ) -> None:
        if self.is_carrying:
            return
        place = choose()
        if not place:
            return
        self._way, self.progress = way, Progress()
        self._place, self._refused_bundle = place, ""
        self._put(carrying=carrying_now(way, self.progress), outcome=None)
        self._actions.give_way()
        # Off the store's lane, so that a clerk counts on while it runs.
        self._lanes.network.ask(partial(carry, place, self.progress), then=then, failed=self._failed)

    def look(self) -> None:
        """How far it has come: asked by the window's clock."""
        if self.is_carrying:
            self._put(carrying=carrying_now(self._way, self.progress))

    def stop(self) -> None:
        self.progress.stop()
        self.look()

    def _copied(self, copied: CopiedOut) -> None:
        self._put(carrying=None, outcome=copied_out(copied))
        self.refresh()

    def _taken(self, taken: TakenIn) -> None:
        self._put(carrying=None, outcome=taken_in(taken))
        self.refresh()
        if taken.changes:
            self._tell(taken.changes)
        self._note_taken()

    def _failed(self, problem: Expected) -> None:
        if problem.code == TOO_MANY_VOIDS:
            self._refused_bundle = self._place
        self._put(carrying=None, outcome=failure(problem))
        self.refresh()

    # --- what is shown -------------------------------------------------------------------------------------------

    def dismiss(self) -> None:
        self._put(outcome=None)

    def show(self) -> None:
        self._show(self._state)

    def _put(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.show()
