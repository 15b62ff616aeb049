"""A task shows both values with their authors, and is settled once."""

from dataclasses import replace

import pytest

from desktop.ui.pages.tasks.presenter import TasksPresenter
from desktop.ui.pages.tasks.state import TasksState
from desktop.usecases.settle_task import Choice, TaskPage
from domain.errors import RuleBroken
from domain.person import Person
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, HandLane, actions_of

NOURA = Person("p-1", "17-A7-000001", "نورة العتيبي")
MOBILES = TaskPage(
    "t-1",
    "two_values",
    "persons",
    "p-1",
    "mobile",
    "نورة العتيبي",
    (
        Choice((("mobile", "+966501234567"),), "سارة القحطاني", "2026-11-21T06:12+00:00"),
        Choice((("mobile", "+966559876543"),), "فهد الدوسري", "2026-11-21T06:40+00:00"),
    ),
)
IDENTITIES = TaskPage(
    "t-2",
    "two_values",
    "persons",
    "p-1",
    "identity",
    "نورة العتيبي",
    (
        Choice((("id_type", "national"), ("id_number", "1000000008"), ("id_override", "")), "سارة", "2026-11-21T06:12"),
        Choice((("id_type", "national"), ("id_number", "1000000016"), ("id_override", "")), "فهد", "2026-11-21T06:13"),
    ),
)
VOIDED = TaskPage(
    "t-3", "edit_after_void", "visits", "v-1", "note", "v-1", (Choice((("note", "عادت بعد الظهر"),), "فهد", ""),)
)
SKIPPED = TaskPage(
    "t-4",
    "skipped_transition",
    "interviews",
    "i-1",
    "state",
    "نورة",
    (Choice((("state", "left"),), "فهد", ""),),
    current="finished",
)


class Tasks:
    def __init__(self, *tasks: TaskPage) -> None:
        self.desk, self.lane = FrontDesk(tasks=list(tasks), people=[NOURA]), HandLane()
        self.states: list[TasksState] = []
        self.told: list[Changes] = []
        self.counts: list[int] = []
        self.presenter = TasksPresenter(
            actions_of(self.desk),
            self.lane,
            show=self.states.append,
            tell=self.told.append,
            count=self.counts.append,
        )
        self.presenter.refresh()
        self.lane.run()

    @property
    def shown(self) -> TasksState:
        return self.states[-1]


def test_both_values_stand_with_who_wrote_them_and_when() -> None:
    (card,) = Tasks(MOBILES).shown.cards
    assert (card.title, card.about) == ("قيمتان مختلفتان: الجوال", "ملف نورة العتيبي")
    first, second = card.options
    assert [line.value for line in (*first.lines, *second.lines)] == ["050 123 4567", "055 987 6543"]
    assert (second.author, second.written_at) == (
        "فهد الدوسري",
        "السبت 21 نوفمبر 2026 م، 11 جمادى الآخرة 1448 هـ، 9:40 ص",
    )
    assert (first.is_shown_now, second.is_shown_now) == (True, False)


def test_only_what_differs_stands_out_and_what_is_empty_in_all_is_left_out() -> None:
    (card,) = Tasks(IDENTITIES).shown.cards
    assert [(line.title, line.value, line.differs) for line in card.options[0].lines] == [
        ("نوع الهوية", "هوية وطنية", False),
        ("رقم الهوية", "1000000008", True),
    ]


def test_an_empty_value_beside_a_full_one_is_said_to_be_empty() -> None:
    task = TaskPage(
        "t-5",
        "two_values",
        "persons",
        "p-1",
        "sex",
        "نورة",
        (Choice((("sex", "female"),), "", ""), Choice((("sex", ""),), "", "")),
    )
    (card,) = Tasks(task).shown.cards
    assert [option.lines[0].value for option in card.options] == ["أنثى", "فارغ"]


@pytest.mark.parametrize(("number", "choice"), [(1, 0), (2, 1)])
def test_the_chosen_value_is_settled_and_the_rest_is_said_to_stay(number: int, choice: int) -> None:
    tasks = Tasks(MOBILES)
    tasks.presenter.settle("t-1", number)
    assert tasks.shown.settling == "t-1"
    tasks.lane.run()
    assert tasks.desk.settled == [("t-1", choice)]
    assert tasks.shown.cards == ()
    assert "السجل" in tasks.shown.notice
    assert len(tasks.told) == 1
    assert tasks.counts[-1] == 0


def test_two_quick_choices_settle_once() -> None:
    tasks = Tasks(MOBILES)
    tasks.presenter.settle("t-1", 1)
    tasks.presenter.settle("t-1", 2)
    tasks.lane.run()
    tasks.presenter.settle("t-1", 2)
    tasks.lane.run()
    assert tasks.desk.settled == [("t-1", 0)]


def test_a_void_record_is_restored_or_left_void() -> None:
    (card,) = Tasks(VOIDED).shown.cards
    assert [option.action for option in card.options] == ["استعادة السجل بهذا التعديل", "إبقاؤه ملغى"]


def test_a_step_that_was_skipped_and_leads_nowhere_can_only_be_acknowledged() -> None:
    tasks = Tasks(SKIPPED)
    (card,) = tasks.shown.cards
    assert [[line.value for line in option.lines] for option in card.options] == [["مكتملة"], ["متروكة"]]
    assert [bool(option.action) for option in card.options] == [True, False]
    tasks.presenter.settle("t-4", 1)
    tasks.lane.run()
    assert tasks.desk.settled == [("t-4", 0)]


def test_a_task_settled_elsewhere_meanwhile_says_so_and_goes() -> None:
    tasks = Tasks(MOBILES)
    tasks.desk.tasks.clear()
    tasks.desk.refuse_once(RuleBroken("task.unknown", ar="ربما حُسمت من جهاز آخر.", en="Gone."))
    tasks.presenter.settle("t-1", 1)
    tasks.lane.run()
    assert (tasks.shown.notice, tasks.shown.tone) == ("ربما حُسمت من جهاز آخر.", "bad")
    assert tasks.shown.cards == ()


def test_a_person_is_named_and_one_nobody_knows_keeps_his_id() -> None:
    choices = (Choice((("person", "p-1"),), "", ""), Choice((("person", "p-9"),), "", ""))
    tasks = Tasks(TaskPage("t-6", "two_values", "visits", "v-1", "person", "v-1", choices))
    assert [option.lines[0].value for option in tasks.shown.cards[0].options] == ["نورة العتيبي", "p-9"]


def test_a_step_that_may_be_taken_now_is_offered() -> None:
    tasks = Tasks(replace(SKIPPED, may_apply=True))
    (card,) = tasks.shown.cards
    assert card.options[1].action == "طبّق هذه الخطوة الآن"
    tasks.presenter.settle("t-4", 2)
    tasks.lane.run()
    assert tasks.desk.settled == [("t-4", 1)]
    tasks.presenter.undo()
    tasks.lane.run()
    assert tasks.desk.reopened == [("t-4", 1)]


def test_several_conflicts_of_one_record_stand_together() -> None:
    other = replace(MOBILES, id="t-9", row="p-2", about="سعد الرملي")
    groups = Tasks(MOBILES, other, IDENTITIES).shown.groups
    assert [(group.title, len(group.cards)) for group in groups] == [("ملف نورة العتيبي", 2), ("ملف سعد الرملي", 1)]
    assert all(group.has_history for group in groups)


def test_each_value_says_from_which_office_and_laptop_it_came() -> None:
    first, second = MOBILES.choices
    task = replace(MOBILES, choices=(replace(first, office="مكتب الملز", is_here=True), replace(second, office="JED2")))
    (card,) = Tasks(task).shown.cards
    assert [option.place for option in card.options] == ["مكتب الملز · هذا الجهاز", "JED2 · جهاز آخر"]


def test_why_a_record_was_voided_and_by_whom_stands_beside_the_edit() -> None:
    voided = Choice((), "سارة القحطاني", "2026-11-21T06:12+00:00", "مكتب الملز", is_here=True)
    (card,) = Tasks(replace(VOIDED, void_reason="عُدّ مرتين", voided=voided)).shown.cards
    assert [line.value for line in card.options[1].lines] == ["عُدّ مرتين"]
    assert card.options[1].author == "سارة القحطاني"


def test_a_choice_can_be_taken_back_once() -> None:
    tasks = Tasks(MOBILES)
    tasks.presenter.settle("t-1", 2)
    tasks.lane.run()
    tasks.presenter.undo()
    tasks.presenter.undo()
    tasks.lane.run()
    assert tasks.desk.reopened == [("t-1", 1)]
    assert [card.id for card in tasks.shown.cards] == ["t-1"]
    assert tasks.counts[-1] == 1


def test_what_was_written_since_is_not_taken_back_and_that_is_said() -> None:
    tasks = Tasks(MOBILES)
    tasks.presenter.settle("t-1", 2)
    tasks.lane.run()
    tasks.desk.refuse_once(RuleBroken("task.moved_on", ar="كُتب في السجل شيء بعد حسمك.", en="Moved on."))
    tasks.presenter.undo()
    tasks.lane.run()
    assert (tasks.shown.notice, tasks.shown.tone) == ("كُتب في السجل شيء بعد حسمك.", "bad")


def test_a_decision_that_is_put_off_stays_counted_and_waits_at_the_end_also_after_a_restart() -> None:
    tasks = Tasks(MOBILES, IDENTITIES)
    tasks.presenter.put_off("t-1")
    tasks.lane.run()
    assert [card.id for card in tasks.shown.cards] == ["t-2"]
    assert [card.id for card in tasks.shown.later] == ["t-1"]
    tasks.presenter.refresh()
    tasks.lane.run()
    assert [card.id for card in tasks.shown.later] == ["t-1"]
    assert tasks.counts[-1] == 2
    tasks.presenter.take_up("t-1")
    tasks.lane.run()
    assert tasks.shown.later == ()
    assert tasks.desk.settings["tasks.later"] == ""
