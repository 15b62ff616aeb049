"""An interview under way, with its desk, its lane and what the presenter showed last."""

from functools import cache
from pathlib import Path

from desktop.ui.pages.interview.presenter import InterviewPresenter, Told
from desktop.ui.pages.interview.state import Cell, InterviewState
from desktop.usecases.hold_interview import Held
from domain.sync.changes import Changes
from forms.interview.model import Form
from tests.forms.interview.desk import form_of
from tests.support.fake_desk import NOURA, FullDesk
from tests.support.fake_front import HandLane, actions_of


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
        self.presenter.remove_row("/data/child[1]")
        self.choose("agreed", True)
