"""The sheets of a paper have their place as soon as they are painted, and not some turns of the event loop later."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.ui.pages.paper.sheets import EDGE, Sheets
from desktop.ui.paper_pictures import Picture
from tests.support.seen_pages import Stage
from tests.support.whole_window import hanging_over

HALF, WIDE, HIGH = 50, 600, 850


def page(width: int = WIDE, height: int = HIGH) -> Picture:
    return Picture(width, height, 4 * width, bytes(4 * width * height))


def shown(stage: Stage, count: int) -> tuple[Sheets, QMainWindow]:
    sheets = Sheets()
    stage.show(sheets, 700, 500)
    sheets.show_pages(count, HALF)
    stage.settle()
    window: QObject | QWidget = sheets.window()
    assert isinstance(window, QMainWindow)
    return sheets, window


def test_a_sheet_that_grows_with_its_picture_is_never_cut(stage: Stage) -> None:
    sheets, window = shown(stage, 1)
    sheets.paint(0, page())
    assert hanging_over(window) == []


def test_a_sheet_that_grows_with_the_zoom_is_never_cut(stage: Stage) -> None:
    sheets, window = shown(stage, 2)
    sheets.show_pages(2, 100)
    assert hanging_over(window) == []


def test_a_sheet_that_comes_to_the_others_is_never_cut(stage: Stage) -> None:
    sheets, window = shown(stage, 1)
    sheets.show_pages(3, HALF)
    assert len({sheet.y() for sheet in sheets._sheets}) == 3
    assert hanging_over(window) == []


def test_what_is_turned_to_as_soon_as_it_is_painted_is_in_sight(stage: Stage) -> None:
    sheets, _ = shown(stage, 2)
    for index in range(2):
        sheets.paint(index, page())
    sheets.turn_to(1, part=0.25)
    assert sheets.verticalScrollBar().value() == EDGE + HIGH + EDGE + round(0.25 * HIGH) - EDGE
