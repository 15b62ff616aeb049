"""Take a form's answers, or the form itself, out of the office into files; who did so, and when, is recorded."""

from dataclasses import dataclass
from pathlib import Path

from desktop.usecases.desk import Desk
from desktop.usecases.export_answers import Exported, export_answers, export_form, record_export
from desktop.usecases.write_file import refuse_unwritable, write_whole

XLSX, CSV, INSTANCES, XFORM = "xlsx", "csv", "xml", "xform"


@dataclass(frozen=True)
class WrittenAnswers:
    """`files` are whole paths. `left_out` counts finished interviews whose version of the form is not on this
    laptop."""

    form: str
    files: tuple[str, ...]
    interviews: int
    left_out: int


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
    record_export(desk, exported, kind=kind, place=path.name)
    return WrittenAnswers(form, tuple(map(str, paths)), exported.interviews, exported.left_out)


def _paths(exported: Exported, kind: str, path: Path) -> list[Path]:
    if kind == INSTANCES:
        return [path / f"{file.name}.xml" for file in exported.files]
    return [
        path.with_name(f"{path.stem}-{file.name.replace('/', '-')}{path.suffix}") if number else path
        for number, file in enumerate(exported.files)
    ]
