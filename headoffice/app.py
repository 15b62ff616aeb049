"""The HTTP edge of head office: routes, sizes, and the threads that work with the store."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from domain.errors import Unavailable
from domain.sync.entries import Malformed
from domain.sync.wire import DEVICE_HEADER, KEY_HEADER, MEDIA_TYPE, SIGNATURE_HEADER
from headoffice import refusals
from headoffice.hub import Clock, open_hub, system_clock
from headoffice.refusals import Refused
from headoffice.service import ENROL, HEALTH, HELLO, MOST_BYTES, SYNC, Asked, Reply, Service
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.failures import patiently
from headoffice.store.opening import find_database, workers_of

MOST_WAITING = 64

Answer = TypeVar("Answer")

logger = logging.getLogger(__name__)


class StoreThreads:
    """They open the hub, do everything that touches it, and close it: one on SQLite, several on PostgreSQL."""

    def __init__(self, folder: Path, database: DatabaseUrl | None, *, clock: Clock) -> None:
        self._folder = folder
        self._database = find_database(folder, database)
        self._clock = clock
        workers = workers_of(self._database)
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="store")
        self._most_waiting = MOST_WAITING * workers
        self._ending = ExitStack()
        self._service: Service | None = None
        self._waiting = 0

    async def open(self) -> None:
        """Raises Unavailable."""
        await self._run(self._open)

    async def close(self) -> None:
        await self._run(self._ending.close)
        self._threads.shutdown()

    async def ask(self, work: Callable[[Service], Answer]) -> Answer:
        """Raises Refused when too many wait already. What another request got in the way of is done again."""
        if self._waiting >= self._most_waiting:
            raise refusals.busy()
        self._waiting += 1
        try:
            return await self._run(lambda: patiently(lambda: work(self._opened())))
        finally:
            self._waiting -= 1

    async def refuse(self, asked: Asked, refused: Refused) -> Reply:
        return await self._run(lambda: self._opened().refuse(asked, refused))

    async def _run(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _open(self) -> None:
        hub = self._ending.enter_context(open_hub(self._folder, database=self._database, clock=self._clock))
        self._service = patiently(lambda: Service(hub))

    def _opened(self) -> Service:
        if self._service is None:
            raise RuntimeError("the hub is not open")
        return self._service


def build_app(folder: Path, database: DatabaseUrl | None = None, *, clock: Clock = system_clock) -> Starlette:
    """The application; it opens the hub of the folder when it starts and closes it when it stops."""
    store = StoreThreads(folder, database, clock=clock)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await store.open()
        yield
        await store.close()

    async def health(_: Request) -> Response:
        return Response(await store.ask(Service.health), media_type="application/json")

    def answering(path: str, work: Callable[[Service, Asked], Reply]) -> Route:
        async def endpoint(request: Request) -> Response:
            return await _answer(store, request, work)

        return Route(path, endpoint, methods=["POST" if path in MOST_BYTES else "GET"])

    routes = [
        answering(HELLO, Service.hello),
        answering(ENROL, Service.enrol),
        answering(SYNC, Service.sync),
        Route(HEALTH, health, methods=["GET"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


async def _answer(store: StoreThreads, request: Request, work: Callable[[Service, Asked], Reply]) -> Response:
    asked = Asked(b"", "", "", _address(request))
    try:
        asked = await _read(request)
        reply = await store.ask(lambda service: work(service, asked))
    except ClientDisconnect:
        # Nobody is left to answer; the laptop sends it again from the head it is told.
        return Response(status_code=400)
    except Exception as error:  # noqa: BLE001 - the HTTP edge: an answer for whatever happened, and a log line
        refused = _refusal_of(error, request.url.path)
        reply = await store.refuse(asked, refused)
    headers = {SIGNATURE_HEADER: reply.signature.hex(), KEY_HEADER: reply.key.hex()}
    if reply.retry_seconds is not None:
        headers["Retry-After"] = str(reply.retry_seconds)
    return Response(reply.body, reply.status, headers, MEDIA_TYPE)


def _refusal_of(error: Exception, path: str) -> Refused:
    match error:
        case Refused():
            logger.info("refused", extra={"facts": {"path": path, "code": error.refusal.code}})
            return error
        case Malformed():
            logger.info("refused", extra={"facts": {"path": path, "code": "sync.damaged"}})
            return refusals.damaged()
        case Unavailable():
            logger.warning("unavailable", extra={"facts": {"path": path, "code": error.code}})
            return refusals.busy()
    # The message of an unknown error may hold what somebody wrote; where it happened does not.
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    logger.error("failed", extra={"facts": {"path": path, "error": type(error).__name__, "where": where}})
    return refusals.broken()


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _read(request: Request) -> Asked:
    """Raises Refused as soon as more has come than the route takes."""
    most = MOST_BYTES.get(request.url.path, 0)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise refusals.too_large()
    headers = request.headers
    return Asked(bytes(body), headers.get(DEVICE_HEADER, ""), headers.get(SIGNATURE_HEADER, ""), _address(request))
