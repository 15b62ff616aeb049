"""A line to a local port that is cut after so many bytes, one way or the other."""

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class CutLine:
    """`up` and `down` are how many bytes each connection still carries to and from the server."""

    port: int
    up: int
    down: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.contextmanager
def cut_line(target_port: int, *, up: int = 1 << 40, down: int = 1 << 40) -> Iterator[CutLine]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = CutLine(listener.getsockname()[1], up, down)
        stopping = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, target_port, line, stopping), name="line")
        thread.start()
        try:
            yield line
        finally:
            stopping.set()
            thread.join(60)


def _accept(listener: socket.socket, target_port: int, line: CutLine, stopping: threading.Event) -> None:
    listener.settimeout(0.02)
    while not stopping.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        with client, socket.create_connection(("127.0.0.1", target_port)) as server:
            _carry(client, server, line.up, line.down, stopping)


def _carry(client: socket.socket, server: socket.socket, up: int, down: int, stopping: threading.Event) -> None:
    left = {client: up, server: down}
    other = {client: server, server: client}
    while not stopping.is_set() and min(left.values()) > 0:
        for source in select.select([client, server], [], [], 0.02)[0]:
            try:
                data = source.recv(min(left[source], 65_536))
                other[source].sendall(data)
            except OSError:
                return
            if not data:
                return
            left[source] -= len(data)
