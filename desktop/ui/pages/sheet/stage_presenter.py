"""Sheets of satisfaction, a question at a time: answered by a visitor on the turned screen, or typed in from paper by
keyboard alone. Knows no Qt. Nothing of an unfinished sheet is kept anywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from desktop.ui.actions import Actions
from desktop.ui.language import language, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.interview.typed_text import Answer, read_typed, stored_text
from desktop.usecases.interview_views import Option, Question
from domain.errors import Expected, RuleBroken
from domain.sync.changes import Changes

if TYPE_CHECKING:
    from desktop.usecases.box_sheet import Boxed
    from desktop.usecases.fill_form import FilledForm

SCREEN, PAPER = "screen", "paper"
WELCOME, ASKING, THANKS = "welcome", "asking", "thanks"
ONE, SEVERAL = "select_one", "select_multiple"


@dataclass(frozen=True)
class StageState:
    """`phase` is welcome (a visitor reads what it is), asking or thanks. `text` is what stands in a field; `chosen`
    the values; `recorded` counts the sheets of this sitting, `waiting` those that lie in the box."""

    phase: Literal["welcome", "asking", "thanks"]
    welcome: str = ""
    question: Question | None = None
    options: tuple[Option, ...] = ()
    chosen: tuple[str, ...] = ()
    text: str = ""
    error: str = ""
    number: int = 0
    total: int = 0
    recorded: int = 0
    waiting: int = 0
    can_take_back: bool = False
    is_busy: bool = False
    languages: tuple[str, ...] = ()
    language: str = "ar"


class StagePresenter:
    def __init__(
        self,
        actions: Actions,
        lane: Asks,
        filled: "FilledForm",
        *,
        mode: str,
        show: Callable[[StageState], None],
        changed: Callable[[Changes], None],
    ) -> None:
        self._actions, self._lane = actions, lane
        self._show, self._changed = show, changed
        self.mode, self.filled = mode, filled
        self._own_language = language()
        self._recorded = self._waiting = self._place = 0
        self._last = ""
        self._error, self._typed = "", ""
        self._is_busy = self._is_no_answer = False
        self._phase: Literal["welcome", "asking", "thanks"] = "asking"
        self._begin(filled)

    @property
    def is_touched(self) -> bool:
        """Whether somebody has begun to answer."""
        return self._phase == ASKING and self.filled.session.can_undo

    # --- a sheet -------------------------------------------------------------------------------------------------

    def _begin(self, filled: "FilledForm") -> None:
        self.filled = filled
        self._place, self._error, self._typed = 0, "", ""
        self._is_busy = self._is_no_answer = False
        self._phase = "welcome" if self.mode == SCREEN and self._welcome() else "asking"
        spoken = self._own_language
        if spoken in filled.session.form.languages:
            filled.session.set_language(spoken)

    def reset(self) -> None:
        """A new sheet; nothing is left of the one before."""
        self._is_busy = True
        self._lane.ask(
            partial(self._actions.open_form, self.filled.instrument.id), then=self._begin_anew, failed=self._could_not
        )

    def _begin_anew(self, filled: "FilledForm") -> None:
        self._begin(filled)
        self.show()

    def _welcome(self) -> str:
        notes = (question.label for question in self.filled.session.visible() if question.type == "note")
        return next(notes, "")

    def start(self) -> None:
        self._phase = "asking"
        self.show()

    def set_language(self, code: str) -> None:
        """The visitor's, for this sheet."""
        self.filled.session.set_language(code)
        self.show()

    # --- what is asked -------------------------------------------------------------------------------------------

    def _questions(self) -> tuple[Question, ...]:
        shown = self.filled.session.visible()
        return tuple(question for question in shown if question.type != "note" and not question.readonly)

    @property
    def _question(self) -> Question | None:
        questions = self._questions()
        return questions[self._place] if self._place < len(questions) else None

    def show(self) -> None:
        questions, question = self._questions(), self._question
        session = self.filled.session
        self._show(
            StageState(
                self._phase,
                self._welcome(),
                question,
                session.options(question.ref) if question is not None and question.options else (),
                _chosen(question),
                self._typed or (stored_text(question) if question is not None else ""),
                self._error,
                self._place + 1,
                len(questions),
                self._recorded,
                self._waiting,
                bool(self._last),
                self._is_busy,
                session.form.languages,
                session.language,
            )
        )

    def choose(self, value: str) -> None:
        """Of one: taken, and on to the next question. Of several: put on or taken off."""
        question = self._question
        if question is None or self._is_busy:
            return
        if question.type == SEVERAL:
            before = _chosen(question)
            told: Answer = tuple(one for one in (*before, value) if not (one == value and value in before))
        else:
            told = value
        if self._answer(question, told) and question.type == ONE:
            self.go_on()
        else:
            self.show()

    def choose_number(self, number: int) -> None:
        """From 1, as the choices stand."""
        question = self._question
        options = self.filled.session.options(question.ref) if question is not None and question.options else ()
        if 0 < number <= len(options):
            self.choose(options[number - 1].value)

    def type_text(self, text: str) -> None:
        question = self._question
        if question is None or self._is_busy:
            return
        self._typed, self._error, self._is_no_answer = text, "", False
        try:
            self.filled.session.answer(question.ref, read_typed(question, text))
        except RuleBroken as problem:
            self.filled.session.answer(question.ref, None)
            self._error, self._is_no_answer = said_of(problem), True

    def _answer(self, question: Question, value: Answer) -> bool:
        self._error = ""
        try:
            self.filled.session.answer(question.ref, value)
        except RuleBroken as problem:
            self._error = said_of(problem)
        return not self._error

    # --- going ---------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next question; from the last one, the sheet is put into the box. Not past one that must be answered."""
        if self._is_busy:
            return
        question = self._question
        if self._phase != ASKING or question is None:
            return
        wrong = next((one for one in self.filled.session.problems() if one.ref == question.ref), None)
        if wrong is not None or self._is_no_answer:
            self._error = self._error or (wrong.message if wrong is not None else "")
            self.show()
            return
        self._typed, self._error = "", ""
        if self._place + 1 < len(self._questions()):
            self._place += 1
            self.show()
            return
        self._is_busy = True
        self.show()
        self._lane.ask(partial(self._actions.box_sheet, self.filled), then=self._was_boxed, failed=self._could_not)

    def go_back(self) -> None:
        if self._place and not self._is_busy:
            self._place, self._error, self._typed = self._place - 1, "", ""
            self._is_no_answer = False
            self.show()

    def take_back(self) -> None:
        """The sheet that was typed in last, while it lies in the box and nothing of the next was answered."""
        if self._last and not self._is_busy and self.mode == PAPER:
            self._is_busy = True
            self._lane.ask(
                partial(self._actions.take_back_sheet, self._last), then=self._was_taken_back, failed=self._could_not
            )

    def _was_taken_back(self, _: object) -> None:
        self._recorded, self._waiting, self._last = self._recorded - 1, self._waiting - 1, ""
        self._is_busy = False
        self.show()

    def _was_boxed(self, boxed: "Boxed") -> None:
        self._recorded, self._waiting = self._recorded + 1, boxed.waiting
        self._last = boxed.sheet if self.mode == PAPER else ""
        if boxed.changes:
            # Of a sheet in the box nobody is told: not even that something was written.
            self._changed(boxed.changes)
        if self.mode == PAPER:
            self.reset()
            return
        self._is_busy, self._phase = False, "thanks"
        self.show()

    def _could_not(self, problem: Expected) -> None:
        self._is_busy, self._error = False, said_of(problem)
        place = next((n for n, one in enumerate(self._questions()) if one.ref == problem.field), None)
        self._place = self._place if place is None else place
        self.show()


def _chosen(question: Question | None) -> tuple[str, ...]:
    if question is None or question.value is None:
        return ()
    return question.value if isinstance(question.value, tuple) else (str(question.value),)
