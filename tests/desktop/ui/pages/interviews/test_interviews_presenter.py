"""The list of interviews: what waits stands first, and one word finds one among many."""

import pytest

from desktop.ui.pages.interviews.presenter import AT_ONCE, InterviewsPresenter
from desktop.ui.pages.interviews.state import DONE, UNSIGNED, WAITING, InterviewsState
from domain.errors import Unavailable
from domain.sync.changes import Changes
from tests.desktop.ui.pages.interviews.lines import every_state, line
from tests.support.fake_desk import FullDesk
from tests.support.fake_front import HandLane, actions_of

LOCKED = Unavailable("store.locked", ar="المخزن مشغول. أعد المحاولة.", en="The store is busy.")


class Office:
    def __init__(self, desk: FullDesk) -> None:
        self.desk, self.lane = desk, HandLane()
        self.states: list[InterviewsState] = []
        self.presenter = InterviewsPresenter(actions_of(desk), self.lane, show=self.states.append, now=desk.clock)
        self.presenter.show()

    def read(self) -> None:
        self.presenter.refresh()
        self.lane.run()

    @property
    def shown(self) -> InterviewsState:
        return self.states[-1]

    @property
    def ids(self) -> list[str]:
        return [row.id for row in self.shown.rows]


@pytest.fixture
def office() -> Office:
    made = Office(FullDesk(interviews=every_state()))
    made.read()
    return made


def test_before_the_store_has_spoken_the_list_is_neither_empty_nor_full() -> None:
    office = Office(FullDesk())
    assert (office.shown.is_loaded, office.shown.is_empty) == (False, False)
    office.read()
    assert (office.shown.is_loaded, office.shown.is_empty) == (True, True)


def test_what_waits_to_be_finished_stands_first_then_what_lacks_a_signature(office: Office) -> None:
    assert office.ids == ["i-2", "i-3", "i-1", "i-4", "i-5", "i-0"]
    assert [row.group for row in office.shown.rows] == [
        *["بانتظار الإكمال"] * 2,
        *["بانتظار التوقيع"] * 3,
        "مكتملة وموقّعة",
    ]


@pytest.mark.parametrize(
    ("part", "ids"), [(WAITING, ["i-2", "i-3"]), (UNSIGNED, ["i-1", "i-4", "i-5"]), (DONE, ["i-0"])]
)
def test_the_list_is_narrowed_to_a_part(office: Office, part: str, ids: list[str]) -> None:
    office.presenter.choose_part(part)
    assert office.ids == ids


def test_every_part_says_how_many_it_has(office: Office) -> None:
    assert [part.count for part in office.shown.parts] == [6, 2, 3, 1]
    office.presenter.search("سارة")
    assert [part.count for part in office.shown.parts] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    "text", ["عبدالله", "عبد  الله", "الزهرانى", "000004", "٠٠٠٠٠٤", "17-A7-000004", "زهراني حرفي"]
)
def test_an_interview_is_found_by_name_number_and_form_in_any_spelling(office: Office, text: str) -> None:
    office.presenter.search(text)
    assert office.ids == ["i-4"]


def test_a_search_that_finds_nothing_is_not_an_empty_office(office: Office) -> None:
    office.presenter.search("لا أحد")
    assert (office.ids, office.shown.is_empty) == ([], False)
    office.presenter.show_everything()
    assert (len(office.ids), office.shown.text) == (6, "")


def test_a_draft_is_gone_on_with_and_a_finished_one_has_its_paper(office: Office) -> None:
    rows = {row.id: row for row in office.shown.rows}
    assert (rows["i-2"].action, rows["i-2"].has_paper) == ("إكمال", False)
    assert (rows["i-1"].action, rows["i-1"].has_paper) == ("تعديل", True)


def test_every_row_says_its_state_and_that_of_its_paper(office: Office) -> None:
    said = {row.id: [chip.text for chip in row.chips] for row in office.shown.rows}
    assert said == {
        "i-0": ["مكتملة", "الإقرار موقّع"],
        "i-1": ["مكتملة", "الإقرار غير موقّع"],
        "i-2": ["مسودة هنا"],
        "i-3": ["بانتظار الإكمال"],
        "i-4": ["مكتملة"],
        "i-5": ["مكتملة", "الإقرار ملغى"],
    }


def test_a_row_says_when_it_began_as_people_say_it(office: Office) -> None:
    details = {row.id: row.detail for row in office.shown.rows}
    assert details["i-0"].endswith("اليوم 9:00 ص")
    assert details["i-1"].endswith("أمس 9:01 ص")
    assert details["i-3"].endswith("18 نوفمبر 2026، 9:03 ص")


def test_a_draft_that_has_no_number_yet_shows_none(office: Office) -> None:
    rows = {row.id: row for row in office.shown.rows}
    assert "رقم" not in rows["i-2"].detail
    assert "رقم" in rows["i-3"].detail


def test_a_long_list_is_shown_a_piece_at_a_time() -> None:
    office = Office(FullDesk(interviews=[line(number, "left") for number in range(AT_ONCE + 7)]))
    office.read()
    assert (len(office.ids), office.shown.more) == (AT_ONCE, 7)
    office.presenter.show_more()
    assert (len(office.ids), office.shown.more) == (AT_ONCE + 7, 0)
    office.presenter.choose_part(WAITING)
    assert office.shown.more == 7


def test_a_list_that_cannot_be_read_says_so_and_the_next_try_heals_it() -> None:
    office = Office(FullDesk(interviews=every_state()))
    office.desk.refuse_once(LOCKED)
    office.read()
    assert (office.shown.problem, office.shown.is_loaded) == (LOCKED.ar, False)
    office.read()
    assert (office.shown.problem, len(office.ids)) == ("", 6)


def test_what_was_read_stays_when_reading_again_fails(office: Office) -> None:
    office.desk.refuse_once(LOCKED)
    office.read()
    assert (office.shown.problem, len(office.ids)) == (LOCKED.ar, 6)


def test_only_what_concerns_the_list_makes_it_read_again(office: Office) -> None:
    office.presenter.apply_changes(Changes(frozenset({"visits"}), ("v-1",)))
    assert office.lane.waiting == []
    office.desk.interviews.append(line(9, "left"))
    office.presenter.apply_changes(Changes(frozenset({"interviews"}), ("i-9",)))
    office.lane.run()
    assert "i-9" in office.ids
