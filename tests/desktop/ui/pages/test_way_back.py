"""A page that stands over another is left by its button and by Escape alike."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.kit.basic import Page
from desktop.ui.pages.way_back import add_way_back
from tests.support.seen_pages import Stage, button_named


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, None])
def test_it_is_left_by_hand_and_by_key(stage: Stage, key: Qt.Key | None) -> None:
    page, left = Page("ورقة"), []
    button = add_way_back(page, lambda: left.append(True))
    stage.show(page)
    button.setFocus()
    assert button_named(page, "رجوع (Esc)") is button
    if key is None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(button, key)
    assert left == [True]


def test_escape_leaves_first_what_is_open_on_it(stage: Stage) -> None:
    page, left = Page("ورقة"), []
    button = add_way_back(page, lambda: left.append("page"), escape=lambda: left.append("what is open"))
    stage.show(page)
    button.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    button.click()
    assert left == ["what is open", "page"]
