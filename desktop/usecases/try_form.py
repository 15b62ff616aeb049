"""A form's file as the window shows it before it is imported: what is wrong with it, beside its questions."""

from dataclasses import dataclass
from pathlib import Path

from desktop.usecases.check_form import CheckedFile, check_form
from desktop.usecases.preview_form import PreviewLine, preview_form


@dataclass(frozen=True)
class TriedForm:
    """`title`, `version` and `preview` are empty while there is an error."""

    checked: CheckedFile
    title: str
    version: str
    preview: tuple[PreviewLine, ...]


def try_form(file: str) -> TriedForm:
    """Needs no store; raises as `check_form`."""
    checked = check_form(Path(file))
    if checked.form is None:
        return TriedForm(checked, "", "", ())
    return TriedForm(checked, checked.form.title, checked.form.version, preview_form(checked.form))
