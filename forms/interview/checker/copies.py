"""Pictures and files that a form asks for, of what must not be copied."""

import re

from forms.interview.checker.findings import Findings
from forms.interview.checker.questions import Questions

_TAKEN = frozenset({"image", "file"})
_DRAWN = frozenset({"signature", "draw"})
_IDENTITY = re.compile(
    r"(?<!\w)(?<!مكان )(?<!محل )(?:[وفبل]|لل)?(?:ال)?(?:هوية|هويته|هويتها|إقامة|إقامته|إقامتها|جواز|جوازه|جوازها)(?!\w)"
    r"|\b(?:identity|iqama|passport|residence permit|id card|national id)\b",
    re.IGNORECASE,
)


def check_copies(questions: Questions, findings: Findings) -> None:
    """The notice of privacy promises that identity documents are seen and not copied."""
    for asked in questions.every:
        is_copy = asked.kind.name in _TAKEN and not _DRAWN.intersection(asked.row.get("appearance").split())
        if is_copy and any(_IDENTITY.search(text) for _, text in asked.row.all("label")):
            findings.warning(
                "identity_copy",
                asked.row.place("label"),
                ar="هذا السؤال يأخذ صورة وثيقة هوية، وإشعار الخصوصية يعد ألا تُنسخ الهوية بل يُرى أصلها. "
                "اسأل عن رقمها وتاريخ انتهائها، ولا تأخذ صورتها إلا بسند نظامي.",
                en="This question takes a picture of an identity document; the notice of privacy promises that it is "
                "seen and not copied. Ask for its number and expiry; take a picture only on a legal basis.",
            )
