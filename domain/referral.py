"""A question put to the social-research officer while the person waits, and his answer (all policies but twaim's).

Herfa says by telephone; the others name no means, and then the office says which it used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import RuleBroken
from domain.policy import Profile
from domain.text import Text

ASKED, ANSWERED, TOLD, WITHDRAWN = "asked", "answered", "told", "withdrawn"
WAITING = (ASKED, ANSWERED)
LONGEST = 1000
MEANS: Mapping[str, Text] = MappingProxyType(
    {
        "telephone": Text("هاتفيًا", "by telephone"),
        "in_person": Text("حضوريًا", "in person"),
        "message": Text("برسالة", "by message"),
    }
)
PROGRESS: Mapping[str, Text] = MappingProxyType(
    {
        ASKED: Text("بانتظار الجواب", "waiting for the answer"),
        ANSWERED: Text("وصل الجواب ولم يُبلَّغ", "answered, not told yet"),
        TOLD: Text("أُجيب وأُبلغ", "answered and told"),
        WITHDRAWN: Text("سُحب السؤال", "withdrawn"),
    }
)


@dataclass(frozen=True, slots=True)
class Referral:
    """`officer` is who answered, as he was named; `answered_by` the user who wrote it down. `progress` is asked,
    answered, told (the clerk has told the person) or withdrawn."""

    id: str
    interview: str
    person: str
    question: str
    means: str
    asked_by: str
    asked_at: str
    answer: str | None = None
    officer: str | None = None
    answered_by: str | None = None
    answered_at: str | None = None
    progress: str = ASKED

    @property
    def is_waiting(self) -> bool:
        return self.progress in WAITING


def means_of(profile: Profile) -> tuple[str, ...]:
    """How an officer may be asked: as the policy says, else any. Empty where the policy refers to nobody."""
    if profile.referral.to is None:
        return ()
    return tuple(profile.referral.means) or tuple(MEANS)


def check_question(profile: Profile, question: str, means: str) -> tuple[str, str]:
    """The question and the means as they are kept. Raises RuleBroken with the field."""
    allowed = means_of(profile)
    if not allowed:
        raise RuleBroken(
            "referral.none",
            ar="سياسة الجمعية لا تحيل إلى مسؤول بحث اجتماعي. أجب من السياسة، أو سجّل السؤال في الملاحظات.",
            en="The association's policy refers to no social-research officer. Answer from the policy, or note it.",
            field="question",
        )
    chosen = means or (allowed[0] if len(allowed) == 1 else "")
    if chosen not in allowed:
        names = "، ".join(MEANS[one].ar if one in MEANS else one for one in allowed)
        raise RuleBroken(
            "referral.means",
            ar=f"اختر كيف يُسأل المسؤول: {names}.",
            en=f"Choose how the officer is asked: {', '.join(allowed)}.",
            field="means",
        )
    return _said(question, "question", "اكتب السؤال", "Write the question"), chosen


def check_answer(referral: Referral, answer: str, officer: str) -> tuple[str, str]:
    """The answer and who gave it as they are kept. Raises RuleBroken with the field."""
    if not referral.is_waiting:
        raise RuleBroken(
            "referral.over",
            ar=f"انتهت هذه الإحالة: {PROGRESS[referral.progress].ar}. اطرح سؤالًا جديدًا إن لزم.",
            en=f"This referral is over: {PROGRESS[referral.progress].en}. Ask anew if it is needed.",
            field="answer",
        )
    return _said(answer, "answer", "اكتب الجواب", "Write the answer"), _said(
        officer, "officer", "اكتب اسم من أجاب", "Write who answered"
    )


def check_told(referral: Referral) -> None:
    """Raises RuleBroken unless there is an answer that the person was not told of yet."""
    if referral.progress != ANSWERED:
        raise RuleBroken(
            "referral.unanswered",
            ar=f"حال الإحالة: {PROGRESS[referral.progress].ar}. يُبلَّغ الجواب بعد أن يصل.",
            en=f"The referral is: {PROGRESS[referral.progress].en}. An answer is told once it is there.",
            field="answer",
        )


def check_withdrawn(referral: Referral) -> None:
    """Raises RuleBroken unless the question still waits."""
    if referral.progress != ASKED:
        raise RuleBroken(
            "referral.not_waiting",
            ar=f"لا يُسحب السؤال، فحاله: {PROGRESS[referral.progress].ar}.",
            en=f"The question cannot be withdrawn: it is {PROGRESS[referral.progress].en}.",
            field="question",
        )


def _said(text: str, field: str, ar: str, en: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise RuleBroken(
            f"referral.{field}",
            ar=f"{ar}، في {LONGEST} حرف على الأكثر.",
            en=f"{en}, in {LONGEST} characters at most.",
            field=field,
        )
    return said
