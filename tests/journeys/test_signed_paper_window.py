"""A signed paper comes back to the window: dropped, looked at beside the printed one, kept, taken back, and after an
edit asked for anew."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.pages.check.view import CheckPage
from desktop.ui.pages.paper.view import PaperPage
from desktop.ui.pages.scan.view import ScanPage
from desktop.usecases.attest import attest
from forms.paper.preview import page_count
from tests.desktop.usecases.test_attestations import interview
from tests.support.laptop import ADMIN, PASSWORD, Laptop
from tests.support.phone_photo import as_jpeg, photographed, signed_page
from tests.support.seen_pages import cut_texts, texts_of, unnamed
from tests.support.window import Window


@pytest.fixture
def paper(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Window, str, Path]]:
    """The window with an attestation that waits for its signature, and a phone's photograph of it."""
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    laptop = Laptop(tmp_path / "store")
    with laptop.at_work() as desk:
        page = attest(desk, interview(desk))
    photo = tmp_path / "IMG_0042.jpg"
    inked = signed_page(page.pdf, page_count(page.pdf) - 1, [(450.0, 360.0)])
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
    drop(open_paper(window, attestation), photo)
    window.wait_until(lambda: isinstance(window.desk.current, ScanPage))
    window.settle()
    scan = window.desk.current
    assert isinstance(scan, ScanPage)
    assert "أهذه هي الورقة الموقّعة؟" in texts_of(scan)
    assert (unnamed(scan), cut_texts(scan)) == ([], [])
    QTest.keyClick(scan, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: isinstance(window.desk.current, PaperPage))
    window.settle()
    page = window.desk.current
    assert isinstance(page, PaperPage)
    assert page.state == "signed"
    assert "الورقة الموقّعة ممسوحة" in texts_of(page)
    window.press(window.desk, "تراجع")
    assert page.state == "unsigned"

    window.desk.open_check()
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
