"""What every paper of an office has: who issues it, its number and day, whose it is, and the revision of its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import NamedTuple

from forms.paper.arabic import require_glyphs
from forms.paper.dates import gregorian, hijri, office_moment
from forms.paper.layout import A4_SHEET, Paper, Sheet
from forms.paper.letterhead import Letterhead
from forms.paper.stationery import PLAIN, Stationery
from forms.paper.text import NOTHING, Digits, Text, code, prose, spaced, value

_FORM = "نموذج"


class Form(NamedTuple):
    """What a paper is called, and the revision of its layout: raised when what it asks or says changes."""

    title: str
    revision: str


@dataclass(frozen=True, kw_only=True)
class Issue:
    """`at` is the moment or day that the paper speaks of, ISO 8601; empty for a blank to be dated by hand. `person` is
    whose paper it is, called `person_word`; empty for a paper that is nobody's. `own` is its stationery."""

    association: str
    office: str
    at: str = ""
    number: str = ""
    person_word: str = ""
    person: str = ""
    file_number: str = ""
    own: Stationery = PLAIN

    def __post_init__(self) -> None:
        for name in ("association", "office", "person_word", "person"):
            # What stands in a head is one line, however it was typed.
            object.__setattr__(self, name, " ".join(getattr(self, name).split()))

    @property
    def moment(self) -> datetime | None:
        return office_moment(self.at) if self.at else None


def letterhead_of(
    issue: Issue, form: Form, *, made_at: str, digits: Digits, sheet: Sheet = A4_SHEET, version: str = ""
) -> Letterhead:
    """`made_at` is when the paper was printed, ISO 8601; it stands at the foot. `version` is that of an interview's
    form whose questions the paper has."""
    number = code(issue.number)
    about = spaced(prose(f"{form.title} — {issue.association}", digits), number and prose("— رقم", digits), number)
    return Letterhead(
        association=prose(issue.association, digits),
        office=prose(issue.office, digits),
        facts=tuple(_facts(issue, digits)),
        running=about,
        form=named_form(form, digits, version),
        reference=spaced(number, number and Text("·"), printed_at(made_at, digits)),
        digits=digits,
        own=issue.own,
        subject=subject_of(issue, digits),
        height=sheet.height,
    )


def named_form(form: Form, digits: Digits, version: str = "") -> Text:
    """Which layout it is, for who keeps the paper."""
    title = form.title if form.title.startswith(_FORM) else f"{_FORM} {form.title}"
    revised = spaced(prose(f"{title} — إصدار", digits), code(form.revision))
    return spaced(revised, prose("— أسئلته إصدار", digits), code(version)) if version else revised


def _facts(issue: Issue, digits: Digits) -> Iterator[tuple[Text, Text]]:
    if issue.number:
        yield prose("الرقم", digits), code(issue.number)
    if issue.moment is not None:
        day = issue.moment.date()
        yield prose("التاريخ", digits), hijri(day, digits) or gregorian(day, digits)
        yield prose("الموافق", digits), shown_moment(issue.at, digits)


def subject_of(issue: Issue, digits: Digits) -> Text:
    """Whose paper a single sheet of it is."""
    if not issue.person:
        return NOTHING
    file = spaced(prose("— رقم السجل", digits), code(issue.file_number)) if issue.file_number else NOTHING
    return spaced(prose(f"{issue.person_word}:", digits), prose(issue.person, digits), file)


def printed_at(made_at: str, digits: Digits) -> Text:
    return spaced(prose("طُبعت", digits), shown_moment(made_at, digits))


def shown_moment(moment: str, digits: Digits) -> Text:
    """The day, and the time of day when it is known."""
    at = office_moment(moment)
    clock = value(f"{at:%H:%M}", digits) if len(moment) > len("2026-11-21") else NOTHING
    return spaced(gregorian(at.date(), digits), clock and Text("—"), clock)


def both_days(day: date, digits: Digits) -> Text:
    """الأحد ٦ ديسمبر ٢٠٢٦ م، ٢٦ جمادى الآخرة ١٤٤٨ هـ."""
    other = hijri(day, digits)
    shown = gregorian(day, digits, weekday=True)
    return Text(f"{shown}، {other}") if other else shown


def paper_of(issue: Issue, form: Form) -> Paper:
    return Paper(form.title, issue.association)


def require_printable(said: object, digits: Digits) -> None:
    """Raises RuleBroken `paper.glyph.missing` for a letter no font has, wherever in the data of a paper it stands."""
    require_glyphs(prose(text, digits) for text in _texts(said))


def _texts(said: object) -> Iterator[str]:
    match said:
        case str():
            yield said
        case Mapping():
            for one in said.values():
                yield from _texts(one)
        case tuple() | list():
            for one in said:
                yield from _texts(one)
        case _ if is_dataclass(said):
            for field in fields(said):
                yield from _texts(getattr(said, field.name))
