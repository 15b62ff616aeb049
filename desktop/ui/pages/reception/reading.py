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
        Text("عمّ سأل، وبم أُجيب؟", "What was asked, and what answered?"),
        Text("السؤال وجوابه بإيجاز، أو إلى أي جهة أُحيل", "The question and its answer, or where it was sent"),
    ),
    "meeting": (Text("من يقابل؟", "Whom to meet?"), Text("المسؤول وموضوع المقابلة", "The official, and about what")),
}
"""What is noted of a visit, where its purpose asks for something of its own."""
ANY_NOTE = (_NOTE, Text("ما قاله بإيجاز", "What was said, in brief"))


@dataclass(frozen=True)
class After:
    """Where a reception leads: the interview that begins with `form`, in which he complains when it `is_complaint`, the
    `case` whose papers are brought, or his `file`; all empty when it leads nowhere."""

    form: str = ""
    is_complaint: bool = False
    case: str = ""
    file: str = ""


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
