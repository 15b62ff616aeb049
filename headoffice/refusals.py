"""What head office says no to: the status, a stable code, and a sentence in both languages for the clerk."""

from domain.sync.wire import ForkPlace, Refusal


class Refused(Exception):
    """Nothing of the request was kept. `retry_seconds` is set when the same request may succeed later."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        ar: str,
        en: str,
        retry_seconds: int | None = None,
        parted: ForkPlace | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.refusal = Refusal(code, ar, en, parted)
        self.retry_seconds = retry_seconds


def damaged() -> Refused:
    return Refused(
        400,
        "sync.damaged",
        ar="وصل الطلب إلى المركز الرئيس تالفًا ولم يُحفظ منه شيء؛ ستعاد المحاولة.",
        en="The request reached head office damaged and nothing of it was kept; it will be tried again.",
    )


def unknown_device() -> Refused:
    return Refused(
        401,
        "sync.unknown_device",
        ar="المركز الرئيس لا يعرف هذا الجهاز؛ اطلب رمز انضمام جديدًا.",
        en="Head office does not know this laptop; ask it for a new enrolment code.",
    )


def bad_signature() -> Refused:
    return Refused(
        401,
        "sync.signature",
        ar="توقيع هذا الجهاز على الطلب غير صحيح ولم يُحفظ منه شيء؛ إن تكرر ذلك فأبلغ مدير النظام.",
        en="This laptop's signature on the request is wrong and nothing of it was kept; "
        "if this repeats, tell the administrator.",
    )


def not_granted() -> Refused:
    return Refused(
        403,
        "sync.grant",
        ar="لم يُمنح هذا الجهاز حق مزامنة هذا القسم؛ أبلغ مدير النظام في المركز الرئيس.",
        en="This laptop has no right to sync this part; tell head office's administrator.",
    )


def fork(place: ForkPlace) -> Refused:
    return Refused(
        409,
        "sync.fork",
        ar="لدى المركز الرئيس سجل آخر باسم هذا الجهاز، فقد استُعيد من نسخة قديمة أو نُسخ. "
        "عملك محفوظ هنا ويُعاد قيده باسم جديد؛ أبلغ مدير النظام إن تكرر ذلك.",
        en="Head office holds another log under this laptop's name: it was restored or copied. "
        "Your work is safe here and is issued again under a new name; if this repeats, tell the administrator.",
        parted=place,
    )


def another_association() -> Refused:
    return Refused(
        409,
        "sync.association",
        ar="هذا مركز رئيس لجمعية أخرى؛ تحقق من عنوانه في الإعدادات.",
        en="This is the head office of another association; check its address in the settings.",
    )


def replica_of_another() -> Refused:
    return Refused(
        409,
        "sync.replica",
        ar="نُسخ مخزن هذا الجهاز من جهاز آخر منضم؛ عملك محفوظ هنا، أبلغ مدير النظام.",
        en="This laptop's store was copied from another enrolled laptop. Your work is safe here; "
        "tell the administrator.",
    )


def lost() -> Refused:
    return Refused(
        403,
        "sync.lost",
        ar="أُبلغ المركز الرئيس أن هذا الجهاز مفقود، فلا يرسل إليه شيئًا ولا يأخذ منه شيئًا. "
        "إن كان الجهاز معك فعملك محفوظ فيه؛ أبلغ مدير النظام.",
        en="This laptop was reported lost: head office sends it nothing and takes nothing from it. "
        "If it is in your hands your work is safe in it; tell the administrator.",
    )


def revoked() -> Refused:
    return Refused(
        403,
        "sync.revoked",
        ar="أُوقف هذا الجهاز وانتهت مدة التسعين يومًا لإرسال ما فيه. عملك محفوظ هنا؛ أبلغ مدير النظام.",
        en="This laptop was revoked and the 90 days to send what it holds are over. Your work is safe here; "
        "tell the administrator.",
    )


def too_large() -> Refused:
    return Refused(
        413,
        "sync.too_large",
        ar="الطلب أكبر مما يقبله المركز الرئيس ولم يُحفظ منه شيء.",
        en="The request is larger than head office takes and nothing of it was kept.",
    )


def newer_protocol() -> Refused:
    return Refused(
        426,
        "sync.newer",
        ar="برنامج هذا الجهاز أحدث من برنامج المركز الرئيس؛ عملك محفوظ هنا حتى يُحدَّث المركز.",
        en="This laptop's program is newer than head office's; your work is safe here until head office is updated.",
    )


def older_protocol() -> Refused:
    return Refused(
        426,
        "sync.older",
        ar="برنامج هذا الجهاز أقدم من برنامج المركز الرئيس. ما كتبته وصل وحُفظ؛ حدّث البرنامج ليصلك عمل غيرك.",
        en="This laptop's program is older than head office's. What you wrote has arrived and is kept; update the "
        "program to receive the others' work.",
    )


def gone() -> Refused:
    return Refused(
        404,
        "snapshot.gone",
        ar="لم يعد المركز الرئيس يحتفظ بهذا الملف؛ سيُطلب ما بقي بطريق آخر.",
        en="Head office keeps this file no more; what is left will be asked for in another way.",
    )


def beyond_the_end() -> Refused:
    return Refused(
        416,
        "snapshot.range",
        ar="طُلب جزء لا وجود له في الملف؛ سيُطلب ما بقي بطريق آخر.",
        en="A part was asked for that the file does not have; what is left will be asked for in another way.",
    )


def other_offset() -> Refused:
    return Refused(
        409,
        "blob.offset",
        ar="وصل من الملف غير ما ظنه الجهاز؛ سيسأل أين وقف ويكمل من هناك.",
        en="Another part of the file has arrived than the laptop thought; it will ask how far, and go on from there.",
    )


def unnamed_file() -> Refused:
    return Refused(
        404,
        "blob.unnamed",
        ar="لا يذكر هذا الملفَ سجلٌّ عند المركز الرئيس، فلم يُؤخذ. يُرسل وحده حين يصل السجل الذي يذكره.",
        en="No record at head office names this file, and it was not taken. It is sent by itself once the record that "
        "names it has come.",
    )


def blob_too_large() -> Refused:
    return Refused(
        413,
        "blob.too_large",
        ar="الملف أكبر مما يأخذه المركز الرئيس؛ اختر دقة أقل عند المسح.",
        en="The file is larger than head office takes; scan it at a lower resolution.",
    )


def no_room() -> Refused:
    return Refused(
        413,
        "blob.quota",
        ar="امتلأت المساحة المخصصة لملفات هذا المكتب في المركز الرئيس؛ أبلغ مدير النظام. السجلات تصل كالمعتاد.",
        en="The room for this office's files at head office is used up; tell the administrator. Records go on as ever.",
    )


def busy() -> Refused:
    return Refused(
        503,
        "hub.busy",
        ar="المركز الرئيس مشغول الآن؛ لم يضع شيء، وستعاد المحاولة.",
        en="Head office is busy now; nothing was lost, it will be tried again.",
        retry_seconds=20,
    )


def too_often(retry_seconds: int) -> Refused:
    return Refused(
        429,
        "hub.often",
        ar="سأل هذا الجهاز أو هذه الشبكة المركز الرئيس مرات كثيرة متتابعة؛ لم يضع شيء، وستعاد المحاولة بعد قليل.",
        en="This laptop or its network has asked head office too often; nothing was lost, it will be tried again soon.",
        retry_seconds=retry_seconds,
    )


def too_slow() -> Refused:
    return Refused(
        408,
        "hub.slow",
        ar="وصل الطلب ببطء شديد فلم يكتمل ولم يُحفظ منه شيء؛ ستعاد المحاولة.",
        en="The request came too slowly to be whole and nothing of it was kept; it will be tried again.",
        retry_seconds=10,
    )


def broken() -> Refused:
    return Refused(
        500,
        "hub.error",
        ar="حدث خلل في المركز الرئيس ولم يُحفظ من الطلب شيء؛ ستعاد المحاولة، وإن تكرر فأبلغ مدير النظام.",
        en="Head office failed and kept nothing of the request; it will be tried again. "
        "If this repeats, tell the administrator.",
        retry_seconds=60,
    )


# --- enrolment -------------------------------------------------------------------------------------------------------


def too_many_guesses(retry_seconds: int) -> Refused:
    return Refused(
        429,
        "enrol.guesses",
        ar="جُرّبت رموز خاطئة كثيرة؛ انتظر عشر دقائق ثم أعد المحاولة.",
        en="Too many wrong codes were tried; wait ten minutes and try again.",
        retry_seconds=retry_seconds,
    )


def unknown_code() -> Refused:
    return Refused(
        403,
        "enrol.code.unknown",
        ar="المركز الرئيس لا يعرف رمز الانضمام هذا؛ اطلب رمزًا جديدًا.",
        en="Head office does not know this enrolment code; ask it for a new one.",
    )


def expired_code() -> Refused:
    return Refused(
        403,
        "enrol.code.expired",
        ar="انتهت صلاحية رمز الانضمام، فهو صالح سبعة أيام؛ اطلب رمزًا جديدًا.",
        en="The enrolment code has expired, it is good for seven days; ask for a new one.",
    )


def used_code() -> Refused:
    return Refused(
        403,
        "enrol.code.used",
        ar="استُعمل رمز الانضمام هذا من جهاز آخر، وهو لجهاز واحد؛ اطلب رمزًا جديدًا.",
        en="Another laptop has joined with this enrolment code, and it is for one laptop only; ask for a new one.",
    )


def another_office(office: str) -> Refused:
    return Refused(
        409,
        "enrol.office",
        ar=f"رمز الانضمام للمكتب {office}، وهذا الجهاز لمكتب آخر؛ اطلب رمزًا لمكتبك.",
        en=f"The enrolment code is for office {office}, and this laptop is of another; ask for a code for yours.",
    )


def another_profile(profile: str) -> Refused:
    return Refused(
        409,
        "enrol.profile",
        ar=f"هذا المركز الرئيس لجمعية سياستها {profile}، وهذا الجهاز أُعدّ لسياسة أخرى.",
        en=f"This head office is of an association with the profile {profile}; this laptop was set up with another.",
    )


def device_of_another_office() -> Refused:
    return Refused(
        409,
        "enrol.device",
        ar="هذا الجهاز منضم من قبل إلى مكتب آخر؛ أبلغ مدير النظام في المركز الرئيس.",
        en="This laptop has already joined another office; tell head office's administrator.",
    )
