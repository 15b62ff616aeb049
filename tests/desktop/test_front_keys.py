"""The window's front and the keys: a slot grows dearer between two deeds; a locked desk leaves nothing under way."""

from pathlib import Path

import pytest

from db.key_file import key_files
from db.keyslots import KdfCost, read_public_info
from db.store import database_path
from desktop.bootstrap_front import Front
from desktop.bootstrap_keys import Strengthener
from desktop.usecases.open_desk import KEEPS_FLOOR
from tests.conftest import LogWatch
from tests.support.laptop import ADMIN, PASSWORD, Laptop

DEARER = KdfCost(KdfCost.FLOOR.memory_kib, 3)


class House:
    """An office with cheap keys on a machine that bears more, and its front."""

    def __init__(self, laptop: Laptop, *, pause_seconds: float) -> None:
        self.laptop = laptop
        self.strengthener = Strengthener(pause_seconds=pause_seconds, calibrate=lambda: DEARER)
        self.front = Front(laptop.folder, laptop.world, strengthener=self.strengthener)

    @property
    def cost(self) -> KdfCost:
        return read_public_info(database_path(self.laptop.folder)).users[0].cost


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Laptop(tmp_path / "store")
    desk = made.set_up().desk
    desk.store.settings.remove(KEEPS_FLOOR)
    desk.store.close()
    monkeypatch.delenv("ISTIQBAL_KDF")
    return made


def test_the_next_deed_after_it_is_ready_puts_the_dearer_slot_in_place(laptop: Laptop) -> None:
    house = House(laptop, pause_seconds=0)
    actions = house.front.actions(lambda work: work())
    house.front.sign_in(ADMIN, PASSWORD)
    house.strengthener.wait()
    assert house.cost == KdfCost.FLOOR
    actions.list_users()
    assert house.cost == DEARER
    house.front.leave()
    house.front.sign_in(ADMIN, PASSWORD)
    house.front.leave()


def test_leaving_puts_it_in_place_too(laptop: Laptop) -> None:
    house = House(laptop, pause_seconds=0)
    house.front.sign_in(ADMIN, PASSWORD)
    house.strengthener.wait()
    house.front.leave()
    assert house.cost == DEARER


def test_who_leaves_at_once_is_not_waited_for(laptop: Laptop) -> None:
    house = House(laptop, pause_seconds=3600)
    house.front.sign_in(ADMIN, PASSWORD)
    house.front.leave()
    assert house.cost == KdfCost.FLOOR


def test_keys_that_vanish_after_the_sign_in_keep_nobody_out(laptop: Laptop, expected_logs: LogWatch) -> None:
    desk_of = House(laptop, pause_seconds=3600)
    desk = desk_of.front
    opened = desk.sign_in(ADMIN, PASSWORD)
    assert opened.info.user.username == ADMIN
    kept = {copy: copy.read_bytes() for copy in key_files(database_path(laptop.folder))}
    for copy in kept:
        copy.unlink()
    expected_logs.expect("desktop.bootstrap_keys", "keys.missing")
    desk_of.strengthener.begin(desk.desk(), PASSWORD)
    for copy, content in kept.items():
        copy.write_bytes(content)
    desk.leave()
