"""The whole application of head office without a socket: for tests that ask it thousands of things."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import httpx
from starlette.applications import Starlette

from domain.sync.enrolment_code import EnrolmentCode
from headoffice.app import build_app
from headoffice.enrolment import issue_code
from headoffice.hub import Hub, open_hub
from headoffice.office_grants import WHOLE
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.opening import DATABASE_NAME
from tests.support.clock import HandClock


class InProcessHub:
    """Started on entering. It is a line, too: `post` and `get` answer like an `httpx.Client`, and an exception that
    the application does not answer reaches the test."""

    url = "http://127.0.0.1"

    def __init__(
        self,
        folder: Path,
        clock: HandClock | None = None,
        *,
        database: DatabaseUrl | None = None,
        address: str = "127.0.0.1",
    ) -> None:
        self.folder = folder
        self.clock = clock or HandClock()
        self.database = database
        self._address = address
        self._ending = contextlib.ExitStack()

    def __enter__(self) -> "InProcessHub":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        app = self.app = build_app(self.folder, self.database, clock=self.clock)
        runner = self._runner = self._ending.enter_context(asyncio.Runner())
        life = app.router.lifespan_context(app)
        runner.run(life.__aenter__())
        self._ending.callback(lambda: runner.run(life.__aexit__(None, None, None)))
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=(self._address, 1)), base_url=self.url
        )
        self._ending.callback(lambda: runner.run(self._client.aclose()))
        if self.database is None:
            self._watching = self._ending.enter_context(
                contextlib.closing(sqlite3.connect(self.folder / DATABASE_NAME, isolation_level=None))
            )
        self.beside = self._ending.enter_context(self.open_beside())

    def stop(self) -> None:
        self._ending.close()

    _watching: sqlite3.Connection | None = None
    app: Starlette
    beside: Hub  # as another process of the administrator's has it open

    def open_beside(self) -> contextlib.AbstractContextManager[Hub]:
        return open_hub(self.folder, database=self.database, clock=self.clock)

    def writes(self) -> int | None:
        """A number that another transaction changes, whoever's it is; None where the database has none."""
        if self._watching is None:
            return None
        (version,) = self._watching.execute("PRAGMA data_version").fetchone()
        return int(version)

    def code(self, office: str, *, complaints: str = WHOLE) -> EnrolmentCode:
        return issue_code(self.beside, office, complaints=complaints).code

    def post(self, url: str, *, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        return self._runner.run(self._client.post(url, content=content, headers=headers))

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self._runner.run(self._client.get(url, headers=headers))

    def ask(self, method: str, url: str, *, content: bytes, headers: list[tuple[bytes, bytes]]) -> httpx.Response:
        """Headers byte by byte, also such as no client would send."""
        return self._runner.run(self._client.request(method, url, content=content, headers=headers))


@contextlib.contextmanager
def in_process_hub(folder: Path, *, database: DatabaseUrl | None = None) -> Iterator[InProcessHub]:
    with InProcessHub(folder, database=database) as hub:
        yield hub
