"""What the window may ask for before anybody has signed in. Small: the door is painted before all else is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.ui.actions import Opened
    from desktop.ui.language import Language
    from desktop.usecases.open_desk import SetUp
    from domain.policy import Profile


class DoorState(NamedTuple):
    """`kind` is first_run, sign_in or unavailable (then `problem` says what and what to do, in Arabic)."""

    kind: str
    usernames: tuple[str, ...] = ()
    problem: str = ""
    problem_en: str = ""


class Door(NamedTuple):
    """Each but `has_office` runs on the store's lane, and may load what it needs there."""

    has_office: Callable[[], bool]  # at once: whether somebody can sign in here
    look: Callable[[], DoorState]
    prepare: Callable[[], None]  # loads what is behind the door, so that signing in does not wait for it
    profiles: Callable[[], tuple[Profile, ...]]
    read_profile: Callable[[str], Profile]  # the path of the association's own file, checked with the forms beside it
    set_up: Callable[[SetUp], Opened]
    sign_in: Callable[[str, str], Opened]
    recover: Callable[[str, str, str], Opened]  # code, username, new password
    keep_language: Callable[[Language], None]  # the next start speaks it
    leave: Callable[[], None]  # lock or switch user: closes the store
