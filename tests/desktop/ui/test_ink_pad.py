"""The sheet to draw on gives strokes as plain data, takes them back, and makes the same picture of them anywhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.ink_pad import InkPad, ink_image, png_of
from desktop.ui.ink_sheet import INK_BLUE, MOST_POINTS, InkSheet
from domain.ink import InkPoint, Stroke, segments_of

SHEET = QSize(400, 200)


@pytest.fixture
def pad(qapp: QApplication) -> Iterator[InkPad]:
    made = InkPad(sheet=SHEET, guide=True)
    made.resize(200, 100)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def drag(pad: InkPad, *points: tuple[int, int]) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*points[-1]))


@pytest.fixture
def pen(qapp: QApplication) -> QPointingDevice:
    """To be held as long as its events are on their way: they do not hold it."""
    kind, tip = QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen
    return QPointingDevice("pen", 1, kind, tip, QInputDevice.Capability.Pressure, 1, 1)


def pressed(pen: QPointingDevice, kind: QEvent.Type, x: float, pressure: float) -> QTabletEvent:
    at, held = QPointF(x, 50.0), Qt.MouseButton.LeftButton
    return QTabletEvent(kind, pen, at, at, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, held, held)


def test_a_stroke_is_in_the_lengths_of_the_sheet_whatever_the_window_is(pad: InkPad) -> None:
    drag(pad, (10, 10), (60, 40), (90, 20))
    points = pad.strokes()[0].points
    assert [(point.x, point.y) for point in points] == [(20, 20), (120, 80), (180, 40)]
    assert all(0 < point.pressure <= 1 for point in points)
    assert points[0].at_ms == 0


def test_a_pen_tells_its_pressure(pad: InkPad, pen: QPointingDevice) -> None:
    for kind, x, pressure in (
        (QEvent.Type.TabletPress, 10.0, 0.2),
        (QEvent.Type.TabletMove, 60.0, 0.9),
        (QEvent.Type.TabletRelease, 60.0, 0.0),
    ):
        QApplication.sendEvent(pad, pressed(pen, kind, x, pressure))
    stroke = pad.strokes()[0]
    assert stroke.is_felt
    assert [point.pressure for point in stroke.points] == [0.2, 0.9]


def test_a_hand_that_leaves_the_sheet_is_held_at_its_edge(pad: InkPad) -> None:
    drag(pad, (10, 10), (900, 50))
    assert pad.strokes()[0].points[-1].x == SHEET.width()


def test_strokes_and_a_cleared_sheet_are_taken_back_with_the_keys(pad: InkPad) -> None:
    drag(pad, (10, 10), (50, 50))
    drag(pad, (60, 10), (90, 50))
    pad.clear()
    assert pad.strokes() == ()
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes()) == 2
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.strokes()) == 1
    pad.redo()
    assert len(pad.strokes()) == 2


def test_undo_is_the_pages_when_the_sheet_has_nothing_to_take_back(pad: InkPad) -> None:
    heard: list[int] = []
    pad.changed.connect(lambda: heard.append(1))
    QTest.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == []
    drag(pad, (10, 10), (60, 40))
    assert heard


def test_the_picture_has_ink_where_it_was_drawn_and_is_white_elsewhere(pad: InkPad) -> None:
    drag(pad, (10, 50), (100, 50), (190, 50))
    image = pad.image()
    assert image.size() == SHEET
    assert image.pixelColor(200, 100) == QColor(INK_BLUE)
    assert image.pixelColor(200, 20) == QColor("#ffffff")


def test_a_dot_is_seen(qapp: QApplication) -> None:
    dot = Stroke((InkPoint(50, 50, 0.8, 0),), 8.0, "#000000")
    assert ink_image([dot], SHEET).pixelColor(50, 50) == QColor("#000000")


def test_what_is_drawn_over_a_picture_leaves_the_rest_of_it(qapp: QApplication) -> None:
    photo = QImage(SHEET, QImage.Format.Format_RGB32)
    photo.fill(QColor("#00ff00"))
    line = Stroke((InkPoint(0, 100, 0.8, 0), InkPoint(400, 100, 0.8, 9)), 8.0, "#ff0000")
    image = ink_image([line], SHEET, photo)
    assert image.pixelColor(200, 100) == QColor("#ff0000")
    assert image.pixelColor(200, 10) == QColor("#00ff00")


def test_the_same_strokes_are_the_same_bytes(qapp: QApplication) -> None:
    line = Stroke((InkPoint(0, 100, 0.8, 0), InkPoint(40, 10, 0.4, 9), InkPoint(90, 60, 0.3, 20)), 8.0, "#ff0000")
    assert png_of(ink_image([line], SHEET)) == png_of(ink_image([line], SHEET))
    assert png_of(ink_image([line], SHEET)).startswith(b"\x89PNG")


def test_a_corner_is_rounded_and_the_line_thins_where_the_hand_is_light() -> None:
    pressed = Stroke((InkPoint(0, 0, 1, 0), InkPoint(100, 0, 1, 5), InkPoint(100, 100, 0, 9)), 6.0, "#000000")
    pieces = list(segments_of(pressed))
    assert all((piece.x2, piece.y2) != (100.0, 0.0) for piece in pieces)
    assert pieces[0].width > 2 * pieces[-1].width


def test_a_full_sheet_takes_no_more() -> None:
    sheet = InkSheet(1000, 1000)
    sheet.begin(0, 0, pressure=None, ms=0)
    for number in range(MOST_POINTS + 50):
        sheet.add(number * 7 % 1000, number * 13 % 1000, pressure=0.5, ms=number)
    sheet.end()
    assert len(sheet.strokes[0].points) == MOST_POINTS
