"""The first page says what the store says, and nothing else."""

from datetime import datetime

import pytest

from desktop.ui.pages.home.presenter import HomePresenter
from desktop.ui.pages.home.reading import greeting, when
from desktop.ui.pages.home.state import WEEK, HomeState, Kpi
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.list_due import DueReply
from desktop.usecases.look_back import SexCount
from desktop.usecases.settle_task import TaskPage
from desktop.usecases.sync_now import SyncReport
from domain.calendar import SAUDI_TIME
from domain.errors import Unavailable
from domain.person import Person
from domain.text import Text
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
        Text("طلب دعم", "Support request"),
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
    assert kpi.trail == (*[0] * 11, 5, 0, 3)
    assert kpi.detail == "8 زوار في آخر 14 يومًا"
    assert kpi.trail_title == "زوار كل يوم، آخر 14 يومًا"
    assert kpi.spoken == "الخميس 19: 5، السبت 21: 3"


@pytest.mark.parametrize(
    ("today", "week_ago", "said", "chip"),
    [
        (6, 5, "أكثر من السبت الماضي حتى هذه الساعة بزائر واحد", ("trending-up", "1")),
        (7, 5, "أكثر من السبت الماضي حتى هذه الساعة بزائرين", ("trending-up", "2")),
        (28, 20, "أكثر من السبت الماضي حتى هذه الساعة بـ8 زوار", ("trending-up", "40٪")),
        (9, 20, "أقل من السبت الماضي حتى هذه الساعة بـ11 زائرًا", ("trending-down", "55٪")),
        (104, 4, "أكثر من السبت الماضي حتى هذه الساعة بـ100 زائر", ("trending-up", "100")),
        (2, 0, "أكثر من السبت الماضي حتى هذه الساعة بزائرين", ("trending-up", "2")),
        (5, 5, "مثل السبت الماضي حتى هذه الساعة", None),
    ],
)
def test_today_is_compared_with_the_same_day_a_week_ago_in_words(
    today: int, week_ago: int, said: str, chip: tuple[str, str] | None
) -> None:
    desk = FrontDesk()
    home = Home(desk)
    desk.come(home.categories[0], week_ago, day="2026-11-14")
    desk.come(home.categories[0], 9, day="2026-11-14", time="12:30")  # later than now: not compared yet
    desk.come(home.categories[0], today)
    home.opened()
    kpi = home.kpi("visitors")
    assert kpi.detail == said
    assert (kpi.change and (kpi.change.icon, kpi.change.text)) == chip


def test_where_the_office_was_closed_a_week_ago_the_usual_day_is_compared_with() -> None:
    desk = FrontDesk()
    home = Home(desk)
    for day, count in (("2026-11-18", 4), ("2026-11-19", 6)):
        desk.come(home.categories[0], count, day=day)
    desk.come(home.categories[0], 7)
    home.opened()
    assert home.kpi("visitors").detail == "أكثر من المعتاد حتى هذه الساعة بزائرين"


def test_four_such_days_say_what_is_usual_beside_the_last_one() -> None:
    desk = FrontDesk()
    home = Home(desk)
    for day, count in (("2026-11-14", 10), ("2026-11-07", 20), ("2026-10-31", 30), ("2026-10-24", 40)):
        desk.come(home.categories[0], count, day=day)
    desk.come(home.categories[0], 12)
    home.opened()
    assert home.kpi("visitors").detail == "أكثر من السبت الماضي حتى هذه الساعة بزائرين، والمعتاد 25"
    assert home.shown.legend[-1].title == "المعتاد يوم السبت"
    assert home.shown.bars.usual[home.shown.bars.labels.index("9 ص")] == 25


def test_a_day_without_anybody_invents_no_line() -> None:
    home = Home().opened()
    assert home.kpi("visitors").trail == ()
    assert home.kpi("visitors").change is None
    assert home.kpi("visitors").detail == "لا زوار في آخر 14 يومًا"
    assert home.shown.is_quiet


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
    assert home.shown.bars.counts[home.shown.bars.labels.index("9 ص")].total == 2
    assert home.shown.bars.labels[home.shown.bars.marked] == "10 ص"
    home.presenter.choose_chart(WEEK)
    assert [counts.total for counts in home.shown.bars.counts] == [0, 0, 0, 4, 0, 0, 2]
    assert home.shown.bars.labels[-1] == "السبت 21"


def test_men_and_women_are_told_apart_where_the_category_says_so() -> None:
    desk = FrontDesk()
    home = Home(desk)
    counter = desk_info().profile.counter
    men = next(item.id for item in counter if item.sex == "men")
    neither = next(item.id for item in counter if item.sex is None)
    women = next(item.id for item in counter if item.sex == "women")
    desk.come(men, 2, time="09:20")
    desk.come(women, 3, time="10:20")
    desk.come(neither, time="10:30")
    home.opened()
    assert [(item.title, item.count) for item in home.shown.legend] == [("رجال", 2), ("نساء", 3), ("غير محدد", 1)]
    bars = home.shown.bars
    assert bars.counts[bars.labels.index("9 ص")] == SexCount(2, 0, 0)
    assert bars.counts[bars.labels.index("10 ص")] == SexCount(0, 3, 1)


def due(number: int, day: str, kind: str = "not_after") -> DueReply:
    return DueReply(
        f"i-{number}", f"p-{number}", f"شخص {number}", Text("طلب دعم", "Support request"), day, kind, is_certain=True
    )


@pytest.mark.parametrize(
    ("replies", "title", "detail", "tone", "jump"),
    [
        ([due(1, "2026-11-21")], "شخص 1", "آخر موعد للرد اليوم", "warn", ("person", "p-1")),
        ([due(1, "2026-11-22", "not_before")], "شخص 1", "يُنتظر الرد بدءًا من الغد", "info", ("person", "p-1")),
        (
            [due(1, "2026-11-23"), due(2, "2026-11-23"), due(3, "2026-11-24")],
            "الرد على طلبين",
            "آخر موعد للرد 23 نوفمبر",
            "info",
            ("page", "interviews"),
        ),
    ],
)
def test_a_reply_whose_day_comes_is_said_before_papers_and_drafts(
    replies: list[DueReply], title: str, detail: str, tone: str, jump: tuple[str, str]
) -> None:
    home = Home(FrontDesk(due=replies, interviews=[interview(1, "draft")])).opened()
    first = home.shown.waiting[0]
    assert (first.title, first.detail, first.tone) == (title, detail, tone)
    assert (first.jump, first.target) == jump


def test_a_new_office_is_told_its_first_steps_and_each_goes_once_it_was_done() -> None:
    desk = FrontDesk()
    home = Home(desk).opened()
    assert [(step.jump, step.target) for step in home.shown.steps] == [
        ("page", "counter"),
        ("page", "persons"),
        ("begin", ""),
        ("page", "settings"),
    ]
    desk.come(home.categories[0])
    desk.people.append(Person("p-1", "17-A7-000001", "نورة العتيبي"))
    home.opened()
    assert [step.jump for step in home.shown.steps] == ["begin", "page"]
    desk.interviews.append(interview(1, "draft"))
    home.opened()
    assert home.shown.steps == ()


def test_open_interviews_stand_by_the_day_they_were_begun_on_and_the_oldest_is_named() -> None:
    lines = [interview(1, "draft"), interview(2, "left", day="2026-11-12"), interview(3, "left", day="2026-11-12")]
    home = Home(FrontDesk(interviews=lines)).opened()
    kpi = home.kpi("open")
    assert kpi.detail == "مسودّة واحدة هنا، والأقدم قبل 9 أيام"
    assert kpi.trail == (0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1)


def test_what_this_laptop_wrote_stands_behind_what_waits_for_head_office() -> None:
    home = Home(FrontDesk(written=[("2026-11-20", 40), ("2026-11-21", 7)])).opened()
    assert home.kpi("sync").trail[-2:] == (40, 7)


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
        ("2026-11-21T09:05+03:00", "9:05 ص"),
        ("2026-11-20T21:05+00:00", "12:05 ص"),
        ("2026-11-20T09:05+03:00", "أمس 9:05 ص"),
        ("2026-10-03T09:05+03:00", "3 أكتوبر"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(iso: str, said: str) -> None:
    assert when(iso, datetime(2026, 11, 21, 10, 0, tzinfo=SAUDI_TIME)) == said
