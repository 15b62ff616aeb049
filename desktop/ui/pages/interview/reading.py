"""From the session's frozen views to what the page shows: cells, steps, and what stands in the way. Knows no Qt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from desktop.ui.language import listed, said, said_of
from desktop.ui.pages.interview.file_wishes import FileShown
from desktop.ui.pages.interview.outline import is_asked, places_in, questions_in
from desktop.ui.pages.interview.state import Cell, Missing, Step, Stop
from desktop.ui.pages.interview.typed_text import TypedText, other_calendar_of
from desktop.ui.pages.wording import Counted
from desktop.usecases.interview_views import Page, Question

if TYPE_CHECKING:
    from desktop.usecases.fill_form import FilledForm
    from desktop.usecases.hold_interview import OpenInterview

QUESTIONS = Counted(
    "لا أسئلة", "سؤال واحد", "سؤالان", "أسئلة", "سؤالًا", "سؤال", "no questions", "1 question", "questions"
)
# After «من»: «١ من سؤالين».
QUESTIONS_OF = Counted(
    "لا أسئلة", "سؤال واحد", "سؤالين", "أسئلة", "سؤالًا", "سؤال", "no questions", "1 question", "questions"
)
MEDIA = ("audio", "video")
TYPED = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "barcode",
    "geopoint",
    "geotrace",
    "geoshape",
    *MEDIA,
)
DATES = ("date", "dateTime")
REQUIRED = "required"
WRITTEN = ("text", "barcode")
# The clerk's notes are on no paper.
OFFICE_ONLY = "clerk-note"


Opened: TypeAlias = "OpenInterview | FilledForm"
"""A form that lies open: an interview under way, or one about nobody."""


def none_of(_: str) -> tuple[str, ...]:
    return ()


def no_file(_: Question) -> FileShown | None:
    return None


class Marks:
    """What the clerk has been told: nothing is red before it was his turn. `unprinted` knows the letters of a text that
    the paper cannot show."""

    def __init__(self, unprinted: Callable[[str], tuple[str, ...]] = none_of) -> None:
        self.unprinted = unprinted
        self.typing = ""
        self._asked: set[str] = set()
        self._told: set[str] = set()
        self._explained: set[str] = set()
        self._noting: set[str] = set()

    def is_typing(self, ref: str) -> None:
        """In this field now: a sentence that is not there yet waits."""
        self.typing = ref

    def rest(self) -> None:
        self.typing = ""

    def ask(self, refs: Iterable[str]) -> None:
        """These were passed without an answer: that may be said. What appears later waits for its own turn."""
        self._asked.update(refs)

    def was_asked(self, ref: str) -> bool:
        return ref in self._asked

    def may_tell(self, ref: str) -> bool:
        """Not of the field that is being typed in, unless it is told already: then it is kept true with every key."""
        return ref != self.typing or ref in self._told

    def tell(self, refs: Iterable[str]) -> None:
        self._told = set(refs)

    def toggle_why(self, ref: str) -> None:
        self._explained ^= {ref}

    def toggle_note(self, ref: str) -> None:
        self._noting ^= {ref}

    def takes_note(self, ref: str) -> bool:
        return ref in self._noting

    def tells_why(self, ref: str) -> bool:
        return ref in self._explained


@dataclass(frozen=True)
class Obstacle:
    """One thing to do before the end. `is_shown` says whether it is already told beside its field."""

    ref: str
    page: str
    label: str
    sentence: str
    is_shown: bool


def obstacles(opened: Opened, pages: tuple[Page, ...], typed: TypedText, marks: Marks) -> tuple[Obstacle, ...]:
    """In the order of the form. Text that was refused counts: it is in no draft until it is right."""
    found: dict[str, Obstacle] = {}
    for problem in opened.session.problems():
        is_told = problem.kind != REQUIRED or marks.was_asked(problem.ref)
        is_shown = is_told and marks.may_tell(problem.ref)
        found[problem.ref] = Obstacle(problem.ref, problem.page, problem.label, problem.message, is_shown)
    order: list[str] = []
    for page in pages:
        for question in questions_in(page.items):
            order.append(question.ref)
            refusal = typed.find_refusal(question.ref)
            if refusal is not None and refusal.text.strip():
                sentence = said_of(refusal.problem)
                shown = marks.may_tell(question.ref)
                found[question.ref] = Obstacle(question.ref, page.ref, question.label, sentence, shown)
    place = {ref: index for index, ref in enumerate(order)}
    ordered = tuple(sorted(found.values(), key=lambda item: place.get(item.ref, len(order))))
    marks.tell(item.ref for item in ordered if item.is_shown)
    return ordered


def find_unkept(pages: tuple[Page, ...], typed: TypedText) -> Question | None:
    """The first question with a text that no draft can hold."""
    for page in pages:
        for question in questions_in(page.items):
            refusal = typed.find_refusal(question.ref)
            if refusal is not None and refusal.text.strip():
                return question
    return None


def cannot_keep(question: Question) -> str:
    return said(
        f"المكتوب في «{question.label}» لا يُحفظ كما هو. صحّحه أو امسحه ثم احفظ.",
        f"What is written in “{question.label}” cannot be saved as it is. Mend or clear it, then save.",
    )


def stop(told: list[Obstacle]) -> Stop:
    """«بقي قبل الإنهاء 3 أسئلة، أولها: رقم الجوال»."""
    count = QUESTIONS.of(len(told))
    first, short = told[0], said(f"بقي {count}", f"Left: {count}")
    if len(told) == 1:
        return Stop(1, said(f"بقي قبل الإنهاء: {first.label}", f"Left before the end: {first.label}"), first.ref, short)
    sentence = said(f"بقي قبل الإنهاء {count}، أولها: {first.label}", f"{count} before the end, first: {first.label}")
    return Stop(len(told), sentence, first.ref, short)


def missing(found: tuple[Obstacle, ...], pages: tuple[Page, ...]) -> tuple[Missing, ...]:
    places = dict(places_in(pages))
    return tuple(Missing(item.ref, item.label, places.get(item.ref, "")) for item in found)


def steps(pages: tuple[Page, ...], current: int, found: tuple[Obstacle, ...]) -> tuple[Step, ...]:
    wrong = {item.page for item in found if item.is_shown}
    return tuple(
        Step(index + 1, page.label, _detail(page), _state(page, is_wrong=page.ref in wrong), index == current)
        for index, page in enumerate(pages)
    )


def _state(page: Page, *, is_wrong: bool) -> str:
    if is_wrong:
        return "problem"
    is_done = page.total and page.answered == page.total and not page.problems
    return "done" if is_done else "open"


def _detail(page: Page) -> str:
    if not page.total:
        return said("للاطلاع", "To read")
    if page.answered == page.total:
        return said("مكتمل", "Complete")
    if not page.answered:
        return QUESTIONS.of(page.total)
    every = QUESTIONS_OF.of(page.total)
    return said(f"{page.answered} من {every}", f"{page.answered} of {every}")


def cells(
    opened: Opened,
    page: Page,
    typed: TypedText,
    marks: Marks,
    found: tuple[Obstacle, ...],
    files: Callable[[Question], FileShown | None] = no_file,
) -> dict[str, Cell]:
    sentences = {item.ref: item.sentence for item in found if item.is_shown}
    made: dict[str, Cell] = {}
    number = 0
    for question in questions_in(page.items):
        number += is_asked(question)
        error = sentences.get(question.ref, "")
        cell = _cell(opened, question, typed, marks, error, number if is_asked(question) else 0)
        file = files(question)
        made[question.ref] = cell if file is None else replace(cell, file=file, error=file.problem or cell.error)
    return made


def _warning(question: Question, lacking: tuple[str, ...]) -> str:
    """The paper refuses these when it is made: said while they can still be written otherwise."""
    if question.type not in WRITTEN or OFFICE_ONLY in question.appearance:
        return ""
    named = listed(f"«{letter}»" for letter in lacking)
    return (
        said(f"لا يظهر على الورقة: {named}. اكتبه بكلمات.", f"The paper cannot show {named}. Write it in words.")
        if lacking
        else ""
    )


def _cell(opened: Opened, question: Question, typed: TypedText, marks: Marks, error: str, number: int) -> Cell:
    text, is_typed = typed.text_of(question) if question.type in TYPED else (question.text, False)
    why = opened.session.why(question.ref)
    return Cell(
        question,
        opened.session.options(question.ref) if question.options else (),
        text,
        is_typed,
        other_calendar_of(question, text) if question.type in DATES else "",
        error,
        why.sentence if why.because else "",
        why.because == question.ref,
        marks.tells_why(question.ref),
        number,
        takes_note=marks.takes_note(question.ref),
        warning=_warning(question, marks.unprinted(text)),
    )
