"""A paper goes to the system whole, is looked after, and waits with its reason when it does not come out."""

from dataclasses import replace

import pytest

from desktop.ui.pages.paper.presenter import PaperPresenter
from desktop.ui.pages.paper.print_room import PrintRoom
from desktop.ui.pages.paper.waiting import in_trouble, line_of, summed_up
from desktop.usecases.queue_print import STALE, KnownPrinter
from domain.errors import Unavailable
from domain.print_order import ATTESTATION, DAY_SHEET, RECEIPT, RECOVERY
from domain.printer import CANCELLED, INTERRUPTED, STOPPED, JobSeen, Printer
from tests.desktop.ui.pages.paper.papers import attestation, paper_of
from tests.desktop.ui.pages.paper.test_paper_presenter import Paper

OFFICE, OTHER = Printer("office", is_default=True), Printer("other")
ROLL = Printer("/dev/usb/lp0", takes_pages=False)
REFUSED = Unavailable("print.refused", ar="لم تقبل الطابعة المهمة.", en="The printer did not take the job.")


class Whole(Paper):
    """At a system that takes papers whole."""

    def __init__(self, kind: str = ATTESTATION) -> None:
        super().__init__()
        self.signing.service = (OFFICE, OTHER)
        self.presenter = PaperPresenter(
            self.signing, self.pictures.pages(), self, self.printer, self, person="المستفيد", kind=kind
        )

    def attested(self) -> "Whole":
        self.presenter.show_attestation(attestation())
        self.run()
        return self

    def sheet(self, detail: str = "2026-11-21") -> "Whole":
        self.presenter.show_pdf(paper_of(3), detail=detail)
        self.run()
        return self

    def print(self, printer: str = "", copies: int = 1, pages: str = "") -> None:
        self.presenter.send_to_printer(printer, copies, pages)
        self.run()

    def look(self) -> None:
        self.presenter.printing.room.look()
        self.run()


def test_a_paper_goes_to_the_system_as_it_is_and_is_recorded_once_it_came_out() -> None:
    paper = Whole().attested()
    paper.print("other", 2)
    [(order, pdf)] = paper.signing.came_out
    assert (order.kind, order.title, order.printer, order.copies) == (ATTESTATION, "RYD1-A7-000004", "other", 2)
    assert pdf == paper.presenter.pdf
    assert paper.printer.came_out == []
    assert (paper.state.was_kept, paper.state.prints, len(paper.state.jobs)) == (True, (), 1)
    paper.look()
    assert len(paper.state.jobs) == 1
    paper.signing.fates[1] = JobSeen("done")
    paper.look()
    assert paper.state.jobs == ()
    assert "النسخ من 1 إلى 2" in paper.state.prints[0]


def test_the_name_of_a_person_is_not_told_to_the_print_service() -> None:
    paper = Whole().attested()
    paper.print()
    assert "نورة" in paper.state.detail
    assert "نورة" not in paper.signing.came_out[0][0].title


def test_pages_are_chosen_and_a_wrong_choice_is_said_beside_them() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.print(pages="4")
    assert "من 1 إلى 3" in paper.state.pages_problem
    assert (paper.signing.came_out, paper.state.activity) == ([], "")
    paper.print(pages="٢-٣")
    assert paper.signing.came_out[0][0].pages == (2, 3)
    assert paper.state.pages_problem == ""
    assert paper.said == ["أُرسلت إلى الطابعة صفحتان"]


def test_the_printer_of_the_last_paper_of_this_kind_is_known() -> None:
    paper = Whole(DAY_SHEET)
    paper.signing.known[DAY_SHEET] = KnownPrinter("other")
    assert paper.sheet().state.known == KnownPrinter("other")
    paper.print("office")
    assert paper.signing.known == {DAY_SHEET: KnownPrinter("office")}


def test_a_refusal_keeps_the_paper_and_printing_it_again_leaves_one_job() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.signing.service_refuses = REFUSED
    paper.print()
    assert paper.state.notice == REFUSED.ar
    [waiting] = in_trouble(paper.state.jobs)
    assert (waiting.job.progress, waiting.reason, waiting.can_send) == ("failed", REFUSED.ar, True)
    paper.print()
    assert (len(paper.signing.came_out), len(paper.state.jobs), in_trouble(paper.state.jobs)) == (1, 1, ())


def test_a_printer_without_paper_is_said_and_forgotten_when_it_prints() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.print()
    paper.signing.fates[1] = JobSeen("stuck", STOPPED)
    paper.look()
    assert [line.reason for line in in_trouble(paper.state.jobs)] == [STOPPED.ar]
    paper.signing.fates[1] = JobSeen("waiting")
    paper.look()
    assert in_trouble(paper.state.jobs) == ()
    assert paper.presenter.printing.room.is_watching
    paper.signing.fates[1] = JobSeen("unknown", INTERRUPTED)
    paper.look()
    assert [job.progress for job in paper.state.jobs] == ["failed"]
    assert not paper.presenter.printing.room.is_watching


def test_what_the_system_still_holds_is_taken_back_before_it_is_sent_elsewhere() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.print("office", 2, "1-2")
    paper.signing.fates[1] = JobSeen("stuck", STOPPED)
    paper.look()
    paper.presenter.printing.print_again(paper.state.jobs[0], "other")
    paper.run()
    assert paper.signing.taken_back == [1]
    first, second = (order for order, _ in paper.signing.came_out)
    assert second == replace(first, printer="other")
    assert paper.signing.came_out[0][1] == paper.signing.came_out[1][1]
    paper.presenter.printing.drop(paper.state.jobs[0])
    paper.run()
    assert (paper.signing.taken_back, paper.state.jobs) == ([1, 2], ())


def test_a_job_the_system_does_not_give_back_is_not_sent_a_second_time() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.print()

    def silent(printer: str, ticket: int) -> bool:
        raise Unavailable("print.service", ar="خدمة الطباعة لا تعمل.", en="No print service.")

    paper.signing.take_back_print = silent  # type: ignore[method-assign]
    paper.presenter.printing.print_again(paper.state.jobs[0], "other")
    paper.run()
    assert (len(paper.signing.came_out), paper.state.notice) == (1, "خدمة الطباعة لا تعمل.")


def test_a_secret_sheet_is_printed_and_not_kept() -> None:
    paper = Whole(RECOVERY).sheet("")
    paper.print()
    assert len(paper.signing.came_out) == 1
    assert (paper.signing.jobs, paper.state.was_kept) == ({}, True)
    assert [order.kind for order in paper.signing.secrets] == [RECOVERY]


def test_a_receipt_printer_without_a_driver_is_offered_to_receipts_alone() -> None:
    receipt, sheet = Whole(RECEIPT), Whole(DAY_SHEET)
    for paper in (receipt, sheet):
        paper.signing.service = (OFFICE, ROLL)
        paper.sheet()
    assert sheet.state.printers == (OFFICE,)
    assert receipt.state.printers == (OFFICE, ROLL)
    receipt.print(ROLL.name)
    assert receipt.signing.came_out[0][0].is_thermal


@pytest.mark.parametrize("detail", ["", "2026-11-21"])
def test_what_waits_is_said_in_one_sentence(detail: str) -> None:
    paper = Whole(DAY_SHEET).sheet(detail)
    assert summed_up(paper.state.jobs) == ""
    paper.signing.service_refuses = REFUSED
    paper.print()
    said = summed_up(paper.state.jobs)
    assert "ورقة واحدة" in said
    assert "كشف يومي" in said
    assert REFUSED.ar in said
    assert line_of(paper.state.jobs[0]).title.count("كشف يومي") == 1


def test_a_printer_is_called_as_the_system_calls_it_digits_too() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.signing.service_refuses = REFUSED
    paper.print()
    line = line_of(replace(paper.state.jobs[0], printer="LaserJet M428"))
    assert "\u2068LaserJet M428\u2069" in line.detail  # what stands so is shown with its own digits


def test_two_who_look_after_the_same_job_are_both_told() -> None:
    """The page of the paper and the window over it."""
    paper = Whole(DAY_SHEET).sheet()
    paper.print()
    told: list[int] = []
    over = PrintRoom(
        paper.signing, paper.pictures.pages(), paper, paper.printer, show=lambda jobs: told.append(len(jobs))
    )
    paper.presenter.printing.room.refresh()
    over.refresh()
    paper.run()
    assert told == [1]
    paper.signing.fates[1] = JobSeen("stuck", STOPPED)
    paper.presenter.printing.room.look()
    over.look()
    paper.run()
    assert in_trouble(paper.state.jobs) == in_trouble(over.jobs) != ()


def test_what_is_seen_of_the_first_printer_is_not_said_of_the_second() -> None:
    """It was asked before the job was taken back there, and answered after it was sent elsewhere."""
    paper = Whole(DAY_SHEET).sheet()
    paper.print("office")
    paper.signing.fates[1] = JobSeen("stuck", STOPPED)
    paper.look()
    paper.signing.fates[1] = JobSeen("failed", CANCELLED)
    old = paper.state.jobs[0]
    paper.presenter.printing.print_again(old, "other")
    paper.run()
    paper.presenter.printing.room._seen(old, JobSeen("failed", CANCELLED))
    paper.run()
    assert [(job.printer, job.progress, job.reason) for job in paper.state.jobs] == [("other", "sent", None)]


def test_what_came_out_before_it_could_be_taken_back_is_not_sent_again() -> None:
    paper = Whole(DAY_SHEET).sheet()
    paper.print("office")
    paper.signing.fates[1] = JobSeen("done")
    paper.presenter.printing.print_again(paper.state.jobs[0], "other")
    paper.run()
    assert (len(paper.signing.came_out), paper.signing.taken_back, paper.state.jobs) == (1, [], ())


def test_an_attestation_that_became_void_while_it_waited_says_so_and_is_sent_only_by_who_has_seen_it() -> None:
    paper = Whole().attested()
    paper.print("office")
    [job] = paper.state.jobs
    paper.signing._change(job.id, stale=STALE, reason=STOPPED, progress="failed")
    paper.presenter.printing.print_again(job, "office")  # as it was listed before the change
    paper.run()
    assert paper.state.notice == STALE.ar
    assert len(paper.signing.came_out) == 1
    [line] = in_trouble(paper.state.jobs)
    assert (line.stale, line.reason) == (STALE.ar, STOPPED.ar)
    assert STALE.ar in summed_up(paper.state.jobs)
    paper.presenter.printing.print_again(paper.state.jobs[0], "office")
    paper.run()
    assert len(paper.signing.came_out) == 2
