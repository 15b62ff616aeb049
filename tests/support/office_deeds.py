"""What anybody at a desk may try with what stands in its registers: sessions and requests, inspections and findings,
sheets, questions, suggestions, and two files of one person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from desktop.usecases.answer_request import answer_request, close_request, serve_request
from desktop.usecases.box_sheet import box_answers
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import (
    cancel_session,
    edit_committee,
    hold_session,
    open_committee,
    reopen_session,
    sign_minutes,
)
from desktop.usecases.join_persons import join_persons, part_persons
from desktop.usecases.keep_inspection import (
    bring_back_inspection,
    close_finding,
    note_emergency,
    record_answers_of,
    reopen_finding,
    report_emergency,
    strike_inspection,
)
from desktop.usecases.move_request import receive_request, withdraw_request
from desktop.usecases.seat_members import MemberDraft, add_member, edit_member, remove_member
from desktop.usecases.set_agenda import add_to_agenda, take_off_agenda
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.take_enquiry import answer_enquiry, take_enquiry, tell_enquiry
from desktop.usecases.take_suggestion import decide_suggestion, take_suggestion, tell_suggestion
from domain.committee import OPENED, SessionDraft
from domain.enquiry import AnswerDraft, EnquiryDraft
from domain.suggestion import SuggestionDraft
from tests.support.decided import CALLED, MEMBERS

SEEN: dict[str, object] = {"order": "good", "guidance": "good", "workflow": "good", "has_emergency": "no"}

ASKED = EnquiryDraft(
    "هل يشمل الدعم ورشة النجارة؟",
    channel="telephone",
    name="سعد",
    address="0512345678",
    field="crafts",
    department="إدارة الحرف",
    agreed_day="2026-11-25",
)


@dataclass
class OfficeDeeds:
    """Of these requests and persons, where a session was opened."""

    random: Random
    requests: Sequence[str]
    persons: Sequence[str]
    sheet: dict[str, object]
    words: int = 0

    def act(self, desk: Desk) -> str:
        """Tries one thing; its name. Raises RuleBroken for what is out of place. What the same choices lead to on two
        desks is said in other words."""
        self.words += 1
        committee = (self._session, self._session, self._seat, self._agenda, self._decide, self._decide, self._request)
        others = (self._inspection, self._finding, self._sheet, self._enquiry, self._suggestion, self._same, self._task)
        deed = self.random.choice((*committee, *others))
        deed(desk)
        return deed.__name__

    def _one_of(self, *choices: Callable[[], object]) -> None:
        self.random.choice(choices)()

    def _session_of(self, desk: Desk) -> str:
        """Mostly one that sits."""
        known = sorted(desk.store.sessions.latest(), key=lambda one: one.id)
        sitting = [one for one in known if one.state == OPENED]
        return self.random.choice(sitting if sitting and self.random.random() < 0.8 else known).id

    def _session(self, desk: Desk) -> None:
        if self.random.random() < 0.15:
            open_committee(desk, SessionDraft("", desk.today()), MEMBERS)
            return
        one = self._session_of(desk)
        place = f"قاعة {self.words}"
        found = desk.store.sessions.get(one)[0]
        self._one_of(
            lambda: edit_committee(desk, one, SessionDraft(found.number, desk.today(), place)),
            lambda: hold_session(desk, one, recommendations=f"توصية {place}"),
            lambda: reopen_session(desk, one),
            lambda: sign_minutes(desk, one, direction=f"يُعتمد {place}"),
            lambda: cancel_session(desk, one),
        )

    def _seat(self, desk: Desk) -> None:
        one = self._session_of(desk)
        members = desk.store.sessions.members(one)
        draft = MemberDraft(f"عضو {self.words}", "عضو")
        if not members:
            add_member(desk, one, draft)
            return
        member = self.random.choice(members).id
        self._one_of(
            lambda: add_member(desk, one, draft),
            lambda: edit_member(desk, member, draft),
            lambda: remove_member(desk, member),
        )

    def _agenda(self, desk: Desk) -> None:
        one, interview = self._session_of(desk), self.random.choice(self.requests)
        self._one_of(
            lambda: add_to_agenda(desk, one, interview), lambda: take_off_agenda(desk, one, interview, "لم يُستكمل")
        )

    def _decide(self, desk: Desk) -> None:
        outcome = self.random.choice(("accepted", "rejected", "deferred"))
        where, interview = self._session_of(desk), self.random.choice(self.requests)
        decide_request(desk, where, interview, outcome, "بحسب اللائحة", override="لا أحد سواي في الفرع")

    def _request(self, desk: Desk) -> None:
        one = self.random.choice(self.requests)
        self._one_of(
            lambda: receive_request(desk, one),
            lambda: answer_request(desk, one, CALLED),
            lambda: serve_request(desk, one, "سلة غذائية"),
            lambda: close_request(desk, one, override="لا أحد سواي في الفرع"),
            *((lambda: withdraw_request(desk, one),) if self.random.random() < 0.1 else ()),
        )

    def _inspection(self, desk: Desk) -> None:
        known = desk.store.inspections.between("2000-01-01", "2100-01-01")
        if not known or self.random.random() < 0.4:
            record_answers_of(desk, "field_survey", SEEN)
            return
        one = self.random.choice(known).id
        self._one_of(
            lambda: strike_inspection(desk, one, "سُجّلت مرتين"),
            lambda: (strike_inspection(desk, one, "سُجّلت مرتين"), bring_back_inspection(desk, one)),
        )

    def _finding(self, desk: Desk) -> None:
        known = desk.store.findings.noted_between("2000-01-01", "2100-01-01")
        if not known or self.random.random() < 0.2:
            note_emergency(desk, "تسرب ماء", "أُغلق المحبس")
            return
        one = self.random.choice(known).id
        self._one_of(
            lambda: report_emergency(desk, one),
            lambda: close_finding(desk, one, f"أُصلح {self.words}"),
            lambda: reopen_finding(desk, one),
        )

    def _sheet(self, desk: Desk) -> None:
        for _ in range(3):
            box_answers(desk, "questionnaire", self.sheet)

    def _enquiry(self, desk: Desk) -> None:
        known = desk.store.enquiries.asked_between("2000-01-01", "2100-01-01", limit=50)
        if not known or self.random.random() < 0.3:
            take_enquiry(desk, ASKED)
            return
        one = self.random.choice(known).id
        answer = AnswerDraft(f"يوم {self.words}", "department", by="خالد العمر")
        self._one_of(lambda: answer_enquiry(desk, one, answer), lambda: tell_enquiry(desk, one, "call"))

    def _suggestion(self, desk: Desk) -> None:
        known = desk.store.suggestions.all(limit=50)
        if not known or self.random.random() < 0.3:
            take_suggestion(
                desk, SuggestionDraft("الانتظار", "مقاعد أكثر", "telephone", name="هند", address="0512345670")
            )
            return
        one = self.random.choice(known).id
        verdict = self.random.choice(("taken_up", "not_taken_up"))
        self._one_of(
            lambda: decide_suggestion(desk, one, verdict, "بحسب الميزانية"), lambda: tell_suggestion(desk, one, "call")
        )

    def _same(self, desk: Desk) -> None:
        one, other = self.random.sample(list(self.persons), 2)
        self._one_of(
            lambda: join_persons(desk, one, other, ["mobile"]),
            lambda: part_persons(desk, one, other),
        )

    def _task(self, desk: Desk) -> None:
        tasks = list_tasks(desk)
        if tasks:
            task = self.random.choice(tasks)
            settle_task(desk, task.id, self.random.randrange(len(task.choices)))
