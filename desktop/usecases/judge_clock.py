"""Whether this laptop's clock is wrong: against head office's, and against what was written here last.

A wrong clock loses nothing, for no clock decides an order (SYNC.md); but the day and hour of a visit come from it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from desktop.usecases.desk import Desk
from domain.sync.entries import CLOCK_UNITS_PER_MS

MOST_MS = 5 * 60 * 1000
CHECKED = "clock.checked"


@dataclass(frozen=True)
class ClockTrouble:
    """`kind` is ahead or behind (of head office), or back (behind what was written here last). Both times are ISO:
    `here` is this laptop's, `there` head office's, or of what was written last."""

    kind: str
    here: str
    there: str


@dataclass(frozen=True)
class _Checked:
    """The last answer of head office: its clock less this laptop's, this laptop's then, and the clock of the last
    entry written here by then."""

    ahead_ms: int
    here_ms: int
    written_ms: int


def note_hub_time(desk: Desk, *, hub_ms: int, here_ms: int) -> None:
    """After every round: a right clock ends the trouble."""
    checked = _Checked(hub_ms - here_ms, here_ms, _written_ms(desk))
    desk.store.settings.save(CHECKED, msgspec.json.encode(checked).decode())


def find_clock_trouble(desk: Desk) -> ClockTrouble | None:
    now_ms = int(desk.now().timestamp() * 1000)
    saved = desk.store.settings.find(CHECKED)
    checked = msgspec.json.decode(saved, type=_Checked) if saved else None
    if checked is not None and abs(checked.ahead_ms) > MOST_MS:
        kind = "behind" if checked.ahead_ms > 0 else "ahead"
        return ClockTrouble(kind, _iso(desk, now_ms), _iso(desk, now_ms + checked.ahead_ms))
    last_ms = _last_known_ms(desk, checked)
    if now_ms < last_ms - MOST_MS:
        return ClockTrouble("back", _iso(desk, now_ms), _iso(desk, last_ms))
    return None


def _last_known_ms(desk: Desk, checked: _Checked | None) -> int:
    """The latest moment that has surely been. Entries carry on from a clock that once ran ahead, so their times say
    something only while they are not ahead of a clock that head office found right."""
    written = _written_ms(desk)
    if checked is None:
        return written
    is_telling = checked.written_ms <= checked.here_ms + MOST_MS
    return max(checked.here_ms, written) if is_telling else checked.here_ms


def _written_ms(desk: Desk) -> int:
    return desk.store.deeds.last_clock() // CLOCK_UNITS_PER_MS


def _iso(desk: Desk, ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(desk.now().tzinfo).isoformat(timespec="minutes")
