"""Fill a store with some days of an invented office, through the same use cases a clerk's keys go through."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter
from random import Random

from desktop.usecases.attest import attest, sign_attestation
from desktop.usecases.correct_visit import correct_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import (
    OpenInterview,
    begin_interview,
    finish_interview,
    leave_interview,
    resume_interview,
    save_draft,
)
from desktop.usecases.invent_case import invent_checks, leave_incomplete, outcomes
from desktop.usecases.invent_committee import invent_committee
from desktop.usecases.invent_complaints import invent_complaints
from desktop.usecases.invent_days import InventedClock, office_days
from desktop.usecases.invent_enquiries import invent_enquiries
from desktop.usecases.invent_people import (
    MOST_SERIALS,
    account_number,
    identity_number,
    invent_contacts,
    invent_person,
    inventions,
)
from desktop.usecases.invent_surveys import invent_surveys
from desktop.usecases.keep_contacts import add_contact
from desktop.usecases.keep_person import register_person
from desktop.usecases.load_holidays import holidays_of
from desktop.usecases.open_desk import SetUp
from desktop.usecases.review_departure import complete_case
from desktop.usecases.sample_answers import Sample, load_samples
from domain.counter_category import CounterCategory
from domain.errors import RuleBroken
from domain.person import Person
from domain.record_answers import known_values

DEMO_USER = "demo"
DEMO_PASSWORD = "demonstration-only"  # noqa: S105 (of invented data, and shown to whoever starts the demonstration)
DEMO_OFFICE = "DEM1"
DEMO_PROFILE = "herfa"
MOST_DAYS = 92
# Scores are told month by month: of an office of more than a few days there are some to see.
FEW_DAYS, MONTHS_OF_SURVEYS = 5, 3

_REQUEST = "request"
_FEW_AT_ONCE = 0.06
_DESCRIBED = 0.2
_CORRECTED = 0.03
_KNOWN = 0.6
_BY_INTERVIEW = 0.85
_OF_ANOTHER_KIND = 0.1
_MEN_AND_WOMEN_WEIGH, _OTHERS_WEIGH = 4, 1


@dataclass(frozen=True)
class Filled:
    """How much was written. Of the interviews, `drafts` are on this laptop only, `left` wait for another day and
    `finished` are the rest; of these, `attested` have a paper, `signed` a valid signature, `void` changed after it."""

    days: int
    visits: int
    described: int
    corrected: int
    persons: int
    interviews: int
    drafts: int
    left: int
    finished: int
    attested: int
    signed: int
    void: int


def demonstration_office(profile: str = DEMO_PROFILE, password: str = DEMO_PASSWORD) -> SetUp:
    """The answers of the first run of an office that does not exist."""
    return SetUp(profile, DEMO_OFFICE, "مكتب العرض التجريبي", DEMO_USER, "سلمان الواحي", password)


def fill_demonstration(desk: Desk, *, days: int, persons: int, random: Random) -> Filled:
    """The last `days` days up to now, with `persons` new people. The same store, moment and seed give the same data.

    Only an administrator may, since nothing takes the invented people out again. Raises RuleBroken for that and for a
    size that makes no sense. It may be run again: no identity number is used twice.
    """
    refuse_odd_size(days, persons)
    if not desk.user.has_role("administrator"):
        raise RuleBroken(
            "demo.not_allowed",
            ar="ملء المكتب ببيانات متخيَّلة لمدير النظام وحده.",
            en="Only the administrator may fill an office with invented data.",
        )
    serials = _free_serials(desk, persons, random)
    clock = InventedClock(desk.now())
    office = _Office(replace(desk, now=clock), clock, random)
    opened = office_days(desk.now(), days, holidays_of(desk))
    visitors = [moment for day in opened for moment in day.moments(day.visits(random), random)]
    comers = sorted(opened[number % len(opened)].moments(1, random)[0] for number in range(persons))
    plan: list[tuple[datetime, int, str]] = [(moment, 0, "") for moment in visitors]
    plan += zip(comers, serials, outcomes(persons), strict=True)
    now = desk.now()
    for moment, serial, outcome in sorted(plan, key=itemgetter(0)):
        clock.moment = moment
        if serial:
            office.serve(serial, outcome)
        else:
            office.count()
    clock.moment = now
    invent_surveys(replace(desk, now=clock), months=MONTHS_OF_SURVEYS if days > FEW_DAYS else 0, random=random)
    if persons:
        invent_enquiries(replace(desk, now=clock))
    office.hear_complaints(now)
    invent_committee(office.desk, now, random, clock.pass_to)
    return office.filled(len(opened))


def refuse_odd_size(days: int, persons: int) -> None:
    """Raises RuleBroken, before anything is made."""
    if not 1 <= days <= MOST_DAYS:
        raise RuleBroken(
            "usage.days",
            ar=f"عدد الأيام من ١ إلى {MOST_DAYS}.",
            en=f"Ask for 1 to {MOST_DAYS} days.",
            field="days",
        )
    if not 0 <= persons <= MOST_SERIALS:
        raise RuleBroken(
            "usage.persons",
            ar=f"عدد الأشخاص من ٠ إلى {MOST_SERIALS}.",
            en=f"Ask for 0 to {MOST_SERIALS} persons.",
            field="persons",
        )


def _free_serials(desk: Desk, count: int, random: Random) -> list[int]:
    free = [
        serial for serial in range(1, MOST_SERIALS + 1) if not desk.store.persons.with_identity(identity_number(serial))
    ]
    if len(free) < count:
        raise RuleBroken(
            "usage.persons",
            ar=f"لم يبق من الأشخاص المتخيَّلين إلا {len(free)}. اطلب عددًا أقل، أو ابدأ في مجلد جديد.",
            en=f"Only {len(free)} invented people are left. Ask for fewer, or start in a new folder.",
            field="persons",
        )
    return random.sample(free, count)


class _Office:
    """A clerk who does what comes, and remembers what he did."""

    def __init__(self, desk: Desk, clock: InventedClock, random: Random) -> None:
        self._desk = self.desk = desk
        self._clock = clock
        self._random = random
        self._samples = load_samples(desk.profile.id, clock().date())
        self.people: list[Person] = []
        self._done: Counter[str] = Counter()

    def filled(self, days: int) -> Filled:
        done = self._done
        names = ("visits", "described", "corrected", "persons", "interviews", "drafts", "left", "finished")
        counts = {name: done[name] for name in (*names, "attested", "signed", "void")}
        return Filled(days=days, **counts)

    def hear_complaints(self, now: datetime) -> None:
        heard = invent_complaints(self._desk, self.people, now) if self._samples else 0
        self._done.update(interviews=heard, finished=heard)

    # --- visits --------------------------------------------------------------------------------------------------

    def count(self) -> None:
        """One press of a key; now and then for several who came together."""
        keys = self._desk.profile.counter
        weights = [_MEN_AND_WOMEN_WEIGH if key.sex else _OTHERS_WEIGH for key in keys]
        key = self._random.choices(keys, weights)[0]
        several = self._random.randint(2, 4) if self._random.random() < _FEW_AT_ONCE else 1
        visits = count_visit(self._desk, key.id, several).visits
        self._done["visits"] += len(visits)
        fate = self._random.random()
        if fate < _CORRECTED:
            self._correct(visits[0], key)
        elif fate < _CORRECTED + _DESCRIBED:
            self._describe(visits[0], key, self._somebody(key))

    def _correct(self, visit: str, key: CounterCategory) -> None:
        self._clock.pass_minutes(2)
        others = [other.id for other in self._desk.profile.counter if other != key]
        moved = self._random.choice([None, *others])
        correct_visit(self._desk, visit, self._random.choice(inventions().reasons), moved)
        self._done["visits"] -= moved is None
        self._done["corrected"] += 1

    def _describe(self, visit: str, key: CounterCategory, person: Person | None) -> None:
        channels = [channel.id for channel in self._desk.profile.channels]
        channel = channels[0] if self._random.random() < _BY_INTERVIEW else self._random.choice(channels)
        note = inventions().note(key.purpose, self._random)
        details = VisitDetails(person.id if person else None, channel, key.purpose, note)
        describe_visit(self._desk, open_visit(self._desk, visit), details)
        self._done["described"] += 1

    def _somebody(self, key: CounterCategory) -> Person | None:
        sex = {"men": "male", "women": "female"}.get(key.sex or "")
        fitting = [person for person in self.people if sex in (None, person.sex)]
        return self._random.choice(fitting) if fitting and self._random.random() < _KNOWN else None

    # --- people --------------------------------------------------------------------------------------------------

    def serve(self, serial: int, outcome: str) -> None:
        """Somebody new comes with a request: counted, registered, interviewed as far as `outcome` says."""
        key = self._key_of_request()
        visit = count_visit(self._desk, key.id).visits[0]
        person = self._register(serial, key)
        self._done["visits"] += 1
        self._describe(visit, key, person)
        fitting = [sample for sample in self._samples if sample.sex == person.sex]
        if fitting and outcome != "none":
            self._interview(person, self._random.choice(fitting), outcome)

    def _key_of_request(self) -> CounterCategory:
        keys = self._desk.profile.counter
        return self._random.choice([key for key in keys if key.purpose == _REQUEST] or list(keys))

    def _register(self, serial: int, key: CounterCategory) -> Person:
        kinds = [kind.id for kind in self._desk.profile.party_kinds]
        usual = self._desk.profile.person.kind
        kind = self._random.choice(kinds) if self._random.random() < _OF_ANOTHER_KIND or usual not in kinds else usual
        sex: str = key.sex or self._random.choice(("men", "women"))
        draft = invent_person(serial, sex, party_kind=kind, random=self._random)
        if usual == "member" and kind == usual:
            draft = replace(draft, member_number=str(serial))
        person = register_person(self._desk, draft).person
        for contact, is_preferred in invent_contacts(serial):
            add_contact(self._desk, person.id, contact, is_preferred)
        self.people.append(person)
        self._done["persons"] += 1
        return person

    # --- interviews ----------------------------------------------------------------------------------------------

    def _interview(self, person: Person, sample: Sample, outcome: str) -> None:
        opened = begin_interview(self._desk, self._random.choice(self._desk.profile.interviews), person.id)
        self._done["interviews"] += 1
        # What his record holds stays as it is; nobody else has his account.
        own = {"iban": account_number(MOST_SERIALS + self._done["persons"])} | known_values(person)
        answers = {name: own.get(name, answer) for name, answer in sample.answers.items()}
        if outcome in ("draft", "left"):
            self._break_off(opened, answers, outcome)
            return
        opened.session.fill(answers)
        self._clock.pass_minutes(self._random.randint(9, 25))
        finish_interview(self._desk, opened)
        self._done["finished"] += 1
        if outcome == "finished":
            leave_incomplete(self._desk, opened.id)
        else:
            invent_checks(self._desk, opened.id)
            self._attest(opened, outcome)

    def _break_off(self, opened: OpenInterview, answers: dict[str, object], outcome: str) -> None:
        """After the first questions."""
        opened.session.fill(dict(list(answers.items())[: len(answers) // 3]))
        save_draft(self._desk, opened)
        if outcome == "left":
            leave_interview(self._desk, opened)
        self._done["left" if outcome == "left" else "drafts"] += 1

    def _attest(self, opened: OpenInterview, outcome: str) -> None:
        paper = attest(self._desk, opened.id)
        self._done["attested"] += 1
        if outcome == "attested":
            return
        self._clock.pass_minutes(4)
        sign_attestation(self._desk, paper.id)
        complete_case(self._desk, opened.id)
        if outcome == "void":
            self._change(opened)
        self._done[outcome] += 1

    def _change(self, opened: OpenInterview) -> None:
        """The person comes back with other data: what was signed no longer holds."""
        self._clock.pass_minutes(35)
        again = resume_interview(self._desk, opened.id)
        again.session.fill({"contact_means": "letter", "clerk_remarks": inventions().remark})
        finish_interview(self._desk, again)
