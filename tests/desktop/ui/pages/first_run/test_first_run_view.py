"""The first run under hands: keys, errors beside their fields, the code in whole groups, nothing cut or unnamed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget

from desktop.ui.kit.cover import Cover
from desktop.ui.kit.theme import theme
from desktop.ui.kit.tokens import LEAST_WINDOW
from desktop.ui.pages.first_run.view import FirstRunPage
from desktop.usecases.load_profile import load_profile, profile_ids
from desktop.usecases.open_desk import SetUp
from domain.errors import RuleBroken
from domain.profile_file import parse_profile
from tests.support.seen_pages import (
    Stage,
    button_named,
    cut_texts,
    is_wider_than_shown,
    squeezed_texts,
    texts_of,
    unnamed,
)
from tests.support.sixth_association import POLICIES

PASSWORD = "كلمة سر طويلة"
CODE = "EDVD-B3F8-RF2B-GEDB-H325-ERXP-DP30-KR5Y-CPC5"
SIXTH = POLICIES / "rawabi.toml"
PROFILES = tuple(load_profile(id) for id in profile_ids())


class FirstRun:
    def __init__(self, stage: Stage, *, width: int = 1440, height: int = 900) -> None:
        self._stage = stage
        self.asked: list[SetUp] = []
        self.finished = 0
        self.page = FirstRunPage(PROFILES)
        self.page.set_up_requested.connect(self.asked.append)
        self.page.finished.connect(self._finish)
        stage.show(self.page, width, height)

    def _finish(self) -> None:
        self.finished += 1

    def choose(self) -> None:
        choice = next(b for b in self.page.findChildren(QPushButton) if b.property("profile") == "herfa")
        choice.click()
        self.go_on()

    def go_on(self) -> None:
        button_named(self.page, "التالي").click()
        self._stage.settle()

    def faults(self) -> tuple[list[str], list[str], list[str], bool]:
        self._stage.settle()
        page = self.page
        return unnamed(page), cut_texts(page), squeezed_texts(page), is_wider_than_shown(page)


def test_the_keyboard_begins_at_the_first_association_which_its_ring_alone_points_out(stage: Stage) -> None:
    page = FirstRun(stage).page
    first = button_named(page, PROFILES[0].name.ar)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    assert first.hasFocus()
    face = first.grab().toImage()
    row = {face.pixelColor(x, face.height() // 2).name() for x in range(8, face.width() // 3)}
    assert row == {theme().palette.surface.lower()}
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert page.association.chosen == PROFILES[1].id


def test_enter_goes_from_field_to_step_and_sets_the_office_up(stage: Stage) -> None:
    first = FirstRun(stage)
    first.choose()
    assert first.page.office.code.hasFocus()
    QTest.keyClicks(first.page.office.code, "ryd1")
    first.page.office.name.setText("مكتب الرياض")
    QTest.keyClick(first.page.office.name, Qt.Key.Key_Return)
    assert "الخطوة ٣ من ٤: مدير النظام" in texts_of(first.page)
    panel = first.page.administrator
    assert panel.name.hasFocus()
    panel.name.setText("أمينة السالم")
    panel.username.setText("amina")
    panel.password.setText(PASSWORD)
    QTest.keyClick(panel.password, Qt.Key.Key_Return)
    assert panel.again.hasFocus()
    assert first.asked == []
    panel.again.setText(PASSWORD)
    QTest.keyClick(panel.again, Qt.Key.Key_Return)
    assert first.asked == [SetUp("herfa", "RYD1", "مكتب الرياض", "amina", "أمينة السالم", PASSWORD)]


def test_the_code_stands_in_whole_groups_and_work_begins_when_it_is_kept(stage: Stage) -> None:
    first = FirstRun(stage)
    first.page.show_recovery(CODE)
    stage.settle()
    assert first.page.recovery.code.accessibleName() == CODE
    lines = first.page.recovery.code.text().strip("\u200f").split("\n")
    assert [line.strip("\u2066\u2069") for line in lines] == ["EDVD-B3F8-RF2B", "GEDB-H325-ERXP", "DP30-KR5Y-CPC5"]
    first.page.recovery.finish.click()
    assert first.finished == 0
    first.page.recovery.check.click()
    first.page.recovery.finish.click()
    assert first.finished == 1


@pytest.mark.parametrize("size", [(880, 460), (910, 470), (1366, 728), (1440, 900)])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_nothing_is_cut_squeezed_or_unnamed(stage: Stage, size: tuple[int, int], choice: str) -> None:
    theme().apply(choice=choice)
    first = FirstRun(stage, width=size[0], height=size[1])
    sound = ([], [], [], False)
    first.go_on()  # nothing is chosen
    assert first.faults() == sound
    first.choose()
    first.go_on()
    assert first.faults() == sound
    first.page.office.code.setText("RYD1")
    first.page.office.name.setText("مكتب الرياض")
    first.go_on()
    button_named(first.page, "إعداد المكتب").click()
    assert first.faults() == sound
    first.page.show_problem(
        RuleBroken("x", ar="تعذّرت الكتابة في المجلد المختار. اختر مجلدًا آخر أو حرّر مساحة، ثم أعد المحاولة.", en="x")
    )
    assert first.faults() == sound
    first.page.show_recovery(CODE)
    assert first.faults() == sound


def test_an_association_that_is_not_in_the_list_brings_its_file(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    first = FirstRun(stage)
    chosen = ["", "/stick/rawabi.toml"]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop(0), ""))
    asked: list[str] = []
    first.page.file_chosen.connect(asked.append)
    button = button_named(first.page, "جمعية أخرى: اختر ملفها")
    button.click()
    button.click()
    assert asked == ["/stick/rawabi.toml"]

    first.page.show_problem(RuleBroken("profile.icon", ar="الملف rawabi.toml، المفتاح counter[0].icon: …", en="…"))
    stage.settle()
    assert ".icon" in texts_of(first.page)
    own = parse_profile(SIXTH.read_text(encoding="utf-8"), file=SIXTH.name)
    first.page.show_own_profile(asked[0], own)
    assert ".icon" not in texts_of(first.page)
    assert first.page.association.chosen == "/stick/rawabi.toml"
    assert first.faults() == ([], [], [], False)
    first.go_on()
    assert first.page.office.code.hasFocus()


def test_on_the_least_window_no_part_lies_over_another(stage: Stage) -> None:
    first = FirstRun(stage, width=LEAST_WINDOW[0], height=LEAST_WINDOW[1])
    cover = first.page.findChild(Cover)
    assert cover is not None
    assert not cover.isVisible(), "the steps need its room"
    stack = first.page.findChild(QStackedWidget)
    assert stack is not None
    place = stack.mapTo(first.page, stack.rect().topLeft())
    assert place.x() >= 0
    assert place.x() + stack.width() <= first.page.width()
