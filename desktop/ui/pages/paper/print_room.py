"""Every way of a paper to a printer, with its job in the store: sent, looked after, sent again, dropped. Knows no Qt.

The job is written before anything is handed over, and its end after it was: whatever happens between, the paper is
there, and what is not known to have failed is not sent a second time.
"""

import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from desktop.ui.actions import Pages
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.paper.sending import OVER, Hears, Sender, Spools
from desktop.ui.pages.paper.state import Printing
from desktop.usecases.queue_print import JobInHand, JobLine, PaperToPrint
from desktop.usecases.record_print import PrintLine
from domain.errors import Expected
from domain.print_order import NEVER_KEPT, PrintOrder, read_pages, tells_apart
from domain.printer import JobSeen
from domain.text import Text

LEFT = Text("تُركت الصفحة قبل أن تكتمل الطباعة", "The page was left before the print was complete")
MOST_PAGES = 9999
_ROOMS = itertools.count()


class PrintLanes(Protocol):
    @property
    def store(self) -> Asks: ...

    @property
    def paper(self) -> Asks: ...

    @property
    def printing(self) -> Asks:
        """For what waits for a print service, which may be silent for long."""


class PrintDeeds(Spools, Protocol):
    """See `desktop.ui.actions.Actions`."""

    @property
    def queue_print(self) -> Callable[[PaperToPrint], JobLine]: ...
    @property
    def note_secret(self) -> Callable[[PrintOrder], None]: ...
    @property
    def print_again(self) -> Callable[[str, str, bool, bool], JobInHand]: ...
    @property
    def note_sent(self) -> Callable[[str, int], None]: ...
    @property
    def note_seen(self) -> Callable[[str, int, JobSeen], tuple[PrintLine, ...]]: ...
    @property
    def note_failed(self) -> Callable[[str, Text], None]: ...
    @property
    def note_printed(self) -> Callable[[str], tuple[PrintLine, ...]]: ...
    @property
    def drop_print(self) -> Callable[[str], None]: ...
    @property
    def list_prints(self) -> Callable[[], tuple[JobLine, ...]]: ...
    @property
    def look_at_print(self) -> Callable[[str, int], JobSeen]: ...
    @property
    def take_back_print(self) -> Callable[[str, int], bool]: ...


@dataclass(frozen=True)
class Awaits:
    """Of one print: `printed` how many pages went, `sent` when all did, `recorded` an attestation's prints once it came
    out, `failed` why it did not."""

    sent: Callable[[], None]
    failed: Callable[[Expected], None]
    printed: Callable[[int], None] = lambda _: None
    recorded: Callable[[tuple[PrintLine, ...]], None] = lambda _: None


@dataclass(frozen=True)
class _Errand:
    job: str
    order: PrintOrder
    pdf: bytes
    awaits: Awaits


class PrintRoom:
    """`show` gets all that waits whenever it has changed, the oldest first."""

    def __init__(
        self,
        deeds: PrintDeeds,
        pages: Pages,
        lanes: PrintLanes,
        printing: Printing,
        *,
        show: Callable[[tuple[JobLine, ...]], None],
    ) -> None:
        self._deeds, self._lanes, self._show = deeds, lanes, show
        self._sender = Sender(deeds, pages, lanes, printing)
        self._errands: deque[_Errand] = deque()
        self._under_way: _Errand | None = None
        self._records: dict[str, Callable[[tuple[PrintLine, ...]], None]] = {}
        self.jobs: tuple[JobLine, ...] = ()
        # A page and the window each have a room: what one asks must not take the place of what the other asked.
        self._key = f"prints.{next(_ROOMS)}"

    @property
    def is_watching(self) -> bool:
        """Whether a printer still has something of which more will be heard."""
        return any(job.progress == "sent" for job in self.jobs)

    # --- sending -------------------------------------------------------------------------------------------------

    def print(self, paper: PaperToPrint, awaits: Awaits) -> None:
        """Kept until it came out; what opens the store is printed and not kept. A print of the same paper that has
        failed gives way to this one."""
        if paper.order.kind in NEVER_KEPT:
            self._run(_Errand("", paper.order, paper.pdf, awaits))
            return
        for job in self.jobs:
            if job.reason is not None and _is_of_the_same(job, paper.order):
                self.drop(job, failed=awaits.failed)
        self._lanes.store.ask(
            partial(self._deeds.queue_print, paper),
            then=partial(self._queued, paper, awaits),
            failed=awaits.failed,
        )

    def _queued(self, paper: PaperToPrint, awaits: Awaits, line: JobLine) -> None:
        self._run(_Errand(line.id, paper.order, paper.pdf, awaits))

    def again(self, job: JobLine, printer: str, awaits: Awaits, *, is_thermal: bool) -> None:
        """Once more, after what the system still held of it was taken back. Who asks has seen what the job says."""
        deed = partial(self._deeds.print_again, job.id, printer, is_thermal, job.stale is not None)
        work = partial(self._lanes.store.ask, deed)
        then, failed = partial(self._in_hand, awaits), partial(self._not_again, awaits)
        self._take_back(job, partial(work, then=then, failed=failed), awaits.failed)

    def _not_again(self, awaits: Awaits, problem: Expected) -> None:
        """The job is no more as it was listed: it says why."""
        self.refresh()
        awaits.failed(problem)

    def _in_hand(self, awaits: Awaits, again: JobInHand) -> None:
        line = again.line
        pages = read_pages(line.pages, MOST_PAGES)
        order = PrintOrder(line.kind, line.title, line.printer, line.copies, pages, line.is_thermal)
        self._run(_Errand(line.id, order, again.pdf, awaits))

    def drop(self, job: JobLine, *, failed: Callable[[Expected], None]) -> None:
        work = partial(self._deeds.drop_print, job.id)
        self._take_back(job, partial(self._lanes.store.ask, work, then=self._changed, failed=failed), failed)

    def _take_back(self, job: JobLine, then: Callable[[], None], failed: Callable[[Expected], None]) -> None:
        if job.progress != "sent" or job.ticket == OVER:
            then()
            return
        work = partial(self._deeds.take_back_print, job.printer, job.ticket)
        self._lanes.printing.ask(work, then=partial(self._taken_back, job, then), failed=failed)

    def _taken_back(self, job: JobLine, then: Callable[[], None], is_taken: bool) -> None:
        """What came out before it could be taken back is not sent a second time."""
        if is_taken:
            then()
        else:
            self._note_seen(job, JobSeen("done"))

    def _run(self, errand: _Errand) -> None:
        self._errands.append(errand)
        self._next()

    def _next(self) -> None:
        if self._under_way is None and self._errands:
            errand = self._under_way = self._errands.popleft()
            hears = Hears(errand.awaits.printed, self._sent, self._failed)
            self._sender.begin(errand.order, errand.pdf, hears)
            self.refresh()

    def _sent(self, ticket: int) -> None:
        errand = self._end()
        errand.awaits.sent()
        if not errand.job:
            self._note(partial(self._deeds.note_secret, errand.order))
        else:
            self._records[errand.job] = errand.awaits.recorded
            if ticket == OVER:
                self._note_printed(errand.job)
            else:
                self._note(partial(self._deeds.note_sent, errand.job, ticket))
        self._next()

    def _failed(self, problem: Expected) -> None:
        errand = self._end()
        if errand.job:
            self._note(partial(self._deeds.note_failed, errand.job, Text(problem.ar, problem.en)))
        errand.awaits.failed(problem)
        self._next()

    def abandon(self) -> None:
        """The page is left: a print that is not whole does not come out, and waits."""
        errand = self._under_way
        if errand is not None and self._sender.abandon():
            self._under_way = None
            if errand.job:
                self._note(partial(self._deeds.note_failed, errand.job, LEFT))
            self._next()

    def _end(self) -> _Errand:
        errand, self._under_way = self._under_way, None
        if errand is None:
            raise AssertionError("a print has ended that was not under way")
        return errand

    # --- looking after -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lanes.store.ask(
            self._deeds.list_prints,
            then=self._listed,
            failed=_not_now,
            priority=BACKGROUND,
            supersedes=f"{self._key}.list",
        )

    def show_jobs(self, jobs: tuple[JobLine, ...]) -> None:
        self._listed(jobs)

    def look(self) -> None:
        """At what the printers have: done, failed, or waiting for paper."""
        for job in self.jobs:
            if job.progress == "sent":
                self._lanes.printing.ask(
                    partial(self._deeds.look_at_print, job.printer, job.ticket),
                    then=partial(self._seen, job),
                    failed=_not_now,
                    priority=BACKGROUND,
                    supersedes=f"{self._key}.{job.id}",
                )

    def _seen(self, job: JobLine, seen: JobSeen) -> None:
        if seen.fate != "waiting" or job.reason is not None:
            is_news = seen.fate != "stuck" or seen.reason != job.reason
            if is_news:
                self._note_seen(job, seen)

    def _note_seen(self, job: JobLine, seen: JobSeen) -> None:
        """Under the ticket it was seen by: the job may have been sent elsewhere since."""
        work = partial(self._deeds.note_seen, job.id, job.ticket, seen)
        self._lanes.store.ask(work, then=partial(self._printed, job.id), failed=_not_now)

    def _note_printed(self, job: str) -> None:
        self._lanes.store.ask(partial(self._deeds.note_printed, job), then=partial(self._printed, job), failed=_not_now)

    def _printed(self, job: str, prints: tuple[PrintLine, ...]) -> None:
        recorded = self._records.pop(job, None) if prints else None
        if recorded is not None:
            recorded(prints)
        self.refresh()

    def _note(self, work: Callable[[], None]) -> None:
        self._lanes.store.ask(work, then=self._changed, failed=_not_now)

    def _changed(self, _: None) -> None:
        self.refresh()

    def _listed(self, jobs: tuple[JobLine, ...]) -> None:
        self.jobs = jobs
        self._show(jobs)


def _is_of_the_same(job: JobLine, order: PrintOrder) -> bool:
    return (job.kind, job.title) == (order.kind, order.title) and tells_apart(order)


def _not_now(problem: Expected) -> None:
    """The desk was locked meanwhile, or the service is silent: it is looked at again when somebody sits down."""
