"""More of the front desk without a store: persons, interviews that really run, attestations. See `fake_front`."""

import itertools
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from db.unit_of_work import Seen
from desktop.ui.actions import Pages
from desktop.ui.paper_pictures import GreyPicture, Picture
from desktop.usecases import attach_file
from desktop.usecases.attach_file import FoundFile, ReadyFile
from desktop.usecases.attest import AttestationLine, AttestationPage
from desktop.usecases.hold_interview import FormLine, Held, InterviewLine, OpenInterview
from desktop.usecases.keep_person import PersonPage, Registered
from desktop.usecases.put_in_record import RecordReview
from desktop.usecases.seal_paper import KeptPaper
from domain.errors import RuleBroken
from domain.interview import FINISHED, LEFT, Draft, Interview
from domain.person import Person, PersonDraft
from domain.record_answers import Proposal, proposals
from domain.sync.changes import Changes
from forms.interview.model import Form
from forms.interview.session import load
from forms.interview.shipped import shipped_form
from tests.support.fake_front import SARA, FrontDesk, HandLane, profile

NOURA = Person(
    "p-noura",
    "17-A-000042-5",
    "نورة بنت عبدالله السدري",
    given="نورة",
    family="السدري",
    id_type="national",
    id_number="1000000008",
    mobile="+966512345678",
    town="حي الواحة",
    sex="female",
)


@dataclass
class HandLanes:
    """The three lanes of a window, run by hand."""

    store: HandLane = field(default_factory=HandLane)
    network: HandLane = field(default_factory=HandLane)
    paper: HandLane = field(default_factory=HandLane)

    @property
    def printing(self) -> HandLane:
        return self.paper

    def run(self) -> None:
        while self.store.waiting or self.network.waiting or self.paper.waiting:
            for lane in (self.store, self.paper, self.network):
                lane.run()


@dataclass
class FullDesk(FrontDesk):
    """`forms` are what an association asks; `refuse_once` makes the next deed fail."""

    profile_id: str = "herfa"
    forms: dict[str, Form] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    files: dict[str, FoundFile] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    opened: dict[str, OpenInterview] = field(default_factory=dict)
    attested: list[AttestationPage] = field(default_factory=list)
    paper: bytes = b""
    erased: list[tuple[str, str]] = field(default_factory=list)
    put: tuple[Proposal, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        self._numbers = itertools.count(1)
        self.forms = self.forms or {id: shipped_form(id) for id in profile(self.profile_id).interviews}

    # --- persons -------------------------------------------------------------------------------------------------

    def find_people(self, text: str) -> tuple[Person, ...]:
        self._may_refuse()
        return tuple(
            person
            for person in self.people
            if text in person.name
            or text in (person.id_number or "")
            or text.lstrip("0") in (person.mobile or "")
            or text == person.number
        )

    def find_alike(self, draft: PersonDraft) -> tuple[Person, ...]:
        self._may_refuse()
        texts = [text for text in (draft.name.strip(), draft.mobile.strip()) if text]
        return tuple({person.id: person for text in texts for person in self.find_people(text)}.values())

    def register_person(self, draft: PersonDraft) -> Registered:
        self._may_refuse()
        checked = self._checked(draft, own="")
        person = replace(checked, id=f"p-{next(self._numbers)}", number=f"17-A-{next(self._numbers):06}-0")
        self.people.append(person)
        return Registered(person, Changes(frozenset({"persons"}), (person.id,)))

    def edit_person(self, page: PersonPage, draft: PersonDraft) -> Changes:
        self._may_refuse()
        if not isinstance(page.seen, Seen):
            raise TypeError("an edit hands back what was shown")
        checked = replace(self._checked(draft, own=page.person.id), id=page.person.id, number=page.person.number)
        self.people[self.people.index(self._person(page.person.id))] = checked
        return Changes(frozenset({"persons"}), (checked.id,))

    def erase_person(self, person: str, reason: str) -> Changes:
        self._may_refuse()
        if not reason.strip():
            raise RuleBroken("erase.reason", ar="اكتب سبب المحو.", en="Write why.", field="reason")
        self.erased.append((person, reason))
        return Changes(frozenset({"persons"}), (person,))

    def _checked(self, draft: PersonDraft, *, own: str) -> Person:
        kinds = [kind.id for kind in profile(self.profile_id).party_kinds]
        checked = draft.check(today=self.now.date(), party_kinds=kinds)
        known = [item for item in self.people if item.id_number == checked.id_number and item.id != own]
        if checked.id_number and known:
            raise RuleBroken("person.id.known", ar="رقم الهوية مسجّل.", en="Registered already.", field="id_number")
        return checked

    def show_person(self, person: str) -> PersonPage:
        self._may_refuse()
        found = self._person(person)
        return PersonPage(
            found,
            Seen("persons", found.id, None),
            tuple(visit for visit in self.visits if visit.person == found.id),
            tuple(line for line in self.interviews if line.person == found.id),
            tuple(line for line in self.list_attestations() if line.person_name == found.name),
        )

    def _person(self, key: str) -> Person:
        for person in self.people:
            if key in (person.id, person.number):
                return person
        raise RuleBroken("person.unknown", ar="لا يوجد ملف بهذا الرقم.", en="There is no such file.")

    # --- interviews ----------------------------------------------------------------------------------------------

    def list_forms(self) -> tuple[FormLine, ...]:
        return tuple(FormLine(id, form.called) for id, form in self.forms.items())

    def list_interviews(self) -> tuple[InterviewLine, ...]:
        self._may_refuse()
        return tuple(self.interviews)

    def begin_interview(self, form: str, person: str) -> OpenInterview:
        self._may_refuse()
        number = next(self._numbers)
        opened = self._open(f"i-{number}", f"17-A-{number:06}-1", form, self._person(person), None)
        self.keep_draft(opened.draft(self.now))
        return opened

    def resume_interview(self, interview: str) -> OpenInterview:
        self._may_refuse()
        draft = self.drafts[interview]
        found = self.opened[interview]
        return self._open(found.id, found.number, draft.form_id, found.person, draft.saved)

    def _open(self, id: str, number: str, form: str, person: Person, saved: str | None) -> OpenInterview:
        session = load(
            self.forms[form],
            saved=saved,
            today=self.now.date(),
            now=self.clock,
            new_uuid=lambda: str(uuid.UUID(int=next(self._numbers))),
            username="sara",
            given={"person_name": person.name},
        )
        opened = OpenInterview(
            id=id, number=number, person=person, session=session, started_at=self.now.isoformat(), user=SARA.id
        )
        self.opened[id] = opened
        return opened

    def keep_draft(self, draft: Draft) -> None:
        self._may_refuse()
        self.drafts[draft.interview] = draft

    # --- pictures and files: what makes them ready is the product's own ---------------------------------------------

    read_chosen = staticmethod(attach_file.read_chosen)
    ready_picture = staticmethod(attach_file.ready_picture)
    ready_drawing = staticmethod(attach_file.ready_drawing)
    turn_picture = staticmethod(attach_file.turn_picture)
    draw_over = staticmethod(attach_file.draw_over)
    copy_out = staticmethod(attach_file.copy_out)

    def hold_file(self, interview: str, ready: ReadyFile) -> FoundFile:
        self._may_refuse()
        self.files[ready.answer] = FoundFile(ready.answer, ready.title, len(ready.content), ready.content)
        return self.files[ready.answer]

    def find_file(self, interview: str, answer: str) -> FoundFile:
        self._may_refuse()
        return self.files.get(answer, FoundFile(answer, "", 0, None))

    def leave_interview(self, opened: OpenInterview) -> Held:
        return self._hold(opened, LEFT)

    def review_record(self, opened: OpenInterview) -> RecordReview:
        person = self._person(opened.person.id)
        answers = {name: text for entity in opened.session.entities() for name, text in entity.properties.items()}
        proposed = proposals(person, answers, today=self.now.date(), party_kinds=())
        return RecordReview(person, Seen("persons", person.id, None), proposed)

    def finish_interview(
        self, opened: OpenInterview, review: RecordReview | None = None, declined: Collection[str] = ()
    ) -> Held:
        self.put = review.chosen(declined) if review is not None else ()
        problems = opened.session.problems()
        if problems:
            raise RuleBroken("interview.unfinished", ar="بقي ما يمنع.", en="Not finished.", field=problems[0].ref)
        return self._hold(opened, FINISHED)

    def _hold(self, opened: OpenInterview, state: str) -> Held:
        self._may_refuse()
        form = opened.session.form
        saved = opened.session.save()
        opened.interview = Interview(
            opened.id,
            opened.number,
            opened.person.id,
            form.id,
            form.version,
            form.sha256,
            opened.started_at,
            saved,
            "0" * 64,
            state,
        )
        self.drafts.pop(opened.id, None)
        self.interviews = [line for line in self.interviews if line.id != opened.id] + [
            InterviewLine(
                opened.id,
                opened.number,
                opened.person.id,
                opened.person.name,
                form.id,
                form.called,
                state,
                opened.started_at,
            )
        ]
        held = Held(opened.id, opened.number, state, Changes(frozenset({"interviews"}), (opened.id,)))
        self.held.append(held)
        return held

    def discard_draft(self, interview: str) -> None:
        self._may_refuse()
        self.drafts.pop(interview, None)
        self.interviews = [line for line in self.interviews if line.id != interview or line.state != "draft"]

    # --- attestations --------------------------------------------------------------------------------------------

    def attest(self, interview: str) -> AttestationPage:
        self._may_refuse()
        for page in self.attested:
            if page.interview == interview:
                return replace(page, changes=Changes())
        line = next(line for line in self.interviews if line.id == interview)
        number = next(self._numbers)
        page = AttestationPage(
            f"a-{number}",
            f"17-A-{number:06}-2",
            interview,
            line.number,
            line.person,
            line.person_name,
            self.now.isoformat(timespec="minutes"),
            "unsigned",
            "ab" * 32,
            True,
            self.paper,
            Changes(frozenset({"attestations"}), (f"a-{number}",)),
        )
        self.attested.append(page)
        return page

    def show_attestation(self, attestation: str) -> AttestationPage:
        self._may_refuse()
        return next(page for page in self.attested if attestation in (page.id, page.number))

    def list_attestations(self) -> tuple[AttestationLine, ...]:
        return tuple(
            AttestationLine(page.id, page.number, page.person_name, page.made_at, page.state) for page in self.attested
        )

    def prepare_sealing(self) -> None:
        self._may_refuse()

    def keep_paper(self, attestation: str) -> KeptPaper:
        self._may_refuse()
        return KeptPaper(b"%PDF-sealed", Changes(frozenset({"papers"}), (attestation,)))

    def sign_attestation(self, attestation: str) -> AttestationPage:
        self._may_refuse()
        page = self.show_attestation(attestation)
        signed = replace(page, state="signed", changes=Changes(frozenset({"attestations"}), (page.id,)))
        self.attested[self.attested.index(page)] = signed
        return signed


def blank_pages(count: int = 2) -> Pages:
    """Paper of `count` white A4 pages."""

    def render(pdf: bytes, index: int, scale: float) -> Picture:
        width, height = round(595.28 * scale), round(841.89 * scale)
        return Picture(width, height, width * 4, b"\xff" * (width * 4 * height))

    def grey(pdf: bytes, index: int, scale: float) -> GreyPicture:
        width, height = round(595.28 * scale), round(841.89 * scale)
        return GreyPicture(width, height, width, scale, b"\xff" * (width * height))

    return Pages(lambda pdf: count, render, grey, _not_read, _not_read)


def _not_read(_: object) -> Any:
    raise AssertionError("these pages read no scan")
