"""The navigation on a large and on a small window: everything is reached, and said, in both."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.kit.theme import prepare, theme
from desktop.ui.kit.tokens import LEAST_WINDOW
from desktop.ui.navigation import PageButton
from desktop.ui.shell import NARROW_WINDOW, Shell
from desktop.ui.status_lines import SyncLine, TransferLine
from tests.support.at_rest import activate, come_to_rest
from tests.support.seen_pages import button_named, cut_texts, texts_of, unnamed

PAGES = (
    ("home", "الرئيسة", "home"),
    ("counter", "عدّ الزوار", "hand-click"),
    ("reception", "استقبال مراجع", "user-check"),
    ("persons", "المستفيدون", "users"),
    ("interviews", "المقابلات", "message-question"),
    ("requests", "الطلبات", "files"),
    ("complaints", "الشكاوى", "message-report"),
    ("enquiries", "الاستفسارات", "help-circle"),
    ("quality", "الرضا والإشراف", "clipboard-check"),
    ("tasks", "مهام تحتاج قرارًا", "list-check"),
    ("stick", "النقل بالذاكرة", "device-usb"),
    ("procedure", "ما تقوله للمستفيد", "speakerphone"),
    ("settings", "الإعدادات", "settings"),
)


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    prepare(qapp)
    theme().apply(choice="light")
    made = Shell(office_name="مكتب الرياض – الملز", user_name="أمينة السالم", role="مدير النظام")
    for key, title, glyph in PAGES:
        made.add_page(key, title, glyph, QWidget, last=key == "settings")
    made.show_page("home")
    made.show()
    activate(made)
    yield made
    made.close()
    made.deleteLater()
    come_to_rest()
    theme().apply(choice="light")


def narrow(shell: Shell, height: int = LEAST_WINDOW[1]) -> None:
    shell.resize(LEAST_WINDOW[0], height)
    come_to_rest()


def in_window(shell: Shell, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(shell, QPoint()), widget.size())


def test_a_small_window_shows_icons_that_still_say_their_names(shell: Shell) -> None:
    narrow(shell)
    buttons = shell.findChildren(PageButton)
    assert [button.accessibleName() for button in buttons] == [title for _, title, _ in PAGES]
    assert [button.text() for button in buttons] == [""] * len(PAGES)
    assert buttons[1].toolTip() == "عدّ الزوار (\u2066Ctrl+2\u2069)"
    assert shell.navigation.width() < 80
    assert (unnamed(shell), cut_texts(shell)) == ([], [])


def test_names_come_back_with_the_room(shell: Shell) -> None:
    narrow(shell)
    shell.resize(NARROW_WINDOW, 700)
    come_to_rest()
    assert [button.text().strip("\u00a0 ") for button in shell.findChildren(PageButton)] == [
        name for _, name, _ in PAGES
    ]
    assert "أمينة السالم" in texts_of(shell.navigation)
    assert (unnamed(shell), cut_texts(shell)) == ([], [])


@pytest.mark.parametrize("density", ["comfortable", "compact"])
def test_every_page_stands_by_its_name_in_a_branchs_window_without_scrolling(shell: Shell, density: str) -> None:
    theme().apply(choice="light", density=density)
    shell.status.show_line(SyncLine("محفوظ هنا", "1204 للإرسال منذ 08:10", "warn", 1204))
    shell.resize(1366, 728)
    come_to_rest()
    last = 0
    for widget in (*shell.findChildren(PageButton), shell.status, button_named(shell, "قفل")):
        place = in_window(shell, widget)
        assert place.top() >= last
        last = place.top()
    assert in_window(shell, shell.findChildren(PageButton)[-1]).bottom() <= in_window(shell, shell.status).top()
    assert cut_texts(shell.navigation) == []


@pytest.mark.parametrize("density", ["comfortable", "compact"])
def test_every_page_and_the_lock_stand_in_the_least_window_without_scrolling(shell: Shell, density: str) -> None:
    theme().apply(choice="light", density=density)
    shell.status.show_line(SyncLine("محفوظ هنا", "1204 للإرسال منذ 08:10", "warn", 1204))
    narrow(shell)
    last = 0
    for widget in (*shell.findChildren(PageButton), shell.status, button_named(shell, "قفل")):
        place = in_window(shell, widget)
        assert shell.rect().contains(place)
        assert place.top() >= last
        last = place.bottom()


def test_the_narrow_status_is_a_sign_with_its_count_and_says_the_rest(shell: Shell) -> None:
    shell.status.show_line(SyncLine("محفوظ هنا", "1204 للإرسال منذ 08:10", "warn", 1204))
    narrow(shell)
    assert texts_of(shell.status).strip() == "١٬٢٠٤"
    assert "محفوظ هنا. ١٢٠٤ للإرسال منذ ٠٨:١٠" in shell.status.toolTip()
    assert "للإرسال" in shell.status.accessibleName()
    shell.status.show_transfer(TransferLine(31_500, 250_000, "نُقل 31500 من 250000 سجل", is_paused=False))
    come_to_rest()
    assert shell.status.bar.isVisible()
    assert shell.status.bar.toolTip() == "نُقل ٣١٥٠٠ من ٢٥٠٠٠٠ سجل"
    assert cut_texts(shell.status) == []
    shell.status.show_line(SyncLine("وصل إلى المركز الرئيس", "آخر مزامنة 08:10", "ok"))
    assert texts_of(shell.status).strip() == ""


def test_the_number_on_a_page_is_whole_in_both_widths(shell: Shell) -> None:
    for size in (LEAST_WINDOW, (1366, 728)):
        shell.resize(*size)
        for count in (7, 42, 1204):
            shell.show_badge("tasks", count)
            come_to_rest()
            button = next(found for found in shell.findChildren(PageButton) if found.key == "tasks")
            badge = button.findChild(QLabel)
            assert isinstance(badge, QLabel)
            assert button.rect().contains(badge.geometry())
            assert cut_texts(button) == []
            assert button.accessibleName() == f"مهام تحتاج قرارًا ({count})"


def test_the_pages_are_walked_and_opened_by_keys_alone_in_the_least_window(shell: Shell) -> None:
    narrow(shell)
    shown: list[str] = []
    shell.page_shown.connect(shown.append)
    first = next(found for found in shell.findChildren(PageButton) if found.key == "home")
    first.setFocus()
    for _ in PAGES:
        focused = QApplication.focusWidget()
        assert isinstance(focused, PageButton)
        assert shell.rect().contains(in_window(shell, focused))
        QTest.keyClick(focused, Qt.Key.Key_Return)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert shown == [key for key, _, _ in PAGES]
    assert QApplication.focusWidget() is shell.status
