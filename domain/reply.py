"""How the answer to a request reached the person, and what proves it (twaim, clause 5 of dealing: by the means that
was agreed with him)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.errors import RuleBroken
from domain.request import LONGEST
from domain.text import Text

LETTER, POST, CALL, MESSAGE, IN_PERSON = "letter", "post", "call", "message", "in_person"
PROOFS: Mapping[str, Text] = MappingProxyType(
    {
        LETTER: Text("خطاب سُلّم باليد", "a letter handed over"),
        POST: Text("خطاب أُرسل بالبريد", "a letter by post"),
        CALL: Text("مكالمة هاتفية", "a telephone call"),
        MESSAGE: Text("رسالة", "a message"),
        IN_PERSON: Text("شفاهة في المكتب", "told at the desk"),
    }
)
REACHED: Mapping[str, Text] = MappingProxyType(
    {
        LETTER: Text("من استلم الخطاب", "Who took the letter"),
        POST: Text("رقم الإرسال أو صندوق البريد", "Number of the item, or the box"),
        CALL: Text("الرقم ومن أجاب", "The number, and who answered"),
        MESSAGE: Text("نص الرسالة وإلى أين أُرسلت", "The message, and where it went"),
        IN_PERSON: Text("من أُبلغ", "Who was told"),
    }
)
"""What has to be written down of each."""
_NAMED = (("رسالة", MESSAGE), ("إلكتروني", MESSAGE), ("بريد", POST), ("خطاب", LETTER), ("حضور", IN_PERSON))


def likely_proof(agreed: str) -> str:
    """Of PROOFS: what the agreed means, as it is worded, speaks of («رسالة نصية» is a message), else a call."""
    return next((proof for word, proof in _NAMED if word in agreed), CALL)


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """As it is typed: `means` in words (the agreed one when left empty), `proof` of PROOFS, `reached` what proves it,
    `at` when (HH:MM, may be empty), `reason` why by other means than agreed."""

    proof: str
    reached: str
    means: str = ""
    at: str = ""
    reason: str = ""


def check_reply(draft: ReplyDraft, agreed: str) -> ReplyDraft:
    """As it is kept. Raises RuleBroken with the field."""
    means = " ".join(draft.means.split()) or agreed
    reached, reason = " ".join(draft.reached.split()), " ".join(draft.reason.split())
    if draft.proof not in PROOFS:
        raise _broken("proof", "اختر كيف أُبلغ: خطاب أو مكالمة أو رسالة.", "Choose how: a letter, a call, a message.")
    if not means:
        raise _broken("means", "اكتب الوسيلة التي أُبلغ بها.", "Write by which means the person was told.")
    if not reached or len(reached) > LONGEST:
        asked = REACHED[draft.proof]
        raise _broken("reached", f"اكتب ما يثبت الإبلاغ: {asked.ar}.", f"Write what proves it: {asked.en}.")
    if agreed and means != agreed and not reason:
        raise _broken(
            "reason",
            f"اتُّفق معه على: {agreed}. اكتب لماذا أُبلغ بغيرها.",
            f"The agreed means is: {agreed}. Write why another was used.",
        )
    if len(reason) > LONGEST:
        raise _broken("reason", "اختصر السبب.", "Shorten the reason.")
    return ReplyDraft(draft.proof, reached, means, _checked_time(draft.at), reason)


def _checked_time(text: str) -> str:
    at = text.strip()
    hours, colon, minutes = at.partition(":")
    is_time = hours.isdecimal() and minutes.isdecimal() and int(hours) < 24 and int(minutes) < 60 and len(minutes) == 2
    if at and not (colon and is_time):
        raise _broken("at", "اكتب الساعة هكذا: 10:30.", "Write the time like 10:30.")
    return f"{int(hours):02}:{minutes}" if at else ""


def _broken(field: str, ar: str, en: str) -> RuleBroken:
    return RuleBroken(f"reply.{field}", ar=ar, en=en, field=field)
