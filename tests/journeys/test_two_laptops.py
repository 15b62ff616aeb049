"""Two laptops of one office and a head office that is stopped, killed and started in between."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.bootstrap_sync import enrol, sync_now
from desktop.usecases.check_store import dump, verify
from desktop.usecases.correct_visit import correct_visit
from desktop.usecases.count_visit import count_visit
from desktop.usecases.describe_visit import VisitDetails, describe_visit, open_visit
from desktop.usecases.desk import Desk
from desktop.usecases.keep_person import edit_person, register_person, show_person
from desktop.usecases.settle_task import list_tasks, settle_task
from domain.person import PersonDraft, draft_of
from headoffice.store.database_url import DatabaseUrl
from tests.support.hub_process import HubProcess
from tests.support.laptop import Laptop

ACTIONS = 200


@pytest.fixture
def hub(tmp_path: Path, hub_database: DatabaseUrl | None) -> Iterator[HubProcess]:
    made = HubProcess(tmp_path / "hub", hub_database.text if hub_database else None)
    made.start()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def test_two_hundred_random_actions_end_in_the_same_state_everywhere(hub: HubProcess, tmp_path: Path) -> None:
    random = Random(2026)
    with (
        Laptop(tmp_path / "one", seed=1).at_work() as one,
        Laptop(tmp_path / "two", seed=2).at_work() as two,
    ):
        for desk in (one, two):
            enrol(desk, hub.url, str(hub.ask("code", "--office", "RYD1")["code"]))
        is_up = True
        for number in range(ACTIONS):
            act(random, random.choice((one, two)))
            if random.random() < 0.15:
                report = sync_now(random.choice((one, two)))
                assert (report.problem is None) is is_up
            if number % 40 == 20:
                hub.stop(kill=number % 80 == 20)
                is_up = False
            elif number % 40 == 35:
                hub.start()
                is_up = True
        for desk in (one, two, one):
            report = sync_now(desk)
            assert (report.problem, report.waiting) == (None, 0)
        assert dump(one) == dump(two)
        rows = [json.loads(line) for line in dump(one).splitlines()]
        assert hub.ask("dump")["rows"] == rows
        assert len(rows) > 50
        assert verify(one).is_clean
        assert verify(two).is_clean


def act(random: Random, desk: Desk) -> None:
    """One thing a clerk does."""
    people = desk.store.persons.latest()
    visits = [visit for visit in desk.store.visits.of_day(desk.today()) if visit.void_reason is None]
    deed = random.randrange(7)
    if deed == 0 or not people:
        names = ("نورة الواحي", "سعد الرملي", "هند النخيلي")
        register_person(desk, PersonDraft(name=random.choice(names), mobile=_mobile(random)))
    elif deed in (1, 2):
        count_visit(desk, random.choice(desk.profile.counter).id)
    elif deed == 3:
        page = show_person(desk, random.choice(people).id)
        changed = {**vars(draft_of(page.person)), "mobile": _mobile(random)}
        edit_person(desk, page, PersonDraft(**changed))
    elif deed == 4 and visits:
        correct_visit(desk, random.choice(visits).id, "خطأ في العد", random.choice(desk.profile.counter).id)
    elif deed == 5 and visits:
        page_of_visit = open_visit(desk, random.choice(visits).id)
        details = VisitDetails(random.choice(people).id, random.choice(desk.profile.channels).id, "other", "ملاحظة")
        describe_visit(desk, page_of_visit, details)
    elif deed == 6 and list_tasks(desk):
        settle_task(desk, list_tasks(desk)[0].id, 0)


def _mobile(random: Random) -> str:
    return f"0500000{random.randrange(1000):03}"
