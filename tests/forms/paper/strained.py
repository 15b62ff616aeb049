"""What strains a paper: names without end, diacritics, letters of neighbours, Latin, notes of many lines, nothing."""

from domain.policy import Profile
from forms.paper.clauses import Stated
from forms.paper.issued import Issue

PRINTED = "2026-11-21T09:25+03:00"
LONG_NAME = "عبدالرحمن بن عبدالله بن عبدالعزيز بن محمد بن إبراهيم " * 4 + "آل الطويل"
UNBROKEN = "اسم" * 90
TASHKEEL = "مُحَمَّدُ بْنُ عَبْدِ اللَّهِ"
PERSIAN = "گلپایگانی چ ژ پ ک ی"
LATIN = "Abdullah Al-Waahi (RY01-7K2Q-000142-M)"
TWELVE_LINES = "\n".join(f"سطر {number} من ملاحظة طويلة كُتبت بيد موظف الاستقبال" for number in range(1, 13))
STRANGE = (LONG_NAME, UNBROKEN, TASHKEEL, PERSIAN, LATIN, TWELVE_LINES, "")
THIRTY = tuple(f"مستند رقم {number} للأسرة" for number in range(501, 531))


def issue(profile: Profile, **changes: str) -> Issue:
    said = {
        "association": profile.name.ar,
        "office": "المكتب الفرعي بحي الملز (RY01)",
        "at": "2026-11-21T09:05+03:00",
        "number": "17-A-000043-1",
        "person_word": profile.person.definite.ar,
        "person": "نورة بنت سالم الواحي",
        "file_number": "17-A-000042-5",
    }
    return Issue(**{**said, **changes})


def stated(text: str, count: int = 1) -> tuple[Stated, ...]:
    return tuple(Stated(text, "خطوات التعامل، ٥") for _ in range(count))
