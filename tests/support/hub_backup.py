"""Head office's folder, copied while it is stopped and put back later."""

import shutil

from headoffice.keys import KEY_NAME
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
