"""Pictures and files on the page of an interview: taken, shown, turned, drawn on, taken away; with the keyboard too."""

import io
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.ui.kit.theme import theme
from desktop.ui.language import choose_language
from desktop.ui.pages.interview.drawing_editor import DrawingEditor
from desktop.ui.pages.interview.file_editor import FileEditor, facts_of
from desktop.ui.pages.interview.file_wishes import (
    ABSENT,
    BUSY,
    EMPTY,
    HERE,
    ChooseFile,
    CopyOut,
    Draw,
    FileShown,
    TurnPicture,
)
from desktop.ui.pages.interview.picture_card import PictureCard
from desktop.ui.pages.interview.picture_editor import PictureEditor
from desktop.usecases.attach_file import FoundFile
from domain.errors import Unavailable
from forms.interview.model import Form
from tests.desktop.ui.pages.interview.room import Room, Seat
from tests.desktop.ui.pages.interview.test_interview_looks import faults_of_sections
from tests.forms.interview.desk import form_of
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.seen_pages import Stage, cut_texts, is_wider_than_shown, texts_of
from tests.support.small_pictures import HIGH, WIDE, coloured, flat_png, telephone_photo


@cache
def form() -> Form:
    return form_of((Path(__file__).parent / "pictures_and_files.md").read_text(encoding="utf-8"))


def desk() -> FullDesk:
    return FullDesk(people=[NOURA], forms={"test/files": form()})


@pytest.fixture
def seat(stage: Stage) -> Seat:
    return Seat(stage, desk(), form="test/files")


@pytest.fixture
def photo(tmp_path: Path) -> str:
    path = tmp_path / "IMG 1.jpg"
    path.write_bytes(telephone_photo())
    return str(path)


def picture_of(seat: Seat, name: str = "photo") -> PictureEditor:
    editor = seat.field(name).editor
    assert isinstance(editor, PictureEditor)
    return editor


def drawing_of(seat: Seat, name: str = "signed") -> DrawingEditor:
    editor = seat.field(name).editor
    assert isinstance(editor, DrawingEditor)
    return editor


def choose(seat: Seat, path: str, name: str = "photo") -> None:
    seat.field(name).wished.emit(seat.field(name).ref, ChooseFile(path))
    seat.run()


def drag(seat: Seat, pad: QWidget, *points: tuple[int, int]) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(pad, QPoint(*point))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(*points[-1]))
    seat.run()


def kept(seat: Seat, name: str) -> Image.Image:
    content = seat.desk.files[str(seat.value(name))].content
    assert content is not None
    return Image.open(io.BytesIO(content))


# --- a picture -------------------------------------------------------------------------------------------------------


def test_a_chosen_picture_is_shown_upright_and_its_draft_is_saved(seat: Seat, photo: str) -> None:
    choose(seat, photo)
    assert picture_of(seat).card.preview.image.size().toTuple() == (HIGH, WIDE)
    assert "IMG 1.jpg" in texts_of(picture_of(seat))
    assert str(seat.value("photo")) in seat.desk.drafts[seat.opened.id].saved


def test_it_is_chosen_with_the_keyboard_alone_and_the_focus_stays_with_it(
    seat: Seat, photo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (photo, ""))
    seat.stand_on("photo")
    seat.press(Qt.Key.Key_Return)
    assert seat.value("photo") is not None
    assert seat.stands_on("photo")
    turned = seat.value("photo")
    seat.press(Qt.Key.Key_Return)  # the first of what may be done with it
    assert seat.value("photo") != turned
    assert kept(seat, "photo").size == (WIDE, HIGH)
    seat.press(Qt.Key.Key_Tab)
    assert seat.stands_on("photo")


def test_undo_brings_back_what_was_taken_away(seat: Seat, photo: str) -> None:
    choose(seat, photo)
    answer = seat.value("photo")
    picture_of(seat).card.removing.click()
    seat.run()
    assert seat.value("photo") is None
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("photo") == answer
    assert picture_of(seat).card.isVisible()


def test_a_picture_is_pasted(seat: Seat) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#aa3311"))
    QGuiApplication.clipboard().setImage(image)
    seat.stand_on("photo")
    seat.press(Qt.Key.Key_V, ctrl=True)
    assert kept(seat, "photo").getpixel((5, 5)) == (0xAA, 0x33, 0x11)


def test_pasting_nothing_says_what_to_do(seat: Seat) -> None:
    QGuiApplication.clipboard().setText("نص")
    picture_of(seat).paste()
    assert "لا صورة في الحافظة" in texts_of(picture_of(seat))


def test_a_picture_is_dropped(seat: Seat, photo: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(photo)])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    left = Qt.MouseButton.LeftButton
    for event in (
        QDragEnterEvent(QPoint(5, 5), copy, mime, left, none),
        QDropEvent(QPointF(5, 5), copy, mime, left, none),
    ):
        QApplication.sendEvent(picture_of(seat), event)
    seat.run()
    assert seat.value("photo") is not None


def test_what_is_no_picture_gets_a_sentence_beside_the_field_and_the_answer_stays(
    seat: Seat, photo: str, tmp_path: Path
) -> None:
    choose(seat, photo)
    answer = seat.value("photo")
    (tmp_path / "bad.jpg").write_bytes(telephone_photo()[:900])
    choose(seat, str(tmp_path / "bad.jpg"))
    assert "تالفة" in texts_of(seat.field("photo"))
    assert seat.value("photo") == answer
    choose(seat, photo)
    assert "تالفة" not in texts_of(seat.field("photo"))


def test_strokes_on_a_picture_are_kept_one_by_one_and_taken_back(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "flat.png").write_bytes(flat_png())
    choose(seat, str(tmp_path / "flat.png"))
    plain = seat.value("photo")
    picture_of(seat).card.drawing.click()
    pad = picture_of(seat).pen.pad
    drag(seat, pad, (10, pad.height() // 2), (pad.width() - 10, pad.height() // 2))
    red, green, _ = kept(seat, "photo").getpixel((WIDE // 2, HIGH // 2))
    assert (red > 180, green < 50) == (True, True)
    assert picture_of(seat).pen.pad is pad
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("photo") == plain
    picture_of(seat).pen.finishing.click()
    assert picture_of(seat).card.isVisible()


def test_a_picture_that_has_not_arrived_says_so_and_is_looked_for_again(seat: Seat, photo: str) -> None:
    choose(seat, photo)
    held = dict(seat.desk.files)
    seat.desk.files.clear()
    seat.view.presenter.files._found.clear()
    seat.view.presenter.show()
    seat.run()
    assert "لم يصل إلى هذا الجهاز بعد" in texts_of(picture_of(seat))
    seat.desk.files.update(held)
    picture_of(seat).card.looking.click()
    seat.run()
    assert not picture_of(seat).card.preview.image.isNull()


# --- a signature and a drawing ---------------------------------------------------------------------------------------


def test_every_stroke_of_a_signature_is_an_answer_at_once(seat: Seat) -> None:
    seat.go_to(1)
    pad = drawing_of(seat).pen.pad
    drag(seat, pad, (30, 40), (90, 60))
    first = seat.value("signed")
    drag(seat, pad, (100, 40), (160, 60))
    assert kept(seat, "signed").format == "PNG"
    assert seat.value("signed") != first
    assert len(pad.strokes()) == 2
    assert str(seat.value("signed")) in seat.desk.drafts[seat.opened.id].saved
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("signed") == first
    seat.press(Qt.Key.Key_Z, ctrl=True)
    assert seat.value("signed") is None


def test_a_signature_is_gone_on_with_after_the_power_went(stage: Stage, seat: Seat) -> None:
    seat.go_to(1)
    drag(seat, drawing_of(seat).pen.pad, (30, 40), (90, 60))
    first = kept(seat, "signed")
    seat.go_to(0)
    seat.go_to(1)
    seat.run()
    drag(seat, drawing_of(seat).pen.pad, (100, 40), (160, 60))
    both = kept(seat, "signed")
    left, _, right, _ = ImageChops.invert(both).getbbox() or (0, 0, 0, 0)
    assert right - left > 1.5 * (first.width * 60 / drawing_of(seat).pen.pad.width())
    assert drawing_of(seat).pen.clearing.isEnabled()
    drawing_of(seat).pen.clearing.click()
    seat.run()
    assert seat.value("signed") is None


def test_whoever_cannot_draw_chooses_a_picture_of_a_signature(seat: Seat, photo: str) -> None:
    seat.go_to(1)
    choose(seat, photo, "signed")
    assert seat.value("signed") is not None
    assert not drawing_of(seat).pen.pad.is_blank()
    assert any(button is drawing_of(seat).choosing for button in drawing_of(seat).stops())


# --- a file ----------------------------------------------------------------------------------------------------------


def test_a_file_is_shown_by_its_name_and_a_copy_is_saved(
    seat: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "تقرير 3.docx").write_bytes(b"a report")
    choose(seat, str(tmp_path / "تقرير 3.docx"), "report")
    editor = seat.field("report").editor
    assert isinstance(editor, FileEditor)
    assert "تقرير 3.docx" in texts_of(editor)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "copy.docx"), ""))
    editor._file.copying.click()
    seat.run()
    assert (tmp_path / "copy.docx").read_bytes() == b"a report"
    assert "حُفظت نسخة" in texts_of(editor)
    assert "موقع التصوير" not in texts_of(editor)


def test_a_photo_that_is_given_as_a_file_says_that_its_place_and_device_stay_in_it(seat: Seat, photo: str) -> None:
    choose(seat, photo, "report")
    assert "موقع التصوير" in texts_of(seat.field("report"))


ACCEPTING = """| settings |
| | form_title | form_id | version |
| | عقد | test/deed | 1 |
| survey |
| | type | name | label | body::accept |
| | begin_group | lease | العقد | |
| | file | deed | صورة العقد | .pdf، image/* |
| | end_group | | | |
"""


def test_a_file_of_another_kind_is_refused_beside_its_field_whatever_its_name_is(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = Seat(stage, FullDesk(people=[NOURA], forms={"test/deed": form_of(ACCEPTING)}), form="test/deed")
    (tmp_path / "عقد.pdf").write_bytes(b"MZ\x90\x00 a program")
    (tmp_path / "scan").write_bytes(b"%PDF-1.7 a lease")
    editor = seat.field("deed").editor
    assert isinstance(editor, FileEditor)
    assert "PDF أو صورة، حتى" in texts_of(editor)
    offered: list[str] = []

    def choosing(_: QWidget, __: str, ___: str, kinds: str) -> tuple[str, str]:
        offered.append(kinds)
        return str(tmp_path / "عقد.pdf"), kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choosing)
    seat.stand_on("deed")
    seat.press(Qt.Key.Key_Return)
    seat.run()
    assert offered == ["PDF أو صورة (*.pdf *.jpg *.jpeg *.png *.gif *.webp *.tif *.tiff *.bmp *.heic *.heif)"]
    assert seat.value("deed") is None
    assert "يُطلب هنا PDF أو صورة، أيًّا كان اسم الملف." in texts_of(seat.field("deed"))
    assert (cut_texts(seat.view), is_wider_than_shown(seat.view)) == ([], False)
    choose(seat, str(tmp_path / "scan"), "deed")
    assert str(seat.value("deed")).endswith(".pdf")
    assert "يُطلب هنا" not in texts_of(seat.field("deed"))


def test_a_damaged_file_does_not_promise_to_come() -> None:
    found = FoundFile("a.jpg", "", 0, None)
    assert facts_of(FileShown(ABSENT, found, "damaged", is_damaged=True)) == ""
    assert facts_of(FileShown(ABSENT, found))


# --- how it goes together --------------------------------------------------------------------------------------------


def test_leaving_waits_until_what_was_chosen_is_an_answer(photo: str) -> None:
    room = Room(desk())
    ref = room.ref("photo")
    room.presenter.files.wish(ref, ChooseFile(photo))
    assert room.cell("photo").file is not None
    assert room.states[-1].cells[ref].file.state == BUSY  # type: ignore[union-attr]
    room.presenter.leave()
    assert room.left == []
    while room.lane.waiting:
        room.lane.run()
    assert room.value("photo") is not None
    assert len(room.left) == 1


def test_a_copy_that_cannot_be_saved_does_not_let_go_of_what_is_being_made_ready(photo: str) -> None:
    room = Room(desk())
    files, ref = room.presenter.files, room.ref("photo")
    files.wish(ref, ChooseFile(photo))
    room.lane.run()
    files.wish(ref, TurnPicture())
    files.wish(ref, CopyOut("no/such/folder/copy.jpg"))
    room.lane.waiting.reverse()
    room.lane.waiting[0].number, room.lane.waiting[1].number = 0, 1
    room.lane.run_one()
    assert (room.cell("photo").error != "", files.is_busy) == (True, True)
    room.lane.run()
    assert files.is_busy is False


def test_of_strokes_that_come_quickly_only_the_last_is_made_ready() -> None:
    room = Room(desk())
    room.presenter.go_to_section(1)
    ref = room.ref("signed")
    for colour in ("#110000", "#220000", "#330000"):
        room.presenter.files.wish(ref, Draw(partial(flat_png, 9, 9, colour=colour)))
    while room.lane.waiting:
        room.lane.run()
    assert len(room.desk.files) == 1
    assert room.states[-1].cells[ref].file.state == HERE  # type: ignore[union-attr]


def test_a_full_disk_is_said_beside_the_field(photo: str) -> None:
    room = Room(desk())
    room.desk.refuse_once(Unavailable("blob.disk", ar="تعذّر حفظ الملف.", en="Not saved."))
    room.presenter.files.wish(room.ref("photo"), ChooseFile(photo))
    while room.lane.waiting:
        room.lane.run()
    assert room.cell("photo").error == "تعذّر حفظ الملف."
    assert room.states[-1].cells[room.ref("photo")].file.state == EMPTY  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [712, 1118])
def test_every_state_is_whole_and_named(stage: Stage, photo: str, width: int) -> None:
    seat = Seat(stage, desk(), form="test/files", width=width)
    assert faults_of_sections(seat) == {}
    for name in ("photo", "report"):
        seat.go_to(0)
        choose(seat, photo, name)
    seat.go_to(1)
    choose(seat, photo, "plan")
    assert faults_of_sections(seat) == {}
    seat.go_to(0)
    picture_of(seat).card.drawing.click()
    seat.settle()
    assert faults_of_sections(seat) == {}
    seat.desk.files.clear()
    seat.view.presenter.files._found.clear()
    assert faults_of_sections(seat) == {}
    seat.go_to(0)
    seat.run()
    assert seat.view.presenter.files.shown(seat.opened.session.question("photo")).state == ABSENT  # type: ignore[union-attr]


@pytest.fixture
def in_english(stage: Stage) -> Iterator[Stage]:
    choose_language("en")
    theme().follow_language()
    yield stage
    choose_language("ar")
    theme().follow_language()


def is_picture_whole(card: PictureCard) -> bool:
    room = card.preview.mapTo(card, QPoint(card.preview.width(), 0)).x()
    return card.preview.pixmap().deviceIndependentSize().width() <= card.preview.width() and room <= card.width()


def test_on_a_narrow_page_in_english_every_deed_is_whole_and_a_large_picture_too(
    in_english: Stage, tmp_path: Path
) -> None:
    coloured(900, 600).save(tmp_path / "_".join(["صورة"] * 20), "JPEG")
    seat = Seat(in_english, desk(), form="test/files", width=712)
    choose(seat, str(next(tmp_path.iterdir())))
    card = picture_of(seat).card
    assert cut_texts(seat.view.block) == []
    for _ in range(2):
        card.enlarging.click()
        in_english.settle(partial(is_picture_whole, card))
        assert is_picture_whole(card)
        assert is_wider_than_shown(seat.view) is False
    card.drawing.click()
    seat.settle()
    assert cut_texts(seat.view.block) == []


def test_undo_from_elsewhere_ends_the_drawing_on_a_picture(seat: Seat, photo: str) -> None:
    choose(seat, photo)
    picture_of(seat).card.drawing.click()
    pad = picture_of(seat).pen.pad
    drag(seat, pad, (10, 20), (60, 40))
    assert picture_of(seat).pen.isVisible()
    seat.view.presenter.undo()
    seat.run()
    assert not picture_of(seat).pen.isVisible()
    assert picture_of(seat).card.isVisible()
