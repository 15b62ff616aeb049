"""The interviews of an own profile that do not come with the program: they lie beside it, under their ids."""

from pathlib import Path

from desktop.usecases.convert_form import converter
from desktop.usecases.load_profile import read_own_file
from desktop.usecases.own_form import OwnForm
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.text import Text
from domain.toml_shape import Shape
from forms.interview.importer import LARGEST_SOURCE, import_form
from forms.interview.reader import read_form
from forms.interview.shipped import form_ids

FORM_KINDS = ("xlsx", "xml", "csv", "md")


def import_forms(profile: Profile, folder: Path, shape: Shape) -> tuple[OwnForm, ...]:
    """Raises RuleBroken that names the form's file and what is wrong in it; `shape` is the profile's."""
    return tuple(
        _import_form(form, _find_form(form, folder, shape, key=key), key=key)
        for form in profile.forms
        if form not in form_ids()
        for key in (_key_of(form, profile),)
    )


def _key_of(form: str, profile: Profile) -> str:
    return f"interviews[{profile.interviews.index(form)}]" if form in profile.interviews else "complaints.form"


def _find_form(form: str, folder: Path, shape: Shape, *, key: str) -> Path:
    found = [path for path in (folder / f"{form}.{kind}" for kind in FORM_KINDS) if path.is_file()]
    if not found:
        shape.refuse(
            "form_missing",
            key,
            ar=f"لا توجد استمارة {form}؛ ضعها بجانب هذا الملف باسم {form}.xlsx (أو xml أو csv أو md)",
            en=f"there is no form {form}; put it beside this file as {form}.xlsx (or xml, csv, md)",
        )
    if len(found) > 1:
        names = [path.name for path in found]
        shape.refuse(
            "form_twice",
            key,
            ar=f"للاستمارة {form} أكثر من ملف: {'، '.join(names)}؛ أبقِ واحدًا منها",
            en=f"the form {form} has several files: {', '.join(names)}; keep one of them",
        )
    return found[0]


def _import_form(form: str, path: Path, *, key: str) -> OwnForm:
    data = read_own_file(path, most_bytes=LARGEST_SOURCE)
    try:
        source = import_form(data, path.suffix[1:].lower(), form_id=form, converter=converter())
    except RuleBroken as broken:
        raise RuleBroken(
            broken.code, ar=f"الاستمارة {path.name}: {broken.ar}", en=f"Form {path.name}: {broken.en}", field=key
        ) from broken
    notes = read_form(source.xform_xml, form_id=form).notes
    texts = tuple(Text(note.ar, note.en) for note in notes)
    return OwnForm(form, source.version, source.sha256, source.xform_xml, path.name, texts)
