"""Whoever comes is counted once, and his agreement to the privacy notice is kept with the text he was told."""

import pytest

from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.keep_consent import agree_to_notice, privacy_notice, withdraw_consent
from desktop.usecases.keep_person import register_person, show_person
from desktop.usecases.receive_visitor import Reception, just_counted, open_reception, receive_visitor, undo_reception
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.support.laptop import Laptop


def noura(desk: Desk) -> Person:
    return register_person(desk, PersonDraft(name="نورة بنت سالم الواحي", sex="female")).person


def test_a_visitor_is_counted_under_his_purpose_and_sex(desk: Desk) -> None:
    person = noura(desk)
    received = receive_visitor(desk, Reception(person.id, "interview", "enquiry", note=" عن المعرض "))
    (visit,) = show_person(desk, person.id).visits
    assert (visit.id, visit.category, visit.note) == (received.visit, "enquiry_women", "عن المعرض")
    assert desk.store.visits.tally(desk.today()).total == 1
    assert undo_reception(desk, received)
    assert desk.store.visits.tally(desk.today()).total == 0


def test_a_purpose_that_no_key_counts_goes_with_the_rest(desk: Desk) -> None:
    receive_visitor(desk, Reception(noura(desk).id, "interview", "support_service"))
    assert desk.store.visits.tally(desk.today()).by_category == (("other", 1),)


def test_a_visit_that_the_counter_has_just_counted_gets_his_name_and_gives_it_back(desk: Desk) -> None:
    person = noura(desk)
    (visit,) = count_visit(desk, "enquiry_women").visits
    assert [one.id for one in open_reception(desk, person.id).counted] == [visit]
    received = receive_visitor(desk, Reception(person.id, "interview", "enquiry", visit=visit))
    assert desk.store.visits.tally(desk.today()).total == 1
    assert just_counted(desk) == ()
    undo_reception(desk, received)
    assert [one.id for one in just_counted(desk)] == [visit]


def test_a_visit_of_long_ago_is_not_offered(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        count_visit(desk, "enquiry_women")
        laptop.clock.pass_minutes(11)
        assert just_counted(desk) == ()


def test_a_visit_that_was_named_meanwhile_is_not_given_to_another(desk: Desk) -> None:
    (visit,) = count_visit(desk, "enquiry_women").visits
    receive_visitor(desk, Reception(noura(desk).id, "interview", "enquiry", visit=visit))
    other = register_person(desk, PersonDraft(name="هند بنت فهد الرملي")).person
    with pytest.raises(RuleBroken) as refused:
        receive_visitor(desk, Reception(other.id, "interview", "enquiry", visit=visit))
    assert refused.value.code == "visit.taken"


def test_a_channel_or_purpose_of_no_policy_is_refused(desk: Desk) -> None:
    person = noura(desk)
    for channel, purpose, code in (("pigeon", "enquiry", "visit.channel"), ("interview", "tea", "visit.purpose")):
        with pytest.raises(RuleBroken) as refused:
            receive_visitor(desk, Reception(person.id, channel, purpose))
        assert refused.value.code == code


def test_the_notice_is_agreed_to_once_with_its_text_and_time_and_may_be_withdrawn(desk: Desk) -> None:
    person = noura(desk)
    receive_visitor(desk, Reception(person.id, "interview", "enquiry", agrees=True))
    receive_visitor(desk, Reception(person.id, "interview", "enquiry", agrees=True))
    assert not agree_to_notice(desk, person.id)
    (line,) = show_person(desk, person.id).consents
    assert (line.version, line.is_current, line.told_by) == (privacy_notice(desk).version, True, desk.user.name)
    with pytest.raises(RuleBroken):
        withdraw_consent(desk, person.id, " ")
    withdraw_consent(desk, person.id, "طلب ذلك")
    (line,) = show_person(desk, person.id).consents
    assert line.withdrawn == "طلب ذلك"
    assert not open_reception(desk, person.id).has_agreed


def test_the_other_laptop_hears_of_the_visit_and_the_agreement(office: Office) -> None:
    person = noura(office.here)
    receive_visitor(office.here, Reception(person.id, "interview", "enquiry", agrees=True))
    office.sync()
    office.assert_agreed()
    page = show_person(office.there, person.id)
    assert (len(page.visits), len(page.consents)) == (1, 1)
