"""The first page: today's count, what waits for me, what has not reached head office. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.counter.presenter import saudi_now
from desktop.ui.pages.home import numbers, reading
from desktop.ui.pages.home.state import DAY, Bars, HomeState
from desktop.ui.shown import both_calendars
from desktop.usecases.show_home import HomePage
from desktop.usecases.sync_now import SyncReport
from domain.errors import Expected


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
        self._problem = said_of(problem)
        self.show()

    # --- asking --------------------------------------------------------------------------------------------------

    def choose_chart(self, chart: str) -> None:
        self._chart = chart
        self.show()

    # --- what is shown -------------------------------------------------------------------------------------------

    def show(self) -> None:
        now = self._now()
        # Which day today is, the store says; before it has spoken, the computer's clock.
        day = self._page.day.tally.day if self._page is not None else now.date().isoformat()
        dates = both_calendars(date.fromisoformat(day))
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
            steps=(),
            latest=(),
            problem=self._problem,
        )
        self._show(empty if self._page is None else self._filled(empty, self._page, now))

    def _filled(self, empty: HomeState, page: HomePage, now: datetime) -> HomeState:
        waiting = reading.waiting(page, now)
        steps = reading.steps(page, self._sync, self._info.profile.person)
        room = reading.MOST_WAITING
        bars = reading.day_bars(page, now) if self._chart == DAY else reading.week_bars(page)
        return replace(
            empty,
            is_loaded=True,
            kpis=numbers.kpis(page, self._sync, now),
            bars=bars,
            legend=reading.legend(bars, reading.usual_words(page)),
            waiting=waiting[:room],
            more_waiting=max(0, len(waiting) - room),
            steps=steps[: max(0, room - len(waiting))],
            latest=reading.latest(page.latest, now),
            is_quiet=not any(count for _, count in page.past.trail),
        )
