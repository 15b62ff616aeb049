"""The search over everything as it is seen: over the page, walked by keys, named for the screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.theme import theme
from desktop.ui.pages.palette.commands import PageEntry, commands_of
from desktop.ui.pages.palette.state import Item
from desktop.ui.pages.palette.view import Palette
from tests.desktop.ui.pages.palette.test_palette_presenter import busy_desk
from tests.support.fake_front import FrontDesk, actions_of
from tests.support.seen_pages import HandLanes, Stage, cut_texts, texts_of, unnamed


class Search:
    def __init__(self, stage: Stage, desk: FrontDesk, width: int, height: int) -> None:
        self.lanes, self._stage = HandLanes(), stage
        self.page = QWidget()
        stage.show(self.page, width, height)
        self.chosen: list[Item] = []
        commands = commands_of((PageEntry("home", "الرئيسة", "home"),), person="مستفيد")
        self.palette = Palette(self.page.window(), actions_of(desk), self.lanes, commands=commands, people="المستفيدون")
        self.palette.chosen.connect(self.chosen.append)
        self.palette.open()
        self.settle()

    def type(self, text: str) -> None:
        self.palette.field.setText(text)
        self.palette.field.textEdited.emit(text)
        self.settle()

    def settle(self) -> None:
        self.lanes.run()
        self._stage.settle()


@pytest.fixture(params=[(1366, 768), (910, 512)], ids=["branch", "sharp"])
def search(stage: Stage, request: pytest.FixtureRequest) -> Iterator[Search]:
    made = Search(stage, busy_desk(), *request.param)
    yield made
    theme().apply(choice="light")


def test_everything_is_named_and_nothing_is_cut_or_outside_the_window(search: Search) -> None:
    for choice in ("light", "dark"):
        theme().apply(choice=choice)
        search.type("نورة")
        assert (unnamed(search.palette), cut_texts(search.palette)) == ([], [])
        assert search.palette.geometry() == search.page.window().rect()
        card = search.palette.findChildren(QWidget)[0]
        assert search.palette.rect().contains(card.geometry())
    assert "زيارات اليوم" in texts_of(search.palette)


def test_the_marked_row_is_in_sight_and_said_to_the_screen_reader(search: Search) -> None:
    search.type("نورة")
    QTest.keyClick(search.palette.field, Qt.Key.Key_Up)
    last = search.palette.rows[-1]
    assert not last.visibleRegion().isEmpty()
    assert search.palette.field.accessibleDescription().startswith(last.item.title)
    assert "ابدأ" in last.accessibleName()


def test_a_click_chooses_and_a_click_beside_it_closes(search: Search) -> None:
    search.type("نورة")
    QTest.mouseClick(search.palette.rows[0], Qt.MouseButton.LeftButton)
    assert [item.target for item in search.chosen] == ["p-1"]
    assert not search.palette.isVisible()
    search.palette.open()
    QTest.mouseClick(search.palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not search.palette.isVisible()


def test_enter_with_nothing_found_chooses_nothing(search: Search) -> None:
    search.type("زعفران")
    QTest.keyClick(search.palette.field, Qt.Key.Key_Return)
    assert search.chosen == []
    assert search.palette.isVisible()


def test_it_opens_empty_again_whatever_was_typed_before(search: Search) -> None:
    search.type("نورة")
    QTest.keyClick(search.palette.field, Qt.Key.Key_Escape)
    search.palette.open()
    search.settle()
    assert search.palette.field.text() == ""
    assert [group.title for group in search.palette.presenter.state.groups] == ["أوامر وصفحات"]
