"""What head office itself says to the association: laptops read it, none writes it, and it outlives head office."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from domain.errors import RuleBroken
from domain.holidays import OFF
from domain.official import OfficialDraft
from domain.sync.authors import HEAD_OFFICE
from domain.sync.chain import FIRST_HASH, Written, build_entry
from domain.sync.entries import Add, EntryId
from domain.sync.partitions import REFERENCE_PARTITION
from domain.sync.reference_tables import HOLIDAYS
from domain.sync.signatures import sign_segment
from domain.sync.wire import Refusal, Segment, unpack_body, wire_entry
from domain.text import Text
from headoffice import send, snapshots
from headoffice.devices import grant_all_returned
from headoffice.reference_holidays import declare_holiday, list_holidays, withdraw_holiday
from headoffice.reference_officials import add_official, change_official, list_officials, remove_official
from headoffice.store.database_url import DatabaseUrl
from tests.support.bare_device import BareDevice
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.clock import HandClock
from tests.support.hub_backup import Pasts, pasts_of
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_store import OFFICE, Maker
from tests.support.stick_carrier import StickCarrier

DAY = date(2026, 12, 1)
SECOND = date(2026, 12, 8)
TITLE = Text("إجازة خاصة", "A special day")


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[RunningHub]:
    with running_hub(tmp_path / "hub", HandClock(), database=hub_database) as hub:
        yield hub


@pytest.fixture
def pasts(request: pytest.FixtureRequest, hub: RunningHub, hub_database: DatabaseUrl | None) -> Iterator[Pasts]:
    server = request.getfixturevalue("postgresql") if hub_database is not None else None
    with pasts_of(hub, server) as pasts:
        yield pasts


@pytest.fixture
def laptop(hub: RunningHub, tmp_path: Path) -> Iterator[BranchLaptop]:
    with branch_laptop(Maker(tmp_path), "one") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        yield laptop


def declare(hub: RunningHub, first: date = DAY, last: date | None = None, *, kind: str = OFF) -> str:
    with hub.open_beside() as beside:
        return declare_holiday(beside, kind, first, last or first, title=TITLE, declared_by="المدير العام").id


def withdraw(hub: RunningHub, holiday: str) -> None:
    with hub.open_beside() as beside:
        withdraw_holiday(beside, holiday, "أُجّلت")


def declared(hub: RunningHub) -> list[date]:
    with hub.open_beside() as beside:
        return [one.first for one in list_holidays(beside)]


def days_here(laptop: BranchLaptop) -> list[str]:
    return [row[2] for row in laptop.store.holidays.standing()]


def assert_synced(laptop: BranchLaptop) -> None:
    assert laptop.sync().problem is None
    assert laptop.store.check_rows() == ()
    assert list(laptop.store.check_chain()) == []


def test_a_holiday_that_head_office_declares_reaches_a_laptop_in_its_round_and_goes_when_it_is_withdrawn(
    hub: RunningHub, laptop: BranchLaptop
) -> None:
    holiday = declare(hub)
    assert_synced(laptop)
    assert days_here(laptop) == ["2026-12-01"]
    withdraw(hub, holiday)
    assert_synced(laptop)
    assert (days_here(laptop), declared(hub)) == ([], [])
    declare(hub)
    assert_synced(laptop)
    assert days_here(laptop) == ["2026-12-01"]


@pytest.mark.parametrize("device", ["its own", "head office's"])
def test_a_laptop_writes_nothing_there_in_its_own_name_or_in_head_offices(
    hub: RunningHub, laptop: BranchLaptop, device: str
) -> None:
    with httpx.Client(trust_env=False) as line:
        bare = BareDevice(hub, line, replica=bytes(15) + b"\7").enrol()
        with hub.open_beside() as beside:
            own = beside.registry.head_office.id
        entry, _ = build_entry(
            [Written(Add(HOLIDAYS.number, laptop.small.new_id(), {}), None)],
            partition=REFERENCE_PARTITION,
            id=EntryId(bare.replica, 1),
            clock=1,
            author=HEAD_OFFICE,
            action="holiday.declare",
            seen=0,
            previous=FIRST_HASH,
            salts=[bytes(16)],
        )
        signature = sign_segment(bare.key, REFERENCE_PARTITION, bare.replica, 1, entry.hash)
        named = bare.id if device == "its own" else own
        wired = [wire_entry(entry)]
        forged = Segment(REFERENCE_PARTITION, bare.replica, FIRST_HASH, 1, wired, signature, named)
        answer = bare.sync(forged)
    assert (answer.status_code, unpack_body(answer.content, Refusal).code) == (
        (403, "sync.grant") if device == "its own" else (401, "sync.signature")
    )
    assert declared(hub) == []


def test_days_come_with_a_first_load_and_are_the_same(
    hub: RunningHub, laptop: BranchLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LEAST_POSITIONS", 2)
    monkeypatch.setattr(send, "MAX_ITEMS", 2)
    monkeypatch.setattr(send, "LAST_ITEM", 2)
    days = [DAY.replace(day=day) for day in range(1, 8)]
    for day in days:
        declare(hub, day)
    assert_synced(laptop)
    assert days_here(laptop) == [day.isoformat() for day in days]


def test_a_wiped_head_office_gets_back_from_laptops_what_it_said(
    hub: RunningHub, laptop: BranchLaptop, pasts: Pasts
) -> None:
    withdraw(hub, declare(hub, SECOND))
    declare(hub)
    assert_synced(laptop)
    pasts.wipe()
    assert declared(hub) == []
    assert laptop.sync().problem is not None  # it may send, and reads when an administrator has confirmed it
    with hub.open_beside() as beside:
        grant_all_returned(beside)
    assert_synced(laptop)
    assert (declared(hub), days_here(laptop)) == ([DAY], ["2026-12-01"])


def test_a_restored_head_office_that_speaks_before_it_is_told_what_it_had_said_forks_nothing(
    hub: RunningHub, laptop: BranchLaptop, pasts: Pasts
) -> None:
    declare(hub)
    past = pasts.now()
    declare(hub, SECOND)
    assert_synced(laptop)
    pasts.put_back(past)
    third = declare(hub, date(2026, 12, 15))
    assert_synced(laptop)
    assert_synced(laptop)
    expected = [DAY, SECOND, date(2026, 12, 15)]
    assert declared(hub) == expected
    assert sorted(days_here(laptop)) == [day.isoformat() for day in expected]
    withdraw(hub, third)
    assert_synced(laptop)
    assert declared(hub) == expected[:2]


def test_liaison_officers_of_the_association_are_every_offices_and_an_offices_own_stay_its_own(
    hub: RunningHub, laptop: BranchLaptop
) -> None:
    with hub.open_beside() as beside:
        made = add_official(beside, OfficialDraft("سعد الحربي", telephone="0500000001", charges=("*",)))
        changed = change_official(beside, made.id[-8:], {"post": "ضابط الاتصال"})
        add_official(beside, OfficialDraft("ريم الفهد"))
        assert [one.name for one in list_officials(beside)] == ["ريم الفهد", "سعد الحربي"]
        with pytest.raises(RuleBroken, match="nothing was written"):
            change_official(beside, made.id[-8:], {"post": "ضابط الاتصال"})
    assert_synced(laptop)
    here = {one.name: one for one in laptop.store.officials.all()}
    assert here.keys() == {"ريم الفهد", "سعد الحربي"}
    found = here["سعد الحربي"]
    assert (found.post, found.telephone, found.charges, found.is_of_association) == (
        *("ضابط الاتصال", changed.telephone, changed.charges, True),
    )
    with hub.open_beside() as beside:
        remove_official(beside, made.id[-8:], "انتقل إلى عمل آخر")
    assert_synced(laptop)
    assert [one.name for one in laptop.store.officials.all()] == ["ريم الفهد"]


def test_a_stick_brings_what_head_office_said(tmp_path: Path) -> None:
    with running_hub(tmp_path / "hub", HandClock()) as hub, branch_laptop(Maker(tmp_path), "one") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        declare(hub)
        carrier = StickCarrier(hub, tmp_path)
        carrier.round(laptop)
        assert days_here(laptop) == ["2026-12-01"]
