"""The first page leads to the work: every row and button says where to, and nothing is cut or unnamed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.kit.theme import theme
from desktop.ui.pages.home.rows import LatestRow, WaitingRow
from desktop.ui.pages.home.view import HomeView
from desktop.usecases.settle_task import TaskPage
from domain.person import Person
from domain.sync.changes import Changes
from tests.desktop.ui.pages.home.test_home_presenter import interview
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, is_wider_than_shown, texts_of, unnamed

NOURA = Person("p-1", "17-A7-000001", "نورة العتيبي", id_number="1000000008")
HODA = Person("p-2", "17-A7-000002", "نورة الحربي", mobile="+966500000012")


class Home:
    def __init__(self, stage: Stage, desk: FrontDesk | None = None) -> None:
        self.desk = desk or FrontDesk()
        self.lanes, self._stage = HandLanes(), stage
        self.asked: list[tuple[str, str]] = []
        self.view = HomeView(actions_of(self.desk), self.lanes, desk_info())
        self.view.interview_requested.connect(self._hear_interview)
        for name in ("resume", "attestation", "person", "page", "day_sheet", "search"):
            getattr(self.view, f"{name}_requested").connect(self._hearing(name))
        stage.show(self.view)
        self.run()

    def _hear_interview(self) -> None:
        self.asked.append(("interview", ""))

    def _hearing(self, name: str):  # type: ignore[no-untyped-def]
        def hear(target: str) -> None:
            self.asked.append((name, target))

        return hear

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()


def test_an_empty_office_is_told_what_to_do(stage: Stage) -> None:
    home = Home(stage)
    said = texts_of(home.view)
    assert "خطوات البداية" in said
    assert "لم تُجرَ مقابلة بعد" in said
    assert "لم يُعدّ أحد بعد" in said
    button_named(home.view, "عدّ أول زائر").click()
    button_named(home.view, "ابدأ أول مقابلة").click()
    for row in home.view.findChildren(WaitingRow):
        row.click()
    assert home.asked == [
        ("page", "counter"),
        ("interview", ""),
        ("page", "counter"),
        ("page", "persons"),
        ("interview", ""),
        ("page", "settings"),
    ]


def test_an_office_at_work_with_nothing_open_is_told_so(stage: Stage) -> None:
    desk = FrontDesk(people=[NOURA], interviews=[interview(1, "finished", "signed")])
    desk.come(desk_info().profile.counter[0].id)
    home = Home(stage, desk)
    assert "لا شيء ينتظرك" in texts_of(home.view)


def test_quick_actions_ask_for_the_work(stage: Stage) -> None:
    home = Home(stage)
    for name in ("بدء مقابلة جديدة", "فتح عدّ الزوار", "طباعة ورقة اليوم", "عرض كل المقابلات"):
        button_named(home.view, name).click()
    assert [item for item in home.asked if item[0] != "day_sheet"] == [
        ("interview", ""),
        ("page", "counter"),
        ("page", "interviews"),
    ]
    assert [len(target) for name, target in home.asked if name == "day_sheet"] == [10]


def test_rows_lead_where_their_work_is_done(stage: Stage) -> None:
    desk = FrontDesk(
        interviews=[interview(1, "draft"), interview(2, "finished", "unsigned")],
        tasks=[TaskPage("t-1", "two_values", "persons", "p-1", "mobile", "نورة", ())],
        people=[NOURA],
    )
    desk.come(desk_info().profile.counter[0].id)
    home = Home(stage, desk)
    for row in (*home.view.findChildren(WaitingRow), *home.view.findChildren(LatestRow)):
        row.click()
    assert home.asked == [
        ("page", "tasks"),
        ("attestation", "i-2"),
        ("resume", "i-1"),
        ("resume", "i-1"),
        ("attestation", "i-2"),
    ]


def test_the_search_is_opened_with_what_was_typed(stage: Stage) -> None:
    home = Home(stage)
    search = home.view.search
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Return)
    QTest.keyClicks(search, "5")
    QTest.mouseClick(search, Qt.MouseButton.LeftButton)
    assert home.asked == [("search", ""), ("search", "5"), ("search", "")]


@pytest.mark.parametrize("width", [910, 776, 1118])
def test_a_long_name_that_waits_is_whole_or_can_be_read_whole(stage: Stage, width: int) -> None:
    name = "عبدالرحمن بن عبدالعزيز بن عبدالمحسن الحارثي الشمراني"
    lines = [replace(interview(1, "left"), person_name=name), interview(2, "left")]
    home = Home(stage, FrontDesk(interviews=lines))
    home.view.window().resize(width, 700)
    home.run()
    long, short = home.view.findChildren(WaitingRow)[:2]
    assert not short.is_cut()
    assert name in long.toolTip()
    assert name in long.accessibleName()
    assert name in home.view.findChildren(LatestRow)[0].toolTip()


def test_a_write_elsewhere_shows_at_once(stage: Stage) -> None:
    home = Home(stage)
    home.desk.interviews.append(interview(1, "left"))
    home.view.apply_changes(Changes(frozenset({"interviews"}), ("i-1",)))
    home.run()
    assert len(home.view.findChildren(LatestRow)) == 1


def test_a_hidden_page_reads_nothing_until_it_is_seen(stage: Stage) -> None:
    home = Home(stage)
    home.view.window().hide()
    home.view.apply_changes(Changes(frozenset({"visits"}), ("v-1",)))
    assert home.lanes.store.waiting == []


def test_the_week_is_one_key_away(stage: Stage) -> None:
    desk = FrontDesk()
    desk.come(next(item.id for item in desk_info().profile.counter if item.sex == "women"), 2)
    home = Home(stage, desk)
    button_named(home.view, "مدى الرسم: الأسبوع").click()
    assert home.view.segments.current == "week"
    assert home.view.chart.accessibleDescription() == "السبت 21: 2 (نساء 2)"


def test_digits_are_drawn_as_the_user_chose(stage: Stage) -> None:
    home = Home(stage, FrontDesk(people=[NOURA]))
    theme().apply(choice="dark", digits="western")
    assert "2026" in texts_of(home.view) or "202" in texts_of(home.view)
    theme().apply(choice="dark", digits="arabic")
    assert "٢٠٢" in texts_of(home.view)


def test_an_answer_that_comes_after_the_page_is_gone_harms_nobody(stage: Stage) -> None:
    home = Home(stage)
    home.view.presenter.refresh()
    stage.clear()
    home.lanes.run()
    assert home.lanes.store.waiting == []


@pytest.mark.parametrize("digits", ["arabic", "western"])
@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_the_number_of_an_interview_is_shown_whole(stage: Stage, width: int, digits: str) -> None:
    """1118 is the page on a screen of 1366 × 768, 776 on the least window."""
    lines = [
        replace(interview(id, state), number=f"DEM1-G9X3-0001{id:02}-4", person_name="عبدالرحمن بن عبدالعزيز الحارثي")
        for id, state in ((1, "left"), (2, "draft"), (3, "left"))
    ]
    home = Home(stage, FrontDesk(interviews=lines))
    home.view.window().resize(width, 700)
    theme().apply(choice="light", digits=digits)
    home.run()
    rows = home.view.findChildren(LatestRow)
    assert len(rows) == 3
    assert [row.cut_words() for row in rows] == [(), (), ()]
    assert "DEM1-G9X3-000101-4" in rows[0].accessibleName()


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    lines = [interview(1, "draft"), interview(2, "finished", "unsigned"), interview(3, "left")]
    home = Home(stage, FrontDesk(interviews=lines, people=[NOURA]))
    home.view.window().resize(width, 700)
    home.run()
    assert (unnamed(home.view), cut_texts(home.view), is_wider_than_shown(home.view)) == ([], [], False)
