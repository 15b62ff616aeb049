"""The composition root: it builds the parts of the application and connects them.

The door comes first and by itself; what stands behind it (`bootstrap_front`, the pages of the desk) takes half a second
to load and is loaded once the door has been painted.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from db.store_files import has_store
from desktop.bootstrap_language import keep_language, kept_language
from desktop.guard import no_screen
from desktop.ui.application import run_application
from desktop.ui.door import Door, DoorState
from desktop.ui.language import choose_language

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.bootstrap_front import Front
    from desktop.sync.store import OnStore
    from desktop.ui.actions import Actions, Opened, Pages
    from desktop.ui.language import Language
    from desktop.usecases.open_desk import SetUp, World
    from domain.policy import Profile


class Entrance:
    """The door of one office, and the way to what is behind it. Runs on the store's lane, but for `has_office`."""

    def __init__(self, home: Path, world: World | None = None) -> None:
        self._home = home
        self._world = world

    @cached_property
    def front(self) -> Front:
        # Loaded here and not above: the store, the engine of interviews and the paper take half a second.
        from desktop.bootstrap_front import Front  # noqa: PLC0415
        from desktop.usecases.open_desk import system_world  # noqa: PLC0415

        return Front(self._home, self._world or system_world())

    def has_office(self) -> bool:
        return has_store(self._home)

    def look(self) -> DoorState:
        # The key file's own modules are light, but not as light as the door.
        from desktop.usecases.look_at_door import look_at_door  # noqa: PLC0415

        view = look_at_door(self._home)
        return DoorState(view.kind, view.usernames, view.problem, view.problem_en)

    def prepare(self) -> None:
        _ = self.front

    def profiles(self) -> tuple[Profile, ...]:
        return self.front.profiles()

    def read_profile(self, path: str) -> Profile:
        # Few offices ever ask for it.
        from desktop.usecases.choose_profile import choose_profile  # noqa: PLC0415

        return choose_profile(path).profile

    def set_up(self, answers: SetUp) -> Opened:
        return self.front.set_up(answers)

    def sign_in(self, username: str, password: str) -> Opened:
        return self.front.sign_in(username, password)

    def recover(self, code: str, username: str, new_password: str) -> Opened:
        return self.front.recover(code, username, new_password)

    def keep_language(self, chosen: Language) -> None:
        keep_language(self._home, chosen)

    def leave(self) -> None:
        if "front" in self.__dict__:
            self.front.leave()

    def door(self) -> Door:
        return Door(
            has_office=self.has_office,
            look=self.look,
            prepare=self.prepare,
            profiles=self.profiles,
            read_profile=self.read_profile,
            set_up=self.set_up,
            sign_in=self.sign_in,
            recover=self.recover,
            keep_language=self.keep_language,
            leave=self.leave,
        )

    # --- behind it -----------------------------------------------------------------------------------------------

    def actions(self, on_store: OnStore) -> Actions:
        return self.front.actions(on_store)

    def pages(self) -> Pages:
        return self.front.pages


def open_window(home: Path, *, user: str = "", password: str = "") -> int:
    """The application until its last window is closed. `user` and `password` are filled in at the door for the
    demonstration."""
    choose_language(kept_language(home))
    return run_application(Entrance(home), no_screen=no_screen(), user=user, password=password)
