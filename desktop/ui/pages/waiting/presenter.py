"""What is saved here and not yet at head office: what, by whom, since when, day by day. Knows no Qt."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from desktop.ui.actions import Actions
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.waiting.state import Day, Line, Told, WaitingState
from desktop.ui.pages.wording import ENTRIES, clock
from desktop.ui.status_lines import SyncLine, TransferLine, sync_line
from desktop.usecases.list_waiting import WaitingDeed, WaitingList
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME, format_both
from domain.errors import Expected
from domain.record_words import named

COUNTING = "visit.count"
VOIDS = "sync.voids"
NOT_READ = SyncLine("محفوظ هنا", "", "info")


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
        """The sentences of the last round are kept: the store remembers its problem by the code alone."""
        before = self._report
        if before is None or before.problem != status.problem or not status.problem:
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
        self._failure = problem.ar
        self.show()

    def show(self) -> None:
        report, waiting = self._report, self._waiting
        problem = report.problem if report else None
        rest = waiting.count - len(waiting.deeds) if waiting else 0
        self._show(
            WaitingState(
                waiting is not None and report is not None,
                sync_line(report) if report else NOT_READ,
                self._transfer,
                report.is_enrolled if report else True,
                _problem(report),
                problem == VOIDS,
                _parked(report),
                tuple(Told(item.sentence_ar, moment(item.at)) for item in report.notices) if report else (),
                tuple(_days(waiting.deeds)) if waiting else (),
                f"ومعها {ENTRIES.of(rest)} أقدم." if rest > 0 else "",
                self._failure,
            )
        )


def _problem(report: SyncReport | None) -> str:
    if report is None or not report.problem:
        return ""
    return report.sentence_ar or "لم يصل ما هنا إلى المركز الرئيس في آخر محاولة؛ عملك محفوظ وستعاد المحاولة."


def _parked(report: SyncReport | None) -> str:
    if report is None or not report.parked:
        return ""
    return (
        f"وصل {ENTRIES.of(report.parked)} لا يُعرض هنا بعد: يلزمه برنامج أحدث، أو شيء لم يصل. هو محفوظ، ويظهر وحده "
        "حين يكتمل."
    )


def _days(deeds: tuple[WaitingDeed, ...]) -> Iterator[Day]:
    for day, group in groupby(deeds, key=lambda deed: _local(deed.written_at).date()):
        of_day = list(group)
        both = format_both(day, digits="western")
        yield Day(both.gregorian, f"{both.hijri} · {ENTRIES.of(len(of_day))}", tuple(_lines(of_day)))


def _lines(deeds: list[WaitingDeed]) -> Iterator[Line]:
    """Presses at the counter are told together: forty lines of one word tell nothing."""
    told: set[str] = set()
    for deed in deeds:
        if deed.action != COUNTING:
            yield Line(deed.title_ar, named(deed.table, deed.about), _detail([deed]), 1)
        elif deed.author not in told:
            told.add(deed.author)
            alike = [item for item in deeds if item.action == COUNTING and item.author == deed.author]
            yield Line(deed.title_ar, "", _detail(alike), len(alike))


def _detail(deeds: list[WaitingDeed]) -> str:
    hours = [clock(f"{_local(deed.written_at):%H:%M}") for deed in (deeds[-1], deeds[0])]
    when = f"من {hours[0]} إلى {hours[1]}" if len(deeds) > 1 and hours[0] != hours[1] else hours[1]
    return " · ".join(filter(None, (deeds[0].author, when)))


def _local(iso: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(SAUDI_TIME)


def moment(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 9:05 ص»."""
    local = _local(iso)
    return f"{format_both(local.date(), digits='western').gregorian}، {clock(f'{local:%H:%M}')}"
