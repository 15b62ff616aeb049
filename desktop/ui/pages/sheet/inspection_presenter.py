"""A field survey, a checklist or a visit being written down: all its questions on one page. Knows no Qt.

What is typed is kept on this laptop after every answer, and goes when it is recorded or given up.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.actions import Actions
from desktop.ui.language import language, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview import reading
from desktop.ui.pages.interview.outline import questions_in
from desktop.ui.pages.interview.rows import Rows
from desktop.ui.pages.interview.state import Cell, Item
from desktop.ui.pages.interview.typed_text import Answer, TypedText, read_typed
from desktop.usecases.interview_views import Event
from domain.errors import Expected, RuleBroken

if TYPE_CHECKING:
    from desktop.usecases.fill_form import FilledForm
    from desktop.usecases.keep_inspection import Inspected

DRAFT = "survey.draft."


@dataclass(frozen=True)
class Section:
    ref: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class InspectionState:
    """`left` is how many answers are missing or wrong still, `focus` the question to go to."""

    sections: tuple[Section, ...]
    cells: dict[str, Cell]
    left: int
    problem: str = ""
    focus: str = ""
    is_busy: bool = False


class InspectionPresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        filled: "FilledForm",
        *,
        show: Callable[[InspectionState], None],
        recorded: Callable[["Inspected"], None],
    ) -> None:
        self.filled = filled
        self._actions, self._lane = actions, lane
        self._show, self._recorded = show, recorded
        self._session = filled.session
        self._typed, self._marks = TypedText(), reading.Marks()
        self._problem, self._is_busy = "", False
        if language() in filled.session.form.languages:
            self._session.set_language(language())
        self.rows = Rows(
            filled, changed=self._rows_changed, refused=self._refuse, shown=self._show_at, waits=_never_waits
        )

    def open(self) -> None:
        first = next((question.ref for page in self._session.pages() for question in questions_in(page.items)
                      if question.value is None and not question.readonly and question.type != "note"), "")  # fmt: skip
        self._paint(focus=first)

    def show(self) -> None:
        self._paint()

    def _paint(self, *, focus: str = "") -> None:
        pages = self._session.pages()
        found = reading.obstacles(self.filled, pages, self._typed, self._marks)
        cells: dict[str, Cell] = {}
        for page in pages:
            cells |= reading.cells(self.filled, page, self._typed, self._marks, found)
        sections = tuple(Section(page.ref, page.label, page.items) for page in pages)
        plain = {ref: replace(cell, may_note=False) for ref, cell in cells.items()}
        self._show(InspectionState(sections, plain, len(found), self._problem, focus, self._is_busy))

    # --- answering -----------------------------------------------------------------------------------------------

    def type_text(self, ref: str, text: str) -> None:
        self._marks.is_typing(ref)
        question = self._session.question(ref)
        try:
            self._session.answer(ref, read_typed(question, text))
        except RuleBroken as problem:
            self._session.answer(ref, None)
            self._typed.refuse(ref, text, problem)
        else:
            self._typed.keep(ref, text, self._session.question(ref).value)
        self._done()

    def choose(self, ref: str, value: Answer) -> None:
        self._marks.rest()
        try:
            self._session.answer(ref, value)
        except RuleBroken as problem:
            self._refuse(said_of(problem))
            return
        self._typed.forget(ref)
        self._done()

    def rest(self, ref: str) -> None:
        if self._marks.typing == ref:
            self._marks.rest()
            self._paint()

    def undo(self) -> None:
        if self._session.can_undo and not self._is_busy:
            for event in self._session.undo():
                self._typed.forget(event.ref)
            self._done()

    def _rows_changed(self, repeat: str, _: list[Event], __: str) -> None:
        self._typed.forget(repeat)
        self._done()

    def _show_at(self, ref: str) -> None:
        self._paint(focus=ref)

    def _refuse(self, sentence: str) -> None:
        self._problem = sentence
        self._paint()

    def _done(self) -> None:
        self._problem = ""
        self._keep(self._session.save())
        self._paint()

    def _keep(self, saved: str) -> None:
        key = f"{DRAFT}{self.filled.instrument.id}"
        self._lane.ask(partial(self._actions.save_setting, key, saved), failed=self._could_not, supersedes=key)

    # --- leaving -------------------------------------------------------------------------------------------------

    def give_up(self) -> None:
        """What was typed goes."""
        self._keep("")

    def record(self) -> None:
        """Or to the first thing that stands in its way."""
        if self._is_busy:
            return
        self._marks.rest()
        pages = self._session.pages()
        found = reading.obstacles(self.filled, pages, self._typed, self._marks)
        if found:
            self._marks.ask(item.ref for item in found)
            self._paint(focus=found[0].ref)
            return
        self._is_busy = True
        self._paint()
        self._lane.ask(
            partial(self._actions.record_inspection, self.filled), then=self._recorded, failed=self._could_not
        )

    def _could_not(self, problem: Expected) -> None:
        self._is_busy, self._problem = False, said_of(problem)
        self._paint(focus=problem.field or "")


def _never_waits(_: Callable[[], None]) -> bool:
    return False
