"""Which days the report is about: a named period at one press, or two days as they are typed in either calendar."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.carddate import nearest_day, parse_card_date
from domain.errors import RuleBroken
from domain.period import Named

FIRST: Named = "last_month"
OWN = "own"
OFFERED: tuple[Named, ...] = ("this_month", "last_month", "last_quarter", "last_year")
"""As many as a narrow window has room for; any other period is two days."""


@dataclass(frozen=True)
class PeriodState:
    """`chosen` is a named period, or `OWN` with its two days to be typed; a problem stands below its field."""

    chosen: str = FIRST
    first_problem: RuleBroken | None = None
    last_problem: RuleBroken | None = None


class PeriodPresenter:
    def __init__(self, *, show: Callable[[PeriodState], None], ask: Callable[[str], None]) -> None:
        self._show, self._ask = show, ask
        self._state = PeriodState()

    def start(self) -> None:
        self._show(self._state)

    def choose(self, chosen: str) -> None:
        self._become(PeriodState(chosen))
        if chosen != OWN:
            self._ask(chosen)

    def take_days(self, first: str, last: str) -> None:
        """Both, once both can be read."""
        begin, first_problem = _read(first)
        end, last_problem = _read(last)
        self._become(PeriodState(OWN, first_problem, last_problem))
        if begin and end:
            self._ask(f"{begin}/{end}")

    def note_problem(self, problem: RuleBroken) -> None:
        """What is wrong with the period as a whole."""
        self._become(PeriodState(OWN, last_problem=problem))

    def _become(self, state: PeriodState) -> None:
        self._state = state
        self._show(state)


def _read(typed: str) -> tuple[str, RuleBroken | None]:
    try:
        return nearest_day(parse_card_date(typed)).isoformat(), None
    except RuleBroken as problem:
        return "", problem
