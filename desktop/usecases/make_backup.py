"""Backups of the store: where somebody wants one, and dated ones of the program's own, once a day."""

import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.backup import SUFFIX, make_backup
from db.backup_file import is_backup
from db.failures import naming_disk
from db.keyslots import database_key
from db.store import database_path
from desktop.usecases.desk import RIYADH, Desk
from domain.backup_keeping import kept_of
from domain.errors import RuleBroken, Unavailable

FOLDER = "backups"
LAST_AT, LAST_FILE = "backup.last_at", "backup.last_file"
PROBLEM, PROBLEM_EN = "backup.problem", "backup.problem.en"
EVERY = timedelta(hours=20)  # once a working day, though the hour of it wanders
SMALL_BYTES = 8 << 20  # copied, checked, packed and read back in a quarter of a second (33 MB took one)
_DATED = re.compile(r"istiqbal-[A-Z0-9]+-(\d{8}-\d{6})" + re.escape(SUFFIX), re.ASCII)
_FORM = "%Y%m%d-%H%M%S"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """`file` is where it lies, `bytes` its size; `made_at` is ISO with offset."""

    file: str
    bytes: int
    made_at: str


@dataclass(frozen=True)
class BackupStatus:
    """The last backup that was made here, by hand or by itself: None before the first. `problem` is why the program's
    own failed since, in Arabic, and `problem_en` in English."""

    made_at: str | None
    file: str | None
    problem: str = ""
    problem_en: str = ""


def backup_into(desk: Desk, place: Path) -> Made:
    """One backup into the file `place`, or into the folder `place` under a dated name. Raises RuleBroken
    ``backup.not_ours`` rather than overwrite another file, and Unavailable; leaves nothing half written."""
    with naming_disk():
        target = place / dated_name(desk) if place.is_dir() else place
        is_occupied = target.exists() and not is_backup(target)
    if is_occupied:
        raise RuleBroken(
            "backup.occupied",
            ar=f"في هذا المكان ملف آخر باسم {target.name}، وليس نسخة احتياطية، فلم يُمسّ. اختر اسمًا آخر أو مجلدًا.",
            en=f"Another file lies there as {target.name}, which is no backup; it was left alone. Choose another name, "
            "or a folder.",
            field="file",
        )
    with naming_disk():
        made_at = desk.now().isoformat(timespec="seconds")
        path, key = database_path(desk.store.folder), database_key(desk.master)
        make_backup(desk.store.database, path, key, target, office=desk.office_code, made_at=made_at)
        size = target.stat().st_size
    desk.store.settings.save(LAST_AT, made_at)
    desk.store.settings.save(LAST_FILE, str(target.resolve()))
    desk.store.settings.remove(PROBLEM)
    desk.store.settings.remove(PROBLEM_EN)
    return Made(str(target), size, made_at)


def backup_here(desk: Desk) -> Made:
    """Into the store's own folder of backups, which is thinned (`domain.backup_keeping`). Raises Unavailable."""
    folder = desk.store.folder / FOLDER
    with naming_disk():
        folder.mkdir(mode=0o700, exist_ok=True)
    made = backup_into(desk, folder)
    with naming_disk():
        _thin(folder)
    return made


def backup_when_due(desk: Desk) -> Made | None:
    """The program's own, once a day; what hinders it is remembered for the settings and stops nobody's work."""
    if not is_due(desk):
        return None
    try:
        return backup_here(desk)
    except (RuleBroken, Unavailable) as refused:
        log.warning("no backup was made: %s", refused.code)
        desk.store.settings.save(PROBLEM, refused.ar)
        desk.store.settings.save(PROBLEM_EN, refused.en)
        return None


def backup_small_when_due(desk: Desk) -> Made | None:
    """The same in a quiet moment at work: a store whose copying a clerk would wait for is left for the lock."""
    is_small = database_path(desk.store.folder).stat().st_size <= SMALL_BYTES
    return backup_when_due(desk) if is_small else None


def is_due(desk: Desk) -> bool:
    """Counted from the dated ones that lie in the store's folder: one on a stick may be gone tomorrow."""
    newest = max(_dated(desk.store.folder / FOLDER), default=None)
    return newest is None or not timedelta(0) <= desk.now() - newest < EVERY


def backup_status(desk: Desk) -> BackupStatus:
    settings = desk.store.settings
    problem, problem_en = settings.find(PROBLEM) or "", settings.find(PROBLEM_EN) or ""
    return BackupStatus(settings.find(LAST_AT), settings.find(LAST_FILE), problem, problem_en)


def dated_name(desk: Desk) -> str:
    return f"istiqbal-{desk.office_code}-{desk.now().strftime(_FORM)}{SUFFIX}"


def _dated(folder: Path) -> dict[datetime, Path]:
    """The dated backups of a folder by their moment; other files in it are nobody's business here."""
    found = {}
    for file in folder.glob(f"*{SUFFIX}"):
        match = _DATED.fullmatch(file.name)
        if match:
            moment = datetime.strptime(match[1], _FORM).replace(tzinfo=RIYADH)
            found[moment] = file
    return found


def _thin(folder: Path) -> None:
    dated = _dated(folder)
    for moment in dated.keys() - kept_of(dated):
        dated[moment].unlink(missing_ok=True)
