"""The first load of a new laptop: the office's stream as one file, over any line, and work goes on meanwhile."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.sync.budget import Budget
from desktop.sync.client import run_round
from desktop.sync.outcome import RoundOutcome
from desktop.sync.transfer import Step, Transfer
from desktop.sync.transport import open_transport
from domain.sync.partitions import partition_of
from domain.sync.tables import COMPLAINTS
from headoffice import devices, send, snapshots
from headoffice.hub import open_hub
from tests.desktop.sync.test_complaints_sent import take_down
from tests.desktop.sync.test_erasure import erase, make_administrator
from tests.desktop.sync.test_full_disk import full
from tests.desktop.sync.test_rights import id_of
from tests.simulator.mutants_load import another_files_beginning
from tests.support.branch_laptop import BranchLaptop, branch_laptop
from tests.support.cut_line import cut_line
from tests.support.hub_backup import wipe
from tests.support.running_hub import RunningHub
from tests.support.small_store import OFFICE, Maker
from tests.support.strictness import LogWatch

CHUNK = 1_000


class Narrow(Budget):
    """A line that never carries more at once."""

    def note_cut(self) -> None:
        """Nothing changes it."""

    def note_held(self) -> None:
        """Nothing changes it."""


@pytest.fixture(autouse=True)
def _small_things(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes a hundred records a long load."""
    for name, value in {"LEAST_POSITIONS": 20, "CHUNK_BYTES": CHUNK, "PIECES_AT_ONCE": 2, "FRAMES_AT_ONCE": 50}.items():
        monkeypatch.setattr(snapshots, name, value)
    monkeypatch.setattr(send, "MAX_ITEMS", 16)
    monkeypatch.setattr(send, "LAST_ITEM", 24)


def pushed(laptop: BranchLaptop, count: int) -> None:
    """So many visits and persons, some of them edited and voided, at head office in many segments."""
    random = Random(count)
    for number in range(count):
        visit = laptop.count()
        if number % 7 == 0:
            laptop.void_visit(visit, "خطأ في العد")
        if number % 3 == 0:
            person = laptop.add_person(f"سعاد {random.randrange(10**6)}")
            if number % 2:
                laptop.edit_person(person, town=f"مدينة {random.randrange(99)}")
        if number % 10 == 9:
            assert laptop.sync().problem is None
    assert laptop.sync().problem is None


@pytest.fixture
def office(make: Maker, hub: RunningHub) -> Iterator[BranchLaptop]:
    with branch_laptop(make, "office") as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
        pushed(laptop, 60)
        yield laptop


@pytest.fixture
def newcomer(make: Maker, hub: RunningHub) -> Iterator[BranchLaptop]:
    with branch_laptop(make, "newcomer", seed=9) as laptop:
        laptop.budget = Narrow(bytes=700, load_from=20)
        laptop.enrol(hub.url, hub.code(OFFICE))
        yield laptop


def synced(laptop: BranchLaptop, url: str = "", *, most: int = 200) -> RoundOutcome:
    for _ in range(most):
        outcome = laptop.sync(url)
        if outcome.reached_at is not None:
            return outcome
    raise AssertionError(outcome.problem)


def files_of(hub: RunningHub) -> list[Path]:
    return sorted((hub.folder / snapshots.FOLDER).glob("*.snapshot"))


def asked_for(hub: RunningHub, laptop: BranchLaptop) -> int:
    """Bytes of a file that are here."""
    return sum(load.held for load in laptop.side.loads())


def test_a_new_laptop_loads_the_stream_as_one_file_and_then_the_rest_by_rounds(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    newcomer.sync()
    assert len(files_of(hub)) == 1
    office.count()
    office.sync()
    outcome = synced(newcomer)
    assert outcome.problem is None
    assert newcomer.dump() == office.dump() == hub.dump()
    assert newcomer.side.loads() == ()
    assert list(newcomer.store.check_chain()) == []


def test_from_a_snapshot_come_the_same_rows_as_by_rounds_and_as_a_rebuild(
    office: BranchLaptop, newcomer: BranchLaptop, make: Maker, hub: RunningHub
) -> None:
    synced(newcomer)
    with branch_laptop(make, "by rounds", seed=3) as other:
        other.enrol(hub.url, hub.code(OFFICE))
        synced(other)
        assert files_of(hub) != []
        assert newcomer.dump() == other.dump() == office.dump()
        assert newcomer.side.cursors() == other.side.cursors()
    assert newcomer.store.check_rows() == ()
    newcomer.side.rebuild()
    assert newcomer.dump() == office.dump()


def test_a_line_that_is_cut_at_any_byte_costs_no_byte_that_came(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    held = 0
    with cut_line(hub.port) as line:
        for cut in range(1_500, 8_000, 137):
            line.down = cut
            newcomer.budget.bytes = 1 << 20
            newcomer.sync(line.url)
            now = asked_for(hub, newcomer)
            assert now >= held or now == 0
            held = now
    synced(newcomer)
    assert newcomer.dump() == hub.dump()


def test_a_flipped_bit_costs_one_piece_and_is_never_taken(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    watch = Pausing(after=3)
    newcomer_round(newcomer, watch)
    (load,) = newcomer.side.loads()
    (file,) = files_of(hub)
    sound = file.read_bytes()
    place = load.held + 50
    file.write_bytes(sound[:place] + bytes([sound[place] ^ 4]) + sound[place + 1 :])
    outcome = newcomer.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.damaged_load"
    (kept,) = newcomer.side.loads()
    assert kept.held <= place
    assert kept.held % CHUNK == 0
    file.write_bytes(sound)
    assert synced(newcomer).problem is None
    assert newcomer.dump() == hub.dump()


class Pausing:
    """A person who pauses after so many steps."""

    def __init__(self, after: int) -> None:
        self.transfer = Transfer()
        self.after = after
        self.steps: list[Step] = []

    def may_go_on(self) -> bool:
        return len(self.steps) < self.after

    def note_step(self, step: Step) -> None:
        self.steps.append(step)
        self.transfer.add(step)


def newcomer_round(laptop: BranchLaptop, watch: Pausing) -> RoundOutcome:
    with open_transport(laptop.url) as transport:
        return run_round(laptop.side, transport, laptop.now, laptop.budget, watch=watch)


def test_a_clerk_works_while_it_loads_and_her_work_goes_out_before_the_rest_comes_in(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    newcomer_round(newcomer, Pausing(after=3))
    assert newcomer.side.loads() != ()
    visit = newcomer.count()
    newcomer.add_person("هدى سالم")
    newcomer_round(newcomer, Pausing(after=2))
    assert newcomer.side.waiting().count == 0
    assert newcomer.side.loads() != ()
    assert visit in hub.dump()
    synced(newcomer)
    office.sync()
    assert newcomer.dump() == office.dump() == hub.dump()


def test_the_transfer_says_how_far_it_is_and_a_pause_keeps_what_came(
    office: BranchLaptop, newcomer: BranchLaptop
) -> None:
    watch = Pausing(after=5)
    outcome = newcomer_round(newcomer, watch)
    assert outcome.is_paused
    (load,) = newcomer.side.loads()
    assert 0 < load.held < load.snapshot.size
    lefts = [step.left_to_receive for step in watch.steps[1:]]
    assert lefts == sorted(lefts, reverse=True)
    rest = Pausing(after=1_000)
    assert newcomer_round(newcomer, rest).reached_at is not None
    assert [step.changes for step in rest.steps if step.changes.kinds] != []


def test_a_laptop_that_is_switched_off_in_the_middle_goes_on_where_it_was(
    office: BranchLaptop, make: Maker, hub: RunningHub
) -> None:
    with branch_laptop(make, "newcomer", seed=9) as laptop:
        laptop.enrol(hub.url, hub.code(OFFICE))
    helds, positions = [], []
    for _ in range(60):
        with branch_laptop(make, "newcomer", seed=9) as laptop:
            laptop.url = hub.url
            laptop.budget = Narrow(bytes=1_700, load_from=20)
            newcomer_round(laptop, Pausing(after=2))
            helds.append(asked_for(hub, laptop))
            positions.append(sum(cursor.hub_seq for cursor in laptop.side.cursors()))
            assert laptop.store.check_rows() == ()
            if laptop.dump() == hub.dump():
                break
    assert laptop.url == hub.url
    assert positions == sorted(positions)
    assert max(helds) > 4_000
    with branch_laptop(make, "newcomer", seed=9) as laptop:
        laptop.url = hub.url
        synced(laptop)
        assert laptop.dump() == hub.dump()
        assert laptop.side.loads() == ()


def test_a_full_disk_while_it_loads_is_told_and_it_goes_on_later(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    newcomer_round(newcomer, Pausing(after=2))
    with full(newcomer.store):
        outcome = newcomer.sync()
        assert outcome.problem is not None
        assert outcome.problem.code == "store.full"
    assert synced(newcomer).problem is None
    assert newcomer.dump() == hub.dump()


def test_a_file_that_head_office_keeps_no_more_is_left_and_nothing_is_half_taken(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    newcomer_round(newcomer, Pausing(after=3))
    for file in files_of(hub):
        file.unlink()
        file.with_suffix(".about").unlink()
    assert synced(newcomer).problem is None
    assert newcomer.dump() == hub.dump()


def test_a_laptop_that_is_revoked_in_the_middle_of_a_load_is_told_that_and_not_that_nothing_moves(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    make_administrator(office)
    office.sync()
    synced(newcomer)
    for number in range(40):
        take_down(office, f"تأخر الرد {number}")
        if number % 4 == 3:
            assert office.sync().problem is None
    newcomer_round(newcomer, Pausing(after=2))
    assert [load.partition for load in newcomer.side.loads()] == [partition_of(OFFICE, COMPLAINTS)]
    with open_hub(hub.folder) as opened:
        devices.revoke(opened, id_of(newcomer))
    outcome = newcomer.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.revoked_reading"
    assert newcomer.side.loads() == ()


def test_no_file_holds_a_person_who_was_erased(office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub) -> None:
    newcomer_round(newcomer, Pausing(after=3))
    (file,) = files_of(hub)
    person = office.add_person("رقية تُنسى")
    make_administrator(office)
    office.sync()
    erase(office, person)
    assert office.sync().problem is None
    assert file not in files_of(hub)
    assert synced(newcomer).problem is None
    assert newcomer.dump() == office.dump() == hub.dump()


def test_a_file_of_another_life_of_head_office_is_given_to_nobody(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub, expected_logs: LogWatch
) -> None:
    expected_logs.expect("headoffice.epochs", "too often")
    newcomer_round(newcomer, Pausing(after=3))
    hub.stop()
    with hub.open_beside() as beside, beside.db.writing():
        beside.db.run("UPDATE stamp SET line = ? WHERE hub_seq > 40", bytes(16))
    hub.start()
    newcomer_round(newcomer, Pausing(after=5))
    assert newcomer.side.loads() == ()
    assert files_of(hub) == []


def refused_files(office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub) -> int:
    """How many files a laptop threw away that was half way through one when head office made another."""
    newcomer_round(newcomer, Pausing(after=3))
    for file in files_of(hub):
        file.unlink()
        file.with_suffix(".about").unlink()
    pushed(office, 60)
    assert synced(newcomer).problem is None
    assert newcomer.dump() == hub.dump()
    return int(newcomer.store.database.execute("SELECT count(*) FROM load_refused").fetchone()[0])


def test_another_file_is_begun_from_its_own_first_byte(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    assert refused_files(office, newcomer, hub) == 0


def test_a_file_begun_in_the_middle_of_another_would_be_noticed(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    with another_files_beginning():
        assert refused_files(office, newcomer, hub) > 0


def test_a_head_office_that_lost_everything_in_the_middle_of_a_load_is_shown_the_certificate(
    office: BranchLaptop, newcomer: BranchLaptop, hub: RunningHub
) -> None:
    newcomer_round(newcomer, Pausing(after=3))
    assert newcomer.side.loads() != ()
    wipe(hub)
    newcomer.sync()
    assert newcomer.side.loads() == ()
    outcome = newcomer.sync()
    assert outcome.problem is None or outcome.problem.code != "sync.unknown_device"
