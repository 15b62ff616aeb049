"""What the window does by itself, as the search offers it: its pages with their keys, and the deeds that have none of
their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ui.pages.palette.state import Command

NUMBERED = 9  # Ctrl+1 … Ctrl+9


@dataclass(frozen=True)
class PageEntry:
    """A page of the navigation; its key is its place."""

    key: str
    title: str
    icon: str


# What else a page is looked for by.
_WORDS = {
    "home": "البداية اليوم home",
    "counter": "العداد زائر عد counter",
    "reception": "استقبال مراجع زائر زيارة reception",
    "persons": "ملف شخص بحث people",
    "interviews": "مقابلة interview",
    "tasks": "مهمة قرار tasks",
    "stick": "يو إس بي usb",
    "settings": "المظهر الأرقام المستخدمون كلمة المرور المركز settings",
}


def commands_of(pages: Sequence[PageEntry], *, person: str) -> tuple[Command, ...]:
    """`person` is what the association calls one. A page's id is «page:» and its key."""
    shown = tuple(
        Command(
            f"page:{page.key}",
            page.title,
            page.icon,
            f"Ctrl+{number}" if number <= NUMBERED else "",
            f"صفحة {_WORDS.get(page.key, '')}",
        )
        for number, page in enumerate(pages, start=1)
    )
    return (
        Command("register", f"تسجيل {person}", "user-plus", words="جديد إضافة ملف register"),
        Command("begin", "بدء مقابلة جديدة", "message-question", words="ابدأ استمارة"),
        Command("day-sheet", "طباعة ورقة اليوم", "printer", words="كشف المترددين print"),
        Command("sync", "مزامنة مع المركز الآن", "refresh", words="إرسال استقبال sync"),
        Command("waiting", "ما ينتظر الإرسال إلى المركز", "cloud-up", "Ctrl+0", "حالة مزامنة"),
        Command("forms", "استمارات المكتب وفحصها", "file-search", words="استيراد إكسل نموذج forms xlsform"),
        Command("lock", "قفل أو تبديل المستخدم", "lock", "Ctrl+L", "خروج تسجيل lock"),
        *shown,
    )
