"""Somebody locks the desk while work of many steps is under way."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.bootstrap_front import Front
from desktop.sync.store import directly
from desktop.usecases.count_visit import count_visit
from domain.errors import Expected, Unavailable
from domain.sync.carried import Progress
from tests.support.clock import HandClock
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.running_hub import running_hub

T = TypeVar("T")


class LockingLane:
    """Leaves the desk before the n-th step that it is asked for."""

    def __init__(self, front: Front, before: int) -> None:
        self._front = front
        self._left = before

    def __call__(self, work: Callable[[], T], /) -> T:
        self._left -= 1
        if self._left == 0:
            self._front.leave()
        return work()

    @property
    def has_locked(self) -> bool:
        return self._left <= 0


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    laptop = Laptop(tmp_path / "laptop")
    laptop.set_up().desk.store.close()
    made = Front(laptop.folder, laptop.world)
    made.sign_in(ADMIN, PASSWORD)
    with running_hub(tmp_path / "hub", HandClock()) as hub:
        made.enrol(directly, hub.url, str(hub.code("RYD1")))
    yield made
    made.leave()


def test_a_copy_to_a_stick_ends_with_a_sentence_and_no_half_file(front: Front, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = front.desk()
    count_visit(desk, desk.profile.counter[0].id)
    for before in range(1, 100):
        lane = LockingLane(front, before)
        try:
            front.copy_to_stick(lane, str(stick), Progress())
        except Expected as error:
            problem = error
        else:
            assert not lane.has_locked
            return
        assert isinstance(problem, Unavailable)
        assert problem.code == "desk.locked"
        # Locked after the bundle was whole, it stands; only the laptop does not remember it.
        assert all(file.suffix == ".istiqbal" for file in stick.iterdir())
        front.sign_in(ADMIN, PASSWORD)
    raise AssertionError("it never came to an end")


def test_a_round_with_head_office_ends_with_a_sentence(front: Front) -> None:
    with pytest.raises(Unavailable) as raised:
        front.sync_now(LockingLane(front, 2))
    assert raised.value.code == "desk.locked"
