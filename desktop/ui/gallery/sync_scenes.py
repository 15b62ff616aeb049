"""A laptop that has joined head office and has no line to it: what it carries by stick, and what it has to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton

from desktop.ui.actions import Actions
from desktop.ui.application import Lanes
from desktop.ui.camera import Camera
from desktop.ui.desk_window import DeskWindow
from desktop.ui.gallery.scene import Scene
from desktop.ui.kit.focusing import focus_in_sight
from desktop.ui.pages.stick.view import StickView
from desktop.ui.pages.tasks.refused_card import RefusedView
from desktop.ui.pages.tasks.view import TasksView


@dataclass(frozen=True)
class StickTour:
    """`stick` is a folder, `reply` a bundle of head office, `damaged` one that was cut off, `card` another laptop's."""

    user: str
    password: str
    stick: str
    reply: str
    damaged: str
    card: str


class Chosen:
    """What a person chose in the system's dialogs (see `desktop.ui.pages.stick.presenter.Places`)."""

    def __init__(self, tour: StickTour, bundle: str) -> None:
        self._tour, self._bundle = tour, bundle

    def choose_folder(self) -> str:
        return self._tour.stick

    def choose_bundle(self) -> str:
        return self._bundle

    def choose_card(self) -> str:
        return self._tour.card


def _see_refused(desk: DeskWindow) -> None:
    """Below what two laptops wrote."""
    page = desk.current
    if isinstance(page, TasksView):
        focus_in_sight(page.findChildren(RefusedView)[-1].findChildren(QPushButton)[-1])


def press(button: QPushButton) -> None:
    """As a hand does: the keyboard is there afterwards."""
    button.setFocus()
    button.click()


def sync_scenes(desk: DeskWindow, camera: Camera, actions: Actions, lanes: Lanes, tour: StickTour) -> Iterator[Scene]:
    for key in ("home", "tasks", "settings", "stick"):
        yield Scene(f"joined-{key}", partial(desk.show_page, key))
        if key == "tasks":
            yield Scene("joined-refused", partial(_see_refused, desk), goes_on=True)
    yield Scene("joined-waiting", desk.ways.open_waiting)
    desk.show_page("stick")
    page = StickView(actions, lanes, Chosen(tour, tour.reply))
    desk.show_widget(page)
    camera.settle()
    yield Scene("stick-copying", partial(press, page.out.button), at_once=True)
    yield Scene("stick-copied", page.presenter.look, goes_on=True)
    yield Scene("stick-taken", partial(press, page.back.button), goes_on=True)
    yield Scene("stick-for-laptop", partial(press, page.peer.copy), goes_on=True)
    yield Scene("stick-card", partial(press, page.peer.card), goes_on=True)
    desk.show_page("stick")
    desk.remove_widget(page)
    page = StickView(actions, lanes, Chosen(tour, tour.damaged))
    desk.show_widget(page)
    camera.settle()
    yield Scene("stick-damaged", partial(press, page.back.button))
    desk.show_page("stick")
    desk.remove_widget(page)
