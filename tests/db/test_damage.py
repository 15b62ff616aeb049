import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.connection import begin_immediate, open_database
from db.damage import Finding, Kind, check_file, find_failure_in, set_aside
from db.key_file import key_files
from db.keyslots import KdfCost, create_keys, database_key
from db.sidecar import sidecar_path
from db.wal_frames import FRAME, HEADER, has_lost_commits, wal_path
from domain.errors import Unavailable

PAGE = 4096
ROWS = 300
MASTER = bytes(range(32))
KEY = database_key(MASTER)


def seeded(count: int) -> bytes:
    return MASTER[:count] if count == 32 else bytes(count)


def make_store(folder: Path) -> Path:
    """A store of some forty pages with its keys, closed."""
    path = folder / "istiqbal.db"
    create_keys(
        path,
        user_id="u1",
        username="amina",
        password="a long password",
        user_seed=bytes(32),
        cost=KdfCost.FLOOR,
        random=seeded,
    )
    with closing(open_database(path, KEY, create=True)) as db, begin_immediate(db):
        db.execute("CREATE TABLE visits (n INTEGER PRIMARY KEY, name TEXT) STRICT")
        db.execute("CREATE INDEX visits_name ON visits (name)")
        db.conn.executemany("INSERT INTO visits (name) VALUES (?)", [(f"{n:04} " + "x" * 200,) for n in range(ROWS)])
        db.execute("PRAGMA user_version = 3")
    return path


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("original"))


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    for file in (original, *key_files(original)):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / original.name


def flip(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0x10
    path.write_bytes(content)


def test_a_whole_store_is_found_sound(path: Path) -> None:
    before = path.read_bytes()
    assert check_file(path, KEY, newest_version=3) == Finding(Kind.SOUND)
    assert path.read_bytes() == before


@pytest.mark.parametrize("page", [1, 2, 7, 20])
@pytest.mark.parametrize("position", [16, 2000, PAGE - 90, PAGE - 70, PAGE - 20])
def test_one_flipped_bit_of_any_page_is_damage(path: Path, page: int, position: int) -> None:
    flip(path, (page - 1) * PAGE + position)
    finding = check_file(path, KEY)
    assert finding.kind is Kind.DAMAGED
    assert f"page {page}" in finding.detail


def test_a_flipped_bit_of_the_salt_is_damage_and_no_wrong_key(path: Path) -> None:
    flip(path, 3)
    assert check_file(path, KEY).kind is Kind.DAMAGED


def test_a_wrong_key_is_told_from_a_damaged_first_page_by_the_keys(path: Path) -> None:
    assert check_file(path, bytes(32)).kind is Kind.WRONG_KEY
    flip(path, 100)
    assert check_file(path, KEY).kind is Kind.DAMAGED
    assert check_file(path, bytes(32)).kind is Kind.WRONG_KEY


def test_without_the_keys_the_other_pages_tell(path: Path) -> None:
    for copy in key_files(path):
        copy.unlink()
    assert check_file(path, bytes(32)).kind is Kind.WRONG_KEY
    flip(path, 100)
    assert check_file(path, KEY).kind is Kind.DAMAGED


@pytest.mark.parametrize("keep", [100, PAGE, 2 * PAGE, 10 * PAGE, 10 * PAGE + 17])
def test_a_file_that_was_cut_short_is_truncated(path: Path, keep: int) -> None:
    path.write_bytes(path.read_bytes()[:keep])
    assert check_file(path, KEY).kind is Kind.TRUNCATED


def test_the_last_page_or_half_of_it_missing_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    for missing in (1, PAGE // 2, PAGE):
        path.write_bytes(whole[:-missing])
        assert check_file(path, KEY).kind is Kind.TRUNCATED


def test_an_empty_file_is_truncated_and_a_missing_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "istiqbal.db"
    with pytest.raises(Unavailable) as failure:
        check_file(path, KEY)
    assert failure.value.code == "store.missing"
    path.touch()
    assert check_file(path, KEY).kind is Kind.TRUNCATED


def test_a_newer_store_is_told_and_not_touched(path: Path) -> None:
    before = path.read_bytes()
    assert check_file(path, KEY, newest_version=2).kind is Kind.NEWER
    assert path.read_bytes() == before


def test_pages_that_contradict_each_other_are_damage(path: Path) -> None:
    """An index page of an older state put back: each page is sound by itself."""
    old = path.read_bytes()
    with closing(open_database(path, KEY)) as db:
        db.execute("UPDATE visits SET name = 'y' || substr(name, 2)")
    new = path.read_bytes()
    changed = [at for at in range(0, len(old), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    last = changed[-1]
    path.write_bytes(new[:last] + old[last : last + PAGE] + new[last + PAGE :])
    assert check_file(path, KEY).kind is Kind.DAMAGED


def test_a_store_with_an_open_reader_in_the_middle_is_busy_and_not_damaged(path: Path) -> None:
    with closing(open_database(path, KEY)) as db:
        db.execute("UPDATE visits SET name = 'a'")
        rows = db.conn.execute("SELECT * FROM visits")
        rows.fetchone()
        db.conn.execute("INSERT INTO visits (name) VALUES ('b')")
        with pytest.raises(Unavailable) as failure:
            check_file(path, KEY)
        rows.close()
    assert failure.value.code == "store.busy"


def test_a_store_that_is_open_and_at_rest_is_checked_with_its_log(path: Path) -> None:
    with closing(open_database(path, KEY)) as db:
        db.execute("UPDATE visits SET name = 'a'")
        assert check_file(path, KEY) == Finding(Kind.SOUND)


# --- the write-ahead log ---------------------------------------------------------------------------------------------


@pytest.fixture
def killed(path: Path, tmp_path: Path) -> Path:
    """What a killed process leaves: a log of five commits that were never moved into the file."""
    target = tmp_path / "killed" / path.name
    target.parent.mkdir()
    with closing(open_database(path, KEY)) as db:
        for number in range(5):
            db.execute("INSERT INTO visits (n, name) VALUES (?, 'promised')", (1000 + number,))
        for file in (path, wal_path(path), *key_files(path)):
            shutil.copy(file, target.parent / file.name)
    return target


def promised(path: Path) -> int:
    with closing(open_database(path, KEY)) as db:
        count: int = db.execute("SELECT count(*) FROM visits WHERE name = 'promised'").fetchone()[0]
    return count


def test_a_killed_process_loses_nothing_and_raises_no_alarm(killed: Path) -> None:
    assert not has_lost_commits(killed)
    assert check_file(killed, KEY) == Finding(Kind.SOUND)
    assert promised(killed) == 5


@pytest.mark.parametrize("position", [4, 20, HEADER.size + 2, HEADER.size + 18, HEADER.size + FRAME.size + 500])
def test_a_flipped_bit_of_the_log_that_makes_promised_commits_vanish_is_found(killed: Path, position: int) -> None:
    flip(wal_path(killed), position)
    assert has_lost_commits(killed)
    finding = check_file(killed, KEY)
    assert finding.kind is Kind.DAMAGED
    assert "write-ahead log" in finding.detail
    assert promised(killed) < 5


def test_a_commit_that_a_power_cut_interrupted_is_no_damage(killed: Path) -> None:
    whole = wal_path(killed).read_bytes()
    for cut in (1, 100, PAGE, PAGE + FRAME.size - 1):
        wal_path(killed).write_bytes(whole[:-cut])
        assert not has_lost_commits(killed)
    wal_path(killed).write_bytes(whole)
    flip(wal_path(killed), len(whole) - 10)
    assert check_file(killed, KEY) == Finding(Kind.SOUND)


def test_frames_left_over_from_before_the_log_was_emptied_are_no_lost_commits(path: Path, tmp_path: Path) -> None:
    with closing(open_database(path, KEY)) as db:
        for number in range(10):
            db.execute("INSERT INTO visits (n, name) VALUES (?, 'old')", (1000 + number,))
        db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        db.execute("INSERT INTO visits (n, name) VALUES (2000, 'new')")
        copy = tmp_path / "copy.db"
        shutil.copy(path, copy)
        shutil.copy(wal_path(path), wal_path(copy))
    assert wal_path(copy).stat().st_size > 10 * PAGE
    assert not has_lost_commits(copy)


def test_a_store_without_a_log_or_with_an_empty_one_has_lost_nothing(path: Path) -> None:
    assert not has_lost_commits(path)
    wal_path(path).touch()
    assert not has_lost_commits(path)


# --- setting aside ---------------------------------------------------------------------------------------------------


def test_all_that_belongs_to_a_store_is_copied_before_anything_writes(killed: Path) -> None:
    sidecar_path(killed).write_text("{}", encoding="utf-8")
    flip(wal_path(killed), HEADER.size + 30)
    files = [killed, wal_path(killed), *key_files(killed), sidecar_path(killed)]
    before = {file.name: file.read_bytes() for file in files}
    copy = set_aside(killed)
    assert check_file(copy, KEY).kind is Kind.DAMAGED
    second = set_aside(killed)
    assert {file.name: file.read_bytes() for file in files} == before
    assert {file.name: file.read_bytes() for file in second.parent.iterdir()} == before
    assert copy.parent != second.parent


def test_a_disk_without_room_leaves_no_half_copy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Unavailable) as failure:
        set_aside(path)
    assert failure.value.code == "store.full"
    assert not [entry for entry in path.parent.iterdir() if entry.is_dir()]


# --- sentences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.WRONG_KEY, "store.wrong_key"),
        (Kind.DAMAGED, "store.damaged"),
        (Kind.TRUNCATED, "store.truncated"),
        (Kind.NEWER, "store.newer"),
    ],
)
def test_each_finding_has_a_sentence_to_act_on(kind: Kind, code: str) -> None:
    failure = find_failure_in(Finding(kind, "page 3"))
    assert failure is not None
    assert failure.code == code
    assert failure.ar
    assert "page 3" not in failure.en


def test_a_sound_file_is_no_failure() -> None:
    assert find_failure_in(Finding(Kind.SOUND)) is None


def test_the_check_works_whatever_the_order_of_questions(path: Path) -> None:
    """Asking leaves the store as usable as it was."""
    questions: list[Callable[[], object]] = [
        lambda: check_file(path, bytes(32)).kind,
        lambda: check_file(path, KEY, newest_version=1).kind,
        lambda: check_file(path, KEY).kind,
    ]
    assert [ask() for ask in questions] == [Kind.WRONG_KEY, Kind.NEWER, Kind.SOUND]
    with closing(open_database(path, KEY)) as db:
        assert db.execute("SELECT count(*) FROM visits").fetchone() == (ROWS,)
