"""`istiqbal suggestion …`: what people suggest."""

import argparse

from desktop.commands.context import Context, Result
from desktop.commands.erasure import erasure_waits
from desktop.usecases.desk import Desk
from desktop.usecases.erase_person import erase_giver
from desktop.usecases.take_suggestion import (
    Suggested,
    SuggestionLine,
    decide_suggestion,
    list_suggestions,
    redo_suggestion,
    take_suggestion,
    tell_suggestion,
    undo_suggestion,
)
from domain.suggestion import OUTCOMES, PROGRESS, SuggestionDraft


def run(context: Context) -> Result:
    arguments = context.arguments
    with context.desk() as desk:
        match arguments.verb:
            case "list":
                lines = list_suggestions(desk)
                said = "\n".join(map(_text, lines)) or "لا مقترحات بعد."
                return Result({"suggestions": [suggestion_json(line) for line in lines]}, said)
            case "undo" | "redo":
                (undo_suggestion if arguments.verb == "undo" else redo_suggestion)(desk, arguments.suggestion)
                return Result({"suggestion": arguments.suggestion}, arguments.suggestion)
            case "forget":
                erase_giver(desk, arguments.suggestion, arguments.reason)
                return erasure_waits("suggestion", arguments.suggestion)
            case _:
                line = _done(desk, arguments).line
    return Result(suggestion_json(line), _text(line))


def _done(desk: Desk, arguments: argparse.Namespace) -> Suggested:
    match arguments.verb:
        case "add":
            given = vars(arguments)
            draft = SuggestionDraft(**{name: given[name] or "" for name in SuggestionDraft.__dataclass_fields__})
            return take_suggestion(desk, draft)
        case "decide":
            return decide_suggestion(desk, arguments.suggestion, arguments.verdict, arguments.reason)
        case "told":
            return tell_suggestion(desk, arguments.suggestion, arguments.means)
    raise LookupError(arguments.verb)


def suggestion_json(line: SuggestionLine) -> dict[str, object]:
    one = line.suggestion
    return {
        "id": one.id,
        "number": one.number,
        "given_at": one.given_at,
        "taken_by": line.taken_by,
        "person": one.asker.person or None,
        "name": line.giver or None,
        "address": one.asker.address or None,
        "visit": one.visit or None,
        "channel": one.channel,
        "subject": one.subject,
        "text": one.text or None,
        "verdict": one.outcome.verdict if one.outcome else None,
        "reason": one.outcome.reason if one.outcome else None,
        "decided_by": line.decided_by or None,
        "told_means": one.told_means or None,
        "told_at": one.told_at or None,
        "state": one.progress,
    }


def _text(line: SuggestionLine) -> str:
    one = line.suggestion
    state = PROGRESS[one.progress].ar if one.progress in PROGRESS else one.progress
    said = f"{one.number}  {one.subject}\n  {line.giver or 'بلا اسم'}، {state}"
    if one.outcome and one.outcome.verdict in OUTCOMES:
        said += f"\n  {OUTCOMES[one.outcome.verdict].ar}: {one.outcome.reason}"
    return said
