"""What the first page shows, whole. Every number comes from the store; nothing is a target or a guess."""

from dataclasses import dataclass

from desktop.usecases.look_back import SexCount

DAY, WEEK = "day", "week"


@dataclass(frozen=True)
class Change:
    """How a number stands to what it is compared with: `icon` and words for the chip."""

    icon: str
    text: str
    tone: str


@dataclass(frozen=True)
class Kpi:
    """A number with a sentence about it. `trail` are the days behind it, or none, and `trail_title` says of what;
    `spoken` is the trail in words. `tone` colours the sentence."""

    key: str
    title: str
    icon: str
    category: int
    value: int
    detail: str
    tone: str = ""
    change: Change | None = None
    trail: tuple[int, ...] = ()
    trail_title: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Bars:
    """`marked` is the bar of now, or -1; `usual` what such a day brings there, or none."""

    labels: tuple[str, ...]
    counts: tuple[SexCount, ...]
    marked: int
    usual: tuple[int, ...] = ()


@dataclass(frozen=True)
class LegendItem:
    """`key` is men, women, unsaid or usual; `count` None where there is no number to say."""

    key: str
    title: str
    count: int | None


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the clerk. `jump` is resume, attestation, departure, person, request, begin or page;
    `target` its id or key."""

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
    """`steps` are what a new office does next, until it has done it; `more_waiting` did not fit. `is_quiet` when nobody
    was ever counted."""

    greeting: str
    place: str
    gregorian: str
    hijri: str
    day: str
    is_loaded: bool
    kpis: tuple[Kpi, ...]
    chart: str
    bars: Bars
    legend: tuple[LegendItem, ...]
    waiting: tuple[Waiting, ...]
    more_waiting: int
    steps: tuple[Waiting, ...]
    latest: tuple[InterviewRow, ...]
    is_quiet: bool = False
    problem: str = ""
