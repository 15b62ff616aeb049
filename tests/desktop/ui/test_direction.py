"""English is read from the left: what the product paints itself is turned with it, and words keep their own order."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.basic import label
from desktop.ui.kit.painted import at_end, at_start, drawn, from_start, mirrored
from desktop.ui.kit.tally_key import TallyKey
from desktop.ui.kit.theme import picture, theme
from desktop.ui.language import Language, choose_language
from desktop.ui.navigation import PageButton
from desktop.ui.pages.month import GREGORIAN, month_of
from desktop.ui.pages.month_grid import CELL_HEIGHT, HEAD, MonthGrid
from desktop.ui.shell import Shell

ROOM = QRectF(10, 0, 100, 20)


@pytest.fixture(params=["ar", "en"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Language]:
    choose_language(request.param)
    theme().follow_language()
    yield request.param
    choose_language("ar")
    theme().follow_language()


def test_places_are_counted_from_where_a_line_begins(spoken: Language) -> None:
    part = QRectF(20, 5, 30, 10)
    assert from_start(ROOM, 10) == {"ar": 100, "en": 20}[spoken]
    assert mirrored(part, ROOM).left() == {"ar": 20, "en": 70}[spoken]
    assert mirrored(mirrored(part, ROOM), ROOM) == part
    right = Qt.AlignmentFlag.AlignRight
    assert (bool(at_start() & right), bool(at_end() & right)) == (spoken == "ar", spoken == "en")


def test_a_label_stands_where_a_line_begins_whatever_it_says(spoken: Language, qtbot: QtBot) -> None:
    for text in ("نورة السالم", "Saved here", "12:30"):
        made = label(text)
        qtbot.addWidget(made)
        assert made.alignment() == at_start()


def test_the_keys_minus_is_where_the_line_ends(spoken: Language, qtbot: QtBot) -> None:
    key = TallyKey("طلب", "جديد", "file-plus", key=1, category=0)
    qtbot.addWidget(key)
    key.resize(260, 200)
    pressed: list[str] = []
    key.minus.connect(lambda: pressed.append("minus"))
    key.pressed.connect(lambda: pressed.append("plus"))
    low = key.height() - 40
    ends = {"ar": (30, 230), "en": (230, 30)}[spoken]
    for x in ends:
        QTest.mouseClick(key, Qt.MouseButton.LeftButton, pos=QPoint(x, low))
    assert pressed == ["minus", "plus"]


def november(qtbot: QtBot) -> tuple[MonthGrid, list[date]]:
    """The month at its 18th, and what it says was meant."""
    month, said = MonthGrid(), []
    qtbot.addWidget(month)
    month.show_month(month_of(date(2026, 11, 18), GREGORIAN), date(2026, 11, 18))
    for signal in (month.wandered, month.picked):
        signal.connect(said.append)
    return month, said


def test_the_arrow_onward_leads_to_the_next_day(spoken: Language, qtbot: QtBot) -> None:
    month, said = november(qtbot)
    QTest.keyClick(month, {"ar": Qt.Key.Key_Left, "en": Qt.Key.Key_Right}[spoken])
    assert said == [date(2026, 11, 19)]


def test_the_first_day_of_a_week_is_where_the_line_begins(spoken: Language, qtbot: QtBot) -> None:
    month, said = november(qtbot)
    x = round(from_start(QRectF(month.rect()), 20))
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=QPoint(x, HEAD + CELL_HEIGHT // 2))
    assert said == [date(2026, 11, 1)]


def test_a_chevron_points_the_way_the_language_goes(qapp: QApplication, spoken: Language, qtbot: QtBot) -> None:
    asker = QWidget()
    qtbot.addWidget(asker)
    onward = picture("chevron-left", "#000000", 24, asker).toImage()

    def leftmost(y: int) -> int:
        return min(x for x in range(24) if onward.pixelColor(x, y).alpha() > 128)

    assert (leftmost(12) < leftmost(7)) == (spoken == "ar")


def test_the_number_beside_a_page_covers_no_icon(spoken: Language, qtbot: QtBot) -> None:
    shell = Shell(office_name="مكتب", user_name="سارة", role="")
    qtbot.addWidget(shell)
    shell.add_page("tasks", "Tasks", "list-check", QWidget)
    shell.show()
    shell.show_badge("tasks", 3)
    button = shell.findChildren(PageButton)[0]
    badge = next(child for child in button.children() if isinstance(child, QWidget))
    assert (badge.geometry().center().x() < button.width() / 2) == (spoken == "ar")


def test_an_ellipsis_stays_behind_the_name_it_cuts(spoken: Language) -> None:
    mark = {"ar": "", "en": "\u200f"}[spoken]
    assert drawn("نورة بنت سا…") == f"{mark}نورة بنت سا…{mark}"
    assert drawn("12 visitors") == "12 visitors"
