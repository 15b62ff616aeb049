"""A signed paper comes back to the window: dropped, looked at beside the printed one, kept, taken back, and after an
edit asked for anew."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.ink_pad import InkPad
from desktop.ui.pages.check.view import CheckPage
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.home.rows import WaitingRow
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.scan.view import ScanPage
from desktop.ui.pages.sign.pad_page import PadPage
from desktop.ui.pages.sign.thumb_page import ThumbPage
from desktop.usecases.attest import attest
from desktop.usecases.desk import Desk
from desktop.usecases.hold_interview import change_interview
from domain.sync.changes import Changes
from forms.paper.preview import page_count
from tests.desktop.usecases.test_attestations import interview
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.phone_photo import above_the_square, as_jpeg, penned, photographed, signed_page
from tests.support.seen_pages import cut_texts, texts_of, unnamed
from tests.support.whole_window import hanging_over, unreached
from tests.support.window import Window

T = TypeVar("T")


@pytest.fixture
def paper(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Window, str, Path]]:
    """The window with an attestation that waits for its signature, and a phone's photograph of it."""
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    laptop = Laptop(tmp_path / "store")
    with laptop.at_work() as desk:
        page = attest(desk, interview(desk))
    photo = tmp_path / "IMG_0042.jpg"
    last = page_count(page.pdf) - 1
    (tmp_path / "unsigned.pdf").write_bytes(page.pdf)
    inked = penned(signed_page(page.pdf, last), above_the_square(page.pdf, last))
    photo.write_bytes(as_jpeg(photographed(inked, random.Random(5), quarters=1)))
    window = Window(qapp, tmp_path / "store", laptop.world)
    window.sign_in(ADMIN, PASSWORD)
    yield window, page.id, photo
    window.close()


def drop(page: QWidget, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, keys))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), copy, mime, buttons, keys))


def open_paper(window: Window, attestation: str) -> PaperPage:
    window.desk._papers.open_made(attestation)  # as the person's file does
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    page = window.desk.current
    assert isinstance(page, PaperPage)
    return page


def test_a_photograph_of_the_signed_paper_is_dropped_looked_at_kept_and_taken_back(
    paper: tuple[Window, str, Path],
) -> None:
    window, attestation, photo = paper
    drop(open_paper(window, attestation), photo.parent / "unsigned.pdf")
    window.wait_until(lambda: isinstance(window.desk.current, ScanPage))
    window.settle()
    bare = window.desk.current
    assert isinstance(bare, ScanPage)
    assert "لا يُرى توقيع في خانته" in texts_of(bare)
    assert (unnamed(bare), cut_texts(bare), hanging_over(window.desk)) == ([], [], [])
    assert bare.keep.accessibleName() == "احفظها بلا توقيع ظاهر"
    QTest.keyClick(bare, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert window.desk.current is bare, "by keys alone it is not kept"
    window.press(window.desk, "لا تُحفظ")
    drop(open_paper(window, attestation), photo)
    window.wait_until(lambda: isinstance(window.desk.current, ScanPage))
    window.settle()
    scan = window.desk.current
    assert isinstance(scan, ScanPage)
    assert "أهذه هي الورقة الموقّعة؟" in texts_of(scan)
    assert (unnamed(scan), cut_texts(scan), hanging_over(window.desk)) == ([], [], [])
    QTest.keyClick(scan, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    page = window.desk.current
    assert isinstance(page, PaperPage)
    assert page.state == "signed"
    assert "الورقة الموقّعة ممسوحة" in texts_of(page)
    window.press(window.desk, "تراجع")
    assert page.state == "unsigned"

    window.desk.ways.open_check()
    check = window.desk.current
    assert isinstance(check, CheckPage)
    drop(check, photo)
    window.settle()
    window.press(check, "احفظها ورقةً موقّعة")
    window.wait_until(lambda: isinstance(window.desk.current, ScanPage))
    window.settle()
    window.press(window.desk, "هي الورقة الموقّعة")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    assert isinstance(window.desk.current, PaperPage)
    assert window.desk.current.state == "signed"


def draw(pad: InkPad) -> None:
    points = [QPoint(60 + 6 * n, 90 + (n % 9) * 4) for n in range(40)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])


def sign_on_the_screen(window: Window) -> None:
    window.press(window.desk, "توقيع على الشاشة")
    pad = window.desk.current
    assert isinstance(pad, PadPage)
    assert (unnamed(pad), cut_texts(pad), hanging_over(window.desk)) == ([], [], [])
    assert not pad.save.isEnabled()
    draw(pad.pad)
    QTest.keyClick(pad, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    assert window.desk.current.state == "unsigned"  # type: ignore[union-attr]  # in ink, says the profile
    window.press(window.desk, "عرض: مرسوم على الشاشة")
    assert "الفأرة" in texts_of(window.desk.current)
    QTest.keyClick(window.desk.current, Qt.Key.Key_Escape)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()


def record_a_thumb(window: Window) -> None:
    window.press(window.desk, "بصمة وشاهدان")
    thumb = window.desk.current
    assert isinstance(thumb, ThumbPage)
    assert (unnamed(thumb), cut_texts(thumb), hanging_over(window.desk)) == ([], [], [])
    assert unreached(window.desk) == []
    for place, name, number in (("first", "سالم العنزي", "1000000016"), ("second", "فهد الحربي", "1000000025")):
        thumb.field(f"{place}_witness").setText(name)
        QTest.keyClicks(thumb.field(f"{place}_witness_id"), number)
    QTest.keyClick(thumb, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.settle()
    assert thumb.field("second_witness_id").property("state") == "bad"
    thumb.field("second_witness_id").setText("1000000024")
    QTest.keyClick(thumb.field("second_witness_id"), Qt.Key.Key_Return)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()


def test_a_name_is_drawn_a_thumb_is_set_and_an_edit_asks_for_it_all_anew(paper: tuple[Window, str, Path]) -> None:
    window, attestation, photo = paper
    open_paper(window, attestation)
    sign_on_the_screen(window)
    record_a_thumb(window)
    page = window.desk.current
    assert isinstance(page, PaperPage)
    assert page.state == "signed"
    assert "ببصمة الإبهام وشاهدين" in texts_of(page)

    change_in_the_window(window, attestation)
    old = open_paper(window, attestation)
    assert old.state == "void"
    assert "تغيّرت البيانات في" in texts_of(old)
    keep_the_older_paper(window, old, photo)
    home = window.desk.show_page("home")
    window.settle()
    assert any("نورة الواحي" in row.accessibleName() for row in home.findChildren(WaitingRow))
    known = old.presenter.attestation
    assert known is not None
    window.desk.ways.open_departure(known.interview)
    window.wait_until(lambda: isinstance(window.desk.current, DeparturePage))
    window.settle()
    assert "أعدّ إقرارًا جديدًا" in texts_of(window.desk.current)
    (second,) = on_the_store(window, lambda desk: attest(desk, known.interview))
    open_paper(window, second.id)
    newer = window.desk.current
    assert isinstance(newer, PaperPage)
    assert newer.state == "unsigned"
    assert "المراجعة" in texts_of(newer)
    window.press(newer, "وقّع المستفيد على الورق")
    assert newer.state == "signed"


def keep_the_older_paper(window: Window, old: PaperPage, photo: Path) -> None:
    """What was signed before the data changed stays as evidence, and signs nothing."""
    drop(old, photo)
    window.wait_until(lambda: isinstance(window.desk.current, ScanPage))
    window.settle()
    scan = window.desk.current
    assert isinstance(scan, ScanPage)
    assert "نسخة أقدم من الورقة لم تعد معتمدة" in texts_of(scan)
    assert "لم يُعدّ إقرار جديد بعد" in texts_of(scan)
    assert (unnamed(scan), cut_texts(scan), hanging_over(window.desk)) == ([], [], [])
    window.press(scan, "احفظها دليلًا (Ctrl+Enter)")
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    kept = window.desk.current
    assert isinstance(kept, PaperPage)
    assert kept.state == "void"
    assert "الورقة الموقّعة ممسوحة" in texts_of(kept)


def change_in_the_window(window: Window, attestation: str) -> None:
    """Another clerk's edit of the interview arrives, as by sync."""

    def edit(desk: Desk) -> Changes:
        row = desk.store.attestations.get(attestation)
        return change_interview(desk, row.interview, {"craft_years": 40}).changes

    (changes,) = on_the_store(window, edit)
    window.desk._spreading.wrote(changes)
    window.settle()


def on_the_store(window: Window, work: Callable[[Desk], T]) -> list[T]:
    done: list[T] = []
    window.application.lanes.store.ask(lambda: work(window.entrance.front.desk()), then=done.append)
    window.settle()
    return done
