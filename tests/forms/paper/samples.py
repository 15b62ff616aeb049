"""Invented attestations for the tests of the paper: an ordinary one, and ones that strain the layout."""

from __future__ import annotations

import json
from typing import Any

RELATIONS = ("زوجة", "ابن", "ابنة", "أم", "أخت")
FIRST_NAMES = ("سارة", "خالد", "نورة", "عبدالرحمن", "لطيفة", "فيصل", "ريم")


def member(row: int, **cells: str) -> list[dict[str, str]]:
    """The lines of one household member, as an interview hands them over."""
    shown = {
        "member_name": ("اسم الفرد", FIRST_NAMES[row % len(FIRST_NAMES)] + " العنزي"),
        "relation": ("صلة القرابة", RELATIONS[row % len(RELATIONS)]),
        "age": ("العمر بالسنوات", str(3 + row * 2 % 70)),
        "works": ("هل يعمل؟", "لا" if row % 3 else "نعم"),
    }
    return [
        line(f"/data/household/member[{row}]/{name}", question, cells.get(name, display), "أفراد الأسرة")
        for name, (question, display) in shown.items()
    ]


def line(path: str, question: str, display: str, section: str | None = None) -> dict[str, str]:
    found = {"path": path, "question": question, "value": display, "display": display}
    return {**found, "section": section} if section else found


def answers(members: int = 4) -> list[dict[str, str]]:
    return [
        line("/data/need/kind", "نوع الطلب", "دعم إيجار", "الطلب"),
        line("/data/need/amount", "المبلغ المطلوب", "12000", "الطلب"),
        line("/data/need/since", "تاريخ بداية الحاجة", "2025-09-01", "الطلب"),
        line("/data/need/urgent", "هل الحاجة عاجلة؟", "نعم", "الطلب"),
        line(
            "/data/need/reason",
            "ما سبب الطلب وما الذي تغيّر في أحوال الأسرة خلال الستة أشهر الماضية؟",
            "انقطع دخل رب الأسرة منذ رمضان (1446هـ) بعد انتهاء عقده، وعلى الأسرة قسط شهري 850 ريالًا.",
            "الطلب",
        ),
        line("/data/income/salary", "الراتب الشهري", "3,450.50", "الدخل والسكن"),
        line("/data/income/sources", "مصادر الدخل", "راتب، الضمان الاجتماعي، مساعدة من الأقارب", "الدخل والسكن"),
        line("/data/home/kind", "نوع السكن", "شقة مستأجرة", "الدخل والسكن"),
        line("/data/home/rent", "الإيجار السنوي", "18000", "الدخل والسكن"),
        line("/data/home/rooms", "عدد الغرف", "", "الدخل والسكن"),
        *(cell for row in range(1, members + 1) for cell in member(row)),
    ]


def document(**changes: Any) -> dict[str, Any]:
    """A whole attestation; keyword arguments replace its parts."""
    whole: dict[str, Any] = {
        "kind": "attestation",
        "number": "RY01-7K2Q-000142-M",
        "made_at": "2025-11-21T10:38:00+03:00",
        "profile": {"id": "alqarinah", "version": 3, "name": "الجمعية التعاونية متعددة الأغراض بالقرينة"},
        "office": {"code": "RY01", "name": "المكتب الفرعي بحي الملز"},
        "person_word": "المستفيد",
        "person": {
            "number": "RY01-7K2Q-000087-4",
            "name": "عبدالله بن صالح بن محمد العنزي",
            "id_type": "national",
            "id_number": "1000000008",
            "mobile": "+966500000001",
            "born": {"hijri": "1400-07-15", "gregorian": "1980-05-29", "typed": "both"},
            "sex": "male",
            "town": "القرينة",
            "iban": "SA0380000000608010167519",
        },
        "form": {"id": "alqarinah/support-request", "version": "3", "sha256": "0" * 64, "title": "استمارة طلب دعم"},
        "answers": answers(),
        "documents": [
            {
                "name": "الهوية الوطنية",
                "original_seen": True,
                "matches": True,
                "valid": True,
                "valid_until": "2029-03-01",
            },
            {"name": "سجل الأسرة", "original_seen": True, "matches": True, "valid": True},
            {"name": "عقد الإيجار الإلكتروني", "original_seen": False, "matches": False, "valid": False},
        ],
        "clause": {
            "id": "attest-1",
            "version": "2",
            "title": "إقرار وتعهّد",
            "text": "أقرّ أنا الموقّع أدناه بأن جميع البيانات الواردة في هذا النموذج صحيحة ومطابقة لما قدّمته من مستندات، "
            "وأتحمّل المسؤولية المباشرة عنها، وألتزم بإبلاغ الجمعية بأي تغيير يطرأ عليها. وقد شُرح لي أن الطلب يُحال "
            "إلى لجنة البحث لدراسته، وأن لها قبوله أو ردّه.",
        },
        "clerk": {"id": "u-17", "name": "هند بنت سعد القحطاني"},
    }
    return {**whole, **changes}


def frozen(**changes: Any) -> bytes:
    """The canonical bytes of `document`."""
    return json.dumps(document(**changes), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
