"""A person who was erased is gone from head office and from every laptop, whoever wrote about him when."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from db.interview_files import InterviewFileRow
from db.print_jobs import PrintJobRow
from db.prints import PrintRow
from db.unit_of_work import Seen
from desktop.sync import requesting
from desktop.sync.budget import Budget
from domain.asker import Asker
from domain.compensation import Dossier, Harm
from domain.complaint import Complaint, ComplaintStep
from domain.contact import Contact, Reach
from domain.enquiry import Enquiry, Matter, Route
from domain.errors import RuleBroken
from domain.interview import LEFT, Draft, Interview
from domain.settlement import Settlement, Term
from domain.sync.tables import COMPLAINTS, ERASURE_SCHEMA
from domain.user import User
from domain.visit import Visit
from headoffice.store.database_url import DatabaseUrl
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.hub_backup import backup_of, restore
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import AUTHOR, OFFICE, Maker

CANARY = "كناري-الذي-يجب-أن-يختفي"


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", database=hub_database) as hub:
        yield hub


@pytest.fixture
def laptops(make: Maker, hub: RunningHub) -> Iterator[tuple[BranchLaptop, BranchLaptop]]:
    with ExitStack() as stack:
        pair = [stack.enter_context(branch_laptop(make, name)) for name in ("one", "two")]
        for laptop in pair:
            laptop.enrol(hub.url, hub.code(OFFICE))
        make_administrator(pair[0])
        for laptop in pair:
            laptop.sync()
        yield pair[0], pair[1]


def make_administrator(laptop: BranchLaptop) -> None:
    with laptop.store.work("office.open", AUTHOR) as work:
        work.users.add(User(AUTHOR, "amina", "أمينة", ("administrator",)))


def erase(laptop: BranchLaptop, person: str) -> None:
    with laptop.store.work("person.erase", AUTHOR) as work:
        work.operations.erase(person, "طلب صاحب البيانات")


def write_everything_about(laptop: BranchLaptop, person: str) -> None:
    """A visit, an edited field, an interview with a picture, and one of a complaint, a contact taken away, a draft with
    another picture, a form that was not saved."""
    store = laptop.store
    visit = Visit(laptop.small.new_id(), "2026-11-21", "09:15", "men", person=person, note=CANARY)
    interview = Interview(
        laptop.small.new_id(), "I-1", person, "f", "1", "0" * 64, "2026-11-21T09:00", CANARY, "0" * 64, LEFT
    )
    with store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    for told in (interview, replace(interview, id=laptop.small.new_id())):
        with store.work("interview.leave", AUTHOR) as work:
            if told is not interview:
                work.place(told.id, COMPLAINTS)
            work.interviews.add(told)
            file = store.blobs.prepare(CANARY.encode())
            row = (laptop.small.new_id(), told.id, person, file.name, f"{file.name.hex()}.jpg", CANARY, file.size)
            work.interview_files.add(InterviewFileRow(*row, "t", AUTHOR))
            work.keep_file(file)
    contact = Contact(laptop.small.new_id(), person, Reach("relative", "+966501234567", CANARY), False, "", "t", AUTHOR)
    with store.work("contact.add", AUTHOR) as work:
        work.contacts.add(contact)
    with store.work("contact.remove", AUTHOR) as work:
        work.contacts.remove(contact, CANARY)
    laptop.edit_person(person, town=CANARY)
    store.drafts.save(Draft(interview.id, person, "f", "1", "0" * 64, CANARY, "t", "t", AUTHOR))
    drafted = store.blobs.prepare(f"{CANARY}2".encode())
    store.draft_files.hold(interview.id, drafted, answer=f"{drafted.name.hex()}.jpg", title=CANARY)
    store.prints.add(PrintRow("a", person, "0" * 64, "signed", "file", CANARY, 1, "t", AUTHOR))
    paper = CANARY.encode()
    store.print_jobs.add(
        PrintJobRow(
            *(laptop.small.new_id(), "receipt", CANARY, person, None, "", "0" * 64, paper, "roll", 1, "", False),
            *("failed", 0, "", "", "t", AUTHOR),
        )
    )
    store.settings.save("people.unsaved.u", f'[{{"person": "{person}", "name": "{CANARY}", "fields": {{}}}}]')


def assert_gone(hub: RunningHub, *laptops: BranchLaptop) -> None:
    for laptop in laptops:
        assert laptop.dump() == hub.dump()
        assert CANARY not in laptop.dump()
        assert laptop.store.check_rows() == ()
        assert list(laptop.store.check_chain()) == []
        assert laptop.store.drafts.all() == ()
        assert list((laptop.store.folder / "blobs").glob("*/*")) == []
        assert CANARY not in (laptop.store.settings.find("people.unsaved.u") or "")
        database = laptop.store.database
        for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            assert CANARY not in "".join(map(_text, database.execute(f"SELECT * FROM {name}").fetchall()))


def _text(row: tuple[object, ...]) -> str:
    return " ".join(item.decode("utf-8", "replace") if isinstance(item, bytes) else str(item) for item in row)


def test_everything_about_an_erased_person_goes_everywhere_and_the_rest_stays(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]
) -> None:
    one, two = laptops
    person, other = one.add_person(CANARY, mobile="+966501234567"), one.add_person("من يبقى")
    write_everything_about(one, person)
    for laptop in (one, two):
        laptop.sync()
    write_everything_about(two, person)
    two.sync()
    erase(one, person)
    assert CANARY in one.dump()  # until head office has applied it
    for laptop in (one, two, one):
        assert laptop.sync().problem is None
    assert other in one.dump()
    assert_gone(hub, one, two)


def test_a_laptop_that_was_away_for_weeks_erases_what_it_had_written_and_not_sent(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]
) -> None:
    one, two = laptops
    person = one.add_person(CANARY)
    for laptop in (one, two):
        laptop.sync()
    write_everything_about(two, person)
    visit = two.count()
    erase(one, person)
    one.sync()
    outcome = two.sync()
    assert (outcome.problem, outcome.waiting.count) == (None, 0)
    one.sync()
    assert visit in one.dump()
    assert_gone(hub, one, two)
    refused = [deed.reason for deed in two.store.deeds.not_applied()]
    assert set(refused) == {"subject.erased"}


def test_a_fresh_laptop_never_gets_a_byte_of_an_erased_person(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop], make: Maker
) -> None:
    one, two = laptops
    person = one.add_person(CANARY)
    write_everything_about(one, person)
    one.sync()
    two.sync()
    erase(two, person)
    two.sync()
    with branch_laptop(make, "three") as three:
        three.enrol(hub.url, hub.code(OFFICE))
        assert three.sync().problem is None
        one.sync()
        assert_gone(hub, one, two, three)


def test_nothing_can_be_written_about_an_erased_person(laptops: tuple[BranchLaptop, BranchLaptop]) -> None:
    one, _ = laptops
    person = one.add_person(CANARY)
    one.sync()
    found, seen = one.store.persons.get(person)
    erase(one, person)
    one.sync()
    visit = Visit(one.small.new_id(), "2026-11-21", "09:15", "men", person=person)
    with pytest.raises(RuleBroken) as refused, one.store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    assert refused.value.code == "subject.erased"
    with pytest.raises(RuleBroken) as refused, one.store.work("person.edit", AUTHOR) as work:
        work.operations.put(Seen("persons", found.id, seen.state), {"town": "أبها"}, subject=None)
    assert refused.value.code == "subject.erased"


@pytest.mark.parametrize(("is_known", "reason"), [(True, "erase.not_allowed"), (False, "row.unknown")])
def test_head_office_erases_for_nobody_but_an_administrator_it_knows(
    is_known: bool,
    reason: str,
    hub: RunningHub,
    laptops: tuple[BranchLaptop, BranchLaptop],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = laptops
    person = one.add_person(CANARY)
    stranger = "01990000-0000-7000-8000-00000000000f"
    if is_known:
        with one.store.work("user.add", AUTHOR) as work:
            work.users.add(User(stranger, "nawaf", "نواف", ("clerk", "supervisor")))
    one.sync()
    two.sync()
    monkeypatch.setattr("db.folding.Folding.refuse_unfit", lambda *_: frozenset())
    with two.store.work("person.erase", stranger) as work:
        work.operations.erase(person, "بلا صلاحية")
    for laptop in (two, one):
        laptop.sync()
        assert CANARY in laptop.dump()
        assert laptop.dump() == hub.dump()
    assert [deed.reason for deed in two.store.deeds.not_applied()] == [reason, reason]  # one in each partition


def test_an_edit_that_an_erased_part_had_replaced_is_shown_again_alike_everywhere(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]
) -> None:
    """A refold from what remains: the visit's first note comes back, since the word over it was about the person."""
    one, two = laptops
    person = one.add_person("أحد")
    visit = Visit(one.small.new_id(), "2026-11-21", "09:15", "men", note="الأولى")
    with one.store.work("visit.count", AUTHOR) as work:
        work.visits.add(visit)
    with one.store.work("visit.describe", AUTHOR) as work:
        work.visits.describe(one.store.seen("visits", visit.id), {"note": CANARY}, person=person)
    for laptop in (one, two):
        laptop.sync()
    erase(two, person)
    for laptop in (two, one):
        laptop.sync()
        assert laptop.store.visits.get(visit.id)[0].note == "الأولى"
    assert_gone(hub, one, two)


@pytest.mark.parametrize("hub_database", ["sqlite"], indirect=True)
def test_a_restored_head_office_that_had_not_heard_of_the_erasure_hears_of_it_again(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]
) -> None:
    one, two = laptops
    person = one.add_person(CANARY)
    one.sync()
    backup = backup_of(hub)
    write_everything_about(one, person)
    visit = one.count()
    one.sync()
    two.sync()
    erase(two, person)
    two.sync()
    one.sync()
    restore(hub, backup)
    for _ in range(3):
        for laptop in (one, two):
            laptop.sync()
    assert visit in two.dump()
    assert_gone(hub, one, two)


@pytest.mark.parametrize("hub_database", ["sqlite"], indirect=True)
def test_no_byte_is_left_in_head_offices_files(hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]) -> None:
    one, _ = laptops
    person = one.add_person(CANARY)
    for _ in range(30):
        write_everything_about(one, person)
        one.budget = Budget()
        one.sync()
    raw = b"".join(path.read_bytes() for path in hub.folder.rglob("*") if path.is_file())
    assert CANARY.encode() in raw
    erase(one, person)
    one.sync()
    left = {path.name: path.read_bytes().count(CANARY.encode()) for path in hub.folder.rglob("*") if path.is_file()}
    assert not any(left.values()), left


def test_a_missing_part_without_an_erasure_is_damage(laptops: tuple[BranchLaptop, BranchLaptop]) -> None:
    one, _ = laptops
    person = one.add_person("أحد")
    one.sync()
    one.store.database.execute("DELETE FROM part WHERE entry = (SELECT entry FROM persons WHERE id = ?)", (person,))
    assert any("a part is missing" in finding for finding in one.store.check_chain())


def test_a_program_from_before_erasures_is_told_to_update_and_loses_nothing(
    laptops: tuple[BranchLaptop, BranchLaptop], hub: RunningHub
) -> None:
    """It could not decode what is left of an erased entry: it sends, reads on once it is updated, and forgets then."""
    one, older = laptops
    person = one.add_person("سعاد ناصر", mobile="+966501234567")
    write_everything_about(one, person)
    one.sync()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requesting, "SCHEMA_VERSION", ERASURE_SCHEMA - 1)
        assert older.sync().problem is None
        erase(one, person)
        one.sync()
        older.count("women")
        for _ in range(2):
            told = older.sync()
            assert told.problem is not None
            assert (told.problem.code, told.problem.needs_person) == ("sync.older_program", True)
            assert (told.waiting.count, told.received) == (0, 0)
        assert ("women", 1) in older.store.visits.tally("2026-11-21").by_category
        assert older.store.check_rows() == ()
    assert older.sync().problem is None
    one.sync()
    assert_gone(hub, one, older)


def test_a_program_from_before_erasures_reads_on_while_nobody_was_erased(
    laptops: tuple[BranchLaptop, BranchLaptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, older = laptops
    one.count()
    one.sync()
    monkeypatch.setattr(requesting, "SCHEMA_VERSION", ERASURE_SCHEMA - 1)
    told = older.sync()
    assert (told.problem, told.received) == (None, 1)


def test_an_open_complaint_and_an_enquiry_go_with_their_person_whoever_was_working_on_them(
    hub: RunningHub, laptops: tuple[BranchLaptop, BranchLaptop]
) -> None:
    one, two = laptops
    person = one.add_person("نورة")
    at = "2026-11-21T10:00"
    told = Complaint(
        *(one.small.new_id(), "C-1", "2026-11-21", "letter", at, AUTHOR, CANARY, CANARY, CANARY), person=person
    )
    with one.store.work("complaint.register", AUTHOR) as work:
        work.complaints.add(told)
    one.sync()
    two.sync()
    _work_on(two, told.id)
    erase(one, person)
    _work_on(one, told.id)
    for laptop in (one, two, one, two):
        laptop.sync()
    assert_gone(hub, one, two)
    assert one.store.complaints.all() == two.store.complaints.all() == ()
    for laptop in laptops:
        with pytest.raises(RuleBroken), laptop.store.work("complaint.note", AUTHOR) as work:
            work.complaints.add_step(ComplaintStep(laptop.small.new_id(), told.id, person, "noted", CANARY, at, AUTHOR))


def _work_on(laptop: BranchLaptop, complaint: str) -> None:
    """Its story, a settlement, a dossier and an outcome, in entries of their own."""
    store, at, new_id = laptop.store, "2026-11-21T11:00", laptop.small.new_id
    found, seen = store.complaints.get(complaint)
    of = (found.id, found.person)
    with store.work("complaint.note", AUTHOR) as work:
        work.complaints.add_step(ComplaintStep(new_id(), *of, "noted", CANARY, at, AUTHOR))
        work.complaints.plan(seen, replace(found, next_step=CANARY, next_day="2026-11-22"))
    with store.work("settlement.write", AUTHOR) as work:
        term = Term(CANARY, CANARY, "2026-12-01")
        work.settlements.add(Settlement(new_id(), *of, "S-1", at, AUTHOR, (term,), (CANARY,), "2026-11-21"))
    with store.work("compensation.open", AUTHOR) as work:
        work.compensations.add(Dossier(new_id(), *of, "D-1", at, AUTHOR, Harm(CANARY, CANARY, CANARY)))
    with store.work("complaint.decide", AUTHOR) as work:
        decided = replace(
            found, outcome="explained", outcome_note=CANARY, outcome_at=at, outcome_by=AUTHOR, progress="answered"
        )
        work.complaints.decide(store.complaints.get(complaint)[1], decided)
    asked = Enquiry(
        id=new_id(),
        number="E-1",
        asked_at="2026-11-21T11:00:00+03:00",
        taken_by=AUTHOR,
        asker=Asker(person=found.person),
        visit="",
        channel="telephone",
        kind="general",
        matter=Matter(CANARY, CANARY),
        route=Route(),
    )
    with store.work("enquiry.take", AUTHOR) as work:
        work.enquiries.add(asked)
