"""A line to a local port that writes down which bytes of files are asked for, and can stop in the middle of one."""

import contextlib
import re
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

RANGE = re.compile(rb"\r\nrange: bytes=(\d+)-(\d+)\r\n", re.IGNORECASE)


@dataclass
class HeldLine:
    """`ranges` are the first bytes that were asked for, in order. When the `hold_at`-th of them is being answered, so
    many bytes of the answer still pass; then nothing does, `is_holding` is set, and whoever waits at the laptop's end
    waits until the line is let go."""

    port: int
    hold_at: int = 0
    bytes_before: int = 2_000
    ranges: list[int] = field(default_factory=list)
    is_holding: threading.Event = field(default_factory=threading.Event)
    is_let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def hold(self, at: int) -> None:
        """Counting from the next one."""
        self.ranges.clear()
        self.hold_at = at
        self.is_holding.clear()
        self.is_let_go.clear()

    def let_go(self) -> None:
        self.hold_at = 0
        self.is_let_go.set()


@contextlib.contextmanager
def held_line(target_port: int) -> Iterator[HeldLine]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = HeldLine(listener.getsockname()[1])
        stopping = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, target_port, line, stopping), name="held line")
        thread.start()
        try:
            yield line
        finally:
            line.let_go()
            stopping.set()
            thread.join(60)


def _accept(listener: socket.socket, target_port: int, line: HeldLine, stopping: threading.Event) -> None:
    listener.settimeout(0.02)
    carriers: list[threading.Thread] = []
    while not stopping.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        carrier = threading.Thread(target=_serve, args=(client, target_port, line, stopping), name="held line")
        carrier.start()
        carriers.append(carrier)
    for carrier in carriers:
        carrier.join(60)


def _serve(client: socket.socket, target_port: int, line: HeldLine, stopping: threading.Event) -> None:
    with client, socket.create_connection(("127.0.0.1", target_port)) as server, contextlib.suppress(OSError):
        _carry(client, server, line, stopping)


def _carry(client: socket.socket, server: socket.socket, line: HeldLine, stopping: threading.Event) -> None:
    """One request after the other: its head comes in one piece, as laptops have it."""
    left = 1 << 40
    while not stopping.is_set():
        for source in select.select([client, server], [], [], 0.02)[0]:
            data = source.recv(min(left, 65_536) if source is server else 65_536)
            if not data:
                return
            if source is client:
                left = _asked(data, line)
                server.sendall(data)
                continue
            client.sendall(data)
            left -= len(data)
            if left <= 0:
                line.is_holding.set()
                line.is_let_go.wait(120)
                return


def _asked(data: bytes, line: HeldLine) -> int:
    """How many bytes of the answer may pass."""
    found = RANGE.search(data)
    if found is None:
        return 1 << 40
    line.ranges.append(int(found[1]))
    return line.bytes_before if len(line.ranges) == line.hold_at else 1 << 40
