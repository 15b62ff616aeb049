"""A picture and a signature in the real window on a real store: taken, left while they are made ready, found again."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.ui.pages.interview.drawing_editor import DrawingEditor
from desktop.ui.pages.interview.picture_editor import PictureEditor
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.interviews.view import InterviewsView
from desktop.usecases.attach_file import find_file
from desktop.usecases.check_form import check_form
from desktop.usecases.hold_interview import resume_interview
from desktop.usecases.import_form import Imported
from desktop.usecases.open_desk import World
from tests.journeys.test_interview_course import NAME, open_interview, open_list, register
from tests.support.clock import HandClock
from tests.support.command_line import variables
from tests.support.laptop import Laptop
from tests.support.small_pictures import telephone_photo
from tests.support.sources import ROOT
from tests.support.window import Window

FORM = Path(__file__).parents[1] / "desktop" / "ui" / "pages" / "interview" / "pictures_and_files.md"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    made = Window(qapp, tmp_path / "store", World(HandClock()))
    made.set_up("herfa")
    yield made
    made.close()


def import_form_of_files(window: Window) -> None:
    done: list[Imported] = []
    work = partial(window.desk._actions.import_form, check_form(FORM))
    window.application.lanes.store.ask(work, then=done.append)
    window.settle()
    assert len(done) == 1


def picture_of(page: InterviewView) -> PictureEditor:
    field = page.block.find_field("/data/house/photo")
    assert field is not None
    assert isinstance(field.editor, PictureEditor)
    return field.editor


def sign(page: InterviewView) -> None:
    field = page.block.find_field("/data/hand/signed")
    assert field is not None
    assert isinstance(field.editor, DrawingEditor)
    pad, left, none = field.editor.pen.pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, left, none, QPoint(20, 30))
    QTest.mouseMove(pad, QPoint(90, 60))
    QTest.mouseRelease(pad, left, none, QPoint(90, 60))


def test_a_picture_and_a_signature_are_taken_left_at_once_and_found_again(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "house.jpg"
    photo.write_bytes(telephone_photo())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(photo), ""))
    import_form_of_files(window)
    window.desk.ways.begin_interview(register(window), "test/files")
    page = open_interview(window)
    picture_of(page).choosing.click()
    window.settle()
    answer = page.opened.session.question("photo").value
    assert answer is not None
    page.presenter.go_to_section(1)
    sign(page)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.wait_until(lambda: window.desk.current is not page)
    window.settle()
    listed = open_list(window)
    assert isinstance(listed, InterviewsView)
    window.press(listed, f"إكمال مقابلة {NAME}")
    again = open_interview(window)
    assert again.opened.session.question("photo").value == answer
    assert again.opened.session.question("signed").value is not None
    again.presenter.go_to_section(0)
    window.settle()
    assert not picture_of(again).card.preview.image.isNull()


def test_a_picture_is_there_after_the_process_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISTIQBAL_KDF", "floor")
    photo = tmp_path / "house.jpg"
    photo.write_bytes(telephone_photo())
    home = tmp_path / "store"
    command = [sys.executable, "-m", "tests.support.attaching_clerk", str(home), str(FORM), str(photo)]
    told = subprocess.run(command, cwd=ROOT, env=variables({}), stdout=subprocess.PIPE, text=True, check=False).stdout
    interview, answer = told.split()
    with Laptop(home).at_work() as desk:
        assert resume_interview(desk, interview).session.question("photo").value == answer
        found = find_file(desk, interview, answer)
        assert (found.title, found.content is not None) == ("house.jpg", True)
