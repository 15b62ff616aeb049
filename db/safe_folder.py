"""Where a store may live: on this computer's own disk, and nowhere that another program copies behind its back.

A network share breaks the locks that the write-ahead log rests on; a synchronising program uploads the file and its log
at different moments, and puts old ones back.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from domain.errors import RuleBroken

# Names of folders, in small letters, as the programs make them; some add " - Company" or " (Personal)".
CLOUD_FOLDERS = (
    *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive"),
    *("mobile documents", "com~apple~clouddocs", "cloudstorage", "nextcloud", "owncloud", "box sync", "pcloud drive"),
)
CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs", "fuse.rclone"}
)
DRIVE_REMOTE = 4


def refuse_unsafe_folder(folder: Path) -> None:
    """Raises RuleBroken (field ``folder``) for a network share or a folder that a cloud program keeps in step."""
    places = (folder.absolute(), folder.resolve())
    if any(is_network_path(str(place)) for place in (folder, *places)) or _is_on_network_drive(places[1]):
        raise RuleBroken(
            "store.folder.network",
            ar="هذا مجلد على الشبكة، وقد تضيع فيه البيانات. اختر مجلدًا على قرص هذا الجهاز نفسه.",
            en="This folder is on the network, where records can be lost. Choose one on this computer's own disk.",
            field="folder",
        )
    if any(is_cloud_folder(place, os.environ) for place in places):
        raise RuleBroken(
            "store.folder.cloud",
            ar="هذا المجلد يزامنه برنامج تخزين سحابي، وقد يتلف البيانات. اختر مجلدًا آخر على هذا الجهاز خارج المزامنة.",
            en="A cloud program synchronises this folder and can damage the records. Choose a folder outside it.",
            field="folder",
        )


def is_network_path(text: str) -> bool:
    r"""True of ``\\server\share`` and ``\\?\UNC\server\share``, whatever the slashes; not of ``\\?\C:\data``."""
    path = text.replace("/", "\\")
    if not path.startswith("\\\\"):
        return False
    device = path[2:].startswith(("?\\", ".\\"))
    return not device or path[4:].upper().startswith("UNC\\")


def is_cloud_folder(folder: PurePath, environment: Mapping[str, str]) -> bool:
    """Judges by the names of the folder and of those above it, and by where OneDrive says that its folder is."""
    if any(_is_cloud_name(part.casefold()) for part in folder.parts):
        return True
    roots = (environment.get(name) for name in CLOUD_VARIABLES)
    return any(root and folder.is_relative_to(root) for root in roots)


def _is_cloud_name(part: str) -> bool:
    return any(part == name or part.startswith((f"{name} -", f"{name} (", f"{name}-")) for name in CLOUD_FOLDERS)


def find_file_system(folder: PurePath, mounts: Iterable[str]) -> str | None:
    """The type of the file system that `folder` is on, by the lines of ``/proc/self/mounts``; the last mount wins."""
    best: tuple[int, str] | None = None
    for line in mounts:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and (best is None or len(point) >= best[0]):
            best = (len(point), fields[2])
    return best[1] if best else None


if sys.platform == "win32":
    import ctypes

    def _is_on_network_drive(folder: Path) -> bool:
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
        return kind == DRIVE_REMOTE

else:

    def _is_on_network_drive(folder: Path) -> bool:
        mounts = Path("/proc/self/mounts")
        if not mounts.is_file():
            return False
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
        return find_file_system(folder, lines) in NETWORK_FILE_SYSTEMS
