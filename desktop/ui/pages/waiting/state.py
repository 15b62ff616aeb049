"""What the page of what waits shows."""

from dataclasses import dataclass

from desktop.ui.status_lines import SyncLine, TransferLine


@dataclass(frozen=True)
class Line:
    """One deed, or several visits counted by one clerk as `count`."""

    title: str
    about: str
    detail: str
    count: int


@dataclass(frozen=True)
class Day:
    title: str
    detail: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """What sync did by itself, and when."""

    text: str
    moment: str


@dataclass(frozen=True)
class WaitingState:
    """`problem` is what keeps it from head office. `offers_voids` when only a person can say that head office may void
    so much. `rest` is how many older ones are not listed."""

    is_loaded: bool
    status: SyncLine
    transfer: TransferLine | None
    is_enrolled: bool
    problem: str
    offers_voids: bool
    parked: str
    told: tuple[Told, ...]
    days: tuple[Day, ...]
    rest: str
    failure: str
