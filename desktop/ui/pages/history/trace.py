"""What was done about a person, line by line: the deed, what of it, who, when, where. Knows no Qt."""

from dataclasses import dataclass

from desktop.ui.language import apart, headed, listed, said, said_of
from desktop.usecases.trace_person import PersonTrace, TracedDeed
from domain import record_words as wording
from domain.deed import deed_of

# What stands on a page of its own, or has nothing to tell but that it was done.
_SILENT = frozenset(("papers", "signatures", "case_steps"))


@dataclass(frozen=True)
class TraceLine:
    """`table` and `row` lead to the record's own history; empty where this is it, or it has none to tell."""

    title: str
    about: str
    written: str
    place: str
    chip: str
    tone: str
    table: str = ""
    row: str = ""


def trace_lines(trace: PersonTrace | None, *, here: tuple[str, str]) -> tuple[TraceLine, ...]:
    return tuple(_line(deed, here) for deed in trace.deeds) if trace else ()


def _line(deed: TracedDeed, here: tuple[str, str]) -> TraceLine:
    chip, tone = _state(deed)
    changed = listed(said_of(wording.cell(cell)) for cell in deed.cells)
    leads_on = bool(deed.table) and (deed.table, deed.row) != here and deed.table not in _SILENT
    return TraceLine(
        headed(said_of(deed_of(deed.action))),
        " · ".join(filter(None, (said_of(deed.detail) if deed.detail else "", _about(deed, here), changed))),
        " · ".join(filter(None, (apart(deed.author), said_of(wording.moment(deed.written_at))))),
        said_of(wording.place(deed.office, is_here=deed.is_here)),
        chip,
        tone,
        *((deed.table, deed.row) if leads_on else ("", "")),
    )


def _about(deed: TracedDeed, here: tuple[str, str]) -> str:
    """The page has his name already."""
    if deed.table in ("persons", "contacts", "consents", "same_persons") or (deed.table, deed.row) == here:
        return ""
    return said_of(wording.named(deed.table, deed.about)).partition(" · ")[0]


def _state(deed: TracedDeed) -> tuple[str, str]:
    if deed.is_refused:
        return said("لم يطبّقه المركز الرئيس", "Not applied by head office"), "bad"
    return (said("لم يصل المركز بعد", "Not yet at head office"), "info") if deed.is_waiting else ("", "neutral")
