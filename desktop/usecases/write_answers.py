"""Take a form's answers, or the form itself, out of the office into files; who did so, and when, is recorded."""

from dataclasses import dataclass
from pathlib import Path

from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import Exported, export_answers, export_form, find_attached, record_export
from desktop.usecases.write_file import make_folder, refuse_unwritable, write_whole
from domain.errors import Unavailable

MEDIA = "media"
XLSX, CSV, INSTANCES, XFORM = "xlsx", "csv", "xml", "xform"


@dataclass(frozen=True)
class WrittenAnswers:
    """`files` are whole paths. `left_out` counts finished interviews whose version of the form is not on this laptop,
    `attached` the pictures and files that were written, `absent` those that have not arrived here, `damaged` those that
    are here and cannot be read."""

    form: str
    files: tuple[str, ...]
    interviews: int
    left_out: int
    attached: int = 0
    absent: int = 0
    damaged: int = 0


@dataclass(frozen=True)
class Attached:
    """The names of the pictures and files beside the answers, by what became of them. A damaged one is asked of head
    office where that holds it."""

    written: tuple[str, ...]
    absent: tuple[str, ...]
    damaged: tuple[str, ...]


def write_answers(desk: Desk, form: str, kind: str, place: str) -> WrittenAnswers:
    """`kind` is xlsx, csv (each repeat in a file beside it), xml (each interview as an OpenRosa instance, `place` is a
    folder) or xform (the form itself). All are made before one is written. Raises RuleBroken for a user who may not
    and an unknown form, Unavailable for a place that cannot be written to."""
    path = Path(place)
    if kind != INSTANCES:
        refuse_unwritable(path)
    exported = export_form(desk, form) if kind == XFORM else export_answers(desk, form, kind)
    paths = _paths(exported, kind, path)
    for file in paths:
        refuse_unwritable(file)
    for file, made in zip(paths, exported.files, strict=True):
        write_whole(file, made.data)
    # The answers are out of the office, whatever becomes of the pictures beside them.
    record_export(desk, exported, kind=kind, place=path.name)
    beside = write_attached(desk, exported, folder_beside(kind, path))
    counts = len(beside.written), len(beside.absent), len(beside.damaged)
    return WrittenAnswers(form, tuple(map(str, paths)), exported.interviews, exported.left_out, *counts)


def folder_beside(kind: str, path: Path) -> Path:
    """Where the pictures and files of a table go: a folder of its name beside it; those of instances into theirs."""
    return path / MEDIA if kind == INSTANCES else path.with_name(f"{path.stem}-{MEDIA}")


def write_attached(desk: Desk, exported: Exported, folder: Path) -> Attached:
    """One after the other: together they may be larger than the memory. Raises Unavailable for the place."""
    written: list[str] = []
    absent: list[str] = []
    damaged: list[str] = []
    for name in exported.attached:
        try:
            content = find_attached(desk, name)
        except Unavailable:
            # The others are as good as they were.
            damaged.append(name)
            continue
        if content is None:
            absent.append(name)
            continue
        make_folder(folder)
        write_whole(folder / name, content)
        written.append(name)
    return Attached(tuple(written), tuple(absent), tuple(damaged))


def _paths(exported: Exported, kind: str, path: Path) -> list[Path]:
    if kind == INSTANCES:
        return [path / f"{file.name}{file.suffix or '.xml'}" for file in exported.files]
    return paths_beside(exported, path)


def paths_beside(exported: Exported, path: Path) -> list[Path]:
    """The first file at `path`, the others beside it under their names."""
    return [
        path.with_name(f"{path.stem}-{file.name.replace('/', '-')}{file.suffix or path.suffix}") if number else path
        for number, file in enumerate(exported.files)
    ]
