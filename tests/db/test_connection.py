import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from db.connection import BUSY_TIMEOUT_MS, Database, begin_immediate, naming_failures, open_database
from db.safe_folder import find_file_system, is_cloud_folder, is_network_path, refuse_unsafe_folder
from domain.errors import RuleBroken, Unavailable

KEY = bytes(range(32))
CANARY = "نورة-9078563412-canary"


@contextmanager
def opened(path: Path, *, key: bytes = KEY, create: bool = False, any_thread: bool = False) -> Iterator[Database]:
    db = open_database(path, key, create=create, any_thread=any_thread)
    try:
        yield db
    finally:
        db.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one row."""
    path = tmp_path / "istiqbal.db"
    with opened(path, create=True) as db, begin_immediate(db):
        db.execute("CREATE TABLE visits (n INTEGER PRIMARY KEY, name TEXT) STRICT")
        db.execute("INSERT INTO visits (name) VALUES ('first')")
    return path


def names(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT name FROM visits ORDER BY n")]


def test_the_library_speaks_sqlcipher_and_knows_its_errors(path: Path) -> None:
    library = sys.modules["sqlite_utils.utils"]
    assert library.sqlite3.connect is sqlcipher.connect
    with opened(path) as db, pytest.raises(library.OperationalError):
        db.execute("SELECT nothing FROM nowhere")


def test_a_library_that_took_the_unencrypted_driver_first_is_noticed() -> None:
    code = "import sqlite_utils, db.connection"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=240)
    assert done.returncode != 0
    assert "sqlite_utils was imported before db.connection" in done.stderr


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", BUSY_TIMEOUT_MS),
        ("cache_size", -16000),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("cipher_log_level", "NONE"),
        ("cipher_status", "1"),
    ],
)
def test_each_opened_store_keeps_the_promised_setting(path: Path, pragma: str, value: object) -> None:
    with opened(path) as db:
        assert db.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_nothing_written_can_be_read_without_the_key(path: Path) -> None:
    with opened(path) as db:
        with begin_immediate(db):
            db.execute("CREATE VIRTUAL TABLE words USING fts5(name_key)")
            db.execute("INSERT INTO words (name_key) VALUES (?)", (CANARY,))
            db.execute("INSERT INTO visits (name) VALUES (?)", (CANARY,))
        files = [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]
        content = {file.name: file.read_bytes() for file in files}
    assert len(content["istiqbal.db-wal"]) > 4096
    for data in (*content.values(), path.read_bytes()):
        assert CANARY.encode() not in data
        assert b"canary" not in data
        assert b"CREATE TABLE" not in data
        assert KEY not in data


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48, 64])
def test_a_key_of_another_length_is_refused_and_not_taken_for_a_passphrase(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="not 32"):
        open_database(tmp_path / "istiqbal.db", bytes(length), create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_is_told_quietly_and_changes_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    with pytest.raises(Unavailable) as failure:
        open_database(path, bytes(32))
    assert failure.value.code == "store.unreadable"
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


def test_a_missing_store_is_told_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as failure:
        open_database(tmp_path / "istiqbal.db", KEY)
    assert failure.value.code == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_damage_and_not_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "istiqbal.db"
    path.touch()
    with pytest.raises(Unavailable) as failure:
        open_database(path, KEY)
    assert failure.value.code == "store.damaged"
    assert path.stat().st_size == 0


def test_a_store_is_never_created_over_another(path: Path) -> None:
    with pytest.raises(Unavailable) as failure:
        open_database(path, bytes(32), create=True)
    assert failure.value.code == "store.exists"
    with opened(path) as db:
        assert names(db) == ["first"]


def test_a_path_with_signs_of_an_address_is_taken_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "مكتب #1 ?mode=memory 50%"
    folder.mkdir()
    with opened(folder / "istiqbal.db", create=True) as db:
        db.execute("CREATE TABLE visits (n INTEGER PRIMARY KEY, name TEXT) STRICT")
    with opened(folder / "istiqbal.db") as db:
        assert names(db) == []


def test_an_action_is_whole_when_its_block_ends(path: Path) -> None:
    with opened(path) as db:
        with begin_immediate(db):
            db.table("visits").insert({"name": "second"})
            db.table("visits").insert_all({"name": f"more {n}"} for n in range(300))
        assert not db.conn.in_transaction
    with opened(path) as db:
        assert len(names(db)) == 302


def interrupted_names() -> Iterator[dict[str, str]]:
    yield from ({"name": f"more {n}"} for n in range(300))
    raise KeyboardInterrupt


def test_an_action_that_raises_leaves_nothing(path: Path) -> None:
    with opened(path) as db:
        with pytest.raises(KeyboardInterrupt), begin_immediate(db):
            db.table("visits").insert_all(interrupted_names())
        assert names(db) == ["first"]
        assert not db.conn.in_transaction


def test_a_broken_constraint_at_commit_leaves_nothing_and_stays_a_bug(path: Path) -> None:
    with opened(path) as db:
        db.execute("CREATE TABLE notes (visit INTEGER REFERENCES visits DEFERRABLE INITIALLY DEFERRED) STRICT")
        with pytest.raises(sqlcipher.IntegrityError), begin_immediate(db):
            db.execute("INSERT INTO notes (visit) VALUES (99)")
        assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)
        assert not db.conn.in_transaction


def test_a_failed_insert_with_returning_leaves_no_transaction_behind(path: Path) -> None:
    with opened(path) as db:
        with pytest.raises(sqlcipher.IntegrityError):
            db.execute("INSERT INTO visits (n, name) VALUES (1, 'again') RETURNING n").fetchall()
        assert not db.conn.in_transaction
        db.execute("INSERT INTO visits (name) VALUES ('kept')")
    with opened(path) as db:
        assert names(db) == ["first", "kept"]


def test_actions_are_not_nested(path: Path) -> None:
    with opened(path) as db:
        with pytest.raises(RuntimeError, match="already open"), begin_immediate(db), begin_immediate(db):
            db.execute("INSERT INTO visits (name) VALUES ('inner')")
        assert names(db) == ["first"]


def test_nothing_inside_an_action_may_end_it(path: Path) -> None:
    with opened(path) as db, pytest.raises(RuntimeError, match="ended inside"), begin_immediate(db):
        db.execute("COMMIT")


def test_an_action_owns_the_right_to_write_from_its_start(path: Path) -> None:
    with opened(path) as mine, opened(path) as other:
        other.execute("PRAGMA busy_timeout = 0")
        with begin_immediate(mine):
            with pytest.raises(Unavailable) as failure, begin_immediate(other):
                pass
            assert names(other) == ["first"]
            mine.execute("INSERT INTO visits (name) VALUES ('mine')")
        with begin_immediate(other):
            other.execute("INSERT INTO visits (name) VALUES ('other')")
        assert names(mine) == ["first", "mine", "other"]
    assert failure.value.code == "store.busy"


def test_a_full_disk_is_told_and_the_store_goes_on(path: Path) -> None:
    with opened(path) as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(Unavailable) as failure, begin_immediate(db):
            db.execute("INSERT INTO visits (name) VALUES (?)", ("x" * 100_000,))
        assert failure.value.code == "store.full"
        with begin_immediate(db):
            db.execute("INSERT INTO visits (name) VALUES ('small')")
        assert names(db) == ["first", "small"]


def test_a_store_that_may_not_be_written_is_told(path: Path) -> None:
    with opened(path) as db:
        db.execute("PRAGMA query_only = ON")
        with pytest.raises(Unavailable) as failure, begin_immediate(db):
            db.execute("INSERT INTO visits (name) VALUES ('x')")
    assert failure.value.code == "store.read_only"


def test_a_damaged_page_is_told_to_whoever_reads(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 + 50] ^= 1
    path.write_bytes(content)
    with opened(path) as db, pytest.raises(Unavailable) as failure, naming_failures():
        names(db)
    assert failure.value.code == "store.damaged"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as failure:
        open_database(tmp_path / "none" / "istiqbal.db", KEY, create=True)
    assert failure.value.code == "store.cannot_open"


def test_another_thread_may_not_use_the_connection_unless_asked_for(path: Path) -> None:
    outcomes: list[object] = []

    def read(db: Database) -> None:
        try:
            outcomes.append(names(db))
        except sqlcipher.ProgrammingError as error:
            outcomes.append(type(error))

    for any_thread in (False, True):
        with opened(path, any_thread=any_thread) as db:
            thread = threading.Thread(target=read, args=(db,))
            thread.start()
            thread.join()
    assert outcomes == [sqlcipher.ProgrammingError, ["first"]]


def test_the_plain_driver_cannot_read_the_store(path: Path) -> None:
    plain = sqlite3.connect(path)
    try:
        with pytest.raises(sqlite3.DatabaseError):
            plain.execute("SELECT * FROM visits")
    finally:
        plain.close()


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - الجمعية", "Dropbox", "Dropbox (Personal)", "Google Drive", "iCloudDrive"]
)
def test_a_folder_that_a_cloud_program_keeps_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "istiqbal"
    folder.mkdir(parents=True)
    with pytest.raises(RuleBroken) as failure:
        open_database(folder / "istiqbal.db", KEY, create=True)
    assert (failure.value.code, failure.value.field) == ("store.folder.cloud", "folder")
    assert list(folder.iterdir()) == []


def test_a_link_into_a_cloud_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(RuleBroken):
        refuse_unsafe_folder(tmp_path / "data")


@pytest.mark.parametrize("text", [r"\\server\share", "//server/share/data", r"\\?\UNC\server\share"])
def test_a_share_on_the_network_is_known_by_its_path(text: str) -> None:
    assert is_network_path(text)


@pytest.mark.parametrize("text", [r"C:\data", r"\\?\C:\data", "/home/desk", r"\\.\C:\data"])
def test_a_path_of_this_computer_is_not_taken_for_a_share(text: str) -> None:
    assert not is_network_path(text)


def test_a_share_is_refused_with_a_sentence() -> None:
    with pytest.raises(RuleBroken) as failure:
        refuse_unsafe_folder(Path("//server/share"))
    assert failure.value.code == "store.folder.network"


def test_a_renamed_onedrive_folder_is_known_by_the_environment() -> None:
    environment = {"OneDriveCommercial": r"D:\Company"}
    assert is_cloud_folder(PureWindowsPath(r"d:\company\istiqbal"), environment)
    assert not is_cloud_folder(PureWindowsPath(r"D:\Companion\istiqbal"), environment)
    assert not is_cloud_folder(PurePosixPath("/srv/dropboxes/data"), {})


def test_the_file_system_of_a_folder_is_that_of_the_nearest_mount() -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", "server:/x /mnt/office\\040files nfs4 rw 0 0", "tmpfs /mnt tmpfs rw 0 0", ""]
    assert find_file_system(PurePosixPath("/mnt/office files/store"), mounts) == "nfs4"
    assert find_file_system(PurePosixPath("/mnt/other"), mounts) == "tmpfs"
    assert find_file_system(PurePosixPath("/srv"), mounts) == "ext4"
    assert find_file_system(PureWindowsPath("C:/x"), []) is None
