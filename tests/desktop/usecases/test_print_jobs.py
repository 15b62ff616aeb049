"""A paper that was sent to a printer is kept until it has come out, and never printed twice by itself."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.usecases.attest import attest, show_attestation
from desktop.usecases.check_store import dump, verify
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview, run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.queue_print import (
    STALE,
    JobLine,
    KnownPrinter,
    PaperToPrint,
    drop_print,
    known_printer,
    list_prints,
    note_failed,
    note_printed,
    note_secret,
    note_seen,
    note_sent,
    print_again,
    queue_print,
    settle_interrupted,
)
from desktop.usecases.record_print import prints_about
from domain.errors import RuleBroken
from domain.person import PersonDraft
from domain.print_order import ATTESTATION, DAY_SHEET, MINUTES, RECEIPT, RECOVERY, PrintOrder
from domain.printer import INTERRUPTED, STOPPED, JobSeen
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import Laptop

PDF = b"%PDF-1.3 the paper as it was seen"


def day_sheet(printer: str = "office") -> PaperToPrint:
    return PaperToPrint(PrintOrder(DAY_SHEET, "2026-11-21", printer, 2, (1, 3)), PDF)


def attested(desk: Desk) -> str:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    return attest(desk, run_interview(desk, form_of("herfa"), person.id, example_answers("herfa")).id).id


def attestation(desk: Desk, id: str, copies: int = 1) -> PaperToPrint:
    page = show_attestation(desk, id)
    return PaperToPrint(PrintOrder(ATTESTATION, page.number, "office", copies), page.pdf, id, page.state)


def progress(lines: tuple[JobLine, ...]) -> list[str]:
    return [line.progress for line in lines]


def test_a_job_waits_until_it_is_printed_or_dropped(desk: Desk) -> None:
    first, second = queue_print(desk, day_sheet()), queue_print(desk, day_sheet())
    assert (first.progress, first.copies, first.pages, first.user) == ("queued", 2, "1,3", desk.user.name)
    note_sent(desk, first.id, 17)
    assert [(line.progress, line.ticket) for line in list_prints(desk)] == [("sent", 17), ("queued", 0)]
    note_printed(desk, first.id)
    assert [line.id for line in list_prints(desk)] == [second.id]
    drop_print(desk, second.id)
    assert list_prints(desk) == ()


def test_what_the_printer_says_is_said_and_forgotten_when_it_prints(desk: Desk) -> None:
    job, stuck = queue_print(desk, day_sheet()), JobSeen("stuck", STOPPED)
    note_seen(desk, job.id, 4, stuck)
    assert list_prints(desk)[0].reason is None, "the system does not have it yet"
    note_sent(desk, job.id, 4)
    note_seen(desk, job.id, 4, stuck)
    assert [(line.progress, line.ticket, line.reason) for line in list_prints(desk)] == [("sent", 4, STOPPED)]
    note_seen(desk, job.id, 4, JobSeen("waiting"))
    assert list_prints(desk)[0].reason is None
    note_seen(desk, job.id, 4, JobSeen("done"))
    note_failed(desk, job.id, STOPPED)
    assert list_prints(desk) == ()


@pytest.mark.parametrize("late", [JobSeen("failed", STOPPED), JobSeen("done"), JobSeen("stuck", STOPPED)])
def test_what_is_seen_late_of_the_first_printer_is_not_said_of_the_second(desk: Desk, late: JobSeen) -> None:
    job = queue_print(desk, day_sheet())
    note_sent(desk, job.id, 4)
    print_again(desk, job.id, "other", is_thermal=False)
    note_sent(desk, job.id, 5)
    note_seen(desk, job.id, 4, late)
    assert [(line.progress, line.ticket, line.reason) for line in list_prints(desk)] == [("sent", 5, None)]


def test_again_gives_the_same_bytes_and_another_printer_is_remembered(desk: Desk) -> None:
    job = queue_print(desk, day_sheet())
    with pytest.raises(RuleBroken) as refused:
        print_again(desk, job.id, "other", is_thermal=False)
    assert refused.value.code == "print.in_hand"
    note_failed(desk, job.id, STOPPED)
    again = print_again(desk, job.id, "other", is_thermal=False)
    assert (again.pdf, again.line.printer, again.line.progress, again.line.reason) == (PDF, "other", "queued", None)
    assert (again.line.copies, again.line.pages) == (2, "1,3")
    note_sent(desk, job.id, 3)
    assert known_printer(desk, DAY_SHEET) == KnownPrinter("other")


def test_each_kind_of_paper_remembers_its_own_printer(desk: Desk) -> None:
    note_sent(desk, queue_print(desk, day_sheet("office")).id, 1)
    note_printed(desk, queue_print(desk, PaperToPrint(PrintOrder(RECEIPT, "r", "roll", is_thermal=True), PDF)).id)
    assert known_printer(desk, DAY_SHEET) == KnownPrinter("office")
    assert known_printer(desk, RECEIPT) == KnownPrinter("roll", is_thermal=True)
    assert known_printer(desk, ATTESTATION) == KnownPrinter()


def test_a_printer_that_refused_at_once_is_not_remembered(desk: Desk) -> None:
    note_sent(desk, queue_print(desk, day_sheet("office")).id, 1)
    note_failed(desk, queue_print(desk, day_sheet("switched off")).id, STOPPED)
    assert known_printer(desk, DAY_SHEET) == KnownPrinter("office")


def test_a_print_of_a_paper_that_is_about_no_row_is_recorded_by_its_kind(desk: Desk) -> None:
    for copies in (2, 1):
        order = PrintOrder(MINUTES, "1", "office", copies)
        lines = note_printed(desk, queue_print(desk, PaperToPrint(order, PDF, state="r1")).id)
    assert [(one.first_copy, one.copies, one.state, one.user, one.place) for one in lines] == [
        (3, 1, "r1", desk.user.name, "office"),
        (1, 2, "r1", desk.user.name, "office"),
    ]
    assert {one.sha256 for one in lines} == {hashlib.sha256(PDF).hexdigest()}
    assert prints_about(desk, MINUTES, "") == lines


def test_a_waiting_attestation_whose_data_changed_says_so_and_is_sent_only_knowingly(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    held = run_interview(desk, form_of("herfa"), person.id, example_answers("herfa")).id
    job = queue_print(desk, attestation(desk, attest(desk, held).id))
    note_failed(desk, job.id, STOPPED)
    assert [line.stale for line in list_prints(desk)] == [None]
    change_interview(desk, held, {"craft_years": 40})
    assert [(line.stale, line.reason) for line in list_prints(desk)] == [(STALE, STOPPED)]
    with pytest.raises(RuleBroken) as refused:
        print_again(desk, job.id, "office", is_thermal=False)
    assert refused.value.code == "print.stale"
    again = print_again(desk, job.id, "office", is_thermal=False, knows_stale=True)
    assert again.pdf.startswith(b"%PDF")
    void = queue_print(desk, attestation(desk, show_attestation(desk, desk.store.attestations.latest()[0].id).id))
    assert void.stale is None, "that paper says itself that it is void"


def test_an_attestation_that_came_out_is_recorded_once_with_its_copies(desk: Desk) -> None:
    id = attested(desk)
    first, second = queue_print(desk, attestation(desk, id, 2)), queue_print(desk, attestation(desk, id))
    assert show_attestation(desk, id).prints == ()
    note_printed(desk, first.id)
    note_printed(desk, first.id)
    lines = note_printed(desk, second.id)
    assert [(line.first_copy, line.copies, line.place, line.state) for line in lines] == [
        (3, 1, "office", "unsigned"),
        (1, 2, "office", "unsigned"),
    ]
    assert {line.sha256 for line in lines} == {show_attestation(desk, id).sha256}


def test_jobs_are_local_and_change_nothing_that_syncs(desk: Desk) -> None:
    before, waiting = dump(desk), desk.store.exchange.waiting().count
    note_printed(desk, queue_print(desk, day_sheet()).id)
    queue_print(desk, day_sheet())
    assert (dump(desk), desk.store.exchange.waiting().count) == (before, waiting)
    assert verify(desk).is_clean


def test_what_opens_the_store_is_never_kept_in_it(desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refused:
        queue_print(desk, PaperToPrint(PrintOrder(RECOVERY, "", "office"), PDF))
    assert refused.value.code == "print.secret"
    assert list_prints(desk) == ()
    note_secret(desk, PrintOrder(RECOVERY, "", "office"))
    [line] = prints_about(desk, RECOVERY, "")
    assert (line.user, line.place, line.sha256) == (desk.user.name, "office", "")


def test_what_is_gone_is_not_printed_again(desk: Desk) -> None:
    job = queue_print(desk, day_sheet())
    note_printed(desk, job.id)
    drop_print(desk, job.id)
    with pytest.raises(RuleBroken) as refused:
        print_again(desk, job.id, "x", is_thermal=False)
    assert refused.value.code == "print.job.unknown"
    assert note_printed(desk, "nothing") == ()


def test_a_paper_that_came_out_leaves_its_line_without_the_paper(desk: Desk) -> None:
    job = queue_print(desk, day_sheet())
    note_printed(desk, job.id)
    row = desk.store.print_jobs.find(job.id)
    assert row is not None
    assert (row.progress, row.pdf, row.copies) == ("done", b"", 2)


KILLED = """
import os, sys
from pathlib import Path
from tests.desktop.usecases.test_print_jobs import day_sheet
from desktop.usecases.queue_print import note_sent, queue_print
from tests.support.laptop import Laptop
with Laptop(Path(sys.argv[1])).at_work() as desk:
    note_sent(desk, queue_print(desk, day_sheet()).id, 7)
    queue_print(desk, day_sheet())
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such end of a process")
def test_jobs_outlive_a_killed_program_and_are_not_sent_by_themselves(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store").at_work():
        pass
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "store")], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr.decode()
    with Laptop(tmp_path / "store").at_work() as desk:
        lines = settle_interrupted(desk)
        assert [(line.progress, line.ticket, line.reason) for line in lines] == [
            ("sent", 7, None),
            ("failed", 0, INTERRUPTED),
        ]
        assert print_again(desk, lines[1].id, "office", is_thermal=False).pdf == PDF
