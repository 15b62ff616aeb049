"""The form of an interview: the association's own as the store keeps it, else one that comes with the program."""

from functools import lru_cache

from desktop.usecases.desk import Desk
from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.reader import read_form
from forms.interview.shipped import shipped_form

FORMS_IN_MEMORY = 16


def get_form(desk: Desk, form_id: str, sha256: str | None = None) -> Form:
    """The very form of that hash when it is kept here, else the one of that id that is in use. Raises RuleBroken
    ``form.not_shipped`` when there is neither."""
    profiles = desk.store.profiles
    for digest in filter(None, (sha256, profiles.find_form_in_use(form_id))):
        xform = profiles.find_xform(digest)
        if xform is not None:
            return _read(xform, form_id)
    return shipped_form(form_id)


def title_of(desk: Desk, form_id: str, sha256: str | None = None) -> str:
    """Its id for a form that this laptop does not have: another laptop may have been given a newer version."""
    try:
        return get_form(desk, form_id, sha256).title
    except RuleBroken:
        return form_id


@lru_cache(maxsize=FORMS_IN_MEMORY)
def _read(xform: str, form_id: str) -> Form:
    return read_form(xform, form_id=form_id)
