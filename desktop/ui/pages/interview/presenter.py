"""An interview in progress: where the clerk is, what stands in the way, what is saved. Knows no Qt.

The session lives on the window's thread; after every answer its draft is taken here and written by the store's lane.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import language, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview import reading
from desktop.ui.pages.interview.attaching import Attaching
from desktop.ui.pages.interview.deeds import Deeds
from desktop.ui.pages.interview.departure import Departure
from desktop.ui.pages.interview.draft import DraftKeeper, saudi_now
from desktop.ui.pages.interview.outline import (
    first_asked,
    section_of,
    section_to_open,
)
from desktop.ui.pages.interview.remarks import Remarks
from desktop.ui.pages.interview.rows import Rows
from desktop.ui.pages.interview.state import InterviewState
from desktop.ui.pages.interview.told import Told
from desktop.ui.pages.interview.typed_text import Answer, TypedText, read_typed
from desktop.ui.pages.interview.way import WayToTheEnd
from desktop.usecases.interview_views import Event, Page
from domain.errors import Expected, RuleBroken
from domain.text import Text

if TYPE_CHECKING:
    from desktop.usecases.hold_interview import OpenInterview


IN_THE_FILE = Text("ما يُكتب في الملف مع الإنهاء", "What is written into the file with the end")


class InterviewPresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        opened: "OpenInterview",
        told: Told,
        *,
        now: Callable[[], datetime] = saudi_now,
        unprinted: Callable[[str], tuple[str, ...]] = reading.none_of,
        paper: Asks | None = None,
    ) -> None:
        self.opened = opened
        self._told = told
        self._departure = Departure(actions, lane, opened, told, refused=self._refused, reviewed=self.show)
        self._draft = DraftKeeper(actions, lane, opened, now=now, told=self.show)
        self._session = opened.session
        self._typed = TypedText()
        self._deeds = Deeds()
        self._marks = reading.Marks(unprinted)
        self._section = 0
        self._way = WayToTheEnd(opened, self._typed, self._marks)
        self._problem = ""
        self.remarks = Remarks(opened, self._marks, self._remarked, self._refuse)
        self.files = Attaching(actions, lane, paper or lane, opened, answer=self.choose, told=self.show)
        self.rows = Rows(
            opened, changed=self._rows_changed, refused=self._refuse, shown=self._show_at, waits=self.files.afterwards
        )

    # --- what is shown -------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows the section to go on with; a new interview is asked in the window's language where the form has it."""
        if self.opened.is_untouched and language() in self._session.form.languages:
            self._session.set_language(language())
        pages = self._session.pages()
        self._section = section_to_open(pages)
        self._show(focus=self._first_of(pages))

    def show(self) -> None:
        self._show()

    def _show(self, *, focus: str = "") -> None:
        pages = self._session.pages()
        self._section = max(0, min(self._section, len(pages) - 1))
        page = pages[self._section]
        is_last = self._section == len(pages) - 1
        obstacles = self._way.obstacles(pages)
        self._told.shown(
            InterviewState(
                steps=reading.steps(pages, self._section, obstacles),
                section=self._section,
                title=said_of(IN_THE_FILE) if self._departure.record else page.label,
                items=page.items,
                cells=reading.cells(self.opened, page, self._typed, self._marks, obstacles, self.files.shown),
                percent=self._session.progress.percent,
                stop=self._way.stop(obstacles, is_last=is_last),
                next_title="" if is_last else pages[self._section + 1].label,
                can_undo=self._session.can_undo,
                saved=self._draft.saved,
                is_busy=self._departure.is_busy,
                focus=focus,
                problem=self._problem,
                missing=self._way.missing(obstacles, pages),
                removed=self._deeds.last_removal if self._session.can_undo else "",
                record=self._departure.record,
                language=self._session.language,
            )
        )

    def _first_of(self, pages: tuple[Page, ...]) -> str:
        return first_asked(pages[self._section]) if pages else ""

    # --- answering -----------------------------------------------------------------------------------------------

    def type_text(self, ref: str, text: str) -> None:
        """Every key in a field. A sentence about what is typed waits until the clerk rests or leaves the field."""
        self._marks.is_typing(ref)
        question = self._session.question(ref)
        try:
            events = self._session.answer(ref, read_typed(question, text))
        except RuleBroken as problem:
            # What stands in the field is no answer: the one before it must not stand in its place.
            events = self._session.answer(ref, None)
            self._typed.refuse(ref, text, problem)
        else:
            self._typed.keep(ref, text, self._session.question(ref).value)
        if events:
            self._deeds.typed(ref)
        self._done(events)

    def choose(self, ref: str, value: Answer) -> None:
        """A choice, a tick, a step of a number, a day of the calendar: whole at once."""
        self._marks.rest()
        try:
            events = self._session.answer(ref, value)
        except RuleBroken as problem:
            self._refuse(said_of(problem))
            return
        self._typed.forget(ref)
        if events:
            self._deeds.did(ref)
        self._done(events)

    def rest(self, ref: str) -> None:
        """The clerk paused in a field or left it: now what is wrong with it may be said."""
        if self._marks.typing == ref:
            self._marks.rest()
            self._show()

    def _rows_changed(self, repeat: str, events: list[Event], removed: str) -> None:
        self._typed.forget(repeat)
        self.files.forget_rows(repeat)
        if events:
            self._deeds.did("", removed=removed)
        self._done(events)

    def _show_at(self, ref: str) -> None:
        self._show(focus=ref)

    def undo(self) -> None:
        """Takes back the last answer, wherever it was, and goes there."""
        if not self._session.can_undo or self._departure.is_busy or self.files.afterwards(self.undo):
            return
        deed = self._deeds.take_last()
        events = [event for _ in range(deed.steps) for event in self._session.undo()]
        for event in events:
            if event.kind in ("value", "rows"):
                self._typed.forget(event.ref)
                self.files.forget_problem(event.ref)
        self._marks.rest()
        ref = deed.ref or next((event.ref for event in reversed(events) if event.kind == "value"), "")
        self._problem = ""
        self._draft.keep()
        self._go_to(ref)

    def _remarked(self, is_new: bool) -> None:
        if is_new:
            self._deeds.did("")
            self._draft.keep()
        self._show()

    def _refuse(self, sentence: str) -> None:
        self._problem = sentence
        self._show()

    def _done(self, events: list[Event]) -> None:
        self._problem = ""
        if events:
            self._draft.keep()
        self._show()

    # --- going ---------------------------------------------------------------------------------------------------

    def go_to_section(self, index: int) -> None:
        """A section that is not there is nothing."""
        pages = self._session.pages()
        if 0 <= index < len(pages) and not self._departure.is_busy:
            self._departure.go_back()
            self._leave_section(pages)
            self.files.forget_absent()
            self._section = index
            self._show(focus=self._first_of(pages))

    def go_back(self) -> None:
        """The section before; from what is put into the file, its questions."""
        if self._departure.record and not self._departure.is_busy:
            self.go_to_section(self._section)
        else:
            self.go_to_section(self._section - 1)

    def go_on(self) -> None:
        """The next section; from the last one, the end."""
        if self._section < len(self._session.pages()) - 1:
            self.go_to_section(self._section + 1)
        else:
            self.finish()

    def go_to_stop(self) -> None:
        """To the first thing that stands in the way."""
        self._marks.rest()
        pages = self._session.pages()
        found = self._way.obstacles(pages)
        told = self._way.told(found, is_last=self._section == len(pages) - 1)
        if told:
            self._marks.ask(item.ref for item in found if item.page == told[0].page)
            self._go_to(told[0].ref)

    def go_to(self, ref: str) -> None:
        """To a question or a repeat, wherever it stands."""
        if not self._departure.is_busy:
            self._leave_section(self._session.pages())
            self._go_to(ref)

    def _go_to(self, ref: str) -> None:
        self._departure.go_back()
        section = section_of(self._session.pages(), ref)
        if section is not None:
            self._section = section
        self._show(focus=ref)

    def _leave_section(self, pages: tuple[Page, ...]) -> None:
        self._marks.rest()
        if self._section < len(pages):
            here = pages[self._section].ref
            self._marks.ask(problem.ref for problem in self._session.problems() if problem.page == here)

    # --- leaving -------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """What was answered so far becomes one entry that another clerk or laptop can go on with. Text that is no
        answer would be lost: it is mended or cleared first."""
        if self._departure.is_busy or self.files.afterwards(self.leave):
            return
        unkept = reading.find_unkept(self._session.pages(), self._typed)
        if unkept is not None:
            self._marks.rest()
            self._problem = reading.cannot_keep(unkept)
            self._go_to(unkept.ref)
            return
        self._depart(self._departure.leave)

    def finish(self) -> None:
        """The end, or the first thing that stands in its way."""
        if self._departure.is_busy or self.files.afterwards(self.finish):
            return
        self._marks.rest()
        found = self._way.obstacles(self._session.pages())
        if found:
            self._way.ask_end(found)
            self._go_to(found[0].ref)
            return
        self._depart(self._departure.finish)

    def leave_record(self) -> None:
        """From what is put into the file back to the questions; elsewhere nothing."""
        if self._departure.record:
            self.go_back()

    def put_in_record(self, field: str, is_put: bool) -> None:
        """Whether an answer goes into the person's file with the end."""
        self._departure.put(field, is_put)
        self._show()

    def _depart(self, ask: Callable[[], None]) -> None:
        self._problem = ""
        ask()
        self._show()

    def _refused(self, problem: Expected) -> None:
        self._problem = said_of(problem)
        self._go_to(problem.field or "")
