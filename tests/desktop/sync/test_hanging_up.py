"""A line that is hung up from another thread."""

import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from desktop.sync.hanging_up import HangUp


class Stream:
    """What the library of requests hands over: it says which socket is beneath."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self._socket


@pytest.fixture
def ends() -> Iterator[tuple[ssl.SSLSocket, socket.socket]]:
    """The laptop's end, over which TLS speaks, and head office's."""
    here, there = socket.socketpair()
    with (
        closing(there),
        ssl.create_default_context().wrap_socket(
            here, server_hostname="localhost", do_handshake_on_connect=False
        ) as line,
    ):
        yield line, there


def hanger(line: socket.socket) -> HangUp:
    """That knows of this line."""
    hang_up = HangUp()
    hang_up.begin()
    hang_up.watch("connection.start_tls.complete", {"return_value": Stream(line)})
    return hang_up


def test_whoever_waits_for_a_silent_line_waits_no_more(ends: tuple[ssl.SSLSocket, socket.socket]) -> None:
    line, there = ends
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(line.do_handshake)
        assert there.recv(1)  # it has asked, and is not answered
        hanger(line).now()
        with pytest.raises(OSError, match="ssl"):
            waiting.result(timeout=120)


def test_what_is_hung_up_over_tls_never_goes_on_in_clear(ends: tuple[ssl.SSLSocket, socket.socket]) -> None:
    """TLS stays between the line and whoever is still writing to it in the other thread."""
    line, there = ends
    hanger(line).now()
    with pytest.raises(OSError, match="ssl"):
        line.write(b"what a clerk wrote")
    there.settimeout(60)
    assert there.recv(100) == b""
