"""What the page of satisfaction and supervision shows, whole: the view only paints it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tool:
    """An instrument that can be begun. `filled_by` is visitor, staff or supervisor; `chip` with its tone, empty for
    none."""

    id: str
    title: str
    detail: str
    filled_by: str
    chip: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Bar:
    """A month: its value is None where nothing may be shown; then `above` says why. `spoken` is for who cannot see."""

    label: str
    value: float | None
    above: str
    spoken: str


@dataclass(frozen=True)
class Part:
    """How many chose it, in the order from best to worst; `shade` 0 is the best, 1 the worst."""

    label: str
    count: int
    shade: float


@dataclass(frozen=True)
class Mark:
    """A question with its average and how the answers fall."""

    label: str
    value: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Words:
    """What people wrote to a question of their own words."""

    question: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """Of the chosen instrument. `value` and `trend` are words, empty where nothing is shown."""

    value: str = ""
    detail: str = ""
    note: str = ""
    trend: str = ""
    trend_tone: str = ""
    trend_icon: str = ""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Followed:
    """A finding that waits for something. `wants_report`: the general manager was not told of it yet."""

    id: str
    title: str
    detail: str
    chip: str
    tone: str
    wants_report: bool


@dataclass(frozen=True)
class Made:
    """An inspection that was made."""

    id: str
    number: str
    title: str
    detail: str
    chip: str
    tone: str


@dataclass(frozen=True)
class QualityState:
    is_loaded: bool = False
    problem: str = ""
    tools: tuple[Tool, ...] = ()
    chosen: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    result: Result = field(default_factory=Result)
    followed: tuple[Followed, ...] = ()
    made: tuple[Made, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    """By field of what is being written: a finding's id, or what, action of an emergency."""
