"""Every page of the window in both languages, light and dark: to be looked at before a release."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from desktop.ui.application import Application, Entrance
from desktop.ui.camera import Camera, filmed
from desktop.ui.desk_window import DeskWindow
from desktop.ui.kit.theme import theme
from desktop.ui.language import LANGUAGE_NAMES
from desktop.ui.pages.counter.view import CounterView
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pictures import Scenes, go_to_first_section

LOOKS = ("light", "dark")
PAGES = ("home", "counter", "reception", "persons", "interviews", "tasks", "stick", "procedure", "settings")


@dataclass(frozen=True)
class Tour(Scenes):
    """`case` is a finished interview that lacks more than its paper, `visit` one of today; `word` is found by the
    search."""

    case: str
    visit: str
    day: str
    word: str


def take_gallery(office: Entrance, nowhere: Entrance, folder: Path, size: tuple[int, int], tour: Tour) -> int:
    """`nowhere` has no office yet. One PNG a page, language and look («home-en-dark.png»); returns how many."""
    with filmed(nowhere, size) as (application, camera):
        taken = _take_door(application, camera, folder, "first-run")
    with filmed(office, size, user=tour.user, password=tour.password) as (application, camera):
        taken += _take_door(application, camera, folder, "sign-in")
        camera.wait_for(camera.find_sign_in).enter.click()
        camera.wait_for(lambda: application.desk_window)
        for look, language in product(LOOKS, LANGUAGE_NAMES):
            desk = _desk_in(application, camera, language)
            _dress(look)  # after it has put on what the settings say
            for name, show in _pages(desk, camera, tour):
                show()
                camera.take(desk, folder / f"{name}-{language}-{look}.png")
                taken += 1
    return taken


def _take_door(application: Application, camera: Camera, folder: Path, name: str) -> int:
    window, taken = application.door_window, 0
    for look, language in product(LOOKS, LANGUAGE_NAMES):
        _dress(look)
        window.language_chosen.emit(language)
        camera.settle()
        camera.take(window, folder / f"{name}-{language}-{look}.png")
        taken += 1
    window.language_chosen.emit(next(iter(LANGUAGE_NAMES)))
    return taken


def _dress(look: str) -> None:
    theme().apply(choice=look, density="screen")


def _desk_in(application: Application, camera: Camera, language: str) -> DeskWindow:
    before = application.desk_window
    if before is not None:
        before.language_chosen.emit(language)
    camera.settle()
    return camera.wait_for(lambda: application.desk_window)


def _pages(desk: DeskWindow, camera: Camera, tour: Tour) -> Iterator[tuple[str, Callable[[], object]]]:
    """What each is called, and how it is come to from the one before."""
    for key in PAGES:
        yield key, partial(desk.show_page, key)
    yield "settings-user", partial(_open_user_form, desk)
    yield "visit", partial(_open_visit, desk, camera, tour.visit)
    yield "person", partial(desk.ways.open_person, tour.person)
    yield "person-form", partial(_register, desk, camera)
    yield "received", partial(_receive, desk, tour.person)
    yield "history", partial(desk.ways.open_history, "persons", tour.person)
    yield "day-sheet", partial(desk.ways.open_day_sheet, tour.day)
    yield "report", desk.ways.open_report
    yield "interview", partial(_resume, desk, camera, tour.open_interview)
    yield "interview-end", partial(_finish, desk)
    yield "attestation", partial(desk.ways.open_attestation, tour.signed)
    yield "departure", partial(desk.ways.open_departure, tour.case)
    yield "document", partial(_open_document, desk)
    yield "waiting", desk.ways.open_waiting
    yield "check", desk.ways.open_check
    yield "forms", desk.ways.open_forms
    yield "search", partial(desk.search.open, tour.word)


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


def _finish(desk: DeskWindow) -> None:
    page = desk.current
    if isinstance(page, InterviewView):
        page.presenter.finish()


def _open_document(desk: DeskWindow) -> None:
    page = desk.current
    if isinstance(page, DeparturePage) and page.presenter.documents:
        page.presenter.open_document(page.presenter.documents[0].id)
