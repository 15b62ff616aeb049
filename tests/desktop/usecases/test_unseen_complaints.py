"""A clerk reads of a complaint that is not his no word, wherever records of every kind are shown."""

import pytest

from desktop.usecases.check_store import dump
from desktop.usecases.compensate_complaint import open_dossier
from desktop.usecases.desk import Desk
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_waiting import list_waiting
from desktop.usecases.settle_quarantine import count_refused, list_refused, withdraw_refused
from desktop.usecases.settle_task import list_tasks
from desktop.usecases.show_history import show_history
from desktop.usecases.show_home import show_home
from desktop.usecases.trace_person import trace_person
from desktop.usecases.work_on_complaint import assign_complaint, decide_complaint, note_complaint, tell_complainant
from domain.compensation import Harm
from domain.errors import RuleBroken
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.support.complaints import register, seated, settle

SECRET = "زعم أن الموظف سعيدًا أهانه"


def told(desk: Desk, **said: object) -> str:
    """The id of a complaint every text of which is secret, with all that can belong to one."""
    one = register(desk, subject=SECRET, told=SECRET, wanted=SECRET, **said).complaint
    note_complaint(desk, one.id, SECRET, next_step=SECRET, next_day=desk.today())
    open_dossier(desk, one.id, Harm(SECRET, SECRET, SECRET))
    settle(desk, one.id)
    decide_complaint(desk, one.id, "explained", SECRET)
    tell_complainant(desk, one.id, "call", SECRET)
    return one.id


def test_no_list_of_records_of_every_kind_says_a_word_of_a_complaint_to_who_may_not_see_it(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="سالم الواحي")).person
    complaint = told(desk, person=person.id)
    clerk, supervisor = seated(desk, "clerk", "clerk"), seated(desk, "sup", "supervisor")
    shown = [list_waiting, list_tasks, show_home, list_refused]
    for show in shown:
        assert SECRET not in repr(show(clerk)), show
    assert SECRET not in repr(trace_person(clerk, person.id))
    assert SECRET in repr(list_waiting(supervisor))
    rows = [("complaints", complaint)]
    rows += [("complaint_steps", step.id) for step in desk.store.complaints.steps(complaint)]
    rows += [("settlements", one.id) for one in desk.store.settlements.of(complaint)]
    rows += [("compensations", one.id) for one in desk.store.compensations.of(complaint)]
    for table, row in rows:
        with pytest.raises(RuleBroken, check=lambda error: error.code == "record.unknown"):
            show_history(clerk, table, row)
        show_history(supervisor, table, row)


def test_the_whole_state_is_printed_for_who_may_see_the_whole_of_it(desk: Desk) -> None:
    clerk = seated(desk, "clerk", "clerk")
    assert dump(clerk) == dump(desk)
    register(desk, subject=SECRET)
    assert SECRET in dump(desk)
    with pytest.raises(RuleBroken, check=lambda error: error.code == "dump.complaint"):
        dump(clerk)


def test_what_head_office_did_not_apply_of_a_complaint_is_told_to_who_wrote_it_and_who_oversees(office: Office) -> None:
    one = register(office.here, subject=SECRET).complaint
    office.hub.refuse = frozenset({"complaint.note"})
    owner, clerk = seated(office.here, "owner", "clerk"), seated(office.here, "clerk", "clerk")
    assign_complaint(office.here, one.id, user="owner")
    note_complaint(owner, one.id, SECRET)
    office.sync()
    for desk, count in ((clerk, 0), (owner, 1), (office.here, 1)):
        assert count_refused(desk) == len(list_refused(desk)) == count
    assert SECRET in repr(list_refused(owner))
    (deed,) = list_refused(office.here)
    with pytest.raises(RuleBroken):
        withdraw_refused(clerk, deed.id)
    withdraw_refused(owner, deed.id)
    assert count_refused(office.here) == 0
