"""Listening: one process serves a folder, over TLS or to this machine alone, until it is asked to stop."""

import asyncio
import contextlib
import gc
import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from domain.errors import Unavailable
from headoffice.app import build_app
from headoffice.hub import Clock, open_hub, system_clock
from headoffice.patience import PATIENCE, Patience, patient_protocol
from headoffice.store.database_url import DatabaseUrl

LOCK_NAME = "hub.lock"
MOST_HEAD_BYTES = 16 << 10
# What a round makes goes with it and is in no circle: to look through it as often as Python would is a tenth of the
# whole work.
MADE_BEFORE_LOOKED_AT = 50_000


@dataclass(frozen=True)
class Address:
    """Where to listen. `certificate` and `certificate_key` are PEM files, both or none."""

    host: str
    port: int
    certificate: Path | None = None
    certificate_key: Path | None = None

    @property
    def scheme(self) -> str:
        return "https" if self.certificate else "http"


def serve(
    folder: Path, address: Address, announce: Callable[[str, int], None], *, database: DatabaseUrl | None = None
) -> None:
    """Serves until SIGTERM or SIGINT, then ends cleanly. `announce(url, port)` is called once it listens.

    Raises Unavailable when the folder is served already, the address is taken, or the line would be open to others.
    """
    _refuse_open_line(address)
    with open_hub(folder, database=database):
        pass  # what is wrong with the folder is said before anything listens
    with alone(folder), contextlib.closing(_listen(address)) as listener:
        config = server_config(folder, address, database=database)
        asyncio.run(_serve(config, address, listener, announce))


class Server(uvicorn.Server):
    """A server that ends by itself after a signal, instead of dying of it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


async def _serve(
    config: uvicorn.Config, address: Address, listener: socket.socket, announce: Callable[[str, int], None]
) -> None:
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        collect_seldom()
        port = listener.getsockname()[1]
        announce(f"{address.scheme}://{_url_host(address.host)}:{port}", port)
    await serving


def collect_seldom() -> None:
    """What stands by now stays to the end, and is not looked through for garbage again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BEFORE_LOOKED_AT)


def server_config(
    folder: Path,
    address: Address,
    *,
    database: DatabaseUrl | None = None,
    clock: Clock = system_clock,
    patience: Patience = PATIENCE,
) -> uvicorn.Config:
    return uvicorn.Config(
        build_app(folder, database, clock=clock, patience=patience),
        # Written in Python and strict; a head is at most this long, and its sender is not waited for.
        http=patient_protocol(patience),
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_keep_alive=patience.idle,
        timeout_graceful_shutdown=10,
        ssl_certfile=address.certificate,
        ssl_keyfile=address.certificate_key,
    )


def _listen(address: Address) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        listener = socket.create_server((address.host, address.port), family=family, backlog=128)
    except OSError as error:
        raise Unavailable(
            "hub.port",
            ar=f"تعذّر الاستماع على {address.host} منفذ {address.port}: {error.strerror}. اختر منفذًا آخر بـ --port.",
            en=f"Cannot listen on {address.host} port {address.port}: {error.strerror}. Choose another with --port.",
        ) from error
    return listener


def _refuse_open_line(address: Address) -> None:
    if address.certificate or is_loopback(address.host):
        return
    raise Unavailable(
        "hub.plain",
        ar="لا يُخدم المركز الرئيس بلا تشفير إلا على هذا الجهاز نفسه؛ أنشئ له شهادة بالأمر certificate، أو أضف "
        "--certificate و--certificate-key، أو ضع أمامه وكيلًا عكسيًا مشفّرًا على الجهاز نفسه.",
        en="Head office is served without encryption to this machine alone; make a certificate with the command "
        "`certificate`, add --certificate and --certificate-key, or put an encrypting reverse proxy before it on the "
        "same machine.",
    )


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Raises Unavailable while a head office serves the folder."""
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise Unavailable(
            "hub.served",
            ar="هذا المجلد يخدمه مركز رئيس يعمل الآن؛ أوقفه أولًا أو اختر مجلدًا آخر بالخيار --data.",
            en="A running head office serves this folder already; stop it first or choose another with --data.",
        ) from error
    try:
        yield
    finally:
        lock.release()
