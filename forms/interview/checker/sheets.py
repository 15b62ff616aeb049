"""The sheets of a form as its author wrote them, their columns under one name each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forms.interview.checker.findings import Place

SURVEY, CHOICES, SETTINGS, ENTITIES = "survey", "choices", "settings", "entities"
FIRST_ROW = 2

_SAME = {
    SURVEY: {
        "command": "type",
        "tag": "name",
        "value": "name",
        "caption": "label",
        "relevance": "relevant",
        "bind::relevant": "relevant",
        "bind::constraint": "constraint",
        "bind::required": "required",
        "bind::calculate": "calculation",
        "bind::readonly": "readonly",
        "bind::jr:constraintmsg": "constraint_message",
        "bind::jr:requiredmsg": "required_message",
        "control::appearance": "appearance",
        "body::appearance": "appearance",
        "read_only": "readonly",
        "constraining_message": "constraint_message",
        "jr:constraintmsg": "constraint_message",
        "requiredmsg": "required_message",
        "jr:requiredmsg": "required_message",
        "calculate": "calculation",
        "count": "repeat_count",
        "jr:count": "repeat_count",
    },
    CHOICES: {"list_name": "list_name", "caption": "label", "value": "name"},
    SETTINGS: {"set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id", "id_string": "form_id"},
}
_TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """`text` is the header as written, `name` the column's one name, `language` as written behind ``::``."""

    text: str
    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` are by header as written."""

    sheet: "Sheet"
    number: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell of a column that is not translated, without blanks around it."""
        return next((text for column, text in self.all(name) if not column.language), "")

    def all(self, name: str) -> Iterator[tuple[Column, str]]:
        """What is written in the columns of that name, in every language."""
        for column in self.sheet.named(name):
            text = self.cells.get(column.text)
            if text is not None and str(text).strip():
                yield column, str(text).strip()

    def place(self, name: str = "") -> Place:
        """`name` is the column's one name; its header as written is found."""
        columns = self.sheet.named(name) if name else ()
        written = next((column.text for column in columns if self.cells.get(column.text)), "")
        return Place(self.sheet.name, self.number, written or (columns[0].text if columns else name))


@dataclass(frozen=True)
class Sheet:
    name: str
    header: tuple[Column, ...]
    cells: tuple[Mapping[str, str], ...]

    @cached_property
    def _by_name(self) -> dict[str, tuple[Column, ...]]:
        found: dict[str, tuple[Column, ...]] = {}
        for column in self.header:
            found[column.name] = (*found.get(column.name, ()), column)
        return found

    def named(self, name: str) -> tuple[Column, ...]:
        return self._by_name.get(name, ())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Those with something in them; the number is the row's in the sheet."""
        return tuple(Row(self, number, cells) for number, cells in enumerate(self.cells, FIRST_ROW) if cells)

    def place(self, column: str = "") -> Place:
        return Place(self.name, 1, column)


@dataclass(frozen=True)
class Book:
    """`names` are those of all sheets, as written."""

    names: tuple[str, ...]
    survey: Sheet
    choices: Sheet
    settings: Sheet
    entities: Sheet
    others: tuple[str, ...] = ()


def read_book(cells: Mapping[str, Any]) -> Book:
    """Of what the converter's process handed over."""
    others = tuple(name for name in ("entities", "external_choices") if cells.get(name, {}).get("rows"))
    survey, choices, settings, entities = (
        _sheet(name, cells.get(name)) for name in (SURVEY, CHOICES, SETTINGS, ENTITIES)
    )
    return Book(tuple(cells.get("names", ())), survey, choices, settings, entities, others)


def _sheet(name: str, cells: Mapping[str, Any] | None) -> Sheet:
    if cells is None:
        return Sheet(name, (), ())
    return Sheet(name, tuple(column_of(name, text) for text in cells["header"] if text), tuple(cells["rows"]))


def column_of(sheet: str, text: str) -> Column:
    """``label::Arabic (ar)`` and its elder spelling ``label:Arabic`` are the column label in a language."""
    parts = [part.strip() for part in text.split("::")]
    if len(parts) == 1 and ":" in text and not text.lower().startswith("jr:"):
        parts = [part.strip() for part in text.split(":", 1)]
    if parts[0].lower() == "media" and len(parts) > 1:
        parts = parts[1:]
    first = _plain(parts[0])
    whole = _plain("::".join(parts))
    names = _SAME.get(sheet, {})
    name = names.get(whole) or names.get(first, first)
    if len(parts) > 1 and name in _TRANSLATED and whole not in names:
        return Column(text, name, parts[-1])
    return Column(text, name if len(parts) == 1 or whole in names else whole)


def _plain(text: str) -> str:
    return "_".join(text.lower().split())
