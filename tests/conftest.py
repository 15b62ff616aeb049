"""Every test runs under these; what they hold a test to is said in tests/support/strictness.py."""

import gc
import itertools
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.databases import hub_database, postgresql, postgresql_database
from tests.support.dearest_first import dearest_first
from tests.support.strictness import (
    ConnectionWatch,
    LogWatch,
    NetworkGuard,
    home_variables,
    make_the_machine_neutral,
)

__all__ = ["hub_database", "postgresql", "postgresql_database"]  # fixtures for every test

CONNECTIONS = ConnectionWatch()
NETWORK = NetworkGuard()
HOMES = pytest.StashKey[Iterator[Path]]()
FOLDER = pytest.StashKey[Path]()

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)


# Every 700 objects is a fifteenth of what the tests of the rules take; what they make is mostly let go without it.
COLLECT_EVERY = 20_000


def pytest_configure(config: pytest.Config) -> None:
    # Reading the tests leaves nothing that could be let go, and looking for it is a quarter of the reading.
    gc.disable()
    gc.set_threshold(COLLECT_EVERY)
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-tests-"))
    config.stash[FOLDER] = folder
    config.stash[HOMES] = (folder / f"home-{number}" for number in itertools.count(1))
    make_the_machine_neutral(folder)
    if hasattr(time, "tzset"):
        time.tzset()
    settings.load_profile("ci" if os.environ.get("CI") else "here")
    CONNECTIONS.install()
    NETWORK.install()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    dearest_first(items, lambda item: item.path, lambda item: item.get_closest_marker("slow") is not None)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Half a million objects of six thousand tests and their libraries stay to the end: looking through them takes a
    third of a second, and each module of the window's and each window that is closed would."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


@pytest.fixture(autouse=True, scope="module")
def _pages_are_let_go_on_their_own_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program (`desktop.ui.collecting`): a thread of a head office beside them must not collect widgets."""
    if not {"ui", "journeys"} & set(request.path.parts):
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _logging_stays_as_it_was() -> Iterator[None]:
    """A command that is run in this process sets logging up for itself; the next test must not inherit that."""
    loggers = [logging.getLogger(name) for name in ("", "headoffice", "uvicorn")]
    kept = [(logger, list(logger.handlers), logger.level, logger.propagate) for logger in loggers]
    yield
    for logger, handlers, level, propagate in kept:
        logger.handlers[:] = handlers
        logger.setLevel(level)
        logger.propagate = propagate


@pytest.fixture(autouse=True)
def home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own, empty home folder."""
    folder = next(request.config.stash[HOMES])
    folder.mkdir()
    for name, value in home_variables(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[LogWatch]:
    """`expected_logs.expect("logger.name", r"pattern")`, before the deed that logs a warning or worse."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    _fail_with(watch.complaints())


@pytest.fixture(autouse=True)
def _every_connection_is_closed() -> Iterator[None]:
    CONNECTIONS.forget()
    yield
    left = CONNECTIONS.still_open()
    CONNECTIONS.forget()
    _fail_with([f"{left} database connection(s) left open"] if left else [])


@pytest.fixture(autouse=True)
def _no_network_but_loopback() -> Iterator[None]:
    NETWORK.refused.clear()
    yield
    _fail_with([f"reached for the network: {host}" for host in NETWORK.refused])


def _fail_with(complaints: list[str]) -> None:
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
