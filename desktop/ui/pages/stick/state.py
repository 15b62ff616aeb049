"""What the page of the USB stick shows, whole."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """How a transfer ended. `tone` is ok, info, warn or bad."""

    tone: str
    title: str
    lines: tuple[str, ...]
    may_take_anyway: bool = False  # the same bundle, whatever it voids


@dataclass(frozen=True)
class Carrying:
    """A transfer under way. `share` is in hundredths, None when it cannot be told."""

    stage: str
    share: int | None
    is_stopping: bool = False


@dataclass(frozen=True)
class StickState:
    is_loaded: bool = False
    is_enrolled: bool = True
    what_goes: str = ""
    on_its_way: str = ""
    carried: tuple[str, ...] = ()  # for others, a line for each who wrote
    carrying: Carrying | None = None
    outcome: Outcome | None = None
