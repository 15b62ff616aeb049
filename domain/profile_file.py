"""Reading a profile file: its shape, and what must hold between its parts."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Protocol

from domain.calendar import gregorian_of, hijri_day
from domain.deadline import Term
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.policy_parts import Approval, Clause, OwnLetterhead, Referral
from domain.toml_shape import Shape, check_size, read_toml

FEWEST_CATEGORIES, MOST_CATEGORIES = 4, 9
LONGEST_TERM = 400
LONGEST_FOOT = 300
MAY_BE_EMPTY = (
    *("references", "commitments", "duties", "field_survey", "rounds"),
    *("complaints.rules", "complaints.units", "compensation.duties", "enquiries.fields"),
)

_PROFILE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_FORM_ID = re.compile(rf"{_PROFILE_ID.pattern}/{_PROFILE_ID.pattern}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_LOGO_FILE = re.compile(r"[\w-]+(/[\w-]+)*\.(png|svg)", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


@lru_cache(maxsize=16)
def parse_profile(text: str, *, file: str) -> Profile:
    """The profile in a TOML text. RuleBroken (code ``profile.…``) names file, key and how to mend it."""
    shape = Shape(file=file, code="profile")
    check_size(text, shape)
    profile = shape.read(Profile, read_toml(text, shape))
    if not _PROFILE_ID.fullmatch(profile.id):
        shape.refuse(
            "bad_id", "id", ar="اكتبه بحروف لاتينية صغيرة وشرطات", en="write it in small Latin letters, hyphens"
        )
    _check_lists(profile, shape)
    _check_references(profile, shape)
    _check_term(profile.reply_term, shape)
    _check_referral(profile.referral, shape)
    _check_approval(profile.approval, shape)
    _check_clause(profile.attestation, shape)
    _check_letterhead(profile.letterhead, shape)
    return profile


def _check_lists(profile: Profile, shape: Shape) -> None:
    lists: dict[str, Sequence[_Identified]] = {
        "party_kinds": profile.party_kinds,
        "channels": profile.channels,
        "purposes": profile.purposes,
        "counter": profile.counter,
        "references": profile.references,
        "steps": profile.steps,
        "request_kinds": profile.request_kinds,
        "satisfaction": profile.satisfaction,
        "rounds": profile.rounds,
        "complaints.channels": profile.complaints.channels,
        "complaints.rules": profile.complaints.rules,
        "complaints.units": profile.complaints.units,
        "commitments": profile.commitments,
        "duties": profile.duties,
        "field_survey": profile.field_survey,
    }
    if profile.compensation:
        lists["compensation.conditions"] = profile.compensation.conditions
        lists["compensation.proofs"] = profile.compensation.proofs
        lists["compensation.duties"] = profile.compensation.duties
    if profile.enquiries:
        lists["enquiries.kinds"] = profile.enquiries.kinds
        lists["enquiries.fields"] = profile.enquiries.fields
    for path, items in lists.items():
        if path not in MAY_BE_EMPTY:
            _check_filled(items, path, shape)
        _check_ids(items, path, shape)
    for index, kind in enumerate(profile.request_kinds):
        _check_ids(kind.documents, f"request_kinds[{index}].documents", shape)
        _check_ids(kind.conditions, f"request_kinds[{index}].conditions", shape)
    for index, channel in enumerate(profile.channels):
        _check_filled(channel.kinds, f"channels[{index}].kinds", shape)
    if not FEWEST_CATEGORIES <= len(profile.counter) <= MOST_CATEGORIES:
        shape.refuse(
            "count",
            "counter",
            ar=f"عدد الفئات من {FEWEST_CATEGORIES} إلى {MOST_CATEGORIES}، لكل فئة مفتاح رقم واحد",
            en=f"there are {FEWEST_CATEGORIES} to {MOST_CATEGORIES} categories, one number key each",
        )


def _check_ids(items: Sequence[_Identified], path: str, shape: Shape) -> None:
    seen: set[str] = set()
    for index, item in enumerate(items):
        key = f"{path}[{index}].id"
        if not _ID.fullmatch(item.id):
            shape.refuse(
                "bad_id",
                key,
                ar="المعرّف حروف لاتينية صغيرة وأرقام وشرطة سفلية، مثل follow_up",
                en="an id has small Latin letters, digits and underscores, like follow_up",
            )
        if item.id in seen:
            shape.refuse(
                "duplicate", key, ar=f"المعرّف {item.id} مكرر؛ غيّره", en=f"the id {item.id} stands twice; change one"
            )
        seen.add(item.id)


def _check_filled(items: Sequence[object], path: str, shape: Shape) -> None:
    if not items:
        shape.refuse("count", path, ar="القائمة فارغة؛ أضف عنصرًا واحدًا على الأقل", en="the list is empty; add an item")


def _check_references(profile: Profile, shape: Shape) -> None:
    _check_filled(profile.interviews, "interviews", shape)
    for index, form in enumerate(profile.interviews):
        if not _FORM_ID.fullmatch(form) or form in profile.interviews[:index]:
            shape.refuse(
                "bad_id",
                f"interviews[{index}]",
                ar=f"معرّف الاستمارة مرة واحدة وبالشكل {profile.id}/support-request",
                en=f"a form's id stands once, like {profile.id}/support-request",
            )
    if not _FORM_ID.fullmatch(profile.complaints.form):
        shape.refuse(
            "bad_id",
            "complaints.form",
            ar="معرّف استمارة الشكوى بالشكل shared/complaint",
            en="the form of complaints has an id like shared/complaint",
        )
    _check_instruments(profile, shape)
    purposes = [purpose.id for purpose in profile.purposes]
    for index, category in enumerate(profile.counter):
        shape.known(category.purpose, purposes, f"counter[{index}].purpose")
    for index, kind in enumerate(profile.request_kinds):
        shape.known(kind.form, profile.interviews, f"request_kinds[{index}].form")
    _check_default_purpose(profile, shape)
    _check_origins(profile, shape)


def _check_instruments(profile: Profile, shape: Shape) -> None:
    """One id is one series of scores, in whichever of the two lists it stands."""
    first = {one.id for one in profile.satisfaction}
    for path, instruments in (("satisfaction", profile.satisfaction), ("rounds", profile.rounds)):
        for index, one in enumerate(instruments):
            if one.form is not None and not _FORM_ID.fullmatch(one.form):
                shape.refuse(
                    "bad_id",
                    f"{path}[{index}].form",
                    ar="معرّف استمارة الأداة بالشكل shared/satisfaction",
                    en="an instrument's form has an id like shared/satisfaction",
                )
            if path == "rounds" and one.id in first:
                shape.refuse(
                    "duplicate",
                    f"rounds[{index}].id",
                    ar=f"المعرّف {one.id} مذكور في satisfaction؛ أبقه في أحدهما",
                    en=f"the id {one.id} stands in satisfaction too; keep it in one of the two",
                )


def _check_default_purpose(profile: Profile, shape: Shape) -> None:
    """A visitor counted without a purpose must not be made a man or a woman by it."""
    if profile.default_purpose is None:
        return
    neutral = list(dict.fromkeys(one.purpose for one in profile.counter if one.sex is None))
    if not neutral:
        shape.refuse(
            "default_purpose",
            "default_purpose",
            ar="كل فئة في العدّاد للرجال أو للنساء؛ أضف فئة عامة، أو احذف المفتاح",
            en="every category of the counter is of men or of women; add a general one, or delete the key",
        )
    shape.known(profile.default_purpose, [one.id for one in profile.purposes], "default_purpose")
    if profile.default_purpose not in neutral:
        shape.refuse(
            "default_purpose",
            "default_purpose",
            ar=f"لا تعدّه فئة عامة، لا للرجال ولا للنساء؛ اختر من: {'، '.join(neutral)}",
            en=f"no general category, neither of men nor of women, counts it; choose of: {', '.join(neutral)}",
        )


def _check_origins(profile: Profile, shape: Shape) -> None:
    """A value is the policy's or the product's, and not both."""
    names = [one.name for one in fields(Profile)]
    for index, key in enumerate(profile.defaults):
        shape.known(key, names, f"defaults[{index}]")
    seen: set[str] = set()
    for index, source in enumerate(profile.sources):
        path = f"sources[{index}].key"
        shape.known(source.key, names, path)
        if source.key in seen or source.key in profile.defaults:
            shape.refuse(
                "duplicate",
                path,
                ar=f"المفتاح {source.key} مذكور من قبل في sources أو في defaults؛ أبقِه في موضع واحد",
                en=f"the key {source.key} stands already in sources or in defaults; keep one of the two",
            )
        seen.add(source.key)


def _check_term(term: Term, shape: Shape) -> None:
    counts = {"reply_term.count": term.count}
    if term.own_maximum:
        counts["reply_term.own_maximum.count"] = term.own_maximum.count
        shape.day(term.own_maximum.approved_on, "reply_term.own_maximum.approved_on")
    for path, count in counts.items():
        if not 1 <= count <= LONGEST_TERM:
            shape.refuse("range", path, ar=f"العدد من 1 إلى {LONGEST_TERM}", en=f"the number is 1 to {LONGEST_TERM}")


def _check_referral(referral: Referral, shape: Shape) -> None:
    if referral.to and not referral.scope:
        shape.refuse(
            "count", "referral.scope", ar="اذكر ما تشمله الإحالة: organisational أو legal", en="say what it covers"
        )
    if not referral.to and (referral.scope or referral.means):
        shape.refuse(
            "missing_key",
            "referral.to",
            ar="اذكر من يُحال إليه، أو أفرغ means وscope",
            en="say to whom, or empty the rest",
        )


def _check_approval(approval: Approval | None, shape: Shape) -> None:
    if approval is None:
        return
    gregorian = shape.day(approval.gregorian, "approval.gregorian")
    if gregorian != _gregorian_of(approval.hijri, shape):
        shape.refuse(
            "approval",
            "approval.hijri",
            ar="التاريخان الهجري والميلادي ليسا ليوم واحد في تقويم أم القرى؛ صحّح أحدهما",
            en="the two dates are not one day in the Umm al-Qura calendar; correct one",
        )


def _gregorian_of(iso: str, shape: Shape) -> date:
    year, month, day = (int(part) for part in iso.split("-")) if _ISO_DAY.fullmatch(iso) else (0, 0, 0)
    try:
        return gregorian_of(hijri_day(year, month, day))
    except RuleBroken:
        shape.refuse("date", "approval.hijri", ar="اكتب اليوم الهجري بالشكل 1445-08-04", en="write it like 1445-08-04")


def _check_clause(clause: Clause, shape: Shape) -> None:
    for language, text in (("ar", clause.text.ar), ("en", clause.text.en)):
        if re.search(r"[{}]", text.replace("{person}", "")):
            shape.refuse(
                "placeholder",
                f"attestation.text.{language}",
                ar="لا يُستبدل في النص إلا {person}؛ احذف الأقواس الأخرى",
                en="only {person} is replaced in the text; remove other braces",
            )


def _check_letterhead(own: OwnLetterhead | None, shape: Shape) -> None:
    if own is None:
        return
    if own.logo is not None and not _LOGO_FILE.fullmatch(own.logo):
        shape.refuse(
            "logo_name",
            "letterhead.logo",
            ar="اكتب اسم ملف PNG أو SVG بجانب هذا الملف، مثل logo.svg",
            en="name a PNG or SVG file beside this one, like logo.svg",
        )
    if own.clause is not None and len(own.clause.ar) > LONGEST_FOOT:
        shape.refuse(
            "too_long",
            "letterhead.clause.ar",
            ar=f"أطول من {LONGEST_FOOT} حرف، وهو في أسفل كل صفحة؛ اختصره",
            en=f"more than {LONGEST_FOOT} letters, at the foot of every page; cut it",
        )
