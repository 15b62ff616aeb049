"""The form of an interview: the one it was held with, the association's own, or one that comes with the program."""

from functools import lru_cache

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from domain.text import Text
from forms.interview.model import Form
from forms.interview.reader import read_form
from forms.interview.shipped import shipped_form, shipped_xform

FORMS_IN_MEMORY = 16


def form_ids_of(desk: Desk) -> tuple[str, ...]:
    """The interviews that may be held here: those of the association's profile, then those imported by themselves and
    not withdrawn."""
    withdrawn = desk.store.profiles.withdrawn()
    imported = (form.id for form in desk.store.profiles.imported() if form.id not in withdrawn)
    return tuple(dict.fromkeys((*desk.profile.forms, *imported)))


def get_form(desk: Desk, form_id: str, sha256: str | None = None) -> Form:
    """The very form of that hash when it is kept here, else the one of that id that is in use. Raises RuleBroken
    ``form.not_shipped`` when there is neither."""
    profiles = desk.store.profiles
    for digest in filter(None, (sha256, profiles.find_form_in_use(form_id))):
        xform = profiles.find_xform(digest)
        if xform is not None:
            return _read(xform, form_id)
    return shipped_form(form_id)


def get_very_form(desk: Desk, form_id: str, sha256: str) -> Form:
    """The form of that hash and no other: what a person signs must be what was asked. Raises RuleBroken."""
    form = get_form(desk, form_id, sha256)
    if form.sha256 != sha256:
        raise RuleBroken(
            "form.other_version",
            ar="أُجريت هذه المقابلة بإصدار آخر من الاستمارة ليس في هذا الجهاز. اطبع إقرارها في الجهاز الذي أُجريت فيه، "
            "أو أجرِ مقابلة جديدة.",
            en="This interview was held with another version of the form, which this laptop does not have. Print its "
            "attestation on the laptop it was held on, or hold a new interview.",
            field="interview",
        )
    return form


def keep_form(desk: Desk, form: Form) -> None:
    """A form that came with this program is kept with the first interview held with it: the next program may bring
    another in its place."""
    if desk.store.profiles.find_xform(form.sha256) is None:
        desk.store.profiles.keep_form(shipped_xform(form.id))


def title_of(desk: Desk, form_id: str, sha256: str | None = None) -> Text:
    """Its id for a form that this laptop does not have: another laptop may have been given a newer version."""
    try:
        return get_form(desk, form_id, sha256).called
    except RuleBroken:
        return Text(form_id, form_id)


@lru_cache(maxsize=FORMS_IN_MEMORY)
def _read(xform: str, form_id: str) -> Form:
    return read_form(xform, form_id=form_id)
