"""The enquiries of the demonstration: who answers, what people ask, what waits."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from desktop.usecases.desk import Desk
from desktop.usecases.keep_frequent import frequent_from, keep_frequent
from desktop.usecases.keep_officials import add_official
from desktop.usecases.take_enquiry import answer_enquiry, take_enquiry
from domain.enquiry import DEPARTMENT, AnswerDraft, EnquiryDraft, fields_of, kinds_of, sources_of
from domain.official import OfficialDraft
from resources import shelf

_LIBRARY = "reference"  # the first document of the association's library, where it has one


@lru_cache(maxsize=1)
def _invented() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    return tomllib.loads(shelf.read_text("demonstration/enquiries.toml"))


def invent_enquiries(desk: Desk) -> int:
    """Some of an office's enquiries, at the desk's moment: how many. It may be done again: nothing is kept twice for
    everybody."""
    known = {one.subject for one in desk.store.frequent.all()}
    _invent_officials(desk)
    invented = _invented()
    for number, one in enumerate(invented["answered"]):
        taken = take_enquiry(desk, _draft(desk, one, number), _answer(desk, one))
        if one.get("is_frequent") and one["subject"] not in known:
            enquiry = taken.line.enquiry.id
            keep_frequent(desk, frequent_from(desk, enquiry), enquiry)
    for number, one in enumerate((*invented["open"], *invented["told_later"])):
        taken = take_enquiry(desk, _draft(desk, one, number))
        if one.get("answer"):
            answer_enquiry(desk, taken.line.enquiry.id, AnswerDraft(one["answer"], DEPARTMENT, by=one["by"]))
    return len(invented["answered"]) + len(invented["open"]) + len(invented["told_later"])


def _invent_officials(desk: Desk) -> None:
    if desk.store.officials.all():
        return
    fields = list(fields_of(desk.profile))
    invented = _invented()["officials"]
    for number, one in enumerate(invented):
        charges = fields[number :: len(invented)] or ["*"]
        add_official(desk, OfficialDraft(one["name"], one["post"], one["telephone"], charges=tuple(charges)))


def _draft(desk: Desk, one: Mapping[str, Any], number: int) -> EnquiryDraft:
    channels = [channel.id for channel in desk.profile.channels]
    fields = list(fields_of(desk.profile))
    kind = one.get("kind", "")
    return EnquiryDraft(
        subject=one["subject"],
        channel=channels[number % len(channels)],
        kind=kind if kind in kinds_of(desk.profile) else "",
        name=one.get("name", ""),
        address=one.get("address", ""),
        field=fields[number % len(fields)] if fields else "",
        department=one.get("department", ""),
    )


def _answer(desk: Desk, one: Mapping[str, Any]) -> AnswerDraft:
    wanted = one["source"]
    return AnswerDraft(one["answer"], next(iter(sources_of(desk.profile))) if wanted == _LIBRARY else wanted)
