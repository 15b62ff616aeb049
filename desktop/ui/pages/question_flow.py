"""A section of an interview as a list: questions, headings of groups and rows, places where a row may be added."""

from collections.abc import Iterable, Iterator

from desktop.usecases.interview_views import Group, Question, Repeat, Row


class Heading:
    """Of a group or a row; `removes` is the row's ref when it may be taken out."""

    def __init__(self, label: str, removes: str = "") -> None:
        self.label = label
        self.removes = removes


class Adding:
    """A row may be added here."""

    def __init__(self, ref: str, label: str) -> None:
        self.ref = ref
        self.label = label


def flow(items: Iterable[Question | Group | Repeat]) -> Iterator[Question | Heading | Adding]:
    for item in items:
        if isinstance(item, Question):
            yield item
        elif isinstance(item, Group):
            if item.label:
                yield Heading(item.label)
            yield from flow(item.items)
        else:
            for row in item.rows:
                yield from _row(item, row)
            if item.can_add:
                yield Adding(item.ref, item.label)


def _row(repeat: Repeat, row: Row) -> Iterator[Question | Heading | Adding]:
    yield Heading(f"{row.label or repeat.label} {row.number}", row.ref if repeat.can_remove else "")
    yield from flow(row.items)
