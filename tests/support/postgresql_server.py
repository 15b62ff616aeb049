"""A real PostgreSQL of the tests' own: found on this machine, started in a temporary folder, stopped at the end."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
INSTALLED = Path("/usr/lib/postgresql")
UNPRIVILEGED = ("postgres", "nobody")
USER = "istiqbal"
PATIENCE_S = 180
MEMORY = Path("/dev/shm")
ROOM_BYTES = 1 << 30
QUICK = {"fsync": "off", "full_page_writes": "off"}
# As installed: what was committed outlives the server.
DURABLE: Mapping[str, str] = {}


# The server ends with whoever holds the other end of standard input, however that ends.
LEASH = 'exec 3<&0; "$@" & server=$!; (cat <&3; kill -INT $server) >/dev/null 2>&1 & wait $server'


class PostgresqlMissing(Exception):
    """No PostgreSQL on this machine. The sentence says what to do."""


def find_programs() -> Path:
    """The folder of `initdb` and `postgres`: Debian's newest, or that of the path."""
    versions = (path for path in INSTALLED.glob("*/bin") if (path / "initdb").exists())
    newest = sorted(versions, key=lambda path: [int(part) for part in path.parent.name.split(".")])
    if newest:
        return newest[-1]
    found = shutil.which("initdb")
    if found is None or not Path(found).resolve().with_name("postgres").exists():
        raise PostgresqlMissing("PostgreSQL is not installed. Please run: sudo apt-get install postgresql")
    return Path(found).resolve().parent


def _as_nobody_special() -> dict[str, str]:
    """Root may not run PostgreSQL."""
    if os.name == "nt" or os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - POSIX alone has it

    names = {entry.pw_name for entry in pwd.getpwall()}
    name = next(name for name in UNPRIVILEGED if name in names)
    return {"user": name, "group": str(pwd.getpwnam(name).pw_gid)}


@dataclass
class PostgresqlServer:
    """Listens on a socket in its folder alone, and trusts who reaches it there."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=lambda: dict(QUICK))

    def __post_init__(self) -> None:
        self._programs = find_programs()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._identity = _as_nobody_special()
        self._data = self.folder / "data"

    def initialize(self) -> None:
        if self._identity:
            shutil.chown(self.folder, self._identity["user"])
        words = [
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            f"--username={USER}",
            "--no-instructions",
        ]
        command = [str(self._programs / "initdb"), f"--pgdata={self._data}", *words]
        done = self._run(command)
        if done.returncode != 0:
            raise RuntimeError(f"initdb: {done.stdout.decode()}")

    def start(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "max_connections": "60",
            "shared_buffers": "32MB",
            "max_wal_size": "64MB",
            **self.settings,
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                ["sh", "-c", LEASH, "sh", str(self._programs / "postgres"), "-D", str(self._data), *words],
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ["PATH"], "LANG": "C", "TZ": "UTC"},
                start_new_session=True,
                **self._popen_identity(),
            )
        self._wait()

    def kill(self) -> None:
        """No check point, no goodbye; its children notice and end."""
        first_line = (self._data / "postmaster.pid").read_text(encoding="ascii").split("\n")[0]
        os.kill(int(first_line), signal.SIGKILL)
        self.stop()
        # They hold the shared memory, beside which a new server refuses to start.
        time.sleep(0.05)

    def stop(self) -> None:
        """At once, and cleanly; open connections are ended."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()
            process.wait(PATIENCE_S)

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={quote(str(self.folder), safe='')}"

    def make_database(self) -> str:
        """The URL of a new, empty one."""
        name = f"hub_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" STRATEGY file_copy'.encode())
        return self.url(name)

    def copy_database(self, url: str) -> str:
        """The URL of a copy of one that nobody has open."""
        made, known = self.make_database(), psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        name = psycopg.conninfo.conninfo_to_dict(made)["dbname"]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}"'.encode())
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{known}" STRATEGY file_copy'.encode())
        return made

    def drop_database(self, url: str) -> None:
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "LANG": "C", "TZ": "UTC"},
            check=False,
            timeout=PATIENCE_S,
            **self._popen_identity(),
        )

    def _popen_identity(self) -> dict[str, object]:
        if not self._identity:
            return {}
        return {"user": self._identity["user"], "group": int(self._identity["group"]), "extra_groups": []}

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=30).close()
            except psycopg.OperationalError:
                dead = self._process is None or self._process.poll() is not None
                if dead or time.monotonic() > end:
                    log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start: {log[-2000:]}") from None
                time.sleep(0.02)
            else:
                return


def _has_room(folder: Path) -> bool:
    """Containers often have 64 MB of it, which is less than an empty server takes."""
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM_BYTES


@contextmanager
def postgresql_server(settings: Mapping[str, str] = QUICK, *, place: Path | None = None) -> Iterator[PostgresqlServer]:
    """By default in memory, if the system has such a place: it outlives the processes, and that is what tests kill."""
    if place is None and _has_room(MEMORY):
        place = MEMORY
    folder = Path(tempfile.mkdtemp(prefix="istiqbal-pg-", dir=place))
    server = PostgresqlServer(folder, settings)
    try:
        server.initialize()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
