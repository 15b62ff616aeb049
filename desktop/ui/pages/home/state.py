"""What the first page shows, whole. Every number comes from the store; nothing is a target or a guess."""

from dataclasses import dataclass

from domain.person import Person

DAY, WEEK = "day", "week"


@dataclass(frozen=True)
class Kpi:
    """A number with a sentence about it. `trail` is the week behind it, or empty; `tone` colours the sentence."""

    key: str
    title: str
    icon: str
    category: int
    value: int
    detail: str
    tone: str = ""
    trail: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bars:
    """`marked` is the bar of now, or -1."""

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    marked: int


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the clerk. `jump` is resume, attestation or page; `target` its id or key."""

    jump: str
    target: str
    icon: str
    title: str
    detail: str
    chip: str
    tone: str


@dataclass(frozen=True)
class InterviewRow:
    """One of the latest interviews; `jump` as in `Waiting`."""

    jump: str
    target: str
    number: str
    person: str
    form: str
    when: str
    state: str
    tone: str


@dataclass(frozen=True)
class HomeState:
    """`found` is None when nothing is searched; `more_waiting` did not fit."""

    greeting: str
    place: str
    gregorian: str
    hijri: str
    day: str
    is_loaded: bool
    kpis: tuple[Kpi, ...]
    chart: str
    bars: Bars
    legend: tuple[tuple[str, int], ...]
    waiting: tuple[Waiting, ...]
    more_waiting: int
    latest: tuple[InterviewRow, ...]
    found: tuple[Person, ...] | None = None
    problem: str = ""
