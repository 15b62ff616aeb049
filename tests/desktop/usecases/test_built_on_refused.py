"""What is built on a deed that head office set aside goes with it: it is not shown as if it had happened, asks nobody
again and again, and is withdrawn along with it."""

import re

from desktop.usecases.decide_request import decide_request
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import cancel_session, open_committee
from desktop.usecases.list_requests import review_request
from desktop.usecases.name_record import name_record
from desktop.usecases.settle_quarantine import count_refused, list_refused, withdraw_refused
from desktop.usecases.settle_task import list_tasks
from domain.committee import SessionDraft
from tests.desktop.usecases.conftest import Office
from tests.support.decided import MEMBERS, handed_in, with_roles

ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def decided_too_late(office: Office) -> tuple[Desk, str]:
    """One laptop cancels the session while the other decides in it and goes on: whose desk, what request."""
    held = handed_in(office.here)
    here, there = (with_roles(desk, "administrator", "secretary", "manager") for desk in (office.here, office.there))
    session = open_committee(here, SessionDraft("", here.today()), MEMBERS, [held]).session.id
    office.sync()
    cancel_session(here, session)
    office.hub.push(here.store)
    decide_request(there, session, held, "accepted", override="لا أحد سواي")
    decide_request(there, session, held, "deferred", "بانتظار كشف الحساب")
    return there, held


def test_a_step_that_follows_one_that_was_set_aside_is_not_shown_and_asks_nobody_anything(office: Office) -> None:
    there, held = decided_too_late(office)
    office.sync()
    reasons = [item.reason for item, _ in office.hub.items if item.reason]
    assert reasons == ["session.over", "row.unknown"]
    assert [step.step.stage for step in review_request(there, held).steps] == ["submitted", "under_study"]
    assert list_tasks(there) == ()
    office.assert_agreed()


def test_it_is_withdrawn_with_what_it_was_built_on(office: Office) -> None:
    there, _ = decided_too_late(office)
    office.sync()
    (late,) = (deed for deed in list_refused(there) if deed.counts)
    assert late.reason.code == "session.over"
    withdraw_refused(there, late.id)
    assert count_refused(there) == 0
    assert [deed.handled for deed in list_refused(there)] == ["withdrawn", "withdrawn"]


def test_what_was_not_applied_is_told_in_names_and_not_in_ids(office: Office) -> None:
    there, held = decided_too_late(office)
    office.sync()
    (late,) = (deed for deed in list_refused(there) if deed.counts)
    said = {field.column: field.text for field in late.fields}
    assert (said["done_by"], said["session"]) == ("أمينة السالم", "1 · 2026-11-21")
    assert (said["interview"], said["person"]) == (name_record(there, "interviews", held), "نورة الواحي")
    assert not [text for text in said.values() if ID.fullmatch(text)]
