"""At the door: the first run, signing in, users, recovery; and what stands there before anybody has signed in."""

import shutil
from pathlib import Path

import pytest

from db.keyslots import read_public_info, remove_user_slot
from db.store import database_path
from db.store_lock import hold_store
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.attest import attest
from desktop.usecases.check_store import dump, verify
from desktop.usecases.count_visit import count_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import run_interview
from desktop.usecases.keep_person import register_person
from desktop.usecases.load_profile import profile_ids
from desktop.usecases.look_at_door import look_at_door
from desktop.usecases.open_desk import SetUp, create_desk, known_users, recover, sign_in
from domain.errors import Expected, RuleBroken, Unavailable
from domain.person import PersonDraft
from tests.support.command_line import example_answers, form_of
from tests.support.laptop import ADMIN, PASSWORD, Laptop

NEW_PASSWORD = "كلمة سر أخرى أطول"
CLERK = NewUser("saad", "سعد المطيري", ("clerk",), "عبارة موظف الاستقبال")


def signed_in(laptop: Laptop, username: str, password: str) -> Desk:
    return sign_in(laptop.folder, username, password, world=laptop.world)


def code_of(refused: pytest.ExceptionInfo[Expected]) -> str:
    assert refused.value.ar
    assert refused.value.en
    return refused.value.code


# --- the first run ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", profile_ids())
def test_a_first_run_gives_an_open_desk_of_the_association(profile: str, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "store", profile=profile)
    first = laptop.set_up()
    try:
        assert (first.desk.profile.id, first.desk.office_code, first.desk.office_name) == (
            profile,
            "RYD1",
            "مكتب التجربة",
        )
        assert (first.desk.user.username, first.desk.user.name) == (ADMIN, "أمينة السالم")
        assert first.desk.user.has_role("administrator")
        assert first.desk.store.users.keys_of(first.desk.user.id) == (first.desk.public_key,)
        assert verify(first.desk).is_clean
    finally:
        first.desk.store.close()


def test_a_folder_with_an_office_is_left_alone(laptop: Laptop) -> None:
    laptop.set_up().desk.store.close()
    with pytest.raises(RuleBroken) as refused:
        laptop.set_up()
    assert code_of(refused) == "store.exists"
    assert known_users(laptop.folder) == (ADMIN,)


def test_an_administrator_without_a_name_is_called_by_his_username(tmp_path: Path, laptop: Laptop) -> None:
    answers = SetUp("herfa", "RYD1", "  مكتب التجربة ", "  AMINA ", " ", PASSWORD)
    desk = create_desk(tmp_path / "other", answers, world=laptop.world).desk
    try:
        assert (desk.user.username, desk.user.name, desk.office_name) == ("amina", "amina", "مكتب التجربة")
    finally:
        desk.store.close()


# --- signing in ------------------------------------------------------------------------------------------------------


def test_who_signs_in_is_known_by_any_spelling_of_his_name(laptop: Laptop) -> None:
    laptop.set_up().desk.store.close()
    for spelling in ("amina", " Amina", "AMINA"):
        desk = signed_in(laptop, spelling, PASSWORD)
        desk.store.close()
        assert desk.user.name == "أمينة السالم"


def test_one_store_has_one_desk_at_a_time(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        with pytest.raises(Unavailable) as refused:
            signed_in(laptop, ADMIN, PASSWORD)
        assert code_of(refused) == "store.in_use"
        count_visit(desk, "other")
    signed_in(laptop, ADMIN, PASSWORD).store.close()


def test_a_failed_sign_in_holds_nothing(laptop: Laptop) -> None:
    laptop.set_up().desk.store.close()
    for username, password in ((ADMIN, "ليست كلمة السر"), ("nobody", PASSWORD), ("", ""), ("بلا اسم", PASSWORD)):
        with pytest.raises(RuleBroken) as refused:
            signed_in(laptop, username, password)
        assert code_of(refused) == "sign_in.wrong"
    signed_in(laptop, ADMIN, PASSWORD).store.close()


def test_the_door_says_what_stands_behind_it(laptop: Laptop) -> None:
    assert look_at_door(laptop.folder).kind == "first_run"
    with laptop.at_work() as desk:
        add_user(desk, CLERK)
    view = look_at_door(laptop.folder)
    assert (view.kind, view.usernames, view.problem) == ("sign_in", (ADMIN, "saad"), "")
    for keys in laptop.folder.glob("*.keys*"):
        keys.write_bytes(b"")
    view = look_at_door(laptop.folder)
    assert (view.kind, view.usernames) == ("unavailable", ())
    assert "المفاتيح" in view.problem


# --- users -----------------------------------------------------------------------------------------------------------


def test_a_second_user_works_under_his_own_name_and_key(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        added = add_user(desk, CLERK)
        assert added.changes.kinds == {"users", "user_keys"}
        admin_key = desk.public_key
    clerk = signed_in(laptop, "saad", CLERK.password)
    try:
        assert clerk.user == added.user
        assert clerk.public_key != admin_key
        assert clerk.store.users.keys_of(clerk.user.id) == (clerk.public_key,)
        count_visit(clerk, "other")
        with pytest.raises(RuleBroken) as refused:
            add_user(clerk, NewUser("third", "", ("clerk",), NEW_PASSWORD))
        assert code_of(refused) == "user.not_allowed"
    finally:
        clerk.store.close()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (NewUser("saad", "", (), NEW_PASSWORD), "user.roles"),
        (NewUser("saad", "", ("clerk", "king"), NEW_PASSWORD), "user.roles"),
        (NewUser("sa ad", "", ("clerk",), NEW_PASSWORD), "user.username.form"),
        (NewUser("saad", "", ("clerk",), "قصيرة"), "user.password.short"),
        (NewUser(ADMIN.upper(), "", ("clerk",), NEW_PASSWORD), "user.username.taken"),
    ],
)
def test_a_user_who_may_not_be_leaves_neither_slot_nor_row(desk: Desk, wrong: NewUser, code: str) -> None:
    before, text = read_public_info(database_path(desk.store.folder)), dump(desk)
    with pytest.raises(RuleBroken) as refused:
        add_user(desk, wrong)
    assert code_of(refused) == code
    assert (read_public_info(database_path(desk.store.folder)), dump(desk)) == (before, text)


def test_a_slot_whose_user_is_in_no_row_is_given_anew(laptop: Laptop, tmp_path: Path) -> None:
    """As when the power went between the two: the keys are those of after, the database that of before."""
    with laptop.at_work() as desk:
        user = desk.user
    before = shutil.copytree(laptop.folder, tmp_path / "before")
    with laptop.at_work() as desk:
        add_user(desk, CLERK)
    for keys in laptop.folder.glob("*.keys*"):
        shutil.copy(keys, before / keys.name)
    cut = Laptop(before, seed=9)
    with pytest.raises(RuleBroken) as refused:
        signed_in(cut, "saad", CLERK.password)
    assert code_of(refused) == "user.removed"
    with cut.at_work() as desk:
        assert desk.user == user
        add_user(desk, CLERK)
    signed_in(cut, "saad", CLERK.password).store.close()


def test_whoever_has_no_slot_any_more_does_not_come_in(laptop: Laptop) -> None:
    with laptop.at_work() as desk:
        add_user(desk, CLERK)
    remove_user_slot(database_path(laptop.folder), "saad")
    with pytest.raises(RuleBroken) as refused:
        signed_in(laptop, "saad", CLERK.password)
    assert code_of(refused) == "sign_in.wrong"


# --- recovery --------------------------------------------------------------------------------------------------------


def test_recovery_gives_a_new_password_and_a_new_key_and_old_papers_stay_proven(laptop: Laptop) -> None:
    first = laptop.set_up()
    person = register_person(first.desk, PersonDraft(name="نورة الواحي")).person
    held = run_interview(first.desk, form_of("herfa"), person.id, example_answers("herfa"))
    paper = attest(first.desk, held.id)
    first.desk.store.close()

    desk = recover(laptop.folder, first.recovery_code, ADMIN, NEW_PASSWORD, world=laptop.world)
    try:
        assert desk.user == first.desk.user
        assert set(desk.store.users.keys_of(desk.user.id)) == {first.desk.public_key, desk.public_key}
        assert attest(desk, held.id).id == paper.id
        assert attest(desk, held.id).is_clerk_signature_valid
        assert verify(desk).is_clean
    finally:
        desk.store.close()
    with pytest.raises(RuleBroken):
        signed_in(laptop, ADMIN, PASSWORD)
    again = signed_in(laptop, ADMIN, NEW_PASSWORD)
    again.store.close()
    assert again.public_key == desk.public_key


def test_a_recovery_that_cannot_open_the_store_leaves_the_old_password(laptop: Laptop) -> None:
    first = laptop.set_up()
    first.desk.store.close()
    before = {file.name: file.read_bytes() for file in laptop.folder.glob("*.keys*")}
    with hold_store(laptop.folder), pytest.raises(Unavailable) as refused:
        recover(laptop.folder, first.recovery_code, ADMIN, NEW_PASSWORD, world=laptop.world)
    assert code_of(refused) == "store.in_use"
    for username, password, code in (
        ("nobody", NEW_PASSWORD, "user.unknown"),
        (ADMIN, "قصيرة", "user.password.short"),
    ):
        with pytest.raises(RuleBroken) as broken:
            recover(laptop.folder, first.recovery_code, username, password, world=laptop.world)
        assert code_of(broken) == code
    assert {file.name: file.read_bytes() for file in laptop.folder.glob("*.keys*")} == before
    signed_in(laptop, ADMIN, PASSWORD).store.close()


def test_a_key_that_no_row_knows_is_made_known_when_its_user_signs_in(laptop: Laptop, tmp_path: Path) -> None:
    """As when the power went between the new password and its row."""
    first = laptop.set_up()
    first.desk.store.close()
    before = shutil.copytree(laptop.folder, tmp_path / "before")
    recover(laptop.folder, first.recovery_code, ADMIN, NEW_PASSWORD, world=laptop.world).store.close()
    for keys in laptop.folder.glob("*.keys*"):
        shutil.copy(keys, before / keys.name)
    desk = sign_in(before, ADMIN, NEW_PASSWORD, world=laptop.world)
    try:
        assert desk.public_key in desk.store.users.keys_of(desk.user.id)
        waiting = desk.store.exchange.waiting().count
    finally:
        desk.store.close()
    again = sign_in(before, ADMIN, NEW_PASSWORD, world=laptop.world)
    again.store.close()
    assert waiting == 2
