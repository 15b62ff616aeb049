"""An interview under way, with its desk, its lane and what the presenter showed last."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.pages.interview.presenter import InterviewPresenter
from desktop.ui.pages.interview.question_field import QuestionField
from desktop.ui.pages.interview.state import Cell, InterviewState
from desktop.ui.pages.interview.tile import ChoiceTile
from desktop.ui.pages.interview.told import Told
from desktop.ui.pages.interview.view import InterviewView
from desktop.usecases.hold_interview import Held
from domain.sync.changes import Changes
from forms.interview.model import Form
from tests.forms.interview.desk import form_of
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import HandLane, actions_of, desk_info
from tests.support.seen_pages import HandLanes, Stage


@cache
def every_kind() -> Form:
    """A form with every kind of question, a repeat and a conditional question."""
    return form_of((Path(__file__).parent / "every_kind.md").read_text(encoding="utf-8"))


def full_desk() -> FullDesk:
    return FullDesk(people=[NOURA], forms={"test/form": every_kind()})


class Room:
    def __init__(self, desk: FullDesk | None = None, *, resumes: str = "") -> None:
        self.desk = desk or full_desk()
        self.lane = HandLane()
        self.states: list[InterviewState] = []
        self.changes: list[Changes] = []
        self.left: list[Held | None] = []
        self.finished: list[Held] = []
        if resumes:
            self.opened = self.desk.resume_interview(resumes)
        else:
            self.opened = self.desk.begin_interview(next(iter(self.desk.forms)), NOURA.id)
        told = Told(self.states.append, self.changes.append, self.left.append, self.finished.append)
        self.presenter = InterviewPresenter(actions_of(self.desk), self.lane, self.opened, told, now=self.desk.clock)
        self.presenter.open()

    @property
    def shown(self) -> InterviewState:
        return self.states[-1]

    @property
    def focused(self) -> str:
        """Where the cursor was last put."""
        return next(state.focus for state in reversed(self.states) if state.focus)

    def ref(self, name: str) -> str:
        """Of a question that one place alone has."""
        return self.opened.session.question(name).ref

    def cell(self, name: str) -> Cell:
        return self.shown.cells[self.ref(name)]

    def type(self, name: str, text: str) -> None:
        """Key by key, as it is typed."""
        for length in range(1, len(text) + 1):
            self.presenter.type_text(self.ref(name), text[:length])

    def choose(self, name: str, value: object) -> None:
        self.presenter.choose(self.ref(name), value)  # type: ignore[arg-type]

    def rest(self, name: str) -> None:
        self.presenter.rest(self.ref(name))

    def value(self, name: str) -> object:
        return self.opened.session.question(name).value

    def answer_everything(self) -> None:
        self.type("full_name", "نورة بنت عبدالله السدري")
        self.type("mobile", "0512345678")
        self.choose("sex", "female")
        self.choose("state", "single")
        self.choose("source", ("social",))
        self.choose("people", 6)
        self.presenter.rows.remove("/data/child[1]")
        self.choose("agreed", True)


class Seat:
    """The page of the same interview as the clerk has it: fields to type in, keys to press."""

    def __init__(
        self, stage: Stage, desk: FullDesk | None = None, *, form: str = "test/form", width: int = 1192
    ) -> None:
        self.desk = desk or full_desk()
        self.lanes, self._stage = HandLanes(), stage
        self.left: list[Held | None] = []
        self.papers: list[str] = []
        self.changes: list[Changes] = []
        self.opened = self.desk.begin_interview(form, NOURA.id)
        self.view = InterviewView(actions_of(self.desk), self.lanes, desk_info(), self.opened)
        self.view.left.connect(self.left.append)
        self.view.attestation_requested.connect(self.papers.append)
        self.view.changed.connect(self.changes.append)
        stage.show(self.view, width)
        self.run()

    def run(self) -> None:
        self.lanes.run()
        self._stage.settle()

    def settle(self) -> None:
        self._stage.settle()

    def field(self, name: str) -> QuestionField:
        """By the name of the question or its reference."""
        ref = name if name.startswith("/") else self.opened.session.question(name).ref
        found = self.view.block.find_field(ref)
        assert found is not None, f"{name} is not on the page"
        return found

    def stand_on(self, name: str) -> None:
        self.field(name).editor.focus()
        self.settle()

    def stands_on(self, name: str) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.field(name).isAncestorOf(focused)

    def value(self, name: str) -> object:
        return self.opened.session.question(name).value

    def go_to(self, section: int) -> None:
        self.view.presenter.go_to_section(section)
        self.settle()

    def press(self, key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> None:
        none = Qt.KeyboardModifier.NoModifier
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.AltModifier if alt else none
        QTest.keyClick(self.focused(), key, held)
        self.run()

    def type(self, text: str) -> None:
        """Letters and digits of the Latin layout, into whatever has the focus."""
        QTest.keyClicks(self.focused(), text)
        self.run()

    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        return focused


def line_of(seat: Seat, name: str) -> QLineEdit:
    line = seat.field(name).findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def tiles_of(seat: Seat, name: str) -> list[ChoiceTile]:
    return seat.field(name).findChildren(ChoiceTile)


def write(seat: Seat, name: str, text: str) -> None:
    """As an Arabic keyboard would: the text is there and the field says so."""
    line = line_of(seat, name)
    line.setFocus()
    line.setText(text)
    line.textEdited.emit(text)
    seat.run()


def finish_everything(seat: Seat) -> None:
    answer = seat.opened.session.answer
    for name, value in (
        ("full_name", "نورة"),
        ("mobile", "0512345678"),
        ("sex", "female"),
        ("state", "single"),
        ("source", ("social",)),
        ("people", 6),
        ("agreed", True),
    ):
        answer(seat.opened.session.question(name).ref, value)
    seat.opened.session.remove_row("/data/child[1]")
