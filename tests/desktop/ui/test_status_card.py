"""The status card says how far a transfer is, and opens what waits; a banner stays until what it says is over."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit.theme import prepare, theme
from desktop.ui.shell import Shell
from desktop.ui.status_lines import SyncLine, TransferLine, clock_sentence, transfer_line
from desktop.usecases.judge_clock import ClockTrouble
from desktop.usecases.show_transfer import TransferProgress
from tests.support.at_rest import activate, come_to_rest
from tests.support.seen_pages import button_named, cut_texts, squeezed_texts, texts_of, unnamed

OFF = ClockTrouble("behind", "2026-11-21T09:00+03:00", "2026-11-21T10:30+03:00")
BACK = ClockTrouble("back", "2020-01-01T00:00+03:00", "2026-11-21T10:30+03:00")


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    prepare(qapp)
    theme().apply(choice="light")
    made = Shell(office_name="مكتب الرياض – الملز", user_name="أمينة السالم", role="مدير النظام")
    made.add_page("home", "الرئيسة", "home", QWidget)
    made.show_page("home")
    made.show()
    activate(made)
    yield made
    made.close()
    made.deleteLater()
    come_to_rest()


def test_a_click_a_key_and_the_shortcut_open_what_waits(shell: Shell) -> None:
    opened: list[bool] = []
    shell.status_opened.connect(lambda: opened.append(True))
    QTest.mouseClick(shell.status, Qt.MouseButton.LeftButton)
    QTest.keyClick(shell.status, Qt.Key.Key_Return)
    QTest.keyClick(shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert len(opened) == 3


def test_the_line_and_a_transfer_stand_together_and_nothing_is_cut(shell: Shell) -> None:
    shell.status.show_line(SyncLine("محفوظ هنا", "1204 للإرسال منذ 08:10", "warn"))
    shell.status.show_transfer(TransferLine(31_500, 250_000, "نُقل 31500 من 250000 سجل", is_paused=False))
    come_to_rest()
    said = texts_of(shell.status)
    assert "محفوظ هنا" in said
    assert "٣١٥٠٠ من ٢٥٠٠٠٠" in said
    assert (shell.status.bar.value(), shell.status.bar.maximum()) == (31_500, 250_000)
    assert (unnamed(shell.status), cut_texts(shell.status), squeezed_texts(shell.status)) == ([], [], [])
    button_named(shell.status, "إيقاف مؤقت للنقل")
    shell.status.show_transfer(TransferLine(31_500, 250_000, "موقوف", is_paused=True))
    button_named(shell.status, "متابعة النقل")
    shell.status.show_transfer(None)
    assert "٢٥٠٠٠٠" not in texts_of(shell.status)


def test_what_is_over_in_one_request_shows_no_bar_and_a_pause_is_seen_without_one() -> None:
    assert transfer_line(TransferProgress(3, 3), is_paused=False) is None
    assert transfer_line(None, is_paused=False) is None
    line = transfer_line(TransferProgress(3, 9), is_paused=False)
    assert line is not None
    assert line.text == "نُقل 3 من 9 سجلات"
    paused = transfer_line(None, is_paused=True)
    assert paused is not None
    assert paused.is_paused


def test_a_banner_stays_until_it_is_over_and_stops_nothing(shell: Shell) -> None:
    pressed: list[bool] = []
    shell.show_banner("clock", clock_sentence(OFF), action="مزامنة الآن", act=lambda: pressed.append(True))
    come_to_rest()
    said = texts_of(shell)
    assert "٩:٠٠ ص يوم السبت ٢١ نوفمبر ٢٠٢٦ م" in said
    assert "١٠:٣٠" in said
    banner = shell.centralWidget()
    assert banner is not None
    button_named(banner, "مزامنة الآن").click()
    assert pressed or shell.banner_text("clock")
    assert (cut_texts(shell), squeezed_texts(shell)) == ([], [])
    shell.show_banner("clock", "")
    assert shell.banner_text("clock") == ""


def test_a_clock_that_went_back_says_what_was_written_last() -> None:
    assert "رجعت ساعة هذا الجهاز" in clock_sentence(BACK)
    assert clock_sentence(None) == ""
