"""The interviews of the office: what waits to be finished first, then what waits for a signature. Knows no Qt."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from desktop.ui.actions import Actions
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.interviews.state import ALL, DONE, UNSIGNED, WAITING, Chip, InterviewsState, Part, Row
from desktop.ui.pages.wording import attestation_state, clock, interview_state, what_is_missing
from desktop.ui.shown import day_and_month
from desktop.usecases.hold_interview import InterviewLine
from domain.arabic import isolate, search_key
from domain.calendar import SAUDI_TIME
from domain.errors import Expected
from domain.sync.changes import Changes
from domain.text import Text

AT_ONCE = 30
SHOWN_HERE = frozenset(
    (
        "interviews",
        "attestations",
        "signatures",
        "signature_proofs",
        "persons",
        "document_checks",
        "case_steps",
        "referrals",
    )
)
TITLES = {
    WAITING: Text("بانتظار الإكمال", "To be completed"),
    UNSIGNED: Text("بانتظار التوقيع", "To be signed"),
    DONE: Text("مكتملة وموقّعة", "Complete and signed"),
    ALL: Text("الكل", "All"),
}
GROUPS = (WAITING, UNSIGNED, DONE)


def saudi_now() -> datetime:
    return datetime.now(SAUDI_TIME)


class InterviewsPresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[InterviewsState], None],
        now: Callable[[], datetime] = saudi_now,
    ) -> None:
        self._actions, self._lane, self._tell, self._now = actions, lane, show, now
        self._lines: tuple[InterviewLine, ...] | None = None
        self._part = ALL
        self._text = ""
        self._most = AT_ONCE
        self._problem = ""

    # --- asked ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(
            self._actions.list_interviews,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="interviews.list",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def search(self, text: str) -> None:
        """By name, number or form, in any spelling and any digits."""
        self._text, self._most = text, AT_ONCE
        self.show()

    def choose_part(self, part: str) -> None:
        self._part, self._most = part, AT_ONCE
        self.show()

    def show_everything(self) -> None:
        """Neither narrowed to a part nor searched."""
        self._part, self._text, self._most = ALL, "", AT_ONCE
        self.show()

    def show_more(self) -> None:
        self._most += AT_ONCE
        self.show()

    def _read(self, lines: tuple[InterviewLine, ...]) -> None:
        self._lines, self._problem = lines, ""
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- shown ---------------------------------------------------------------------------------------------------

    def show(self) -> None:
        lines = self._lines or ()
        found = [line for line in lines if self._is_searched(line)]
        shown = [line for part in GROUPS for line in found if part_of(line) == part and self._part in (ALL, part)]
        today = self._now().date()
        self._tell(
            InterviewsState(
                is_loaded=self._lines is not None,
                is_empty=self._lines == (),
                parts=_parts(found),
                part=self._part,
                text=self._text,
                rows=tuple(_row(line, today) for line in shown[: self._most]),
                more=max(0, len(shown) - self._most),
                problem=self._problem,
            )
        )

    def _is_searched(self, line: InterviewLine) -> bool:
        wanted = search_key(self._text).split()
        words = search_key(f"{line.person_name} {line.number} {line.form_title.ar} {line.form_title.en}")
        return all(word in words for word in wanted)


def part_of(line: InterviewLine) -> str:
    if line.state != "finished":
        return WAITING
    return DONE if line.attestation == "signed" else UNSIGNED


def _parts(lines: list[InterviewLine]) -> tuple[Part, ...]:
    counts = {part: sum(part_of(line) == part for line in lines) for part in GROUPS}
    return tuple(Part(key, said_of(TITLES[key]), counts.get(key, len(lines))) for key in (ALL, *GROUPS))


def _row(line: InterviewLine, today: date) -> Row:
    is_finished = line.state == "finished"
    number = said(f"رقم {isolate(line.number)}", f"No. {isolate(line.number)}") if line.number else ""
    lacks = what_is_missing(line.missing, line.kept)
    chips = [Chip(*interview_state(line.state))]
    if line.attestation:
        text, tone = attestation_state(line.attestation)
        chips.append(Chip(said(f"الإقرار {text}", f"Attestation {text}"), tone))
    return Row(
        line.id,
        line.person_name or said("بلا اسم", "No name"),
        " · ".join(filter(None, (said_of(line.form_title), number, when(line.started_at, today), lacks))),
        said_of(TITLES[part_of(line)]),
        tuple(chips),
        said("تعديل", "Change") if is_finished else said("إكمال", "Complete"),
        is_finished,
        line.state != "draft",
    )


def when(started_at: str, today: date) -> str:
    """«اليوم 9:05 ص»، «أمس 9:05 ص»، «3 نوفمبر 2026، 9:05 ص»."""
    day, time = date.fromisoformat(started_at[:10]), clock(started_at[11:16])
    if day == today:
        return said(f"اليوم {time}", f"today {time}")
    if day == today - timedelta(days=1):
        return said(f"أمس {time}", f"yesterday {time}")
    return listed((f"{day_and_month(day)} {day.year}", time))
