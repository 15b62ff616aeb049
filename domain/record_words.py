"""What records, their fields and their values are called, in the window and at the terminal. In both languages."""

import json
from collections.abc import Callable, Iterable, Mapping

from domain.arabic import isolate
from domain.complaint_rules import channels_of, units_of
from domain.enquiry import fields_of, kinds_of, sources_of
from domain.policy import Profile
from domain.record_names import CELLS, COLUMNS, DIGEST_LETTERS, EMPTY, RECORDS, STEPS, VALUES
from domain.shown import (
    day_text,
    gregorian_text,
    hijri_text,
    moment_text,
    shown_iban,
    shown_mobile,
    time_text,
    weekday_text,
)
from domain.text import Text
from domain.user import ROLE_NAMES


def _same(show: Callable[[str], str]) -> Callable[[str], Text]:
    """Numbers are written alike in both."""

    def shown(text: str) -> Text:
        return Text(show(text), show(text))

    return shown


LISTS = frozenset(("terms", "parties", "members", "holds"))
# As a clerk writes it, not as it is stored.
SHOWN: Mapping[str, Callable[[str], Text]] = {
    "mobile": _same(shown_mobile),
    "iban": _same(shown_iban),
    "born_hijri": hijri_text,
    "born_gregorian": gregorian_text,
    "day": day_text,
    "time": time_text,
    "issued_hijri": hijri_text,
    "issued_gregorian": gregorian_text,
    "expires_hijri": hijri_text,
    "expires_gregorian": gregorian_text,
    "telephone": _same(shown_mobile),
    "until": day_text,
    **dict.fromkeys(("proof_at", "starts_at", "ends_at"), time_text),
}
# A record in the place of its id, by the name that use cases give it.
RECORDS_NAMED: Mapping[str, str] = {
    **{"interview": "interviews", "attestation": "attestations", "complaint": "complaints", "session": "sessions"},
    **{"visit": "visits", "inspection": "inspections", "enquiry": "enquiries"},
}


def record(table: str, about: str) -> Text:
    """«ملف نورة بنت سعد», «زيارة السبت 21 نوفمبر 2026 م، 9:05 ص · سعد», «interview 17-A-000042-5 · نورة»."""
    noun, name = RECORDS.get(table, _unnamed(table)), named(table, about)
    return Text(f"{noun.ar} {name.ar}", f"{noun.en} {name.en}")


def named(table: str, about: str) -> Text:
    """The same without the noun: what was done has it already."""
    first, dot, rest = about.partition(" · ")
    if table == "sessions":
        day = weekday_text(rest)
        return Text(f"{first}{dot}{day.ar}", f"{first}{dot}{day.en}")
    if table == "visits":
        moment = _visit_moment(first)
        return Text(f"{moment.ar}{dot}{rest}", f"{moment.en}{dot}{rest}")
    return _unnamed(f"{isolate(first) if dot else first}{dot}{rest}")


def _visit_moment(text: str) -> Text:
    """A name, not a statement: one calendar will do."""
    day, _, time = text.partition(" ")
    said, at = weekday_text(day), time_text(time)
    if said.ar == day:
        return _unnamed(text)
    return Text("، ".join(filter(None, (said.ar, at.ar))), ", ".join(filter(None, (said.en, at.en))))


def cell(name: str) -> Text:
    return CELLS.get(name, _unnamed(name))


def column_name(column: str) -> Text:
    return COLUMNS.get(column, _unnamed(column))


def value(column: str, text: str, profile: Profile | None = None) -> Text:
    """`profile` names purposes, channels and kinds by its own words."""
    if not text:
        return Text("استُعيد", "restored") if column == "restored" else EMPTY
    if column == "roles":
        roles = [ROLE_NAMES.get(role, _unnamed(role)) for role in text.split()]
        return Text("، ".join(role.ar for role in roles), ", ".join(role.en for role in roles))
    if column in LISTS:
        return _unnamed(_listed(text))
    if column.endswith("sha256"):
        return _unnamed(text[:DIGEST_LETTERS])
    if column in SHOWN:
        return SHOWN[column](text)
    if column.endswith("_at"):
        return moment_text(text)
    if column.endswith(("_on", "_day")):
        return day_text(text)
    if column in RECORDS_NAMED:
        return _record_value(RECORDS_NAMED[column], text)
    known = choices(column, profile).get(text) or VALUES.get(column, {}).get(text)
    return known or _unnamed(text)


def _record_value(table: str, about: str) -> Text:
    is_described = table in ("visits", "sessions") or " · " in about
    return named(table, about) if is_described else _unnamed(isolate(about))


def choices(column: str, profile: Profile | None) -> Mapping[str, Text]:
    """What a column may say, by its id; empty for free text."""
    if column in ("sex", "id_type"):
        return VALUES[column]
    if profile is None:
        return {}
    match column:
        case "purpose":
            return {item.id: item.text for item in profile.purposes}
        case "channel":
            return {item.id: item.text for item in channels_of(profile)}
        case "category":
            return {item.id: item.text for item in profile.counter}
        case "party_kind" | "asker_category":
            return {item.id: item.text for item in profile.party_kinds}
        case "enquiry_kind":
            return kinds_of(profile)
        case "field_of_work":
            return fields_of(profile)
        case "answer_source":
            return sources_of(profile)
    return _choices_of_complaints(column, profile)


def _choices_of_complaints(column: str, profile: Profile) -> Mapping[str, Text]:
    if column == "owner_unit":
        return {unit.id: unit.text for unit in units_of(profile)}
    if column == "proof_kind" and profile.compensation is not None:
        return {proof.id: proof.text for proof in profile.compensation.proofs}
    return {}


def _listed(text: str) -> str:
    """Of a list that is stored as JSON: «تُصرف الأدوات — القسم؛ اعتذار»."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    items: Iterable[object] = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return "؛ ".join(" — ".join(filter(None, map(str, one))) if isinstance(one, list) else str(one) for one in items)


def step(state: str) -> Text:
    return STEPS.get(state, _unnamed(state))


def moment(iso: str) -> Text:
    """«السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ، 9:05 ص»."""
    return moment_text(iso)


def place(office: str, *, is_here: bool) -> Text:
    """«مكتب الملز · هذا الجهاز»."""
    where = Text("هذا الجهاز", "this laptop") if is_here else Text("جهاز آخر", "another laptop")
    return Text(" · ".join(filter(None, (office, where.ar))), " · ".join(filter(None, (office, where.en))))


def _unnamed(text: str) -> Text:
    """What has no name of its own, or needs none, in either language."""
    return Text(text, text)
