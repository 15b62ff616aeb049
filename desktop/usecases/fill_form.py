"""A form that is filled in about no person: a sheet of satisfaction, a field survey, a supervisory visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.find_form import get_form, keep_form
from domain.errors import RuleBroken
from domain.policy import Instrument
from domain.survey import NOBODY
from domain.text import Text
from forms.interview.model import Form
from forms.interview.session import Session, load

DAY_QUESTIONS = ("surveyed_on", "visited_on", "checked_on")
PLACE_QUESTIONS = ("place", "office_name")
"""Questions of these names say when and where; they are given before anybody answers."""
VISITOR = "visitor"


@dataclass(frozen=True)
class FilledForm:
    """A form as it lies open: the window's thread owns its session (`forms.interview.session.Session`)."""

    instrument: Instrument
    session: Session

    @property
    def is_anonymous(self) -> bool:
        return self.instrument.filled_by == VISITOR


def open_form(desk: Desk, instrument: str, *, language: str = "ar") -> FilledForm:
    """An empty one. Raises RuleBroken for an instrument that the association does not have."""
    found = get_instrument(desk, instrument)
    form = get_form(desk, form_of(found))
    keep_form(desk, form)
    session = new_session(desk, form, is_anonymous=found.filled_by == VISITOR, day=desk.now().date())
    if found.filled_by != VISITOR:
        _give_known(desk, session)
    if language in form.languages:
        session.set_language(language)
    return FilledForm(found, session)


def get_instrument(desk: Desk, id: str) -> Instrument:
    instruments = desk.profile.instruments
    found = next((one for one in instruments if one.id == id), None)
    if found is None:
        known = "، ".join(one.id for one in instruments) or "—"
        raise RuleBroken(
            "survey.instrument",
            ar=f"ليست هذه من أدوات الجمعية. أدواتها: {known}",
            en=f"This association has no such instrument. It has: {known}",
            field="instrument",
        )
    return found


def form_of(instrument: Instrument) -> str:
    if instrument.form is None:
        raise TypeError("an instrument without a form is filled in nowhere")
    return instrument.form


def new_session(desk: Desk, form: Form, *, is_anonymous: bool, day: date, username: str = "") -> Session:
    """Of a sheet that names nobody the form learns neither the clerk, nor the hour, nor a number of its own."""
    midnight = datetime.combine(day, time(), RIYADH)
    return load(
        form,
        today=day,
        now=(lambda: midnight) if is_anonymous or username else desk.now,
        new_uuid=(lambda: NOBODY) if is_anonymous or username else desk.new_id,
        username="" if is_anonymous else username or desk.user.username,
    )


def _give_known(desk: Desk, session: Session) -> None:
    asked = {question.name for question in session.visible()}
    known = dict.fromkeys(DAY_QUESTIONS, desk.today()) | dict.fromkeys(PLACE_QUESTIONS, desk.office_name)
    session.fill({name: value for name, value in known.items() if name in asked})


def frozen_answers(session: Session) -> str:
    """What was answered, as one text that nothing is read into: no hour, no user, no number of the form's own.

    Raises RuleBroken naming the first question that is missing or wrong, and for a picture among the answers: that
    could show somebody."""
    problems = session.problems()
    if not problems and session.drop_hidden_rows():
        problems = session.problems()
    if problems:
        raise RuleBroken(
            "survey.unfinished",
            ar=f"بقي في الورقة {len(problems)} مما يجب إكماله. أولها «{problems[0].label}»: {problems[0].message}",
            en=f"The sheet is not finished; still to settle: {len(problems)}. “{problems[0].label}”: "
            f"{problems[0].message}",
            field=problems[0].ref,
        )
    if session.files():
        raise RuleBroken(
            "survey.files",
            ar="لا تُحفظ الصور والملفات في أوراق الرضا والجولات. أزلها من الورقة، ثم احفظها.",
            en="Sheets and inspections keep no pictures or files. Take them out, then save.",
        )
    return json.dumps(session.to_answers(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_answers(answers: str) -> Mapping[str, object]:
    """As `frozen_answers` wrote them."""
    found = json.loads(answers)
    if not isinstance(found, dict):
        raise TypeError("frozen answers are one object")
    return found


def first_said(answers: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((said for name in names if isinstance(said := answers.get(name), str) and said), "")


def instrument_text(desk: Desk, id: str) -> Text:
    """Of one that the profile does not have any more, its id."""
    found = next((one for one in desk.profile.instruments if one.id == id), None)
    return found.text if found is not None else Text(id, id)
