"""The sidecar catches up in a quiet moment: cheap, from what is committed, never ahead of the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import begin_immediate
from db.sidecar import Sidecar, find_sidecar, sidecar_path
from db.store import MOST_UNRESTED, database_path
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from tests.support.laptop import Laptop
from tests.support.strictness import LogWatch


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    return Laptop(tmp_path / "store")


@pytest.fixture
def desk(laptop: Laptop) -> Iterator[Desk]:
    with laptop.at_work() as desk:
        desk.store.rest()
        yield desk


def beside(desk: Desk) -> Sidecar:
    found = find_sidecar(database_path(desk.store.folder))
    assert found is not None
    return found


def seq_beside(desk: Desk) -> int:
    return beside(desk).tips[desk.store.partition].seq


def count(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        count_visit(desk, desk.profile.counter[0].id)


def test_it_lags_while_the_clerk_writes_and_is_level_after_a_quiet_moment(desk: Desk) -> None:
    before = seq_beside(desk)
    count(desk, 3)
    assert seq_beside(desk) == before
    desk.store.rest()
    assert seq_beside(desk) == before + 3


def test_a_quiet_moment_without_a_write_touches_no_file(desk: Desk) -> None:
    path = sidecar_path(database_path(desk.store.folder))
    count(desk)
    desk.store.rest()
    written = path.stat()
    desk.store.rest()
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_long_command_without_a_quiet_moment_never_leaves_it_far_behind(desk: Desk) -> None:
    desk.store.write_sidecar()
    before = seq_beside(desk)
    count(desk, MOST_UNRESTED - 1)
    assert seq_beside(desk) == before
    count(desk)
    assert seq_beside(desk) == before + MOST_UNRESTED


def test_a_fresh_office_is_no_copy_of_the_place_it_was_built_in(desk: Desk) -> None:
    assert desk.store.notices.since(0) == ()
    assert beside(desk).replica == desk.store.replica.hex()


def test_what_is_not_committed_yet_is_never_written_beside(desk: Desk) -> None:
    before = beside(desk)
    with begin_immediate(desk.store.database), pytest.raises(RuntimeError, match="committed"):
        desk.store.rest()
    assert beside(desk) == before


def test_a_sidecar_that_cannot_be_written_only_lags(desk: Desk, expected_logs: LogWatch) -> None:
    path = sidecar_path(database_path(desk.store.folder))
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    count(desk)
    expected_logs.expect("db.store", "the sidecar could not be written")
    desk.store.rest()
    (path / "in the way").unlink()
    path.rmdir()
    desk.store.rest()
    assert seq_beside(desk) > 0
