"""A form as its author will see it asked: its questions in order, in Arabic where it has Arabic."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.interview.model import Control, Form, Text

MOST_CHOICES = 12
_HOLE = "(…)"


@dataclass(frozen=True)
class PreviewLine:
    """`depth` counts the groups around it; `kind` is a question's type, group or repeat. `choices` are the first of
    a select, `more` how many there are beyond them. `row` is the sheet's own, None of an XForm."""

    depth: int
    kind: str
    name: str
    label: str
    hint: str
    is_required: bool
    choices: tuple[str, ...] = ()
    more: int = 0
    row: int | None = None


def preview_form(form: Form, language: str = "ar") -> tuple[PreviewLine, ...]:
    """What stands where an answer will be put into a text is shown as a gap."""
    return tuple(_lines(form, form.controls, 0, language))


def _lines(form: Form, controls: tuple[Control, ...], depth: int, language: str) -> Iterator[PreviewLine]:
    for control in controls:
        name = control.node.name if control.node is not None else ""
        choices = control.choices.every if control.choices is not None else ()
        shown = tuple(_said(choice.label, language) or choice.value for choice in choices[:MOST_CHOICES])
        rules = form.rules_of(control.node) if control.node is not None else None
        yield PreviewLine(
            *(depth, control.type, name, _said(control.label, language), _said(control.hint, language)),
            is_required=rules is not None and rules.required is not None,
            choices=shown,
            more=len(choices) - len(shown),
        )
        yield from _lines(form, control.inside, depth + 1, language)


def _said(text: Text | None, language: str) -> str:
    pieces = text.in_language(language) if text is not None else ()
    return "".join(piece if isinstance(piece, str) else _HOLE for piece in pieces)
