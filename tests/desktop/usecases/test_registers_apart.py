"""Two laptops of an office that do opposite things to the same records of the registers while they are apart: the end
is the same on both, and what was not applied waits for somebody who can mend it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import cancel_session, open_committee
from desktop.usecases.keep_frequent import keep_frequent
from desktop.usecases.keep_inspection import close_finding, note_emergency, reopen_finding, report_emergency
from desktop.usecases.register_complaint import Matter, mend_complaint, undo_registration
from desktop.usecases.settle_quarantine import list_refused
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.take_enquiry import answer_enquiry, reopen_enquiry, take_enquiry, tell_enquiry, withdraw_enquiry
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    reopen_complaint,
    tell_complainant,
)
from domain.committee import SessionDraft
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.errors import RuleBroken
from domain.frequent_question import FrequentDraft
from domain.sync.schema import BY_NUMBER
from tests.desktop.usecases.conftest import Office
from tests.support.complaints import register
from tests.support.decided import MEMBERS, with_roles

Deed = Callable[[Desk, Random], object]


def _complaint(desk: Desk, random: Random) -> str:
    return _one(desk, random, "complaints")


def _one(desk: Desk, random: Random, table: str) -> str:
    rows = sorted(row for row, state in desk.store.states() if BY_NUMBER[state.table].name == table)
    return random.choice(rows)


def _settle(desk: Desk, random: Random) -> object:
    waiting = list_tasks(desk)
    return settle_task(desk, random.choice(waiting).id, random.randrange(2)) if waiting else None


def _enquire(desk: Desk, random: Random) -> object:
    return take_enquiry(desk, replace(ASKED, subject=f"سؤال {random.randrange(9)}"))


ASKED = EnquiryDraft("", channel="telephone", name="سعد", address="0512345678", department="إدارة الحرف")
ANSWERS = (AnswerDraft("نعم", "bylaws", "5"), AnswerDraft("لا", "bylaws", "6"))
DEEDS: Sequence[Deed] = (
    lambda desk, random: register(desk, subject=f"شكوى {random.randrange(9)}"),
    lambda desk, random: assign_complaint(desk, _complaint(desk, random), unit=random.choice(("المالية", "الخدمات"))),
    lambda desk, random: assign_complaint(desk, _complaint(desk, random), user=desk.user.id),
    lambda desk, random: note_complaint(
        desk, _complaint(desk, random), "اتُّصل", next_step="زيارة", next_day=desk.today()
    ),
    lambda desk, random: decide_complaint(desk, _complaint(desk, random), "explained", "شُرح"),
    lambda desk, random: decide_complaint(desk, _complaint(desk, random), "solved", "حُلّ"),
    lambda desk, random: tell_complainant(desk, _complaint(desk, random), "nobody"),
    lambda desk, random: close_complaint(desk, _complaint(desk, random)),
    lambda desk, random: reopen_complaint(desk, _complaint(desk, random), "عاد"),
    lambda desk, random: mend_complaint(desk, _complaint(desk, random), Matter("أخرى", f"نص {random.randrange(9)}")),
    lambda desk, random: undo_registration(desk, _complaint(desk, random)),
    _enquire,
    lambda desk, random: answer_enquiry(desk, _one(desk, random, "enquiries"), random.choice(ANSWERS)),
    lambda desk, random: tell_enquiry(desk, _one(desk, random, "enquiries"), "call"),
    lambda desk, random: withdraw_enquiry(desk, _one(desk, random, "enquiries")),
    lambda desk, random: reopen_enquiry(desk, _one(desk, random, "enquiries")),
    lambda desk, random: keep_frequent(desk, FrequentDraft(f"س {random.randrange(99)}", "", "جواب", "bylaws", "5", "")),
    lambda desk, random: report_emergency(desk, _one(desk, random, "findings")),
    lambda desk, random: close_finding(desk, _one(desk, random, "findings"), "زال الخطر"),
    lambda desk, random: reopen_finding(desk, _one(desk, random, "findings")),
    lambda desk, random: note_emergency(desk, "انقطع التيار", "شُغّل المولد"),
    lambda desk, random: open_committee(desk, SessionDraft("", desk.today()), MEMBERS),
    lambda desk, random: cancel_session(desk, _one(desk, random, "sessions")),
    _settle,
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_two_laptops_do_apart_they_end_alike_and_as_a_fold_from_nothing_gives(
    office: Office, seed: int
) -> None:
    random = Random(seed)
    office.here = with_roles(office.here, "administrator", "manager", "secretary")
    office.sync()
    for deed in (DEEDS[0], DEEDS[0], _enquire, _enquire, DEEDS[20], DEEDS[21]):
        deed(office.here, random)
    office.sync()
    done = 0
    for _ in range(4):
        for desk in (office.here, office.there):
            for _ in range(8):
                try:
                    random.choice(DEEDS)(desk, random)
                    done += 1
                except RuleBroken:
                    continue  # what may not be done is done by nobody
        office.sync()
        office.assert_agreed()
    assert done > 20
    refused = [item.reason for item, _ in office.hub.items if item.reason]
    assert len(refused) == sum(len(list_refused(desk)) for desk in (office.here, office.there))
