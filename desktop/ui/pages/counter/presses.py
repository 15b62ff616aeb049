"""The day as the clerk sees it: what the store has confirmed, and the presses that are still on their way.

The number shown is always confirmed + pending, so it follows the key at once and never lies about a failed write.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.visit import DayTally, Visit


@dataclass(eq=False)
class Press:
    """One key press of this sitting. `visit` is empty until the store has it; `is_going`: it is to be taken back."""

    category: str
    moment: datetime
    visit: str = ""
    is_going: bool = False

    @property
    def is_written(self) -> bool:
        return bool(self.visit)

    @property
    def effect(self) -> int:
        """What it adds to the confirmed tally: a write on its way adds one, an undo on its way takes one."""
        if self.is_written:
            return -1 if self.is_going else 0
        return 0 if self.is_going else 1

    @property
    def time(self) -> str:
        """As a visit keeps it."""
        return f"{self.moment:%H:%M}"


class Presses:
    """One day's tally, presses of this sitting, and the newest visits."""

    def __init__(self, day: str) -> None:
        self.day = day
        self._tally = DayTally(day, 0, (), (0,) * 24)
        self._visits: tuple[Visit, ...] = ()
        self._presses: list[Press] = []

    # --- what happened -------------------------------------------------------------------------------------------

    def confirm_day(self, tally: DayTally, visits: tuple[Visit, ...]) -> None:
        """What the store says now; presses still on their way stay on top of it."""
        self._tally, self._visits = tally, visits

    def press(self, category: str, moment: datetime) -> Press:
        made = Press(category, moment)
        self._presses.append(made)
        return made

    def confirm_press(self, press: Press, visit: str, tally: DayTally) -> None:
        press.visit = visit
        self._tally = tally
        self._visits = (Visit(visit, self.day, press.time, press.category), *self._visits)

    def drop(self, press: Press) -> None:
        """It was not written, or is not this sitting's to take back any more."""
        if press in self._presses:
            self._presses.remove(press)

    def forget(self, visit: str) -> None:
        """The visit was corrected: there is nothing to take back any more."""
        self._presses = [press for press in self._presses if press.visit != visit]

    def confirm_undo(self, press: Press, tally: DayTally, reason: str) -> None:
        self._tally = tally
        self.drop(press)
        self._visits = tuple(
            Visit(visit.id, visit.day, visit.time, visit.category, void_reason=reason)
            if visit.id == press.visit
            else visit
            for visit in self._visits
        )

    # --- what is shown -------------------------------------------------------------------------------------------

    def find_last(self, category: str | None = None) -> Press | None:
        """The newest press of this sitting that still counts, of one category or of all."""
        fitting = (press for press in reversed(self._presses) if category in (None, press.category))
        return next((press for press in fitting if not press.is_going), None)

    @property
    def pending(self) -> int:
        """Presses and undos that the store has not confirmed."""
        return sum(1 for press in self._presses if press.is_going or not press.is_written)

    @property
    def total(self) -> int:
        return self._tally.total + sum(press.effect for press in self._presses)

    def count(self, category: str) -> int:
        confirmed = dict(self._tally.by_category).get(category, 0)
        return confirmed + sum(press.effect for press in self._presses if press.category == category)

    @property
    def by_hour(self) -> tuple[int, ...]:
        hours = list(self._tally.by_hour)
        for press in self._presses:
            hours[press.moment.hour] += press.effect
        return tuple(hours)

    @property
    def unwritten(self) -> tuple[Press, ...]:
        """Newest first; those that are on their way and will stay."""
        return tuple(press for press in reversed(self._presses) if not press.is_written and not press.is_going)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Newest first, void ones too, without those that are being taken back."""
        going = {press.visit for press in self._presses if press.is_going and press.is_written}
        return tuple(visit for visit in self._visits if visit.id not in going)

    def owns(self, rows: tuple[str, ...]) -> bool:
        """Whether all of these visits are known here already."""
        known = {visit.id for visit in self._visits}
        return bool(rows) and all(row in known for row in rows)
