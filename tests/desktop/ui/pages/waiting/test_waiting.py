"""What waits is told in words, day by day, with who wrote it and since when; a long transfer counts and pauses."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.waiting.view import WaitingPage
from desktop.ui.status_lines import TransferLine
from desktop.usecases.list_waiting import WaitingDeed, WaitingList
from desktop.usecases.sync_now import SyncNotice, SyncReport
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, actions_of
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    squeezed_texts,
    texts_of,
    unnamed,
)

WAITS = SyncReport(True, "https://hub", 5, "2026-11-20T05:00:00+00:00", "2026-11-20T04:00:00+00:00")
CUT = replace(WAITS, problem="sync.unreachable", sentence_ar="لا يصل الخط إلى المركز الرئيس الآن.")
SARA, FAHD = "سارة القحطاني", "فهد الدوسري"


def deed(id: str, action: str, title: str, about: str, author: str, at: str) -> WaitingDeed:
    return WaitingDeed(id, action, title, title, "visits", about, author, at)


def counted(id: str, at: str, author: str = SARA) -> WaitingDeed:
    return deed(id, "visit.count", "عدّ زائر", "", author, at)


FIVE = WaitingList(
    5,
    "2026-11-20T05:00:00+00:00",
    (
        counted("d-5", "2026-11-21T07:42:00+00:00"),
        deed("d-4", "person.edit", "تعديل بيانات شخص", "نورة العتيبي", FAHD, "2026-11-21T07:00:00+00:00"),
        counted("d-3", "2026-11-21T06:05:00+00:00"),
        counted("d-2", "2026-11-21T06:04:00+00:00", FAHD),
        counted("d-1", "2026-11-20T05:00:00+00:00"),
    ),
)


class Waiting:
    def __init__(self, stage: Stage, *, waiting: WaitingList = FIVE, report: SyncReport = WAITS) -> None:
        self.desk, self.lanes, self._stage = FrontDesk(waiting=waiting, report=report), HandLanes(), stage
        self.page = WaitingPage(actions_of(self.desk), self.lanes)
        self.asked: list[str] = []
        for name in ("closed", "sync_requested", "pause_toggled", "voids_accepted", "settings_requested"):
            getattr(self.page, name).connect(lambda *_, name=name: self.asked.append(name))
        stage.show(self.page)
        self.run()

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    @property
    def said(self) -> str:
        return texts_of(self.page)


def test_what_waits_stands_by_day_with_who_and_when_and_presses_together(stage: Stage) -> None:
    said = Waiting(stage).said
    for part in ("السبت ٢١ نوفمبر ٢٠٢٦ م", "الجمعة ٢٠ نوفمبر ٢٠٢٦ م", "تعديل بيانات شخص", "نورة العتيبي"):
        assert part in said
    assert "×٢" in said
    assert f"{SARA} · من ٩:٠٥ ص إلى ١٠:٤٢ ص" in said
    assert f"{FAHD} · ٩:٠٤ ص" in said
    assert "٤ أعمال" in said


def test_the_status_line_stays_as_honest_as_in_its_card(stage: Stage) -> None:
    assert "محفوظ هنا" in Waiting(stage).said
    assert "٥ للإرسال" in Waiting(stage).said


def test_older_ones_that_are_not_listed_are_counted(stage: Stage) -> None:
    assert "ومعها ٤٠ عملًا أقدم." in Waiting(stage, waiting=replace(FIVE, count=45)).said


def test_when_nothing_waits_the_page_says_so(stage: Stage) -> None:
    waiting = Waiting(stage, waiting=WaitingList(0, None, ()), report=replace(WAITS, waiting=0, since=None))
    assert "لا شيء ينتظر" in waiting.said
    assert "وصل إلى المركز الرئيس" in waiting.said


def test_what_has_been_sent_goes_from_the_list(stage: Stage) -> None:
    waiting = Waiting(stage)
    waiting.desk.waiting = WaitingList(0, None, ())
    waiting.page.apply_changes(Changes(frozenset({"visits"})))
    waiting.run()
    assert "عدّ زائر" not in waiting.said


def test_what_keeps_it_here_is_told_and_kept_until_a_round_says_otherwise(stage: Stage) -> None:
    waiting = Waiting(stage, report=replace(CUT, sentence_ar=""))
    assert "ستعاد المحاولة" in waiting.said
    waiting.desk.report = CUT
    waiting.page.show_sync(CUT)
    waiting.run()
    assert "لا يصل الخط" in waiting.said
    waiting.desk.report = WAITS
    waiting.page.show_sync(WAITS)
    waiting.run()
    assert "لا يصل الخط" not in waiting.said


def test_a_transfer_counts_and_is_paused_and_continued(stage: Stage) -> None:
    waiting = Waiting(stage)
    waiting.page.show_transfer(TransferLine(1200, 50000, "نُقل 1200 من 50000 سجل", is_paused=False))
    assert "نُقل ١٢٠٠ من ٥٠٠٠٠ سجل" in waiting.said
    button_named(waiting.page, "إيقاف مؤقت للنقل").click()
    waiting.page.show_transfer(TransferLine(1200, 50000, "موقوف مؤقتًا عند 1200 من 50000", is_paused=True))
    button_named(waiting.page, "متابعة النقل").click()
    assert waiting.asked == ["pause_toggled", "pause_toggled"]
    waiting.page.show_transfer(None)
    assert "٥٠٠٠٠" not in waiting.said


def test_only_a_person_accepts_that_head_office_voids_so_much(stage: Stage) -> None:
    waiting = Waiting(stage, report=replace(WAITS, problem="sync.voids"))
    waiting.page.show_sync(replace(WAITS, problem="sync.voids", sentence_ar="إلغاء لأكثر من عُشر السجلات."))
    waiting.run()
    button_named(waiting.page, "سألت مدير النظام").click()
    assert waiting.asked == ["voids_accepted"]


def test_what_sync_did_by_itself_and_what_is_parked_are_told(stage: Stage) -> None:
    notice = SyncNotice("2026-11-21T09:00:00+03:00", "replica.restored", "استُعيدت بيانات هذا الجهاز.", "Restored.")
    waiting = Waiting(stage, report=replace(WAITS, notices=(notice,), parked=2))
    assert "استُعيدت بيانات هذا الجهاز." in waiting.said
    assert "وصل عملان" in waiting.said


def test_escape_leads_back_and_the_button_syncs(stage: Stage) -> None:
    waiting = Waiting(stage)
    button_named(waiting.page, "مزامنة الآن").click()
    QTest.keyClick(waiting.page, Qt.Key.Key_Escape)
    assert waiting.asked == ["sync_requested", "closed"]


def test_before_any_head_office_was_joined_the_page_leads_to_joining(stage: Stage) -> None:
    waiting = Waiting(stage, report=SyncReport(False, "", 5, "2026-11-20T05:00:00+00:00", None))
    assert "لم يُربط هذا الجهاز بالمركز الرئيس بعد" in waiting.said
    button_named(waiting.page, "ربط هذا الجهاز بالمركز").click()
    assert waiting.asked == ["settings_requested"]


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    notice = SyncNotice("2026-11-21T09:00:00+03:00", "replica.restored", "استُعيدت بيانات هذا الجهاز. " * 4, "")
    waiting = Waiting(stage, report=replace(CUT, notices=(notice,), parked=12))
    waiting.page.show_transfer(TransferLine(1200, 50000, "نُقل 1200 من 50000 سجل", is_paused=False))
    waiting.page.window().resize(width, 700)
    waiting.run()
    seen = unnamed(waiting.page), cut_texts(waiting.page), squeezed_texts(waiting.page)
    assert (*seen, is_wider_than_shown(waiting.page)) == ([], [], [], False)
