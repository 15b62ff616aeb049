"""Ending the request that is under way from another thread: a line may be silent for half a minute before it is given
up, and whoever closes the program or carries by stick does not wait for it."""

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress

# As httpcore names what its `trace` extension tells of: each hands over the stream from then on.
CONNECTED = ("connect_tcp.complete", "start_tls.complete")


class HangUp:
    """Of one laptop's line. A request that is ended so fails like one whose line was cut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_hung = self._is_over = False
        self._round = 0

    @property
    def is_over(self) -> bool:
        """No request is to begin any more."""
        return self._is_over

    def begin(self) -> None:
        """A round begins: what was hung up before is no matter of it."""
        with self._lock:
            self._round += 1
            self._socket, self._is_hung = None, self._is_over

    def watch(self, event: str, told: Mapping[str, object]) -> None:
        """For the library's `trace` extension."""
        if not event.endswith(CONNECTED):
            return
        stream = told["return_value"]
        with self._lock:
            self._socket = stream.get_extra_info("socket")  # type: ignore[attr-defined]
            if self._is_hung:
                self._shut()

    def now(self) -> None:
        with self._lock:
            self._is_hung = True
            self._shut()

    def for_good(self) -> None:
        self._is_over = True
        self.now()

    def within(self, seconds: float) -> None:
        """Of the round that is under way, unless it has ended by itself until then."""
        timer = threading.Timer(seconds, self._end, (self._round,))
        timer.daemon = True
        timer.start()

    def _end(self, round_: int) -> None:
        if round_ == self._round:
            self.now()

    def _shut(self) -> None:
        # It may be closed already, or in the hands of TLS for a moment. The plain socket beneath TLS is shut: TLS's own
        # way takes TLS off first, and whoever is writing in the other thread would go on in clear.
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
