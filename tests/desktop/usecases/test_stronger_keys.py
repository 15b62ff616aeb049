"""A guess at a password costs what the machine can bear, without anybody waiting for it."""

import threading
from pathlib import Path

import pytest

from db.keyslots import KdfCost, read_public_info
from db.store import database_path
from desktop.bootstrap_keys import Strengthener
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import KEEPS_FLOOR, sign_in
from desktop.usecases.strengthen_keys import (
    finish_strengthening,
    plan_strengthening,
    strengthen,
)
from domain.errors import Unavailable
from tests.conftest import LogWatch
from tests.support.laptop import ADMIN, PASSWORD, Laptop

DEARER = KdfCost(KdfCost.FLOOR.memory_kib, 3)
DEAREST = KdfCost(KdfCost.FLOOR.memory_kib, 4)
DAY_MINUTES = 24 * 60


class Machine:
    """How fast it is, and how often it was measured."""

    def __init__(self, cost: KdfCost = DEARER) -> None:
        self.cost, self.measured = cost, 0

    def calibrate(self) -> KdfCost:
        self.measured += 1
        return self.cost


@pytest.fixture
def cheap(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    """An office whose keys were made cheap, on a machine that is to decide by itself from now on."""
    desk = laptop.set_up().desk
    desk.store.settings.remove(KEEPS_FLOOR)
    desk.store.close()
    monkeypatch.delenv("ISTIQBAL_KDF")
    return laptop


def cost_of(laptop: Laptop) -> KdfCost:
    return read_public_info(database_path(laptop.folder)).users[0].cost


def strengthened(desk: Desk, machine: Machine) -> bool:
    plan = plan_strengthening(desk, PASSWORD)
    return plan is not None and finish_strengthening(desk, strengthen(plan, calibrate=machine.calibrate))


def test_a_cheap_slot_grows_dearer_and_the_password_stays(cheap: Laptop) -> None:
    machine = Machine()
    with cheap.at_work() as desk:
        assert strengthened(desk, machine)
    assert cost_of(cheap) == DEARER
    with cheap.at_work() as desk:
        assert desk.user.username == ADMIN
        assert plan_strengthening(desk, PASSWORD) is None
    assert machine.measured == 1


def test_a_machine_is_measured_again_after_some_months(cheap: Laptop) -> None:
    with cheap.at_work() as desk:
        assert strengthened(desk, Machine())
    cheap.clock.pass_minutes(89 * DAY_MINUTES)
    with cheap.at_work() as desk:
        assert plan_strengthening(desk, PASSWORD) is None
    cheap.clock.pass_minutes(2 * DAY_MINUTES)
    faster = Machine(DEAREST)
    with cheap.at_work() as desk:
        assert strengthened(desk, faster)
    assert (cost_of(cheap), faster.measured) == (DEAREST, 1)


def test_a_slower_machine_makes_nothing_cheaper(cheap: Laptop) -> None:
    with cheap.at_work() as desk:
        assert strengthened(desk, Machine(DEAREST))
    cheap.clock.pass_minutes(100 * DAY_MINUTES)
    with cheap.at_work() as desk:
        assert not strengthened(desk, Machine(DEARER))
    assert cost_of(cheap) == DEAREST


def test_who_asked_for_the_floor_keeps_it(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    with laptop.at_work() as desk:
        assert plan_strengthening(desk, PASSWORD) is None
    monkeypatch.delenv("ISTIQBAL_KDF")
    with laptop.at_work() as desk:
        assert plan_strengthening(desk, PASSWORD) is None


def test_keys_that_cannot_be_written_stay_as_they_are(cheap: Laptop, expected_logs: LogWatch) -> None:
    expected_logs.expect("desktop.usecases.strengthen_keys", "keys.not_saved")
    with cheap.at_work() as desk:
        plan = plan_strengthening(desk, PASSWORD)
        assert plan is not None
        done = strengthen(plan, calibrate=Machine().calibrate)
        (cheap.folder / "istiqbal.db.keys.new").mkdir()
        assert not finish_strengthening(desk, done)
        (cheap.folder / "istiqbal.db.keys.new").rmdir()
    assert cost_of(cheap) == KdfCost.FLOOR
    sign_in(cheap.folder, ADMIN, PASSWORD, world=cheap.world).store.close()


# --- in the background -----------------------------------------------------------------------------------------------


def test_the_desk_works_on_while_its_slot_grows_dearer(cheap: Laptop) -> None:
    strengthener = Strengthener(pause_seconds=0, calibrate=Machine().calibrate)
    with cheap.at_work() as desk:
        strengthener.begin(desk, PASSWORD)
        count_visit(desk, "other")
        strengthener.wait()
        strengthener.settle(desk)
        assert cost_of(cheap) == DEARER
    with cheap.at_work() as desk:  # and these keys are the ones it remembers
        strengthener.begin(desk, PASSWORD)
        assert cost_of(cheap) == DEARER


def test_who_leaves_before_it_is_done_leaves_the_keys_alone(cheap: Laptop) -> None:
    strengthener = Strengthener(pause_seconds=3600, calibrate=Machine().calibrate)
    with cheap.at_work() as desk:
        strengthener.begin(desk, PASSWORD)
        strengthener.stop()
        strengthener.settle(desk)
    assert cost_of(cheap) == KdfCost.FLOOR


def test_a_machine_without_the_memory_is_left_in_peace(cheap: Laptop, expected_logs: LogWatch) -> None:
    tried = threading.Event()

    def too_small() -> KdfCost:
        tried.set()
        raise Unavailable("keys.memory", ar="لا تكفي الذاكرة.", en="Too little memory.")

    expected_logs.expect("desktop.bootstrap_keys", "keys.memory")
    strengthener = Strengthener(pause_seconds=0, calibrate=too_small)
    with cheap.at_work() as desk:
        strengthener.begin(desk, PASSWORD)
        assert tried.wait(120)
        strengthener.wait()
        strengthener.settle(desk)
    assert cost_of(cheap) == KdfCost.FLOOR


def test_a_folder_from_another_machine_is_measured_there(
    cheap: Laptop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with cheap.at_work() as desk:
        assert strengthened(desk, Machine())
        monkeypatch.setattr("desktop.usecases.strengthen_keys.machine_id", lambda: "another machine")
        plan = plan_strengthening(desk, PASSWORD)
    assert plan is not None
    assert plan.cost is None
