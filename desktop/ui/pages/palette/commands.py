"""What the window does by itself, as the search offers it: its pages with their keys, and the deeds that have none of
their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.ui.language import said, said_of
from desktop.ui.pages.palette.state import Command
from domain.text import Text

NUMBERED = 9  # Ctrl+1 … Ctrl+9


@dataclass(frozen=True)
class PageEntry:
    """A page of the navigation; its key is its place."""

    key: str
    title: str
    icon: str


# What else a page or a deed is looked for by, in either language whichever the window speaks.
_WORDS = {
    "home": Text("البداية اليوم", "home start today"),
    "counter": Text("العداد زائر عد", "counter tally visitors"),
    "reception": Text("استقبال مراجع زائر زيارة", "reception visitor visit"),
    "persons": Text("ملف شخص بحث", "people file search"),
    "interviews": Text("مقابلة", "interview"),
    "quality": Text("رضا استبانة مسح ميداني زيارة إشرافية جولة", "quality satisfaction survey inspection visit"),
    "complaints": Text("شكوى تسوية تعويض", "complaint settlement compensation"),
    "tasks": Text("مهمة قرار", "tasks decision"),
    "stick": Text("يو إس بي", "usb stick"),
    "settings": Text("المظهر الأرقام المستخدمون كلمة المرور المركز", "settings appearance digits users password"),
    "register": Text("جديد إضافة ملف", "register new file"),
    "begin": Text("ابدأ استمارة", "begin form"),
    "day-sheet": Text("كشف المترددين", "print day sheet"),
    "report": Text("إحصاء شهري المدير العام رسوم", "report month statistics charts manager"),
    "sheet:satisfaction": Text("طباعة ورقة استبيان فارغ", "print blank questionnaire"),
    "sheet:field_survey": Text("طباعة ورقة جولة تفتيش", "print survey round"),
    "sheet:minutes": Text("طباعة لجنة اجتماع", "print committee meeting"),
    "sheet:policy_register": Text("طباعة توقيع الموظفين", "print staff signatures"),
    "sync": Text("إرسال استقبال", "sync send receive"),
    "waiting": Text("حالة مزامنة", "state of sync"),
    "forms": Text("استيراد إكسل نموذج", "forms import excel xlsform"),
    "check": Text("رمز مربع ختم تحقق PDF", "verify qr seal scan"),
    "lock": Text("خروج تسجيل", "lock log out"),
}
_PAGE = Text("صفحة", "page")


def commands_of(pages: Sequence[PageEntry], *, person: str) -> tuple[Command, ...]:
    """`person` is what the association calls one. A page's id is «page:» and its key."""
    shown = tuple(
        Command(
            f"page:{page.key}",
            page.title,
            page.icon,
            f"Ctrl+{number}" if number <= NUMBERED else "",
            f"{_words(_PAGE)} {_words(_WORDS.get(page.key))}",
        )
        for number, page in enumerate(pages, start=1)
    )
    return (*_deeds(person), *_sheets(), *shown)


def _deeds(person: str) -> tuple[Command, ...]:
    return (
        Command(
            "register", said(f"تسجيل {person}", f"Register a {person}"), "user-plus", words=_words(_WORDS["register"])
        ),
        Command(
            "begin",
            said("بدء مقابلة جديدة", "Begin a new interview"),
            "message-question",
            words=_words(_WORDS["begin"]),
        ),
        Command(
            "day-sheet", said("طباعة ورقة اليوم", "Print today's sheet"), "printer", words=_words(_WORDS["day-sheet"])
        ),
        Command("report", said("التقرير الدوري", "The periodic report"), "file-text", words=_words(_WORDS["report"])),
        Command(
            "sync", said("مزامنة مع المركز الآن", "Sync with head office now"), "refresh", words=_words(_WORDS["sync"])
        ),
        Command(
            "waiting",
            said("ما ينتظر الإرسال إلى المركز", "What waits to be sent to head office"),
            "cloud-up",
            "Ctrl+0",
            _words(_WORDS["waiting"]),
        ),
        Command(
            "forms",
            said("استمارات المكتب وفحصها", "The branch's forms, and checking them"),
            "file-search",
            words=_words(_WORDS["forms"]),
        ),
        Command("check", said("فحص ورقة", "Check a paper"), "shield-check", words=_words(_WORDS["check"])),
        Command(
            "lock", said("قفل أو تبديل المستخدم", "Lock, or change user"), "lock", "Ctrl+L", _words(_WORDS["lock"])
        ),
    )


def _sheets() -> tuple[Command, ...]:
    """Blank papers of the office."""
    titles = {
        "satisfaction": Text("ورقة رضا فارغة", "A blank satisfaction sheet"),
        "field_survey": Text("ورقة المسح الميداني", "The field-survey sheet"),
        "minutes": Text("محضر جلسة فارغ", "Blank minutes of a session"),
        "policy_register": Text("سجل الاطلاع على السياسة", "The policy read-and-sign register"),
    }
    return tuple(
        Command(f"sheet:{key}", said_of(title), "printer", words=_words(_WORDS[f"sheet:{key}"]))
        for key, title in titles.items()
    )


def _words(text: Text | None) -> str:
    return f"{text.ar} {text.en}" if text else ""
