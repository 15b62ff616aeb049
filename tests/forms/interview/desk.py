"""A desk for the engine's tests: forms written as Markdown rows, sessions with a fixed day, clock and ids."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from domain.errors import RuleBroken
from forms.interview.conversion import convert_form
from forms.interview.model import Form
from forms.interview.reader import read_form
from forms.interview.session import Session, load

TODAY = date(2025, 11, 23)
RIYADH = timezone(timedelta(hours=3))
NOW = datetime(2025, 11, 23, 10, 30, tzinfo=RIYADH)


def xform(markdown: str) -> str:
    """The XForm of a form's Markdown; leading blanks of the lines do not matter."""
    text = "\n".join(line.strip() for line in markdown.strip().splitlines())
    answer = convert_form(text.encode(), "md", "data")
    assert "error" not in answer, answer
    return str(answer["xform"])


@cache
def form_of(markdown: str) -> Form:
    return read_form(xform(markdown), form_id="test/form")


def open_form(markdown: str, **options: Any) -> Session:
    return open_session(form_of(markdown), **options)


def open_session(form: Form, **options: Any) -> Session:
    numbers = itertools.count(1)
    return load(
        form,
        today=options.pop("today", TODAY),
        now=options.pop("now", lambda: NOW),
        new_uuid=options.pop("new_uuid", lambda: f"id-{next(numbers)}"),
        **options,
    )


def reopened(session: Session, **options: Any) -> Session:
    return open_session(session.form, saved=session.save(), **options)


def refusal_of(deed: Callable[[], object]) -> RuleBroken | None:
    """What the deed was refused with, None when it went through."""
    try:
        deed()
    except RuleBroken as refusal:
        return refusal
    return None


def askable(session: Session) -> Iterator[str]:
    """References of the questions a person may answer now."""
    for question in session.visible():
        if question.type != "note" and not question.readonly:
            yield question.ref


def row_refs(session: Session) -> list[str]:
    return [row.ref for page in session.pages() for item in page.items if hasattr(item, "rows") for row in item.rows]
