"""A line to a local port that treats every connection badly in its own way: cut, truncated, delayed, doubled, flipped.

What happens to connection number n is decided by the seed alone; when its bytes come is not.
"""

import contextlib
import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

DEEDS = (
    "whole",
    "whole",
    "refused",
    "cut_up",
    "cut_down",
    "slow",
    "doubled_up",
    "doubled_down",
    "flipped_up",
    "flipped_down",
)
MOST_BEFORE_DEED = 3_000


@dataclass
class RoughLine:
    """`is_smooth` lets everything through; `seen` counts what was done to connections."""

    port: int
    target_port: int
    random: Random
    is_smooth: bool = False
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def choose(self) -> tuple[str, int]:
        deed = "whole" if self.is_smooth else self.random.choice(DEEDS)
        self.seen[deed] += 1
        return deed, self.random.randrange(1, MOST_BEFORE_DEED)


@contextlib.contextmanager
def rough_line(target_port: int, seed: int) -> Iterator[RoughLine]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = RoughLine(listener.getsockname()[1], target_port, Random(seed))
        stopping = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, line, stopping), name="rough line")
        thread.start()
        try:
            yield line
        finally:
            stopping.set()
            thread.join(120)


def _accept(listener: socket.socket, line: RoughLine, stopping: threading.Event) -> None:
    listener.settimeout(0.02)
    while not stopping.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        with client:
            deed, after = line.choose()
            if deed == "refused":
                continue
            try:
                server = socket.create_connection(("127.0.0.1", line.target_port), timeout=20)
            except OSError:
                continue  # head office is down: the laptop sees the connection end
            with server:
                _carry(client, server, deed, after, stopping)


def _carry(client: socket.socket, server: socket.socket, deed: str, after: int, stopping: threading.Event) -> None:
    other = {client: server, server: client}
    name = {client: "up", server: "down"}
    carried = {client: 0, server: 0}
    while not stopping.is_set():
        for source in select.select([client, server], [], [], 0.05)[0]:
            try:
                data = source.recv(1_024)
                is_here = carried[source] <= after < carried[source] + len(data)
                carried[source] += len(data)
                sent, is_cut = _treat(data, deed, name[source], is_here, after)
                other[source].sendall(sent)
            except OSError:
                return
            if is_cut or not data:
                return


def _treat(data: bytes, deed: str, way: str, is_here: bool, after: int) -> tuple[bytes, bool]:
    """What goes on of these bytes, and whether the line ends with them."""
    if deed == "slow":
        time.sleep(0.01)
    if not is_here or not deed.endswith(way):
        return data, False
    if deed.startswith("cut"):
        return data[: len(data) // 2], True
    if deed.startswith("doubled"):
        return data + data, False
    middle = after % len(data)
    return data[:middle] + bytes([data[middle] ^ 1 << after % 8]) + data[middle + 1 :], False
