"""`istiqbal frequent …`: what people ask again and again."""

import argparse
from dataclasses import replace

from desktop.commands.context import Context, Result
from desktop.usecases.desk import Desk
from desktop.usecases.keep_frequent import (
    bring_back_frequent,
    drop_frequent,
    edit_frequent,
    frequent_from,
    keep_frequent,
    search_frequent,
)
from domain.frequent_question import FrequentDraft, FrequentQuestion

_GIVEN = {
    "subject": "subject",
    "question_text": "question",
    "answer": "answer",
    "source": "source",
    "clause": "clause",
    "field": "field",
}


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "list":
                found = search_frequent(desk, arguments.words)
                said = "\n".join(map(_text, found)) or "لا سؤال متكررًا بهذه الكلمات."
                return Result({"questions": [frequent_json(one) for one in found]}, said)
            case "drop":
                drop_frequent(desk, arguments.question, arguments.reason)
                return Result({"question": arguments.question}, arguments.question)
            case "return":
                bring_back_frequent(desk, arguments.question)
                return Result({"question": arguments.question}, arguments.question)
            case _:
                kept = _kept(desk, arguments)
    return Result(frequent_json(kept), _text(kept))


def _kept(desk: Desk, arguments: argparse.Namespace) -> FrequentQuestion:
    given = {name: value for wire, name in _GIVEN.items() if (value := getattr(arguments, wire)) is not None}
    if arguments.verb == "add":
        before = frequent_from(desk, arguments.enquiry) if arguments.enquiry else FrequentDraft()
        return keep_frequent(desk, replace(before, **given), arguments.enquiry).question
    old, _ = desk.store.frequent.get(arguments.question)
    before = FrequentDraft(old.subject, old.question, old.answer, old.source, old.clause, old.field)
    return edit_frequent(desk, old.id, replace(before, **given)).question


def frequent_json(one: FrequentQuestion) -> dict[str, object]:
    return {
        "id": one.id,
        "enquiry": one.enquiry or None,
        "subject": one.subject,
        "question": one.question or None,
        "answer": one.answer,
        "source": one.source,
        "clause": one.clause or None,
        "field": one.field or None,
        "noted_at": one.noted_at,
    }


def _text(one: FrequentQuestion) -> str:
    return f"{one.id}  {one.subject}\n  {one.answer}"
