"""Which incarnation of the database this is, recorded beside it (LOG.md, "Keys").

The sidecar may lag the database, never lead it. One that is ahead, or that has another hash at its position, or that
was written on another machine or path, means that the database was restored from a backup or copied: it goes on as a
new replica, so that no two logs share a name.
"""

import json
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.durable_file import write_durably
from domain.sync.notices import REPLICA_COPIED, REPLICA_RESTORED

MAX_BYTES = 64 << 10


@dataclass(frozen=True)
class Tip:
    seq: int
    hash: str


@dataclass(frozen=True)
class Sidecar:
    replica: str
    machine: str
    path: str
    tips: Mapping[str, Tip]


def sidecar_path(database: Path) -> Path:
    return database.with_name(database.name + ".replica")


def machine_id() -> str:
    """What the operating system calls this machine; empty when it does not say (then it is not compared)."""
    if sys.platform == "win32":
        # The module exists on Windows only.
        import winreg  # noqa: PLC0415

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for candidate in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if candidate.is_file():
            return candidate.read_text(encoding="ascii").strip()
    return ""


def write_sidecar(database: Path, sidecar: Sidecar) -> None:
    """Replaces the sidecar whole: temporary file, fsync, rename."""
    target = sidecar_path(database)
    text = json.dumps(
        {
            "replica": sidecar.replica,
            "machine": sidecar.machine,
            "path": sidecar.path,
            "tips": {name: [tip.seq, tip.hash] for name, tip in sorted(sidecar.tips.items())},
        }
    )
    write_durably(target, text.encode())


def find_sidecar(database: Path) -> Sidecar | None:
    """None when there is none or it does not read: a missing sidecar is one that lags."""
    path = sidecar_path(database)
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return None
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        tips = {str(name): Tip(int(seq), str(digest)) for name, (seq, digest) in raw["tips"].items()}
        return Sidecar(str(raw["replica"]), str(raw["machine"]), str(raw["path"]), tips)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def cause_of_new_incarnation(
    sidecar: Sidecar | None,
    *,
    replica: str,
    earlier: Collection[str],
    machine: str,
    path: str,
    hashes: Mapping[str, Tip],
) -> str | None:
    """Why this database goes on as a new replica, as a notice's code; None when it is the one it was.

    `earlier` are the replicas this database knows itself to have been. `hashes` has, for each partition of the
    sidecar, the database's own hash at the sidecar's position, or position 0 when the database does not reach it.
    """
    if sidecar is None:
        return None
    if (sidecar.machine and machine and sidecar.machine != machine) or sidecar.path != path:
        return REPLICA_COPIED
    if sidecar.replica != replica:
        # One of an earlier replica was written before this database became a new one: it lags. One of a replica that
        # this database has never heard of was written after the copy that was restored.
        return None if sidecar.replica in earlier else REPLICA_RESTORED
    return REPLICA_RESTORED if any(hashes.get(name) != tip for name, tip in sidecar.tips.items()) else None
