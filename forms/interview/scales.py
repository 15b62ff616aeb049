"""The questions of a form that are scored, and what each of their choices counts."""

from collections.abc import Iterator, Sequence

from domain import text
from domain.score import Grade, Scale
from forms.interview.model import Choice, Control, Form, Text

ARABIC, ENGLISH = "ar", "en"


def scales_of(form: Form) -> tuple[Scale, ...]:
    """Questions with one answer of a fixed list, asked once, whose choices have a ``score`` in the sheet of choices, or
    whose values are whole numbers themselves, as 1 to 5. The least score is 0, the greatest 100."""
    return tuple(_scales(form.controls))


def _scales(controls: Sequence[Control]) -> Iterator[Scale]:
    for control in controls:
        if control.type == "group":
            yield from _scales(control.inside)
        elif control.type == "select_one" and control.node is not None and control.choices is not None:
            grades = _grades(control.choices.every) if control.choices.is_fixed else ()
            if grades:
                yield Scale(control.node.name, plain_text(control.label, control.node.name), grades)


def _grades(choices: Sequence[Choice]) -> tuple[Grade, ...]:
    scores = [_score(choice.score) for choice in choices]
    if all(score is None for score in scores):
        scores = [_score(choice.value) for choice in choices]
        if None in scores:
            return ()
    known = [score for score in scores if score is not None]
    least, most = min(known), max(known)
    if least == most:
        return ()
    return tuple(
        Grade(
            choice.value,
            plain_text(choice.label, choice.value),
            None if score is None else 100 * (score - least) / (most - least),
        )
        for choice, score in zip(choices, scores, strict=True)
    )


def _score(said: str) -> float | None:
    """Digits alone, with a sign or a point: what else Python reads as a number is none here."""
    digits = said.strip()
    if not digits.removeprefix("-").replace(".", "", 1).isdecimal() or not digits.isascii():
        return None
    return float(digits)


def plain_text(wording: Text | None, name: str) -> text.Text:
    """Without what it says of other answers; `name` where it says nothing."""
    return text.Text(_plain(wording, ARABIC) or name, _plain(wording, ENGLISH) or name)


def _plain(wording: Text | None, language: str) -> str:
    pieces = wording.in_language(language) if wording is not None else ()
    return " ".join("".join(piece for piece in pieces if isinstance(piece, str)).split())
