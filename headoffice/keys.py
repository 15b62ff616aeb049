"""Head office's own key, in a file that only its account may read."""

import contextlib
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Unavailable

KEY_NAME = "hub.key"


def read_or_make_key(folder: Path) -> Ed25519PrivateKey:
    """The association's Ed25519 key, made when the folder has none yet: durable before it returns."""
    path = folder / KEY_NAME
    if not path.exists():
        place_privately(path, Ed25519PrivateKey.generate().private_bytes_raw())
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
    _write_whole(fresh, content)
    os.replace(fresh, path)
    sync_folder(path.parent)


def place_privately(path: Path, content: bytes) -> None:
    """As `write_privately`, for what is made once: of several who make it at the same time one is first, and its
    content stays, so whoever comes later reads what is there."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    _write_whole(fresh, content)
    try:
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
    sync_folder(path.parent)


def _write_whole(fresh: Path, content: bytes) -> None:
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder durable."""
    if os.name == "nt":  # Windows has no handle of a folder to flush
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
