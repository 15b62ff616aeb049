"""What the registers of an office leave in the log (committee, inspections, sheets, questions, suggestions, complaints)
travels by stick as by the line: two laptops without one end alike, and persons who were joined meanwhile are one."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest

from desktop.bootstrap_sync import enrol
from desktop.sync.peer import PeerStore
from desktop.sync.stick import copy_out, take_in
from desktop.usecases.check_store import dump, verify
from desktop.usecases.desk import Desk
from desktop.usecases.hold_committee import open_committee
from desktop.usecases.join_persons import find_group, join_persons
from desktop.usecases.know_request import know_request
from desktop.usecases.list_requests import review_request
from domain.committee import SessionDraft
from domain.errors import RuleBroken
from domain.person import PersonDraft
from domain.sync.carried import Progress
from headoffice.stick import StickService
from tests.desktop.usecases.test_surveys import sheet
from tests.support.complaints import settled_complaint
from tests.support.decided import MEMBERS, handed_in, with_roles
from tests.support.laptop import Laptop
from tests.support.office_deeds import OfficeDeeds
from tests.support.running_hub import RunningHub

DEEDS = 40
PEOPLE = (
    PersonDraft(name="نورة الواحي", id_number="1000000008", mobile="0512345678", born="14/8/1407"),
    PersonDraft(name="نوره الواحى", mobile="0512345679", born="14/8/1407"),
)


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def desks(hub: RunningHub, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Two that have joined, and from then on see no line."""
    with ExitStack() as stack:
        pair = [stack.enter_context(Laptop(tmp_path / f"desk-{seed}", seed=seed).at_work()) for seed in (1, 2)]
        for desk in pair:
            enrol(desk, hub.url, str(hub.code("RYD1")))
        yield pair[0], pair[1]


def carry(hub: RunningHub, desk: Desk, place: Path) -> None:
    """There and back."""
    reply = place.with_name(f"reply-{place.name}")
    copy_out(PeerStore(desk.store), place, now=desk.now(), progress=Progress())
    with hub.open_beside() as opened:
        service = StickService(opened, hub.folder)
        service.reply(service.take_in(place), reply)
    take_in(PeerStore(desk.store), reply, progress=Progress())


def test_every_register_is_the_same_on_two_laptops_that_a_stick_alone_connects(
    hub: RunningHub, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    random = Random(1448)
    requests = [handed_in(desks[0], one) for one in PEOPLE]
    settled_complaint(with_roles(desks[0], "administrator", "manager"))
    here, there = (with_roles(desk, "administrator", "manager", "secretary", "supervisor") for desk in desks)
    open_committee(here, SessionDraft("", here.today()), MEMBERS, requests)
    carried = iter(tmp_path / f"{number}.istiqbal" for number in range(100))
    for desk in (here, there, here):
        carry(hub, desk, next(carried))
    kept, behind = (know_request(here, one).row.person for one in requests)
    deeds = OfficeDeeds(random, requests, [kept, behind], sheet())
    for number in range(DEEDS):
        before = random.getstate()
        for desk in random.choice(((here,), (there,), (here, there))):
            random.setstate(before)
            try:
                deeds.act(desk)
            except RuleBroken:
                continue
        if number % 10 == 9:
            carry(hub, random.choice((here, there)), next(carried))
    join_persons(here, kept, behind)
    for desk in (here, there, here, there):
        carry(hub, desk, next(carried))
    assert dump(here) == dump(there)
    assert verify(here).is_clean
    assert verify(there).is_clean
    for desk in (here, there):
        group = find_group(desk, desk.store.persons.get(behind)[0])
        assert {one.id for one in group.files} == {kept, behind}
        assert [len(review_request(desk, one).steps) > 1 for one in requests] == [True, True]
