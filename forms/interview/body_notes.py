"""What of a form's questions is not run here, said to its author: nothing is passed over in silence."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from domain.file_kinds import not_understood
from domain.text import Text
from forms.interview.model import Note

_CALENDARS: Mapping[str, Text] = MappingProxyType(
    {
        "ethiopian": Text("الإثيوبي", "Ethiopian"),
        "coptic": Text("القبطي", "Coptic"),
        "persian": Text("الفارسي", "Persian"),
        "bikram-sambat": Text("بيكرام سامبات", "Bikram Sambat"),
        "myanmar": Text("الميانماري", "Myanmar"),
        "buddhist": Text("البوذي", "Buddhist"),
    }
)
_INSTEAD: Mapping[str, Text] = MappingProxyType(
    {
        "audio": Text(
            "لا يُسجَّل الصوت هنا؛ يكتب الموظف أين حُفظ التسجيل",
            "no sound is recorded here; the clerk writes where it is kept",
        ),
        "video": Text(
            "لا يُصوَّر المقطع هنا؛ يكتب الموظف أين حُفظ", "no film is taken here; the clerk writes where it is kept"
        ),
        "geotrace": Text(
            "لا يُتتبَّع المسار هنا؛ تُكتب نقاطه وبينها فاصلة منقوطة",
            "no path is traced here; its points are typed with semicolons between",
        ),
        "geoshape": Text(
            "لا تُرسم المساحة على خريطة هنا؛ تُكتب نقاطها وبينها فاصلة منقوطة",
            "no area is drawn on a map here; its points are typed with semicolons between",
        ),
    }
)
_CAMERAS = ("new", "new-front", "new-rear", "front")


def unused_appearance(appearance: str, name: str) -> Note:
    """An appearance that is not drawn."""
    calendar = _CALENDARS.get(appearance)
    if calendar is not None:
        return Note(
            "form.calendar",
            ar=f"السؤال «{name}»: التقويم {calendar.ar} ({appearance}) لا يُعرض هنا؛ يُكتب التاريخ ميلاديًا أو هجريًا.",
            en=f"The question “{name}”: the {calendar.en} calendar ({appearance}) is not shown here; its date is typed "
            "in the Gregorian or the Hijri one.",
        )
    if appearance in _CAMERAS:
        return Note(
            "form.appearance",
            ar=f"السؤال «{name}»: لا تُفتح الكاميرا هنا ({appearance})؛ يُختار الملف من الجهاز أو تُلصق الصورة.",
            en=f"The question “{name}”: no camera is opened here ({appearance}); a file is chosen or a picture pasted.",
        )
    return Note(
        "form.appearance",
        ar=f"المظهر {appearance} في السؤال «{name}» لا أثر له هنا.",
        en=f"The appearance {appearance} of the question “{name}” has no effect here.",
    )


def typed_instead(kind: str, name: str) -> Iterator[Note]:
    """A kind of question that is typed where a telephone would record, film or trace."""
    words = _INSTEAD.get(kind)
    if words is not None:
        yield Note(
            "form.typed",
            ar=f"السؤال «{name}» من نوع {kind}: {words.ar}.",
            en=f"The question “{name}” is {kind}: {words.en}.",
        )


def kinds_not_told(accepted: str, kind: str, name: str) -> Iterator[Note]:
    """Kinds of files that a question wants and that are not told by what is in a file; of a picture none is."""
    words = not_understood(accepted) if kind == "file" else (accepted,) if accepted not in ("", "image/*") else ()
    if not words:
        return
    wanted = "، ".join(words)
    if kind != "file":
        yield Note(
            "form.accept",
            ar=f"السؤال «{name}» يطلب أنواعًا من الملفات ({wanted})، ولا تُشترط إلا في سؤال من نوع file؛ اذكرها في نصه.",
            en=f"The question “{name}” wants kinds of files ({', '.join(words)}), which are demanded of a question of "
            "type file alone. Name them in the question's words.",
        )
        return
    yield Note(
        "form.accept",
        ar=f"السؤال «{name}» يطلب أنواعًا لا تُعرف من محتوى الملف ({wanted})؛ يُكتفى فيها باسمه، فاذكرها في نص السؤال.",
        en=f"The question “{name}” wants kinds that cannot be told by what is in a file ({', '.join(words)}): they are "
        "taken by the file's name. Name them in the question's words.",
    )
