"""Where the files beside the entries lie, in a store's folder and beside the stores that were kept aside."""

import hmac
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from db.connection import Database
from db.settings import Settings
from db.store_files import FILE_NAME

FOLDER = "blobs"
KEY = "blob.key"
KNOWN = "SELECT sha256 FROM blob UNION SELECT sha256 FROM draft_file"
ERASED = "blobs.erased"


def hidden_path(key: bytes, name: bytes) -> Path:
    """Where it lies in its folder: who has not the key cannot tell which file of the world it is."""
    hidden = hmac.new(key, name, sha256).hexdigest()
    return Path(hidden[:2]) / hidden


def hidden_paths(db: Database) -> tuple[Path, ...]:
    """Of all files that a store knows, one that is not in use."""
    key = Settings(db).find_secret(KEY)
    return tuple(hidden_path(key, name) for (name,) in db.execute(KNOWN).fetchall()) if key is not None else ()


def kept_aside(folder: Path) -> tuple[Path, ...]:
    """Beside the stores of a folder that were replaced by a backup."""
    return tuple(sorted(folder.glob(f"{FILE_NAME}.aside*/{FOLDER}")))


def note_erased(db: Database, names: Iterable[bytes]) -> None:
    """Inside a transaction of the caller's. They go from beside every store of the folder with the next sweep, which a
    power cut only puts off."""
    noted = erased_names(db) | set(names)
    text = json.dumps(sorted(name.hex() for name in noted))
    db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (ERASED, text))


def erased_names(db: Database) -> set[bytes]:
    """Those that the next sweep is to take."""
    found = db.execute("SELECT value FROM setting WHERE key = ?", (ERASED,)).fetchone()
    return {bytes.fromhex(name) for name in json.loads(found[0])} if found is not None else set()
