"""A record's history is read field by field: what it was, who wrote it, when, from where, what became of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.history.view import HistoryPage
from desktop.usecases.show_history import FieldHistory, HistoryLine, RecordHistory
from desktop.usecases.trace_person import TracedDeed
from domain.sync.changes import Changes
from tests.support.fake_front import FrontDesk, actions_of, desk_info
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


def line(column: str, text: str, fate: str, *, author: str = "سارة القحطاني", is_here: bool = True) -> HistoryLine:
    return HistoryLine(
        ((column, text),), author, "2026-11-21T06:12+00:00", "مكتب الملز", is_here, fate, is_here, "person.edit"
    )


NOURA = RecordHistory(
    "persons",
    "p-1",
    "نورة العتيبي",
    (
        FieldHistory(
            "mobile",
            (
                line("mobile", "+966559876543", "shown"),
                line("mobile", "+966501234567", "refused"),
                line("mobile", "+966500000001", "replaced", author="فهد الدوسري", is_here=False),
            ),
        ),
        FieldHistory("town", (line("town", "حي الواحة", "shown"),)),
        FieldHistory("record", (line("restored", "", "shown"), line("void_reason", "سُجّل مرتين", "replaced"))),
    ),
)


class History:
    def __init__(self, stage: Stage, traced: tuple[TracedDeed, ...] = ()) -> None:
        self.desk = FrontDesk(histories={"p-1": NOURA, "v-1": VISIT}, traced=traced)
        self.lanes, self._stage = HandLanes(), stage
        self.page = HistoryPage(actions_of(self.desk), self.lanes, desk_info(), table="persons", row="p-1")
        stage.show(self.page)
        self.run()

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()


def test_every_value_stands_with_its_author_place_and_fate(stage: Stage) -> None:
    said = texts_of(History(stage).page)
    for part in ("ملف نورة العتيبي", "055 987 6543", "050 123 4567", "050 000 0001", "فهد الدوسري", "جهاز آخر"):
        assert part in said
    for part in ("المعروضة الآن", "لم يطبّقها المركز الرئيس", "حلّت محلها أخرى", "لم يصل المركز بعد"):
        assert part in said


def test_what_never_changed_stands_apart_and_voiding_with_its_reason(stage: Stage) -> None:
    said = texts_of(History(stage).page)
    assert said.index("لم يتغيّر") < said.index("حي الواحة")
    assert "سُجّل مرتين" in said
    assert "استُعيد" in said


def test_what_arrives_is_shown_at_once(stage: Stage) -> None:
    history = History(stage)
    fresh = FieldHistory("mobile", (line("mobile", "+966511111111", "shown"), *NOURA.fields[0].lines))
    history.desk.histories["p-1"] = RecordHistory("persons", "p-1", "نورة العتيبي", (fresh,))
    history.page.apply_changes(Changes(frozenset({"persons"}), ("p-1",)))
    history.run()
    assert "051 111 1111" in texts_of(history.page)


def test_escape_leads_back(stage: Stage) -> None:
    history = History(stage)
    closed: list[bool] = []
    history.page.closed.connect(lambda: closed.append(True))
    QTest.keyClick(history.page, Qt.Key.Key_Escape)
    assert closed == [True]


@pytest.mark.parametrize("width", [776, 1118, 1192])
def test_nothing_is_cut_or_unnamed(stage: Stage, width: int) -> None:
    history = History(stage)
    history.page.window().resize(width, 700)
    history.run()
    seen = unnamed(history.page), cut_texts(history.page), squeezed_texts(history.page)
    assert (*seen, is_wider_than_shown(history.page)) == ([], [], [], False)


VISIT = RecordHistory("visits", "v-1", "2026-11-21 09:05", (FieldHistory("purpose", (line("purpose", "", "shown"),)),))
VISITED = TracedDeed(
    "d-2",
    "visit.describe",
    "visits",
    "v-1",
    "2026-11-21 09:05 · نورة العتيبي",
    ("purpose",),
    "فهد الدوسري",
    "2026-11-21T09:12+03:00",
    "مكتب الملز",
    is_here=False,
    is_waiting=False,
    is_refused=False,
)
EDITED = replace(
    VISITED, id="d-1", action="person.edit", table="persons", row="p-1", cells=("mobile", "town"), is_waiting=True
)


def test_everything_done_about_a_person_stands_below_and_leads_to_each_record_and_back(stage: Stage) -> None:
    history = History(stage, traced=(EDITED, VISITED))
    said = texts_of(history.page)
    for part in ("كل ما جرى معه", "تعديل بيانات شخص", "الجوال، البلدة", "بيانات زيارة", "مكتب الملز · جهاز آخر"):
        assert part in said
    button = button_named(history.page, "سجله: بيانات زيارة")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    history.run()
    assert "زيارة السبت" in texts_of(history.page)
    closed: list[bool] = []
    history.page.closed.connect(lambda: closed.append(True))
    QTest.keyClick(history.page, Qt.Key.Key_Escape)
    history.run()
    assert "ملف نورة العتيبي" in texts_of(history.page)
    assert closed == []
    QTest.keyClick(history.page, Qt.Key.Key_Escape)
    assert closed == [True]
