"""What is saved here and not yet at head office: what, by whom, since when, day by day. Knows no Qt."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from desktop.ui.actions import Actions
from desktop.ui.language import apart, headed, listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.waiting.state import Day, Line, Told, WaitingState
from desktop.ui.pages.wording import ENTRIES, clock
from desktop.ui.shown import both_calendars, shown_weekday
from desktop.ui.status_lines import SyncLine, TransferLine, sync_line
from desktop.usecases.list_waiting import WaitingDeed, WaitingList
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.record_words import named

COUNTING = "visit.count"
VOIDS = "sync.voids"


class WaitingPresenter:
    def __init__(self, actions: Actions, lane: Asks, *, show: Callable[[WaitingState], None]) -> None:
        self._actions, self._lane, self._show = actions, lane, show
        self._waiting: WaitingList | None = None
        self._report: SyncReport | None = None
        self._transfer: TransferLine | None = None
        self._failure = ""

    def refresh(self) -> None:
        ask = partial(self._lane.ask, failed=self._failed, priority=BACKGROUND)
        ask(self._actions.list_waiting, then=self._read, supersedes="waiting.list")
        ask(self._actions.sync_status, then=self._take_status, supersedes="waiting.status")

    def _read(self, waiting: WaitingList) -> None:
        self._waiting, self._failure = waiting, ""
        self.show()

    def _take_status(self, status: SyncReport) -> None:
        self._report = status
        self.show()

    def show_sync(self, report: SyncReport) -> None:
        """A round has ended."""
        self._report = report
        self.refresh()

    def show_transfer(self, transfer: TransferLine | None) -> None:
        self._transfer = transfer
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._failure = said_of(problem)
        self.show()

    def show(self) -> None:
        report, waiting = self._report, self._waiting
        problem = report.problem if report else None
        rest = waiting.count - len(waiting.deeds) if waiting else 0
        self._show(
            WaitingState(
                waiting is not None and report is not None,
                sync_line(report) if report else SyncLine(said("محفوظ هنا", "Saved here"), "", "info"),
                self._transfer,
                report.is_enrolled if report else True,
                _problem(report),
                problem == VOIDS,
                _parked(report),
                tuple(Told(said(item.sentence_ar, item.sentence_en), moment(item.at)) for item in report.notices)
                if report
                else (),
                tuple(_days(waiting.deeds)) if waiting else (),
                said(f"ومعها {ENTRIES.of(rest)} أقدم.", f"And {ENTRIES.of(rest)} older.") if rest > 0 else "",
                self._failure,
            )
        )


def _problem(report: SyncReport | None) -> str:
    if report is None or not report.problem:
        return ""
    return said(report.sentence_ar, report.sentence_en) or said(
        "لم يصل ما هنا إلى المركز الرئيس في آخر محاولة؛ عملك محفوظ وستعاد المحاولة.",
        "What is here did not reach head office at the last attempt; your work is safe, and it is tried again.",
    )


def _parked(report: SyncReport | None) -> str:
    if report is None or not report.parked:
        return ""
    return said(
        f"وصل {ENTRIES.of(report.parked)} لا يُعرض هنا بعد: يلزمه برنامج أحدث، أو شيء لم يصل. هو محفوظ، ويظهر وحده "
        "حين يكتمل.",
        f"{ENTRIES.of(report.parked)} arrived that cannot be shown here yet: a newer program is needed, or something "
        f"has not arrived. "
        "They are kept, and appear by themselves once complete.",
    )


def _days(deeds: tuple[WaitingDeed, ...]) -> Iterator[Day]:
    for day, group in groupby(deeds, key=lambda deed: _local(deed.written_at).date()):
        of_day = list(group)
        both = both_calendars(day)
        yield Day(both.gregorian, f"{both.hijri} · {ENTRIES.of(len(of_day))}", tuple(_lines(of_day)))


def _lines(deeds: list[WaitingDeed]) -> Iterator[Line]:
    """Presses at the counter are told together: forty lines of one word tell nothing."""
    told: set[str] = set()
    for deed in deeds:
        if deed.action != COUNTING:
            yield Line(
                headed(said(deed.title_ar, deed.title_en)), said_of(named(deed.table, deed.about)), _detail([deed]), 1
            )
        elif deed.author not in told:
            told.add(deed.author)
            alike = [item for item in deeds if item.action == COUNTING and item.author == deed.author]
            yield Line(headed(said(deed.title_ar, deed.title_en)), "", _detail(alike), len(alike))


def _detail(deeds: list[WaitingDeed]) -> str:
    hours = [clock(f"{_local(deed.written_at):%H:%M}") for deed in (deeds[-1], deeds[0])]
    when = (
        said(f"من {hours[0]} إلى {hours[1]}", f"From {hours[0]} to {hours[1]}")
        if len(deeds) > 1 and hours[0] != hours[1]
        else hours[1]
    )
    return " · ".join(filter(None, (apart(deeds[0].author), when)))


def _local(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(SAUDI_TIME)


def moment(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 9:05 ص»."""
    local = _local(iso)
    return listed((shown_weekday(local.date().isoformat()), clock(f"{local:%H:%M}")))
