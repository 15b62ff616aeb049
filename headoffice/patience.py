"""How long head office waits for a slow or silent caller, so that nobody holds its connections for nothing."""

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState


@dataclass(frozen=True)
class Patience:
    """In seconds: for the whole of a head; for the next piece of a body, and for the whole of it (a megabyte at 64
    kbit/s takes 130); for a caller that does not take its answer; for the next request on a line."""

    head: float = 20
    piece: float = 30
    body: float = 200
    taking: float = 60
    idle: int = 5


PATIENCE = Patience()


class PatientProtocol(H11Protocol):
    """Closes a connection whose head does not come, or whose answer is not taken. Bodies are `app`'s to wait for."""

    patience = PATIENCE

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._for_head: asyncio.TimerHandle | None = None
        self._for_taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()
        elif self._for_head is not None:
            self._for_head.cancel()
            self._for_head = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self._for_taking = self.loop.call_later(self.patience.taking, self._give_up)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._for_taking is not None:
            self._for_taking.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._for_head, self._for_taking):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._for_head is None and not self.transport.is_closing():
            self._for_head = self.loop.call_later(self.patience.head, self._give_up)

    def _give_up(self) -> None:
        self.transport.abort()


def patient_protocol(patience: Patience) -> type[asyncio.Protocol]:
    return type("PatientProtocol", (PatientProtocol,), {"patience": patience})
