"""A line to a local port that counts the bytes both ways and the requests that go up, as slow and lossy as asked."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

SEGMENT = 1_400


@dataclass(frozen=True)
class Slowness:
    """`loss` is the share of segments that are sent again after a round trip, as TCP would."""

    bits_per_second: float
    round_trip_s: float
    loss: float = 0.0


@dataclass
class CountingLine:
    """Bytes of TCP payload: headers of HTTP are counted, those of IP are not."""

    port: int
    slowness: Slowness | None = None
    random: Random = field(default_factory=lambda: Random(1))
    up: int = 0
    down: int = 0
    requests: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bytes(self) -> int:
        return self.up + self.down

    def hold(self, size: int) -> None:
        """As long as so many bytes take on their way."""
        if self.slowness is None:
            return
        lost = sum(self.random.random() < self.slowness.loss for _ in range(0, size, SEGMENT))
        seconds = size * 8 / self.slowness.bits_per_second + lost * self.slowness.round_trip_s
        time.sleep(seconds)

    def hold_round_trip(self) -> None:
        if self.slowness is not None:
            time.sleep(self.slowness.round_trip_s)

    def reset(self) -> None:
        self.up = self.down = self.requests = 0


@contextlib.contextmanager
def counting_line(target_port: int, slowness: Slowness | None = None) -> Iterator[CountingLine]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = CountingLine(listener.getsockname()[1], slowness)
        stopping = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, target_port, line, stopping), name="counting line")
        thread.start()
        try:
            yield line
        finally:
            stopping.set()
            thread.join(10)


def _accept(listener: socket.socket, target_port: int, line: CountingLine, stopping: threading.Event) -> None:
    """Any number of connections at a time: PouchDB opens several."""
    listener.settimeout(0.05)
    carriers = []
    while not stopping.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        carrier = threading.Thread(target=_carry, args=(client, target_port, line, stopping))
        carrier.start()
        carriers.append(carrier)
    for carrier in carriers:
        carrier.join(10)


def _carry(client: socket.socket, target_port: int, line: CountingLine, stopping: threading.Event) -> None:
    with client, socket.create_connection(("127.0.0.1", target_port)) as server:
        last: socket.socket | None = None
        line.hold_round_trip()  # the handshake
        while not stopping.is_set():
            for source in select.select([client, server], [], [], 0.05)[0]:
                try:
                    data = source.recv(65_536)
                    if source is client and last is not client:
                        line.hold_round_trip()  # half of it up, half of it down with the answer
                    last = source
                    line.hold(len(data))
                    (server if source is client else client).sendall(data)
                except OSError:
                    return
                if not data:
                    return
                if source is client:
                    line.up += len(data)
                    line.requests += data.count(b" HTTP/1.1\r\n")
                else:
                    line.down += len(data)
