"""The store against raw SQLCipher, in the same run (`dev.py bench`)."""

import time
from pathlib import Path
from random import Random

import pytest

from db.connection import open_database
from db.persons import LAST_CHARACTER, SEARCH_BY_START, SEARCH_BY_WORDS
from desktop.usecases.count_visit import count_visit
from desktop.usecases.find_people import find_people
from domain.arabic import search_key
from domain.person import Person
from tests.benchmarks.ratios import in_turns, percentile_95, report
from tests.support.laptop import Laptop

GIVEN = ("نورة", "سعد", "هند", "فهد", "سارة", "ماجد", "ريم", "خالد", "منيرة", "عبدالله", "حصة", "يوسف", "جواهر", "تركي")
FAMILIES = (
    "الواحي",
    "النخيلي",
    "الرملي",
    "السدري",
    "الغيماني",
    "الشيحاني",
    "القيصومي",
    "السحابي",
    "العرفجي",
    "الكثيبي",
)
PEOPLE = 100_000
LIMIT = 30


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def test_a_counted_visit_costs_at_most_twice_a_raw_durable_insert(tmp_path: Path) -> None:
    raw = open_database(tmp_path / "raw.db", bytes(32), create=True)
    raw.execute("CREATE TABLE visit (n INTEGER PRIMARY KEY, id TEXT, day TEXT, time TEXT, category TEXT) STRICT")
    with Laptop(tmp_path / "laptop").at_work() as desk:
        category = desk.profile.counter[0].id
        ours, bare = in_turns(
            lambda: count_visit(desk, category),
            lambda: raw.execute(
                "INSERT INTO visit (id, day, time, category) VALUES (?, ?, ?, ?)",
                (desk.new_id(), "2026-11-21", "09:00", category),
            ),
            rounds=400,
        )
    raw.close()
    assert report("durable counted visit / raw SQLCipher insert (FULL)", ours, bare, 2.0) <= 2.0


def test_three_letters_among_a_hundred_thousand_people_cost_at_most_half_more_than_the_raw_query(
    tmp_path: Path,
) -> None:
    random = Random(5)
    with Laptop(tmp_path / "laptop").at_work() as desk:
        for _ in range(PEOPLE // 500):
            with desk.store.work("person.add", desk.user.id) as work:
                for _ in range(500):
                    name = " ".join((*random.choices(GIVEN, k=3), random.choice(FAMILIES)))
                    work.persons.add(Person(desk.new_id(), f"N{random.randrange(10**9)}", name))
        texts = [random.choice((*GIVEN, *FAMILIES))[:3] for _ in range(300)]
        ours, bare = [], []

        def ask_bare(text: str) -> None:
            key = search_key(text)
            query = {"low": key, "high": key + LAST_CHARACTER, "words": f'"{key}"*', "limit": LIMIT}
            started = time.perf_counter()
            if len(desk.store.database.execute(SEARCH_BY_START, query).fetchall()) < LIMIT:
                desk.store.database.execute(SEARCH_BY_WORDS, query).fetchall()
            bare.append((time.perf_counter() - started) * 1000)

        def ask_ours(text: str) -> None:
            started = time.perf_counter()
            assert find_people(desk, text)
            ours.append((time.perf_counter() - started) * 1000)

        for number, text in enumerate(texts):
            # Whoever asks second finds the pages read: they take turns.
            for ask in (ask_bare, ask_ours) if number % 2 else (ask_ours, ask_bare):
                ask(text)
    ratio = report("three-letter search p95, use case / raw query", percentile_95(ours), percentile_95(bare), 1.5)
    assert ratio <= 1.5
