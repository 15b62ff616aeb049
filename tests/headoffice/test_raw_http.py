"""What comes over the socket before it is a request: nonsense, silence, and things no laptop would send."""

import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import httpx
import pytest

from domain.sync.signatures import sign_request
from domain.sync.wire import DEVICE_HEADER, SIGNATURE_HEADER, Refusal, pack_body, unpack_body
from headoffice.patience import Patience
from headoffice.serve import MOST_HEAD_BYTES
from tests.support.bare_device import BareDevice
from tests.support.made_entries import add_visit
from tests.support.running_hub import RunningHub, running_hub
from tests.support.strictness import LogWatch

SHORT = Patience(head=0.25, piece=0.25, body=0.8, taking=0.4, idle=1)
LONG = 60.0

GET = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /v1/sync HTTP/1.1\r\nHost: x\r\n"
NONSENSE = (
    b"\r\n" * 10,
    b"\0" * 100,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS to a plain port
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /v1/health\r\n\r\n",
    b"GET /v1/health HTTP/99\r\n\r\n",
    b"get /v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET  /v1/health  HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET \xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /v1/health HTTP/1.1\r\n\r\n",  # no host
    GET + b"Host: y\r\n\r\n",
    GET + b": empty\r\n\r\n",
    GET + b"a b: c\r\n\r\n",
    GET + b"a: b\0c\r\n\r\n",
    GET + b" folded\r\n\r\n",
    GET + b"Big: " + b"x" * (MOST_HEAD_BYTES + 1) + b"\r\n\r\n",
    GET + b"a: b\r\n" * 4_000 + b"\r\n",
    b"GET /" + b"x" * (MOST_HEAD_BYTES + 1) + b" HTTP/1.1\r\n\r\n",
    POST + b"Content-Length: -1\r\n\r\n",
    POST + b"Content-Length: 1e3\r\n\r\n",
    POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
    POST + b"Content-Length: 5, 5\r\n\r\nabcde",
    POST + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n",
    POST + b"Content-Length: 99999999999\r\n\r\n",
    POST + b"Content-Length: \xd9\xa1\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    POST + b"Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n",
    POST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
    b"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://example.org/v1/health HTTP/1.1\r\nHost: x\r\n\r\n",
)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    hub = RunningHub(tmp_path / "hub", patience=SHORT)
    hub.start()
    yield hub
    hub.stop()


@contextlib.contextmanager
def connected(hub: RunningHub) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", hub.port), timeout=LONG) as line:
        yield line


def heard(line: socket.socket) -> bytes:
    """All that comes until the other side closes; a reset is a close."""
    whole = b""
    with contextlib.suppress(ConnectionError):
        while piece := line.recv(65_536):
            whole += piece
    return whole


def say(hub: RunningHub, words: bytes) -> bytes:
    with connected(hub) as line:
        with contextlib.suppress(ConnectionError):
            line.sendall(words)
        return heard(line)


def say_each(hub: RunningHub, all_words: Sequence[bytes]) -> list[bytes]:
    """On a line of its own each, all at once."""
    with contextlib.ExitStack() as open_lines:
        lines = [open_lines.enter_context(connected(hub)) for _ in all_words]
        for line, words in zip(lines, all_words, strict=True):
            with contextlib.suppress(ConnectionError):
                line.sendall(words)
        return [heard(line) for line in lines]


def check_it_still_answers(hub: RunningHub) -> None:
    assert say(hub, GET + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def statuses(answer: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]


def test_nonsense_is_no_error_of_head_office_and_it_goes_on(hub: RunningHub, expected_logs: LogWatch) -> None:
    expected_logs.expect("uvicorn.error", "Invalid HTTP request|Unsupported upgrade|No supported WebSocket")
    for words, answer in zip(NONSENSE, say_each(hub, NONSENSE), strict=True):
        assert all(status < 500 for status in statuses(answer)), words[:60]
    check_it_still_answers(hub)


def test_random_bytes_and_cut_requests_are_no_error_of_head_office(hub: RunningHub, expected_logs: LogWatch) -> None:
    expected_logs.expect("uvicorn.error", "Invalid HTTP request")
    random, whole = Random(7), POST + b"Connection: close\r\nContent-Length: 40\r\n\r\n" + bytes(40)
    asked = []
    for number in range(120):
        words = bytearray(whole[: random.randrange(1, len(whole))] if number % 3 == 0 else whole)
        for _ in range(number % 5):
            words[random.randrange(len(words))] = random.randrange(256)
        asked.append(bytes(words))
    for said, answer in zip(asked, say_each(hub, asked), strict=True):
        assert all(status < 500 for status in statuses(answer)), said
    check_it_still_answers(hub)


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/health", "/v1/metrics", "/v1/enrol", "/v1/sync"])
def test_other_methods_are_not_allowed_and_do_nothing(hub: RunningHub, path: str) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "POST", "GET", "FOO"):
        head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        (status,) = statuses(say(hub, head.encode()))
        is_meant = (method == "POST") == path.endswith(("enrol", "sync")) and method in ("GET", "POST", "HEAD")
        assert (status == 405) != is_meant, method


@pytest.mark.parametrize(
    "path",
    [
        "/../hub.key",
        "/v1/../../hub.key",
        "/%2e%2e/hub.key",
        "/v1/..%2f..%2fhub.key",
        "//hub.key",
        "/v1/sync/",
        "/.",
        "/%00",
    ],
)
def test_no_path_reaches_a_file(hub: RunningHub, path: str) -> None:
    answer = say(hub, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert statuses(answer)[0] in (404, 307, 405)
    assert (hub.folder / "hub.key").read_bytes() not in answer


def test_the_old_http_is_answered_and_closed(hub: RunningHub) -> None:
    assert say(hub, b"GET /v1/health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_two_requests_in_one_piece_are_answered_in_turn(hub: RunningHub) -> None:
    asked = GET + b"\r\n" + GET + b"Connection: close\r\n\r\n"
    assert statuses(say(hub, asked)) == [200, 200]


# --- the slow ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [b"", b"G", GET, GET + b"X: 1\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(hub: RunningHub, words: bytes) -> None:
    began = time.monotonic()
    with connected(hub) as line:
        line.sendall(words)
        assert statuses(heard(line)) == []
    assert time.monotonic() - began < LONG / 2
    check_it_still_answers(hub)


def test_a_head_that_drips_is_not_waited_for(hub: RunningHub) -> None:
    began = time.monotonic()
    with connected(hub) as line, contextlib.suppress(ConnectionError):
        line.sendall(GET)
        while time.monotonic() - began < LONG / 2:
            line.sendall(b"X: 1\r\n")
            time.sleep(0.02)
    assert time.monotonic() - began < LONG / 2


def test_a_second_request_on_a_line_is_not_waited_for_either(hub: RunningHub) -> None:
    with connected(hub) as line:
        line.sendall(GET + b"\r\n" + GET)
        assert statuses(heard(line)) == [200]


def test_a_body_that_stops_is_told_so(hub: RunningHub) -> None:
    with connected(hub) as line:
        line.sendall(POST + b"Content-Length: 1000\r\n\r\n" + bytes(10))
        head, _, body = heard(line).partition(b"\r\n\r\n")
    assert statuses(head) == [408]
    assert b"retry-after" in head.lower()
    assert unpack_body(body, Refusal).code == "hub.slow"


def test_a_body_that_drips_is_not_waited_for_without_end(hub: RunningHub) -> None:
    with connected(hub) as line:
        line.sendall(POST + b"Content-Length: 100000\r\n\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(60):
                line.sendall(b"x")
                time.sleep(0.05)
                if statuses(_ready(line)):
                    break
            else:
                pytest.fail("it waited")
    check_it_still_answers(hub)


def _ready(line: socket.socket) -> bytes:
    line.settimeout(0.001)
    try:
        return line.recv(4_096)
    except TimeoutError:
        return b""
    finally:
        line.settimeout(LONG)


def test_an_answer_that_nobody_takes_is_given_up(hub: RunningHub) -> None:
    """A laptop that asks a whole stream and never reads must not hold its memory."""
    with running_lines(hub) as device:
        for number in range(60):
            device.write(add_visit(number, note=Random(number).randbytes(2_500).hex()))
        assert device.sync(device.segment()).status_code == 200
        reader = BareDevice(hub, device.line, replica=b"never reads, 16b").enrol()
        body = pack_body(reader.request(cursors=[reader.cursor()]))
        signature = sign_request(reader.key, "/v1/sync", body).hex()
        head = (
            f"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
            f"{DEVICE_HEADER}: {reader.id.hex()}\r\n{SIGNATURE_HEADER}: {signature}\r\n\r\n"
        )
        with socket.socket() as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            line.connect(("127.0.0.1", hub.port))
            line.settimeout(LONG)
            with contextlib.suppress(ConnectionError):
                line.sendall((head.encode() + body) * 60)
            time.sleep(SHORT.taking * 4)
            taken = heard(line)
    assert len(statuses(taken)) < 60


@contextlib.contextmanager
def running_lines(hub: RunningHub) -> Iterator[BareDevice]:
    with httpx.Client(trust_env=False) as line:
        yield BareDevice(hub, line).enrol()


# --- stopping ------------------------------------------------------------------------------------------------------


def test_what_is_under_way_is_finished_before_head_office_stops(tmp_path: Path) -> None:
    with running_hub(tmp_path / "hub") as hub, running_lines(hub) as device:
        device.write(add_visit(1))
        body = pack_body(device.request(device.segment()))
        signature = sign_request(device.key, "/v1/sync", body).hex()
        with connected(hub) as idle, connected(hub) as line:
            head = f"Content-Length: {len(body)}\r\n{DEVICE_HEADER}: {device.id.hex()}\r\n"
            line.sendall(POST + head.encode() + f"{SIGNATURE_HEADER}: {signature}\r\n\r\n".encode() + body[:20])
            time.sleep(0.2)
            stopping = threading.Thread(target=hub.stop)
            stopping.start()
            assert heard(idle) == b""
            line.sendall(body[20:])
            assert statuses(heard(line)) == [200]
        stopping.join(LONG)
        assert not stopping.is_alive()
        assert hub.dump().count("\n") == 1


def test_health_is_whole_and_says_nothing_of_anybody(hub: RunningHub) -> None:
    answer = say(hub, GET + b"Connection: close\r\n\r\n")
    said = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert sorted(said) == ["database", "disk", "enrolled", "migrations", "protocol", "schema", "status"]
    assert b"no-store" in answer
