"""What an action of the log is called, in words a clerk would use."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.text import Text

DEEDS: Mapping[str, Text] = MappingProxyType(
    {
        "visit.count": Text("عدّ زائر", "a visitor counted"),
        "visit.void": Text("إلغاء زيارة", "a visit voided"),
        "visit.correct": Text("تصحيح زيارة", "a visit corrected"),
        "visit.describe": Text("بيانات زيارة", "a visit described"),
        "person.add": Text("تسجيل شخص", "a person registered"),
        "person.erase": Text("محو بيانات شخص", "a person's data erased"),
        "person.edit": Text("تعديل بيانات شخص", "a person's record changed"),
        "person.join": Text("ربط ملفين لشخص واحد", "two files linked as one person's"),
        "person.part": Text("فصل ملفين", "two linked files parted"),
        "person.consent": Text("موافقة على إشعار الخصوصية", "the privacy notice agreed to"),
        "person.withdraw": Text("سحب الموافقة على إشعار الخصوصية", "the agreement to the privacy notice withdrawn"),
        "answers.export": Text("إخراج إجابات في ملف", "answers taken out as a file"),
        "contact.add": Text("إضافة وسيلة تواصل", "a contact noted"),
        "contact.edit": Text("تعديل وسيلة تواصل", "a contact changed"),
        "contact.remove": Text("حذف وسيلة تواصل", "a contact taken away"),
        "contact.return": Text("استعادة وسيلة تواصل", "a contact brought back"),
        "visit.receive": Text("استقبال مراجع", "a visitor received"),
        "interview.leave": Text("حفظ مقابلة لم تكتمل", "an unfinished interview kept"),
        "interview.finish": Text("إنهاء مقابلة", "an interview finished"),
        "attestation.make": Text("إعداد إقرار", "an attestation made"),
        "attestation.sign": Text("توقيع إقرار", "an attestation signed"),
        "signature.scan": Text("حفظ الورقة الموقّعة ممسوحة", "a signed paper scanned back"),
        "signature.draw": Text("توقيع على الشاشة", "a signature drawn on the screen"),
        "signature.thumb": Text("بصمة إبهام بحضور شاهدين", "a thumbprint before two witnesses"),
        "signature.withdraw": Text("سحب إثبات توقيع", "a proof of a signature taken back"),
        "signature.return": Text("إعادة إثبات توقيع سُحب", "a proof of a signature brought back"),
        "paper.keep": Text("حفظ ورقة كما صدرت", "a paper kept as it was issued"),
        "document.check": Text("مطابقة مستند", "a document checked"),
        "document.copy": Text("تسجيل أساس صورة مستند", "the basis of a copy recorded"),
        "case.request": Text("تحديد نوع الطلب", "the kind of request chosen"),
        "case.explain": Text("شرح الإجراءات", "the procedure explained"),
        "case.contact": Text("الاتفاق على وسيلة التواصل", "the contact means agreed"),
        "case.keep": Text("حفظ حالة ناقصة", "an incomplete case kept"),
        "case.complete": Text("اكتمال حالة قبل المغادرة", "a case complete before leaving"),
        "referral.ask": Text("إحالة سؤال", "a question referred"),
        "referral.answer": Text("جواب إحالة", "a referral answered"),
        "referral.tell": Text("إبلاغ جواب إحالة", "an answer told"),
        "referral.withdraw": Text("سحب سؤال محال", "a referred question withdrawn"),
        "enquiry.take": Text("تسجيل استفسار", "an enquiry taken down"),
        "enquiry.answer": Text("جواب استفسار", "an enquiry answered"),
        "enquiry.tell": Text("إبلاغ جواب استفسار", "the answer to an enquiry told"),
        "enquiry.refer": Text("إحالة استفسار إلى جهة الاختصاص", "an enquiry sent to the department"),
        "enquiry.correct": Text("تصحيح استفسار", "an enquiry corrected"),
        "enquiry.withdraw": Text("سحب استفسار", "an enquiry withdrawn"),
        "enquiry.reopen": Text("إعادة فتح استفسار", "an enquiry opened again"),
        "enquiry.void": Text("إلغاء استفسار", "an enquiry taken back"),
        "enquiry.return": Text("استعادة استفسار", "an enquiry brought back"),
        "enquiry.erase": Text("محو استفسار غير مسجّل", "an unregistered person's enquiry erased"),
        "frequent.keep": Text("حفظ سؤال متكرر", "a frequent question kept"),
        "frequent.edit": Text("تعديل سؤال متكرر", "a frequent question changed"),
        "frequent.drop": Text("حذف سؤال متكرر", "a frequent question no longer offered"),
        "frequent.return": Text("استعادة سؤال متكرر", "a frequent question offered again"),
        "official.add": Text("إضافة مسؤول", "an official entered"),
        "official.edit": Text("تعديل بيانات مسؤول", "an official's record changed"),
        "official.remove": Text("حذف مسؤول", "an official taken off the list"),
        "official.return": Text("استعادة مسؤول", "an official put back on the list"),
        "user.add": Text("إضافة مستخدم", "a user added"),
        "user.new_key": Text("مفتاح جديد لمستخدم", "a new key for a user"),
        "office.open": Text("افتتاح المكتب", "the office opened"),
        "task.settle": Text("حسم مهمة", "a task settled"),
        "task.reopen": Text("التراجع عن حسم مهمة", "a settlement taken back"),
        "quarantine.mend": Text("إصلاح عمل لم يُطبَّق", "a refused write mended"),
    }
)


def deed_of(action: str) -> Text:
    """An action of a newer program keeps its own name."""
    return DEEDS.get(action) or Text(action, action)
