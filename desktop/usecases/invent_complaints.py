"""The register of complaints of the demonstration: heard at the desk and come by other ways, in every state."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from desktop.usecases.compensate_complaint import open_dossier
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import run_interview
from desktop.usecases.register_complaint import register_complaint
from desktop.usecases.settle_complaint import sign_settlement, write_settlement
from desktop.usecases.work_on_complaint import (
    assign_complaint,
    close_complaint,
    decide_complaint,
    note_complaint,
    tell_complainant,
)
from domain.compensation import Harm
from domain.complaint import ComplaintDraft
from domain.person import Person
from domain.settlement import Term
from resources.shelf import read_text

FILE = "demonstration/complaints.toml"
_BETWEEN = timedelta(hours=20)
Told = Mapping[str, Any]


def invent_complaints(desk: Desk, people: Sequence[Person], now: datetime) -> int:
    """How many of them were heard at the desk. Whose owner is somebody, it is the user there."""
    told = tomllib.loads(read_text(FILE))
    if not people:
        return 0
    heard = {**told["heard"], "happened_on": (now.date() - timedelta(days=60)).isoformat()}
    run_interview(_at(desk, now - timedelta(days=1)), desk.profile.complaints.form, people[0].id, heard)
    for number, one in enumerate(told["registered"]):
        _register(desk, one, people, now, number)
    return 1


def _at(desk: Desk, moment: datetime) -> Desk:
    return replace(desk, now=lambda: moment)


def _register(desk: Desk, one: Told, people: Sequence[Person], now: datetime, number: int) -> None:
    channels = desk.profile.complaints.channels
    day = now - timedelta(days=one["days_ago"])
    draft = ComplaintDraft(
        channels[number % len(channels)].id,
        one["subject"],
        one["told"],
        day.date().isoformat(),
        one.get("wanted", ""),
        people[one["person"] % len(people)].id if "person" in one else "",
        desk.profile.party_kinds[-1].id if "party" in one else "",
        one.get("party", ""),
        one.get("reach", ""),
        one.get("emergency", False),
    )
    complaint = register_complaint(_at(desk, day), draft).complaint.id
    _Following(desk, complaint, one, day, now).follow()


class _Following:
    """What was done about one, some hours after each other, up to now."""

    def __init__(self, desk: Desk, complaint: str, told: Told, day: datetime, now: datetime) -> None:
        self._desk, self._complaint, self._told = desk, complaint, told
        self._moment, self._now = day, now

    @property
    def _next(self) -> Desk:
        self._moment = min(self._moment + _BETWEEN, self._now)
        return _at(self._desk, self._moment)

    def follow(self) -> None:
        one, complaint = self._told, self._complaint
        if "owner" in one:
            assign_complaint(self._next, complaint, user=self._desk.user.id)
        for note in one.get("notes", ()):
            note_complaint(self._next, complaint, note)
        if "term" in one:
            write_settlement(self._next, complaint, [Term(one["term"])], [one["signer"]])
            sign_settlement(self._next, complaint)
        if "damage" in one and self._desk.profile.compensation is not None:
            open_dossier(self._next, complaint, Harm(one["damage"], one["size"], one["causes"]))
        if "outcome" in one:
            decide_complaint(self._next, complaint, one["outcome"], one["note"])
        if "told_by" in one:
            tell_complainant(self._next, complaint, one["told_by"])
            close_complaint(self._next, complaint)
        if "step" in one:
            last = date.fromordinal(self._now.date().toordinal() + one["next"]).isoformat()
            note_complaint(_at(self._desk, self._now), complaint, next_step=one["step"], next_day=last)
