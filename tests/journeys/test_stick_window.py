"""The round by USB stick in the real window: counted here, taken at head office, answered, and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.ui.pages.stick import places
from desktop.ui.pages.stick.view import StickView
from tests.support.hub_process import HubProcess
from tests.support.seen_pages import texts_of
from tests.support.window import Window

pytestmark = pytest.mark.usefixtures("rounds_only_when_asked")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")


def test_a_day_goes_to_head_office_and_comes_back_confirmed(
    window: Window, hub: HubProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    back = stick / "back.istiqbal"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(back), ""))
    window.set_up("herfa")
    front = window.entrance.front
    code = str(hub.ask("code", "--office", "RYD1")["code"])
    window.application.lanes.network.ask(lambda: front.enrol(window.application.lanes.store.call, hub.url, code))
    window.settle()
    hub.stop()
    counter = window.desk.show_page("counter")
    for key in "1121":
        QTest.keyClicks(counter, key)
    window.settle()

    page = window.desk.show_page("stick")
    assert isinstance(page, StickView)
    window.settle()
    assert "ما كُتب هنا ولم يصل إلى المركز بعد" in texts_of(page)
    window.press(page, "انسخ إلى ذاكرة")
    (out,) = stick.iterdir()
    assert "نُسخ كل شيء" in texts_of(page)
    assert out.name in texts_of(page)

    brought = hub.ask("bundle", "import", str(out), "--reply", str(back))
    assert brought["outcome"] == "taken"
    window.press(page, "خذ من ذاكرة")
    assert "أكّد المركز ما كُتب هنا" in texts_of(page)
    assert "كل ما كُتب هنا وصل إلى المركز" in texts_of(page)
    assert "وصل إلى المركز الرئيس" in texts_of(window.desk)

    window.press(page, "خذ من ذاكرة")
    assert "لا جديد في هذه الحزمة، ولم يتغير شيء" in texts_of(page)
    window.press(page, "انسخ إلى ذاكرة")
    assert "على الذاكرة حال هذا الجهاز وحدها" in texts_of(page)
    back.write_bytes(back.read_bytes()[:-7])
    window.press(page, "خذ من ذاكرة")
    assert "الحزمة ناقصة أو تغيّر فيها شيء" in texts_of(page)


def test_dialogs_begin_at_a_stick_or_where_documents_are_kept() -> None:
    begun = places.start_folder()
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    assert begun == documents or Path(begun).is_mount()
