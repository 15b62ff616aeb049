"""Head office in the simulator: the real service on the real database, without the socket."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from desktop.sync.transport import Answer
from domain.errors import Unavailable
from domain.sync.comparing import AGAIN, COMPARE
from domain.sync.entries import Malformed
from domain.sync.schema import SCHEMA_VERSION
from domain.sync.snapshot import SNAPSHOT
from domain.sync.wire import DEVICE_HEADER, SIGNATURE_HEADER
from headoffice import refusals
from headoffice.comparing import compare, send_again
from headoffice.hub import Hub, open_hub
from headoffice.loads import describe_snapshot, read_snapshot
from headoffice.refusals import Refused
from headoffice.service import ENROL, HELLO, SYNC, Asked, Reply, Service
from headoffice.store.opening import DATABASE_NAME
from tests.simulator.crash import Fuse
from tests.simulator.disk import Image, put_image, take_image
from tests.simulator.patching import program_of

_ROUTES: Mapping[str, Callable[[Service, Asked], Reply]] = {
    HELLO: lambda service, asked: service.hello(asked),
    ENROL: lambda service, asked: service.enrol(asked),
    SYNC: lambda service, asked: service.sync(asked),
    COMPARE: lambda service, asked: compare(service, asked),
    AGAIN: lambda service, asked: send_again(service, asked),
    SNAPSHOT: lambda service, asked: describe_snapshot(service, asked),
}


@dataclass
class HubSide:
    """`ask` is what `headoffice.app` does between the socket and the service; a bug of the hub's comes out as it is."""

    folder: Path
    clock: Callable[[], int]
    random: Random
    fuse: Fuse

    def __post_init__(self) -> None:
        self._ending = ExitStack()
        self._hub: Hub | None = None
        self._service: Service | None = None
        self._tables: sqlite3.Connection | None = None
        self.schema = SCHEMA_VERSION

    @property
    def hub(self) -> Hub:
        if self._hub is None:
            self.open()
        assert self._hub is not None
        return self._hub

    def open(self) -> None:
        self.fuse.is_dead = False
        with program_of(self.schema):
            self._open()

    def _open(self) -> None:
        self._hub = self._ending.enter_context(open_hub(self.folder, clock=self.clock, random=self._bytes))
        self._service = Service(self._hub)

    @property
    def tables(self) -> sqlite3.Connection:
        """For looking at what is really there, beside the code under test."""
        if self._tables is None:
            assert self.hub
            self._tables = sqlite3.connect(self.folder / DATABASE_NAME)
        return self._tables

    def _bytes(self, count: int) -> bytes:
        return self.random.randbytes(count)

    def close(self) -> None:
        self._hub = self._service = None
        if self._tables is not None:
            self._tables.close()
            self._tables = None
        self._ending.close()

    def lose_power(self) -> None:
        """What was not committed is gone; the next question finds it open again."""
        image = take_image(self.folder)
        self.close()
        put_image(self.folder, image)
        self.fuse.disarm()

    def image(self) -> Image:
        self.close()
        return take_image(self.folder)

    def become(self, image: Image) -> None:
        self.close()
        put_image(self.folder, image)

    def ask(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Raises PowerCut when the hub's process ended on the way."""
        with program_of(self.schema):
            return self._answer(path, body, headers)

    def _answer(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if self._service is None:
            self.open()
        service = self._service
        assert service is not None
        named = {name.lower(): value for name, value in headers.items()}
        asked = Asked(body, headers.get(DEVICE_HEADER, ""), headers.get(SIGNATURE_HEADER, ""), "10.0.0.1", path, named)
        try:
            reply = _ROUTES.get(path, read_snapshot)(service, asked)
        except Refused as refused:
            reply = service.refuse(asked, refused)
        except Malformed:
            reply = service.refuse(asked, refusals.damaged())
        except Unavailable:
            reply = service.refuse(asked, refusals.busy())
        said = {name.lower(): value for name, value in reply.headers.items()}
        return Answer(reply.status, reply.body, {SIGNATURE_HEADER.lower(): reply.signature.hex(), **said})
