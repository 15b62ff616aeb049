"""The search over everything: commands at once, the store from the third letter, groups with their keys."""

from dataclasses import replace

import pytest

from desktop.ui.pages.palette.commands import PageEntry, commands_of
from desktop.ui.pages.palette.presenter import PalettePresenter
from desktop.ui.pages.palette.state import Item, PaletteState
from desktop.usecases.hold_interview import FormLine
from desktop.usecases.settle_task import TaskPage
from domain.errors import Unavailable
from domain.person import Person
from domain.text import Text
from tests.desktop.ui.pages.home.test_home_presenter import interview
from tests.support.fake_front import FrontDesk, HandLane, actions_of

NOURA = Person("p-1", "17-A7-000001", "نورة بنت سعد العتيبي", mobile="+966501234567", town="حي الواحة")
PAGES = (PageEntry("home", "الرئيسة", "home"), PageEntry("settings", "الإعدادات", "settings"))


class Search:
    def __init__(self, desk: FrontDesk | None = None) -> None:
        self.desk = desk or FrontDesk()
        self.lane = HandLane()
        self.states: list[PaletteState] = []
        self.presenter = PalettePresenter(
            actions_of(self.desk),
            self.lane,
            commands=commands_of(PAGES, person="مستفيد"),
            people="المستفيدون",
            show=self.states.append,
        )
        self.presenter.begin()
        self.lane.run()

    def type(self, text: str) -> "Search":
        self.presenter.search(text)
        self.lane.run()
        return self

    @property
    def shown(self) -> PaletteState:
        return self.states[-1]

    def group(self, title: str) -> tuple[Item, ...]:
        return next((group.items for group in self.shown.groups if group.title == title), ())

    def titles(self) -> list[str]:
        return [group.title for group in self.shown.groups]


def busy_desk() -> FrontDesk:
    desk = FrontDesk(
        people=[NOURA],
        interviews=[interview(1, "draft"), interview(2, "finished", "signed"), interview(3, "finished")],
        tasks=[TaskPage("t-1", "two_values", "persons", "p-1", "mobile", NOURA.name, ())],
        form_lines=[FormLine("herfa/support-request", Text("طلب دعم نورة", "Request"))],
    )
    desk.come("request_women", person="p-1", note="تسأل عن طلبها")
    return desk


def test_before_a_letter_the_commands_stand_with_their_keys() -> None:
    search = Search()
    assert search.titles() == ["أوامر وصفحات"]
    keys = {item.title: item.keys for item in search.shown.items}
    assert keys["الرئيسة"] == "Ctrl+1"
    assert keys["الإعدادات"] == "Ctrl+2"
    assert keys["قفل أو تبديل المستخدم"] == "Ctrl+L"
    assert "تسجيل مستفيد" in keys


@pytest.mark.parametrize(
    ("text", "found"), [("اعدادات", "الإعدادات"), ("المظهر", "الإعدادات"), ("طباعه", "طباعة ورقة اليوم")]
)
def test_commands_are_found_in_any_spelling_and_by_what_they_hold(text: str, found: str) -> None:
    search = Search().type(text)
    assert found in [item.title for item in search.group("أوامر وصفحات")]


def test_two_letters_ask_the_store_nothing() -> None:
    search = Search(busy_desk())
    search.desk.refuse_once(Unavailable("store.busy", ar="مشغول", en="busy"))
    search.type("نو")
    assert search.shown.problem == ""
    assert "ثلاثة أحرف" in search.shown.hint


def test_everything_about_a_person_is_found_in_groups_under_way_before_done() -> None:
    search = Search(busy_desk()).type("نوره")
    assert search.titles() == [
        "المستفيدون",
        "مقابلات لم تكتمل",
        "زيارات اليوم",
        "مهام تحتاج قرارًا",
        "مقابلات مكتملة",
        "استمارات تبدأ بها مقابلة",
    ]
    assert [(item.kind, item.target) for item in search.shown.items] == [
        ("person", "p-1"),
        ("resume", "i-1"),
        ("person", "p-1"),
        ("task", "t-1"),
        ("attestation", "i-2"),
        ("attestation", "i-3"),
        ("form", "herfa/support-request"),
    ]
    assert search.group("المستفيدون")[0].detail == "\u2066050 123 4567\u2069 · حي الواحة"
    assert search.group("زيارات اليوم")[0].detail == "اليوم 9:05 ص · تسأل عن طلبها"
    assert search.group("مقابلات مكتملة")[0].chip == "الإقرار موقّع"


def test_what_does_not_fit_in_a_group_is_counted() -> None:
    people = [replace(NOURA, id=f"p-{number}") for number in range(8)]
    search = Search(FrontDesk(people=people)).type("نورة")
    group = search.shown.groups[0]
    assert (len(group.items), group.more) == (5, 3)


def test_arrows_go_round_and_the_mark_stays_on_what_was_chosen_when_more_comes() -> None:
    search = Search(busy_desk()).type("نورة")
    search.presenter.move(-1)
    assert search.shown.chosen == search.shown.items[-1]
    search.presenter.move(1)
    assert search.shown.marked == 0
    search.presenter.mark(2)
    assert search.shown.chosen == search.shown.items[2]


def test_an_answer_that_comes_after_the_search_was_cleared_is_not_shown() -> None:
    search = Search(busy_desk())
    search.presenter.search("نورة")
    search.presenter.search("")
    search.lane.run()
    assert search.titles() == ["أوامر وصفحات"]


def test_nothing_found_says_what_to_do() -> None:
    search = Search().type("زعفران")
    assert search.shown.items == ()
    assert search.shown.marked == -1
    assert "المستفيدون" in search.shown.hint


def test_a_search_that_fails_says_why_and_keeps_the_commands() -> None:
    search = Search(busy_desk())
    search.desk.refuse_once(Unavailable("store.busy", ar="البيانات مشغولة الآن.", en="Busy."))
    search.type("الرئيسة")
    assert search.shown.problem == "البيانات مشغولة الآن."
    assert [item.title for item in search.shown.items] == ["الرئيسة"]
