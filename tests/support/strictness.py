"""What every test is held to, whether it asks or not: quiet logs, closed connections, no network, a clean machine."""

import ipaddress
import logging
import os
import re
import socket
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2 as sqlcipher

# POSIX spelling of UTC+3, because a machine without a zone database reads "Asia/Riyadh" as UTC.
RIYADH = "<+03>-3"
SET_ASIDE = ("QT_", "ISTIQBAL_", "XDG_", "LC_", "PG", "CUPS_")
ASKED_OF_TESTS = frozenset({"ISTIQBAL_LONG_RUN", "ISTIQBAL_SEED"})
"""What a developer may ask of a long test, as docs/development.md says; everything else of ours is set aside."""


class LogWatch(logging.Handler):
    """Holds every record of a warning or worse, and the expectations a test has of them.

    A test that provokes a log asks for the `expected_logs` fixture and calls `expect` before. A record nobody expected
    fails the test, and so does an expectation that nothing met.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._expected: list[tuple[str, re.Pattern[str]]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def expect(self, logger: str, pattern: str) -> None:
        """Allow, and demand, records of `logger` or of its children whose message `pattern` is found in."""
        self._expected.append((logger, re.compile(pattern)))

    def complaints(self) -> list[str]:
        unexpected = [
            f"unexpected log: {record.levelname} {record.name}: {record.getMessage()}"
            for record in self._records
            if not any(_meets(record, expectation) for expectation in self._expected)
        ]
        unmet = [
            f"expected log never came: {name}: {pattern.pattern}"
            for name, pattern in self._expected
            if not any(_meets(record, (name, pattern)) for record in self._records)
        ]
        return unexpected + unmet


def _meets(record: logging.LogRecord, expectation: tuple[str, re.Pattern[str]]) -> bool:
    name, pattern = expectation
    belongs = record.name == name or record.name.startswith(name + ".")
    return belongs and pattern.search(record.getMessage()) is not None


class ConnectionWatch:
    """Knows every database connection that this process opens, and which are still open.

    It holds them, so that a forgotten connection is found and not closed by the collector's luck.
    """

    def __init__(self) -> None:
        self._opened: list[Any] = []

    def install(self) -> None:
        """For the rest of the process; modules imported before may hold the unwatched `sqlcipher3` function."""
        sys.addaudithook(self._hear)
        watched = self._watched(sqlcipher.connect)
        sqlcipher.connect = sqlcipher3.connect = watched

    def forget(self) -> None:
        self._opened.clear()

    def still_open(self) -> int:
        return sum(1 for connection in self._opened if _is_open(connection))

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "sqlite3.connect/handle":
            self._opened.append(arguments[0])

    def _watched(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def connect_and_remember(*arguments: Any, **options: Any) -> Any:
            connection = connect(*arguments, **options)
            self._opened.append(connection)
            return connection

        return connect_and_remember


def _is_open(connection: Any) -> bool:
    try:
        connection.total_changes  # noqa: B018 - asking is what a closed connection refuses
    except (sqlite3.ProgrammingError, sqlcipher.ProgrammingError):
        return False
    return True


class NetworkReached(RuntimeError):
    """Not an OSError, which the code under test would rightly take for a broken line."""


class NetworkGuard:
    """Refuses every address but this machine's own, and remembers that it had to."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def install(self) -> None:
        """For the rest of the process: an audit hook cannot be taken away."""
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
            address = arguments[1]
            # A pair or more is an Internet address; text or bytes name a local socket; None is one connected before.
            if isinstance(address, tuple):
                self._judge(address[0])
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            self._judge_name(arguments[0])

    def _judge_name(self, host: Any) -> None:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(name, str) and name.endswith(".invalid"):
            # RFC 6761: such a name never exists, so tests may look it up; it is answered here, without asking the net.
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self._judge(name)

    def _judge(self, host: Any) -> None:
        if not _is_this_machine(host):
            self.refused.append(str(host))
            raise NetworkReached(f"a test reached for {host}; only loopback is allowed")


def _is_this_machine(host: Any) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def make_the_machine_neutral(folder: Path) -> None:
    """The same environment everywhere: offscreen, UTC+3, plain locale, none of the user's settings but those that ask
    for another run of a test.

    `folder` keeps what is the same for all tests (font caches, run-time files).
    """
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    for name in list(os.environ):
        is_set_aside = name.startswith(SET_ASIDE) or name.lower().endswith("_proxy")
        if is_set_aside and name not in ASKED_OF_TESTS:
            del os.environ[name]
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ |= {
        "QT_QPA_PLATFORM": platform,
        "TZ": RIYADH,
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_RUNTIME_DIR": str(runtime),
        "CUPS_SERVER": str(folder / "no-print-service"),  # no test prints on a printer of this machine
    }


def home_variables(home: Path) -> dict[str, str]:
    """Where each system looks for a person's folders, all inside `home`."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "AppData" / "Roaming"),
        "LOCALAPPDATA": str(home / "AppData" / "Local"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
    }
