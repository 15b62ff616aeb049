"""A toast says what was done and covers nothing that can be pressed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QVBoxLayout, QWidget

from desktop.ui.kit.basic import TextField, label, scroll
from desktop.ui.kit.theme import prepare, theme
from desktop.ui.toast import Toast, controls_on
from tests.support.at_rest import come_to_rest, wait_until
from tests.support.seen_pages import button_named, cut_texts, texts_of

SAID = "حُفظت المقابلة، ويمكن إكمالها في أي وقت"


class Ground:
    """A page with fields that scroll and buttons at its foot."""

    def __init__(self, app: QApplication) -> None:
        prepare(app)
        theme().apply(choice="light")
        self.app = app
        self.window = QMainWindow()
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        inside = QWidget()
        self.fields = QVBoxLayout(inside)
        self.fields.addWidget(label("الأسئلة"))
        self.fields.addStretch(1)
        self.area = scroll(inside)
        column.addWidget(self.area, 1)
        foot = QHBoxLayout()
        for text in ("السابق", "حفظ والخروج", "التالي"):
            foot.addWidget(QPushButton(text))
        column.addLayout(foot)
        self.window.setCentralWidget(self.page)
        self.window.setMinimumSize(300, 200)
        self.window.resize(842, 470)
        self.window.show()
        self.toast = Toast(self.page)
        self.settle()

    def settle(self) -> None:
        come_to_rest()

    def add_fields(self, count: int) -> None:
        for number in range(count):
            field = TextField(f"سؤال {number}")
            field.setFixedWidth(320)
            self.fields.addWidget(field)
        self.settle()

    @property
    def covered(self) -> list[QRect]:
        return [rect for rect in controls_on(self.page) if rect.intersects(self.toast.geometry())]


@pytest.fixture
def ground(qapp: QApplication) -> Iterator[Ground]:
    made = Ground(qapp)
    yield made
    made.window.close()
    made.window.deleteLater()
    come_to_rest()


def test_it_stands_over_the_foot_and_not_on_it(ground: Ground) -> None:
    ground.toast.show_text(SAID, None)
    ground.settle()
    assert ground.toast.isVisible()
    assert ground.covered == []
    assert ground.toast.geometry().center().y() > ground.page.height() // 2
    assert SAID in texts_of(ground.toast)


def test_it_goes_beside_the_fields_when_they_fill_the_middle(ground: Ground) -> None:
    ground.add_fields(12)
    ground.toast.show_text(SAID, None)
    ground.settle()
    assert ground.covered == []


def test_it_moves_away_from_what_comes_up_under_it(ground: Ground) -> None:
    ground.toast.show_text(SAID, None)
    ground.settle()
    before = ground.toast.pos()
    ground.add_fields(12)
    wait_until(lambda: ground.toast.pos() != before)
    assert ground.covered == []


def test_its_own_button_takes_the_deed_back_once(ground: Ground) -> None:
    undone: list[str] = []
    ground.toast.show_text(SAID, lambda: undone.append("undone"))
    ground.settle()
    button_named(ground.toast, "تراجع").click()
    assert undone == ["undone"]
    assert not ground.toast.isVisible()


def test_a_long_sentence_takes_more_lines_where_there_is_no_room_for_one(ground: Ground) -> None:
    ground.window.resize(420, 470)
    ground.settle()
    ground.toast.show_text(f"{SAID}. {SAID}. {SAID}.", None)
    ground.settle()
    assert ground.toast.width() <= ground.page.width()
    assert cut_texts(ground.toast) == []
    assert ground.covered == []
