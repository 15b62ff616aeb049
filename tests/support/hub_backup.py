"""Head office's folder, copied while it is stopped and put back later."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from headoffice.keys import KEY_NAME
from headoffice.store.database_url import read_database_url
from tests.support.postgresql_server import PostgresqlServer
from tests.support.running_hub import RunningHub


def backup_of(hub: RunningHub) -> dict[str, bytes]:
    hub.stop()
    files = {path.name: path.read_bytes() for path in hub.folder.iterdir() if path.is_file()}
    hub.start()
    return files


def restore(hub: RunningHub, files: dict[str, bytes]) -> None:
    hub.stop()
    shutil.rmtree(hub.folder)
    hub.folder.mkdir()
    for name, data in files.items():
        (hub.folder / name).write_bytes(data)
    hub.start()


def wipe(hub: RunningHub) -> None:
    restore(hub, {KEY_NAME: (hub.folder / KEY_NAME).read_bytes()})


class Pasts:
    """What head office can be put back to, with its data in a file of its folder or in PostgreSQL."""

    def __init__(self, hub: RunningHub, server: PostgresqlServer | None) -> None:
        self._hub = hub
        self._server = server
        self._made: list[str] = []

    def now(self) -> str | dict[str, bytes]:
        """A backup of it as it stands."""
        if self._server is None or self._hub.database is None:
            return backup_of(self._hub)
        self._hub.stop()
        copy = self._server.copy_database(self._hub.database.text)
        self._made.append(copy)
        self._hub.start()
        return copy

    def put_back(self, past: str | dict[str, bytes]) -> None:
        if isinstance(past, dict):
            restore(self._hub, past)
            return
        self._hub.stop()
        self._hub.database = read_database_url(past)
        self._hub.start()

    def wipe(self) -> None:
        """Nothing is left but its key."""
        if self._server is None:
            wipe(self._hub)
            return
        self._made.append(self._server.make_database())
        self.put_back(self._made[-1])

    def drop(self) -> None:
        if self._server is not None:
            for made in self._made:
                self._server.drop_database(made)


@contextmanager
def pasts_of(hub: RunningHub, server: PostgresqlServer | None) -> Iterator[Pasts]:
    """They are gone when head office has stopped."""
    pasts = Pasts(hub, server)
    try:
        yield pasts
    finally:
        hub.stop()
        pasts.drop()
