"""Papers made from the store whenever they are asked for: each says what the record says, and each print is kept."""

from pathlib import Path

import pytest

from desktop.usecases.answer_request import answer_request, serve_request
from desktop.usecases.attest import attest_checked, sign_attestation
from desktop.usecases.check_store import dump, verify
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import begin_interview, finish_interview, keep_draft, resume_interview
from desktop.usecases.keep_consent import agree_to_notice, withdraw_consent
from desktop.usecases.keep_inspection import note_emergency
from desktop.usecases.keep_person import register_person
from desktop.usecases.know_case import know_case
from desktop.usecases.make_receipt import make_receipt, receipt_of
from desktop.usecases.make_sheet import SHEETS, make_sheet
from desktop.usecases.make_statement import statement_of
from desktop.usecases.queue_print import PaperToPrint, note_printed, queue_print
from desktop.usecases.record_print import prints_about, record_sheet
from desktop.usecases.refer_question import ask_officer
from desktop.usecases.review_departure import complete_case, tick_explained
from domain.errors import RuleBroken
from domain.person import PersonDraft
from domain.print_order import (
    COMPENSATION,
    COMPLAINT_ANSWER,
    COMPLAINT_RECEIPT,
    EMERGENCY_REPORT,
    KINDS,
    MINUTES,
    SETTLEMENT,
    PrintOrder,
)
from forms.paper.statement import Held, Told
from tests.desktop.usecases.test_complaints import complain
from tests.support.command_line import form_of
from tests.support.complaints import settled_complaint
from tests.support.decided import CALLED, decided, handed_in, seated
from tests.support.laptop import Laptop
from tests.support.served import check_all, held_interview


def test_a_receipt_names_what_is_missing_and_once_nothing_is_the_day(tmp_path: Path) -> None:
    with Laptop(tmp_path / "store", "twaim").at_work() as desk:
        held = held_interview(desk)
        early = receipt_of(desk, know_case(desk, held))
        assert (early.promise.start, early.promise.due, early.received) == (None, None, ())
        assert "تحديد نوع الطلب" in early.missing
        check_all(desk, held)
        tick_explained(desk, held)
        paper = attest_checked(desk, held)
        assert receipt_of(desk, know_case(desk, held)).missing == ("توقيع الإقرار بصحة البيانات",)
        sign_attestation(desk, paper.id)
        ready = receipt_of(desk, know_case(desk, held))
        complete_case(desk, held)
        whole = receipt_of(desk, know_case(desk, held))
        assert (whole.missing, whole.attestation) == ((), paper.number)
        assert whole == ready
        assert whole.received
        assert whole.promise.due is not None
        assert whole.promise.due.kind == "not_after"
        assert whole.promise.due.day.isoformat() == "2026-12-10"
        assert {layout: make_receipt(desk, held, layout).pdf[:4] for layout in ("a4", "a5", "roll")} == {
            "a4": b"%PDF",
            "a5": b"%PDF",
            "roll": b"%PDF",
        }


def test_there_is_no_receipt_of_an_interview_that_is_not_finished(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    begun = begin_interview(desk, form_of("herfa"), person.id)
    with pytest.raises(RuleBroken):
        make_receipt(desk, begun.id)


def test_copies_of_a_sheet_are_counted_by_kind_and_change_nothing_that_syncs(desk: Desk) -> None:
    sheet = make_receipt(desk, held_interview(desk))
    before = dump(desk)
    record_sheet(desk, sheet, "printer", "مكتب الاستقبال", 2)
    lines = record_sheet(desk, sheet, "file", sheet.file_name)
    assert [(line.first_copy, line.copies, line.way, line.state) for line in lines] == [
        (3, 1, "file", sheet.revision),
        (1, 2, "printer", sheet.revision),
    ]
    assert prints_about(desk, sheet.paper, sheet.subject) == lines
    assert dump(desk) == before
    assert verify(desk).is_clean


def test_a_sheet_that_waited_for_the_printer_is_counted_with_those_that_did_not(desk: Desk) -> None:
    sheet = make_receipt(desk, held_interview(desk))
    record_sheet(desk, sheet, "file", sheet.file_name)
    order = PrintOrder(sheet.paper, sheet.number, "مكتب الاستقبال", 2)
    paper = PaperToPrint(order, sheet.pdf, state=sheet.revision, person=sheet.person, subject=sheet.subject)
    job = queue_print(desk, paper)
    lines = note_printed(desk, job.id)
    assert note_printed(desk, job.id) == lines
    assert [(line.first_copy, line.copies, line.way) for line in lines] == [(2, 2, "printer"), (1, 1, "file")]
    assert make_sheet(desk, "receipt", sheet.subject).prints == lines


def test_a_statement_has_a_row_for_every_record_and_an_answer_for_every_question(desk: Desk) -> None:
    """Whatever table is added: what is about a person is on his statement."""
    case = know_case(desk, held_interview(desk))
    check_all(desk, case.interview.id)
    attest_checked(desk, case.interview.id)
    found = list(desk.store.about.persons([case.person.id]))
    statement = statement_of(desk, case.person)
    held = [part for part in statement.parts if isinstance(part, Held)]
    tables = {table for table, _ in found}
    assert {"persons", "interviews", "document_checks", "attestations"} <= tables
    about = [part for part in held if not part.title.startswith(("من تعامل", "ما طُبع"))]
    assert len(about) == len(tables)
    assert sum(len(part.rows) for part in about) == len(found)
    assert all(len(row) == len(part.heads) for part in held for row in part.rows)
    [told] = [part for part in statement.parts if isinstance(part, Told)]
    assert [line["path"] for line in told.lines] == [line["path"] for line in case.session.answered_lines()]
    assert case.person.name in {cell for part in about for row in part.rows for cell in row}


def test_what_was_noted_about_an_answer_is_on_the_statement(desk: Desk) -> None:
    held = held_interview(desk)
    opened = resume_interview(desk, held)
    opened.session.remark("need_reason", "رأى الموظف النول المكسور")
    finish_interview(desk, opened)
    rows = [row for part in statement_of(desk, opened.person).parts if isinstance(part, Held) for row in part.rows]
    assert ("ما الحاجة؟ وماذا سيتغيّر بهذا الدعم؟", "رأى الموظف النول المكسور") in rows


def test_what_was_withdrawn_is_held_and_said_to_be_void(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    consent = agree_to_notice(desk, person.id)
    assert consent is not None
    withdraw_consent(desk, person.id, "طلبت ذلك")
    rows = [row for part in statement_of(desk, person).parts if isinstance(part, Held) for row in part.rows]
    assert any("طلبت ذلك" in row for row in rows)


def test_what_was_only_typed_on_this_laptop_is_held_too(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    opened = begin_interview(desk, form_of("herfa"), person.id)
    opened.session.fill({"craft_years": 12})
    keep_draft(desk, opened.draft(desk.now()))
    told = [part for part in statement_of(desk, person).parts if isinstance(part, Told)]
    assert [line["value"] for part in told for line in part.lines if line["path"].endswith("/craft_years")] == ["12"]


def test_every_sheet_names_its_file_and_is_counted_under_its_own_name(desk: Desk) -> None:
    held = handed_in(desk)
    session = decided(desk, seated(desk, "secretary", "secretary"), held)
    answer_request(desk, held, CALLED)
    serve_request(desk, held, "سلة غذائية")
    kind, form = desk.profile.request_kinds[0].id, desk.profile.interviews[0]
    person = desk.store.interviews.get(held)[0].person
    asked = ask_officer(desk, held, "هل تكفي صورة العقد؟").line.referral.id
    subjects = {"requirements": kind, "blank_request": form, "statement": person, "referral": asked}
    subjects |= {"report": "last_month", "blank": "shared/satisfaction", COMPLAINT_RECEIPT: complain(desk).id}
    noted = note_emergency(desk, "تسرب ماء في الاستقبال", "أُغلق المحبس").line.finding
    subjects |= {MINUTES: session, EMERGENCY_REPORT: noted.id}
    subjects |= dict.fromkeys((COMPLAINT_ANSWER, SETTLEMENT, COMPENSATION), settled_complaint(desk))
    for name in SHEETS:
        sheet = make_sheet(desk, name, subjects.get(name, held))
        assert sheet.pdf.startswith(b"%PDF")
        assert sheet.paper in KINDS
        assert sheet.file_name.startswith(f"{sheet.paper}-")
        assert "/" not in sheet.file_name


def test_a_kind_of_request_that_the_association_does_not_have_is_refused_with_those_it_has(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="craft_support"):
        make_sheet(desk, "requirements", "no-such")
