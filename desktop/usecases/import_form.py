"""Take a form that was checked into this office: it is asked from now on; interviews that were begun keep theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.kept_profile import KeptForm
from desktop.usecases.check_form import CheckedFile
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of, get_form
from domain.errors import RuleBroken
from domain.sync.authors import HEAD_OFFICE
from domain.text import Text
from forms.interview.model import Form
from forms.interview.shipped import form_ids

IMPORTING_ROLE = "administrator"
PROGRAM, ASSOCIATION, IMPORTED, PUBLISHED = "program", "association", "imported", "published"
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]*(/[A-Za-z0-9_][A-Za-z0-9_.:-]*)?", re.ASCII)
LONGEST_ID = 100


@dataclass(frozen=True)
class Imported:
    """`is_new` when this very form was not kept here before; `former` is the version that was in use, or empty."""

    id: str
    title: Text
    version: str
    sha256: str
    is_new: bool
    former: str


@dataclass(frozen=True)
class FormPlace:
    """A version of a form at this office. `origin` is program, association (its profile), imported or published (by
    head office); `file` and `at` are of the last two. Interviews begin with the one that `is_in_use`; with one that
    `is_withdrawn` those go on that were begun with it. `refused` is why this laptop did not take up a published one."""

    id: str
    title: Text
    version: str
    languages: tuple[str, ...]
    origin: str
    sha256: str
    is_in_use: bool
    file: str = ""
    at: str = ""
    is_withdrawn: bool = False
    refused: Text | None = None


def may_import(desk: Desk) -> bool:
    return desk.user.has_role(IMPORTING_ROLE)


def import_form(desk: Desk, checked: CheckedFile, form_id: str = "") -> Imported:
    """Whole or not at all. Raises RuleBroken for a user who may not, a form with errors, an id that will not do, and
    another form under an id and version that are known."""
    refuse_other_roles(desk)
    return take_form(desk, checked, form_id, user=desk.user.id)


def take_form(desk: Desk, checked: CheckedFile, form_id: str = "", *, user: str) -> Imported:
    """The same, whoever brings it: `user` is an id."""
    form = checked.form
    if form is None:
        raise RuleBroken(
            "form.has_errors",
            ar=f"في الاستمارة {checked.file} أخطاء عددها {checked.errors}. صحّحها ثم استوردها من جديد.",
            en=f"The form {checked.file} has errors: {checked.errors}. Mend them, then import it again.",
            field="file",
        )
    id = form_id or checked.form_id
    _check_id(id)
    before = get_form(desk, id) if id in form_ids_of(desk) else None
    known = [each for each in desk.store.profiles.imported() if each.id == id]
    versions = {each.version: each.sha256 for each in known}
    if before is not None:
        versions.setdefault(before.version, before.sha256)
    if versions.get(form.version, form.sha256) != form.sha256:
        raise RuleBroken(
            "form.same_version",
            ar=f"في هذا المكتب استمارة {id} بالإصدار «{form.version}» نفسه وبأسئلة أخرى. "
            "ارفع version في ورقة settings.",
            en=f"This office has the form {id} in the same version “{form.version}” with other questions. "
            "Raise version in the sheet settings.",
            field="version",
        )
    at = desk.now().isoformat(timespec="seconds")
    kept = KeptForm(id, form.version, form.sha256, checked.file, at, user)
    desk.store.profiles.import_form(kept, checked.xform)
    is_new = form.sha256 not in {each.sha256 for each in known}
    former = before.version if before is not None and before.sha256 != form.sha256 else ""
    return Imported(id, _title(form, id), form.version, form.sha256, is_new, former)


def list_form_versions(desk: Desk) -> tuple[FormPlace, ...]:
    """Every form that may be asked here; of an imported one its former versions too, the newest first."""
    imported = desk.store.profiles.imported()
    asked, withdrawn = form_ids_of(desk), desk.store.profiles.withdrawn()
    lines: list[FormPlace] = []
    for id in dict.fromkeys((*asked, *withdrawn)):
        in_use = get_form(desk, id) if id in asked else None
        versions = [each for each in imported if each.id == id]
        if in_use is not None and in_use.sha256 not in {each.sha256 for each in versions}:
            origin = PROGRAM if id in form_ids() else ASSOCIATION
            lines.append(_place(in_use, id, origin, is_in_use=True))
        for each in reversed(versions):
            is_in_use = in_use is not None and each.sha256 == in_use.sha256
            origin = PUBLISHED if each.user == HEAD_OFFICE else IMPORTED
            place = _place(get_form(desk, id, each.sha256), id, origin, is_in_use=is_in_use)
            is_withdrawn = withdrawn.get(id) == each.sha256
            lines.append(replace(place, file=each.file, at=each.at, is_withdrawn=is_withdrawn))
    return (*_refused(desk), *lines)


def _refused(desk: Desk) -> Iterator[FormPlace]:
    """What head office has published and this laptop could not take up, with the reason."""
    fates = desk.store.published_forms.fates()
    for each in desk.store.published_forms.all():
        fate = fates.get(each.id)
        if fate is not None and fate.code and not each.is_withdrawn:
            title, why = Text(each.file_name, each.file_name), Text(fate.ar, fate.en)
            place = FormPlace(each.form_id, title, "", (), PUBLISHED, "", is_in_use=False)
            yield replace(place, file=each.file_name, at=each.published_at, refused=why)


def _place(form: Form, id: str, origin: str, *, is_in_use: bool) -> FormPlace:
    return FormPlace(id, _title(form, id), form.version, form.languages, origin, form.sha256, is_in_use=is_in_use)


def refuse_other_roles(desk: Desk) -> None:
    if not may_import(desk):
        raise RuleBroken(
            "form.not_allowed",
            ar="استيراد الاستمارات لمدير النظام وحده.",
            en="Only the administrator may import forms.",
        )


def _check_id(id: str) -> None:
    if not _ID.fullmatch(id) or len(id) > LONGEST_ID:
        raise RuleBroken(
            "form.id",
            ar=f"رمز الاستمارة «{id}» لا يصلح. اكتب في form_id حروفًا لاتينية وأرقامًا و_ و- و. بلا مسافات، "
            "أو أعط رمزًا آخر بالخيار --id.",
            en=f"The form's id “{id}” will not do. Write Latin letters, digits, _, - and . without blanks in "
            "form_id, or give another with --id.",
            field="form_id",
        )


def _title(form: Form, id: str) -> Text:
    return form.called if form.title else Text(id, id)
