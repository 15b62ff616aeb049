"""The real window and a real head office, for the journeys that need no others."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.usecases.open_desk import World
from tests.support.clock import HandClock
from tests.support.hub_process import HubProcess
from tests.support.keys import _every_password_is_stretched_once
from tests.support.window import Window

__all__ = ["_every_password_is_stretched_once"]  # for every journey


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    yield made
    made.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def rounds_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that has joined begins rounds by itself too, seconds after it opens and after each write: what a test
    has just seen waiting would be at head office when a slow machine looks for it next."""
    for pause in ("AT_FIRST", "AFTER_WRITE", "QUIET"):
        monkeypatch.setattr(f"desktop.sync.loop.{pause}", timedelta(hours=1))
