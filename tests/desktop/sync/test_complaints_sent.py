"""A laptop that only sends complaints, at a real head office: no byte of others' comes to it, all of its own goes."""

from collections.abc import Iterator

import httpx
import pytest

from domain.complaint import Complaint, ComplaintStep
from domain.sync.entries import Add
from domain.sync.partitions import partition_of
from domain.sync.tables import CASE_STEPS, COMPLAINTS
from headoffice.office_grants import SENDING
from tests.desktop.sync.test_erasure import make_administrator
from tests.support.bare_device import COMPLAINTS_PARTITION, BareDevice
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.made_entries import row
from tests.support.running_hub import RunningHub
from tests.support.small_store import AUTHOR, OFFICE, Maker

SECRET = "سرٌّ-لا-يصل"
OF_COMPLAINTS = partition_of(OFFICE, COMPLAINTS)


@pytest.fixture
def desk(make: Maker, hub: RunningHub) -> Iterator[BranchLaptop]:
    with branch_laptop(make, "desk") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE, complaints=SENDING))
        yield laptop


@pytest.fixture
def supervisor(make: Maker, hub: RunningHub) -> Iterator[BranchLaptop]:
    with branch_laptop(make, "supervisor") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        make_administrator(laptop)
        laptop.sync()
        yield laptop


def take_down(laptop: BranchLaptop, told: str, person: str = "") -> Complaint:
    at = "2026-11-21T10:00"
    one = Complaint(*(laptop.small.new_id(), "C", "2026-11-21", "letter", at, AUTHOR, "تأخر", told, ""), person=person)
    with laptop.store.work("complaint.register", AUTHOR) as work:
        work.complaints.add(one)
    return one


def work_on(laptop: BranchLaptop, one: Complaint) -> None:
    step = ComplaintStep(laptop.small.new_id(), one.id, one.person, "noted", SECRET, "2026-11-21T11:00", AUTHOR)
    with laptop.store.work("complaint.note", AUTHOR) as work:
        work.complaints.add_step(step)


def stored_bytes(laptop: BranchLaptop) -> bytes:
    return b"".join(data for (data,) in laptop.store.database.execute("SELECT data FROM part"))


def test_what_it_takes_down_arrives_and_nothing_that_others_wrote_comes_back(
    desk: BranchLaptop, supervisor: BranchLaptop, hub: RunningHub
) -> None:
    desk.sync()
    one = take_down(desk, "من المكتب")
    other = take_down(supervisor, SECRET)
    outcome = desk.sync()
    assert (outcome.problem, outcome.waiting.count) == (None, 0)
    supervisor.sync()
    work_on(supervisor, one)
    supervisor.sync()
    assert {found.id for found in supervisor.store.complaints.all()} == {one.id, other.id}
    for _ in range(2):
        assert desk.sync().problem is None
    assert [found.id for found in desk.store.complaints.all()] == [one.id]
    assert SECRET.encode() not in stored_bytes(desk)
    assert desk.store.only_sends_complaints
    assert supervisor.dump() == hub.dump()
    assert desk.store.check_rows() == ()


def test_whoever_is_erased_by_another_laptop_goes_from_what_it_only_sent_too(
    desk: BranchLaptop, supervisor: BranchLaptop, hub: RunningHub
) -> None:
    person = desk.add_person("سعاد")
    desk.sync()
    take_down(desk, SECRET, person)
    desk.sync()
    supervisor.sync()
    with supervisor.store.work("person.erase", AUTHOR) as work:
        work.operations.erase(person, "طلب صاحب البيانات")
    supervisor.sync()
    desk.sync()
    for laptop in (desk, supervisor):
        assert SECRET.encode() not in stored_bytes(laptop)
        assert laptop.store.complaints.all() == ()
        assert list(laptop.store.check_chain()) == []
        assert laptop.store.check_rows() == ()
    assert SECRET not in hub.dump()
    desk.count()
    assert (desk.sync().problem, desk.store.exchange.waiting().count) == (None, 0)


def test_a_laptop_that_has_both_partitions_agrees_with_head_office_when_another_gives_an_id_to_a_row_in_each(
    supervisor: BranchLaptop, hub: RunningHub
) -> None:
    with httpx.Client(trust_env=False) as line:
        forged = BareDevice(hub, line, replica=bytes(15) + b"\7").enrol()
        for device in (forged.at(COMPLAINTS_PARTITION), forged):
            device.write(Add(CASE_STEPS.number, row(1), {}))
            assert device.sync(device.segment()).status_code == 200
            assert supervisor.sync().problem is None
    assert supervisor.sync().problem is None
