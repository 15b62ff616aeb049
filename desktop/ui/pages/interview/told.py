"""Who hears of an interview in progress. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.ui.pages.interview.state import InterviewState
from desktop.usecases.hold_interview import Held
from domain.sync.changes import Changes


@dataclass(frozen=True)
class Told:
    """`shown` paints a state, `changed` hears of a confirmed write; `left` and `finished` say that the page is done
    with (`left` gets None when there was nothing to keep)."""

    shown: Callable[[InterviewState], None]
    changed: Callable[[Changes], None]
    left: Callable[[Held | None], None]
    finished: Callable[[Held], None]
