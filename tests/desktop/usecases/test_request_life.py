"""A request after the desk: to the committee, its decision, the answer, the service, the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from desktop.usecases.answer_request import answer_request, close_request, serve_request
from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import hold_session, open_committee, reopen_session, sign_minutes
from desktop.usecases.know_request import know_request
from desktop.usecases.list_requests import list_requests, review_request
from desktop.usecases.move_request import receive_request, void_request, withdraw_request
from desktop.usecases.print_decision import letter_of, make_service_receipt, minutes_of_session
from desktop.usecases.set_agenda import add_to_agenda, list_candidates
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.show_committee import show_session
from domain.committee import SessionDraft
from domain.errors import RuleBroken
from domain.reply import ReplyDraft
from domain.user import User
from tests.desktop.usecases.conftest import Office
from tests.support.decided import CALLED, MEMBERS, decided, handed_in, seated, with_roles
from tests.support.served import held_interview


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(RuleBroken) as found:
        yield
    assert found.value.code == code


@pytest.fixture
def secretary(desk: Desk) -> Desk:
    return seated(desk, "secretary", "secretary")


def test_a_request_goes_from_the_desk_to_its_end(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    assert review_request(desk, held).line.stage == "submitted"
    page = open_committee(secretary, SessionDraft("", desk.today(), "قاعة الاجتماعات"), MEMBERS, [held])
    assert (page.session.number, [line.stage for line in page.lines]) == ("1", ["under_study"])
    assert [member.name for member in page.members] == ["سالم الحربي", "منى القحطاني"]
    taken = decide_request(secretary, page.session.id, held, "accepted", votes="2 من 2")
    assert [one.code for one in taken.advice] == ["deadline.early"]
    assert hold_session(secretary, page.session.id).session.state == "held"
    answer_request(desk, held, CALLED)
    serve_request(desk, held, "سلة غذائية")
    close_request(desk, held)
    path = [line.step.stage for line in review_request(desk, held).steps]
    assert path == ["submitted", "under_study", "accepted", "answered", "served", "closed"]
    assert list_requests(desk) == ()
    assert [line.stage for line in list_requests(desk, "ended")] == ["closed"]


def test_the_members_of_the_last_session_are_proposed_for_the_next(desk: Desk, secretary: Desk) -> None:
    open_committee(secretary, SessionDraft("7", desk.today()), MEMBERS)
    page = open_committee(secretary, SessionDraft("", desk.today()))
    assert page.session.number == "8"
    assert [(one.name, one.office) for one in page.members] == [("سالم الحربي", "رئيس اللجنة"), ("منى القحطاني", "عضو")]


def test_nothing_reaches_the_committee_without_a_signed_attestation(desk: Desk, secretary: Desk) -> None:
    held = held_interview(desk)
    page = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS)
    with refused("committee.agenda"):
        add_to_agenda(secretary, page.session.id, held)
    with refused("request.step"):
        receive_request(secretary, held)
    assert list_candidates(secretary) == ()


def test_who_took_a_request_does_not_decide_it_unless_as_manager_with_a_reason(desk: Desk) -> None:
    held = handed_in(desk)
    both = with_roles(desk, "administrator", "secretary")
    page = open_committee(both, SessionDraft("", desk.today()), MEMBERS, [held])
    assert page.lines[0].needs_override
    with refused("request.duties"):
        decide_request(both, page.session.id, held, "accepted", override="لا أحد سواي")
    manager = with_roles(desk, "administrator", "manager")
    with refused("request.duties"):
        decide_request(manager, page.session.id, held, "accepted")
    decide_request(manager, page.session.id, held, "accepted", override="لا أحد سواي في الفرع")
    assert review_request(desk, held).steps[-1].step.override == "لا أحد سواي في الفرع"


def test_a_clerk_neither_receives_nor_decides(desk: Desk) -> None:
    held = handed_in(desk)
    clerk = seated(desk, "clerk", "clerk")
    with refused("request.role"):
        receive_request(clerk, held)
    with refused("request.role"):
        open_committee(clerk, SessionDraft("", desk.today()), MEMBERS)


def test_a_refusal_says_why_and_is_closed_without_a_service(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    page = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS, [held])
    with refused("request.reason"):
        decide_request(secretary, page.session.id, held, "rejected")
    decide_request(secretary, page.session.id, held, "rejected", "الدخل فوق الحد")
    with refused("request.step"):
        serve_request(desk, held, "سلة")
    answer_request(desk, held, CALLED)
    with refused("request.not_accepted"):
        serve_request(desk, held, "سلة")
    with refused("request.duties"):
        close_request(secretary, held)
    close_request(desk, held)
    letter = letter_of(desk, know_request(desk, held))
    assert (letter.outcome, letter.reasons, letter.session) == ("rejected", ("الدخل فوق الحد",), "1")


def test_a_deferred_request_waits_for_another_session(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    first = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS, [held]).session.id
    decide_request(secretary, first, held, "deferred", "بانتظار كشف الحساب")
    assert hold_session(secretary, first).lines[0].outcome == "deferred"
    assert [one.interview for one in list_candidates(secretary)] == [held]
    second = open_committee(secretary, SessionDraft("", desk.today()), (), [held]).session.id
    decide_request(secretary, second, held, "accepted")
    assert show_session(secretary, first).lines[0].outcome == "deferred"


def test_a_decision_is_changed_while_its_session_is_open_and_not_after(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    session = decided(desk, secretary, held)
    with refused("request.reason"):
        decide_request(secretary, session, held, "rejected")
    decide_request(secretary, session, held, "rejected", "سبق صرف مثله")
    hold_session(secretary, session)
    with refused("committee.session"):
        decide_request(secretary, session, held, "accepted", "أعيد النظر")
    reopen_session(secretary, session)
    decide_request(secretary, session, held, "accepted", "أعيد النظر")
    assert review_request(desk, held).line.stage == "accepted"


def test_a_session_ends_when_everything_on_its_agenda_was_looked_at(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    session = open_committee(secretary, SessionDraft("", desk.today()), MEMBERS, [held]).session.id
    with refused("committee.agenda"):
        hold_session(secretary, session)
    decide_request(secretary, session, held, "accepted")
    hold_session(secretary, session)
    page = sign_minutes(secretary, session, direction="يُصرف هذا الأسبوع")
    assert (page.session.state, page.session.signers) == ("signed", "سالم الحربي، منى القحطاني")
    minutes = minutes_of_session(secretary, page)
    assert (minutes.cases[0].decision, minutes.director) == ("قُبل", "يُصرف هذا الأسبوع")
    with refused("committee.session"):
        sign_minutes(secretary, session)


def test_another_means_than_the_agreed_one_needs_a_reason_and_every_answer_its_proof(
    desk: Desk, secretary: Desk
) -> None:
    held = handed_in(desk)
    decided(desk, secretary, held)
    with refused("reply.reached"):
        answer_request(desk, held, ReplyDraft("letter", " "))
    with refused("reply.reason"):
        answer_request(desk, held, ReplyDraft("letter", "استلمته بنفسها", means="خطاب باليد"))
    answer_request(desk, held, ReplyDraft("letter", "استلمته بنفسها", means="خطاب باليد", reason="الهاتف مغلق"))
    told = review_request(desk, held).steps[-1].step
    assert (told.means, told.proof, told.said) == ("خطاب باليد", "letter", "الهاتف مغلق")


def test_a_request_is_withdrawn_or_voided_until_it_is_decided(desk: Desk, secretary: Desk) -> None:
    first = handed_in(desk)
    with refused("request.reason"):
        void_request(secretary, first, " ")
    withdraw_request(desk, first, "وجد ما يغنيه")
    assert review_request(desk, first).line.stage == "withdrawn"
    with refused("request.step"):
        void_request(secretary, first, "مكرر")


def test_the_receipt_of_a_service_is_made_once_it_was_handed_over(desk: Desk, secretary: Desk) -> None:
    held = handed_in(desk)
    with refused("service.none"):
        make_service_receipt(desk, held)
    decided(desk, secretary, held)
    answer_request(desk, held, CALLED)
    serve_request(desk, held, "آلة خياطة", receiver="ابنها فهد")
    assert make_service_receipt(desk, held).pdf.startswith(b"%PDF")


def test_two_laptops_that_take_different_steps_end_at_one_and_keep_both(office: Office) -> None:
    held = handed_in(office.here)
    office.sync()
    secretary = seated(office.there, "secretary", "secretary")
    withdraw_request(office.here, held, "سافر")
    session = open_committee(secretary, SessionDraft("", office.there.today()), MEMBERS, [held]).session.id
    office.sync()
    office.assert_agreed()
    for desk in (office.here, office.there):
        page = review_request(desk, held)
        assert page.line.stage == "withdrawn"
        assert [line.step.stage for line in page.beside] == ["under_study"]
        assert [task.kind for task in desk.store.tasks()] == ["skipped_transition"]
    with refused("request.step"):
        decide_request(secretary, session, held, "accepted")


def test_a_decision_signed_with_somebody_elses_key_is_shown_as_such_and_no_letter_tells_of_it(desk: Desk) -> None:
    """As a changed program could write it in the secretary's name: head office knows no keys, whoever reads does."""
    held = handed_in(desk)
    user = User(desk.new_id(), "sec", "أمين اللجنة", ("secretary",))
    with desk.store.work("user.add", desk.user.id) as work:
        work.users.add(user)
    keyless = replace(desk, user=user)
    decided(desk, keyless, held)
    assert [one.is_proved for one in review_request(desk, held).steps] == [True, True, False]
    with refused("decision.unproved"):
        letter_of(desk, know_request(desk, held))
    with desk.store.work("user.key", user.id) as work:
        work.users.add_key(desk.new_id(), user=user.id, public_key=desk.public_key, made_at=desk.minute())
    assert all(one.is_proved for one in review_request(desk, held).steps)
    assert letter_of(desk, know_request(desk, held)).outcome == "accepted"


def test_an_answer_to_a_decision_that_was_turned_is_kept_beside_and_turns_nothing_back(office: Office) -> None:
    """One laptop told the person that he was accepted while on the other the committee refused after all."""
    held = handed_in(office.here)
    secretary = seated(office.here, "secretary", "secretary")
    session = decided(office.here, secretary, held)
    office.sync()
    decide_request(secretary, session, held, "rejected", "ظهر دخل آخر")
    office.hub.push(office.here.store)
    answer_request(office.there, held, CALLED)
    office.sync()
    office.assert_agreed()
    page = review_request(office.there, held)
    assert (page.line.stage, [one.step.stage for one in page.beside]) == ("rejected", ["answered"])
    (task,) = list_tasks(office.there)
    assert not task.may_apply
    with refused("task.choice"):
        settle_task(office.there, task.id, 1)
    settle_task(secretary, task.id, 0)
    office.sync()
    office.assert_agreed()
    assert list_tasks(office.there) == ()
    assert review_request(office.there, held).line.stage == "rejected"


def test_a_skipped_step_that_is_another_roles_is_refused_to_a_clerk_with_the_name_of_who_may(office: Office) -> None:
    held = handed_in(office.here)
    secretary = seated(office.here, "secretary", "secretary")
    office.sync()
    decided(office.here, secretary, held, "rejected", "ظهر دخل آخر")
    office.hub.push(office.here.store)
    void_request(replace(office.there, user=secretary.user), held, "مكرر")
    office.sync()
    receive_request(secretary, held)
    (task,) = list_tasks(office.here)
    assert task.may_apply
    with pytest.raises(RuleBroken) as found:
        settle_task(seated(office.here, "clerk", "clerk"), task.id, 1)
    assert (found.value.code, "أمين اللجنة" in found.value.ar) == ("task.role", True)
    settle_task(secretary, task.id, 1)
    assert review_request(office.here, held).line.stage == "voided"
