"""How the service is looked at here, on one page: what is due today, the scores, what is followed."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.usecases.desk import Desk
from desktop.usecases.fill_form import VISITOR, instrument_text
from desktop.usecases.keep_inspection import FindingLine, list_findings
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.name_record import name_author
from desktop.usecases.score_surveys import MONTHS, InstrumentScore, last_months, score_all
from domain.policy_parts import Instrument
from domain.survey import Inspection
from domain.text import Text

DAILY = "daily"
RECENT_DAYS = 60
MOST_RECENT = 12


@dataclass(frozen=True)
class InspectionLine:
    """`made_by` is a name; `findings` counts those that are followed still."""

    inspection: Inspection
    text: Text
    made_by: str
    findings: int


@dataclass(frozen=True)
class QualityPage:
    """`due` are today's that nobody has made yet, `scores` one of each instrument, `months` how far back they reach."""

    today: str
    months: tuple[str, ...]
    due: tuple[Instrument, ...]
    scores: tuple[InstrumentScore, ...]
    findings: tuple[FindingLine, ...]
    recent: tuple[InspectionLine, ...]


def show_quality(desk: Desk) -> QualityPage:
    today = date.fromisoformat(desk.today())
    months = last_months(today, MONTHS)
    return QualityPage(
        desk.today(), months, due_today(desk), score_all(desk, months), list_findings(desk), list_inspections(desk)
    )


def due_today(desk: Desk) -> tuple[Instrument, ...]:
    """The daily ones of the profile that were not made today, on a working day or one on which somebody came. A
    questionnaire is due on none: it waits for whoever comes."""
    today = date.fromisoformat(desk.today())
    daily = [one for one in desk.profile.instruments if one.how_often == DAILY and one.filled_by != VISITOR]
    if not daily or not (holidays_of(desk).is_working_day(today) or desk.store.visits.tally(desk.today()).total):
        return ()
    made = {one.instrument for one in desk.store.inspections.between(desk.today(), desk.today())}
    return tuple(one for one in daily if one.id not in made)


def list_inspections(desk: Desk) -> tuple[InspectionLine, ...]:
    """The newest, of any instrument."""
    today = date.fromisoformat(desk.today())
    since = (today - timedelta(days=RECENT_DAYS)).isoformat()
    found = desk.store.inspections.between(since, desk.today())[:MOST_RECENT]
    open_ = [line.finding.inspection for line in list_findings(desk)]
    return tuple(
        InspectionLine(one, instrument_text(desk, one.instrument), name_author(desk, one.made_by), open_.count(one.id))
        for one in found
    )
