"""What stands at the door before anybody has signed in: nothing yet, an office, or a store that cannot be opened."""

from dataclasses import dataclass
from pathlib import Path

from db.key_info import usernames
from db.store_files import database_path, has_store, unfinished_restores
from domain.errors import Expected


@dataclass(frozen=True)
class DoorView:
    """`kind` is first_run, sign_in or unavailable; `problem` then says what is wrong and what to do, in Arabic."""

    kind: str
    usernames: tuple[str, ...] = ()
    problem: str = ""
    problem_en: str = ""


def look_at_door(folder: Path) -> DoorView:
    """The office's name is inside the encrypted store: it is shown once somebody has signed in."""
    if not has_store(folder):
        return DoorView("first_run")
    try:
        _finish_restore(folder)
        return DoorView("sign_in", usernames=usernames(database_path(folder)))
    except Expected as problem:
        return DoorView("unavailable", problem=problem.ar, problem_en=problem.en)


def _finish_restore(folder: Path) -> None:
    if unfinished_restores(folder):
        # The database's library costs more than the door, and hardly any door needs it.
        from db.restore import finish_interrupted  # noqa: PLC0415

        finish_interrupted(folder)
