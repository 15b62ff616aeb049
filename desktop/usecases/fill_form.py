"""A form that is filled in about no person: a sheet of satisfaction, a field survey, a supervisory visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.find_form import get_form, keep_form
from domain.errors import RuleBroken
from domain.policy_parts import Instrument
from domain.survey import NOBODY
from domain.text import Text
from forms.interview.model import Form
from forms.interview.session import Session, load

DAY_QUESTIONS = ("surveyed_on", "visited_on", "checked_on")
PLACE_QUESTIONS = ("place", "office_name")
"""Questions of these names say when and where; they are given before anybody answers."""
VISITOR = "visitor"
DRAFT = "survey.draft."
"""The setting of a form that was left unfinished on this laptop; its instrument follows."""


@dataclass(frozen=True)
class FilledForm:
    """A form as it lies open: the window's thread owns its session (`forms.interview.session.Session`)."""

    instrument: Instrument
    title: Text
    session: Session

    @property
    def is_anonymous(self) -> bool:
        return self.instrument.filled_by == VISITOR


def open_form(desk: Desk, instrument: str) -> FilledForm:
    """An empty one, but for day and place; of a form that was left here unfinished, that. Of a sheet without a name
    nothing is ever kept unfinished. Raises RuleBroken for an instrument that the association does not have."""
    found = get_instrument(desk, instrument)
    form = get_form(desk, form_of(found))
    keep_form(desk, form)
    if found.filled_by == VISITOR:
        session = new_session(desk, form, is_anonymous=True, day=desk.now().date())
    else:
        session = _begun_before(desk, form, found.id) or new_session(
            desk, form, is_anonymous=False, day=desk.now().date()
        )
        _give_known(desk, session)
    return FilledForm(found, instrument_title(desk, found), session)


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


def _begun_before(desk: Desk, form: Form, instrument: str) -> Session | None:
    """What this laptop has of it; none of another version of the form."""
    saved = desk.store.settings.find(f"{DRAFT}{instrument}")
    if not saved:
        return None
    try:
        return new_session(desk, form, is_anonymous=False, day=desk.now().date(), saved=saved)
    except RuleBroken as refusal:
        if refusal.code not in ("draft.other_form", "draft.damaged"):
            raise
        return None


def new_session(
    desk: Desk, form: Form, *, is_anonymous: bool, day: date, username: str = "", saved: str | None = None
) -> Session:
    """Of a sheet that names nobody the form learns neither the clerk, nor the hour, nor a number of its own."""
    midnight = datetime.combine(day, time(), RIYADH)
    return load(
        form,
        saved=saved,
        today=day,
        now=(lambda: midnight) if is_anonymous or username else desk.now,
        new_uuid=(lambda: NOBODY) if is_anonymous or username else desk.new_id,
        username="" if is_anonymous else username or desk.user.username,
    )


def _give_known(desk: Desk, session: Session) -> None:
    asked = {(question.type, question.name) for question in session.visible() if question.value is None}
    days = {name: desk.today() for name in DAY_QUESTIONS if ("date", name) in asked}
    session.fill(days | {name: desk.office_name for name in PLACE_QUESTIONS if ("text", name) in asked})


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


def instrument_title(desk: Desk, instrument: Instrument) -> Text:
    """The form's own title, which is short; what the profile says of it where another instrument has the same form."""
    alike = [one for one in desk.profile.instruments if one.form == instrument.form]
    if alike and alike[0].id != instrument.id:
        return instrument.text
    return get_form(desk, form_of(instrument)).called


def instrument_text(desk: Desk, id: str) -> Text:
    """Of one that the profile does not have any more, its id."""
    found = next((one for one in desk.profile.instruments if one.id == id), None)
    return instrument_title(desk, found) if found is not None else Text(id, id)
