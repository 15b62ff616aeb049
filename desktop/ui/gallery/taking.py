"""Every page of the window in both languages, light and dark: to be looked at before a release."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from desktop.ui.application import Application, Entrance
from desktop.ui.camera import Camera, filmed
from desktop.ui.desk_window import DeskWindow
from desktop.ui.gallery.desk_scenes import OfficeTour, desk_scenes
from desktop.ui.gallery.paper_scenes import PaperTour, paper_scenes
from desktop.ui.gallery.scene import Scene
from desktop.ui.gallery.sync_scenes import StickTour, sync_scenes
from desktop.ui.gallery.wanted import Wanted
from desktop.ui.kit.theme import theme
from desktop.ui.language import LANGUAGE_NAMES

LOOKS = ("light", "dark")
Scenes = Callable[[Application, DeskWindow, Camera], Iterator[Scene]]


class Gallery:
    """One PNG a scene, language and look («home-en-dark.png») in `folder`, of a window of this size, where it is
    `wanted`; `taken` counts them."""

    def __init__(self, folder: Path, size: tuple[int, int], wanted: Wanted) -> None:
        self._folder, self._size, self._wanted = folder, size, wanted
        self.taken = 0

    def take_first_run(self, nowhere: Entrance) -> None:
        """Where there is no office yet."""
        with filmed(nowhere, self._size) as (application, camera):
            self._take_door(application, camera, "first-run")

    def take_office(self, office: Entrance, tour: OfficeTour, papers: PaperTour) -> None:
        """An office that has not joined head office."""

        def scenes(application: Application, desk: DeskWindow, camera: Camera) -> Iterator[Scene]:
            yield from desk_scenes(desk, camera, tour)
            on_store = application.lanes.store.call
            yield from paper_scenes(desk, camera, office.actions(on_store), on_store, papers)

        with filmed(office, self._size, user=tour.user, password=tour.password) as (application, camera):
            self._take_door(application, camera, "sign-in")
            self._take_desk(application, camera, scenes)

    def take_joined(self, office: Entrance, tour: StickTour) -> None:
        """A laptop that has, and has no line to it today."""

        def scenes(application: Application, desk: DeskWindow, camera: Camera) -> Iterator[Scene]:
            actions = office.actions(application.lanes.store.call)
            yield from sync_scenes(desk, camera, actions, application.lanes, tour)

        with filmed(office, self._size, user=tour.user, password=tour.password) as (application, camera):
            self._take_desk(application, camera, scenes)

    def _take_door(self, application: Application, camera: Camera, name: str) -> None:
        window = application.door_window
        for look, language in product(LOOKS, LANGUAGE_NAMES):
            if not self._wanted.takes(name, language, look):
                continue
            _dress(look)
            window.language_chosen.emit(language)
            camera.settle()
            camera.take(window, self._folder / f"{name}-{language}-{look}.png")
            self.taken += 1
        window.language_chosen.emit(next(iter(LANGUAGE_NAMES)))

    def _take_desk(self, application: Application, camera: Camera, scenes: Scenes) -> None:
        camera.wait_for(camera.find_sign_in).enter.click()
        camera.wait_for(lambda: application.desk_window)
        for look, language in product(LOOKS, LANGUAGE_NAMES):
            desk = _desk_in(application, camera, language)
            _dress(look)  # after it has put on what the settings say
            for step in self._wanted.steps(scenes(application, desk, camera), language, look):
                step.scene.show()
                if step.is_taken:
                    self._take(desk, camera, step.scene, f"{step.scene.name}-{language}-{look}.png")
                else:
                    camera.settle()

    def _take(self, desk: DeskWindow, camera: Camera, scene: Scene, name: str) -> None:
        if scene.at_once:
            camera.take_at_once(desk, self._folder / name)
            camera.settle()
        else:
            camera.take(desk, self._folder / name)
        self.taken += 1


def _dress(look: str) -> None:
    theme().apply(choice=look, density="screen")


def _desk_in(application: Application, camera: Camera, language: str) -> DeskWindow:
    before = application.desk_window
    if before is not None:
        before.language_chosen.emit(language)
    camera.settle()
    return camera.wait_for(lambda: application.desk_window)
