"""Texts of an interview in a language: labels with their values, answers as a person reads them, messages."""

import math
from datetime import datetime, time

from domain.answer_file import sha256_named, short_sha256
from forms.interview.cells import Cell, Context, World
from forms.interview.model import Control, Rules, Text
from forms.interview.typed import LEAST_WHOLE, MOST_WHOLE, to_storage
from forms.interview.views import Shown
from forms.interview.xpath.values import Value, to_text

REQUIRED_MESSAGE = {"ar": "هذا السؤال إلزامي ولم يُجب عنه بعد.", "en": "This question must be answered."}
CONSTRAINT_MESSAGE = {
    "ar": "الإجابة لا توافق شرط هذا السؤال؛ راجعها.",
    "en": "The answer breaks this question's condition; check it.",
}
ROWS_MESSAGE = {
    "ar": "العدد المطلوب أكبر مما تتسع له الاستمارة ({most})؛ راجع العدد.",
    "en": "The number asked for is more than the form holds ({most}); check the number.",
}
_ATTACHED = {
    "signature": {"ar": "توقيع مرفق", "en": "Signature attached"},
    "draw": {"ar": "رسم مرفق", "en": "Drawing attached"},
    "image": {"ar": "صورة مرفقة", "en": "Picture attached"},
    "file": {"ar": "ملف مرفق", "en": "File attached"},
}
_YES = {"ar": "نعم", "en": "Yes"}
_BETWEEN = {"ar": "، ", "en": ", "}


def said(words: dict[str, str], language: str) -> str:
    return words.get(language, words["en"])


def wording(text: Text | None, language: str, cell: Cell, world: World) -> str:
    """The text as it reads at `cell` now."""
    if text is None:
        return ""
    pieces = text.in_language(language)
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    context = Context(world, cell)
    return "".join(piece if isinstance(piece, str) else to_text(piece.run(context)) for piece in pieces)


def constraint_message(rules: Rules, language: str, cell: Cell, world: World) -> str:
    return wording(rules.constraint_message, language, cell, world) or said(CONSTRAINT_MESSAGE, language)


def required_message(rules: Rules, language: str, cell: Cell, world: World) -> str:
    return wording(rules.required_message, language, cell, world) or said(REQUIRED_MESSAGE, language)


def shown_value(kind: str, value: Value) -> Shown:
    """The stored value as the question's type has it on the outside; a blank is None."""
    if value == "" or kind == "note" or is_boundless(value):
        return None
    if isinstance(value, float):
        whole = kind == "integer" and value.is_integer()
        return int(value) if whole else value if kind == "decimal" else to_storage(value)
    if isinstance(value, str):
        return tuple(value.split()) if kind in ("select_multiple", "rank") else value
    return to_storage(value) if kind == "text" else value


def is_boundless(value: Value) -> bool:
    """Whether a number has no end (a division by zero): nobody is shown it as an answer."""
    return isinstance(value, float) and (math.isinf(value) or value in (LEAST_WHOLE, MOST_WHOLE))


def answer_text(control: Control, language: str, cell: Cell, world: World) -> str:
    """The answer on one line, with ASCII digits; the labels of what was chosen."""
    value = cell.value
    if value == "" or is_boundless(value):
        return ""
    if control.choices is not None:
        return said(_BETWEEN, language).join(_labels(control, to_text(value).split(), language, cell, world))
    if control.type == "acknowledge" or isinstance(value, bool):
        return said(_YES, language) if value in (True, "OK") else to_storage(value)
    if sha256_named(value) is not None and control.type in ("image", "file"):
        return f"{said(_attached(control), language)} {short_sha256(str(value))}"
    if isinstance(value, datetime) and control.type == "text" and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return " ".join(to_storage(value).split())


def _attached(control: Control) -> dict[str, str]:
    drawn = (name for name in ("signature", "draw") if name in control.appearance)
    return _ATTACHED[next(drawn, control.type)]


def _labels(control: Control, values: list[str], language: str, cell: Cell, world: World) -> list[str]:
    choices = control.choices.every if control.choices is not None else ()
    labels = {choice.value: choice.label for choice in reversed(choices)}
    return [wording(labels[value], language, cell, world) if value in labels else value for value in values]
