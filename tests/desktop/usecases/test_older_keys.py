"""Keys of before a change, put back beside the database, open nothing: said so, with a way on."""

import shutil
from pathlib import Path

import pytest

from db.key_file import key_files
from db.keyslots import remove_user_slot
from db.store import database_path
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_store import verify
from desktop.usecases.open_desk import known_users, recover, sign_in
from domain.errors import RuleBroken, Unavailable
from tests.support.laptop import ADMIN, PASSWORD, Laptop

CLERK = NewUser("saad", "سعد المطيري", ("clerk",), "عبارة موظف الاستقبال")
FOUND = "كلمة وُجدت بالورقة"


@pytest.fixture
def code(laptop: Laptop) -> str:
    first = laptop.set_up()
    add_user(first.desk, CLERK)
    first.desk.store.close()
    return first.recovery_code


def keep_keys(laptop: Laptop, place: Path) -> list[Path]:
    place.mkdir()
    return [Path(shutil.copy(copy, place / copy.name)) for copy in key_files(database_path(laptop.folder))]


def put_back(laptop: Laptop, kept: list[Path]) -> None:
    for copy in kept:
        shutil.copy(copy, laptop.folder / copy.name)


def change_password(laptop: Laptop, code: str) -> None:
    recover(laptop.folder, code, ADMIN, FOUND, world=laptop.world).store.close()


def test_an_old_password_with_old_keys_does_not_open(laptop: Laptop, code: str, tmp_path: Path) -> None:
    kept = keep_keys(laptop, tmp_path / "kept")
    change_password(laptop, code)
    put_back(laptop, kept)
    for username, password in ((ADMIN, PASSWORD), ("saad", CLERK.password)):
        with pytest.raises(Unavailable) as refused:
            sign_in(laptop.folder, username, password, world=laptop.world)
        assert refused.value.code == "keys.older"
        assert "ورقة الاستعادة" in refused.value.ar
    put_back(laptop, kept)  # refusing changed nothing, and held nothing
    with pytest.raises(Unavailable):
        sign_in(laptop.folder, ADMIN, PASSWORD, world=laptop.world)


def test_the_latest_keys_put_back_open_again(laptop: Laptop, code: str, tmp_path: Path) -> None:
    old = keep_keys(laptop, tmp_path / "old")
    change_password(laptop, code)
    latest = keep_keys(laptop, tmp_path / "latest")
    put_back(laptop, old)
    put_back(laptop, latest)
    sign_in(laptop.folder, ADMIN, FOUND, world=laptop.world).store.close()


def test_a_clerk_whose_slot_was_removed_stays_out(laptop: Laptop, code: str, tmp_path: Path) -> None:
    kept = keep_keys(laptop, tmp_path / "kept")
    remove_user_slot(database_path(laptop.folder), "saad")
    sign_in(laptop.folder, ADMIN, PASSWORD, world=laptop.world).store.close()
    put_back(laptop, kept)
    with pytest.raises(Unavailable) as refused:
        sign_in(laptop.folder, "saad", CLERK.password, world=laptop.world)
    assert refused.value.code == "keys.older"
    recover(laptop.folder, code, ADMIN, FOUND, world=laptop.world).store.close()
    assert known_users(laptop.folder) == (ADMIN,)


def test_the_recovery_sheet_is_the_way_on(laptop: Laptop, code: str, tmp_path: Path) -> None:
    kept = keep_keys(laptop, tmp_path / "kept")
    change_password(laptop, code)
    put_back(laptop, kept)
    desk = recover(laptop.folder, code, ADMIN, "كلمة ثالثة طويلة", world=laptop.world)
    try:
        assert verify(desk).is_clean
    finally:
        desk.store.close()
    sign_in(laptop.folder, ADMIN, "كلمة ثالثة طويلة", world=laptop.world).store.close()
    sign_in(laptop.folder, "saad", CLERK.password, world=laptop.world).store.close()
    for old in (PASSWORD, FOUND):
        with pytest.raises(RuleBroken) as refused:
            sign_in(laptop.folder, ADMIN, old, world=laptop.world)
        assert refused.value.code == "sign_in.wrong"


def test_a_new_password_that_may_not_be_leaves_old_keys_as_they_are(laptop: Laptop, code: str, tmp_path: Path) -> None:
    kept = keep_keys(laptop, tmp_path / "kept")
    change_password(laptop, code)
    put_back(laptop, kept)
    with pytest.raises(RuleBroken) as refused:
        recover(laptop.folder, code, ADMIN, "قصيرة", world=laptop.world)
    assert refused.value.code == "user.password.short"
    assert [copy.read_bytes() for copy in key_files(database_path(laptop.folder))] == [
        copy.read_bytes() for copy in kept
    ]
