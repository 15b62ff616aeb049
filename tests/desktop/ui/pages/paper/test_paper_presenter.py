"""The paper is shown as it will come out, printed whole or not at all, and signed once."""

from pathlib import Path

import pytest

from desktop.ui.pages.paper.presenter import PaperPresenter
from desktop.ui.pages.paper.printed import summed_up
from desktop.ui.pages.paper.printing_part import NO_PRINTER
from desktop.ui.pages.paper.state import PaperState, status_of
from desktop.ui.paper_pictures import Picture
from desktop.usecases.attest import AttestationPage
from desktop.usecases.record_print import MadeSheet, NewPrint
from domain.errors import RuleBroken, Unavailable
from domain.sync.changes import Changes
from tests.desktop.ui.pages.paper.papers import REFUSED, Pictures, Printer, Signing, attestation, paper_of
from tests.support.fake_front import HandLane

OUT_OF_PAPER = Unavailable("print.refused", ar=REFUSED, en="The printer did not take the job.")


class Paper:
    """The presenter, and a view that remembers what it was told."""

    def __init__(self, *, printer: Printer | None = None) -> None:
        self.store, self.paper = HandLane(), HandLane()
        self.printing = self.paper
        self.pictures, self.printer, self.signing = Pictures(), printer or Printer(), Signing()
        self.states: list[PaperState] = []
        self.painted: dict[int, Picture] = {}
        self.turned: list[int] = []
        self.told: list[Changes] = []
        self.said: list[str] = []
        self.attestations_shown: list[AttestationPage] = []
        self.presenter = PaperPresenter(
            self.signing, self.pictures.pages(), self, self.printer, self, person="المستفيد"
        )

    def show_state(self, state: PaperState) -> None:
        self.states.append(state)

    def paint(self, index: int, picture: Picture) -> None:
        self.painted[index] = picture

    def turn_to(self, index: int) -> None:
        self.turned.append(index)

    def tell(self, changes: Changes) -> None:
        self.told.append(changes)

    def tell_shown(self, page: AttestationPage) -> None:
        self.attestations_shown.append(page)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

    def run(self) -> "Paper":
        while self.store.waiting or self.paper.waiting:
            self.store.run()
            self.paper.run()
        return self

    def open(self, pages: int = 3) -> "Paper":
        self.presenter.show_pdf(paper_of(pages))
        return self.run()

    @property
    def state(self) -> PaperState:
        return self.states[-1]


def test_every_page_of_the_paper_is_drawn_from_the_paper_itself() -> None:
    paper = Paper().open(3)
    assert paper.state.pages == 3
    assert sorted(paper.painted) == [0, 1, 2]
    assert paper.pictures.drawn == [(paper_of(3), index, round(96 / 72, 3)) for index in range(3)]


def test_pages_turn_from_the_first_to_the_last_and_no_further() -> None:
    paper = Paper().open(2)
    for by in (-1, 1, 1):
        paper.presenter.turn(by)
    assert paper.turned == [1]
    assert paper.state.page == 1


def test_scrolling_says_which_page_is_looked_at_without_moving_it() -> None:
    paper = Paper().open(3)
    paper.presenter.note_page(2)
    paper.presenter.note_page(7)
    assert paper.state.page == 2
    assert paper.turned == []


def test_the_page_that_is_looked_at_is_drawn_first() -> None:
    paper = Paper().open(3)
    paper.presenter.note_page(2)
    paper.pictures.drawn.clear()
    paper.presenter.zoom.enlarge()
    paper.run()
    assert [index for _, index, _ in paper.pictures.drawn] == [2, 0, 1]


def test_the_zoom_stays_between_its_ends() -> None:
    paper = Paper().open(1)
    for _ in range(9):
        paper.presenter.zoom.enlarge()
    assert (paper.state.zoom, paper.state.can_enlarge, paper.state.can_reduce) == (200, False, True)
    for _ in range(9):
        paper.presenter.zoom.reduce()
    assert (paper.state.zoom, paper.state.can_enlarge, paper.state.can_reduce) == (50, True, False)
    paper.presenter.zoom.true_size()
    assert paper.state.zoom == 100


@pytest.mark.parametrize(("width", "zoom"), [(794, 100), (1000, 125), (200, 50), (9000, 200)])
def test_a_page_is_fitted_to_the_width_of_the_window(width: int, zoom: int) -> None:
    paper = Paper().open(1)
    paper.presenter.zoom.fit(width)
    assert paper.state.zoom == zoom


def test_a_narrow_window_shows_the_whole_width_until_a_size_is_chosen() -> None:
    paper = Paper().open(1)
    for width, zoom in ((600, 75), (2000, 100), (100, 50)):
        paper.presenter.zoom.make_room(width)
        assert paper.state.zoom == zoom
    paper.presenter.zoom.enlarge()
    paper.presenter.zoom.make_room(2000)
    assert paper.state.zoom == 75


def test_from_a_fitted_size_one_goes_on_to_the_next_known_one() -> None:
    paper = Paper().open(1)
    paper.presenter.zoom.fit(880)
    paper.presenter.zoom.enlarge()
    assert paper.state.zoom == 125


def test_many_steps_of_zoom_draw_each_page_once() -> None:
    paper = Paper().open(2)
    paper.pictures.drawn.clear()
    for _ in range(3):
        paper.presenter.zoom.enlarge()
    paper.run()
    assert [(index, scale) for _, index, scale in paper.pictures.drawn] == [(0, 2.667), (1, 2.667)]


def test_a_sharper_screen_gets_more_pixels() -> None:
    paper = Paper().open(1)
    paper.presenter.zoom.sharpen(1.5)
    paper.run()
    assert paper.pictures.drawn[-1][2] == 2.0


# --- printing --------------------------------------------------------------------------------------------------------


def test_a_paper_is_printed_whole_with_its_copies_and_that_is_said() -> None:
    paper = Paper().open(3)
    paper.presenter.send_to_printer("الإدارة", 2)
    assert paper.state.activity == "printing"
    paper.run()
    assert paper.printer.came_out == [("الإدارة", 3, 2)]
    assert (paper.state.activity, paper.state.was_kept) == ("", True)
    assert paper.said == ["أُرسلت إلى الطابعة 3 صفحات"]


def test_the_print_has_the_dots_of_the_printer() -> None:
    paper = Paper().open(1)
    paper.presenter.send_to_printer("", 1)
    paper.run()
    assert paper.pictures.drawn[-1] == (paper_of(1), 0, round(300 / 72, 3))
    assert paper.printer.came_out == [("مكتب الاستقبال", 1, 1)]


def test_without_a_printer_the_page_says_what_to_do() -> None:
    paper = Paper(printer=Printer(known=())).open()
    paper.presenter.send_to_printer("", 1)
    assert paper.state.notice == NO_PRINTER.ar
    assert not paper.state.was_kept
    paper.presenter.dismiss()
    assert paper.state.notice == ""


@pytest.mark.parametrize("after", [0, 1])
def test_a_printer_that_refuses_is_said_and_the_paper_can_be_printed_again(after: int) -> None:
    paper = Paper(printer=Printer(refuses=OUT_OF_PAPER, refuses_after=after)).open(2)
    paper.presenter.send_to_printer("", 1)
    paper.run()
    assert (paper.state.notice, paper.state.activity, paper.state.was_kept) == (REFUSED, "", False)
    assert (paper.printer.came_out, paper.printer.thrown_away) == ([], min(after, 1))
    paper.printer.refuses = None
    paper.presenter.send_to_printer("", 1)
    paper.run()
    assert paper.printer.came_out == [("مكتب الاستقبال", 2, 1)]
    assert paper.state.notice == ""


def test_one_press_too_many_prints_once() -> None:
    paper = Paper().open(2)
    paper.presenter.send_to_printer("", 1)
    paper.presenter.send_to_printer("", 1)
    paper.run()
    assert len(paper.printer.came_out) == 1


def test_a_page_that_is_left_leaves_no_half_print() -> None:
    paper = Paper().open(3)
    paper.presenter.send_to_printer("", 1)
    paper.store.run()
    paper.paper.run_one()
    paper.paper.run_one()
    paper.presenter.abandon()
    paper.run()
    assert (paper.printer.came_out, paper.printer.thrown_away) == ([], 1)


def test_nothing_is_printed_before_the_paper_is_there() -> None:
    paper = Paper()
    paper.presenter.send_to_printer("", 1)
    assert paper.run().printer.came_out == []


def test_every_print_and_copy_of_an_attestation_is_recorded_and_shown(tmp_path: Path) -> None:
    paper = Paper()
    paper.presenter.show_attestation(attestation())
    paper.run().presenter.send_to_printer("الإدارة", 2)
    paper.run().presenter.save(tmp_path / "نسخة.pdf")
    paper.run()
    assert paper.signing.printed == [
        NewPrint("a-1", "unsigned", "printer", "الإدارة", 2),
        NewPrint("a-1", "unsigned", "file", "نسخة.pdf", 1),
    ]
    newest, first = paper.state.prints
    assert "النسخة 3" in newest
    assert "نسخة.pdf" in newest
    assert "النسخ من 1 إلى 2" in first
    assert summed_up(paper.state.prints).startswith("أُخرجت هذه الورقة مرتين. الأخيرة: ")


def test_a_print_that_did_not_come_out_and_another_paper_are_not_recorded() -> None:
    paper = Paper(printer=Printer(refuses=OUT_OF_PAPER, refuses_after=1))
    paper.presenter.show_attestation(attestation())
    paper.run().presenter.send_to_printer("", 1)
    paper.run()
    sheet = Paper().open(1)
    sheet.presenter.send_to_printer("", 1)
    sheet.run()
    assert (paper.signing.printed, sheet.signing.printed) == ([], [])


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_copy_is_the_paper_byte_for_byte(tmp_path: Path) -> None:
    paper = Paper().open(2)
    paper.presenter.save(tmp_path / "نسخة.pdf")
    paper.run()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("نسخة.pdf", paper_of(2))]
    assert paper.state.was_kept
    assert paper.said == ["حُفظت النسخة"]


def test_a_copy_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken.pdf").mkdir()
    paper = Paper().open(1)
    paper.presenter.save(tmp_path / "taken.pdf")
    paper.presenter.save(tmp_path / "second press")
    paper.run()
    assert "اختر مجلدًا آخر" in paper.state.notice
    assert not paper.state.was_kept
    assert [file.name for file in tmp_path.iterdir()] == ["taken.pdf"]
    paper.presenter.save(tmp_path / "nowhere" / "a.pdf")
    paper.run()
    assert "اختر مجلدًا آخر" in paper.state.notice


# --- signing ---------------------------------------------------------------------------------------------------------


def test_an_unsigned_attestation_waits_for_its_person_and_is_signed_once() -> None:
    paper = Paper()
    paper.presenter.show_attestation(attestation())
    paper.run()
    status = paper.state.status
    assert status is not None
    assert (status.text, status.tone) == ("بانتظار توقيع المستفيد على الورق", "warn")
    assert paper.state.sign == "وقّع المستفيد على الورق"
    paper.presenter.sign()
    paper.presenter.sign()
    paper.run()
    assert paper.signing.asked == ["a-1"]
    status = paper.state.status
    assert status is not None
    assert (status.text, paper.state.sign) == ("موقّع على الورق", "")
    assert paper.presenter.pdf == paper_of(2, "signed")
    assert [changes.kinds for changes in paper.told] == [frozenset({"attestations"})]
    assert paper.said == ["سُجّل التوقيع على الورق"]


def test_a_signature_that_is_refused_says_why_and_can_be_tried_again() -> None:
    paper = Paper()
    paper.presenter.show_attestation(attestation())
    paper.signing.refuses = RuleBroken("attestation.state", ar="تغيّرت البيانات بعد هذا الإقرار.", en="Void.")
    paper.presenter.sign()
    paper.run()
    assert paper.state.notice == "تغيّرت البيانات بعد هذا الإقرار."
    assert (paper.state.activity, paper.told) == ("", [])
    assert paper.state.sign


@pytest.mark.parametrize("state", ["signed", "void"])
def test_what_is_signed_or_void_cannot_be_signed_again(state: str) -> None:
    paper = Paper()
    paper.presenter.show_attestation(attestation(state))
    paper.run()
    assert paper.state.sign == ""
    paper.presenter.sign()
    assert paper.signing.asked == []


def test_an_attestation_whose_answers_change_says_so_while_it_is_looked_at() -> None:
    paper = Paper()
    paper.presenter.show_attestation(attestation())
    paper.run()
    drawn = len(paper.pictures.drawn)
    paper.presenter.refresh()
    paper.run()
    assert (paper.signing.read, len(paper.pictures.drawn)) == (["a-1"], drawn)
    paper.signing.become_void()
    paper.presenter.refresh()
    paper.presenter.refresh()
    paper.run()
    status = paper.state.status
    assert status is not None
    assert (status.text, paper.state.sign, paper.state.pages) == ("ملغى", "", 1)
    assert paper.signing.read == ["a-1", "a-1"]


def test_a_paper_that_is_no_attestation_is_never_read_again() -> None:
    paper = Paper().open(1)
    paper.presenter.refresh()
    assert paper.run().signing.read == []


def test_every_state_is_said_in_words_and_a_void_one_says_what_to_do() -> None:
    said = {state: status_of(attestation(state), "العضو") for state in ("unsigned", "signed", "void")}
    assert len({status.text for status in said.values()}) == 3
    assert "اطبع إقرارًا جديدًا" in said["void"].advice
    with pytest.raises(LookupError):
        status_of(attestation("lost"), "العضو")


def test_a_paper_that_is_no_attestation_has_no_state_and_no_signature() -> None:
    paper = Paper().open(1)
    assert (paper.state.status, paper.state.sign, paper.presenter.file_name) == (None, "", "istiqbal.pdf")
    paper.presenter.show_attestation(attestation())
    assert paper.presenter.file_name == "RYD1-A7-000004.pdf"


def test_a_sheet_made_for_the_page_is_saved_under_its_name_and_its_copies_are_counted(tmp_path: Path) -> None:
    paper = Paper()
    paper.presenter.show_sheet(MadeSheet("receipt", paper_of(1), "i-1", "p-1", "17-A-000043-1", "1"))
    paper.run()
    assert paper.presenter.file_name == "receipt-17-A-000043-1.pdf"
    paper.presenter.save(tmp_path / paper.presenter.file_name)
    paper.run()
    assert [(made.attestation, made.state, made.way) for made in paper.signing.printed] == [("i-1", "1", "file")]
    assert len(paper.state.prints) == 1
    assert paper.state.status is None
    paper.presenter.show_sheet(MadeSheet("report", paper_of(1), number="2026-10-01_2026-10-31"))
    assert paper.state.detail == "1 أكتوبر 2026 م – 31 أكتوبر 2026 م"  # and not as its file is named
