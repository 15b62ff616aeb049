"""The HTTP edge of head office: routes, sizes, and the threads that work with the store."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from domain.errors import Unavailable
from domain.sync.authority import AUTHORITY
from domain.sync.blobs import BLOB, MOST_PIECE_BYTES
from domain.sync.carrying import BUNDLE
from domain.sync.comparing import AGAIN, COMPARE
from domain.sync.entries import Malformed
from domain.sync.seals import SEAL
from domain.sync.snapshot import SNAPSHOT
from domain.sync.wire import DEVICE_HEADER, KEY_HEADER, MEDIA_TYPE, SIGNATURE_HEADER
from headoffice import metrics, refusals
from headoffice.authority import read_authority_pem
from headoffice.blobs import BLOB_FILE, check_piece, give_piece, say_held, take_piece
from headoffice.carried_bundles import REPLY, give_reply, take_bundle
from headoffice.comparing import compare, send_again
from headoffice.condition import gauges_of, health_of
from headoffice.hub import Clock, open_hub, system_clock
from headoffice.limits import OF_AN_ADDRESS, Buckets, who_asks
from headoffice.loads import SNAPSHOT_FILE, describe_snapshot, read_snapshot
from headoffice.metrics import Metrics
from headoffice.paper_page import HEADERS as PAGE_HEADERS
from headoffice.paper_page import PAGE_OF_CODE, page_of
from headoffice.paper_seals import give_seal
from headoffice.patience import PATIENCE, Patience
from headoffice.reading import read_body
from headoffice.refusals import Refused
from headoffice.service import ENROL, HEALTH, HELLO, METRICS, MOST_BYTES, SYNC, Asked, Reply, Service
from headoffice.store.database_url import DatabaseUrl
from headoffice.store.failures import patiently
from headoffice.store.opening import find_database, workers_of
from headoffice.tokens import is_bearer, read_or_make_token
from headoffice.watching import Watched

MOST_WAITING = 64
UNCACHED = {"Cache-Control": "no-store"}

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
        self.token = ""

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

    def refuse(self, asked: Asked, refused: Refused) -> Reply:
        """Touches no database, so it waits for no thread."""
        return self._opened().refuse(asked, refused)

    @property
    def is_embedded(self) -> bool:
        return self._database.is_embedded

    async def _run(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _open(self) -> None:
        hub = self._ending.enter_context(open_hub(self._folder, database=self._database, clock=self._clock))
        self.token = read_or_make_token(self._folder)
        self._service = patiently(lambda: Service(hub))

    def _opened(self) -> Service:
        if self._service is None:
            raise RuntimeError("the hub is not open")
        return self._service


class Edge:
    """The routes, and what all of them share."""

    def __init__(self, folder: Path, store: StoreThreads, *, clock: Clock, patience: Patience) -> None:
        self.metrics = Metrics()
        self._folder = folder
        self._store = store
        self._clock = clock
        self._patience = patience
        self._addresses = Buckets(OF_AN_ADDRESS)

    def routes(self) -> list[Route]:
        return [
            self._answering(HELLO, Service.hello),
            self._answering(ENROL, Service.enrol),
            self._answering(SYNC, Service.sync),
            self._answering(AUTHORITY, self._authority),
            self._answering(SNAPSHOT, describe_snapshot),
            self._answering(SNAPSHOT_FILE, read_snapshot),
            self._answering(COMPARE, compare),
            self._answering(AGAIN, send_again),
            self._answering(BUNDLE, take_bundle),
            self._answering(REPLY, give_reply),
            self._answering(SEAL, give_seal),
            Route(BLOB_FILE, self._blob, methods=["HEAD", "GET", "PATCH"]),
            Route(PAGE_OF_CODE, self._paper, methods=["GET"]),
            Route(HEALTH, self._health, methods=["GET"]),
            Route(METRICS, self._metrics, methods=["GET"]),
        ]

    def _answering(self, path: str, work: Callable[[Service, Asked], Reply]) -> Route:
        async def endpoint(request: Request) -> Response:
            return await self._answer(request, work)

        return Route(path, endpoint, methods=["POST" if path in MOST_BYTES else "GET"])

    def _authority(self, service: Service, asked: Asked) -> Reply:
        return service.authority(asked, read_authority_pem(self._folder))

    async def _health(self, request: Request) -> Response:
        folder, is_embedded = self._folder, self._store.is_embedded
        try:
            self._check_rate(request)
            body = await self._store.ask(lambda service: health_of(service.hub, folder, is_embedded=is_embedded))
        except Refused as refused:
            return _plainly(refused.status, {"Retry-After": str(refused.retry_seconds)})
        except Unavailable as error:
            logger.warning("unavailable", extra={"facts": {"path": HEALTH, "code": error.code}})
            return _plainly(503, {"Retry-After": str(refusals.busy().retry_seconds)})
        return Response(body, media_type="application/json", headers=UNCACHED)

    async def _paper(self, request: Request) -> Response:
        typed = request.path_params["code"] or request.query_params.get("code", "")
        try:
            self._check_rate(request)
            page = await self._store.ask(lambda service: page_of(service.hub, typed))
        except (Refused, Unavailable):
            return _plainly(503, {"Retry-After": str(refusals.busy().retry_seconds)})
        return HTMLResponse(page, headers=PAGE_HEADERS)

    async def _metrics(self, request: Request) -> Response:
        if not is_bearer(request.headers.get("authorization", ""), self._store.token):
            return _plainly(401, {"WWW-Authenticate": "Bearer"})
        try:
            gauges = await self._store.ask(lambda service: gauges_of(service.hub, self._folder))
        except (Refused, Unavailable):
            return _plainly(503, {"Retry-After": str(refusals.busy().retry_seconds)})
        return Response(self.metrics.text(gauges), media_type=metrics.MEDIA_TYPE, headers=UNCACHED)

    async def _blob(self, request: Request) -> Response:
        match request.method:
            case "PATCH":
                return await self._answer(request, take_piece, most=MOST_PIECE_BYTES, before=check_piece)
            case "HEAD":
                return await self._answer(request, say_held)
            case _:
                return await self._answer(request, give_piece)

    async def _answer(
        self,
        request: Request,
        work: Callable[[Service, Asked], Reply],
        *,
        most: int | None = None,
        before: Callable[[Service, Asked], None] | None = None,
    ) -> Response:
        """`before` may refuse when nothing of the body has been read."""
        headers = request.headers
        asked = Asked(
            b"",
            headers.get(DEVICE_HEADER, ""),
            headers.get(SIGNATURE_HEADER, ""),
            _address(request),
            _path_as_signed(request),
            headers,
        )
        try:
            self._check_rate(request)
            if before is not None:
                await self._store.ask(lambda service: before(service, asked))
            most = MOST_BYTES.get(request.url.path, 0) if most is None else most
            body = await read_body(request, most=most, patience=self._patience)
            asked = replace(asked, body=body)
            reply = await self._store.ask(lambda service: work(service, asked))
        except ClientDisconnect:
            # Nobody is left to answer; the laptop sends it again from the head it is told.
            return Response(status_code=400)
        except Exception as error:  # noqa: BLE001 - the HTTP edge: an answer for whatever happened, and a log line
            reply = self._store.refuse(asked, _refusal_of(error, request.url.path))
        request.state.facts.update(reply.facts)
        self.metrics.count_entries(reply.received.entries, reply.received.reasons)
        return _response(reply)

    def _check_rate(self, request: Request) -> None:
        caller = who_asks(_address(request))
        wait = self._addresses.wait_seconds(caller, self._clock()) if caller is not None else 0
        if wait:
            raise refusals.too_often(wait)


def build_app(
    folder: Path,
    database: DatabaseUrl | None = None,
    *,
    clock: Clock = system_clock,
    patience: Patience = PATIENCE,
) -> Starlette:
    """The application; it opens the hub of the folder when it starts and closes it when it stops."""
    store = StoreThreads(folder, database, clock=clock)
    edge = Edge(folder, store, clock=clock, patience=patience)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await store.open()
        yield
        await store.close()

    routes = edge.routes()
    paths = frozenset(route.path for route in routes)
    watching = Middleware(Watched, metrics=edge.metrics, routes=paths, quiet=(HEALTH, METRICS))
    return Starlette(routes=routes, lifespan=lifespan, middleware=[watching])


def _response(reply: Reply) -> Response:
    headers = {SIGNATURE_HEADER: reply.signature.hex(), KEY_HEADER: reply.key.hex(), **UNCACHED, **reply.headers}
    if reply.status in (408, 413):
        # The rest of the body may still be on its way.
        headers["Connection"] = "close"
    if reply.retry_seconds is not None:
        headers["Retry-After"] = str(reply.retry_seconds)
    return Response(reply.body, reply.status, headers, MEDIA_TYPE)


def _plainly(status: int, headers: dict[str, str]) -> Response:
    return Response(status_code=status, headers=headers | UNCACHED)


def _refusal_of(error: Exception, path: str) -> Refused:
    match error:
        case Refused():
            return error
        case Malformed():
            return refusals.damaged()
        case Unavailable():
            logger.warning("unavailable", extra={"facts": {"path": path, "code": error.code}})
            return refusals.busy()
    # The message of an unknown error may hold what somebody wrote; where it happened does not.
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    logger.error("failed", extra={"facts": {"path": path, "error": type(error).__name__, "where": where}})
    return refusals.broken()


def _path_as_signed(request: Request) -> str:
    """With what follows the question mark where a route asks for it."""
    path, query = request.url.path, request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if path.startswith(BLOB) else path


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
