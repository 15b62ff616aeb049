"""A person's file: what it says, and what happened with the person. Knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.ui.actions import Actions, DeskInfo
from desktop.ui.language import apart, headed, said, said_of
from desktop.ui.pages.asking import Asks
from desktop.ui.pages.people.case_lines import enquiry_lines, referral_lines, suggestion_lines
from desktop.ui.pages.people.reading import all_facts, moment_words
from desktop.ui.pages.people.state import FileLine, FileLines, FileState
from desktop.ui.pages.wording import YEARS, attestation_state, interview_state
from desktop.usecases.attest import AttestationLine
from desktop.usecases.hold_interview import FormLine, InterviewLine
from desktop.usecases.keep_person import PersonPage
from desktop.usecases.list_household import HouseholdMember
from domain.arabic import isolate
from domain.errors import Expected
from domain.sync.changes import Changes
from domain.visit import Visit

CONCERNED = frozenset(
    (
        *(
            "persons",
            "visits",
            "interviews",
            "attestations",
            "signatures",
            "signature_proofs",
            "same_persons",
            "consents",
        ),
        *("document_checks", "referrals", "contacts", "enquiries", "suggestions"),
    )
)
MOST_LINES = 20


@dataclass(frozen=True)
class Told:
    shown: Callable[[FileState], None]
    refused: Callable[[Expected], None]


class FilePresenter:
    def __init__(self, actions: Actions, lane: Asks, info: DeskInfo, told: Told) -> None:
        self._actions, self._lane, self._info, self._told = actions, lane, info, told
        self._forms: tuple[FormLine, ...] | None = None
        self.page: PersonPage | None = None

    def open(self, person: str) -> None:
        """By id or file number."""
        if self._forms is None:
            self._lane.ask(self._actions.list_forms, then=self._take_forms, failed=self._told.refused)
        self._lane.ask(
            partial(self._actions.show_person, person),
            then=self._opened,
            failed=self._told.refused,
            supersedes="people.file",
        )

    def close(self) -> None:
        self.page = None

    def apply_changes(self, changes: Changes) -> None:
        if self.page is not None and changes.kinds & CONCERNED:
            self.open(self.page.person.id)

    def _take_forms(self, forms: tuple[FormLine, ...]) -> None:
        self._forms = forms

    def _opened(self, page: PersonPage) -> None:
        self.page = page
        self.show()

    def show(self) -> None:
        page = self.page
        if page is None:
            return
        person = page.person
        shown = page.whole if page.whole.id == person.id else person
        self._told.shown(
            FileState(
                person.id,
                shown.name,
                person.number,
                all_facts(shown, self._info.profile),
                self._forms or (),
                FileLines(tuple(map(_interview, page.interviews[:MOST_LINES])), len(page.interviews)),
                FileLines(tuple(map(_attestation, page.attestations[:MOST_LINES])), len(page.attestations)),
                FileLines(tuple(map(self._visit, page.visits[:MOST_LINES])), len(page.visits)),
                person.void_reason,
                FileLines(tuple(map(_member, page.household)), len(page.household)),
                referral_lines(page.referrals, most=MOST_LINES),
                enquiry_lines(page.enquiries, most=MOST_LINES),
                suggestion_lines(page.suggestions, most=MOST_LINES),
            )
        )

    def _visit(self, visit: Visit) -> FileLine:
        profile = self._info.profile
        categories = {item.id: said_of(item.text) for item in profile.counter}
        purposes = {item.id: said_of(item.text) for item in profile.purposes}
        channels = {item.id: said_of(item.text) for item in profile.channels}
        title = purposes.get(visit.purpose or "") or categories.get(visit.category, visit.category)
        detail = (
            moment_words(f"{visit.day}T{visit.time}"),
            channels.get(visit.channel or "", ""),
            apart(visit.note or ""),
            said(f"سبب الإلغاء: {visit.void_reason}", f"voided: {apart(visit.void_reason)}")
            if visit.void_reason
            else "",
        )
        is_void = visit.void_reason is not None
        words = " · ".join(filter(None, detail))
        return FileLine(visit.id, title, words, said("ملغاة", "Void") if is_void else "", "neutral")


def _interview(line: InterviewLine) -> FileLine:
    chip, tone = interview_state(line.state)
    if line.state == "finished" and line.attestation:
        word, tone = attestation_state(line.attestation)
        chip = said(f"الإقرار {word}", f"Attestation {word}")
    number = f"{isolate(line.number)} · " if line.number else ""
    deeds = (
        (("attest", said("الإقرار", "Attestation")), ("resume", said("فتح", "Open")))
        if line.state == "finished"
        else (("resume", said("إكمال", "Go on")),)
    )
    return FileLine(line.id, said_of(line.form_title), f"{number}{moment_words(line.started_at)}", chip, tone, deeds)


def _member(member: HouseholdMember) -> FileLine:
    """«سعد»، «ابن · 12 سنة · ذُكر في مقابلة …»."""
    age = YEARS.of(int(member.age)) if member.age.isdecimal() else member.age
    told = said(
        f"ذُكر في مقابلة {isolate(member.interview)}، {moment_words(member.said_on)}",
        f"Named in interview {isolate(member.interview)}, {moment_words(member.said_on)}",
    )
    return FileLine(member.id, member.name, " · ".join(filter(None, (member.relation, age, told))))


def _attestation(line: AttestationLine) -> FileLine:
    chip, tone = attestation_state(line.state)
    return FileLine(
        line.id,
        said(f"إقرار {isolate(line.number)}", f"Attestation {isolate(line.number)}"),
        moment_words(line.made_at),
        headed(chip),
        tone,
        (("paper", said("عرض", "View")),),
    )
