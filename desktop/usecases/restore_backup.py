"""Put a backup in the place of this folder's store: opened, checked and counted beside it first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.backup_file import read_about
from db.connection import refuse_unsafe_folder
from db.deeds import moment_of
from db.failures import naming_disk, naming_failures
from db.keyslots import database_key, open_with_recovery, unlock
from db.restore import (
    begin_new_incarnation,
    bring_files,
    finish_interrupted,
    lay_out,
    refuse_unsound,
    restoring_in,
    swap_in,
)
from db.store import Store
from db.store_files import database_path
from db.store_lock import hold_store
from db.store_opening import open_store
from desktop.usecases.open_desk import World, known_users
from domain.calendar import saudi_second
from domain.errors import RuleBroken, Unavailable

# How whoever restores opens the backup: from the folder it was laid out in, its master key and, by a password, whose.
Opening = Callable[[Path], tuple[bytes, str | None]]


@dataclass(frozen=True)
class Restored:
    """`aside` is the folder that keeps what was replaced, empty when there was nothing. `last_written` is the writer's
    clock of the last entry, ISO, or None."""

    office: str
    made_at: str
    persons: int
    last_written: str | None
    aside: str


def open_by_password(username: Callable[[tuple[str, ...]], str], password: str) -> Opening:
    """`username` chooses among those that the backup knows. Raises RuleBroken ``sign_in.wrong``."""

    def open_backup(site: Path) -> tuple[bytes, str | None]:
        unlocked = unlock(database_path(site), username(known_users(site)), password)
        return unlocked.master, unlocked.user_id

    return open_backup


def open_by_sheet(code: str) -> Opening:
    """With the recovery sheet of the day of the backup, or a later one of the same keys."""

    def open_backup(site: Path) -> tuple[bytes, str | None]:
        return open_with_recovery(database_path(site), code), None

    return open_backup


def restore_backup(folder: Path, backup: Path, opening: Opening, *, world: World) -> Restored:
    """Whole or not at all: the store that stood there stays in charge until the new one is proven, and is kept aside
    after with its pictures and files, of which the restored one gets those that it knows; it goes on as a new
    incarnation. Raises RuleBroken and Unavailable."""
    read_about(backup)
    refuse_unsafe_folder(folder)
    with naming_disk():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    finish_interrupted(folder)
    with hold_store(folder), restoring_in(folder) as site:
        about = lay_out(backup, site)
        master, user = opening(site)
        key = database_key(master)
        refuse_unsound(site, key)
        bring_files(folder, site, key)
        persons, last = _rehearse(site, key, user, world)
        begin_new_incarnation(site, key, clock=world.clock, random=world.random)
        aside = swap_in(folder, site)
    return Restored(about.office, about.made_at, persons, last, aside)


def _rehearse(site: Path, key: bytes, user: str | None, world: World) -> tuple[int, str | None]:
    """Opens it as every day does, and reads the whole log. Raises Unavailable; RuleBroken for who may not."""
    with naming_failures():
        store = open_store(site, key, clock=world.clock, random=world.random)
        try:
            _refuse_others(store, user)
            breaks = list(store.check_chain())
            if breaks:
                raise _broken_log()
            last = store.deeds.last_clock()
            return store.persons.count(), saudi_second(moment_of(last)) if last else None
        finally:
            store.close()


def _refuse_others(store: Store, user: str | None) -> None:
    """The sheet opens everything; of those with a password only an administrator may."""
    known = store.users.find(user) if user is not None else None
    if user is not None and (known is None or not known.has_role("administrator")):
        raise RuleBroken(
            "backup.not_allowed",
            ar="استعادة نسخة احتياطية لمدير النظام وحده، أو بورقة الاستعادة (--code).",
            en="Only an administrator may restore a backup, or whoever has the recovery sheet (--code).",
            field="user",
        )


def _broken_log() -> Unavailable:
    return Unavailable(
        "backup.broken_log",
        ar="سجل هذه النسخة الاحتياطية ليس متصلًا كما كُتب، فلم يتغير شيء. جرّب نسخة أقدم منها وأبلغ الدعم.",
        en="The log in this backup is not as it was written, and nothing was changed. Try an older one; tell support.",
        field="file",
    )
