"""Pictures of the real window on the demonstration's store, taken off the screen."""

import os

from desktop.demonstration.day import Day
from desktop.demonstration.telling import Said, demand
from desktop.guard import require_sound_qt
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_USER


def show_screens(day: Day) -> Said:
    """One PNG a page, numbered in the order a clerk sees them; one visitor is counted by key on the way."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require_sound_qt()
    # Qt is loaded late, so that a machine where it cannot start still shows what went before.
    from desktop.bootstrap import Entrance  # noqa: PLC0415
    from desktop.ui.pictures import Scenes, take_pictures  # noqa: PLC0415 (for the same reason)

    before = day.visitors()
    scenes = Scenes(DEMO_USER, DEMO_PASSWORD, person=day.person, open_interview=_unfinished(day), signed=day.interview)
    pictures = take_pictures(Entrance(day.place.laptop), day.place.shown, scenes)
    sizes = [picture.stat().st_size for picture in pictures]
    demand(len(pictures) >= 6 and min(sizes) > 10_000, f"the pictures are too few or empty: {sizes}")
    demand(day.visitors() == before + 1, "the visitor who was counted by key in the window is not in the store")
    return Said(f"التُقطت صور النافذة: {len(pictures)}", f"pictures of the window taken: {len(pictures)}")


def _unfinished(day: Day) -> str:
    """An interview that somebody left for later."""
    left = [line for line in day.interviews() if line["state"] == "left"]
    demand(bool(left), "no interview was left for later")
    return str(left[0]["id"])
