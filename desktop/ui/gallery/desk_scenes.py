"""The pages of the desk, and what opens over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from desktop.ui.camera import Camera
from desktop.ui.desk_window import DeskWindow
from desktop.ui.gallery.scene import Scene
from desktop.ui.pages.complaint.view import ComplaintPageView
from desktop.ui.pages.counter.view import CounterView
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.interview.steps import StepButton
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.quality.view import QualityView
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pictures import Scenes, go_to_first_section

PAGES = (
    "home",
    "counter",
    "reception",
    "persons",
    "interviews",
    "requests",
    "enquiries",
    "complaints",
    "quality",
    "tasks",
    "stick",
    "procedure",
    "settings",
)


@dataclass(frozen=True)
class OfficeTour(Scenes):
    """`case` is a finished interview that lacks more than its paper, `visit` one of today; `word` is found by the
    search. `files` is an interview whose first section has a picture, its second a file, its third
    what is drawn. `complaint` is one that is worked on, `request` one that waits for its
    answer."""

    case: str
    visit: str
    day: str
    word: str
    files: str
    complaint: str
    request: str


def desk_scenes(desk: DeskWindow, camera: Camera, tour: OfficeTour) -> Iterator[Scene]:
    """What each is called, and how it is come to from the one before."""
    for key in PAGES:
        if desk.has_page(key):
            yield Scene(key, partial(desk.show_page, key))
    yield from _quality_scenes(desk, camera)
    yield Scene("settings-user", partial(_open_user_form, desk))
    yield Scene("visit", partial(_open_visit, desk, camera, tour.visit))
    yield Scene("person", partial(desk.ways.open_person, tour.person))
    yield Scene("person-form", partial(_register, desk, camera))
    yield Scene("received", partial(_receive, desk, tour.person))
    yield Scene("history", partial(desk.ways.open_history, "persons", tour.person))
    yield Scene("day-sheet", partial(desk.ways.open_day_sheet, tour.day))
    yield Scene("report", desk.ways.open_report)
    yield Scene("interview", partial(_resume, desk, camera, tour.open_interview))
    yield Scene("interview-end", partial(_finish, desk), goes_on=True)
    yield Scene("interview-picture", partial(_resume, desk, camera, tour.files))
    yield Scene("interview-file", partial(_go_to_section, desk, 1), goes_on=True)
    yield Scene("interview-drawing", partial(_go_to_section, desk, 2), goes_on=True)
    yield Scene("attestation", partial(desk.ways.open_attestation, tour.signed))
    yield Scene("request", partial(desk.ways.open_request, tour.request))
    yield Scene("committee", desk.ways.open_committee)
    yield Scene("departure", partial(desk.ways.open_departure, tour.case))
    yield Scene("document", partial(_open_document, desk), goes_on=True)
    yield Scene("complaint", partial(desk.complaints.open, tour.complaint))
    yield Scene("complaint-form", partial(_begin_deed, desk), goes_on=True)
    yield Scene("complaint-new", desk.complaints.register)
    yield Scene("waiting", desk.ways.open_waiting)
    yield Scene("check", desk.ways.open_check)
    yield Scene("forms", desk.ways.open_forms)
    yield Scene("search", partial(desk.search.open, tour.word))
    desk.search.close()


def _quality_scenes(desk: DeskWindow, camera: Camera) -> Iterator[Scene]:
    """Of what the association's policy has; the page knows it once it has been shown."""
    page = desk.show_page("quality") if desk.has_page("quality") else None
    if not isinstance(page, QualityView):
        return
    camera.settle()
    for tool in page.shown_tools:
        how = "paper" if tool.filled_by == "visitor" else "form"
        yield Scene(f"quality-{tool.id}", partial(desk.surveys.begin, tool.id, how))


def _open_user_form(desk: DeskWindow) -> None:
    page = desk.show_page("settings")
    if isinstance(page, SettingsView):
        page.users.start.click()
        page.recovery.start.click()


def _open_visit(desk: DeskWindow, camera: Camera, visit: str) -> None:
    page = desk.show_page("counter")
    if isinstance(page, CounterView):
        page.presenter.open_visit(visit)
        camera.settle()
        page.panel.start_correction.click()


def _register(desk: DeskWindow, camera: Camera) -> None:
    page = desk.show_page("persons")
    camera.settle()
    if isinstance(page, PeopleView):
        page.register()


def _receive(desk: DeskWindow, person: str) -> None:
    page = desk.show_page("reception")
    if isinstance(page, ReceptionView):
        page.receive(person)


def _resume(desk: DeskWindow, camera: Camera, interview: str) -> None:
    desk.ways.resume_interview(interview)
    go_to_first_section(desk, camera)


def _go_to_section(desk: DeskWindow, number: int) -> None:
    """From 0, of the interview that is open."""
    page = desk.current
    if isinstance(page, InterviewView):
        page.findChildren(StepButton)[number].click()


def _finish(desk: DeskWindow) -> None:
    page = desk.current
    if isinstance(page, InterviewView):
        page.presenter.finish()


def _begin_deed(desk: DeskWindow) -> None:
    page = desk.current
    if isinstance(page, ComplaintPageView):
        page.presenter.choose("note")


def _open_document(desk: DeskWindow) -> None:
    page = desk.current
    if isinstance(page, DeparturePage) and page.presenter.documents:
        page.presenter.open_document(page.presenter.documents[0].id)
