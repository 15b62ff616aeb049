"""Head office's own key, in a file that only its account may read."""

import contextlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Unavailable

KEY_NAME = "hub.key"


def read_or_make_key(folder: Path) -> Ed25519PrivateKey:
    """The association's Ed25519 key, made when the folder has none yet: durable before it returns."""
    path = folder / KEY_NAME
    if not path.exists():
        write_privately(path, Ed25519PrivateKey.generate().private_bytes_raw())
    seed = path.read_bytes()
    if len(seed) != 32:
        raise Unavailable(
            "hub.key.damaged",
            ar="ملف مفتاح المركز الرئيس تالف؛ استعده من نسختك الاحتياطية، فبغيره لا يثق أي جهاز بهذا المركز.",
            en="Head office's key file is damaged; restore it from your backup: without it no laptop trusts this hub.",
        )
    return Ed25519PrivateKey.from_private_bytes(seed)


def write_privately(path: Path, content: bytes) -> None:
    """Replaces a file that only its account may read; durable before it returns."""
    fresh = path.with_suffix(".new")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    if os.name == "nt":  # Windows has no handle of a folder to flush
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
