"""A sheet of satisfaction, a question at a time: by a visitor on the turned screen, or typed in from paper."""

import itertools
from dataclasses import dataclass, field

from desktop.ui.pages.sheet.stage_presenter import PAPER, SCREEN, StagePresenter, StageState
from desktop.usecases.box_sheet import Boxed
from desktop.usecases.fill_form import FilledForm
from domain.errors import Expected, RuleBroken, Unavailable
from domain.policy_parts import Instrument
from domain.survey import LEAST_SHOWN
from domain.sync.changes import NO_CHANGES, Changes
from domain.text import Text
from forms.interview.session import load
from forms.interview.shipped import shipped_form
from tests.support.fake_front import FrontDesk, HandLane, actions_of

SHEET = Instrument("questionnaire", Text("استبانة", "Questionnaire"), "default", "shared/satisfaction")
FULL = Unavailable("store.full", ar="القرص ممتلئ.", en="The disk is full.")


@dataclass
class Box(FrontDesk):
    """The box of a laptop, by the answers of its sheets; five leave it together."""

    lies: dict[str, dict[str, object]] = field(default_factory=dict)
    refuses: Expected | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self._numbers = itertools.count(1)

    def open_form(self, instrument: str) -> FilledForm:
        assert instrument == SHEET.id
        form = shipped_form("shared/satisfaction")
        session = load(form, today=self.now.date(), now=lambda: self.now, new_uuid=lambda: "nobody")
        return FilledForm(SHEET, form.called, session)

    def box_sheet(self, filled: FilledForm) -> Boxed:
        refusal, self.refuses = self.refuses, None
        if refusal is not None:
            raise refusal
        id = f"b-{next(self._numbers)}"
        self.lies[id] = filled.session.to_answers()
        if len(self.lies) < LEAST_SHOWN:
            return Boxed(id, len(self.lies), 0, NO_CHANGES)
        self.lies = {}
        return Boxed("", 0, LEAST_SHOWN, Changes(frozenset({"survey_sheets"}), ()))

    def take_back_sheet(self, sheet: str) -> None:
        if self.lies.pop(sheet, None) is None:
            raise RuleBroken("sheet.gone", ar="خرجت من الصندوق.", en="It has left the box.")


class Stage:
    def __init__(self, mode: str, box: Box | None = None) -> None:
        self.box, self.lane = box or Box(), HandLane()
        self.states: list[StageState] = []
        self.changes: list[Changes] = []
        self.presenter = StagePresenter(
            actions_of(self.box),
            self.lane,
            self.box.open_form(SHEET.id),
            mode=mode,
            show=self.states.append,
            changed=self.changes.append,
        )
        self.presenter.show()

    @property
    def shown(self) -> StageState:
        return self.states[-1]

    def fill(self, mark: int = 4) -> None:
        """The whole sheet by its numbers."""
        self.presenter.choose_number(1)
        self.presenter.go_on()
        for number in (1, 1, *[mark] * 10, 1):
            self.presenter.choose_number(number)
        self.presenter.go_on()
        self.presenter.go_on()
        self.lane.run()


def test_a_visitor_reads_what_it_is_answers_and_is_thanked_and_the_next_begins_with_nothing() -> None:
    stage = Stage(SCREEN)
    assert (stage.shown.phase, "رأيك حق لك" in stage.shown.welcome) == ("welcome", True)
    stage.presenter.start()
    stage.fill()
    assert (stage.shown.phase, stage.shown.recorded) == ("thanks", 1)
    stage.presenter.reset()
    stage.lane.run()
    assert (stage.shown.phase, stage.shown.chosen, stage.presenter.is_touched) == ("welcome", (), False)


def test_a_sheet_that_is_left_half_answered_is_nobody_elses_to_read() -> None:
    stage = Stage(SCREEN)
    stage.presenter.start()
    stage.presenter.choose_number(2)
    stage.presenter.go_on()
    assert stage.presenter.is_touched
    stage.presenter.reset()
    stage.lane.run()
    stage.presenter.start()
    assert (stage.shown.number, stage.shown.chosen, stage.box.lies) == (1, (), {})


def test_nobody_passes_a_question_that_must_be_answered_and_everybody_one_that_need_not() -> None:
    stage = Stage(PAPER)
    stage.presenter.go_on()
    assert (stage.shown.number, bool(stage.shown.error)) == (1, True)
    stage.fill()
    assert "best" not in stage.box.lies["b-1"]


def test_one_number_a_question_and_the_count_runs_while_the_box_empties_at_five() -> None:
    stage = Stage(PAPER)
    for count in (1, 2, 3, 4):
        stage.fill()
        assert (stage.shown.recorded, stage.shown.waiting, stage.shown.can_take_back) == (count, count, True)
    assert stage.changes == [], "of a sheet in the box nobody is told"
    stage.fill()
    assert (stage.shown.recorded, stage.shown.waiting, stage.shown.can_take_back) == (5, 0, False)
    assert [set(changes.kinds) for changes in stage.changes] == [{"survey_sheets"}]


def test_the_last_sheet_is_taken_back_once_and_a_visitors_never() -> None:
    stage = Stage(PAPER)
    stage.fill(mark=1)
    stage.presenter.take_back()
    stage.lane.run()
    assert (stage.shown.recorded, stage.shown.waiting, stage.box.lies) == (0, 0, {})
    stage.presenter.take_back()
    assert stage.lane.waiting == []
    screen = Stage(SCREEN)
    screen.presenter.start()
    screen.fill()
    screen.presenter.take_back()
    assert (screen.lane.waiting, len(screen.box.lies)) == ([], 1)


def test_an_answer_is_looked_at_again_and_changed_before_the_sheet_is_saved() -> None:
    stage = Stage(PAPER)
    stage.presenter.choose_number(1)
    stage.presenter.go_on()
    stage.presenter.choose_number(2)
    stage.presenter.go_back()
    assert (stage.shown.number, stage.shown.chosen) == (2, ("telephone",))
    stage.presenter.choose_number(3)
    stage.presenter.go_back()
    assert stage.shown.chosen == ("letters",)


def test_of_several_a_second_press_takes_one_off_again() -> None:
    stage = Stage(PAPER)
    for number in (1, 3, 1):
        stage.presenter.choose_number(number)
    assert stage.shown.chosen == ("follow_up",)


def test_a_refusal_of_the_disk_is_told_and_the_answers_stay() -> None:
    stage = Stage(PAPER, Box(refuses=FULL))
    stage.fill()
    assert (stage.shown.error, stage.shown.recorded, stage.shown.is_busy) == (FULL.ar, 0, False)
    stage.presenter.go_on()
    stage.lane.run()
    assert (stage.shown.recorded, len(stage.box.lies)) == (1, 1)


def test_the_visitor_chooses_the_language_and_the_next_has_the_offices_again() -> None:
    stage = Stage(SCREEN)
    stage.presenter.set_language("en")
    assert "Rating the service" in stage.shown.welcome
    stage.presenter.reset()
    stage.lane.run()
    assert (stage.shown.language, "رأيك" in stage.shown.welcome) == ("ar", True)
