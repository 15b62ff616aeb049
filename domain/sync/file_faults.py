"""Why a file of a bundle was not kept, each with its code and what to do about it. No entry is lost by any of them."""

from domain.errors import RuleBroken, Unavailable

FIELD = "bundle"


class FilesCut(Exception):
    """The files of a bundle end here: it was cut or damaged behind its records, or a part of it is not there."""


def cut() -> Unavailable:
    return Unavailable(
        "bundle.files_cut",
        ar="أُخذت سجلات الحزمة كلها، وانقطعت ملفاتها قبل آخرها. اجمع أجزاءها في مجلد واحد وخذها ثانية، "
        "أو انسخ من جديد حيث كُتبت: يُنسخ ما لم يصل.",
        en="All records of the bundle were taken; its files break off before the end. Keep its parts in one folder and "
        "take it again, or copy anew where it was written: what has not arrived is copied.",
        field=FIELD,
    )


def withdrawn() -> RuleBroken:
    return RuleBroken(
        "bundle.file_withdrawn",
        ar="لم يعد الملف عند كاتب الحزمة حين كُتبت، أو كان تالفًا عنده. إن احتجت إليه فاطلبه ممن عنده أصله.",
        en="Whoever wrote the bundle no longer had the file, or it was damaged there. If it is needed, ask whoever has "
        "the original.",
        field=FIELD,
    )


def another_content() -> Unavailable:
    return Unavailable(
        "bundle.file_other",
        ar="محتوى الملف في الحزمة ليس ما يقوله اسمه، فلم يُحفظ. انسخه من جديد حيث كُتبت الحزمة.",
        en="The file in the bundle is not what its name says and was not kept. Copy it anew where the bundle was "
        "written.",
        field=FIELD,
    )


def unnamed() -> RuleBroken:
    return RuleBroken(
        "blob.unnamed",
        ar="لا يذكر الملفَّ سجلٌ هنا: لم يصل سجله بعد، أو مُحي صاحبه. يُنسخ ثانية إن لزم.",
        en="No record here names the file: its record has not arrived yet, or its person was erased. It is copied "
        "again if it is needed.",
        field=FIELD,
    )


def too_large() -> RuleBroken:
    return RuleBroken(
        "blob.too_large",
        ar="الملف فارغ أو أكبر من 32 ميغابايت، فلم يُقرأ. امسح الورقة ضوئيًا بدقة أقل.",
        en="The file is empty or larger than 32 MB and was not read. Scan the paper at a lower resolution.",
        field=FIELD,
    )
