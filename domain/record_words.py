"""What records, their fields and their values are called in Arabic, in the window and at the terminal."""

from domain.arabic import isolate
from domain.policy import Profile
from domain.referral import MEANS, PROGRESS
from domain.shown import (
    shown_day,
    shown_gregorian,
    shown_hijri,
    shown_iban,
    shown_mobile,
    shown_moment,
    shown_time,
    shown_weekday,
)
from domain.text import Text
from domain.user import ROLE_NAMES

RECORDS = {
    "persons": "ملف",
    "visits": "زيارة",
    "interviews": "مقابلة",
    "users": "مستخدم",
    "attestations": "إقرار",
    "signatures": "توقيع",
    "user_keys": "مفتاح مستخدم",
    "same_persons": "ربط ملفين",
    "consents": "موافقة على إشعار الخصوصية",
    "document_checks": "مطابقة مستند",
    "case_steps": "خطوة في حالة",
    "referrals": "إحالة",
    "papers": "ورقة مطبوعة",
}
KINDS = {
    "two_values": "قيمتان مختلفتان",
    "edit_after_void": "أُلغي ثم عُدّل",
    "skipped_transition": "خطوة لم تُطبَّق",
}
CELLS = {
    "name": "الاسم",
    "identity": "الهوية",
    "mobile": "الجوال",
    "born": "تاريخ الميلاد",
    "sex": "الجنس",
    "iban": "الآيبان",
    "member_number": "رقم العضوية",
    "person": "الشخص",
    "answers": "الإجابات",
    "state": "حالة المقابلة",
    "roles": "الأدوار",
    "town": "البلدة",
    "party_kind": "الصفة",
    "note": "الملاحظة",
    "purpose": "الغرض",
    "channel": "القناة",
    "number": "الرقم",
    "form": "النموذج",
    "started_at": "بدأت في",
    "day": "اليوم",
    "time": "الساعة",
    "category": "الفئة",
    "username": "اسم المستخدم",
    "made_at": "أُعدّ في",
    "interview": "المقابلة",
    "attestation": "الإقرار",
    "kind": "النوع",
    "signed_at": "وُقّع في",
    "seen_by": "بحضور",
    "user": "المستخدم",
    "same_as": "الملف الذي يُعتمد",
    "linked_at": "رُبطا في",
    "linked_by": "ربطهما",
    "counts": "ما يُؤخذ من الملف الآخر",
    "notice": "إشعار الخصوصية",
    "agreed_at": "وافق في",
    "told_by": "أطلعه عليه",
    "record": "الإلغاء والاستعادة",
    "document": "المستند",
    "verdict": "نتيجة المطابقة",
    "copy": "صورة المستند",
    "step": "الخطوة",
    "said": "ما قيل",
    "done_at": "في",
    "done_by": "بيد",
    "question": "السؤال",
    "means": "الوسيلة",
    "asked_by": "السائل",
    "asked_at": "سُئل في",
    "answer": "الجواب",
    "progress": "حال الإحالة",
}
COLUMNS = {
    **CELLS,
    "full_name": "الاسم الكامل",
    "given": "الاسم الأول",
    "father": "اسم الأب",
    "grandfather": "اسم الجد",
    "family": "اسم العائلة",
    "id_type": "نوع الهوية",
    "id_number": "رقم الهوية",
    "id_override": "سبب قبول الرقم",
    "born_hijri": "الميلاد هجريًا",
    "born_gregorian": "الميلاد ميلاديًا",
    "answers_sha256": "بصمة الإجابات",
    "void_reason": "سبب الإلغاء",
    "restored": "",
    "form_id": "النموذج",
    "form_version": "إصدار النموذج",
    "notice_version": "إصدار الإشعار",
    "original_seen": "رُئي الأصل",
    "document_number": "رقم المستند",
    "issued_hijri": "صدر هجريًا",
    "issued_gregorian": "صدر ميلاديًا",
    "expires_hijri": "ينتهي هجريًا",
    "expires_gregorian": "ينتهي ميلاديًا",
    "matches": "يطابق البيانات",
    "difference": "الاختلاف",
    "checked_by": "المطابِق",
    "checked_at": "طوبق في",
    "copy_basis": "أساس أخذ الصورة",
    "copy_by": "سجّله",
    "copy_at": "سُجّل في",
    "officer": "المجيب",
    "answered_by": "كتب الجواب",
    "answered_at": "أُجيب في",
}
# How a value was typed, and the stored text behind its digest, say nothing to a person.
UNSHOWN = frozenset(
    ("born_typed", "issued_typed", "expires_typed", "answers", "form_sha256", "notice_sha256", "frozen", "sha256")
)
# Numbers and names that read from left to right.
CODES = frozenset(("id_number", "mobile", "iban", "member_number", "answers_sha256", "number", "document_number"))
# As a clerk writes it, not as it is stored.
SHOWN = {
    "mobile": shown_mobile,
    "iban": shown_iban,
    "born_hijri": shown_hijri,
    "born_gregorian": shown_gregorian,
    "day": shown_day,
    "time": shown_time,
    "started_at": shown_moment,
    "made_at": shown_moment,
    "signed_at": shown_moment,
    "linked_at": shown_moment,
    "agreed_at": shown_moment,
    "issued_hijri": shown_hijri,
    "issued_gregorian": shown_gregorian,
    "expires_hijri": shown_hijri,
    "expires_gregorian": shown_gregorian,
    "checked_at": shown_moment,
    "copy_at": shown_moment,
    "asked_at": shown_moment,
    "answered_at": shown_moment,
    "done_at": shown_moment,
}
INTERVIEW_STATES = {
    "draft": Text("مسودة هنا", "draft here"),
    "left": Text("بانتظار الإكمال", "to be completed"),
    "finished": Text("مكتملة", "complete"),
}
ATTESTATION_STATES = {
    "unsigned": Text("غير موقّع", "unsigned"),
    "signed": Text("موقّع", "signed"),
    "void": Text("ملغى", "void"),
}
STEPS = {"left": "تركها لتُكمل لاحقًا", "finished": "إنهاؤها"}
VALUES = {
    "sex": {"male": "ذكر", "female": "أنثى"},
    "id_type": {
        "national": "هوية وطنية",
        "resident": "إقامة",
        "gcc": "هوية خليجية",
        "passport": "جواز سفر",
        "other": "أخرى",
    },
    "state": {"left": "متروكة", "finished": "مكتملة"},
    "kind": {"ink": "بالقلم على الورق"},
    "original_seen": {"yes": "نعم", "no": "لا"},
    "matches": {"yes": "نعم", "no": "لا"},
    "means": {id: text.ar for id, text in MEANS.items()},
    "progress": {id: text.ar for id, text in PROGRESS.items()},
}
FATES = {
    "shown": "المعروضة الآن",
    "beside": "تنتظر قرارًا",
    "replaced": "حلّت محلها أخرى",
    "skipped": "خطوة لم تُطبَّق",
    "refused": "لم يطبّقها المركز الرئيس",
}
DIGEST_LETTERS = 12
EMPTY = "فارغ"


def record(table: str, about: str) -> str:
    """«ملف نورة بنت سعد»، «زيارة السبت 21 نوفمبر 2026 م، 9:05 ص · سعد»، «مقابلة 17-A-000042-5 · نورة»."""
    return f"{RECORDS.get(table, table)} {named(table, about)}"


def named(table: str, about: str) -> str:
    """The same without the noun: what was done has it already."""
    first, dot, rest = about.partition(" · ")
    if table == "visits":
        first = _visit_moment(first)
    elif dot:
        first = isolate(first)
    return f"{first}{dot}{rest}"


def _visit_moment(text: str) -> str:
    """A name, not a statement: one calendar will do."""
    day, _, time = text.partition(" ")
    said = shown_weekday(day)
    return text if said == day else "، ".join(filter(None, (said, shown_time(time))))


def cell(name: str) -> str:
    return CELLS.get(name, name)


def value(column: str, text: str, profile: Profile | None = None) -> str:
    """`profile` names purposes, channels and kinds by its own words."""
    if not text:
        return "استُعيد" if column == "restored" else EMPTY
    if column == "roles":
        return "، ".join(ROLE_NAMES[role].ar if role in ROLE_NAMES else role for role in text.split())
    if column.endswith("sha256"):
        return text[:DIGEST_LETTERS]
    if column in SHOWN:
        return SHOWN[column](text)
    named = choices(column, profile).get(text)
    return named or VALUES.get(column, {}).get(text, text)


def choices(column: str, profile: Profile | None) -> dict[str, str]:
    """What a column may say, by its id; empty for free text."""
    if column in ("sex", "id_type"):
        return VALUES[column]
    if profile is None:
        return {}
    match column:
        case "purpose":
            return {item.id: item.text.ar for item in profile.purposes}
        case "channel":
            return {item.id: item.text.ar for item in profile.channels}
        case "category":
            return {item.id: item.text.ar for item in profile.counter}
        case "party_kind":
            return {item.id: item.text.ar for item in profile.party_kinds}
    return {}


def step(state: str) -> str:
    return STEPS.get(state, state)


def moment(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ، 9:05 ص»."""
    return shown_moment(iso)


def place(office: str, *, is_here: bool) -> str:
    """«مكتب الملز · هذا الجهاز»."""
    return " · ".join(filter(None, (office, "هذا الجهاز" if is_here else "جهاز آخر")))
