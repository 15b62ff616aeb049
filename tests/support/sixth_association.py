"""A sixth association in a folder: its profile and, beside it, its two interviews. No line of the program knows it."""

import shutil
from pathlib import Path

from tests.support.sources import ROOT

POLICIES = ROOT / "tests" / "data" / "policies"
PROFILE_ID, VERSION = "rawabi", "3"
WATER, WELL = "rawabi/water-request", "rawabi/well-request"
ANSWERS = {"water_use": "sheep", "tankers": 3, "sheep": 40}


def bring(folder: Path) -> Path:
    """Copies it there, as from a stick, and gives the profile's path."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(POLICIES / PROFILE_ID, folder / PROFILE_ID)
    return Path(shutil.copy(POLICIES / f"{PROFILE_ID}.toml", folder))


def change(file: Path, old: str, new: str) -> Path:
    """As somebody edits it."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(old)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file
