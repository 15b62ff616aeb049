"""What can be wrong with a file beside the entries, and what to do about it."""

from domain.errors import RuleBroken, Unavailable


def too_large() -> RuleBroken:
    return RuleBroken(
        "blob.too_large",
        ar="الملف فارغ أو أكبر من 32 ميغابايت؛ خذه بدقة أقل.",
        en="The file is empty or larger than 32 MB; take it at a lower resolution.",
    )


def damaged() -> Unavailable:
    return Unavailable(
        "blob.damaged",
        ar="الملف تالف على هذا الجهاز، ونسخته السليمة عند المركز الرئيس تُجلب مع المزامنة القادمة. زامِن ثم افتحه.",
        en="The file is damaged on this computer. Head office holds it whole: it comes with the next sync. Sync, then "
        "open it.",
    )


def damaged_and_mended() -> Unavailable:
    return Unavailable(
        "blob.mended",
        ar="كان الملف تالفًا، وأُعيد الآن مما أُبقي جانبًا على هذا الجهاز. افتحه من جديد.",
        en="The file was damaged and has just been brought back from what was kept aside on this computer. Open it "
        "again.",
    )


def damaged_alone() -> Unavailable:
    return Unavailable(
        "blob.damaged_alone",
        ar="الملف تالف على هذا الجهاز، وليس عند المركز الرئيس نسخة منه. أرفقه ثانية أو امسح ورقته من جديد.",
        en="The file is damaged on this computer, and head office does not hold it. Attach it again, or scan its paper "
        "again.",
    )


def not_written() -> Unavailable:
    return Unavailable(
        "blob.disk",
        ar="تعذّر حفظ الملف على القرص. أفرغ مساحة ثم أعد المحاولة؛ ما عداه محفوظ.",
        en="The file could not be saved. Free some space and try again; everything else is saved.",
    )
