"""The periodic report as a paper: of a named period, or of any two days."""

from datetime import date

from desktop.usecases.desk import Desk
from desktop.usecases.record_print import MadeSheet
from desktop.usecases.report_period import print_report
from domain.period import NAMED, Period, named_period, period_of
from domain.print_order import REPORT
from forms.paper.periodic_report import FORM

BETWEEN = "/"


def make_report(desk: Desk, period: str) -> MadeSheet:
    """`period` as `find_period` takes it."""
    found = find_period(period, date.fromisoformat(desk.today()))
    days = f"{found.first.isoformat()}{BETWEEN}{found.last.isoformat()}"
    number = days.replace(BETWEEN, "_")
    return MadeSheet(REPORT, print_report(desk, found), days, number=number, revision=FORM.revision)


def find_period(said: str, today: date) -> Period:
    """``last_month`` and the like, or two ISO days with a slash between. Raises RuleBroken."""
    named = [one for one in NAMED if one == said]
    if named:
        return named_period(named[0], today)
    first, _, last = said.partition(BETWEEN)
    return period_of(first, last)
