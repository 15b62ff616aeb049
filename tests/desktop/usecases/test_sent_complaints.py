"""A laptop that head office lets write complaints and read none: it takes them down, and says what it does not show."""

import json

import pytest

from db.read_rights import READABLE, ReadRights
from desktop.usecases.compensate_complaint import open_dossier
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_person
from desktop.usecases.know_complaint import count_due, list_complaints, show_complaint, steps_due
from desktop.usecases.list_waiting import list_waiting
from desktop.usecases.make_sheet import make_sheet
from desktop.usecases.make_statement import make_statement
from desktop.usecases.register_complaint import Matter, mend_complaint
from desktop.usecases.report_complaints import report_complaints
from desktop.usecases.review_complaints import review_complaints
from desktop.usecases.settle_complaint import write_settlement
from desktop.usecases.sync_now import sync_status
from desktop.usecases.trace_person import trace_person
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.errors import RuleBroken
from domain.print_order import COMPLAINT_RECEIPT
from domain.sync.partitions import partition_of
from domain.sync.tables import COMPLAINTS, GENERAL
from domain.user import REVIEWERS
from tests.desktop.usecases.conftest import OFFICE, Office
from tests.desktop.usecases.test_complaints import COMPLAINT, complain
from tests.support.complaints import HARM, PARTY, TERM, register, seated

ABOUT_ALL, OF_COMPLAINTS = (partition_of(OFFICE, name) for name in (GENERAL, COMPLAINTS))


def only_sending(desk: Desk) -> Desk:
    ReadRights(desk.store.settings).note([ABOUT_ALL], writable=[ABOUT_ALL, OF_COMPLAINTS], at_ms=1)
    return desk


def send(office: Office, desk: Desk) -> None:
    """What a round does: all goes, and of complaints nothing comes."""
    office.hub.push(desk.store)
    office.hub.pull(desk.store, beside=OF_COMPLAINTS)


def refused(code: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda error: error.code == code)


def test_what_is_sent_waits_no_more_by_head_offices_word_alone(office: Office) -> None:
    desk = only_sending(office.here)
    held = complain(desk)
    assert list_waiting(desk).deeds
    send(office, desk)
    assert (list_waiting(desk).deeds, desk.store.exchange.waiting().count) == ((), 0)
    person = desk.store.interviews.get(held.id)[0].person
    assert not any(deed.is_waiting for deed in trace_person(desk, person).deeds)
    assert desk.store.exchange.outgoing(max_entries=9, max_bytes=1 << 20) == []
    office.sync()
    assert show_complaint(office.there, held.number).complaint.told == COMPLAINT["told"]


def test_a_clerk_takes_down_mends_notes_and_prints_and_nothing_else_is_done_here(desk: Desk) -> None:
    only_sending(desk)
    one = register(desk).complaint
    mend_complaint(desk, one.id, Matter("تأخر الرد", "شهران"))
    note_complaint(desk, one.id, "اتصل صاحبها")
    assert make_sheet(desk, COMPLAINT_RECEIPT, one.id).number == one.number
    for late in (
        lambda: assign_complaint(desk, one.id, unit="المالية"),
        lambda: note_complaint(desk, one.id, next_step="سؤال", next_day=desk.today()),
        lambda: decide_complaint(desk, one.id, "solved", "صُرفت"),
        lambda: tell_complainant(desk, one.id, "nobody"),
        lambda: close_complaint(desk, one.id),
        lambda: reopen_complaint(desk, one.id, "عاد"),
        lambda: write_settlement(desk, one.id, [TERM], [PARTY]),
        lambda: open_dossier(desk, one.id, HARM),
        lambda: review_complaints(seated(desk, "mudir", *REVIEWERS)),
    ):
        with refused("complaint.only_sent"):
            late()
    person = desk.store.persons.get(desk.store.interviews.get(complain(desk).id)[0].person)[0]
    with refused("statement.only_sent"):
        make_statement(desk, person.id)


def test_it_says_what_it_does_not_show_and_counts_nothing_as_due(desk: Desk) -> None:
    register(desk)
    assert (count_due(desk), len(steps_due(desk))) == (1, 1)
    assert (list_complaints(desk).is_only_sent, sync_status(desk).only_sends_complaints) == (False, False)
    only_sending(desk)
    shown = list_complaints(desk)
    assert (shown.is_only_sent, shown.may_review, shown.due) == (True, False, 0)
    assert not shown.lines[0].is_whole
    assert show_complaint(desk, shown.lines[0].complaint.id).is_only_sent
    assert (count_due(desk), steps_due(desk), sync_status(desk).only_sends_complaints) == (0, (), True)
    (group,) = report_complaints(desk, desk.today(), desk.today())
    assert (group.rows, group.facts) == ((), ())
    assert "ولا تُعرض فيه" in group.note


def test_what_a_former_program_noted_takes_no_complaints_from_a_laptop_that_head_office_has_not_answered_since(
    desk: Desk,
) -> None:
    desk.store.settings.save(READABLE, json.dumps([1, [ABOUT_ALL]]))
    one = register(desk).complaint
    assert not list_complaints(desk).is_only_sent
    assert assign_complaint(desk, one.id, unit="المالية").complaint.owner_unit == "المالية"
    assert only_sending(desk).store.only_sends_complaints


def test_whoever_is_erased_goes_also_from_the_complaints_that_this_laptop_only_sent(office: Office) -> None:
    desk = only_sending(office.here)
    held = complain(desk)
    person = desk.store.interviews.get(held.id)[0].person
    send(office, desk)
    erase_person(desk, person, "طلب صاحب البيانات")
    assert [deed.partition for deed in desk.store.deeds.waiting(most=9)] == [OF_COMPLAINTS, ABOUT_ALL]
    send(office, desk)
    raw = str(COMPLAINT["told"]).encode()
    found = desk.store.database.execute("SELECT count(*) FROM part WHERE instr(data, ?) > 0", (raw,)).fetchone()
    assert found == (0,)
    assert (list_complaints(desk).lines, desk.store.check_rows()) == ((), ())
    assert list(desk.store.check_chain()) == []
    assert desk.store.exchange.waiting().count == 0


def test_a_laptop_whose_right_to_read_was_taken_drops_what_others_wrote_and_gets_it_back_with_the_right(
    office: Office,
) -> None:
    here, there = office.here, office.there
    mine, theirs = register(here).complaint, register(there, told="من جهاز آخر").complaint
    office.sync()
    note_complaint(there, mine.id, "رأيٌ لا يُعرض هناك")
    unsent = register(here).complaint
    office.hub.push(there.store)
    office.hub.pull(here.store)
    assert {line.complaint.id for line in list_complaints(here).lines} == {mine.id, theirs.id, unsent.id}
    only_sending(here)
    assert not here.store.leave_complaints(epoch=2)  # a head office that was wiped has nothing of it
    assert here.store.leave_complaints(epoch=1)
    assert not here.store.leave_complaints(epoch=1)
    assert {line.complaint.id for line in list_complaints(here).lines} == {mine.id, unsent.id}
    assert [step.step for step in show_complaint(here, mine.id).story] == ["registered"]
    for told in ("من جهاز آخر", "رأيٌ لا يُعرض هناك"):
        assert not here.store.database.execute("SELECT 1 FROM part WHERE instr(data, ?)", (told.encode(),)).fetchall()
    assert (list(here.store.check_chain()), here.store.check_rows()) == ([], ())
    office.hub.push(here.store)
    assert here.store.exchange.waiting().count == 0
    office.sync()
    office.assert_agreed()
