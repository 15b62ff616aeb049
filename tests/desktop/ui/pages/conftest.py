"""A stage for pages: the real style, offscreen, and nothing left behind."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.seen_pages import Stage


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    made = Stage(qapp)
    yield made
    made.clear()
