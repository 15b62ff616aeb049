"""A form's file as the window shows it before it is imported: what is wrong with it, beside its questions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.usecases.check_form import CheckedFile, check_form
from desktop.usecases.preview_form import PreviewLine, preview_form
from domain.form_check import DRAWING, CheckProgress


@dataclass(frozen=True)
class TriedForm:
    """`title` and `version` are empty while there is an error; `preview` is then what the sheets tell."""

    checked: CheckedFile
    title: str
    version: str
    preview: tuple[PreviewLine, ...]


def try_form(file: str, progress: CheckProgress, language: str = "ar") -> TriedForm:
    """Needs no store; `language` is that of the preview. Raises as `check_form`."""
    checked = check_form(Path(file), progress=progress)
    progress.begin(DRAWING)
    if checked.form is None:
        return TriedForm(checked, "", "", tuple(_as_written(checked)))
    rows = {line.name: line.row for line in checked.outline if line.name}
    preview = preview_form(checked.form, language)
    placed = tuple(replace(line, row=rows.get(line.name)) for line in preview)
    return TriedForm(checked, checked.form.title, checked.form.version, placed)


def _as_written(checked: CheckedFile) -> Iterable[PreviewLine]:
    for line in checked.outline:
        yield PreviewLine(
            *(line.depth, line.kind, line.name, line.label, line.hint),
            is_required=line.is_required,
            choices=line.choices,
            more=line.more,
            row=line.row,
        )
