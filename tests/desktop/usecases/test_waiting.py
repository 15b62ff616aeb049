"""The list of what waits says in words what has not reached head office."""

import ast

from desktop.usecases.count_visit import count_visit
from desktop.usecases.keep_person import register_person
from desktop.usecases.list_waiting import list_waiting
from domain.deed import DEEDS
from domain.person import PersonDraft
from tests.desktop.usecases.conftest import Office
from tests.support.sources import ROOT


def test_what_waits_is_listed_the_newest_first_until_head_office_has_it(office: Office) -> None:
    desk = office.here
    register_person(desk, PersonDraft(name="نورة بنت سالم"))
    count_visit(desk, desk.profile.counter[0].id)
    waiting = list_waiting(desk)
    assert waiting.count == 3
    assert [deed.title_ar for deed in waiting.deeds] == ["عدّ زائر", "تسجيل شخص", "افتتاح المكتب"]
    person = waiting.deeds[1]
    assert (person.about, person.author) == ("نورة بنت سالم", "أمينة السالم")
    assert waiting.deeds[0].about.startswith(desk.today())
    assert waiting.since is not None
    office.sync()
    assert list_waiting(desk) == type(waiting)(0, None, ())


def test_only_the_newest_are_listed_and_all_are_counted(office: Office) -> None:
    desk = office.here
    for _ in range(3):
        count_visit(desk, desk.profile.counter[0].id)
    assert len(desk.store.deeds.waiting(most=2)) == 2
    assert list_waiting(desk).count == 4


def test_every_action_that_a_use_case_writes_has_a_name() -> None:
    written: set[str] = set()
    for path in (ROOT / "desktop" / "usecases").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "work":
                written |= {
                    text.value
                    for text in ast.walk(node.args[0])
                    if isinstance(text, ast.Constant) and isinstance(text.value, str) and "." in text.value
                }
    named = {action for action in written if not action.endswith(".")}
    assert len(named) > 8
    assert named - set(DEEDS) == set()
