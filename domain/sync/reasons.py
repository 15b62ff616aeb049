"""Why head office did not apply an entry, as a clerk is told it: every word that judging can give has its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.sync.judge import WAITING


@dataclass(frozen=True)
class Reason:
    """`can_be_mended` when writing the same again, put right, may pass. `waits` when time alone may cure it."""

    code: str
    ar: str
    en: str
    can_be_mended: bool = True

    @property
    def waits(self) -> bool:
        return self.code in WAITING


_SENTENCES = (
    # --- time may cure these
    Reason(
        "schema.newer",
        "كُتب ببرنامج أحدث من برنامج المركز الرئيس. يُطبَّق وحده حين يُحدَّث المركز، ولا يلزمك شيء.",
        "It was written by a newer program than head office has. It is applied by itself once head office is updated.",
        can_be_mended=False,
    ),
    Reason(
        "base.unknown",
        "بُني على عمل لم يصل إلى المركز الرئيس بعد. يُطبَّق وحده حين يصل.",
        "It is built on work that has not reached head office yet. It is applied by itself once that has come.",
        can_be_mended=False,
    ),
    Reason(
        "row.unknown",
        "يخص سجلًّا ليس في المركز الرئيس: إما أنه لم يصل بعد، وإما أن إنشاءه لم يُطبَّق. إن كان إنشاؤه في هذه القائمة "
        "فأصلحه أو اسحبه، فيتبعه هذا.",
        "It concerns a record that head office does not have: it has not come yet, or its creation was not applied. "
        "If the creation stands in this list, mend or withdraw it: this follows.",
        can_be_mended=False,
    ),
    Reason(
        "part.missing",
        "يخص شخصًا مُحيت بياناته، ولم يصل إلى المركز الرئيس بعد قرار المحو. يُنظر فيه وحده حين يصل.",
        "It concerns a person whose data was erased, and head office has not received the erasure yet. It is judged by "
        "itself once that has come.",
        can_be_mended=False,
    ),
    # --- these are for good
    Reason(
        "table.unknown",
        "يخص نوعًا من السجلات لا يعرفه برنامج المركز الرئيس. أعد كتابته بعد تحديث البرنامج في الجهتين.",
        "It concerns a kind of record that head office's program does not know. Write it again once both programs are "
        "updated.",
    ),
    Reason(
        "table.wrong_partition",
        "كُتب في غير القسم الذي يُحفظ فيه هذا النوع من السجلات. أعد كتابته، وإن تكرر فأبلغ مدير النظام.",
        "It was written to another part of the office's log than its kind belongs to. Write it again; if this repeats, "
        "tell the administrator.",
    ),
    Reason(
        "row.added_twice",
        "السجل الذي يُنشئه موجود في المركز الرئيس من قبل. راجع السجل الموجود؛ فإن نقصه شيء فأكمله فيه، ثم اسحب هذا.",
        "The record it creates exists at head office already. Look at that record, complete it if something is "
        "missing, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "row.of_another_table",
        "يخص سجلًّا من نوع آخر لدى المركز الرئيس. اسحبه واكتب ما تريد في السجل الصحيح.",
        "At head office the record it concerns is of another kind. Withdraw it and write to the right record.",
        can_be_mended=False,
    ),
    Reason(
        "base.of_itself",
        "لا يُعرف منه ما كان مكتوبًا قبله، فلا يُعلم ماذا غيّر. أعد كتابته على ما تراه الآن.",
        "It does not say what stood there before, so nobody knows what it changed. Write it again over what is shown.",
    ),
    Reason(
        "cell.unknown",
        "فيه حقل لا يعرفه برنامج المركز الرئيس. أعد كتابته بعد تحديث البرنامج في الجهتين.",
        "It has a field that head office's program does not know. Write it again once both programs are updated.",
    ),
    Reason(
        "cell.wrong_kind",
        "في أحد الحقول قيمة ليست من نوعه، كنص في موضع رقم. صحّح القيمة واكتبه من جديد.",
        "A field has a value that is not of its kind, like text for a number. Put the value right and write it again.",
    ),
    Reason(
        "cell.immutable",
        "يغيّر حقلًا لا يتغيّر بعد إنشاء السجل. ألغِ السجل مع ذكر السبب وأنشئ غيره، ثم اسحب هذا.",
        "It changes a field that stays as it was when the record was made. Void the record with a reason, make "
        "another, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "cell.not_written",
        "يكتب حقلًا لا يُكتب، بل يُحسب من سجلات أخرى. حدّث البرنامج على جهازك، ثم اسحب هذا.",
        "It writes a field that is never written but worked out from other records. Update the program on your laptop, "
        "then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "row.appended",
        "يغيّر سطرًا لا يُمسّ بعد كتابته، كالتوقيع، أو يلغيه. اكتب سطرًا جديدًا يبيّن ما تغيّر، ثم اسحب هذا.",
        "It changes or voids a line that stays as it was written, such as a signature. Write another line that says "
        "what has changed, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "void.without_reason",
        "يلغي سجلًّا بلا سبب مكتوب. اكتب السبب وألغِه من جديد.",
        "It voids a record without a reason. Write the reason and void it again.",
    ),
    Reason(
        "restore.of_nothing",
        "يستعيد سجلًّا دون أن يذكر الإلغاء الذي يرفعه. استعده من جديد إن كان ما زال ملغى.",
        "It restores a record without naming the voiding it takes back. Restore it again if it is still void.",
    ),
    Reason(
        "subject.erased",
        "يخص شخصًا مُحيت بياناته من الجمعية، فلم يُحفظ منه شيء. اسحبه؛ وإن عاد الشخص يطلب خدمة فسجّله من جديد.",
        "It concerns a person whose data was erased from the association, and nothing of it was kept. Withdraw it; if "
        "the person asks for a service again, register him anew.",
        can_be_mended=False,
    ),
    Reason(
        "erase.not_allowed",
        "يمحو بيانات شخص، ولا يمحوها إلا مدير النظام. اطلب منه ذلك واسحب هذا.",
        "It erases a person's data, which only an administrator may do. Ask one, and withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "erase.not_a_person",
        "يمحو ما ليس ملف شخص، والمحو للأشخاص وحدهم. ألغِ السجل مع ذكر السبب بدلًا من ذلك.",
        "It erases something that is no person's file. Void the record with a reason instead.",
        can_be_mended=False,
    ),
    Reason(
        "erase.not_alone",
        "كُتب محو بيانات الشخص مع عمل آخر، ويجب أن يكون وحده. اسحبه واكتب المحو من جديد.",
        "The erasure of a person was written together with something else. Withdraw it and erase the person again.",
        can_be_mended=False,
    ),
    Reason(
        "erase.without_reason",
        "يمحو بيانات شخص بلا سبب مكتوب. اكتب السبب وامحها من جديد.",
        "It erases a person's data without a reason. Erase the person again and write why.",
        can_be_mended=False,
    ),
    Reason(
        "role.not_allowed",
        "لا يكتب هذا إلا من له دور يسمح به، ولم يكن لكاتبه هذا الدور لدى المركز الرئيس. ليدخل من له الدور باسمه على "
        "هذا الجهاز ويكتبه من جديد من هذه القائمة، أو اسحبه.",
        "Only somebody whose role allows it may write this, and at head office its author did not have that role. Let "
        "somebody who has it sign in on this laptop and write it again from this list, or withdraw it.",
    ),
    Reason(
        "author.another",
        "كُتب باسم غير كاتبه: فيه أن مستخدمًا آخر هو من فعله. ليدخل من فعله باسمه ويكتبه من جديد من هذه القائمة، فيُكتب "
        "باسمه، أو اسحبه.",
        "It was written in another's name: it says that another user did it. Let whoever did it sign in and write it "
        "again from this list, then it stands in his name; or withdraw it.",
    ),
    Reason(
        "person.of_another",
        "يخص مقابلة شخص ويذكر شخصًا غيره. اسحبه، ثم اكتبه من ملف صاحب المقابلة.",
        "It belongs to one person's interview and names another person. Withdraw it, then write it from the file of "
        "the person whose interview it is.",
        can_be_mended=False,
    ),
    Reason(
        "sheet.named",
        "ورقة رضا تحمل من كتبها، والرضا لا يُسمّى فيه أحد. أعد إدخالها من صفحة «الرضا والإشراف»، ثم اسحب هذه.",
        "A sheet of satisfaction with somebody as its author, and satisfaction names nobody. Enter it again on the "
        "page Quality, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "sheet.kept",
        "أوراق الرضا لا تُشطب ولا تُعدَّل بعد خروجها من الصندوق، حتى لا يُنتقى منها. اسحب هذا.",
        "Sheets of satisfaction are neither struck out nor changed once they have left the box, so that nobody chooses "
        "among them. Withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "survey.unfit",
        "ورقة رضا أو جولة بلا يوم أو بلا استمارة أو بإجابات لا تُقرأ. أعد إدخالها من صفحة «الرضا والإشراف»، ثم اسحب "
        "هذه.",
        "A sheet or an inspection without a day, without a form, or with answers that cannot be read. Enter it again "
        "on the page Quality, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "inspection.of_another",
        "جولة كُتبت باسم غير من أجراها. ليدخل من أجراها باسمه ويسجّلها، ثم اسحب هذه.",
        "An inspection written in the name of somebody else than made it. Let whoever made it sign in and record it, "
        "then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "request.not_attested",
        "يقدّم طلبًا إلى اللجنة أو يقرر فيه بلا إقرار موقّع من صاحبه. وقّع الإقرار ثم أعد الخطوة، واسحب هذا.",
        "It takes a request to the committee, or decides it, without an attestation that the person signed. Have it "
        "signed and take the step again, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "session.over",
        "يكتب في جلسة وُقّع محضرها أو أُلغيت، فلا يُزاد عليها ولا يُغيَّر فيها. اسحبه؛ وإن لزم القرار فأدرج الطلب في "
        "جلسة جديدة وقرر فيها.",
        "It writes to a session whose minutes are signed, or that was cancelled: nothing is added to it or changed in "
        "it. Withdraw this; if a decision is needed, put the request on a new session and decide it there.",
        can_be_mended=False,
    ),
    Reason(
        "duties.not_separated",
        "جمع فيه مستخدم واحد بين استقبال الطلب والقرار فيه، أو بين القرار والإغلاق، بلا استثناء من المدير العام. يتم "
        "الخطوة مستخدم آخر، ثم اسحب هذا.",
        "One user took the request and decided it, or decided and closed it, without an exception of the general "
        "manager. Let another user take the step, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "choice.settled",
        "اختار كاتبه أحد أساسين سُجّلا لأخذ صورة مستند، وكان زميل قد اختار الآخر قبله، فبقي الآخر. راجع الأساس المسجّل "
        "الآن؛ فإن لم يكن هو الصحيح فليكتب المشرف أو المدير هذا من جديد باسمه من هذه القائمة، وإلا فاسحبه.",
        "It chose between two legal bases recorded for a copy, after a colleague had chosen the other one, which "
        "stands. Look at the basis that is recorded now: if it is wrong, let a supervisor or manager sign in and write "
        "this again from this list; otherwise withdraw it.",
    ),
    Reason(
        "signature.invalid",
        "توقيع الموظف لا يثبت ما كُتب في الإقرار أو القرار، فلا يُعتدّ به. اسحبه، ثم أنشئ الإقرار من المقابلة أو سجّل "
        "القرار من جديد.",
        "The signature does not prove what the attestation or the decision says, so it does not count. Withdraw it, "
        "then make the attestation anew from its interview, or enter the decision again.",
        can_be_mended=False,
    ),
    Reason(
        "transition.illegal",
        "ينقل السجل إلى حال لا تأتي بعد الحال التي كان عليها. راجع حال السجل الآن وأكمل منها، ثم اسحب هذا.",
        "It takes the record to a state that does not follow the one it was in. Look where the record stands now and "
        "go on from there, then withdraw this.",
        can_be_mended=False,
    ),
    Reason(
        "entry.again",
        "العمل نفسه عند المركز الرئيس باسم آخر، فحُسب مرة واحدة. لم يضع شيء ولا يلزمك شيء.",
        "Head office has the same deed under another name, and counted it once. Nothing is lost, and there is nothing "
        "to do.",
        can_be_mended=False,
    ),
    Reason(
        "entry.malformed",
        "وصل كما كُتب، ولا يستطيع البرنامج قراءة ما فيه. اسحبه واكتب العمل من جديد في سجله.",
        "It arrived as it was written, and the program cannot read what is in it. Withdraw it and do the work again in "
        "its record.",
        can_be_mended=False,
    ),
)
REASONS: Mapping[str, Reason] = MappingProxyType({reason.code: reason for reason in _SENTENCES})


def reason_of(code: str) -> Reason:
    """A head office that is newer may give a word this program does not know: that is said too, with the word."""
    return REASONS.get(code) or Reason(
        code,
        f"لم يقبله المركز الرئيس لسبب لا يعرفه هذا البرنامج ({code}). حدّث البرنامج، ثم أصلحه أو اسحبه.",
        f"Head office did not accept it, for a reason this program does not know ({code}). Update the program, then "
        "mend or withdraw it.",
    )
