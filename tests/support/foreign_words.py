"""Arabic in the English window: everything is said in English there, but for what people wrote and forms ask."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.ui.language import LANGUAGE_NAMES
from desktop.usecases.check_store import dump
from desktop.usecases.desk import Desk
from desktop.usecases.find_form import form_ids_of
from domain.text import Text
from forms.interview.shipped import shipped_xform

_WORDS = re.compile("[\u0621-\u065f\u066e-\u06ef][\u0621-\u065f\u066e-\u06ef \u200c\u200f]*")


def words_of_data(desk: Desk) -> str:
    """What may be seen in Arabic: all that is written in the store, the forms' own texts, the policy's, and the
    language's name."""
    forms = map(shipped_xform, form_ids_of(desk))
    texts = (dump(desk), desk.office_name, *forms, *_quoted(desk.profile), *LANGUAGE_NAMES.values())
    return _plain("\n".join(texts))


def _quoted(part: object) -> Iterator[str]:
    """What a profile has in Arabic alone: the policy's own clauses and headings."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _quoted(one)
    elif is_dataclass(part) and not isinstance(part, Text):
        for field in fields(part):
            yield from _quoted(getattr(part, field.name))


def said_in_arabic(window: QWidget, data: str) -> list[str]:
    """Seen, told in a tool tip, or read out by a screen reader."""
    return [
        f"{type(widget).__name__} says «{words}»"
        for widget in (window, *window.findChildren(QWidget))
        if widget.isVisible()
        for words in _arabic_of(widget)
        if words not in data
    ]


def _arabic_of(widget: QWidget) -> Iterator[str]:
    for said in _told(widget):
        for found in _WORDS.findall(_plain(said)):
            yield found.strip()


def _told(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    yield widget.windowTitle()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    for name in ("text", "placeholderText"):
        told = getattr(widget, name, None)
        if callable(told) and isinstance(said := told(), str):
            yield said


def _plain(text: str) -> str:
    return re.sub("[\u200e\u200f\u2066-\u2069\u00a0]", " ", text).replace("  ", " ")
