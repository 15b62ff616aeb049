"""Where a store lies in its folder. Imports nothing: the door asks before anything else is loaded."""

from pathlib import Path

FILE_NAME = "istiqbal.db"


def database_path(folder: Path) -> Path:
    return folder / FILE_NAME


def has_store(folder: Path) -> bool:
    return database_path(folder).exists()
