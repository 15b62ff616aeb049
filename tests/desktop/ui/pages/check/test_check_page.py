"""A paper that comes back to the desk is judged in one look: whose, since when, and whether it still counts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.ui.pages.check.presenter import verdict_of
from desktop.ui.pages.check.view import CheckPage
from desktop.usecases.check_paper import PaperAnswer
from domain.errors import RuleBroken
from tests.support.fake_front import FrontDesk, actions_of
from tests.support.seen_pages import HandLanes, Stage, button_named, cut_texts, squeezed_texts, texts_of, unnamed

TRUE = PaperAnswer(
    False, "trusted", "signed", "RYD1", "2026-11-21T09:05+03:00", "RYD1-7F3K-000123-C", "intake", "4", "a-1"
)
FORGED = RuleBroken("paper.code.signer", ar="لا يُعرف الجهاز الذي أصدر هذه الورقة.", en="Not known.", field="code")


class CheckingDesk(FrontDesk):
    answer: PaperAnswer | RuleBroken = TRUE

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def check_paper_file(self, file: str) -> PaperAnswer:
        return self._answered(file)

    def check_paper_code(self, text: str) -> PaperAnswer:
        return self._answered(text)

    def _answered(self, asked: str) -> PaperAnswer:
        self.asked.append(asked)
        if isinstance(self.answer, RuleBroken):
            raise self.answer
        return self.answer


class Checking:
    def __init__(self, stage: Stage) -> None:
        self.desk, self.lanes = CheckingDesk(), HandLanes()
        self.page = CheckPage(actions_of(self.desk), self.lanes)
        stage.show(self.page)

    def scan(self, text: str) -> None:
        self.page.code.setText(text)
        QTest.keyClick(self.page.code, Qt.Key.Key_Return)
        self._settle()

    def drop(self, *files: str) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(file) for file in files])
        copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.page.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))
        self._settle()

    def _settle(self) -> None:
        self.lanes.run()
        QTest.qWait(0)  # what was just made is laid out and shown


@pytest.fixture
def checking(stage: Stage) -> Checking:
    return Checking(stage)


def test_a_scanned_code_says_whose_paper_it_is_and_opens_its_record(checking: Checking) -> None:
    opened: list[str] = []
    checking.page.record_requested.connect(opened.append)
    checking.scan("ISTQ1:ABC")
    seen = texts_of(checking.page)
    assert checking.desk.asked == ["ISTQ1:ABC"]
    assert "ورقة صحيحة" in seen
    assert "RYD1-7F3K-000123-C" in seen
    button_named(checking.page, "افتح سجل الورقة").click()
    assert opened == ["a-1"]


def test_the_next_scan_takes_the_place_of_the_last(checking: Checking) -> None:
    checking.scan("ISTQ1:ABC")
    assert checking.page.code.selectedText() == "ISTQ1:ABC"
    checking.desk.answer = FORGED
    checking.scan("ISTQ1:XYZ")
    seen = texts_of(checking.page)
    assert "لا تُقبل هذه الورقة" in seen
    assert FORGED.ar in seen
    assert "ورقة صحيحة" not in seen


def test_a_dropped_file_is_checked_and_named(checking: Checking) -> None:
    checking.drop("/srv/scans/page 1.pdf")
    assert [asked.replace("\\", "/") for asked in checking.desk.asked] == ["/srv/scans/page 1.pdf"]
    assert "page 1.pdf" in texts_of(checking.page)


def test_the_picture_of_an_older_paper_is_offered_as_evidence_alone(checking: Checking) -> None:
    brought: list[object] = []
    checking.page.scan_requested.connect(brought.append)
    checking.desk.answer = replace(TRUE, standing="superseded")
    checking.drop("/srv/scans/older.jpg")
    button_named(checking.page, "احفظها دليلًا على ما وُقّع").click()
    assert brought == [("/srv/scans/older.jpg",)]


def test_nothing_dropped_and_nothing_typed_ask_nothing(checking: Checking) -> None:
    checking.drop()
    checking.scan("   ")
    assert checking.desk.asked == []


@pytest.mark.parametrize(
    ("changes", "tone"),
    [
        ({}, "ok"),
        ({"standing": "stands"}, "ok"),
        ({"standing": "not_here"}, "warn"),
        ({"standing": "superseded"}, "warn"),
        ({"standing": "other_data"}, "bad"),
        ({"trust": "unknown", "is_file": True}, "warn"),
        ({"trust": "revoked", "is_file": True}, "bad"),
        ({"trust": "revoked", "standing": "superseded"}, "bad"),
    ],
)
def test_the_worst_that_is_known_decides_the_tone(changes: dict[str, object], tone: str) -> None:
    assert verdict_of(replace(TRUE, **changes)).tone == tone  # type: ignore[arg-type]


def test_all_is_named_and_nothing_is_cut(checking: Checking) -> None:
    checking.scan("ISTQ1:ABC")
    assert unnamed(checking.page) == []
    assert cut_texts(checking.page) == []
    assert squeezed_texts(checking.page) == []


def test_escape_leads_back(checking: Checking) -> None:
    closed: list[bool] = []
    checking.page.closed.connect(lambda: closed.append(True))
    QTest.keyClick(checking.page.code, Qt.Key.Key_Escape)
    assert closed == [True]
