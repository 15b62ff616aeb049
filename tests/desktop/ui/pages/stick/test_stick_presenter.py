"""What the page of the USB stick says, and when."""

from dataclasses import replace
from functools import partial

import pytest

from desktop.ui.pages.stick.presenter import StickPresenter
from desktop.ui.pages.stick.state import StickState
from desktop.usecases.carry_by_stick import CarriedFor, LastCopy, StickStatus
from domain.errors import RuleBroken
from domain.sync import bundle_faults as faults
from domain.sync import file_faults, peer_faults
from domain.sync.carried_files import FileCount, LeftFiles, TakenFiles, reason_of
from domain.sync.changes import Changes
from domain.sync.wire import Notice
from tests.desktop.ui.pages.stick.sticks import MADE_AT, TAKEN, Hand, StickDesk
from tests.support.fake_front import NOON, actions_of
from tests.support.seen_pages import HandLanes

TAKING = Changes(rows=("taken",))


class Room:
    def __init__(self) -> None:
        self.desk, self.lanes, self.hand = StickDesk(), HandLanes(), Hand()
        self.state = StickState()
        self.told: list[Changes] = []
        self.presenter = StickPresenter(
            actions_of(self.desk),
            self.lanes,
            self.hand,
            show=self.show,
            tell=self.told.append,
            taken=partial(self.told.append, TAKING),
            now=lambda: NOON,
        )

    def show(self, state: StickState) -> None:
        self.state = state

    def run(self) -> StickState:
        self.lanes.run()
        return self.state


@pytest.fixture
def room() -> Room:
    made = Room()
    made.presenter.refresh()
    made.run()
    return made


def said(state: StickState) -> str:
    assert state.outcome is not None
    return "\n".join((state.outcome.title, *state.outcome.lines))


def test_it_says_what_would_be_copied_and_since_when(room: Room) -> None:
    assert room.state.what_goes == "ما كُتب هنا ولم يصل إلى المركز بعد: 12 سجلًا، أقدمها قبل يومين."
    assert room.state.on_its_way == ""


def test_with_nothing_waiting_it_says_why_one_would_copy_all_the_same(room: Room) -> None:
    room.desk.status = StickStatus(True, 0, None, None)
    room.presenter.refresh()
    assert "كل ما كُتب هنا وصل" in room.run().what_goes


def test_a_copy_that_nobody_has_answered_is_remembered(room: Room) -> None:
    room.desk.status = StickStatus(
        True, 2, "2026-11-21T07:00:00+00:00", LastCopy("2026-11-21T08:42+03:00", "a.istiqbal", 2)
    )
    room.presenter.refresh()
    assert "آخر نسخ قبل ساعتين" in room.run().on_its_way
    assert "a.istiqbal" in room.state.on_its_way


def test_copying_asks_where_and_tells_what_to_do_next(room: Room) -> None:
    room.presenter.copy()
    assert room.state.carrying is not None
    assert room.desk.asked == []
    state = room.run()
    assert room.desk.asked == ["/media/stick"]
    assert state.carrying is None
    assert "12 سجلًا" in said(state)
    assert "«خذ من ذاكرة»" in said(state)


def test_who_changes_his_mind_starts_nothing(room: Room) -> None:
    room.hand.folder = room.hand.bundle = ""
    room.presenter.copy()
    room.presenter.take()
    assert room.state.carrying is None
    assert room.run().outcome is None


def test_a_second_press_while_it_runs_starts_nothing(room: Room) -> None:
    room.presenter.copy()
    room.presenter.take()
    room.presenter.copy()
    room.run()
    assert room.desk.asked == ["/media/stick"]


def test_taking_tells_what_came_and_lets_the_other_pages_know(room: Room) -> None:
    room.presenter.take()
    state = room.run()
    assert "7 سجلات" in said(state)
    assert "3 سجلات" in said(state)
    assert "ينتظر" not in said(state)
    assert room.told == [TAKEN.changes, TAKING]


def test_what_still_waits_and_what_head_office_says_is_not_kept_back(room: Room) -> None:
    notice = Notice("sync.revoked_reading", "أوقف مدير النظام هذا الجهاز.", "Revoked.")
    room.desk.answer = replace(TAKEN, waiting=2, notices=(notice,))
    room.presenter.take()
    assert "ينتظر الوصول إليه: سجلان" in said(room.run())
    assert notice.ar in said(room.state)


def test_an_old_bundle_and_a_fork_have_their_own_words(room: Room) -> None:
    room.desk.answer = replace(TAKEN, received=0, confirmed=0, was_old=True, changes=Changes())
    room.presenter.take()
    assert room.run().outcome is not None
    assert "لم يتغير شيء" in said(room.state)
    room.desk.answer = replace(TAKEN, reissued=4)
    room.presenter.take()
    assert "4 سجلات" in said(room.run())
    assert "انسخ إلى ذاكرة" in said(room.state)


def test_a_failure_says_what_happened_and_what_to_do(room: Room) -> None:
    room.desk.refuse_once(faults.part_missing(2, "a.part2.istiqbal"))
    room.presenter.take()
    state = room.run()
    assert state.outcome is not None
    assert state.outcome.tone == "bad"
    assert "a.part2.istiqbal" in said(state)
    room.presenter.dismiss()
    assert room.state.outcome is None


def test_it_can_be_stopped_and_says_that_nothing_is_lost(room: Room) -> None:
    room.presenter.copy()
    room.presenter.stop()
    assert room.state.carrying is not None
    assert room.state.carrying.is_stopping
    state = room.run()
    assert state.carrying is None
    assert said(state).startswith("أُوقف النقل")


def test_progress_is_shown_as_it_goes(room: Room) -> None:
    room.presenter.look()
    assert room.state.carrying is None
    room.presenter.copy()
    progress = room.presenter.progress
    assert room.state.carrying is not None
    assert room.state.carrying.share is None
    progress.begin(200)
    progress.advance(50)
    room.presenter.look()
    assert (room.state.carrying.share, room.state.carrying.stage) == (25, "تُكتب السجلات على الذاكرة…")
    progress.advance(500)
    room.presenter.look()
    assert room.state.carrying.share is None
    assert "للتأكد" in room.state.carrying.stage


def test_a_bundle_is_first_proved_and_then_taken(room: Room) -> None:
    room.presenter.take()
    progress = room.presenter.progress
    stages = []
    for stage in ("checking", "records", "files"):
        progress.begin(100, stage)
        room.presenter.look()
        assert room.state.carrying is not None
        stages.append(room.state.carrying.stage)
    assert stages == [
        *("تُفحص سجلات الحزمة كلها قبل أن يؤخذ منها شيء…", "يؤخذ ما في الحزمة…", "تؤخذ ملفات الحزمة…"),
    ]


def test_it_says_how_many_files_wait_go_come_and_stay_behind_and_why(room: Room) -> None:
    two, three = FileCount(2, 3 << 20), FileCount(3, 900)
    room.desk.status = replace(room.desk.status, files=two)
    room.presenter.refresh()
    assert "ومعه ملفات: ملفان (3 ميغابايت)" in room.run().what_goes
    room.desk.status = replace(room.desk.status, waiting=0)
    room.presenter.refresh()
    assert "وبقيت ملفات لم تصل إليه: ملفان" in room.run().what_goes
    room.desk.copied = replace(room.desk.copied, beside=three, left=two)
    room.presenter.copy()
    room.run()
    assert "3 ملفات (1 كيلوبايت)" in said(room.state)
    assert "ولم تتسع الذاكرة لملفات: ملفان" in said(room.state)
    left = LeftFiles(reason_of(file_faults.cut()), two)
    room.desk.answer = replace(TAKEN, beside=TakenFiles(three, left=(left,)))
    room.presenter.take()
    state = room.run()
    assert state.outcome is not None
    assert state.outcome.tone == "warn"
    assert "وجاءت معها ملفات: 3 ملفات" in said(state)
    assert f"لم يؤخذ ملفان (3 ميغابايت): {file_faults.cut().ar}" in said(state)


def test_what_changes_elsewhere_is_shown_here_but_not_in_the_middle_of_a_transfer(room: Room) -> None:
    room.desk.status = StickStatus(True, 13, MADE_AT.isoformat(), None)
    room.presenter.apply_changes(Changes(frozenset({"visits"})))
    assert "13 سجلًا" in room.run().what_goes
    room.presenter.copy()
    waiting = len(room.lanes.store.waiting)
    room.presenter.apply_changes(Changes(frozenset({"visits"})))
    assert len(room.lanes.store.waiting) == waiting


# --- from laptop to laptop -------------------------------------------------------------------------------------------


def test_a_card_is_written_and_the_next_steps_are_said(room: Room) -> None:
    room.presenter.write_card()
    state = room.run()
    assert room.desk.asked == ["/media/stick"]
    assert ".istiqbal-card" in said(state)
    assert "«انسخ إلى جهاز»" in said(state)


def test_a_bundle_for_another_laptop_begins_with_its_card(room: Room) -> None:
    room.presenter.copy_for_laptop()
    assert room.state.carrying is not None
    state = room.run()
    assert room.desk.asked == ["/media/stick/two.istiqbal-card"]
    assert "5 سجلات" in said(state)
    room.desk.refuse_once(peer_faults.own_card())
    room.presenter.copy_for_laptop()
    assert "الجهاز الآخر" in said(room.run())


def test_nobody_who_changes_his_mind_writes_a_card(room: Room) -> None:
    room.hand.folder = room.hand.card = ""
    room.presenter.write_card()
    room.presenter.copy_for_laptop()
    room.run()
    assert room.desk.asked == []


def test_what_another_laptop_handed_over_is_not_called_arrived(room: Room) -> None:
    room.desk.answer = replace(TAKEN, confirmed=0, is_from_peer=True)
    room.desk.status = StickStatus(True, 0, None, None, 7)
    room.presenter.take()
    state = room.run()
    assert "7 سجلات، ولم تصل إلى المركز بعد" in said(state)
    room.presenter.refresh()
    room.desk.answer = replace(room.desk.answer, left_out=3)
    room.presenter.take()
    assert "3 سجلات" in said(room.run())


def test_what_others_handed_over_is_said_to_go_along(room: Room) -> None:
    room.desk.status = StickStatus(True, 0, None, None, 7)
    room.presenter.refresh()
    assert "وبقي ما أُخذ من جهاز آخر: 7 سجلات" in room.run().what_goes
    room.desk.status = StickStatus(True, 2, MADE_AT.isoformat(), None, 7)
    room.presenter.refresh()
    assert "ومعه ما أُخذ من جهاز آخر: 7 سجلات" in room.run().what_goes


def test_it_lists_what_is_carried_for_others_by_who_wrote_it(room: Room) -> None:
    carried = (
        CarriedFor("سعد العتيبي", 3, "2026-11-19T07:00:00+00:00"),
        CarriedFor("", 1, "2026-11-21T08:00:00+00:00"),
    )
    room.desk.status = replace(room.desk.status, foreign=4, carried=carried)
    room.presenter.refresh()
    first, second = room.run().carried
    assert "سعد العتيبي" in first
    assert "3 سجلات، أقدمها قبل يومين" in first
    assert second.startswith("موظف آخر: سجل واحد")


def test_a_bundle_that_voids_much_is_taken_only_when_a_person_says_so(room: Room) -> None:
    room.presenter.take_anyway()
    room.run()
    assert room.desk.taken_anyway == []
    room.desk.refuse_with = RuleBroken("sync.voids", ar="إلغاء كثير.", en="Many voids.")
    room.presenter.take()
    state = room.run()
    assert state.outcome is not None
    assert state.outcome.may_take_anyway
    assert "فإن كان الإلغاء مقصودًا فخذها" in said(state)
    room.hand.bundle = "/media/stick/another.istiqbal"
    room.presenter.take_anyway()
    state = room.run()
    assert room.desk.taken_anyway == ["/media/stick/reply.istiqbal"]
    assert state.outcome is not None
    assert not state.outcome.may_take_anyway
    room.presenter.take_anyway()
    room.run()
    assert len(room.desk.taken_anyway) == 1
