"""What the reception says: of a visit and its purpose, and where a reception leads. Knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.ui.language import said
from desktop.usecases.receive_visitor import Received
from domain.arabic import isolate
from domain.errors import RuleBroken
from domain.text import Text

_NOTE = Text("ملاحظة", "Note")
NOTES: Mapping[str, tuple[Text, Text]] = {
    "support_service": (
        Text("أي خدمة؟", "Which service?"),
        Text("تصوير، اتصال، مساعدة في الموقع", "Photocopying, a call, help with the website"),
    ),
    "enquiry": (
        Text("عمّ يسأل؟", "What does he ask?"),
        Text("السؤال بإيجاز؛ وجوابه في الخطوة التالية", "The question in brief; its answer comes next"),
    ),
    "suggestion": (
        Text("ماذا يقترح؟", "What does he suggest?"),
        Text("المقترح أو الرأي بإيجاز", "The suggestion or the view in brief"),
    ),
    "meeting": (Text("من يقابل؟", "Whom to meet?"), Text("المسؤول وموضوع المقابلة", "The official, and about what")),
}
"""What is noted of a visit, where its purpose asks for something of its own."""
ANY_NOTE = (_NOTE, Text("ما قاله بإيجاز", "What was said, in brief"))


@dataclass(frozen=True)
class After:
    """Where a reception leads: the interview that begins with `form`, in which he complains when it `is_complaint`, the
    `case` whose papers are brought, his `file`, or his enquiry or suggestion by `channel`; all empty when it leads
    nowhere. `enquiry` is what was noted of it."""

    form: str = ""
    is_complaint: bool = False
    case: str = ""
    file: str = ""
    is_enquiry: bool = False
    is_suggestion: bool = False
    enquiry: str = ""
    channel: str = ""


def keep_words(after: After) -> str:
    """What the button says that keeps the visit."""
    if after.is_complaint:
        return said("سجّل واكتب شكواه", "Record and write the complaint")
    if after.form:
        return said("سجّل وابدأ المقابلة", "Record and begin the interview")
    if after.case:
        return said("سجّل وافتح حالته", "Record and open the case")
    if after.file:
        return said("سجّل وافتح ملفه", "Record and open the file")
    if after.is_suggestion:
        return said("سجّل واكتب مقترحه", "Record and write the suggestion")
    if after.is_enquiry:
        return said("سجّل واكتب استفساره", "Record and write the enquiry")
    return said("سجّل الزيارة", "Record the visit")


def outcome_words(received: Received, purpose: str) -> str:
    """«سُجّلت زيارة نورة السدري: استفسار»."""
    name = isolate(received.person.name)
    return said(f"سُجّلت زيارة {name}: {purpose}", f"Visit of {name} recorded: {purpose}")


def no_purpose() -> RuleBroken:
    return RuleBroken(
        "reception.purpose",
        ar="اختر الغرض من الزيارة، بالفأرة أو برقمه.",
        en="Choose what the visit is for, with the mouse or by its number.",
        field="purpose",
    )
