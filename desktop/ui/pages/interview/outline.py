"""Walking through the sections of an interview: which questions there are, in which order, and where one stands."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.ui.language import listed
from desktop.ui.pages.interview.state import Item
from desktop.usecases.interview_views import Page, Question, Repeat, Row

UNASKED = ("note",)


def questions_in(items: Iterable[Item]) -> Iterator[Question]:
    """Every question, in the order it is read."""
    for item in items:
        if isinstance(item, Question):
            yield item
        elif isinstance(item, Repeat):
            for row in item.rows:
                yield from questions_in(row.items)
        else:
            yield from questions_in(item.items)


def repeats_in(items: Iterable[Item]) -> Iterator[Repeat]:
    for item in items:
        if isinstance(item, Repeat):
            yield item
            for row in item.rows:
                yield from repeats_in(row.items)
        elif not isinstance(item, Question):
            yield from repeats_in(item.items)


def is_asked(question: Question) -> bool:
    """Whether an answer may be given here."""
    is_head = question.options > 0 and "label" in question.appearance  # of a table: its rows are asked
    return not question.readonly and question.type not in UNASKED and not is_head


def section_of(pages: Iterable[Page], ref: str) -> int | None:
    """The index of the section a question or a repeat stands in."""
    for index, page in enumerate(pages):
        found = any(question.ref == ref for question in questions_in(page.items))
        if found or page.ref == ref or any(repeat.ref == ref for repeat in repeats_in(page.items)):
            return index
    return None


def section_to_open(pages: Sequence[Page]) -> int:
    """The first section when nothing is answered; else the first that lacks something or was not begun, or the last."""
    if not any(page.answered for page in pages):
        return 0
    waiting = (index for index, page in enumerate(pages) if page.problems or (page.total and not page.answered))
    return next(waiting, max(0, len(pages) - 1))


def row_title(pages: Iterable[Page], row_ref: str) -> str:
    """«فرد من الأسرة 2»; empty for a row that is not there."""
    for page in pages:
        for repeat in repeats_in(page.items):
            for row in repeat.rows:
                if row.ref == row_ref:
                    return title_of(repeat, row)
    return ""


def places_in(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Each question's reference and where it stands: «الأسرة، فرد من الأسرة 2»."""
    for page in pages:
        for question in questions_in(page.items):
            yield question.ref, page.label
        for repeat in repeats_in(page.items):
            yield repeat.ref, page.label
            for row in repeat.rows:
                for question in questions_in(row.items):
                    yield question.ref, listed((page.label, title_of(repeat, row)))


def title_of(repeat: Repeat, row: Row) -> str:
    return f"{row.label or repeat.label} {row.number}".strip()


def first_asked(page: Page) -> str:
    """Where the cursor goes when the section opens: the first question without an answer, else the first."""
    asked = [question for question in questions_in(page.items) if is_asked(question)]
    blank = [question for question in asked if question.value is None]
    return next((question.ref for question in (*blank, *asked)), "")
