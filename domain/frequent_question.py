"""What people ask again and again, with the answer: offered to the clerk while he types what he is asked.

It is about nobody: what was asked by one person is written anew for everybody before it is kept here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.arabic import search_key
from domain.enquiry import LONGEST, LONGEST_CLAUSE, LONGEST_SUBJECT, sources_of
from domain.errors import RuleBroken
from domain.policy import Profile
from domain.text import Text
from domain.worded import check_worded, check_worded_or_empty, one_line

MOST_OFFERED = 5


@dataclass(frozen=True, slots=True)
class FrequentQuestion:
    """`enquiry` is the one it was first kept from, or empty."""

    id: str
    enquiry: str
    subject: str
    question: str
    answer: str
    source: str
    clause: str
    field: str
    noted_at: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class FrequentDraft:
    subject: str = ""
    question: str = ""
    answer: str = ""
    source: str = ""
    clause: str = ""
    field: str = ""


def check_frequent(profile: Profile, draft: FrequentDraft) -> FrequentDraft:
    """As it is kept. Raises RuleBroken with the field."""
    sources = sources_of(profile)
    if draft.source not in sources:
        raise RuleBroken(
            "frequent.source",
            ar=f"اختر مصدر الجواب: {'، '.join(text.ar for text in sources.values())}.",
            en=f"Choose what the answer rests on: {', '.join(sources)}.",
            field="source",
        )
    return FrequentDraft(
        check_worded("frequent", one_line(draft.subject), "subject", LONGEST_SUBJECT, _SUBJECT),
        check_worded_or_empty("frequent", draft.question, "question", LONGEST),
        check_worded("frequent", draft.answer, "answer", LONGEST, _ANSWER),
        draft.source,
        check_worded_or_empty("frequent", one_line(draft.clause), "clause", LONGEST_CLAUSE),
        draft.field,
    )


def find_frequent(questions: Iterable[FrequentQuestion], typed: str) -> tuple[FrequentQuestion, ...]:
    """Those in which every word that was typed begins a word; of two with one text the older. Those whose subject has
    them all come first."""
    wanted = search_key(typed).split()
    found: dict[tuple[str, str], tuple[bool, FrequentQuestion]] = {}
    for one in sorted(questions, key=lambda one: (one.noted_at, one.id)):
        subject = search_key(one.subject).split()
        rest = search_key(f"{one.question} {one.answer}").split()
        if all(_begins(word, (*subject, *rest)) for word in wanted):
            is_elsewhere = not all(_begins(word, subject) for word in wanted)
            found.setdefault((one.subject, one.answer), (is_elsewhere, one))
    return tuple(one for _, one in sorted(found.values(), key=lambda pair: (pair[0], pair[1].subject)))


def _begins(word: str, words: Iterable[str]) -> bool:
    """With the article or without it: «دعم» finds «الدعم»."""
    return any(one.startswith((word, f"ال{word}")) for one in words)


_SUBJECT = Text("اكتب عمّ يُسأل", "Write what is asked about")
_ANSWER = Text("اكتب الجواب", "Write the answer")
