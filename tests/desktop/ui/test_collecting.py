"""What a window leaves behind is taken away on the window's thread, whatever the lanes do meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.ui.collecting import Collector
from tests.support.at_rest import wait_until

GONE_ON: list[int] = []


class Left:
    """A page that was left: a circle, which only the collector takes away."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        GONE_ON.append(threading.get_ident())


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    GONE_ON.clear()
    made = Collector(QObject(qapp))
    made.start()
    yield made
    made.stop()


def allocate(circles: int) -> None:
    """As a library that is loaded on a lane does: enough for Python to collect on that thread."""
    for _ in range(circles):
        circle: list[object] = []
        circle.append(circle)


def on_another_thread() -> int:
    thread = threading.Thread(target=allocate, args=(200_000,))
    thread.start()
    thread.join()
    return thread.ident or 0


def test_without_it_a_lane_takes_a_page_away() -> None:
    """So the danger is real: this is Python as it comes."""
    GONE_ON.clear()
    was_enabled = gc.isenabled()
    gc.enable()
    try:
        Left()
        assert on_another_thread() in GONE_ON
    finally:
        if not was_enabled:
            gc.disable()


def test_a_page_goes_on_the_windows_thread_soon(collector: Collector) -> None:
    Left()
    on_another_thread()
    assert GONE_ON == []
    wait_until(lambda: bool(GONE_ON))
    assert [threading.get_ident()] == GONE_ON


def test_what_was_frozen_before_it_stays_so(qapp: QApplication) -> None:
    was_frozen = gc.get_freeze_count() > 0
    for is_frozen in (True, False):
        (gc.freeze if is_frozen else gc.unfreeze)()
        collector = Collector(QObject(qapp))
        collector.start()
        assert gc.get_freeze_count() > 0
        collector.stop()
        assert (gc.get_freeze_count() > 0) is is_frozen
    if was_frozen:
        gc.freeze()


def test_after_it_python_collects_as_before(qapp: QApplication) -> None:
    for was_enabled in (True, False):
        (gc.enable if was_enabled else gc.disable)()
        collector = Collector(QObject(qapp))
        collector.start()
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled() is was_enabled
