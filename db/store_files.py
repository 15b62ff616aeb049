"""Where a store lies in its folder. Imports nothing: the door asks before anything else is loaded."""

from pathlib import Path

FILE_NAME = "istiqbal.db"
# Where a backup is unpacked, and the file in it which says that it is whole (`db.restore`).
RESTORE_SITE, READY = ".restore-", "ready"


def database_path(folder: Path) -> Path:
    return folder / FILE_NAME


def has_store(folder: Path) -> bool:
    """Also while one that was restored is not in its place yet: whoever opens it puts it there."""
    return database_path(folder).exists() or bool(unfinished_restores(folder))


def unfinished_restores(folder: Path) -> tuple[Path, ...]:
    """Restored stores that are whole and not in their place yet: the files that say so."""
    return tuple(folder.glob(f"{RESTORE_SITE}*/{READY}"))
