"""The pages on a sharp screen (150 %), in a process of its own: Qt reads the scale once, when it starts.

`python -m tests.support.sharp_pages` prints one JSON object: page and size → what is cut, squeezed or unnamed there.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit.tokens import LEAST_WINDOW, NARROW_NAVIGATION
from desktop.ui.pages.counter.view import CounterView
from desktop.ui.pages.home.view import HomeView
from desktop.ui.pages.settings.view import SettingsView
from desktop.ui.pages.sign_in.view import SignInPage
from desktop.ui.pages.tasks.view import TasksView
from desktop.usecases.hold_interview import InterviewLine
from desktop.usecases.settle_task import TaskPage
from domain.person import Person
from domain.text import Text
from tests.support.fake_front import FrontDesk, actions_of, desk_info
from tests.support.seen_pages import (
    HandLanes,
    Stage,
    cut_texts,
    is_wider_than_shown,
    squeezed_texts,
    unnamed,
)
from tests.support.sources import ROOT

SCALE = "1.5"
# Of the page beside the navigation; 846 × 470 is what 150 % leaves of a branch's screen, 1118 × 728 what 100 % does.
SIZES = ((776, 700), (846, 470), (1118, 728), (1192, 700))
Faults = dict[str, list[str]]


def look(scale: str = SCALE) -> Faults:
    """Every page's faults, and under "scale" what the screen really was."""
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    found: Faults = json.loads(done.stdout)
    return found


def busy_desk() -> FrontDesk:
    """Something of everything."""
    desk = FrontDesk(
        people=[Person("p-1", "17-A7-000001", "نورة بنت سالم العتيبي", id_number="1000000008")],
        interviews=[_interview(number, state) for number, state in enumerate(("draft", "left", "finished"), 1)],
        tasks=[TaskPage("t-1", "two_values", "persons", "p-1", "mobile", "نورة بنت سالم العتيبي", ())],
    )
    for item in desk_info().profile.counter:
        desk.come(item.id, 12)
    return desk


def _interview(number: int, state: str) -> InterviewLine:
    attestation = "unsigned" if state == "finished" else None
    return InterviewLine(
        f"i-{number}",
        f"17-A7-00000{number}",
        "p-1",
        "نورة بنت سالم العتيبي",
        "herfa/support-request",
        Text("طلب دعم", "Support request"),
        state,
        "2026-11-21T09:05+03:00",
        attestation,
    )


def pages(lanes: HandLanes) -> Iterator[tuple[str, QWidget]]:
    actions, info = actions_of(busy_desk()), desk_info()
    yield "home", HomeView(actions, lanes, info)
    yield "counter", CounterView(actions, lanes, info)
    yield "tasks", TasksView(actions, lanes, info)
    settings = SettingsView(actions, lanes, info)
    settings.users.start.click()
    settings.recovery.start.click()
    yield "settings", settings
    yield "sign_in", SignInPage(usernames=("amina",))


def main() -> None:
    app = QApplication([])
    stage, lanes = Stage(app), HandLanes()
    found: Faults = {"scale": [str(app.devicePixelRatio())]}
    for name, page in pages(lanes):
        stage.show(page)
        for width, height in SIZES:
            page.window().resize(
                max(width + NARROW_NAVIGATION, LEAST_WINDOW[0]) if name == "sign_in" else width, height
            )
            lanes.run()
            stage.settle()
            wide = ["scrolls sideways"] if is_wider_than_shown(page) else []
            found[f"{name} {width} × {height}"] = unnamed(page) + cut_texts(page) + squeezed_texts(page) + wide
    stage.clear()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
