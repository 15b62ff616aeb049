"""A new recovery sheet: the administrator's alone, and never a moment without a sheet that opens the store."""

from collections.abc import Iterator

import pypdfium2
import pytest

from db.key_file import load
from db.keyslots import open_with_recovery, read_public_info
from db.store import database_path
from desktop.usecases import print_sheets, renew_recovery
from desktop.usecases.add_user import NewUser, add_user
from desktop.usecases.check_store import dump
from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import FirstDesk, recover, sign_in
from desktop.usecases.renew_recovery import (
    NewSheet,
    confirm_sheet,
    issue_sheet,
    issue_sheet_with_password,
    withdraw_sheet,
)
from domain.errors import RuleBroken
from tests.support.laptop import ADMIN, PASSWORD, Laptop

CLERK = NewUser("saad", "سعد المطيري", ("clerk",), "عبارة موظف الاستقبال")


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that were printed, in order: a paper is read by people."""
    printed: list[str] = []

    def note(desk: Desk, code: str) -> bytes:
        printed.append(code)
        return print_sheets.recovery_sheet(desk, code)

    monkeypatch.setattr(renew_recovery, "recovery_sheet", note)
    return printed


def opens(desk: Desk, code: str) -> bool:
    try:
        return open_with_recovery(database_path(desk.store.folder), code) == desk.master
    except RuleBroken:
        return False


@pytest.fixture
def first(laptop: Laptop) -> Iterator[FirstDesk]:
    made = laptop.set_up()
    yield made
    made.desk.store.close()


@pytest.fixture
def desk(first: FirstDesk) -> Desk:
    return first.desk


def test_a_new_sheet_is_a_page_and_ends_the_old_one_when_confirmed(first: FirstDesk, codes: list[str]) -> None:
    desk = first.desk
    before = dump(desk)
    sheet = issue_sheet_with_password(desk, PASSWORD)
    assert len(pypdfium2.PdfDocument(sheet.pdf)) == 1
    assert [opens(desk, code) for code in (first.recovery_code, codes[0])] == [True, True]
    confirm_sheet(desk, sheet.id)
    assert [opens(desk, code) for code in (first.recovery_code, codes[0])] == [False, True]
    assert dump(desk) == before


def test_the_new_sheet_lets_its_holder_in(laptop: Laptop, codes: list[str]) -> None:
    first = laptop.set_up()
    confirm_sheet(first.desk, issue_sheet(first.desk).id)
    first.desk.store.close()
    recover(laptop.folder, codes[0], ADMIN, "كلمة جديدة بالورقة", world=laptop.world).store.close()
    with pytest.raises(RuleBroken):
        recover(laptop.folder, first.recovery_code, ADMIN, "كلمة جديدة بالورقة", world=laptop.world)


def test_a_sheet_that_was_not_kept_is_withdrawn(first: FirstDesk, codes: list[str]) -> None:
    desk = first.desk
    sheet = issue_sheet(desk)
    withdraw_sheet(desk, sheet.id)
    assert [opens(desk, code) for code in (first.recovery_code, codes[0])] == [True, False]
    with pytest.raises(RuleBroken) as refused:
        confirm_sheet(desk, sheet.id)
    assert refused.value.code == "recovery.gone"


def test_a_sheet_that_cannot_be_drawn_leaves_no_code_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_paper(desk: Desk, code: str) -> bytes:
        raise RuleBroken("paper.glyph.missing", ar="حرف لا يُطبع.", en="A character cannot be printed.")

    monkeypatch.setattr(renew_recovery, "recovery_sheet", no_paper)
    slots = load(database_path(desk.store.folder)).slots
    with pytest.raises(RuleBroken):
        issue_sheet(desk)
    assert load(database_path(desk.store.folder)).slots == slots


def test_after_a_kill_between_the_two_the_old_sheet_and_the_printed_one_open(laptop: Laptop, codes: list[str]) -> None:
    first = laptop.set_up()
    issue_sheet(first.desk)
    first.desk.store.close()  # nothing was confirmed or withdrawn
    again = sign_in(laptop.folder, ADMIN, PASSWORD, world=laptop.world)
    try:
        assert [opens(again, code) for code in (first.recovery_code, codes[0])] == [True, True]
        confirm_sheet(again, issue_sheet(again).id)
        assert [opens(again, code) for code in (first.recovery_code, *codes)] == [False, False, True]
    finally:
        again.store.close()


@pytest.mark.parametrize("password", ["", "ليست كلمة المرور"])
def test_the_password_is_asked_again(desk: Desk, password: str) -> None:
    path = database_path(desk.store.folder)
    before = read_public_info(path)
    with pytest.raises(RuleBroken) as refused:
        issue_sheet_with_password(desk, password)
    assert (refused.value.code, refused.value.field) == ("recovery.password", "password")
    assert read_public_info(path) == before


def test_only_the_administrator_makes_a_sheet(laptop: Laptop) -> None:
    first = laptop.set_up()
    add_user(first.desk, CLERK)
    first.desk.store.close()
    clerk = sign_in(laptop.folder, "saad", CLERK.password, world=laptop.world)
    try:
        before = read_public_info(database_path(laptop.folder))
        for deed in (
            lambda: issue_sheet(clerk),
            lambda: issue_sheet_with_password(clerk, CLERK.password),
            lambda: confirm_sheet(clerk, "00"),
        ):
            with pytest.raises(RuleBroken) as refused:
                deed()
            assert refused.value.code == "recovery.not_allowed"
        assert read_public_info(database_path(laptop.folder)) == before
    finally:
        clerk.store.close()


def test_a_sheet_never_shows_its_page_in_a_log() -> None:
    assert "pdf" not in repr(NewSheet("00", b"%PDF"))
