"""What was kept aside is listed with its size and day, told apart by what it alone holds, and removed for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.backup import SUFFIX
from db.blobs import StoredBlob
from db.key_file import key_files
from db.store_files import database_path
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_store import verify
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.kept_aside import count_only_kept_aside, list_kept_aside, remove_kept_aside
from desktop.usecases.make_backup import backup_into
from desktop.usecases.open_desk import sign_in
from desktop.usecases.restore_backup import open_by_password, restore_backup
from domain.errors import RuleBroken
from domain.interview import Draft
from domain.sync.blobs import blob_name
from domain.sync.schema import general_partition
from tests.support.laptop import ADMIN, PASSWORD, Laptop

CLERK_PASSWORD = "كلمة الموظف الطويلة"


@pytest.fixture
def office(laptop: Laptop, tmp_path: Path) -> Laptop:
    """An office of one visit: what stands aside has a second one that is nowhere else."""
    backup = tmp_path / f"one{SUFFIX}"
    with laptop.at_work() as desk:
        add_user(desk, NewUser("sara", "سارة القحطاني", ("clerk",), CLERK_PASSWORD))
        count_visit(desk, "other")
        backup_into(desk, backup)
        count_visit(desk, "other")
    restore_backup(laptop.folder, backup, open_by_password(lambda _: ADMIN, PASSWORD), world=laptop.world)
    return laptop


@pytest.fixture
def restored(office: Laptop) -> Iterator[Desk]:
    with office.at_work() as desk:
        yield desk


def files_in(place: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in place.rglob("*") if file.is_file()}


def test_it_is_listed_with_its_day_and_size_and_looking_into_it_changes_nothing(restored: Desk) -> None:
    (kept,) = list_kept_aside(restored)
    place = restored.store.folder / kept.name
    before = files_in(place)
    assert kept.bytes == sum(map(len, before.values()))
    assert kept.kept_at.endswith("+03:00")
    assert count_only_kept_aside(restored, kept.name) == 1
    assert files_in(place) == before


def test_what_alone_has_something_is_removed_by_who_says_so_and_then_for_good(restored: Desk) -> None:
    (kept,) = list_kept_aside(restored)
    with pytest.raises(RuleBroken, match="زامن أولًا") as refused:
        remove_kept_aside(restored, kept.name)
    assert refused.value.code == "kept.alone"
    assert remove_kept_aside(restored, kept.name, even_if_alone=True) == kept
    assert not (restored.store.folder / kept.name).exists()
    assert list_kept_aside(restored) == ()
    assert restored.store.visits.tally(restored.today()).total == 1
    assert verify(restored).is_clean


def test_what_stands_here_too_goes_without_more_ado(office: Laptop, tmp_path: Path) -> None:
    same = tmp_path / f"same{SUFFIX}"
    with office.at_work() as desk:
        backup_into(desk, same)
    restore_backup(office.folder, same, open_by_password(lambda _: ADMIN, PASSWORD), world=office.world)
    with office.at_work() as desk:
        newest = list_kept_aside(desk)[0]
        assert count_only_kept_aside(desk, newest.name) == 0
        remove_kept_aside(desk, newest.name)
        assert len(list_kept_aside(desk)) == 1


def test_files_and_drafts_that_went_nowhere_else_do_not_go_unsaid(office: Laptop, tmp_path: Path) -> None:
    """Records go to head office before their scans, and drafts never do: of the records nothing may be missing here."""
    same = tmp_path / f"same{SUFFIX}"
    sent, unsent = b"a scan that head office has", b"a scan that nobody has"
    with office.at_work() as desk:
        backup_into(desk, same)
        partition = general_partition(office.office)
        for content in (sent, unsent):
            desk.store.blobs.keep(content, partition)
        desk.store.blobs.note_held(StoredBlob(blob_name(sent), partition, len(sent)))
        at = desk.minute()
        desk.store.drafts.save(Draft(desk.new_id(), desk.new_id(), "form", "1", "0" * 64, "{}", at, at, desk.user.id))
    restore_backup(office.folder, same, open_by_password(lambda _: ADMIN, PASSWORD), world=office.world)
    with office.at_work() as desk:
        newest = list_kept_aside(desk)[0].name
        assert count_only_kept_aside(desk, newest) == 2
        with pytest.raises(RuleBroken, match="مسودّات"):
            remove_kept_aside(desk, newest)
        desk.store.blobs.keep(unsent, partition)
        assert count_only_kept_aside(desk, newest) == 1


def _of_another_key(place: Path) -> None:
    database = database_path(place)
    database.write_bytes(bytes(database.stat().st_size))


def _with_a_log(place: Path) -> None:
    database_path(place).with_name("istiqbal.db-wal").write_bytes(b"frames")


def _without_a_database(place: Path) -> None:
    database_path(place).unlink()


def test_what_cannot_be_looked_into_is_not_taken_for_empty(restored: Desk) -> None:
    (kept,) = list_kept_aside(restored)
    for spoil in (_of_another_key, _with_a_log, _without_a_database):
        spoil(restored.store.folder / kept.name)
        assert count_only_kept_aside(restored, kept.name) is None
        with pytest.raises(RuleBroken, match="لا يُعلم"):
            remove_kept_aside(restored, kept.name)


def test_nothing_but_what_was_kept_aside_is_ever_removed(restored: Desk) -> None:
    before = files_in(restored.store.folder)
    for name in ("", ".", "..", "backups", "istiqbal.db", "istiqbal.db.aside9", "../store/istiqbal.db.aside1"):
        with pytest.raises(RuleBroken, match="لا شيء أُبقي"):
            remove_kept_aside(restored, name, even_if_alone=True)
    assert files_in(restored.store.folder).keys() == before.keys()


def test_a_clerk_sees_none_and_removes_none(office: Laptop) -> None:
    with office.at_work() as desk:
        (kept,) = list_kept_aside(desk)
    clerk = sign_in(office.folder, "sara", CLERK_PASSWORD, world=office.world)
    assert list_kept_aside(clerk) == ()
    with pytest.raises(RuleBroken, match="لمدير النظام وحده"):
        remove_kept_aside(clerk, kept.name, even_if_alone=True)
    clerk.store.close()


def test_a_removal_that_is_cut_off_leaves_what_nobody_can_open_and_is_done_again(
    restored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept,) = list_kept_aside(restored)
    place = restored.store.folder / kept.name
    with monkeypatch.context() as a_power_cut:
        a_power_cut.setattr("db.kept_aside.shutil.rmtree", _cut)
        with pytest.raises(KeyboardInterrupt):
            remove_kept_aside(restored, kept.name, even_if_alone=True)
    assert not any(keys.exists() for keys in key_files(database_path(place)))
    assert [one.name for one in list_kept_aside(restored)] == [kept.name]
    remove_kept_aside(restored, kept.name, even_if_alone=True)
    assert list_kept_aside(restored) == ()


def _cut(place: Path) -> None:
    raise KeyboardInterrupt
