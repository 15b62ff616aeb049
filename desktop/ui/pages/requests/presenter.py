"""The requests of the office, what is due first. Knows no Qt."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from desktop.ui.language import said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.requests.reading import due_chip, line_detail, stage_chip
from desktop.ui.pages.requests.state import COMMITTEE, ENDED, OPEN, REPLY, SERVICE, Part, RequestsState, Row
from desktop.ui.request_actions import RequestActions
from desktop.usecases.list_requests import RequestLine
from domain.arabic import search_key
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.request import FILTERS
from domain.sync.changes import Changes
from domain.text import Text

AT_ONCE = 30
SHOWN_HERE = frozenset(
    ("interviews", "request_steps", "case_steps", "persons", "sessions", "session_items", "holidays")
)
TITLES: Mapping[str, Text] = MappingProxyType(
    {
        OPEN: Text("كل المفتوح", "Open"),
        COMMITTEE: Text("بانتظار اللجنة", "Committee"),
        REPLY: Text("بانتظار الإبلاغ", "To answer"),
        SERVICE: Text("بانتظار الخدمة", "To serve"),
        ENDED: Text("انتهت", "Ended"),
    }
)


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


class RequestsPresenter:
    def __init__(
        self,
        actions: RequestActions,
        lane: Asks,
        *,
        show: Callable[[RequestsState], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lane, self._tell, self._now = actions, lane, show, now
        self._open: tuple[RequestLine, ...] | None = None
        self._ended: tuple[RequestLine, ...] | None = None
        self._part, self._text, self._most, self._problem = OPEN, "", AT_ONCE, ""

    # --- asked ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._read_part(OPEN)
        if self._part == ENDED:
            self._read_part(ENDED)

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def search(self, text: str) -> None:
        """By name, number or kind, in any spelling and any digits."""
        self._text, self._most = text, AT_ONCE
        self.show()

    def choose_part(self, part: str) -> None:
        self._part, self._most = part, AT_ONCE
        if part == ENDED:
            self._read_part(ENDED)
        self.show()

    def show_everything(self) -> None:
        self._part, self._text, self._most = OPEN, "", AT_ONCE
        self.show()

    def show_more(self) -> None:
        self._most += AT_ONCE
        self.show()

    def _read_part(self, part: str) -> None:
        self._lane.ask(
            partial(self._actions.list_requests, part),
            then=partial(self._read, part),
            failed=self._failed,
            priority=BACKGROUND,
            supersedes=f"requests.{part}",
        )

    def _read(self, part: str, lines: tuple[RequestLine, ...]) -> None:
        self._problem = ""
        if part == ENDED:
            self._ended = lines
        else:
            self._open = lines
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- shown ---------------------------------------------------------------------------------------------------

    def show(self) -> None:
        opened = [line for line in self._open or () if self._is_searched(line)]
        ended = [line for line in self._ended or () if self._is_searched(line)]
        shown = ended if self._part == ENDED else [line for line in opened if line.stage in FILTERS[self._part]]
        today = self._now().date()
        is_loaded = self._open is not None and (self._part != ENDED or self._ended is not None)
        self._tell(
            RequestsState(
                is_loaded=is_loaded,
                is_empty=self._open == () and not self._text and self._part == OPEN and not self._ended,
                parts=self._parts(opened, ended),
                part=self._part,
                text=self._text,
                rows=tuple(_row(line, today) for line in shown[: self._most]),
                more=max(0, len(shown) - self._most),
                late=sum(line.due.standing == "late" for line in self._open or ()),
                problem=self._problem,
            )
        )

    def _parts(self, opened: list[RequestLine], ended: list[RequestLine]) -> tuple[Part, ...]:
        def count(part: str) -> int | None:
            if part == ENDED:
                return len(ended) if self._ended is not None else None
            return sum(line.stage in FILTERS[part] for line in opened)

        return tuple(Part(key, said_of(title), count(key)) for key, title in TITLES.items())

    def _is_searched(self, line: RequestLine) -> bool:
        wanted = search_key(self._text).split()
        words = search_key(f"{line.person_name} {line.number} {line.kind.ar} {line.kind.en}")
        return all(word in words for word in wanted)


def _row(line: RequestLine, today: date) -> Row:
    due = due_chip(line.due)
    chips = (stage_chip(line.stage), *((due,) if due is not None else ()))
    return Row(line.interview, line.person_name, line_detail(line, today), chips)
