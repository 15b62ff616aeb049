"""The register of complaints: what is due first. Knows no Qt."""

from collections.abc import Callable
from functools import partial

from desktop.ui.actions import Actions
from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.asking import BACKGROUND, Asks
from desktop.ui.pages.complaint.reading import age_text, progress_chip
from desktop.ui.pages.complaints.state import ALL, CLOSED, DUE, OPEN, ComplaintsState, Part, Row
from desktop.ui.shown import shown_day
from desktop.usecases.know_complaint import ComplaintLine, Register
from domain.arabic import isolate, search_key
from domain.complaint_rights import ONLY_SENT
from domain.errors import Expected
from domain.record_words import moment
from domain.sync.changes import Changes
from domain.text import Text

AT_ONCE = 30
SHOWN_HERE = frozenset(("complaints", "complaint_steps", "complaint_reviews", "persons", "users"))
TITLES = {
    DUE: Text("حان موعدها", "Due"),
    OPEN: Text("مفتوحة", "Open"),
    CLOSED: Text("مغلقة", "Closed"),
    ALL: Text("الكل", "All"),
}
PARTS = (OPEN, DUE, CLOSED, ALL)


class ComplaintsPresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        *,
        show: Callable[[ComplaintsState], None],
        tell: Callable[[Changes], None],
    ) -> None:
        self._actions, self._lane, self._show_state, self._tell = actions.complaints, lane, show, tell
        self._register: Register | None = None
        self._part, self._text, self._most, self._problem = OPEN, "", AT_ONCE, ""

    # --- asked ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._lane.ask(
            self._actions.list,
            then=self._read,
            failed=self._failed,
            priority=BACKGROUND,
            supersedes="complaints.list",
        )

    def apply_changes(self, changes: Changes) -> None:
        if changes.kinds & SHOWN_HERE:
            self.refresh()

    def search(self, text: str) -> None:
        """By number, name, subject, owner, in any spelling and any digits."""
        self._text, self._most = text, AT_ONCE
        self.show()

    def choose_part(self, part: str) -> None:
        self._part, self._most = part, AT_ONCE
        self.show()

    def show_everything(self) -> None:
        self._part, self._text, self._most = ALL, "", AT_ONCE
        self.show()

    def show_more(self) -> None:
        self._most += AT_ONCE
        self.show()

    def review(self, note: str) -> None:
        """Top management has looked at it."""
        self._lane.ask(partial(self._actions.review, note), then=self._reviewed, failed=self._failed)

    def _reviewed(self, done: tuple[Register, Changes]) -> None:
        register, changes = done
        self._read(register)
        self._tell(changes)

    def _read(self, register: Register) -> None:
        self._register, self._problem = register, ""
        self.show()

    def _failed(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self.show()

    # --- shown ---------------------------------------------------------------------------------------------------

    def show(self) -> None:
        register = self._register
        lines = register.lines if register is not None else ()
        found = [line for line in lines if self._is_searched(line)]
        is_only_sent = register is not None and register.is_only_sent
        part = ALL if is_only_sent else self._part
        shown = [line for line in found if _is_in(line, part)]
        self._show_state(
            ComplaintsState(
                is_loaded=register is not None,
                is_empty=register is not None and not lines,
                parts=tuple(Part(key, said_of(TITLES[key]), sum(_is_in(one, key) for one in found)) for key in PARTS),
                part=part,
                text=self._text,
                rows=tuple(_row(line, is_only_sent=is_only_sent) for line in shown[: self._most]),
                more=max(0, len(shown) - self._most),
                problem=self._problem,
                note=_who_sees(register),
                review=_review(register),
                may_review=register is not None and register.may_review,
                is_only_sent=is_only_sent,
            )
        )

    def _is_searched(self, line: ComplaintLine) -> bool:
        one = line.complaint
        words = search_key(
            f"{one.number} {one.subject} {said_of(line.complainant)} {said_of(line.owner_name)} {said_of(line.channel)}"
        )
        return all(word in words for word in search_key(self._text).split())


def _is_in(line: ComplaintLine, part: str) -> bool:
    match part:
        case "due":
            return line.is_due
        case "open":
            return not line.complaint.is_closed
        case "closed":
            return line.complaint.is_closed
    return True


def _row(line: ComplaintLine, *, is_only_sent: bool) -> Row:
    one = line.complaint
    number = said(f"رقم {isolate(one.number)}", f"No. {isolate(one.number)}")
    owner = "" if is_only_sent else said_of(line.owner_name) or said("لا أحد يتابعها", "nobody follows it up")
    chips = [progress_chip(one.progress, is_only_sent=is_only_sent)]
    if one.is_emergency and not one.is_closed:
        chips.insert(0, (said("عاجلة", "Urgent"), "bad"))
    return Row(
        one.id,
        one.subject,
        " · ".join(filter(None, (said_of(line.complainant), number, owner, age_text(line.age)))),
        "" if one.is_closed or is_only_sent else _next(line),
        line.is_due,
        tuple(chips),
    )


def _next(line: ComplaintLine) -> str:
    one = line.complaint
    if not one.next_step:
        return said("لم تُحدَّد خطوة تالية", "No next step is set")
    return listed((one.next_step, shown_day(one.next_day)))


def _who_sees(register: Register | None) -> str:
    if register is not None and register.is_only_sent:
        return said_of(ONLY_SENT)
    if register is None or register.oversees:
        return ""
    return said("ترى هنا ما سجّلته وما عُيّنت لمتابعته", "You see here what you took down and what you are to follow up")


def _review(register: Register | None) -> str:
    if register is None or register.review is None:
        return said("لم تُختم مراجعة السجل بعد", "The register was not reviewed yet")
    review = register.review
    when = said_of(moment(review.reviewed_at))
    return listed((said(f"راجعه {register.reviewer}", f"Reviewed by {register.reviewer}"), when, review.note))
