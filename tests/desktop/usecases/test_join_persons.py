"""Two files of one person: linked, shown once, parted again; nothing of either is changed."""

import pytest

from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.find_people import find_people
from desktop.usecases.join_persons import compare_persons, join_persons, part_persons, undo_join, undo_part
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.settle_task import list_tasks, settle_task
from domain.errors import RuleBroken
from domain.person import Person, PersonDraft, draft_of
from domain.same_person import JoinedPerson, SameAs
from tests.desktop.usecases.conftest import Office

NOURA = PersonDraft(name="نورة بنت سالم الواحي", mobile="0501111111", town="الملز")
NOURA_AGAIN = PersonDraft(name="نوره سالم الواحي", mobile="0502222222", id_number="1000000008")


def two_files(desk: Desk) -> tuple[Person, Person]:
    return register_person(desk, NOURA).person, register_person(desk, NOURA_AGAIN).person


def visit_of(desk: Desk, person: Person) -> str:
    (visit,) = count_visit(desk, desk.profile.counter[0].id).visits
    describe_visit(desk, open_visit(desk, visit), VisitDetails(person.id))
    return visit


def test_linked_files_are_found_as_one_person_with_what_both_know(desk: Desk) -> None:
    kept, other = two_files(desk)
    join_persons(desk, kept.number, other.number)
    (found,) = find_people(desk, "نورة")
    assert isinstance(found, JoinedPerson)
    assert (found.id, found.files) == (kept.id, (other.number,))
    assert (found.mobile, found.id_number, found.town) == ("+966501111111", "1000000008", "الملز")
    assert [person.id for person in find_people(desk, "1000000008")] == [kept.id]


def test_where_both_files_differ_the_clerk_says_which_value_counts(desk: Desk) -> None:
    kept, other = two_files(desk)
    pair = compare_persons(desk, kept.id, other.id)
    assert [item.part for item in pair.differences] == ["name", "mobile"]
    join_persons(desk, kept.id, other.id, ["mobile"])
    assert find_people(desk, "نورة")[0].mobile == "+966502222222"
    join_persons(desk, kept.id, other.id, [])
    assert find_people(desk, "نورة")[0].mobile == "+966501111111"


def test_the_page_of_either_file_shows_what_happened_in_both(desk: Desk) -> None:
    kept, other = two_files(desk)
    visits = {visit_of(desk, kept), visit_of(desk, other)}
    join_persons(desk, kept.id, other.id)
    for asked, beside in ((kept, other), (other, kept)):
        page = show_person(desk, asked.number)
        assert page.person.id == asked.id
        assert [file.id for file in page.same] == [beside.id]
        assert {visit.id for visit in page.visits} == visits
        assert page.whole.id == kept.id


def test_parting_gives_each_file_back_as_it_was(desk: Desk) -> None:
    kept, other = two_files(desk)
    before = {person.id: show_person(desk, person.id) for person in (kept, other)}
    join_persons(desk, kept.id, other.id, ["mobile"])
    parted = part_persons(desk, other.id, kept.id)
    assert {id: show_person(desk, id) for id in before} == before
    assert {person.id for person in find_people(desk, "الواحي")} == {kept.id, other.id}
    undo_part(desk, parted.links)
    assert len(find_people(desk, "الواحي")) == 1


def test_a_link_is_taken_back_and_the_log_stays_whole(desk: Desk) -> None:
    kept, other = two_files(desk)
    undo_join(desk, join_persons(desk, kept.id, other.id).links)
    assert len(find_people(desk, "الواحي")) == 2
    assert desk.store.check_rows() == ()
    assert list(desk.store.check_chain()) == []


def test_a_third_file_joins_the_person_and_not_one_of_his_files(desk: Desk) -> None:
    kept, other = two_files(desk)
    third = register_person(desk, PersonDraft(name="نورة الواحي", iban="SA0380000000608010167519")).person
    join_persons(desk, kept.id, other.id)
    join_persons(desk, other.id, third.id)
    (found,) = find_people(desk, "نورة")
    assert (found.id, found.iban) == (kept.id, third.iban)
    with pytest.raises(RuleBroken) as refused:
        join_persons(desk, other.id, third.id)
    assert refused.value.code == "person.same.known"
    with pytest.raises(RuleBroken) as unlinked:
        part_persons(desk, other.id, third.id)
    assert unlinked.value.code == "person.same.none"


def test_a_file_is_not_linked_with_itself_nor_over_an_unknown_field(desk: Desk) -> None:
    kept, other = two_files(desk)
    with pytest.raises(RuleBroken) as itself:
        join_persons(desk, kept.id, kept.number)
    assert itself.value.code == "person.same.itself"
    with pytest.raises(RuleBroken) as unknown:
        join_persons(desk, kept.id, other.id, ["height"])
    assert unknown.value.code == "person.same.part"


def test_the_identity_number_of_ones_own_other_file_may_be_written_into_this_one(desk: Desk) -> None:
    kept, other = two_files(desk)
    draft = PersonDraft(**{**vars(draft_of(kept)), "id_number": "1000000008"})
    with pytest.raises(RuleBroken):
        edit_person(desk, show_person(desk, kept.id), draft)
    join_persons(desk, kept.id, other.id)
    assert edit_person(desk, show_person(desk, kept.id), draft)


def test_two_laptops_that_link_the_same_files_the_other_way_round_show_one_and_the_same_person(office: Office) -> None:
    kept, other = two_files(office.here)
    office.sync()
    join_persons(office.here, kept.id, other.id)
    join_persons(office.there, other.id, kept.id)
    office.sync()
    office.assert_agreed()
    shown = [find_people(desk, "الواحي") for desk in (office.here, office.there)]
    assert shown[0] == shown[1]
    assert [person.id for person in shown[0]] == [min(kept.id, other.id)]
    part_persons(office.here, kept.id, other.id)
    office.sync()
    office.assert_agreed()
    assert len(find_people(office.there, "الواحي")) == 2


def test_two_laptops_that_choose_differently_leave_the_choice_to_a_person(office: Office) -> None:
    kept, other = two_files(office.here)
    join_persons(office.here, kept.id, other.id)
    office.sync()
    join_persons(office.here, kept.id, other.id, ["mobile"])
    join_persons(office.there, kept.id, other.id, ["name"])
    office.sync()
    office.assert_agreed()
    (task,) = list_tasks(office.here)
    settle_task(office.here, task.id, 0)
    assert list_tasks(office.here) == ()


def test_a_link_over_a_file_that_was_erased_holds_and_one_to_it_leaves_the_other_alone(desk: Desk) -> None:
    kept, other = two_files(desk)
    gone = desk.new_id()
    with desk.store.work("person.join", desk.user.id) as work:
        work.same_persons.add(SameAs(desk.new_id(), kept.id, gone))
        work.same_persons.add(SameAs(desk.new_id(), gone, other.id))
    assert [person.id for person in find_people(desk, "الواحي")] == [other.id]
    assert [file.id for file in show_person(desk, kept.id).same] == [other.id]
    alone = register_person(desk, PersonDraft(name="سارة بنت فهد الرملي")).person
    with desk.store.work("person.join", desk.user.id) as work:
        work.same_persons.add(SameAs(desk.new_id(), alone.id, desk.new_id()))
    assert find_people(desk, "سارة") == (alone,)
    assert show_person(desk, alone.id).same == ()
