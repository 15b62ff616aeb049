"""Who may import whom, and the other rules of the house. The rules themselves: tests/support/house_rules.py."""

import textwrap
from collections.abc import Callable, Iterator, Sequence

import pytest

from tests.support import house_rules as rules
from tests.support.sources import PACKAGES, ROOT, Source, read_sources

Rule = Callable[[Sequence[Source]], Iterator[str]]


@pytest.fixture(scope="module")
def product() -> list[Source]:
    return read_sources()


def test_every_package_is_read(product: list[Source]) -> None:
    assert {source.module.split(".")[0] for source in product} == set(PACKAGES)


def test_imports_point_inwards_only(product: list[Source]) -> None:
    assert list(rules.imports_only_downwards(product)) == []


def test_the_domain_knows_no_clock_no_chance_and_no_world(product: list[Source]) -> None:
    assert list(rules.domain_knows_only_facts(product)) == []


def test_qt_database_paper_and_http_libraries_each_have_one_home(product: list[Source]) -> None:
    assert list(rules.libraries_stay_at_home(product)) == []


def test_sql_is_written_only_in_the_stores(product: list[Source]) -> None:
    assert list(rules.sql_stays_at_home(product)) == []


def test_windows_take_only_frozen_shapes_from_use_cases(product: list[Source]) -> None:
    assert list(rules.windows_take_only_shapes(product)) == []


def test_presenters_know_no_qt_and_no_store(product: list[Source]) -> None:
    assert list(rules.presenters_know_no_qt(product)) == []


def test_package_files_are_empty(product: list[Source]) -> None:
    assert list(rules.packages_are_empty(product)) == []


def test_imports_stand_at_the_top_or_say_why_not(product: list[Source]) -> None:
    assert list(rules.imports_stand_at_the_top(product)) == []


def test_no_modules_import_each_other_in_a_circle(product: list[Source]) -> None:
    assert list(rules.no_cycles(product)) == []


def test_only_the_three_last_resorts_catch_everything(product: list[Source]) -> None:
    assert list(rules.nothing_swallows_bugs(product)) == []


def test_modules_are_named_after_what_they_hold(product: list[Source]) -> None:
    assert list(rules.modules_are_nouns(product)) == []


def test_files_are_short(product: list[Source]) -> None:
    assert list(rules.files_are_short(product)) == []


def test_no_signal_keeps_a_widget_alive(product: list[Source]) -> None:
    assert list(rules.signals_hold_no_widget(product)) == []


def test_migrations_import_no_living_code(product: list[Source]) -> None:
    assert list(rules.migrations_are_frozen(product)) == []


def test_every_migration_has_a_test(product: list[Source]) -> None:
    tests = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "db").rglob("test_*.py")))
    assert list(rules.migrations_have_tests(product, tests)) == []


# What each rule must catch: the module, and a line that breaks the rule there.
BAD: list[tuple[Rule, str, str]] = [
    (rules.imports_only_downwards, "domain.visit", "import db.log"),
    (rules.imports_only_downwards, "domain.visit", "from desktop import settings"),
    (rules.imports_only_downwards, "db.log", "from desktop.usecases.count_visit import CountVisit"),
    (rules.imports_only_downwards, "db.log", "from forms.paper import fonts"),
    (rules.imports_only_downwards, "forms.paper.page", "from db import visits"),
    (rules.imports_only_downwards, "desktop.usecases.count_visit", "from desktop.ui import shell"),
    (rules.imports_only_downwards, "desktop.usecases.count_visit", "from desktop import bootstrap"),
    (rules.imports_only_downwards, "desktop.usecases.count_visit", "from ..sync import loop"),
    (rules.imports_only_downwards, "desktop.sync.loop", "import forms.paper.page"),
    (rules.imports_only_downwards, "desktop.ui.shell", "import db"),
    (rules.imports_only_downwards, "desktop.ui.shell", "def f():\n    from forms.paper import page"),
    (rules.imports_only_downwards, "desktop.ui.shell", "from headoffice import app"),
    (rules.imports_only_downwards, "desktop.ui.home.page", "from desktop import bootstrap"),
    (rules.imports_only_downwards, "desktop.commands.persons", "from db import persons"),
    (rules.imports_only_downwards, "desktop.bootstrap", "from headoffice import app"),
    (rules.imports_only_downwards, "desktop.settings", "from desktop import bootstrap"),
    (rules.imports_only_downwards, "headoffice.app", "from db import log"),
    (rules.imports_only_downwards, "resources.fonts", "import domain.visit"),
    (rules.domain_knows_only_facts, "domain.visit", "import sqlite3"),
    (rules.domain_knows_only_facts, "domain.visit", "import time"),
    (rules.domain_knows_only_facts, "domain.visit", "from random import choice"),
    (rules.domain_knows_only_facts, "domain.visit", "import os.path"),
    (rules.domain_knows_only_facts, "domain.visit", "import secrets, socket"),
    (rules.domain_knows_only_facts, "domain.visit", "from urllib import request"),
    (rules.domain_knows_only_facts, "domain.visit", "import httpx"),
    (rules.domain_knows_only_facts, "domain.visit", "import msgspec"),
    (rules.domain_knows_only_facts, "domain.sync.wire", "import reportlab"),
    (rules.domain_knows_only_facts, "domain.visit", "import datetime\nx = datetime.datetime.now()"),
    (rules.domain_knows_only_facts, "domain.visit", "import datetime as dt\nx = dt.date.today()"),
    (rules.domain_knows_only_facts, "domain.visit", "from datetime import datetime as D\nx = D.utcnow"),
    (rules.domain_knows_only_facts, "domain.visit", "from uuid import uuid4 as new\nx = new()"),
    (rules.domain_knows_only_facts, "domain.visit", "import uuid\nx = uuid.uuid4().hex"),
    (rules.domain_knows_only_facts, "domain.visit", "text = open('x').read()"),
    (rules.libraries_stay_at_home, "desktop.usecases.count_visit", "from PySide6.QtCore import QObject"),
    (rules.libraries_stay_at_home, "desktop.__main__", "def f():\n    import PySide6"),
    (rules.libraries_stay_at_home, "desktop.usecases.count_visit", "import sqlite3"),
    (rules.libraries_stay_at_home, "headoffice.app", "from sqlcipher3 import dbapi2"),
    (rules.libraries_stay_at_home, "headoffice.receive", "from sqlalchemy import select"),
    (rules.libraries_stay_at_home, "db.log", "import psycopg"),
    (rules.libraries_stay_at_home, "forms.interview.engine", "from reportlab.pdfgen import canvas"),
    (rules.libraries_stay_at_home, "desktop.sync.loop", "import httpx"),
    (rules.libraries_stay_at_home, "desktop.demonstration", "from urllib.request import urlopen"),
    (rules.libraries_stay_at_home, "desktop.ui.shell", "from urllib import request"),
    (rules.sql_stays_at_home, "desktop.usecases.count_visit", "q = 'SELECT id FROM visits WHERE id = ?'"),
    (rules.sql_stays_at_home, "headoffice.receive", "q = 'select id\\n from visits'"),
    (rules.sql_stays_at_home, "headoffice.app", "table = 'x'\nq = f'  INSERT INTO {table} VALUES (?)'"),
    (rules.sql_stays_at_home, "desktop.sync.loop", "q = 'pragma user_version'"),
    (rules.sql_stays_at_home, "forms.interview.engine", "q = f'UPDATE {1} SET a=1'"),
    (rules.windows_take_only_shapes, "desktop.ui.shell", "from desktop.usecases.count_visit import count"),
    (rules.windows_take_only_shapes, "desktop.ui.shell", "from desktop.usecases.count_visit import CountVisit"),
    (rules.windows_take_only_shapes, "desktop.ui.shell", "import desktop.usecases.count_visit"),
    (rules.presenters_know_no_qt, "desktop.ui.home.presenter", "from PySide6.QtCore import Signal"),
    (rules.packages_are_empty, "domain", "x = 1"),
    (rules.imports_stand_at_the_top, "domain.visit", "def f():\n    import json"),
    (rules.imports_stand_at_the_top, "domain.visit", "def f():\n    # noqa\n    import json"),
    (rules.nothing_swallows_bugs, "db.log", "try:\n    pass\nexcept Exception:\n    pass"),
    (rules.nothing_swallows_bugs, "db.log", "try:\n    pass\nexcept:\n    pass"),
    (rules.nothing_swallows_bugs, "db.log", "try:\n    f()\nexcept (OSError, BaseException) as e:\n    raise X from e"),
    (rules.modules_are_nouns, "domain.date_utils", ""),
    (rules.modules_are_nouns, "desktop.ui.common.button", ""),
    (rules.files_are_short, "domain.visit", "x = 1\n" * 401),
    (rules.signals_hold_no_widget, "desktop.ui.shell", "def f(self):\n    self.clicked.connect(lambda: self.g())"),
    (rules.migrations_are_frozen, "db.migrations.m0002_more", "from domain.visit import Visit"),
]  # fmt: skip

# What no rule may mind: the module, and lines that keep every rule.
GOOD: list[tuple[str, str]] = [
    ("domain.visit", "from datetime import date, time\nimport hijridate\nimport phonenumbers\nimport stdnum.iban"),
    ("domain.visit", "class Visit:\n    open: bool\n    today: int\ndef f(visit):\n    return visit.today"),
    ("domain.sync.wire", "import hashlib\nimport msgspec\nimport cryptography.hazmat\nfrom domain import visit"),
    ("db.visits", "import sqlcipher3\nq = 'SELECT 1 FROM visits'\nfrom domain.visit import Visit"),
    ("db.visits", "try:\n    pass\nexcept BaseException:\n    print(1)\n    raise"),
    ("forms.paper.page", "from reportlab.pdfgen import canvas\nfrom forms.paper import fonts"),
    ("desktop.usecases.count_visit", "'''SELECT x FROM y'''\nhint = 'Select one from the list'\nfrom db import visits"),
    ("desktop.ui.shell", "from PySide6.QtCore import QObject\nfrom desktop.usecases.count_visit import Counted"),
    (
        "desktop.ui.shell",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from desktop.usecases.count_visit import CountVisit",
    ),
    ("desktop.ui.shell", "class A:\n    def f(self):\n        s.connect(self.g)\n        t.connect(lambda: h())"),
    ("desktop.commands.visits", "from desktop.commands import context\nfrom desktop.usecases.count_visit import count"),
    ("desktop.cli", "from desktop.commands import persons\nfrom desktop.version import VERSION"),
    ("desktop.cli", "def f():\n    # Qt takes 200 ms that a command need not pay.\n    import desktop.bootstrap"),
    ("desktop.bootstrap", "from desktop.ui import shell\nfrom db import visits\nfrom desktop.sync import loop"),
    ("desktop.demonstration", "from headoffice import app"),
    ("desktop.sync.transport", "import httpx"),
    ("headoffice.store", "import sqlite3\nq = 'DELETE FROM entries'"),
    ("headoffice.app", "import starlette\ntry:\n    pass\nexcept Exception:\n    pass"),
]  # fmt: skip

COUNT_VISIT = """
    from dataclasses import dataclass

    @dataclass(frozen=True, slots=True)
    class Counted:
        total: int

    class CountVisit:
        pass

    def count():
        pass
"""
RULES = sorted({rule for rule, _, _ in BAD} | {rules.no_cycles}, key=lambda rule: rule.__name__)


def beside_a_use_case(module: str, text: str) -> list[Source]:
    source = Source(module, text, is_package="." not in module)
    return [source, Source("desktop.usecases.count_visit", textwrap.dedent(COUNT_VISIT))]


@pytest.mark.parametrize(("rule", "module", "text"), BAD)
def test_a_broken_rule_is_found(rule: Rule, module: str, text: str) -> None:
    assert len(list(rule(beside_a_use_case(module, text)))) >= 1


@pytest.mark.parametrize(("module", "text"), GOOD)
def test_what_keeps_the_rules_is_left_alone(module: str, text: str) -> None:
    sources = beside_a_use_case(module, text)
    assert [complaint for rule in RULES for complaint in rule(sources)] == []


def test_a_circle_is_found_and_named() -> None:
    circle = [
        Source("db.a", "from db import b"),
        Source("db.b", "def f():\n    # Four words of reason do not excuse a circle.\n    from db.c import x"),
        Source("db.c", "import db.a"),
    ]
    (complaint,) = rules.no_cycles(circle)
    assert all(source.module in complaint for source in circle)


def test_a_migration_without_a_test_is_found() -> None:
    migration = [Source("db.migrations.m0002_more", "")]
    assert len(list(rules.migrations_have_tests(migration, ["def test_m0001_first(): ..."]))) == 1
    assert list(rules.migrations_have_tests(migration, ["from db.migrations import m0002_more"])) == []
