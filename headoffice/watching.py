"""One log line and one count for each request, whatever becomes of it."""

import logging
import time
from collections.abc import Callable, Container

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headoffice.metrics import Metrics, Seen

OTHER = "other"
CUT = 499  # the caller went away before there was an answer

logger = logging.getLogger(__name__)


class Watched:
    """The application, watched. What it knows of a request it puts into `request.state.facts`: never what somebody
    wrote, and no name of a person. What monitors ask all day (`quiet`) is logged when it fails. An address outside
    the routes is logged as "other": it may hold anything."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        metrics: Metrics,
        routes: Container[str],
        quiet: Container[str],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._routes = routes
        self._quiet = quiet
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, sizes, began = CUT, {"in": 0, "out": 0}, self._seconds()
        facts: dict[str, object] = {}
        scope.setdefault("state", {})["facts"] = facts

        async def heard() -> Message:
            message = await receive()
            sizes["in"] += len(message.get("body", b""))
            return message

        async def said(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)
            sizes["out"] += len(message.get("body", b""))

        try:
            await self._app(scope, heard, said)
        finally:
            route = self._route(scope["path"])
            seen = Seen(route, status, self._seconds() - began, sizes["in"], sizes["out"])
            self._metrics.count_request(seen)
            self._log(seen, facts)

    def _route(self, path: str) -> str:
        """Of an address whose last part is a name: that part is left out."""
        named = path.rpartition("/")[0] + "/{name}"
        return path if path in self._routes else named if named in self._routes else OTHER

    def _log(self, seen: Seen, facts: dict[str, object]) -> None:
        is_asked_all_day = seen.route in self._quiet and seen.status < 400
        known = {
            "route": seen.route,
            "status": seen.status,
            "ms": round(seen.seconds * 1000, 1),
            "bytes_in": seen.bytes_in,
            "bytes_out": seen.bytes_out,
        }
        logger.log(logging.DEBUG if is_asked_all_day else logging.INFO, "request", extra={"facts": known | facts})
