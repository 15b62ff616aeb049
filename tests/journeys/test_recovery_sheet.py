"""A new recovery sheet through the real window, to the last door it opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.key_file import load
from db.key_slot import Kind
from db.store import database_path
from desktop.ui.pages.paper.renewal_bar import RenewalBar
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pages.sign_in.view import SignInPage
from desktop.usecases.open_desk import World, recover
from domain.errors import RuleBroken
from tests.support.clock import HandClock
from tests.support.window import PASSWORD, Window


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()


def sheets(folder: Path) -> int:
    return sum(1 for slot in load(database_path(folder)).slots if slot.kind is Kind.RECOVERY)


def ask_for_a_sheet(window: Window) -> PaperPage:
    settings = window.desk.show_page("settings")
    assert isinstance(settings, SettingsView)
    window.settle()
    window.press(settings, "إصدار ورقة جديدة")
    settings.recovery.password.setText(PASSWORD)
    window.press(settings, "متابعة")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    page = window.desk.current
    assert isinstance(page, PaperPage)
    assert page.count_shown() == 1
    return page


def test_the_administrator_makes_a_new_sheet_and_the_old_one_opens_nothing(window: Window, tmp_path: Path) -> None:
    old = window.set_up("herfa")
    page = ask_for_a_sheet(window)
    bar = page.findChild(RenewalBar)
    assert bar is not None
    assert sheets(tmp_path / "store") == 2
    page.presenter.save(tmp_path / "sheet.pdf")
    window.settle()
    bar.kept.click()
    window.press(page, "اعتماد الورقة وإبطال القديمة")
    assert isinstance(window.desk.current, SettingsView)
    assert sheets(tmp_path / "store") == 1
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    window.press(window.desk, "قفل أو تبديل المستخدم (Ctrl+L)")
    window.wait_until(lambda: isinstance(window.door, SignInPage))
    with pytest.raises(RuleBroken) as refused:
        recover(tmp_path / "store", old, "amina", "كلمة أخرى طويلة", world=World(HandClock()))
    assert refused.value.code == "recovery.wrong"


@pytest.mark.parametrize("way", ["another page", "back", "lock"])
def test_a_sheet_that_was_not_confirmed_is_gone_with_its_page(window: Window, tmp_path: Path, way: str) -> None:
    old = window.set_up("herfa")
    page = ask_for_a_sheet(window)
    if way == "another page":
        window.desk.show_page("home")
    elif way == "back":
        window.press(page, "رجوع")
    else:
        window.press(window.desk, "قفل أو تبديل المستخدم (Ctrl+L)")
        window.wait_until(lambda: isinstance(window.door, SignInPage))
    window.settle()
    assert sheets(tmp_path / "store") == 1
    if way == "lock":
        recover(tmp_path / "store", old, "amina", "كلمة أخرى طويلة", world=World(HandClock())).store.close()
