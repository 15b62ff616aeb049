"""The visitor counter. The number follows the key at once; the write goes to the store's lane and is taken back, with a
sentence, when it fails. Knows no Qt."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.counter import reading
from desktop.ui.pages.counter.presses import Press, Presses
from desktop.ui.pages.counter.state import CounterState, Line, Notice, Tile
from desktop.ui.pages.counter.visit_presenter import Told, VisitPresenter
from desktop.ui.shown import both_calendars, clock
from desktop.usecases.count_visit import Counted
from desktop.usecases.describe_visit import VisitPage
from desktop.usecases.show_day import DayPage
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.sync.changes import Changes
from domain.visit import UNDONE, Visit, reason_text

LINES = 40


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


class CounterPresenter:
    """`show` paints a state; `tell` hears of every write that the store has confirmed."""

    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        info: DeskInfo,
        *,
        show: Callable[[CounterState], None],
        tell: Callable[[Changes], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lane, self._show, self._tell, self._now = actions, lane, show, tell, now
        self._counter = info.profile.counter
        self._index = {item.id: number for number, item in enumerate(self._counter)}
        self._clock_day = now().date()
        self._today = Presses(self._clock_day.isoformat())
        self._looked_at: Presses | None = None
        self._is_loaded = False
        self._notice: Notice | None = None
        told = Told(self.show, self._described, self._corrected, self._said)
        self.visit = VisitPresenter(actions, lane, info.profile, told)

    # --- reading -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the shown day again; which day today is, the store says."""
        self._follow_the_clock()
        board = self._board
        self._lane.ask(
            partial(self._actions.show_day, None if board is self._today else board.day),
            then=partial(self._read, board),
            failed=self._said,
            priority=BACKGROUND,
            supersedes="counter.day",
        )

    def _read(self, board: Presses, page: DayPage) -> None:
        board.day = page.tally.day
        board.confirm_day(page.tally, page.recent)
        self._is_loaded = True
        self.show()

    def apply_changes(self, changes: Changes) -> None:
        """Something was written or arrived, here or elsewhere."""
        if "visits" in changes.kinds and not self._board.owns(changes.rows):
            self.refresh()

    # --- counting ------------------------------------------------------------------------------------------------

    def press_key(self, number: int) -> None:
        """The key 1 is the first category; a number without one is nothing."""
        if 1 <= number <= len(self._counter):
            self.press(self._counter[number - 1].id)

    def press(self, category: str) -> None:
        if self._looked_at is not None:
            self._say(
                said(
                    "العدّ يكون في يومه فقط. ارجع إلى «اليوم» ثم عُدّ.",
                    "Visitors are counted on the day itself. Go back to today, then count.",
                ),
                "warn",
            )
            return
        self._follow_the_clock()
        board = self._today
        press = board.press(category, self._now())
        self._lane.ask(
            partial(self._actions.count, category, 1),
            then=partial(self._counted, board, press),
            failed=partial(self._not_counted, board, press),
        )
        self.show()

    def _counted(self, board: Presses, press: Press, counted: Counted) -> None:
        board.confirm_press(press, counted.visits[0], counted.tally)
        if press.is_going:
            self._ask_undo(board, press)
        if self._notice is not None and self._notice.tone == "bad":
            self._notice = None
        self._tell(counted.changes)
        if counted.tally.day != board.day:
            # Midnight fell between the key and the write: the visit belongs to the new day.
            if self._today.day != counted.tally.day:
                self._start_day(counted.tally.day)
            self.refresh()
        self.show()

    def _not_counted(self, board: Presses, press: Press, problem: Expected) -> None:
        board.drop(press)
        title, why = self._title(press.category), said_of(problem)
        told = said(
            f"لم تُحفظ ضغطة «{title}» فعاد العدد كما كان. {why}",
            f"The press of “{title}” was not saved; the count is as it was. {why}",
        )
        self._say(told, "bad")

    # --- taking back ---------------------------------------------------------------------------------------------

    def undo(self, category: str | None = None) -> None:
        """Takes back the newest press of this sitting, of a category or of all; waits for its write if need be."""
        if self._looked_at is not None:
            self._say(
                said(
                    "التراجع يكون في يومه فقط. ارجع إلى «اليوم».",
                    "A press is undone on its day alone. Go back to today.",
                ),
                "warn",
            )
            return
        press = self._today.find_last(category)
        if press is None:
            self._say(
                said(
                    "لا توجد ضغطة قريبة للتراجع عنها. لتصحيح زيارة أقدم افتحها من «آخر الضغطات» واكتب السبب.",
                    "No recent press to undo. To correct an older visit open it under “Latest presses” with a reason.",
                ),
                "warn",
            )
            return
        press.is_going = True
        if press.is_written:
            self._ask_undo(self._today, press)
        self.show()

    def _ask_undo(self, board: Presses, press: Press) -> None:
        self._lane.ask(
            partial(self._actions.undo_visit, press.visit),
            then=partial(self._undone, board, press),
            failed=partial(self._not_undone, board, press),
        )

    def _undone(self, board: Presses, press: Press, counted: Counted) -> None:
        board.confirm_undo(press, counted.tally, said_of(UNDONE))
        self._tell(counted.changes)
        self.show()

    def _not_undone(self, board: Presses, press: Press, problem: Expected) -> None:
        press.is_going = False
        if problem.code == "visit.void":
            board.drop(press)
        title, why = self._title(press.category), said_of(problem)
        self._say(said(f"لم يتم التراجع عن «{title}». {why}", f"“{title}” was not undone. {why}"), "bad")
        self.refresh()

    # --- days ----------------------------------------------------------------------------------------------------

    def look_at(self, day: str) -> None:
        """A former day is read only; today or later is today."""
        self.visit.close()
        self._follow_the_clock()
        self._looked_at = Presses(day) if day < self._today.day else None
        self._is_loaded = self._looked_at is None
        self._notice = None
        self.show()
        self.refresh()

    def look_a_day(self, count: int) -> None:
        """One day earlier (-1) or later (1)."""
        self.look_at((date.fromisoformat(self._board.day) + timedelta(days=count)).isoformat())

    @property
    def day(self) -> str:
        return self._board.day

    @property
    def _board(self) -> Presses:
        return self._looked_at or self._today

    def _follow_the_clock(self) -> None:
        if self._now().date() != self._clock_day:
            self._start_day(self._now().date().isoformat())

    def _start_day(self, day: str) -> None:
        self._clock_day = self._now().date()
        self._today = Presses(day)
        self._is_loaded = False

    # --- a visit opened up ---------------------------------------------------------------------------------------

    def open_visit(self, visit: str) -> None:
        if visit:
            self.visit.open(visit, can_change=self._looked_at is None)

    def _described(self, changes: Changes) -> None:
        self._tell(changes)
        self._say(said("حُفظت تفاصيل الزيارة.", "The details of the visit are saved."), "ok")
        self.refresh()

    def _corrected(self, page: VisitPage, counted: Counted) -> None:
        self._today.forget(page.visit.id)
        self._tell(counted.changes)
        self._say(
            said(
                "صُحّحت الزيارة، وبقي الأصل وسببه في السجل.",
                "The visit is corrected; the original and the reason stay in the log.",
            ),
            "ok",
        )
        self.refresh()

    # --- what is shown -------------------------------------------------------------------------------------------

    def dismiss_notice(self) -> None:
        self._notice = None
        self.show()

    def _said(self, problem: Expected) -> None:
        self._say(said_of(problem), "bad")

    def _say(self, text: str, tone: str) -> None:
        self._notice = Notice(text, tone)
        self.show()

    def show(self) -> None:
        self._show(self._state())

    def _state(self) -> CounterState:
        board, is_today = self._board, self._looked_at is None
        dates = both_calendars(date.fromisoformat(board.day))
        now = self._now() if is_today else None
        first, last = reading.hours_shown(board.by_hour, now)
        return CounterState(
            day=board.day,
            gregorian=dates.gregorian,
            hijri=dates.hijri,
            is_today=is_today,
            is_loaded=self._is_loaded,
            tiles=self._tiles(board),
            total=board.total,
            facts=reading.facts(board, now),
            hours=reading.hour_labels(first, last),
            hour_counts=board.by_hour[first : last + 1],
            marked_hour=now.hour - first if now is not None else -1,
            lines=self._lines(board),
            pending=self._today.pending,
            can_undo=is_today and board.find_last() is not None,
            has_later_day=not is_today,
            notice=self._notice,
            panel=self.visit.panel,
        )

    def _tiles(self, board: Presses) -> tuple[Tile, ...]:
        total = max(1, board.total)
        counts = [(item, board.count(item.id)) for item in self._counter]
        return tuple(
            Tile(item.id, said_of(item.text), said_of(item.hint), item.icon, number, count, count / total)
            for number, (item, count) in enumerate(counts, start=1)
        )

    def _lines(self, board: Presses) -> tuple[Line, ...]:
        writing = tuple(
            Line("", self._title(press.category), self._index[press.category], clock(press.time), "writing")
            for press in board.unwritten
        )
        return (*writing, *(self._line(visit) for visit in board.visits))[:LINES]

    def _line(self, visit: Visit) -> Line:
        state = "counted" if visit.void_reason is None else "void"
        index = self._index.get(visit.category, 0)
        note = said("معرّفة", "named") if visit.person else ""
        if visit.void_reason is not None:
            note = said_of(reason_text(visit.void_reason))
        return Line(visit.id, self._title(visit.category), index, clock(visit.time), state, note)

    def _title(self, category: str) -> str:
        index = self._index.get(category)
        return category if index is None else said_of(self._counter[index].text)
