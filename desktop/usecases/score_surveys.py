"""Scores of the association's instruments: month by month, each beside the stretch before it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import VISITOR, form_of, get_instrument, instrument_title, read_answers
from desktop.usecases.find_form import get_form, get_very_form
from domain.calendar import add_gregorian_months
from domain.errors import RuleBroken
from domain.period import Period
from domain.policy_parts import Instrument
from domain.score import Filled, Scale, Score, score
from domain.survey import LEAST_SHOWN, Inspection, Sheet
from domain.text import Text
from forms.interview.model import Form
from forms.interview.scales import plain_text, scales_of

MONTHS = 6
"""As many as the page shows."""
_ANOTHER_SCALE = "@"


@dataclass(frozen=True)
class View:
    """What people wrote in a question of their own words, in no order but the alphabet's."""

    question: Text
    said: tuple[str, ...]


@dataclass(frozen=True)
class InstrumentScore:
    """`before` is the percent of as many months before; None where nothing of them is shown. `waiting` lie in this
    laptop's box; `left_out` were filled in with a version of the form that this laptop does not have: they are counted
    once it has it."""

    instrument: Instrument
    title: Text
    score: Score
    before: float | None
    waiting: int
    left_out: int
    views: tuple[View, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        return self.instrument.filled_by == VISITOR

    @property
    def trend(self) -> float | None:
        """In points of 100."""
        if self.score.percent is None or self.before is None:
            return None
        return self.score.percent - self.before


def score_instrument(desk: Desk, instrument: str, months: Sequence[str]) -> InstrumentScore:
    """`months` as `months_of` gives them. Raises RuleBroken for an instrument that the association does not have."""
    found = get_instrument(desk, instrument)
    least = LEAST_SHOWN if found.filled_by == VISITOR else 1
    earlier = _months_before(months)
    reading = _Reading(desk, found)
    filled = tuple(reading.filled([*earlier, *months]))
    shown = score(filled, reading.scales, months, least=least)
    return InstrumentScore(
        found,
        instrument_title(desk, found),
        shown,
        score(filled, reading.scales, earlier, least=least).percent,
        len(desk.store.box.of(found.id)),
        reading.left_out,
        reading.views({month.month for month in shown.months if month.count}),
    )


def score_all(desk: Desk, months: Sequence[str]) -> tuple[InstrumentScore, ...]:
    """In the order of the profile."""
    return tuple(score_instrument(desk, one.id, months) for one in desk.profile.instruments)


def months_of(period: Period) -> tuple[str, ...]:
    """The whole months that a period touches: a part of one could be taken from the whole."""
    first, months = period.first.replace(day=1), []
    while first <= period.last:
        months.append(first.isoformat()[:7])
        first = add_gregorian_months(first, 1)
    return tuple(months)


def last_months(today: date, count: int = MONTHS) -> tuple[str, ...]:
    """This one and those before it."""
    first = add_gregorian_months(today.replace(day=1), 1 - count)
    return months_of(Period(first, today))


def _months_before(months: Sequence[str]) -> tuple[str, ...]:
    first = date.fromisoformat(f"{months[0]}-01")
    return months_of(Period(add_gregorian_months(first, -len(months)), first - timedelta(days=1)))


class _Reading:
    """What was filled in with any version of an instrument's form. A question whose scale was another in an older
    version is another question."""

    def __init__(self, desk: Desk, instrument: Instrument) -> None:
        self._desk, self._instrument = desk, instrument
        self._forms: dict[str, Form | None] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._said: list[tuple[str, str, str]] = []  # month, question, words
        self._questions: dict[str, Text] = {}
        self.scales: list[Scale] = []
        self.left_out = 0
        # The version in use first: it gives the questions their order and their words.
        self._add(get_form(desk, form_of(instrument)))

    def filled(self, months: Sequence[str]) -> Iterator[Filled]:
        first, last = f"{months[0]}-01", f"{months[-1]}-31"
        for one in self._between(first, last):
            form = self._form(one.form_id, one.form_sha256)
            if form is None:
                self.left_out += 1
                continue
            answers, names = read_answers(one.answers), self._names[form.sha256]
            month = one.day[:7]
            for name in self._questions:
                if isinstance(words := answers.get(name), str) and words.strip():
                    self._said.append((month, name, words.strip()))
            values = {names[name]: value for name, value in answers.items() if name in names}
            yield Filled(month, {name: value for name, value in values.items() if isinstance(value, str)})

    def views(self, months: set[str]) -> tuple[View, ...]:
        """Of those months alone. Of an inspection the words stand with it, and are not repeated here."""
        if self._instrument.filled_by != VISITOR:
            return ()
        found = []
        for name, text in self._questions.items():
            said = sorted(words for month, asked, words in self._said if asked == name and month in months)
            if said:
                found.append(View(text, tuple(said)))
        return tuple(found)

    def _between(self, first: str, last: str) -> Iterable[Sheet | Inspection]:
        store, id = self._desk.store, self._instrument.id
        if self._instrument.filled_by == VISITOR:
            return store.sheets.between(id, first, last)
        return store.inspections.between(first, last, id)

    def _form(self, form_id: str, sha256: str) -> Form | None:
        if sha256 not in self._forms:
            try:
                self._add(get_very_form(self._desk, form_id, sha256))
            except RuleBroken as refusal:
                if refusal.code not in ("form.other_version", "form.not_shipped"):
                    raise
                self._forms[sha256] = None
        return self._forms[sha256]

    def _add(self, form: Form) -> None:
        self._forms[form.sha256] = form
        names = self._names[form.sha256] = {}
        for scale in scales_of(form):
            known = next((one for one in self.scales if one.name == scale.name), None)
            if known is None:
                self.scales.append(scale)
            elif _counts(known) != _counts(scale):
                scale = replace(scale, name=f"{scale.name}{_ANOTHER_SCALE}{form.version}")
                self.scales.append(scale)
            names[scale.name.partition(_ANOTHER_SCALE)[0]] = scale.name
        for control in form.control_of.values():
            if control.type == "text" and control.node is not None:
                name = control.node.name
                self._questions.setdefault(name, plain_text(control.label, name))


def _counts(scale: Scale) -> dict[str, float | None]:
    return {grade.value: grade.percent for grade in scale.grades}
