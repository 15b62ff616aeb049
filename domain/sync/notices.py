"""What sync did by itself that the administrator should know: no decision of the clerk's, and nothing is lost."""

from dataclasses import dataclass

REPLICA_RESTORED = "replica.restored"
REPLICA_COPIED = "replica.copied"
REPLICA_FORKED = "replica.forked"
HUB_RESTORED = "hub.restored"
ROWS_MENDED = "rows.mended"
FORM_REFUSED = "form.refused"
PROFILE_TAKEN = "profile.taken"
PROFILE_REFUSED = "profile.refused"

_AR = {
    REPLICA_RESTORED: "استُعيدت بيانات هذا الجهاز من نسخة أقدم، فهو يكمل باسم جديد ويستعيد ما فاته من المركز الرئيس.",
    REPLICA_COPIED: "نُقلت بيانات هذا الجهاز أو نُسخت من مكان آخر، فهو يكمل باسم جديد. "
    "إن كانت النسخة الأولى ما زالت تعمل فأبقِ واحدة منهما فقط.",
    REPLICA_FORKED: "كُتب باسم هذا الجهاز في مكانين، فأُعيد قيد {count} من أعماله باسم جديد، ولم يضع منها شيء. "
    "قد يتكرر رقم أعطته النسختان لشخص أو ورقة؛ ابحث عن النسخة الأخرى من بياناته وأوقفها.",
    HUB_RESTORED: "استُعيد المركز الرئيس من نسخة أقدم؛ {count} من القيود هنا تأخذ مكانها لديه من جديد، "
    "ويُعاد إليه ما فقده منها.",
    ROWS_MENDED: "وُجد {count} من السجلات هنا على غير ما في المركز الرئيس، فأُصلح من سجل القيود ولم يضع شيء. "
    "إن تكرر ذلك فافحص قرص هذا الجهاز وذاكرته.",
    FORM_REFUSED: "نشر المركز الرئيس الاستمارة «{detail}» ولم يقبلها هذا الجهاز، فبقي ما كان مستعملًا. السبب في صفحة "
    "«استمارات المكتب»؛ أبلغ به المركز.",
    PROFILE_TAKEN: "نشر المركز الرئيس الإصدار {detail} من سياسة الجمعية، ويُعمل به هنا من الدخول التالي.",
    PROFILE_REFUSED: "نشر المركز الرئيس إصدارًا من سياسة الجمعية ولم يقبله هذا الجهاز، فبقي ما قبله. "
    "أبلغ المركز بالسبب: {detail}",
}
_EN = {
    REPLICA_RESTORED: "This laptop's store was restored from an older copy: it goes on under a new name and gets back "
    "what it misses from head office.",
    REPLICA_COPIED: "This laptop's store was moved or copied from elsewhere: it goes on under a new name. "
    "If the first copy is still in use, keep only one of the two.",
    REPLICA_FORKED: "Two places wrote under this laptop's name: {count} of its actions were issued again under a new "
    "one, and none is lost. A number that both gave to a person or a paper may occur twice; look for the other copy of "
    "its store and stop it.",
    HUB_RESTORED: "Head office was restored from an older copy: {count} of the entries here take their place there "
    "anew, and what it has lost of them is returned.",
    ROWS_MENDED: "{count} of the records here were other than head office's: they were mended from the log, and "
    "nothing is lost. If this repeats, check this computer's disk and memory.",
    FORM_REFUSED: "Head office published the form “{detail}” and this laptop did not take it: what was in use stays in "
    "use. The reason is on the page of the office's forms; tell head office.",
    PROFILE_TAKEN: "Head office published version {detail} of the association's profile; it is used here from the next "
    "sign-in on.",
    PROFILE_REFUSED: "Head office published a version of the association's profile and this laptop did not take it: "
    "the one before stays. Tell head office why: {detail}",
}


@dataclass(frozen=True)
class Noticed:
    """`count` is of entries; `detail` names a partition, a file or a version, or says why, in Arabic and in a
    second line in English."""

    at_ms: int
    code: str
    count: int
    detail: str

    @property
    def ar(self) -> str:
        return _AR[self.code].format(count=self.count, detail=self.detail.partition("\n")[0])

    @property
    def en(self) -> str:
        return _EN[self.code].format(count=self.count, detail=self.detail.rpartition("\n")[2])
