"""Answers that become fields of the person's own record (``save_to`` in an interview's form)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.carddate import nearest_day
from domain.errors import RuleBroken
from domain.person import SEX_NAMES, Person, PersonDraft, draft_of
from domain.text import Text

RECORD_LIST = "persons"
"""The list of entities that is the persons of the office; a form's other lists are head office's."""

# Identity is not among them: its number is read from the card and checked, not said in an interview.
_FIELD_OF = {"full_name": "name"}
FIELDS = {
    "name": Text("الاسم كما في الهوية", "Name as on the card"),
    "given": Text("الاسم الأول", "Given name"),
    "father": Text("اسم الأب", "Father's name"),
    "grandfather": Text("اسم الجد", "Grandfather's name"),
    "family": Text("العائلة", "Family name"),
    "born": Text("تاريخ الميلاد", "Birth date"),
    "sex": Text("الجنس", "Sex"),
    "mobile": Text("رقم الجوال", "Mobile"),
    "town": Text("مكان الإقامة", "Place of residence"),
    "member_number": Text("رقم العضوية", "Membership number"),
    "iban": Text("الآيبان", "IBAN"),
}
PROPERTIES = tuple("full_name" if name == "name" else name for name in FIELDS)
"""What a form may write after ``save_to``; ``name`` is ODK's own word for a record's id."""


@dataclass(frozen=True)
class Proposal:
    """A field of the record and what the interview would put into it; `old` is empty for one that had nothing.

    `refusal` says why it cannot stand there; then it is not put.
    """

    field: str
    label: Text
    old: str
    new: str
    refusal: Text | None = None


def known_values(person: Person) -> dict[str, str]:
    """What the record holds, by property, as a form is given it: days as ISO, numbers as typed."""
    draft = draft_of(person)
    found = {name: getattr(draft, _field(name)) for name in PROPERTIES}
    found |= {name: found[name].replace(" ", "") for name in ("mobile", "iban")}
    found["born"] = nearest_day(person.born).isoformat() if person.born else ""
    return {name: text for name, text in found.items() if text}


def proposals(
    person: Person, answers: Mapping[str, str], *, today: date, party_kinds: Collection[str]
) -> tuple[Proposal, ...]:
    """What of `answers` (by property) is not in the record yet. A blank answer takes nothing out of the record."""
    known, made = known_values(person), []
    for name in PROPERTIES:
        answer = answers.get(name, "").strip()
        if answer and answer != known.get(name):
            proposal = _proposal(person, _field(name), answer, today, party_kinds)
            if proposal.refusal is not None or proposal.new != proposal.old:
                made.append(proposal)
    return tuple(made)


def with_answers(person: Person, proposed: Collection[Proposal]) -> PersonDraft:
    """The record as it would be typed with these in it."""
    return replace(draft_of(person), **_typed({each.field: each.new for each in proposed}))


def shown_value(field: str, value: str) -> Text:
    """As it is read: a sex by its name."""
    return SEX_NAMES[value] if field == "sex" and value in SEX_NAMES else Text(value, value)


def _proposal(person: Person, field: str, answer: str, today: date, party_kinds: Collection[str]) -> Proposal:
    old = getattr(draft_of(person), field)
    draft = replace(draft_of(person), **_typed({field: answer}))
    wrong = sorted(draft.problems(today=today, party_kinds=party_kinds), key=lambda each: each.field != field)
    if wrong:
        return Proposal(field, FIELDS[field], old, answer, _refusal(wrong[0], field))
    return Proposal(field, FIELDS[field], old, getattr(draft_of(draft.check()), field))


def _refusal(wrong: RuleBroken, field: str) -> Text:
    if wrong.field == field:
        return Text(wrong.ar, wrong.en)
    return Text(f"في الملف نفسه ما يُصحَّح أولًا: {wrong.ar}", f"Something else in the record is mended first: {wrong.en}")


def _typed(fields: Mapping[str, str]) -> dict[str, str]:
    """A birth that was asked for in one calendar takes the place of both."""
    return {**fields, "born_other": ""} if "born" in fields else dict(fields)


def _field(property_name: str) -> str:
    return _FIELD_OF.get(property_name, property_name)
