"""The enquiries of a period for the report to the general manager (herfa: how many came, and what was done)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.figures import EnquiryFigure
from domain.enquiry import ANSWERED, OPEN, TOLD, WITHDRAWN, kinds_of
from domain.policy import Profile
from domain.text import Text
from forms.paper.periodic_report import Group

_TITLE = "الاستفسارات بحسب القناة"
_UNSAID = "لم يُذكر"


def report_enquiries(found: Sequence[EnquiryFigure], profile: Profile) -> Iterator[Group]:
    """By channel, with what became of them; by kind where the profile names kinds."""
    channels = {one.id: one.text for one in profile.channels}
    total = sum(one.enquiries for one in found)
    facts = tuple((label, f"{number:,} من {total:,}") for label, number in _fates(found)) if total else ()
    yield Group(_TITLE, _named(((one.channel, one.enquiries) for one in found), channels), facts)
    kinds = kinds_of(profile)
    if kinds and total:
        yield Group("الاستفسارات بحسب النوع", _named(((one.kind, one.enquiries) for one in found), kinds))


def _fates(found: Sequence[EnquiryFigure]) -> Iterator[tuple[str, int]]:
    states = _sums((one.progress, one.enquiries) for one in found)
    at_once = sum(one.enquiries for one in found if one.is_at_once and one.progress == TOLD)
    yield "أُجيب عنه في حينه", at_once
    yield "أُجيب عنه لاحقًا", states[TOLD] + states[ANSWERED] - at_once
    yield "ينتظر الجواب", states[OPEN]
    if states[WITHDRAWN]:
        yield "سُحب", states[WITHDRAWN]


def _named(counts: Iterable[tuple[str, int]], names: Mapping[str, Text]) -> tuple[tuple[str, int], ...]:
    sums = _sums(counts)
    told = tuple((text.ar, sums[id]) for id, text in names.items() if sums[id])
    rest = sum(count for id, count in sums.items() if id not in names)
    return (*told, *(((_UNSAID, rest),) if rest else ()))


def _sums(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for id, count in pairs:
        found[id] += count
    return found
