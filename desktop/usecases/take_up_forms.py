"""Take up the forms that head office has published, each through the checks of an import; leave those it withdrew.

A form that is not sound, or of a version that is here with other questions, is left with its reason, for whoever looks
at the forms of the office. It keeps nothing else from coming.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from db.kept_profile import KeptForm
from db.published_forms import Fate, PublishedForm
from desktop.usecases.await_forms import Waiting
from desktop.usecases.check_form import CheckedFile, check_form
from desktop.usecases.desk import Desk
from desktop.usecases.import_form import take_form
from domain.errors import Expected
from domain.form_file import is_file_name
from domain.sync.authors import HEAD_OFFICE
from domain.sync.notices import FORM_REFUSED


@dataclass(frozen=True)
class Looked:
    """What the check found; `problem` when it could not be read as a form at all."""

    published: PublishedForm
    checked: CheckedFile | None
    problem: Expected | None = None


def look_at(waiting: Waiting) -> Looked:
    """Needs no store, and may take its time."""
    published = waiting.published
    name = published.file_name if is_file_name(published.file_name) else "form"
    try:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / name
            place.write_bytes(waiting.content)
            return Looked(published, check_form(place))
    except Expected as problem:
        return Looked(published, None, problem)


def settle_forms(desk: Desk, looked: Iterable[Looked], program: str) -> int:
    """Keeps what is sound and notes why the rest is not; takes back what was withdrawn. How many are in use anew.
    `program` is this program's version: what it could not take, another one tries again."""
    taken = sum(_settle(desk, one, program) for one in looked)
    for each in desk.store.published_forms.all():
        fate = desk.store.published_forms.fates().get(each.id)
        if each.is_withdrawn and fate is not None and not fate.is_over:
            _leave(desk, fate)
            desk.store.published_forms.note(each.id, replace(fate, is_over=True))
    return taken


def _settle(desk: Desk, looked: Looked, program: str) -> bool:
    published, problem = looked.published, looked.problem
    if looked.checked is not None:
        try:
            kept = take_form(desk, looked.checked, published.form_id, user=HEAD_OFFICE)
        except Expected as refused:
            problem = refused
        else:
            desk.store.published_forms.note(published.id, Fate(kept.id, kept.sha256, program=program))
            return True
    if problem is not None:
        fate = Fate(code=problem.code, ar=problem.ar, en=problem.en, program=program)
        desk.store.published_forms.note(published.id, fate)
        at_ms = int(desk.now().timestamp() * 1000)
        desk.store.notices.add(FORM_REFUSED, at_ms=at_ms, detail=published.file_name)
    return False


def _leave(desk: Desk, fate: Fate) -> None:
    """No new interview begins with it: the last one that stands under its id does, or else the office's own. Whatever
    the office put in its place itself stays."""
    profiles = desk.store.profiles
    if not fate.form or profiles.find_form_in_use(fate.form) != fate.sha256:
        return
    fates = desk.store.published_forms.fates()
    standing = [fates.get(each.id) for each in desk.store.published_forms.all() if not each.is_withdrawn]
    others = [one for one in standing if one is not None and one.form == fate.form and one.sha256]
    former = others[-1] if others else None
    if former is not None and former.sha256 == fate.sha256:
        return
    profiles.withdraw_form(fate.form)
    kept = _kept(desk, former) if former is not None else None
    xform = profiles.find_xform(kept.sha256) if kept is not None else None
    if kept is not None and xform is not None:
        profiles.import_form(kept, xform)


def _kept(desk: Desk, fate: Fate) -> KeptForm | None:
    known = desk.store.profiles.imported()
    return next((one for one in known if (one.id, one.sha256) == (fate.form, fate.sha256)), None)
