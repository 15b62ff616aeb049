"""The invented office: plausible, the same each time, and written by the use cases of the desk."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from desktop.usecases.attest import list_attestations
from desktop.usecases.check_store import verify
from desktop.usecases.desk import RIYADH, Desk
from desktop.usecases.fill_demonstration import Filled, fill_demonstration
from desktop.usecases.invent_days import CLOSES, OPENS, office_days
from desktop.usecases.invent_people import MOST_SERIALS, account_number, identity_number, mobile_number
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.load_holidays import load_holidays
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.open_desk import FLOOR_VARIABLE
from desktop.usecases.sample_answers import load_samples
from domain.errors import RuleBroken
from domain.identity import check_national_id, parse_iban, parse_mobile
from domain.person import Person
from domain.visit import Visit
from forms.interview.session import load
from forms.interview.shipped import shipped_form
from tests.support.laptop import Laptop

DAYS, PERSONS = 7, 24


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLOOR_VARIABLE, "floor")


def on_a_sunday_at_eleven(folder: Path) -> Laptop:
    made = Laptop(folder)
    made.clock.pass_minutes(26 * 60)
    return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with on_a_sunday_at_eleven(tmp_path / "store").at_work() as desk:
        yield desk


@pytest.fixture(scope="module")
def filled_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """Filled once for all who only look at it."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    with pytest.MonkeyPatch.context() as patch, ExitStack() as closing:
        patch.setenv(FLOOR_VARIABLE, "floor")
        return folder, fill(closing.enter_context(on_a_sunday_at_eleven(folder).at_work()))


@pytest.fixture
def filled(filled_office: tuple[Path, Filled]) -> Filled:
    return filled_office[1]


@pytest.fixture
def filled_desk(filled_office: tuple[Path, Filled]) -> Iterator[Desk]:
    with on_a_sunday_at_eleven(filled_office[0]).at_work() as desk:
        yield desk


def fill(desk: Desk, *, days: int = DAYS, persons: int = PERSONS, seed: int = 1) -> Filled:
    return fill_demonstration(desk, days=days, persons=persons, random=Random(seed))


def visits_of(desk: Desk, days: int = DAYS) -> list[Visit]:
    dates = [(desk.now().date() - timedelta(days=back)).isoformat() for back in range(days)]
    return [visit for day in dates for visit in desk.store.visits.of_day(day, limit=1000)]


def people_of(desk: Desk) -> list[Person]:
    found = (desk.store.persons.with_identity(identity_number(serial)) for serial in range(1, MOST_SERIALS + 1))
    return [person for persons in found for person in persons]


def shape_of(desk: Desk) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    visits = sorted((visit.day, visit.time, visit.category, visit.note or "") for visit in visits_of(desk))
    people = sorted((person.name, person.id_number, person.mobile, person.town) for person in people_of(desk))
    return [tuple(visit) for visit in visits], [tuple(person) for person in people]


def test_what_it_says_it_wrote_is_what_the_store_soundly_holds(filled_desk: Desk, filled: Filled) -> None:
    assert verify(filled_desk).is_clean
    visits = visits_of(filled_desk)
    states = Counter(line.state for line in list_interviews(filled_desk))
    papers = Counter(line.state for line in list_attestations(filled_desk))
    assert filled.visits == sum(visit.void_reason is None for visit in visits)
    assert filled.corrected == sum(visit.void_reason is not None for visit in visits)
    assert filled.described <= sum(visit.channel is not None for visit in visits)
    assert filled.persons == filled_desk.store.persons.count() == PERSONS
    assert (filled.drafts, filled.left, filled.finished) == (states["draft"], states["left"], states["finished"])
    assert (filled.signed, filled.void) == (papers["signed"], papers["void"])
    assert filled.attested == papers.total()


def test_there_is_some_of_everything_to_look_at(filled_desk: Desk, filled: Filled) -> None:
    assert min(filled.described, filled.corrected, filled.drafts, filled.left, filled.signed, filled.void) > 0
    assert filled.finished > filled.attested > filled.signed + filled.void
    assert filled_desk.store.visits.tally(filled_desk.today()).total > 0


def test_the_same_seed_gives_the_same_office(tmp_path: Path) -> None:
    shapes = []
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        with Laptop(tmp_path / name, seed=seed).at_work() as desk:
            fill(desk, days=2, persons=4, seed=seed)
            shapes.append(shape_of(desk))
    assert shapes[0] == shapes[1] != shapes[2]


def test_invented_numbers_pass_their_checks_and_lie_in_ranges_of_nobody() -> None:
    for serial in range(1, MOST_SERIALS + 1):
        number, mobile, iban = identity_number(serial), mobile_number(serial), account_number(serial)
        assert check_national_id(number).number == number
        assert number[1:6] == "00000"
        assert parse_mobile(mobile) == mobile
        assert mobile.startswith("+966500000")
        assert parse_iban(iban) == iban
        assert iban[4:6] == "00"


def test_people_need_no_exception_from_the_rules(filled_desk: Desk) -> None:
    people = people_of(filled_desk)
    assert len({person.id_number for person in people}) == len(people) == PERSONS
    assert all(person.id_override is None and person.born and person.town and person.sex for person in people)


def test_it_can_be_run_again_and_registers_nobody_twice(desk: Desk) -> None:
    fill(desk, days=1, persons=4)
    fill(desk, days=1, persons=4)
    people = people_of(desk)
    assert len(people) == len({person.id_number for person in people}) == 8


def test_visits_come_in_office_hours_of_working_days_and_never_in_the_future(filled_desk: Desk) -> None:
    now = filled_desk.now()
    for visit in visits_of(filled_desk):
        moment = datetime.fromisoformat(f"{visit.day}T{visit.time}").replace(tzinfo=RIYADH)
        assert OPENS <= moment.time() <= CLOSES
        assert moment <= now
        assert load_holidays().is_working_day(moment.date())


@pytest.mark.parametrize("hour", [0, 3, 7, 8, 12, 23])
def test_there_are_visitors_today_at_whatever_hour_it_is_shown(hour: int) -> None:
    friday = datetime(2026, 11, 20, hour, 40, tzinfo=RIYADH)
    today = office_days(friday, 7, load_holidays())[-1]
    assert today.first.date() == today.last.date() == friday.date()
    assert today.first < today.last <= friday
    assert today.visits(Random(1)) >= 1
    assert all(today.first <= moment <= today.last for moment in today.moments(50, Random(1)))


@pytest.mark.parametrize("profile", profile_ids())
def test_every_association_has_a_day_to_show(tmp_path: Path, profile: str) -> None:
    with Laptop(tmp_path / "store", profile).at_work() as desk:
        filled = fill(desk, days=1, persons=12)
        assert (filled.persons, filled.left, filled.void) == (12, 1, 1)
        assert verify(desk).is_clean


@pytest.mark.parametrize("profile", profile_ids())
@pytest.mark.parametrize("today", [date(2025, 11, 23), date(2041, 2, 28)])
def test_every_sample_and_variant_finishes_whenever_it_is_shown(profile: str, today: date) -> None:
    samples = load_samples(profile, today)
    assert {sample.sex for sample in samples} == {"male", "female"}
    nine = datetime(today.year, today.month, today.day, 9, tzinfo=RIYADH)
    for form in load_profile(profile).interviews:
        for sample in samples:
            session = load(shipped_form(form), today=today, now=lambda: nine, new_uuid=lambda: str(UUID(int=1)))
            session.fill(sample.answers)
            assert session.problems() == ()


def test_an_association_without_samples_gets_visits_and_people_but_no_interviews(desk: Desk) -> None:
    new = replace(desk, profile=replace(desk.profile, id="rawabi"))
    filled = fill(new, days=1, persons=4)
    assert (filled.persons, filled.interviews) == (4, 0)
    assert filled.visits > 0


@pytest.mark.parametrize(("days", "persons", "field"), [(0, 1, "days"), (93, 1, "days"), (1, -1, "persons")])
def test_a_size_that_makes_no_sense_is_refused_before_anything_is_written(
    desk: Desk, days: int, persons: int, field: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        fill(desk, days=days, persons=persons)
    assert refused.value.field == field
    assert visits_of(desk) == []


def test_when_the_invented_people_run_out_it_says_how_many_are_left(desk: Desk) -> None:
    fill(desk, days=1, persons=3)
    with pytest.raises(RuleBroken) as refused:
        fill(desk, days=1, persons=MOST_SERIALS - 2)
    assert str(MOST_SERIALS - 3) in refused.value.en


def test_only_an_administrator_may_fill_an_office_with_invented_data(desk: Desk) -> None:
    clerk = replace(desk, user=replace(desk.user, roles=("clerk",)))
    with pytest.raises(RuleBroken) as refused:
        fill(clerk)
    assert refused.value.code == "demo.not_allowed"


def test_every_case_leaves_complete_but_the_one_that_is_kept_with_its_reason(filled_desk: Desk) -> None:
    lines = [line for line in list_interviews(filled_desk) if line.state == "finished"]
    lacking = [line for line in lines if set(line.missing) - {"attestation", "signature"}]
    (kept,) = [line for line in lines if line.kept]
    assert lacking in ([], [kept])
    assert kept.missing
    assert len(lines) > 5
