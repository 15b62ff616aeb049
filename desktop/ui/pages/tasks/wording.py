"""What a task is called: its record, its field, its values, who wrote them and when."""

from datetime import datetime

from domain.calendar import SAUDI_TIME, format_gregorian
from domain.user import ROLE_NAMES

RECORDS = {
    "persons": "ملف",
    "visits": "زيارة",
    "interviews": "مقابلة",
    "users": "مستخدم",
    "attestations": "إقرار",
    "signatures": "توقيع",
    "user_keys": "مفتاح مستخدم",
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
}
# How a value was typed, and the stored text behind its digest, say nothing to a person.
UNSHOWN = frozenset(("born_typed", "answers"))
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
}
DIGEST_LETTERS = 12
EMPTY = "فارغ"


def record(table: str, about: str) -> str:
    """«ملف نورة بنت سعد»."""
    return f"{RECORDS.get(table, table)} {about}"


def cell(name: str) -> str:
    return CELLS.get(name, name)


def value(column: str, text: str) -> str:
    if not text:
        return EMPTY
    if column == "roles":
        return "، ".join(ROLE_NAMES.get(role, role) for role in text.split())
    if column.endswith("sha256"):
        return text[:DIGEST_LETTERS]
    return VALUES.get(column, {}).get(text, text)


def moment(iso: str) -> str:
    """«السبت 21 نوفمبر 2026 م، 09:05»."""
    local = datetime.fromisoformat(iso).astimezone(SAUDI_TIME)
    return f"{format_gregorian(local.date(), digits='western')}، {local:%H:%M}"
