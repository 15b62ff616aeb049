"""What can be wrong with a bundle, each with its code and what to do about it. Nothing is lost by any of them."""

from domain.arabic import isolate
from domain.errors import RuleBroken, Unavailable
from domain.text import Text

FIELD = "bundle"


def no_bundle() -> RuleBroken:
    return RuleBroken(
        "bundle.none",
        ar="هذا الملف ليس حزمة نقل من استقبال. اختر الملف الذي ينتهي اسمه بـ .istiqbal على الذاكرة.",
        en="This file is no bundle of Istiqbal. Choose the file on the stick whose name ends with .istiqbal.",
        field=FIELD,
    )


def newer() -> RuleBroken:
    return RuleBroken(
        "bundle.newer",
        ar="كتب هذه الحزمة إصدار أحدث من البرنامج، ولم يؤخذ منها شيء. حدّث البرنامج هنا ثم خذها.",
        en="A newer version of the program wrote this bundle and nothing of it was taken. Update the program here, "
        "then take it.",
        field=FIELD,
    )


def older() -> RuleBroken:
    return RuleBroken(
        "bundle.older",
        ar="كتب هذه الحزمة إصدار قديم من البرنامج، ولم يؤخذ منها شيء. حدّث البرنامج حيث كُتبت ثم انسخها من جديد.",
        en="An old version of the program wrote this bundle and nothing of it was taken. Update the program where it "
        "was written, then copy it again.",
        field=FIELD,
    )


def damaged() -> Unavailable:
    return Unavailable(
        "bundle.damaged",
        ar="الحزمة ناقصة أو تغيّر فيها شيء، ولم يؤخذ منها شيء. انسخها من جديد على ذاكرة سليمة؛ الأصل محفوظ في مكانه.",
        en="The bundle is cut short or was changed, and nothing of it was taken. Copy it again, on a sound stick; "
        "what it carries is still where it came from.",
        field=FIELD,
    )


def another_association() -> RuleBroken:
    return RuleBroken(
        "bundle.association",
        ar="هذه الحزمة لجمعية أخرى أو لمركز آخر، ولم يؤخذ منها شيء. تأكد من الملف الذي اخترته، وإلا فأبلغ مدير النظام.",
        en="This bundle is of another association or head office; nothing of it was taken. Check which file you "
        "chose; else tell the administrator.",
        field=FIELD,
    )


def another_recipient() -> RuleBroken:
    return RuleBroken(
        "bundle.recipient",
        ar="هذه الحزمة موجهة إلى جهاز آخر، ولا يفتحها غيره. خذها على ذلك الجهاز.",
        en="This bundle is addressed to another device, and only that one can open it. Take it there.",
        field=FIELD,
    )


def another_way(kind: int) -> RuleBroken:
    """`kind` is that of the bundle's header."""
    if kind == 1:
        return RuleBroken(
            "bundle.for_head_office",
            ar="هذه الحزمة في طريقها إلى المركز الرئيس. خذها هناك، وأعد إلى هنا الحزمة التي يكتبها المركز ردًا عليها.",
            en="This bundle is on its way to head office. Take it there, and bring back the one it writes in reply.",
            field=FIELD,
        )
    return RuleBroken(
        "bundle.for_laptop",
        ar="هذه الحزمة موجهة إلى جهاز من أجهزة الفروع لا إلى المركز الرئيس. خذها على ذلك الجهاز.",
        en="This bundle is addressed to a laptop, not to head office. Take it on that laptop.",
        field=FIELD,
    )


def not_the_first(part: int) -> RuleBroken:
    return RuleBroken(
        "bundle.not_first",
        ar=f"هذا الملف هو الجزء {part} من حزمة. اختر جزأها الأول، وهو الملف الذي ليس في اسمه رقم جزء.",
        en=f"This file is part {part} of a bundle. Choose its first part, the file without a part number in its name.",
        field=FIELD,
    )


def part_missing(part: int, name: str) -> RuleBroken:
    return RuleBroken(
        "bundle.part_missing",
        ar=f"ينقص الحزمة جزؤها {part}، ولم يؤخذ منها شيء. ضع الملف {isolate(name)} بجانب جزئها الأول ثم أعد المحاولة.",
        en=f"Part {part} of the bundle is missing and nothing of it was taken. Put the file {name} beside its first "
        "part and try again.",
        field=FIELD,
    )


def another_part(part: int) -> RuleBroken:
    return RuleBroken(
        "bundle.part_of_another",
        ar=f"الملف الذي في موضع الجزء {part} من حزمة أخرى، ولم يؤخذ منها شيء. اجمع أجزاء الحزمة الواحدة في مجلد واحد.",
        en=f"The file in the place of part {part} belongs to another bundle and nothing was taken. Keep the parts of "
        "one bundle together in one folder.",
        field=FIELD,
    )


def unknown_sender() -> RuleBroken:
    return RuleBroken(
        "bundle.sender",
        ar="كتب هذه الحزمة جهاز لا يعرفه المركز الرئيس، ولم يؤخذ منها شيء. اربط ذلك الجهاز بالمركز أولًا.",
        en="A device that head office does not know wrote this bundle, and nothing of it was taken. "
        "Let that device join head office first.",
        field=FIELD,
    )


def gap() -> RuleBroken:
    return RuleBroken(
        "bundle.gap",
        ar="تبدأ هذه الحزمة بعد آخر ما وصل إلى هذا الجهاز، ولم يؤخذ منها شيء. خذ الحزمة التي قبلها، "
        "أو انسخ إلى الذاكرة من هذا الجهاز واطلب من المركز ردًا جديدًا.",
        en="This bundle begins after what this laptop has received, and nothing of it was taken. Take the one before "
        "it, or copy to the stick here and let head office write a new reply.",
        field=FIELD,
    )


def other_standing() -> RuleBroken:
    return RuleBroken(
        "bundle.other_standing",
        ar="كُتبت هذه الحزمة لحال لم يعد عليها هذا الجهاز، ولم يؤخذ منها شيء، ولم يضع شيء. "
        "انسخ إلى الذاكرة من هذا الجهاز واطلب من المركز ردًا جديدًا.",
        en="This bundle was written for a state this laptop is no longer in; nothing of it was taken and nothing is "
        "lost. Copy to the stick here and let head office write a new reply.",
        field=FIELD,
    )


def not_written(reason: Text) -> Unavailable:
    return Unavailable(
        "bundle.write",
        ar=f"تعذّرت الكتابة على الذاكرة ({reason.ar})، ولم يبقَ عليها ملف ناقص باسم الحزمة. عملك محفوظ هنا؛ "
        "تحقق من الذاكرة ومن مساحتها الخالية ثم أعد النسخ.",
        en=f"The stick could not be written ({reason.en}); no half bundle stands under the bundle's name. Your work is "
        "safe here; check the stick and its free space, then copy again.",
        field=FIELD,
    )


def full() -> Unavailable:
    return Unavailable(
        "bundle.full",
        ar="لا تكفي مساحة الذاكرة لهذه الحزمة، ولم يبقَ عليها ملف ناقص باسمها. عملك محفوظ هنا؛ "
        "أفرغ مساحة أو استعمل ذاكرة أخرى ثم أعد النسخ.",
        en="The stick has too little space for this bundle; no half bundle stands under its name. Your work is safe "
        "here; free some space or use another stick, then copy again.",
        field=FIELD,
    )


def not_as_written() -> Unavailable:
    return Unavailable(
        "bundle.verify",
        ar="قُرئت الحزمة من الذاكرة بعد كتابتها فلم تكن كما كُتبت، فحُذفت. الذاكرة تالفة على الأرجح؛ استعمل غيرها.",
        en="Read back from the stick, the bundle was not as it had been written, and it was removed. "
        "The stick is probably failing; use another one.",
        field=FIELD,
    )


def not_read(reason: Text) -> Unavailable:
    return Unavailable(
        "bundle.read",
        ar=f"تعذّرت قراءة الحزمة من الذاكرة ({reason.ar}). تحقق من أن الذاكرة في مكانها ثم أعد المحاولة.",
        en=f"The bundle could not be read from the stick ({reason.en}). Check that the stick is in place "
        "and try again.",
        field=FIELD,
    )


def not_found(name: str) -> Unavailable:
    return Unavailable(
        "bundle.not_found",
        ar=f"لا يوجد ملف باسم {isolate(name)} في هذا الموضع. تحقق من أن الذاكرة في مكانها ومن اسم الملف.",
        en=f"There is no file {name} in this place. Check that the stick is in place, and the file's name.",
        field=FIELD,
    )


def gone() -> Unavailable:
    return Unavailable(
        "bundle.gone",
        ar="لم تعد الذاكرة تجيب أثناء النسخ، كأنها سُحبت. عملك محفوظ هنا؛ أعدها إلى مكانها ثم أعد النسخ من أوله.",
        en="The stick stopped answering while it was written, as if it had been pulled out. Your work is safe here; "
        "put it back and copy again from the start.",
        field=FIELD,
    )


def read_only() -> Unavailable:
    return Unavailable(
        "bundle.read_only",
        ar="لا يُسمح بالكتابة في هذا الموضع. افتح قفل الذاكرة أو اختر مجلدًا آخر ثم أعد النسخ.",
        en="Writing is not allowed in this place. Unlock the stick or choose another folder, then copy again.",
        field=FIELD,
    )


def name_taken(name: str) -> RuleBroken:
    return RuleBroken(
        "bundle.name_taken",
        ar=f"في هذا الموضع ملف آخر باسم {isolate(name)} ليس حزمة نقل، ولم يُمسّ. اختر اسمًا آخر.",
        en=f"Another file called {name} is in this place; it is no bundle and was not touched. Choose another name.",
        field=FIELD,
    )


def another_head_office() -> RuleBroken:
    return RuleBroken(
        "bundle.head_office",
        ar="لم يكتب هذه الحزمة المركزُ الرئيس الذي يتبعه هذا الجهاز، ولم يؤخذ منها شيء. أبلغ مدير النظام.",
        en="This bundle was not written by the head office of this laptop, and nothing of it was taken. "
        "Tell the administrator.",
        field=FIELD,
    )


def small_part(least: int) -> RuleBroken:
    return RuleBroken(
        "usage.part_bytes",
        ar=f"حجم الجزء صغير؛ أصغره {least} بايت.",
        en=f"The parts are too small; a part has at least {least} bytes.",
        field="part_bytes",
    )


def no_folder(name: str) -> Unavailable:
    return Unavailable(
        "bundle.no_folder",
        ar=f"لا يوجد مجلد باسم {isolate(name)}. تحقق من أن الذاكرة في مكانها ومن اسم المجلد.",
        en=f"There is no folder {name}. Check that the stick is in place, and the folder's name.",
        field=FIELD,
    )


def stopped() -> Unavailable:
    return Unavailable(
        "bundle.stopped",
        ar="أُوقف النقل كما طلبت. عملك محفوظ هنا، ولم يبقَ على الذاكرة ملف ناقص؛ أعده متى شئت.",
        en="The transfer was stopped as you asked. Your work is safe here and no half file is on the stick; "
        "do it again whenever you like.",
    )


def voids_much() -> RuleBroken:
    return RuleBroken(
        "bundle.voids",
        ar="في هذه الحزمة إلغاء لأكثر من عُشر السجلات هنا، فتوقف أخذها ولم يُلغ منها شيء. "
        "اسأل مدير النظام؛ فإن كان ذلك مقصودًا فليأخذها مرة بالأمر istiqbal bundle import --allow-voids.",
        en="This bundle would void more than a tenth of the records here, so taking it stopped and none was voided. "
        "Ask the administrator; if it is meant, take it once with istiqbal bundle import --allow-voids.",
        field=FIELD,
    )
