"""What head office did not apply: it is told, mended or withdrawn, and nothing of it is lost."""

from dataclasses import replace

import pytest

from db import folding
from db.exports import ExportRow
from desktop.usecases.correct_visit import undo_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.mend_refused import Mending, mend_refused
from desktop.usecases.settle_quarantine import (
    RefusedDeed,
    count_refused,
    list_refused,
    take_back_withdrawal,
    withdraw_refused,
)
from domain.deed import DEEDS
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft, draft_of
from domain.sync.judge import Verdict
from domain.user import User
from tests.desktop.usecases.conftest import Office

MOBILE, OTHER = "0501234567", "0559876543"


def registered(desk: Desk, name: str = "نورة بنت سالم الواحي") -> Person:
    return register_person(desk, PersonDraft(name=name, mobile=MOBILE)).person


def give_mobile(desk: Desk, person: str, mobile: str) -> None:
    page = show_person(desk, person)
    edit_person(desk, page, PersonDraft(**{**vars(draft_of(page.person)), "mobile": mobile}))


@pytest.fixture
def refusing(office: Office) -> Office:
    """Head office takes everything but edits of persons."""
    office.hub.refuse = frozenset({"person.edit"})
    return office


def refused_edit(office: Office) -> tuple[Person, RefusedDeed]:
    person = registered(office.here)
    office.sync()
    give_mobile(office.here, person.id, OTHER)
    office.sync()
    (deed,) = list_refused(office.here)
    return person, deed


def test_a_refused_write_is_told_with_what_who_when_and_why(refusing: Office) -> None:
    person, deed = refused_edit(refusing)
    assert (deed.title_ar, deed.about, deed.author) == ("تعديل بيانات شخص", person.name, "أمينة السالم")
    assert [(field.column, field.text) for field in deed.fields] == [("mobile", "+966559876543")]
    assert deed.reason.code == "test.refused"
    assert deed.written_at.startswith("2026-")
    assert count_refused(refusing.here) == 1
    assert list_refused(refusing.there) == ()
    assert show_person(refusing.here, person.id).person.mobile == "+966501234567"


def test_a_withdrawn_one_no_longer_counts_and_stays_to_be_read(refusing: Office) -> None:
    person, deed = refused_edit(refusing)
    withdraw_refused(refusing.here, deed.id)
    assert count_refused(refusing.here) == 0
    (again,) = list_refused(refusing.here)
    assert (again.handled, again.about, again.can_be_mended) == ("withdrawn", person.name, False)
    with pytest.raises(RuleBroken, match=r"quarantine|سُحب"):
        withdraw_refused(refusing.here, deed.id)
    refusing.assert_agreed()


def test_a_withdrawal_can_be_taken_back(refusing: Office) -> None:
    _, deed = refused_edit(refusing)
    withdraw_refused(refusing.here, deed.id)
    take_back_withdrawal(refusing.here, deed.id)
    assert count_refused(refusing.here) == 1
    with pytest.raises(RuleBroken):
        take_back_withdrawal(refusing.here, deed.id)


def test_a_mended_write_is_a_new_entry_that_head_office_applies_and_the_other_laptop_sees(refusing: Office) -> None:
    person, deed = refused_edit(refusing)
    refusing.hub.refuse = frozenset()
    changes = mend_refused(refusing.here, deed.id, Mending((("mobile", "0505554443"),)))
    assert changes.rows == (person.id,)
    assert count_refused(refusing.here) == 0
    assert list_refused(refusing.here)[0].handled == "mended"
    refusing.sync()
    assert show_person(refusing.there, person.id).person.mobile == "+966505554443"
    refusing.assert_agreed()


def test_a_value_that_is_not_right_is_refused_beside_its_field_and_nothing_is_written(refusing: Office) -> None:
    _, deed = refused_edit(refusing)
    waiting = refusing.here.store.exchange.waiting().count
    with pytest.raises(RuleBroken) as broken:
        mend_refused(refusing.here, deed.id, Mending((("mobile", "12"),)))
    assert broken.value.field == "mobile"
    assert refusing.here.store.exchange.waiting().count == waiting
    assert count_refused(refusing.here) == 1


def test_a_mended_registration_keeps_its_id_so_that_what_was_built_on_it_finds_it(office: Office) -> None:
    office.hub.refuse = frozenset({"person.add"})
    person = registered(office.here)
    office.sync()
    (deed,) = list_refused(office.here)
    assert office.here.store.persons.find_by_key(person.id) is None
    office.hub.refuse = frozenset()
    mend_refused(office.here, deed.id, Mending())
    office.sync()
    there = show_person(office.there, person.id).person
    assert (there.name, there.number, there.mobile) == (person.name, person.number, "+966501234567")
    office.assert_agreed()


def test_withdrawing_a_creation_takes_what_waits_for_it_along(office: Office) -> None:
    office.hub.refuse = frozenset({"person.add"})
    person = registered(office.here)
    give_mobile(office.here, person.id, OTHER)
    office.sync()
    deeds = list_refused(office.here)
    assert {deed.reason.code for deed in deeds} == {"test.refused", "row.unknown"}
    assert count_refused(office.here) == 1
    creation = next(deed for deed in deeds if not deed.reason.waits)
    withdraw_refused(office.here, creation.id)
    assert {deed.handled for deed in list_refused(office.here)} == {"withdrawn"}
    take_back_withdrawal(office.here, creation.id)
    assert {deed.handled for deed in list_refused(office.here)} == {""}


def test_a_voiding_without_a_reason_is_mended_by_giving_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (visit,) = count_visit(office.here, office.here.profile.counter[0].id).visits
    office.sync()
    with monkeypatch.context() as an_older_program:
        an_older_program.setattr(folding, "judge", lambda header, operations, find_row: Verdict())
        with office.here.store.work("visit.void", office.here.user.id) as work:
            work.operations.void("visits", visit, " ", subject=None)
    office.sync()
    (deed,) = list_refused(office.here)
    assert (deed.reason.code, deed.asks_reason) == ("void.without_reason", True)
    with pytest.raises(RuleBroken) as broken:
        mend_refused(office.here, deed.id, Mending())
    assert broken.value.field == "void_reason"
    mend_refused(office.here, deed.id, Mending(reason="عُدّ مرتين"))
    office.sync()
    assert office.there.store.visits.get(visit)[0].void_reason == "عُدّ مرتين"
    office.assert_agreed()


def test_what_cannot_be_mended_says_what_to_do_instead(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    (visit,) = count_visit(office.here, office.here.profile.counter[0].id).visits
    with monkeypatch.context() as an_older_program:
        an_older_program.setattr(folding, "judge", lambda header, operations, find_row: Verdict())
        with office.here.store.work("visit.describe", office.here.user.id) as work:
            work.operations.put(office.here.store.seen("visits", visit), {"day": "2026-11-20"}, subject=None)
    office.sync()
    (deed,) = list_refused(office.here)
    assert (deed.reason.code, deed.can_be_mended) == ("cell.immutable", False)
    with pytest.raises(RuleBroken) as broken:
        mend_refused(office.here, deed.id, Mending())
    assert broken.value.code == "quarantine.not_mendable"


def test_what_a_clerk_may_not_write_is_mended_by_whoever_may(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    saad = User(office.here.new_id(), "saad", "سعد المطيري", ("clerk",))
    with office.here.store.work("user.add", office.here.user.id) as work:
        work.users.add(saad)
    clerk, row = replace(office.here, user=saad), office.here.new_id()
    with monkeypatch.context() as an_older_program:
        an_older_program.setattr(folding, "judge", lambda header, operations, find_row: Verdict())
        with office.here.store.work("answers.export", saad.id) as work:
            work.exports.add(ExportRow(row, "herfa/support-request", "csv", 4, clerk.minute(), saad.id))
    office.sync()
    (deed,) = list_refused(clerk)
    assert (deed.reason.code, deed.author, deed.can_be_mended) == ("role.not_allowed", "سعد المطيري", True)
    assert office.here.store.exports.all() == ()
    with pytest.raises(RuleBroken, match="من له الدور"):
        mend_refused(clerk, deed.id, Mending())
    mend_refused(office.here, deed.id, Mending())
    office.sync()
    assert [one.id for one in office.there.store.exports.all()] == [row]
    assert count_refused(office.here) == 0
    office.assert_agreed()


def test_a_visit_that_was_refused_is_counted_again_under_its_day(office: Office) -> None:
    office.hub.refuse = frozenset({"visit.count"})
    (visit,) = count_visit(office.here, office.here.profile.counter[0].id).visits
    office.sync()
    assert office.here.store.visits.of_day(office.here.today()) == ()
    office.hub.refuse = frozenset()
    mend_refused(office.here, list_refused(office.here)[0].id, Mending())
    office.sync()
    assert [item.id for item in office.there.store.visits.of_day(office.here.today())] == [visit]
    undo_visit(office.there, visit)
    office.sync()
    office.assert_agreed()


def test_every_action_of_the_program_has_a_name(office: Office) -> None:
    registered(office.here)
    actions = {deed.header.action for deed in office.here.store.deeds.waiting(most=100)}
    assert actions == {"office.open", "person.add"}
    assert actions <= set(DEEDS)
