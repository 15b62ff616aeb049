"""What somebody complains of stands in the partition of complaints alone; all that a laptop does holds for two."""

from collections.abc import Sequence

import pytest

from db.folding import Folding
from db.unit_of_work import Operations
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_asker, erase_giver, erase_party
from desktop.usecases.hold_interview import begin_interview, leave_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.know_complaint import list_complaints, show_complaint
from desktop.usecases.list_waiting import list_waiting
from desktop.usecases.register_complaint import Matter, mend_complaint, undo_registration
from desktop.usecases.reopen_task import reopen_task
from desktop.usecases.review_departure import complete_case
from desktop.usecases.settle_task import list_tasks, settle_task
from desktop.usecases.show_history import show_history
from desktop.usecases.take_enquiry import take_enquiry, undo_enquiry
from desktop.usecases.take_suggestion import take_suggestion, undo_suggestion
from desktop.usecases.trace_person import trace_person
from desktop.usecases.work_on_complaint import assign_complaint, note_complaint
from domain.enquiry import EnquiryDraft
from domain.errors import RuleBroken
from domain.person import PersonDraft
from domain.suggestion import SuggestionDraft
from domain.sync.chain import FIRST_HASH, build_entry
from domain.sync.entries import EntryId, Operation
from domain.sync.partitions import partition_of
from domain.sync.schema import BY_NUMBER
from domain.sync.tables import COMPLAINTS, GENERAL
from domain.sync.wire import Stamped, Stream, wire_entry
from tests.desktop.usecases.conftest import OFFICE, Office
from tests.desktop.usecases.test_complaints import COMPLAINT, FORM, complain
from tests.support.complaints import register, seated

ABOUT_ALL, OF_COMPLAINTS = (partition_of(OFFICE, name) for name in (GENERAL, COMPLAINTS))
TOLD = str(COMPLAINT["told"])


def said_in(desk: Desk, partition: str, text: str | bytes) -> bool:
    """Whether a part of that partition's log has these words, as they are stored."""
    raw = text.encode() if isinstance(text, str) else text
    found = desk.store.database.execute(
        "SELECT count(*) FROM part AS p JOIN entry AS e ON e.id = p.entry JOIN stream AS s ON s.id = e.stream "
        "WHERE s.partition = ? AND instr(p.data, ?) > 0",
        (partition, raw),
    ).fetchone()
    return bool(found[0])


def counted(desk: Desk) -> dict[str, int]:
    """How many entries each partition has."""
    return dict(
        desk.store.database.execute(
            "SELECT s.partition, count(e.id) FROM stream AS s LEFT JOIN entry AS e ON e.stream = s.id GROUP BY 1"
        ).fetchall()
    )


# --- where it stands -------------------------------------------------------------------------------------------------


def test_nothing_of_a_complaint_told_at_the_desk_is_in_the_general_partition(desk: Desk) -> None:
    held = complain(desk)
    complete_case(desk, held.id)
    one = desk.store.complaints.of_interview(held.id)
    assert one is not None
    note_complaint(desk, one.id, "اتُّصل بالقسم")
    for words in (TOLD, "قسم الخدمات", "اتُّصل بالقسم", held.number):
        assert said_in(desk, OF_COMPLAINTS, words)
        assert not said_in(desk, ABOUT_ALL, words), words
    assert desk.store.place_of("interviews", held.id) == desk.store.place_of("complaints", one.id) == OF_COMPLAINTS
    steps = desk.store.database.execute("SELECT id FROM case_steps").fetchall()
    assert {desk.store.place_of("case_steps", step) for (step,) in steps} == {OF_COMPLAINTS}


def test_an_interview_of_a_complaint_and_its_files_stand_there_from_their_first_entry(desk: Desk) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    opened = begin_interview(desk, FORM, person.id)
    assert not said_in(desk, OF_COMPLAINTS, opened.id)
    with desk.store.work("interview.leave", desk.user.id) as work:
        assert work.operations.written == []
    leave_interview(desk, opened)
    assert desk.store.place_of("interviews", opened.id) == OF_COMPLAINTS
    other = begin_interview(desk, desk.profile.interviews[0], person.id)
    leave_interview(desk, other)
    assert desk.store.place_of("interviews", other.id) == ABOUT_ALL


# --- one action, two entries -----------------------------------------------------------------------------------------


def test_an_action_of_two_partitions_is_whole_or_not_at_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = register_person(desk, PersonDraft(name="نورة الواحي")).person
    before, waiting = counted(desk), len(list_waiting(desk).deeds)
    real = Folding.lay_over

    def breaking(self: Folding, stream: object, operations: Sequence[Operation], *rest: object, **more: object) -> None:
        real(self, stream, operations, *rest, **more)  # type: ignore[arg-type]
        if any(BY_NUMBER[operation.table].name == "complaints" for operation in operations):
            raise KeyboardInterrupt

    write = desk.store.work("test.both", desk.user.id)
    monkeypatch.setattr(Folding, "lay_over", breaking)
    with pytest.raises(KeyboardInterrupt), write as work:
        _write_both(desk, work.operations, person.id)
    assert (counted(desk), desk.store.complaints.all()) == (before, ())
    monkeypatch.undo()
    with desk.store.work("test.both", desk.user.id) as work:
        _write_both(desk, work.operations, person.id)
    assert work.changes.kinds == {"persons", "complaints"}
    assert counted(desk) == {ABOUT_ALL: before[ABOUT_ALL] + 1, OF_COMPLAINTS: 1}
    assert len(list_waiting(desk).deeds) == waiting + 2
    assert list(desk.store.check_chain()) == []
    assert desk.store.check_rows() == ()


def _write_both(desk: Desk, operations: Operations, person: str) -> None:
    cells = {"receipt": [desk.today(), "x", desk.minute(), desk.user.id], "progress": "open", "person": person}
    operations.add("complaints", desk.new_id(), cells, subject=person)
    operations.put(desk.store.seen("persons", person), {"town": "الرياض"}, subject=person)


# --- entries are named within their partition ------------------------------------------------------------------------


def test_history_and_trace_tell_entries_of_one_number_in_two_partitions_apart(office: Office) -> None:
    desk = office.here
    held = complain(desk)
    person = desk.store.interviews.get(held.id)[0].person
    one = list_complaints(desk).lines[0].complaint
    for said in ("أول", "ثان", "ثالث"):
        note_complaint(desk, one.id, said)
    office.sync()
    for at in (office.here, office.there):
        history = show_history(at, "complaints", one.id)
        assert {line.action for field in history.fields for line in field.lines} == {"interview.finish"}
        traced = [deed.action for deed in trace_person(at, person).deeds]
        assert traced.count("complaint.note") == 3
        assert {"person.add", "visit.receive", "interview.finish"} <= set(traced)
        assert not any(deed.is_waiting for deed in trace_person(at, person).deeds)


def test_two_owners_of_a_complaint_are_one_task_that_is_settled_and_taken_back(office: Office) -> None:
    one = register(office.here).complaint
    for at in (office.here, office.there):  # so that entries of one number say different things in the two partitions
        register_person(at, PersonDraft(name=f"نورة {at.store.replica.hex()[:4]}"))
    office.sync()
    assign_complaint(office.here, one.id, unit="المالية")
    assign_complaint(office.there, one.id, unit="الخدمات")
    office.sync()
    for at in (office.here, office.there):
        (task,) = list_tasks(at)
        assert (task.table, task.cell, {choice.author for choice in task.choices}) == (
            *("complaints", "owner"),
            {office.here.user.name, office.there.user.name},
        )
        assert {choice.office for choice in task.choices} == {at.office_name}
        assert [choice.is_here for choice in task.choices].count(True) == 1
    (task,) = list_tasks(office.here)
    settle_task(office.here, task.id, 1)
    office.sync()
    assert (list_tasks(office.here), list_tasks(office.there)) == ((), ())
    reopen_task(office.here, task, 1)
    office.sync()
    assert [choice.values for choice in list_tasks(office.there)[0].choices] == [one.values for one in task.choices]
    office.assert_agreed()


# --- whichever stream comes first ------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [ABOUT_ALL, OF_COMPLAINTS])
def test_rows_are_the_same_whichever_partition_comes_first(office: Office, first: str) -> None:
    here, there = office.here, office.there
    clerk = seated(here, "hind", "clerk")
    held = complain(clerk)
    mend_complaint(clerk, list_complaints(here).lines[0].complaint.id, Matter("تأخر", "شهران"))
    assign_complaint(here, list_complaints(here).lines[0].complaint.id, user="hind")
    office.hub.push(here.store)
    office.hub.pull(there.store, first=first)
    office.hub.pull(here.store, first=first)
    assert there.store.exchange.waiting().parked == 0
    assert show_complaint(there, held.number).line.owner_name.ar == "hind"
    office.sync()
    office.assert_agreed()


# --- a store from before ---------------------------------------------------------------------------------------------


def left_behind(desk: Desk) -> str:
    """A complaint as head office applied it in the general partition, before there was another; its id."""
    writes, complaint = Operations(), desk.new_id()
    cells = {"number": "RYD1-OLD", "receipt": [desk.today(), "x", desk.minute(), desk.user.id], "progress": "open"}
    writes.add("complaints", complaint, {**cells, "grievance": ["تأخر", "شهران", None]}, subject=None)
    entry, header = build_entry(
        writes.written,
        partition=ABOUT_ALL,
        id=EntryId(b"\x07" * 16, 1),
        clock=1,
        author=desk.user.id,
        action="complaint.register",
        seen=0,
        previous=FIRST_HASH,
        salts=iter(lambda: bytes(16), b""),
    )
    item = Stamped(1, header.replica, header.seq, 1, 1, "", wire_entry(entry))
    desk.store.exchange.receive(Stream(ABOUT_ALL, 1, 1, [item], None))
    return complaint


def test_a_complaint_from_before_its_partition_is_still_read_and_says_that_it_can_only_be_read(desk: Desk) -> None:
    old = left_behind(desk)
    assert show_complaint(desk, "RYD1-OLD").complaint.told == "شهران"
    assert desk.store.place_of("complaints", old) == ABOUT_ALL
    with pytest.raises(RuleBroken) as refused:
        mend_complaint(desk, old, Matter("تأخر", "ثلاثة أشهر"))
    assert refused.value.code == "row.left_behind"
    assert show_complaint(desk, old).complaint.told == "شهران"
    assert desk.store.check_rows() == ()
    register(desk)
    assert len(list_complaints(desk).lines) == 2


# --- forgotten -------------------------------------------------------------------------------------------------------


def test_another_party_is_forgotten_also_when_its_complaint_was_taken_back(desk: Desk) -> None:
    one = register(desk, party_kind=desk.profile.party_kinds[0].id, party_name="مؤسسة النخيل").complaint
    undo_registration(desk, one.id)
    for named in (one.id, one.number):
        assert desk.store.complaints.party_of(named) == (one.party_id, "مؤسسة النخيل")
    with pytest.raises(RuleBroken) as refused:
        erase_party(desk, one.number, "طلب صاحب البيانات")
    assert refused.value.code == "erase.not_synced"


def test_an_asker_and_a_giver_are_forgotten_also_when_what_they_said_was_taken_back(desk: Desk) -> None:
    asked = take_enquiry(
        desk,
        EnquiryDraft("متى يُفتح الباب؟", channel="telephone", name="سعد", address="0512345678", department="المالية"),
    )
    given = take_suggestion(desk, SuggestionDraft("مقاعد أكثر", channel="social", name="هند", address="0512345679"))
    enquiry, suggestion = asked.line.enquiry, given.line.suggestion
    undo_enquiry(desk, enquiry.number)
    undo_suggestion(desk, suggestion.number)
    for forget, number in ((erase_asker, enquiry.number), (erase_giver, suggestion.number)):
        with pytest.raises(RuleBroken) as refused:
            forget(desk, number, "طلب صاحب البيانات")
        assert refused.value.code == "erase.not_synced"
    assert desk.store.enquiries.caller_of(enquiry.number) == (enquiry.asker.caller, "سعد")
    assert desk.store.suggestions.caller_of(suggestion.number) == (suggestion.asker.caller, "هند")
