"""A form as its sheets tell it, whatever is wrong in it: what its author sees beside the list of what to mend."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from forms.interview.checker.sheets import Book, Row, Sheet

MOST_CHOICES = 12
GROUP, REPEAT = "group", "repeat"
_BEGIN, _END = "begin", "end"
_ARABIC = ("ar", "arab", "عرب")


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """`depth` counts the groups around it; `kind` is a question's type, group or repeat. `choices` are the first of
    its list, `more` how many there are beyond them; `row` is the sheet's own."""

    depth: int
    kind: str
    name: str
    label: str
    hint: str
    is_required: bool
    choices: tuple[str, ...]
    more: int
    row: int


def outline_of(book: Book) -> tuple[OutlineLine, ...]:
    return tuple(_lines(book))


def _lines(book: Book) -> Iterator[OutlineLine]:
    lists = _lists(book.choices)
    depth = 0
    for row in book.survey.rows:
        first, rest = _words(row.get("type"))
        if first == _END:
            depth = max(0, depth - 1)
            continue
        kind = _kind(first, rest)
        if not kind:
            continue
        choices = lists.get(rest.split()[0], []) if kind.startswith("select") and rest.split() else []
        yield OutlineLine(
            *(depth, kind, row.get("name"), _said(row, "label"), _said(row, "hint")),
            is_required=row.get("required").lower() not in ("", "no", "false", "false()"),
            choices=tuple(choices[:MOST_CHOICES]),
            more=max(0, len(choices) - MOST_CHOICES),
            row=row.number,
        )
        depth += first == _BEGIN


def _words(type_: str) -> tuple[str, str]:
    """``begin_group`` and ``begin group`` are one; ``select_one yes_no`` has its list behind it."""
    known = next((word for word in (_BEGIN, _END) if type_.startswith((f"{word}_", f"{word} "))), "")
    if known:
        return known, type_[len(known) + 1 :].strip()
    first, _, rest = type_.partition(" ")
    return first, rest.strip()


def _kind(first: str, rest: str) -> str:
    if first == _BEGIN:
        return REPEAT if rest.startswith(REPEAT) else GROUP
    return first


def _lists(sheet: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in sheet.rows:
        found[row.get("list_name")].append(_said(row, "label") or row.get("name"))
    return found


def _said(row: Row, name: str) -> str:
    """In Arabic where it has Arabic, else in the first language that says something."""
    texts = [(column.language.lower(), text) for column, text in row.all(name)]
    arabic = [text for language, text in texts if any(part in language for part in _ARABIC)]
    return next(iter((*arabic, *(text for _, text in texts))), "")
