"""The first page: today's count, what waits for me, what has not reached head office. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.pages.asking import BACKGROUND, SEARCH, Asks
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.home import reading
from desktop.ui.pages.home.state import DAY, Bars, HomeState
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import format_both
from domain.errors import Expected
from domain.person import Person

SHORTEST_SEARCH = 2


class HomePresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        info: DeskInfo,
        *,
        show: Callable[[HomeState], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lane, self._info, self._show, self._now = actions, lane, info, show, now
        self._page: HomePage | None = None
        self._sync: SyncReport | None = None
        self._chart = DAY
        self._found: tuple[Person, ...] | None = None
        self._problem = ""

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        ask = partial(self._lane.ask, failed=self._failed, priority=BACKGROUND)
        ask(self._actions.show_home, then=self._read, supersedes="home.page")
        ask(self._actions.sync_status, then=self.show_sync, supersedes="home.sync")

    def _read(self, page: HomePage) -> None:
        self._page, self._problem = page, ""
        self.show()

    def show_sync(self, report: SyncReport) -> None:
        self._sync = report
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = problem.ar
        self.show()

    # --- asking --------------------------------------------------------------------------------------------------

    def choose_chart(self, chart: str) -> None:
        self._chart = chart
        self.show()

    def search(self, text: str) -> None:
        if len(text.strip()) < SHORTEST_SEARCH:
            self.stop_searching()
            return
        self._lane.ask(
            partial(self._actions.find_people, text.strip()),
            then=self._show_found,
            failed=self._failed,
            priority=SEARCH,
            supersedes="home.people",
        )

    def stop_searching(self) -> None:
        # Whatever is still being searched for is answered with nothing.
        self._lane.ask(_nobody, then=self._show_found, failed=self._failed, supersedes="home.people")

    def _show_found(self, found: tuple[Person, ...] | None) -> None:
        if found != self._found:
            self._found = found
            self.show()

    # --- what is shown -------------------------------------------------------------------------------------------

    def show(self) -> None:
        now = self._now()
        # Which day today is, the store says; before it has spoken, the computer's clock.
        day = self._page.day.tally.day if self._page is not None else now.date().isoformat()
        dates = format_both(date.fromisoformat(day), digits="western")
        empty = HomeState(
            greeting=reading.greeting(self._info.user.name, now.hour),
            place=self._info.office_name,
            gregorian=dates.gregorian,
            hijri=dates.hijri,
            day=day,
            is_loaded=False,
            kpis=(),
            chart=self._chart,
            bars=Bars((), (), -1),
            legend=(),
            waiting=(),
            more_waiting=0,
            latest=(),
            found=self._found,
            problem=self._problem,
        )
        self._show(empty if self._page is None else self._filled(empty, self._page, now))

    def _filled(self, empty: HomeState, page: HomePage, now: datetime) -> HomeState:
        waiting = reading.waiting(page, now)
        most = reading.MOST_WAITING
        return replace(
            empty,
            is_loaded=True,
            kpis=reading.kpis(page, self._sync, now),
            bars=reading.day_bars(page.day, now) if self._chart == DAY else reading.week_bars(page.day),
            legend=reading.legend(page.day, self._info.profile) if self._chart == DAY else (),
            waiting=waiting[:most],
            more_waiting=max(0, len(waiting) - most),
            latest=reading.latest(page.latest, now),
        )


def _nobody() -> None:
    """Nobody is looked for."""
