"""Print jobs without a store, and a system that takes papers whole when a test says so."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from desktop.usecases.queue_print import JobInHand, JobLine, KnownPrinter, PaperToPrint
from desktop.usecases.record_print import PrintLine
from domain.errors import Expected, RuleBroken
from domain.print_order import PrintOrder, written_pages
from domain.printer import INTERRUPTED, JobSeen, Printer
from domain.text import Text


@dataclass
class FakePrints:
    """`service` are the system's printers: none, and the window draws itself. `came_out` is what they got whole."""

    service: tuple[Printer, ...] = ()
    service_refuses: Expected | None = None
    fates: dict[int, JobSeen] = field(default_factory=dict)
    came_out: list[tuple[PrintOrder, bytes]] = field(default_factory=list)
    taken_back: list[int] = field(default_factory=list)
    secrets: list[PrintOrder] = field(default_factory=list)
    jobs: dict[str, tuple[JobLine, PaperToPrint]] = field(default_factory=dict)
    known: dict[str, KnownPrinter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1)

    # --- the store -----------------------------------------------------------------------------------------------

    def queue_print(self, paper: PaperToPrint) -> JobLine:
        order = paper.order
        line = JobLine(
            *(f"j-{next(self._numbers)}", order.kind, order.title, order.printer, order.copies),
            *(written_pages(order.pages), order.is_thermal, "queued", 0, None, "2026-11-21T10:42:00+03:00", "سارة"),
        )
        self.jobs[line.id] = line, paper
        return line

    def note_secret(self, order: PrintOrder) -> None:
        self.secrets.append(order)

    def print_again(self, job: str, printer: str, is_thermal: bool, knows_stale: bool = False) -> JobInHand:
        if job not in self.jobs:
            raise RuleBroken("print.job.unknown", ar="لم تعد بانتظار الطباعة.", en="It does not wait any more.")
        stale = self.jobs[job][0].stale
        if stale is not None and not knows_stale:
            raise RuleBroken("print.stale", ar=stale.ar, en=stale.en)
        self._change(job, printer=printer, is_thermal=is_thermal, progress="queued", ticket=0, reason=None)
        line, paper = self.jobs[job]
        return JobInHand(line, paper.pdf)

    def note_sent(self, job: str, ticket: int) -> None:
        self._remember(job)
        self._change(job, progress="sent", ticket=ticket, reason=None)

    def note_seen(self, job: str, ticket: int, seen: JobSeen) -> tuple[PrintLine, ...]:
        if job not in self.jobs or (self.jobs[job][0].progress, self.jobs[job][0].ticket) != ("sent", ticket):
            return ()
        if seen.fate == "done":
            return self.note_printed(job)
        is_over = seen.fate in ("failed", "unknown")
        self._change(job, reason=seen.reason, progress="failed" if is_over else "sent")
        return ()

    def note_failed(self, job: str, reason: Text) -> None:
        self._change(job, progress="failed", ticket=0, reason=reason)

    def note_printed(self, job: str) -> tuple[PrintLine, ...]:
        if job in self.jobs and self.jobs[job][0].progress == "queued":
            self._remember(job)
        found = self.jobs.pop(job, None)
        return () if found is None else self.recorded(found[1])

    def recorded(self, paper: PaperToPrint) -> tuple[PrintLine, ...]:
        """What a desk that keeps attestations says of it."""
        return ()

    def drop_print(self, job: str) -> None:
        self.jobs.pop(job, None)

    def list_prints(self) -> tuple[JobLine, ...]:
        return tuple(line for line, _ in self.jobs.values())

    def settle_interrupted(self) -> tuple[JobLine, ...]:
        for line in self.list_prints():
            if line.progress == "queued":
                self.note_failed(line.id, INTERRUPTED)
        return self.list_prints()

    def known_printer(self, kind: str) -> KnownPrinter:
        return self.known.get(kind, KnownPrinter())

    def remember_printer(self, kind: str, printer: KnownPrinter) -> None:
        self.known[kind] = printer

    def _remember(self, job: str) -> None:
        if job in self.jobs:
            line = self.jobs[job][0]
            self.remember_printer(line.kind, KnownPrinter(line.printer, line.is_thermal))

    def _change(self, job: str, **changed: object) -> None:
        if job in self.jobs:
            line, paper = self.jobs[job]
            self.jobs[job] = replace(line, **changed), paper  # type: ignore[arg-type]

    # --- the system ----------------------------------------------------------------------------------------------

    def find_printers(self) -> tuple[Printer, ...]:
        return self.service

    def send_paper(self, order: PrintOrder, pdf: bytes) -> int:
        problem, self.service_refuses = self.service_refuses, None
        if problem is not None:
            raise problem
        self.came_out.append((order, pdf))
        return len(self.came_out)

    def look_at_print(self, printer: str, ticket: int) -> JobSeen:
        return self.fates.get(ticket, JobSeen("waiting"))

    def take_back_print(self, printer: str, ticket: int) -> bool:
        if self.look_at_print(printer, ticket).fate == "done":
            return False
        self.taken_back.append(ticket)
        return True
