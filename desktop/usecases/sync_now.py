"""The one honest status: what is saved here, what reached head office, how many wait and since when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desktop.usecases.desk import Desk
from domain.calendar import saudi_second
from domain.sync.changes import NO_CHANGES, Changes

NOTICES_SHOWN_DAYS = 30
UNREACHABLE = "sync.unreachable"


@dataclass(frozen=True)
class SyncNotice:
    """What sync did by itself that the administrator should know, and when (ISO)."""

    at: str
    code: str
    sentence_ar: str
    sentence_en: str


@dataclass(frozen=True)
class SyncReport:
    """`waiting` entries are saved here and not yet held by head office, the oldest since `since`. Moments are ISO
    seconds of Saudi time. `problem` is the stable code of what ended the last round, the sentences what to tell the
    clerk about it; it `needs_person` when trying again alone will not help. `goes_on` when the round was long and
    the rest comes with the next one. `parked` entries are here and not shown: they need a newer program, or
    something that has not come. `notices` are the newest first. `is_paused` when somebody paused the transfer; the
    rest comes when it goes on. `only_sends_complaints`: this laptop may send complaints and read none."""

    is_enrolled: bool
    hub_url: str
    waiting: int
    since: str | None
    reached_at: str | None
    problem: str | None = None
    sentence_ar: str = ""
    sentence_en: str = ""
    sent: int = 0
    received: int = 0
    changes: Changes = NO_CHANGES
    needs_person: bool = False
    goes_on: bool = False
    retry_seconds: int = 0
    parked: int = 0
    notices: tuple[SyncNotice, ...] = ()
    is_paused: bool = False
    only_sends_complaints: bool = False

    @property
    def has_failed(self) -> bool:
        return self.problem is not None

    @property
    def is_out_of_reach(self) -> bool:
        """Nothing answered; else head office did, or something in its place, and the sentences say what."""
        return self.problem == UNREACHABLE

    @property
    def leaves_work(self) -> bool:
        return self.waiting > 0

    @property
    def has_reached(self) -> bool:
        return self._is_all_there and self.problem is None

    @property
    def is_all_there_without_a_line(self) -> bool:
        """All that was written here is at head office, as after a stick, and nothing answers now."""
        return self._is_all_there and self.is_out_of_reach

    @property
    def _is_all_there(self) -> bool:
        return self.is_enrolled and self.waiting == 0 and self.parked == 0 and self.reached_at is not None


def sync_status(desk: Desk) -> SyncReport:
    exchange = desk.store.exchange
    enrolment = exchange.find_enrolment()
    waiting = exchange.waiting()
    reached, problem = exchange.last_reached(), exchange.last_problem()
    return SyncReport(
        enrolment is not None,
        enrolment.hub_url if enrolment else "",
        waiting.count,
        saudi_second(waiting.oldest) if waiting.oldest else None,
        saudi_second(reached) if reached else None,
        problem.code if problem else None,
        problem.ar if problem else "",
        problem.en if problem else "",
        needs_person=problem is not None and problem.needs_person,
        parked=waiting.parked,
        notices=_notices(desk),
        only_sends_complaints=desk.store.only_sends_complaints,
    )


def _notices(desk: Desk) -> tuple[SyncNotice, ...]:
    since = desk.now() - timedelta(days=NOTICES_SHOWN_DAYS)
    noticed = desk.store.notices.since(int(since.timestamp() * 1000))
    return tuple(SyncNotice(_iso(one.at_ms), one.code, one.ar, one.en) for one in noticed)


def _iso(at_ms: int) -> str:
    return saudi_second(datetime.fromtimestamp(at_ms / 1000, UTC))
