"""A real head office on a free port of this machine, in a thread of its own."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from domain.sync.dump import dump_text
from domain.sync.enrolment_code import EnrolmentCode
from headoffice.enrolment import issue_code
from headoffice.hub import Clock, Hub, open_hub
from headoffice.office_grants import WHOLE
from headoffice.patience import PATIENCE, Patience
from headoffice.serve import Address, server_config
from headoffice.store.database_url import DatabaseUrl
from tests.support.clock import HandClock


@dataclass
class RunningHub:
    """Can be stopped and started again on the same folder and port."""

    folder: Path
    clock: Clock = field(default_factory=HandClock)
    port: int = 0
    database: DatabaseUrl | None = None
    patience: Patience = PATIENCE
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, address: Address | None = None) -> None:
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = server_config(
            self.folder,
            address or Address("127.0.0.1", self.port),
            database=self.database,
            clock=self.clock,
            patience=self.patience,
        )
        server = self._server = uvicorn.Server(config)
        started = threading.Event()

        async def serve() -> None:
            with contextlib.closing(listener):
                serving = asyncio.create_task(server.serve(sockets=[listener]))
                while not server.started and not serving.done():
                    await asyncio.sleep(0.002)
                started.set()
                await serving

        self._thread = threading.Thread(target=lambda: asyncio.run(serve()), name="hub")
        self._thread.start()
        started.wait(120)
        assert server.started

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(120)
            assert not self._thread.is_alive()
        self._server = self._thread = None

    def open_beside(self) -> contextlib.AbstractContextManager[Hub]:
        """As another process of the administrator's does."""
        return open_hub(self.folder, database=self.database, clock=self.clock)

    def code(self, office: str, *, complaints: str = WHOLE) -> EnrolmentCode:
        """As an administrator makes one, beside the running server."""
        with self.open_beside() as hub:
            return issue_code(hub, office, complaints=complaints).code

    def dump(self) -> str:
        with self.open_beside() as hub, hub.db.reading():
            return dump_text(hub.streams.rows.all())


@contextlib.contextmanager
def running_hub(
    folder: Path, clock: Clock | None = None, *, database: DatabaseUrl | None = None
) -> Iterator[RunningHub]:
    hub = RunningHub(folder, clock or HandClock(), database=database)
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()
