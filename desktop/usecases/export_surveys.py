"""Sheets and inspections as answers that leave the office: of a sheet nothing that says whose it is or when it came."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import new_session, read_answers
from desktop.usecases.find_form import get_very_form
from desktop.usecases.name_record import name_author
from domain.errors import RuleBroken
from domain.survey import LEAST_SHOWN, Inspection, Sheet
from forms.interview.answer_tables import Submitted

NOT_HERE = ("form.other_version", "form.not_shipped")


def filled_in(desk: Desk, form: str) -> tuple[tuple[Submitted, ...], int]:
    """Those of a form, and how many were filled in with a version that this laptop does not have."""
    submitted: list[Submitted] = []
    left_out = 0
    sheets, inspections = desk.store.sheets.of_form(form), desk.store.inspections.of_form(form)
    found: list[Sheet | Inspection] = [*_of_shown_months(sheets), *inspections]
    for one in found:
        try:
            submitted.append(_sheet(desk, one, len(submitted)) if isinstance(one, Sheet) else _inspection(desk, one))
        except RuleBroken as refusal:
            if refusal.code not in NOT_HERE:
                raise
            left_out += 1
    return tuple(submitted), left_out


def _of_shown_months(sheets: tuple[Sheet, ...]) -> Iterator[Sheet]:
    """A month that is not shown does not leave the office either. They come in the order of what is written on them."""
    months = Counter((one.instrument, one.day[:7]) for one in sheets)
    return (one for one in sheets if months[one.instrument, one.day[:7]] >= LEAST_SHOWN)


def _sheet(desk: Desk, one: Sheet, place: int) -> Submitted:
    """Under its place in the file, which is no number of its own; the day is the first of its month."""
    form = get_very_form(desk, one.form_id, one.form_sha256)
    first = f"{one.day[:7]}-01"
    session = new_session(desk, form, is_anonymous=True, day=date.fromisoformat(first))
    session.fill(read_answers(one.answers))
    about = {"_person": "", "_form_version": one.form_version, "_started_at": one.day[:7], "_state": one.instrument}
    return Submitted(f"{place + 1:04}", form, session.to_xml(), about, {})


def _inspection(desk: Desk, one: Inspection) -> Submitted:
    form = get_very_form(desk, one.form_id, one.form_sha256)
    user = desk.store.users.find(one.made_by)
    session = new_session(
        desk,
        form,
        is_anonymous=False,
        day=date.fromisoformat(one.day),
        username=user.username if user is not None else name_author(desk, one.made_by) or "-",
    )
    session.fill(read_answers(one.answers))
    about = {"_person": "", "_form_version": one.form_version, "_started_at": one.made_at, "_state": one.instrument}
    return Submitted(one.number, form, session.to_xml(), about, {})
