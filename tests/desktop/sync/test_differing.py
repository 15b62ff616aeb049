"""Rows that are other than head office's: found, mended, told, whatever was damaged and on whichever side."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from desktop.sync.comparing import Comparing
from domain.sync.comparing import Compared
from domain.sync.entries import row_bytes
from domain.sync.notices import ROWS_MENDED
from domain.sync.packing import pack, unpack
from headoffice.store.opening import DATABASE_NAME
from tests.support.branch_laptop import BranchLaptop
from tests.support.running_hub import RunningHub
from tests.support.strictness import LogWatch

Pair = tuple[BranchLaptop, BranchLaptop]
DAY_MINUTES = 24 * 60 + 1


@pytest.fixture
def person(laptops: Pair) -> str:
    """One of many, edited, and the same everywhere."""
    one, two = laptops
    for _ in range(40):
        one.count()
    made = [one.add_person(f"سعاد {n}") for n in range(40)]
    one.edit_person(made[17], town="أبها")
    for laptop in (one, two, one):
        assert laptop.sync().problem is None
    return made[17]


def next_day(laptop: BranchLaptop) -> None:
    laptop.clock.pass_minutes(DAY_MINUTES)


def mended(laptop: BranchLaptop) -> list[int]:
    return [noticed.count for noticed in laptop.store.notices.since(0) if noticed.code == ROWS_MENDED]


def flip_state(laptop: BranchLaptop, person: str) -> None:
    database = laptop.store.database
    (packed,) = database.execute("SELECT packed FROM row_state WHERE row = ?", (person,)).fetchone()
    flipped = packed.replace("أبها".encode(), "أبهى".encode()[: len("أبها".encode())])
    assert flipped != packed
    database.execute("UPDATE row_state SET packed = ? WHERE row = ?", (flipped, person))


def flip_shown(laptop: BranchLaptop, person: str) -> None:
    with laptop.store._projection.writing():
        laptop.store.database.execute("UPDATE persons SET town = 'جدة' WHERE id = ?", (person,))


def tear_state(laptop: BranchLaptop, person: str) -> None:
    laptop.store.database.execute("UPDATE row_state SET packed = x'93c0' WHERE row = ?", (person,))


def lose_row(laptop: BranchLaptop, person: str) -> None:
    with laptop.store._projection.writing():
        laptop.store.database.execute("DELETE FROM persons WHERE id = ?", (person,))
        laptop.store.database.execute("DELETE FROM row_state WHERE row = ?", (person,))


def flip_log(laptop: BranchLaptop, person: str) -> None:
    """The log itself, and the row that was made of it."""
    database = laptop.store.database
    numbers = database.execute(
        "SELECT id FROM entry WHERE instr(header, ?) > 0 ORDER BY id DESC LIMIT 1", (row_bytes(person),)
    ).fetchone()
    (data,) = database.execute("SELECT data FROM part WHERE entry = ?", numbers).fetchone()
    flipped = data.replace("أبها".encode(), "أبهى".encode())
    assert flipped != data
    database.execute("UPDATE part SET data = ? WHERE entry = ?", (flipped, *numbers))
    laptop.store.exchange.rebuild()


def flip_stamp(laptop: BranchLaptop, person: str) -> None:
    laptop.store.database.execute(
        "UPDATE entry SET eff = eff + 99 WHERE id = (SELECT max(id) FROM entry WHERE instr(header, ?) > 0)",
        (row_bytes(person),),
    )
    laptop.store.exchange.rebuild()


@pytest.mark.parametrize("damage", [flip_state, flip_shown, tear_state, lose_row, flip_log, flip_stamp])
def test_a_row_that_was_damaged_is_found_within_a_day_and_mended(
    laptops: Pair, person: str, hub: RunningHub, damage: Callable[[BranchLaptop, str], None]
) -> None:
    one, two = laptops
    waiting = one.add_person("لم تُرسل بعد")
    damage(one, person)
    next_day(one)
    outcome = one.sync()
    assert outcome.problem is None
    assert one.store.persons.get(person)[0].town == "أبها"
    assert one.store.persons.get(waiting)[0].name == "لم تُرسل بعد"
    assert mended(one) == [1]
    assert one.store.check_rows() == ()
    assert list(one.store.check_chain()) == []
    two.sync()
    assert one.dump() == two.dump() == hub.dump()
    next_day(one)
    assert one.sync().problem is None
    assert mended(one) == [1]


def test_the_window_is_told_to_read_anew_what_was_mended(laptops: Pair, person: str) -> None:
    one, _ = laptops
    flip_shown(one, person)
    next_day(one)
    assert "persons" in one.sync().changes.kinds


def test_a_row_of_head_offices_own_that_was_damaged_is_mended_there(
    laptops: Pair, person: str, hub: RunningHub, expected_logs: LogWatch
) -> None:
    expected_logs.expect("headoffice.comparing", "mended")
    one, two = laptops
    sound = hub.dump()
    hub.stop()
    with sqlite3.connect(hub.folder / DATABASE_NAME) as database:
        (packed,) = database.execute("SELECT packed FROM row_state WHERE row_id = ?", (row_bytes(person),)).fetchone()
        state = unpack(packed)
        town = max(state.cells, key=lambda number: max(v.meta.hub_seq for v in state.cells[number]))
        cells = {number: versions for number, versions in state.cells.items() if number != town}
        torn = pack(type(state)(state.table, state.created, cells, state.voids, state.restores, state.touched))
        database.execute("UPDATE row_state SET packed = ? WHERE row_id = ?", (torn, row_bytes(person)))
    database.close()
    hub.start()
    assert hub.dump() != sound
    next_day(one)
    assert one.sync().problem is None
    assert hub.dump() == sound
    next_day(two)
    assert two.sync().problem is None
    assert mended(two) == []


def test_nothing_is_asked_twice_a_day_nor_while_nothing_is_wrong(laptops: Pair, person: str) -> None:
    one, _ = laptops
    next_day(one)
    one.sync()
    flip_state(one, person)
    one.clock.pass_minutes(60)
    one.sync()
    assert mended(one) == []
    next_day(one)
    one.sync()
    assert mended(one) == [1]


def test_a_row_that_differs_beyond_mending_is_told_to_a_person_and_nothing_is_lost(
    laptops: Pair, person: str, hub: RunningHub
) -> None:
    """Two entries in a row of one log are damaged, so that none of them proves the other."""
    one, _ = laptops
    before = one.store.persons.get(person)[0]
    database = one.store.database
    flip_log(one, person)
    last = "SELECT seq FROM entry WHERE instr(header, ?) > 0 ORDER BY id DESC LIMIT 1"
    database.execute(f"UPDATE entry SET hash = x'00' WHERE seq = ({last}) - 1", (row_bytes(person),))
    next_day(one)
    outcome = one.sync()
    assert outcome.problem is not None
    assert outcome.problem.code == "sync.digest"
    assert outcome.reached_at is None
    assert before.name == one.store.persons.get(person)[0].name


def test_a_daily_look_that_head_office_went_past_is_made_up_for_with_the_next_round(
    laptops: Pair, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = laptops
    real, others = Comparing._compare, [two]

    def compare(looking: Comparing, *asked: Any) -> Compared:
        while others:
            other = others.pop()
            other.count()
            other.sync()
        return real(looking, *asked)

    monkeypatch.setattr(Comparing, "_compare", compare)
    next_day(one)
    flip_shown(one, person)
    assert one.sync().problem is None
    assert mended(one) == []
    assert one.sync().problem is None
    assert mended(one) == [1]
