"""Light or dark as the system is: told from what Qt shows before anything of ours, and later in spite of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.kit.theme import Theme, prepare, theme


@pytest.fixture
def untouched(qapp: QApplication) -> Iterator[QApplication]:
    """As it was started."""
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    yield qapp
    prepare(qapp)
    theme().apply(choice="light")


def test_the_first_window_is_as_dark_as_the_system(untouched: QApplication) -> None:
    untouched.setPalette(QPalette(QColor("#202326")))
    made = Theme()
    made.apply(choice="system")
    assert made.palette.is_dark


def test_the_first_window_of_a_light_system_is_light(untouched: QApplication) -> None:
    made = Theme()
    made.apply(choice="system")
    assert not made.palette.is_dark


def test_a_dark_window_of_ours_is_not_taken_for_a_dark_system(untouched: QApplication) -> None:
    made = Theme()
    made.apply(choice="dark")
    made.apply(choice="system")
    assert not made.palette.is_dark
