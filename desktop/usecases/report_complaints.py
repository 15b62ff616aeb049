"""Complaints in the periodic report: how many came by which way, and what was done (herfa, the centre's statistics on
complaints and the actions taken). By nobody's name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median

from desktop.usecases.desk import Desk
from desktop.usecases.send_complaints import only_sends
from domain.complaint import (
    AGREED,
    DOSSIER,
    NOTED,
    OPEN,
    OUTCOMES,
    PROGRESS,
    REOPENED,
    SIGNED,
    STEPS,
    WAS_CLOSED,
    WAS_TOLD,
    Complaint,
    age_in_days,
)
from domain.complaint_rules import channels_of
from forms.paper.periodic_report import Group

ACTIONS = (NOTED, AGREED, SIGNED, DOSSIER, WAS_TOLD, WAS_CLOSED, REOPENED)
"""The steps that are something done for the complainant, in the order in which they are told."""
_TITLE = "الشكاوى بحسب طريقة ورودها"
_ONLY_SENT = "هذا الجهاز يرسل الشكاوى ولا تُعرض فيه، فلا تُعدّ هنا. اطبع التقرير من جهاز تُعرض فيه."
_NOTE = "تُعدّ الشكوى في يوم ورودها، وما اتُّخذ في يوم اتخاذه."


def report_complaints(desk: Desk, first: str, last: str) -> Iterator[Group]:
    """Of those received between two days (ISO), both with them; what was done in these days is of any complaint."""
    if only_sends(desk):
        yield Group(_TITLE, (), note=_ONLY_SENT)
        return
    received = desk.store.complaints.received(first, last)
    channels = Counter(one.channel for one in received)
    names = {one.id: one.text.ar for one in channels_of(desk.profile)}
    rows = tuple((names.get(id, id), count) for id, count in channels.most_common())
    yield Group(_TITLE, rows, tuple(_standing(received, last)), _NOTE)
    outcomes = Counter(one.outcome for one in received if one.progress != OPEN and one.outcome)
    yield Group("نتائج الشكاوى", tuple((text.ar, outcomes[id]) for id, text in OUTCOMES.items() if outcomes[id]))
    done = Counter(step.step for step in desk.store.complaints.steps_between(first, last))
    yield Group("ما اتُّخذ في الشكاوى", tuple((STEPS[step].ar, done[step]) for step in ACTIONS if done[step]))


def _standing(received: Sequence[Complaint], last: str) -> Iterator[tuple[str, str]]:
    states = Counter(one.progress for one in received)
    for progress, text in PROGRESS.items():
        if states[progress]:
            yield text.ar, f"{states[progress]:,} من {len(received):,}"
    closed = [age_in_days(one, date.fromisoformat(last)) for one in received if one.is_closed]
    if closed:
        yield "وسيط أيام إغلاقها", f"{round(median(closed))}"
