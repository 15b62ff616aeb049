"""The real window over an invented office on a small screen, in a process of its own: Qt reads scale and screen once.

`python -m tests.support.small_screen STORE MILLISECONDS WIDTH HEIGHT THEME LANGUAGE` prints one JSON object: page →
what is cut, squeezed, unnamed, hanging over an edge, scrolled sideways, out of the Tab key's reach or, in English,
said in Arabic there.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from desktop.ui.application import make_app
from desktop.ui.desk_window import DeskWindow
from desktop.ui.kit.theme import theme
from desktop.ui.language import Language, choose_language, language, language_of
from desktop.ui.pages.check.view import CheckPage
from desktop.ui.pages.departure.view import DeparturePage
from desktop.ui.pages.interview.view import InterviewView
from desktop.ui.pages.people.view import PeopleView
from desktop.ui.pages.reception.view import ReceptionView
from desktop.ui.pages.requests.view import RequestsView
from desktop.usecases.fill_demonstration import (
    DEMO_PASSWORD,
    DEMO_USER,
    demonstration_office,
    fill_demonstration,
)
from desktop.usecases.list_interviews import list_interviews
from desktop.usecases.open_desk import World, create_desk, sign_in
from domain.interview import FINISHED
from tests.support.clock import HandClock
from tests.support.foreign_words import said_in_arabic, words_of_data
from tests.support.seen_pages import cut_texts, is_wider_than_shown, squeezed_texts, unnamed
from tests.support.sources import ROOT
from tests.support.whole_window import hanging_over, unreached
from tests.support.window import Window

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
QUESTION = "هل تكفي صورة العقد؟"
Faults = dict[str, list[str]]


@dataclass(frozen=True)
class FilledOffice:
    """An invented office, filled once; each look at it begins with it as it was then, in the same place: elsewhere it
    would be a copied disk."""

    folder: Path
    now_ms: int

    def place(self) -> Path:
        """The store, as new."""
        store = self.folder / "store"
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(self.folder / "filled", store)
        return store


def filled_office(folder: Path) -> FilledOffice:
    clock = HandClock()
    opened = create_desk(folder / "store", demonstration_office(), world=World(clock))
    fill_demonstration(opened.desk, days=4, persons=20, random=Random(7))
    opened.desk.store.close()
    shutil.copytree(folder / "store", folder / "filled")
    return FilledOffice(folder, clock.now_ms)


def look(
    office: FilledOffice,
    *,
    screen: tuple[int, int],
    scale: float,
    window: tuple[int, int],
    choice: str,
    language: Language = "ar",
) -> Faults:
    """Every page's faults in a window of that size, and under "screen" what the program saw of it."""
    words = [str(office.place()), str(office.now_ms), *map(str, window), choice, language]
    with TemporaryDirectory() as folder:
        described = Path(folder) / "screen.json"
        described.write_text(json.dumps(_described(*screen)), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", __name__, *words],
            cwd=ROOT,
            env={
                **os.environ,
                "QT_SCALE_FACTOR": str(scale),
                "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
                "ISTIQBAL_KDF": "floor",
            },
            capture_output=True,
            text=True,
            timeout=400,
            check=True,
        )
    found: Faults = json.loads(done.stdout)
    return found


def _described(width: int, height: int) -> dict[str, object]:
    """For Qt's offscreen platform."""
    screen = {"name": "branch", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96}
    return {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [{**screen, **dots}]}


class SmallScreen:
    def __init__(self, app: QApplication, folder: Path, now_ms: int, size: tuple[int, int], choice: str) -> None:
        world = World(HandClock(now_ms))
        desk = sign_in(folder, DEMO_USER, DEMO_PASSWORD, world=world)
        forms = {kind.form for kind in desk.profile.request_kinds}
        held = (line for line in list_interviews(desk) if line.state == FINISHED and line.form_id in forms)
        self._case = next(line.id for line in held if line.missing)
        self._data = words_of_data(desk) + QUESTION
        desk.store.close()
        self._window = Window(app, folder, world)
        self._window.application.door_window.resize(*size)
        self._size, self._choice = size, choice

    def walk(self) -> Iterator[tuple[str, list[str]]]:
        """Each page of the navigation, then those that are opened from one."""
        self._window.sign_in(DEMO_USER, DEMO_PASSWORD)
        self._window.settle()
        theme().apply(choice=self._choice, density=theme().density)
        desk = self._desk
        desk.activateWindow()
        for key in PAGES:
            desk.show_page(key)
            yield key, self._faults()
        people = desk.show_page("persons")
        assert isinstance(people, PeopleView)
        self._window.settle()
        person = people.search_presenter.state.rows[0].id
        desk.ways.open_person(person)
        yield "person", self._faults()
        people.register()
        yield "form", self._faults()
        reception = desk.show_page("reception")
        assert isinstance(reception, ReceptionView)
        reception.receive(person)
        yield "received", self._faults()
        desk.ways.open_history("persons", person)
        yield "history", self._faults()
        desk.ways.open_day_sheet("2026-11-21")
        yield "paper", self._faults()
        desk.ways.open_report()
        yield "report", self._faults()
        desk.ways.begin_interview(person, "herfa/support-request")
        self._window.settle()
        assert isinstance(desk.current, InterviewView)
        yield "interview", self._faults()
        desk.current.presenter.finish()
        yield "interview's end", self._faults()
        desk.ways.open_waiting()
        yield "waiting", self._faults()
        yield from self._leaving(desk)
        yield from self._requests(desk)
        desk.ways.open_forms()
        yield "forms", self._faults()
        desk.ways.open_check()
        page = desk.current
        assert isinstance(page, CheckPage)
        page.presenter.check_code("ISTQ1:")
        yield "check", self._faults()

    def _requests(self, desk: DeskWindow) -> Iterator[tuple[str, list[str]]]:
        """One that waits for its answer, and the committee where it sits."""
        page = desk.show_page("requests")
        assert isinstance(page, RequestsView)
        self._window.settle()
        page.presenter.choose_part("reply")
        desk.ways.open_request(page.rows[0].row.id)
        yield "request", self._faults()
        desk.ways.open_committee()
        yield "committee", self._faults()

    def _leaving(self, desk: DeskWindow) -> Iterator[tuple[str, list[str]]]:
        """The list before leaving; and with a document and an answer being written down."""
        desk.ways.open_departure(self._case)
        yield "departure", self._faults()
        page = desk.current
        assert isinstance(page, DeparturePage)
        page.presenter.open_document(page.presenter.documents[0].id)
        page.presenter.ask(QUESTION, "telephone")
        yield "document", self._faults()

    @property
    def _desk(self) -> DeskWindow:
        return self._window.desk

    def _faults(self) -> list[str]:
        self._window.settle()
        desk = self._desk
        found = [f"the window is {desk.width()} × {desk.height()}"] if self._grew() else []
        page = desk.current
        assert page is not None
        wide = ["scrolls sideways"] if is_wider_than_shown(page) else []
        still = (*unnamed(desk), *cut_texts(desk), *squeezed_texts(desk), *wide, *hanging_over(desk))
        foreign = said_in_arabic(desk, self._data) if language() == "en" else ()
        return [*found, *still, *foreign, *unreached(desk)]

    def _grew(self) -> bool:
        return (self._desk.width(), self._desk.height()) != self._size

    def close(self) -> None:
        self._window.close()


def main() -> None:
    store, now_ms, width, height, choice, spoken = sys.argv[1:]
    choose_language(language_of(spoken))
    app = make_app()
    room = app.primaryScreen().availableSize()
    compact = "compact" if theme().is_compact else "comfortable"
    found: Faults = {"screen": [f"{room.width()} × {room.height()}", compact]}
    walked = SmallScreen(app, Path(store), int(now_ms), (int(width), int(height)), choice)
    try:
        found.update(walked.walk())
    finally:
        walked.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
