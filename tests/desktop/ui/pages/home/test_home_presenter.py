"""The first page says what the store says, and nothing else."""

from datetime import datetime

import pytest

from desktop.ui.pages.home.presenter import HomePresenter
from desktop.ui.pages.home.reading import greeting, when
from desktop.ui.pages.home.state import WEEK, HomeState, Kpi
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.settle_task import TaskPage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.errors import Unavailable
from domain.person import Person
from tests.support.fake_front import FrontDesk, HandLane, actions_of, desk_info


class Home:
    def __init__(self, desk: FrontDesk | None = None) -> None:
        self.desk = desk or FrontDesk()
        self.lane = HandLane()
        self.states: list[HomeState] = []
        self.categories = [item.id for item in desk_info().profile.counter]
        self.presenter = HomePresenter(
            actions_of(self.desk), self.lane, desk_info(), show=self.states.append, now=self.desk.clock
        )

    def opened(self) -> "Home":
        self.presenter.refresh()
        self.lane.run()
        return self

    @property
    def shown(self) -> HomeState:
        return self.states[-1]

    def kpi(self, key: str) -> Kpi:
        return next(kpi for kpi in self.shown.kpis if kpi.key == key)


def interview(number: int, state: str, attestation: str | None = None, *, day: str = "2026-11-21") -> InterviewLine:
    return InterviewLine(
        f"i-{number}",
        f"17-A7-00000{number}",
        "p-1",
        "نورة العتيبي",
        "herfa/support-request",
        "طلب دعم",
        state,
        f"{day}T09:0{number}+03:00",
        attestation,
    )


@pytest.mark.parametrize(
    ("name", "hour", "said"),
    [
        ("سارة القحطاني", 8, "صباح الخير، سارة"),
        ("عبد الرحمن الحربي", 13, "مساء الخير، عبد الرحمن"),
        ("نور الدين محمد", 12, "مساء الخير، نور الدين"),
        ("نور أحمد", 11, "صباح الخير، نور"),
        ("", 9, "أهلًا بك"),
    ],
)
def test_the_greeting_knows_the_hour_and_names_of_two_words(name: str, hour: int, said: str) -> None:
    assert greeting(name, hour) == said


def test_before_the_first_reading_there_is_a_greeting_and_no_number() -> None:
    home = Home()
    home.presenter.show()
    assert home.shown.greeting == "صباح الخير، سارة"
    assert (home.shown.gregorian, home.shown.hijri) == ("السبت 21 نوفمبر 2026 م", "11 جمادى الآخرة 1448 هـ")
    assert home.shown.kpis == ()


def test_the_visitors_of_today_stand_before_their_week() -> None:
    desk = FrontDesk()
    home = Home(desk)
    desk.come(home.categories[0], 5, day="2026-11-19")
    desk.come(home.categories[0], 3)
    home.opened()
    kpi = home.kpi("visitors")
    assert kpi.value == 3
    assert kpi.trail == (0, 0, 0, 0, 5, 0, 3)
    assert kpi.detail == "8 زوار في آخر 7 أيام"


def test_yesterday_is_named_only_when_somebody_came() -> None:
    desk = FrontDesk()
    home = Home(desk)
    desk.come(home.categories[0], 12, day="2026-11-20")
    home.opened()
    assert home.kpi("visitors").detail == "12 زائرًا في آخر 7 أيام، وأمس 12"


def test_a_day_without_anybody_invents_no_line() -> None:
    home = Home().opened()
    assert home.kpi("visitors").trail == ()
    assert home.kpi("visitors").detail == "لا زوار في آخر 7 أيام"


def test_interviews_are_counted_by_what_became_of_them() -> None:
    desk = FrontDesk(
        interviews=[
            interview(1, "draft"),
            interview(2, "left"),
            interview(3, "finished", "unsigned"),
            interview(4, "finished", "signed"),
            interview(5, "finished", "signed", day="2026-11-20"),
        ]
    )
    home = Home(desk).opened()
    assert (home.kpi("finished").value, home.kpi("finished").tone) == (2, "warn")
    assert (home.kpi("open").value, home.kpi("open").detail) == (2, "على هذا الجهاز مسودّة واحدة")


@pytest.mark.parametrize(
    ("report", "value", "detail", "tone"),
    [
        (SyncReport(False, "", 4, "2026-11-21T09:00+03:00", None), 4, "لم يُربط هذا الجهاز بالمركز بعد", ""),
        (
            SyncReport(True, "https://hub", 2, "2026-11-21T07:37+00:00", None),
            2,
            "محفوظة هنا، أقدمها قبل 5 دقائق",
            "",
        ),
        (
            SyncReport(True, "https://hub", 2, "2026-11-21T08:40+03:00", None, "offline"),
            2,
            "محفوظة هنا، أقدمها قبل ساعتين",
            "warn",
        ),
        (SyncReport(True, "https://hub", 0, None, "2026-11-21T10:42+03:00"), 0, "وصل كل شيء، الآن", "ok"),
        (SyncReport(True, "https://hub", 0, None, None), 0, "لا شيء ينتظر", ""),
    ],
)
def test_what_waits_for_head_office_is_said_as_it_is(report: SyncReport, value: int, detail: str, tone: str) -> None:
    home = Home(FrontDesk(report=report)).opened()
    kpi = home.kpi("sync")
    assert (kpi.value, kpi.detail, kpi.tone) == (value, detail, tone)


def test_what_waits_for_me_leads_to_where_it_is_done() -> None:
    desk = FrontDesk(
        interviews=[interview(1, "draft"), interview(2, "left"), interview(3, "finished", "unsigned")],
        tasks=[TaskPage("t-1", "two_values", "persons", "p-1", "mobile", "نورة", ())],
    )
    home = Home(desk).opened()
    assert [(item.jump, item.target) for item in home.shown.waiting] == [
        ("page", "tasks"),
        ("attestation", "i-3"),
        ("resume", "i-1"),
        ("resume", "i-2"),
    ]


def test_what_does_not_fit_is_counted() -> None:
    home = Home(FrontDesk(interviews=[interview(number, "left") for number in range(1, 8)])).opened()
    assert len(home.shown.waiting) + home.shown.more_waiting == 7
    assert home.shown.more_waiting == 3


def test_the_latest_interviews_say_their_state() -> None:
    desk = FrontDesk(
        interviews=[
            interview(1, "draft"),
            interview(2, "finished"),
            interview(3, "finished", "void"),
            interview(4, "finished", "signed"),
        ]
    )
    home = Home(desk).opened()
    assert [row.state for row in home.shown.latest] == ["مسودّة", "بلا توقيع", "إقرار ملغى", "موقّعة"]


def test_the_chart_goes_from_hours_to_the_week() -> None:
    desk = FrontDesk()
    home = Home(desk)
    desk.come(home.categories[0], 2, time="09:10")
    desk.come(home.categories[0], 4, day="2026-11-18")
    home.opened()
    assert home.shown.bars.counts[home.shown.bars.labels.index("9 ص")] == 2
    assert home.shown.bars.labels[home.shown.bars.marked] == "10 ص"
    home.presenter.choose_chart(WEEK)
    assert home.shown.bars.counts == (0, 0, 0, 4, 0, 0, 2)
    assert home.shown.bars.labels[-1] == "السبت 21"


def test_men_and_women_are_told_apart_where_the_category_says_so() -> None:
    desk = FrontDesk()
    home = Home(desk)
    counter = desk_info().profile.counter
    men = next(item.id for item in counter if item.sex == "men")
    neither = next(item.id for item in counter if item.sex is None)
    desk.come(men, 2)
    desk.come(neither)
    home.opened()
    assert home.shown.legend == (("رجال", 2), ("غير محدد", 1))


def test_people_are_found_as_one_types_and_forgotten_when_cleared() -> None:
    home = Home(FrontDesk(people=[Person("p-1", "17-A7-000001", "نورة العتيبي")])).opened()
    home.presenter.search("نو")
    home.lane.run()
    assert [person.id for person in home.shown.found or ()] == ["p-1"]
    home.presenter.search("")
    home.lane.run()
    assert home.shown.found is None


def test_an_answer_to_a_search_that_was_cleared_is_not_shown() -> None:
    home = Home(FrontDesk(people=[Person("p-1", "17-A7-000001", "نورة العتيبي")])).opened()
    home.presenter.search("نو")
    home.presenter.search("")
    home.lane.run()
    assert home.shown.found is None


def test_a_page_that_cannot_be_read_says_why() -> None:
    home = Home()
    home.desk.refuse_once(Unavailable("store.busy", ar="البيانات مشغولة الآن.", en="Busy."))
    home.opened()
    assert home.shown.problem == "البيانات مشغولة الآن."
    home.presenter.refresh()
    home.lane.run()
    assert home.shown.problem == ""


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-11-21T09:05+03:00", "09:05"),
        ("2026-11-20T21:05+00:00", "00:05"),
        ("2026-11-20T09:05+03:00", "أمس 09:05"),
        ("2026-10-03T09:05+03:00", "3 أكتوبر"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(iso: str, said: str) -> None:
    assert when(iso, datetime(2026, 11, 21, 10, 0, tzinfo=SAUDI_TIME)) == said
