"""What stands in the way of the end, and how much of it is told now. Knows no Qt."""

from typing import TYPE_CHECKING

from desktop.ui.pages.interview import reading
from desktop.ui.pages.interview.reading import Marks, Obstacle
from desktop.ui.pages.interview.state import Missing, Stop
from desktop.ui.pages.interview.typed_text import TypedText
from desktop.usecases.interview_views import Page

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview


class WayToTheEnd:
    """Before the last section only what was passed is told; once the end was asked for, everything."""

    def __init__(self, opened: "OpenInterview", typed: TypedText, marks: Marks) -> None:
        self._opened, self._typed, self._marks = opened, typed, marks
        self._is_end_asked = False

    def obstacles(self, pages: tuple[Page, ...]) -> tuple[Obstacle, ...]:
        return reading.obstacles(self._opened, pages, self._typed, self._marks)

    def told(self, found: tuple[Obstacle, ...], *, is_last: bool) -> list[Obstacle]:
        return [item for item in found if is_last or self._is_end_asked or item.is_shown]

    def stop(self, found: tuple[Obstacle, ...], *, is_last: bool) -> Stop | None:
        told = self.told(found, is_last=is_last)
        return reading.stop(told) if told else None

    def missing(self, found: tuple[Obstacle, ...], pages: tuple[Page, ...]) -> tuple[Missing, ...]:
        """The whole list, from when the end was asked for until nothing is left."""
        self._is_end_asked = self._is_end_asked and bool(found)
        return reading.missing(found, pages) if self._is_end_asked else ()

    def ask_end(self, found: tuple[Obstacle, ...]) -> None:
        self._marks.ask(item.ref for item in found)
        self._is_end_asked = True
